"""The lines of the benchmark in Rego: for each, the ways in which it is broken.

``i`` is an indicator and ``t`` a task; ``zero`` reads a blank amount as 0.
"""

from __future__ import annotations

import json

from tests.benchmarks.engine import rules
from tests.benchmarks.engine.rules import LINES

WALKS = {"": "", "tasks": "some k, t in input.tasks; ", "indicators": "some k, i in input.indicators; "}
HEAD = """package p
import rego.v1
zero(amount) := 0 if amount == null
zero(amount) := amount if amount != null
"""


def _all(*conditions: str) -> str:
    return "; ".join(conditions)


def _given(*fields: str) -> str:
    return _all(*(f"{field} != null" for field in fields))


def _blank(text: str) -> list[str]:
    return [f'{text} in {{null, ""}}']


def _below_zero(amount: str) -> list[str]:
    return [f"{amount} == null", _all(_given(amount), f"{amount} < 0")]


def _fits(text: str, pattern: str) -> str:
    return _all(_given(text), f"regex.match(`{pattern}`, {text})")


def _misfits(text: str, pattern: str) -> str:
    return _all(f'not {text} in {{null, ""}}', f"not regex.match(`{pattern}`, {text})")


def _of_kind(level2: str, *conditions: str) -> str:
    return _all(f'i.level2 == "{level2}"', *conditions)


def _number(level1: str) -> str:
    return f'count([1 | some i in input.indicators; i.level1 == "{level1}"])'


BASIC, PROJECT, GRANT = "input.basic_expenditure", "input.project_expenditure", "input.fiscal_appropriation"
OTHER, SPECIAL = "zero(input.other_funds)", "input.special_funds"
PARTS = "zero(input.city_level_funds) + zero(input.transfer_payments)"
NAME, YEAR, STAFF, GOAL = "input.name", "input.year", "input.staff_count", "input.overall_goal"

BROKEN = {
    "BEN-01": _blank(NAME),
    "BEN-02": [f"{YEAR} == null", _all(_given(YEAR), f"{YEAR} < 2015"), _all(_given(YEAR), f"{YEAR} > 2030")],
    "BEN-03": [f"{STAFF} == null", _all(_given(STAFF), f"{STAFF} <= 0")],
    "BEN-04": _below_zero(BASIC),
    "BEN-05": _below_zero(PROJECT),
    "BEN-06": _below_zero(GRANT),
    "BEN-07": [
        _all(
            _given(BASIC, PROJECT, GRANT),
            f"abs({BASIC} + {PROJECT} + zero({SPECIAL}) - {GRANT} - {OTHER}) > 0.0150001",
        )
    ],
    "BEN-08": [_all(_given(PROJECT, GRANT), f"{PROJECT} > {GRANT} + {OTHER}")],
    "BEN-09": [_all(_given(BASIC, STAFF), f"{STAFF} != 0", f"{BASIC} > 60 * {STAFF}")],
    "BEN-10": [_all(_given(BASIC, PROJECT), f"{BASIC} < 0.0503 * ({BASIC} + {PROJECT})")],
    "BEN-11": [
        f"{GOAL} == null",
        _all(_given(GOAL), f"count({GOAL}) < 100"),
        _all(_given(GOAL), f"count({GOAL}) > 1500"),
    ],
    "BEN-12": [_fits(GOAL, rules.MARKUP)],
    "BEN-13": [_misfits(NAME, rules.KIND)],
    "BEN-14": [_all(_given(SPECIAL), f"abs({PARTS} - {SPECIAL}) > 0.0150001")],
    "BEN-15": [_fits(GOAL, rules.OPEN)],
    "BEN-16": _blank("i.value"),
    "BEN-17": _blank("i.name"),
    "BEN-18": ["not i.level1 in levels1"],
    "BEN-19": ["not i.level2 in levels2"],
    "BEN-20": ["i.value in vague"],
    "BEN-21": [_of_kind("数量指标", _fits("i.value", rules.TREND))],
    "BEN-22": [_of_kind("数量指标", _misfits("i.value", rules.DIGIT))],
    "BEN-23": [_of_kind("质量指标", 'contains(i.name, "率")', _misfits("i.value", rules.PERCENT))],
    "BEN-24": [_of_kind("时效指标", _misfits("i.value", rules.DATED))],
    "BEN-25": [_of_kind("成本指标", _misfits("i.value", rules.COST))],
    "BEN-26": [_all('i.level1 == "满意度指标"', _misfits("i.value", rules.SATISFIED))],
    "BEN-27": [_all(_given("i.value"), "count(i.value) > 100")],
    "BEN-28": [_all('i.name != ""', "count(i.name) < 2"), "count(i.name) > 50"],
    "BEN-29": [_fits("i.value", rules.TOO_MUCH)],
    "BEN-30": [_all('contains(i.name, "率")', _fits("i.value", rules.HEADS))],
    "BEN-31": [_of_kind("数量指标", 'contains(i.name, "满意度")')],
    "BEN-32": _blank("t.name"),
    "BEN-33": _below_zero("t.funds"),
    "BEN-34": ["t.content == null", _all(_given("t.content"), "count(t.content) < 20")],
    "BEN-35": ['t.goal in {null, "", "无"}'],
    "BEN-36": [_fits("t.content", rules.MARKUP)],
    "BEN-37": [
        _all(_given(PROJECT), f"sum([zero(t.funds) | some t in input.tasks]) > {PROJECT} + 0.0050001"),
    ],
    "BEN-38": [f"{_number('产出指标')} < 3"],
    "BEN-39": ["count({i.name | some i in input.indicators}) != count(input.indicators)"],
    "BEN-40": [f"{_number('效益指标')} == 0", f"{_number('满意度指标')} == 0"],
    "BEN-41": ["count(input.tasks) < 1", "count(input.tasks) > 20"],
    "BEN-42": [_all(f'not {NAME} in {{null, ""}}', f"count({NAME}) < 4")],
}


def module() -> str:
    """Return the module whose ``data.p.broken`` are the findings, each as [line, item]."""
    words = {"levels1": rules.LEVELS1, "levels2": rules.LEVELS2, "vague": rules.VAGUE}
    sets = [f"{name} := {{{json.dumps(texts, ensure_ascii=False)[1:-1]}}}" for name, texts in words.items()]
    ways = [
        f'broken contains ["{line.id}", {"k" if line.list else -1}] if {{ {WALKS[line.list]}{way} }}'
        for line in LINES
        for way in BROKEN[line.id]
    ]
    return HEAD + "\n".join(sets + ways)
