"""The cases in rule files: what they expect is compared with what comes."""

import pytest
from ruling import load_text, rule_text, ruleset

from checker.engine.cases import run

GIVEN = "{基本支出: 2, 项目支出: 1, 财政拨款: 3}"
OTHER = "{基本支出: 2, 项目支出: 1, 财政拨款: 4}"
CASES = [
    (f"given: {GIVEN}, expect: pass", ""),
    (f"given: {OTHER}, expect: fail, at: /budget, severity: error", ""),
    (f"given: {GIVEN}, expect: fail", "应为“不合格”，实为“合格”"),
    (f"given: {OTHER}, expect: pass", "应为“合格”，实为“不合格”（不相等。）"),
    ("expect: pass", "应为“合格”，实为“不适用”（本表没有“基本支出”这一栏。）"),
    (f"given: {OTHER}, expect: fail, at: /year", "应在 /year，实在 /budget"),
    (f"given: {OTHER}, expect: fail, severity: info", "级别应为“提示”，实为“错误”"),
    (
        f"given: {OTHER}, expect: fail, at: /year, severity: info",
        "应在 /year，实在 /budget；级别应为“提示”，实为“错误”",
    ),
    (f"given: {GIVEN}, expect: pass, at: /year", "应在 /year，实在 无处"),
]


@pytest.mark.parametrize(("case", "message"), CASES)
def test_a_case_says_what_was_expected_and_what_came(case, message):
    rule = load_text(rule_text(cases=f"\n  - {{name: 试, {case}}}"))
    (result,) = run(ruleset(rule))
    assert (result.message, result.passed) == (message, not message)
    assert (result.rule, result.case, result.file) == ("REC-01", "试", "trial/rule.yaml")
    assert result.line == rule.cases[0].line


@pytest.mark.parametrize("effective", ["{from: 2030-01-01}", "{to: 2000-01-01}", "{from: 1999-01-01, to: 2000-01-01}"])
def test_a_case_is_run_on_a_day_on_which_its_rule_binds(effective):
    rule = load_text(rule_text(effective=effective, cases=f"[{{name: 试, given: {GIVEN}, expect: pass}}]"))
    assert run(ruleset(rule))[0].passed


def test_the_gravest_outcome_of_the_items_counts():
    items = "{绩效指标: [{权重: 1}, {权重: null}, {权重: 9}]}"
    text = rule_text(for_each="绩效指标", require="权重 > 5", cases=f"[{{name: 试, given: {items}, expect: fail}}]")
    assert run(ruleset(load_text(text)))[0].passed
