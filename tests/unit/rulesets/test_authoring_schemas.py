"""The schemas that editors complete and explain rule files with say what the program says."""

import json
from decimal import Decimal

import pytest
from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7
from ruling import BASE, rule_text

from checker import resources, schema
from checker.documents.strict_yaml import compose
from checker.model import Outcome, Severity
from checker.rulesets import amend, build, sections, settings, vocabulary

FOLDER = resources.folder("schemas")
RULE, RULESET = (json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8")) for name in ("rule", "ruleset"))
RULES = sorted(
    path
    for folder in (resources.folder("rules"), resources.folder("rules").parent / "samples" / "layers")
    for path in folder.rglob("*.yaml")
)
HEADS = [path for path in RULES if path.name == "ruleset.yaml"]


BOTH = Registry().with_resources((one["$id"], DRAFT7.create_resource(one)) for one in (RULE, RULESET))


def plain(value):
    """Return what a YAML text means as JSON has it."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return float(value) if isinstance(value, Decimal) else value


def breaches(document, text):
    return [
        one.message
        for one in Draft7Validator(document, registry=BOTH).iter_errors(plain(compose(text, "rule.yaml").data))
    ]


@pytest.mark.parametrize("document", [RULE, RULESET])
def test_the_schema_itself_is_valid(document):
    Draft7Validator.check_schema(document)


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.name)
def test_every_shipped_file_is_valid(path):
    if path.name != "vocabulary.yaml":
        assert breaches(RULESET if path in HEADS else RULE, path.read_text("utf-8")) == []


def test_rules_and_heads_were_looked_at():
    assert len(HEADS) >= 1
    assert len(RULES) - len(HEADS) >= 88


def keys(node):
    return dict.fromkeys(node["properties"], False) | dict.fromkeys(node.get("required", ()), True)


def test_the_keys_are_those_of_the_program():
    inner = RULE["properties"]
    assert keys(RULE) == build.KEYS
    assert keys(inner["basis"]["items"]) == sections.BASIS_KEYS
    assert keys(inner["effective"]) == sections.EFFECTIVE_KEYS
    assert keys(RULE["definitions"]["case"]) == sections.CASE_KEYS
    assert set(inner["severity_if"]["properties"]) == {one.value for one in Severity}


def test_the_keys_of_a_rule_set_are_those_of_the_program():
    inner, parameter = RULESET["properties"], RULESET["definitions"]["parameter"]
    assert keys(RULESET) == settings.RULESET_KEYS
    assert set(keys(parameter)) == {*settings.PARAMETER_KEYS, *settings.CHANGED_KEYS}
    assert keys(parameter["properties"]["values"]["items"]) == settings.DATED_KEYS
    assert keys(RULESET["definitions"]["word"]["oneOf"][1]) == vocabulary.WORD_KEYS
    assert keys(inner["vocabulary"]["additionalProperties"]) == vocabulary.CHANGE_KEYS
    assert keys(inner["overrides"]["additionalProperties"]) == amend.OVERRIDE_KEYS
    assert keys(inner["disable"]["additionalProperties"]) == amend.DISABLE_KEYS


def test_the_choices_are_those_of_the_program():
    inner = RULE["properties"]
    assert inner["review_item"]["enum"] == list(schema.review_items())
    assert inner["applies_to"]["items"]["anyOf"][0]["enum"] == list(schema.forms())
    assert inner["id"]["pattern"] == f"^{build.ID.pattern}$"
    assert set(RULE["definitions"]["case"]["properties"]["expect"]["enum"]) == {one.value for one in Outcome}
    assert set(RULE["definitions"]["severity"]["enum"]) == {one.value for one in Severity}


def described(node):
    """Yield the properties at any depth."""
    for name, one in node.get("properties", {}).items():
        yield name, one
    for part in node.values():
        for one in part if isinstance(part, list) else [part]:
            if isinstance(one, dict):
                yield from described(one)


@pytest.mark.parametrize("document", [RULE, RULESET])
def test_every_key_is_explained_in_chinese(document):
    assert [name for name, one in described(document) if not one.get("description", "").endswith("。")] == []


@pytest.mark.parametrize(
    "parts",
    [
        {"id": "rec-1"},
        {"severity": "错误"},
        {"severty": "error"},
        {"require": None},
        {"when": "[]"},
        {"tolerance": "-1"},
        {"cases": "[{name: 甲, expect: pas}]"},
        {"basis": "[{document: 甲, verified: yes}]"},
        {"effective": "{from: 2024年}"},
    ],
)
def test_what_the_program_refuses_the_editor_marks(parts):
    assert breaches(RULE, rule_text(**BASE)) == []
    assert breaches(RULE, rule_text(**parts)) != []


def test_no_form_is_called_after_them():
    assert not {"rule", "ruleset", "report"} & set(schema.forms())
