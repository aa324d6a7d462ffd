"""The documents say what the program does."""

import json
import re
from pathlib import Path

import pytest
import typer
from typer.main import get_command

import checker
from checker.cli.app import app
from checker.expressions.functions import FUNCTIONS
from checker.reporters import REPORTERS
from checker.rulesets import build
from checker.schema import review_items

ROOT = Path(__file__).parents[2]
CHINESE = (ROOT / "README.zh-CN.md").read_text("utf-8")
GUIDE = (ROOT / "rules" / "README.md").read_text("utf-8")


def fenced(text):
    return re.findall(r"^```\n(.+?)\n```$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_has_exactly_two_set_up_commands(name):
    commands = [one for one in fenced((ROOT / name).read_text("utf-8")) if "pip install" in one]
    assert len(commands) == 2
    assert commands[1] in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_sample_of_the_first_command_is_there():
    (sample,) = set(re.findall(r"checker check (samples/minor\S+)", CHINESE))
    assert (ROOT / sample).is_file()


def leaves(command, *path):
    if isinstance(command, typer.core.TyperGroup):
        return [leaf for name, child in command.commands.items() for leaf in leaves(child, *path, name)]
    return [(" ".join(path), command)]


@pytest.mark.parametrize(("name", "command"), leaves(get_command(app)))
def test_every_command_is_in_the_manual_and_has_help(name, command):
    assert f"checker {name}" in CHINESE
    assert re.search("[一-鿿]", command.help or "")


def test_every_report_format_is_in_the_manual():
    assert all(name == "table" or f"--format {name}" in CHINESE for name in REPORTERS)


def test_every_function_is_in_the_guide():
    rows = {f"| `{one.name}` | `{one.english}` |" for one in FUNCTIONS.values()}
    assert [row for row in rows if row not in GUIDE] == []


def test_every_key_of_a_rule_is_in_the_guide():
    assert [key for key in build.KEYS if f"`{key}`" not in GUIDE and f"{key}:" not in GUIDE] == []


def test_the_public_names_are_what_is_promised():
    assert sorted(checker.__all__) == checker.__all__
    assert all(hasattr(checker, name) for name in checker.__all__)


def test_review_items_of_rules_are_the_known_ones():
    known = json.loads((ROOT / "schemas" / "review-items.json").read_text("utf-8"))
    assert list(review_items()) == list(known)
