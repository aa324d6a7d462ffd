"""Whatever stands in the head of a layer, it loads or its mistakes are told, each at a line and column."""

import copy

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from layering import LOW, two, write

from checker.errors import RuleError
from checker.rulesets.load import trace

HEAD = {
    "parameters": {
        "上限": {"value": 95, "reason": "甲", "document": "某文"},
        "新": {
            "meaning": "甲",
            "stricter": "higher",
            "values": [{"from": "2024-01-01", "value": 1, "document": "某文"}],
        },
    },
    "vocabulary": {
        "禁词": {
            "add": ["戊词", {"word": "己词", "until": "2022-01-01"}],
            "remove": ["甲词"],
            "add_harmless": ["不乙词"],
            "remove_harmless": ["不甲词"],
            "reason": "甲",
        }
    },
    "overrides": {
        "REC-01": {"tolerance": 2, "reason": "甲"},
        "REC-02": {
            "severity": "info",
            "message": "甲",
            "confidence": "low",
            "parameters": {"上限": {"values": [{"from": "2024-01-01", "value": 99}]}},
            "cases": [{"name": "甲", "given": {"财政供养人员数": 1}, "expect": "pass"}],
            "reason": "甲",
        },
    },
    "disable": {"REC-03": {"reason": "甲", "document": "某文"}},
    "lock": ["REC-01", "REC-02.severity"],
    "retired": ["REC-50"],
}
ODD = [
    None,
    "",
    [],
    {},
    0,
    -1,
    True,
    "甲",
    "REC-02",
    "2024-01-01",
    ["甲"],
    [1],
    [None],
    {"a": 1},
    [[1]],
    {"value": 1},
    "{甲}",
]


def places(data, path=()):
    """Return the path of every part of ``data`` but the whole."""
    keys = list(data) if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else []
    return [one for key in keys for one in ((*path, key), *places(data[key], (*path, key)))]


@st.composite
def heads(draw):
    """Draw a head of which some part is something else, or under another name, or gone."""
    data = copy.deepcopy(HEAD)
    for _ in range(draw(st.integers(0, 2))):
        *path, key = draw(st.sampled_from(places(data)))
        there = data
        for one in path:
            there = there[one]
        match draw(st.sampled_from(["other", "renamed", "gone"])):
            case "renamed" if isinstance(there, dict):
                there[draw(st.sampled_from(["甲", "REC-02", "REC-9", "value", "reason", "上限"]))] = there.pop(key)
            case "gone":
                del there[key]
            case _:
                there[key] = copy.deepcopy(draw(st.sampled_from(ODD)))
    return data


@given(heads())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_head_loads_or_its_mistakes_are_told(tmp_path, data):
    low = two(tmp_path)
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=999) if data else ""
    write(low, {"ruleset.yaml": LOW + text})
    try:
        trace(low).ruleset()
    except RuleError as error:
        assert error.faults
        assert all(one.line and one.column and one.file.startswith(("low/", "top/")) for one in error.faults)
        assert all(one.message.endswith(("。", "？")) for one in error.faults)
