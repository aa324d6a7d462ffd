"""The lines of the benchmark as a rule set of ours."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

from checker import schema
from checker.engine.screen import Screen
from checker.errors import RuleError
from checker.expressions.runtime import Table
from checker.rulesets import Rule, RuleSet
from checker.rulesets.build import build
from checker.rulesets.settings import Settings
from checker.rulesets.source import Source
from checker.schema import review_items
from checker.text import fold, narrow
from tests.benchmarks.engine.rules import LEVELS1, LEVELS2, LINES, VAGUE, Line

TITLES = {"tasks": "重点工作任务", "indicators": "绩效指标"}
SETTINGS = Settings("bench", "测速", "1", {"一级": LEVELS1, "二级": LEVELS2, "空话": VAGUE, "零": Decimal(0)}, {})
CATALOGUE = schema.load("department_overall")
DAY = date(2026, 12, 31)


def screen(copies: int = 1) -> Screen:
    """Return our engine, ready, with every rule so many times; each remembers texts for itself."""
    return Screen(load(copies), CATALOGUE, DAY)


def encoded(record: dict[str, Any]) -> bytes:
    """Return a record as our contract has it: amounts are decimal strings."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"), default=str).encode()


def evaluations(record: dict[str, Any]) -> int:
    """Return how many outcomes a record has: one a rule, or one for each item of its list unless that is empty."""
    return sum(len(record[line.list]) or 1 if line.list else 1 for line in LINES)


def tables(of: Screen) -> list[Table]:
    """Return the tables in which an engine remembers facts about texts: they stand among the names of its function."""
    return [one for one in of._fused.run.__globals__.values() if isinstance(one, Table)]


def forget_shared() -> None:
    """Forget what all engines of a process remember of texts together."""
    narrow.cache_clear()
    fold.cache_clear()


def load(copies: int) -> RuleSet:
    """Return the rule set, every rule so many times, each time with other numbers and patterns."""
    rules = [_rule(line, copy) for copy in range(copies) for line in LINES]
    return RuleSet("bench", "测速", "1", "0" * 64, tuple(rules))


def _other(require: str, copy: int) -> str:
    """Return a requirement with numbers and patterns that no other copy has."""

    def raised(found: re.Match[str]) -> str:
        number = Decimal(found[0])
        return str(number + Decimal(copy).scaleb(int(number.as_tuple().exponent)))

    require = re.sub(r'(匹配\([^,]+, "[^"]*)"', rf'\1|〔{copy}〕"', require)
    return re.sub(r"(?<=[<>=+] )[0-9]+(\.[0-9]+)?", raised, require)


def _rule(line: Line, copy: int) -> Rule:
    parts = {
        "id": line.id if not copy else f"{line.id[:3]}{chr(64 + copy)}{line.id[3:]}",
        "title": "测速",
        "review_item": "勾稽",
        "applies_to": ["department_overall"],
        "severity": "error",
        "on_missing": "fail",
        "require": _other(line.require, copy) if copy else line.require,
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
