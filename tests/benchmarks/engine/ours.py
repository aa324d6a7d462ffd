"""The lines of the benchmark as a rule set of ours."""

from __future__ import annotations

import json
from decimal import Decimal

from checker.errors import RuleError
from checker.rulesets import Rule, RuleSet
from checker.rulesets.build import build
from checker.rulesets.settings import Settings
from checker.rulesets.source import Source
from checker.schema import review_items
from tests.benchmarks.engine.rules import LEVELS1, LEVELS2, LINES, VAGUE, Line

TITLES = {"tasks": "重点工作任务", "indicators": "绩效指标"}
SETTINGS = Settings("bench", "测速", "1", {"一级": LEVELS1, "二级": LEVELS2, "空话": VAGUE, "零": Decimal(0)}, {})


def load(copies: int) -> RuleSet:
    """Return the rule set, every rule so many times."""
    rules = [_rule(line, copy) for copy in range(copies) for line in LINES]
    return RuleSet("bench", "测速", "1", "0" * 64, tuple(rules))


def _rule(line: Line, copy: int) -> Rule:
    parts = {
        "id": line.id if not copy else f"{line.id[:3]}{chr(64 + copy)}{line.id[3:]}",
        "title": "测速",
        "review_item": "勾稽",
        "applies_to": ["department_overall"],
        "severity": "error",
        "on_missing": "fail",
        "require": line.require,
        "message": "不合要求。",
        "basis": [{"document": "测速用"}],
        "cases": [{"name": "空", "given": {}, "expect": "not_applicable"}],
    }
    if line.list:
        parts["for_each"] = TITLES[line.list]
    if line.when:
        parts["when"] = line.when
    if line.zeroes:
        parts["blank_as_zero"] = [one.strip() for one in line.zeroes.strip("[]").split(",")]
    text = json.dumps(parts, ensure_ascii=False)
    if line.tolerance:
        text = text[:-1] + f', "tolerance": {line.tolerance}}}'
    source = Source(text.encode(), line.id)
    rule = build(source, SETTINGS, review_items())
    if rule is None:
        raise RuleError(*source.faults)
    return rule
