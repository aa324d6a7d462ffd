"""The six outcomes: which one comes of what, and that they always add up."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from ruling import checked, finding, form, load_text, outcome, rule_text, ruleset

from checker.engine import check, judge
from checker.expressions import evaluate
from checker.model import Outcome

THIRD = {"项目支出": "1", "基本支出": "3"}
EQUAL = {"基本支出": "2152.58", "项目支出": "1265.11", "财政拨款": "3417.69"}
NAMES = {"绩效指标": [{"三级指标": "甲", "权重": 10}, {"三级指标": "乙", "权重": None}, {"三级指标": None, "权重": 30}]}

OUTCOMES = [
    (EQUAL, {}, "pass"),
    (EQUAL | {"财政拨款": "3417.70"}, {}, "fail"),
    (EQUAL | {"财政拨款": "3417.70"}, {"tolerance": "0.01"}, "pass"),
    (EQUAL | {"财政拨款": "3417.71"}, {"tolerance": "0.01"}, "fail"),
    (EQUAL | {"财政拨款": None}, {}, "cannot_tell"),
    (EQUAL | {"财政拨款": "见附件"}, {}, "cannot_tell"),
    ({"基本支出": 1}, {}, "not_applicable"),
    (EQUAL | {"财政拨款": None}, {"on_missing": "fail"}, "fail"),
    (EQUAL | {"财政拨款": None}, {"on_missing": "not_applicable"}, "not_applicable"),
    (EQUAL | {"财政拨款": None}, {"on_missing": "cannot_tell"}, "cannot_tell"),
    (EQUAL | {"财政拨款": "见附件"}, {"on_missing": "fail"}, "cannot_tell"),
    ({"基本支出": 1}, {"on_missing": "fail"}, "not_applicable"),
    (EQUAL | {"财政拨款": None}, {"blank_as_zero": "[财政拨款]"}, "fail"),
    ({"基本支出": 1, "项目支出": -1}, {"blank_as_zero": "[财政拨款]"}, "pass"),
    (EQUAL | {"财政拨款": "见附件"}, {"blank_as_zero": "[财政拨款]"}, "cannot_tell"),
    (EQUAL, {"when": "年度 > 2000"}, "not_applicable"),
    (EQUAL | {"年度": None}, {"when": "年度 > 2000"}, "cannot_tell"),
    (EQUAL | {"年度": 1999}, {"when": "年度 > 2000"}, "not_applicable"),
    (EQUAL | {"年度": 2001}, {"when": "年度 > 2000"}, "pass"),
    (THIRD | {"财政拨款": "0." + "3" * 28}, {"require": "项目支出 / 基本支出 == 财政拨款"}, "pass"),
    (THIRD | {"财政拨款": "0." + "3" * 27}, {"require": "项目支出 / 基本支出 == 财政拨款"}, "fail"),
    (THIRD | {"财政拨款": "0." + "3" * 29}, {"require": "项目支出 / 基本支出 == 财政拨款"}, "fail"),
    (EQUAL, {"require": "基本支出 / (项目支出 - 项目支出) > 1"}, "error"),
    (EQUAL, {"when": "基本支出 / (项目支出 - 项目支出) > 1"}, "error"),
    (EQUAL | {"年度": 2001}, {"when": "[已填(年度), 年度 > 2000]"}, "pass"),
    (EQUAL | {"年度": 1999}, {"when": "[已填(年度), 年度 > 2000]"}, "not_applicable"),
    (EQUAL | {"年度": None}, {"when": "[已填(年度), 年度 > 2000]"}, "not_applicable"),
    (EQUAL | {"年度": 2001}, {"require": "[基本支出 > 1, 年度 > 2001]"}, "fail"),
    ({"绩效指标": []}, {"for_each": "绩效指标", "require": "已填(三级指标)"}, "not_applicable"),
    ({}, {"for_each": "绩效指标", "require": "已填(三级指标)"}, "not_applicable"),
    ({"绩效指标": [{"指标值": "很好"}]}, {"for_each": "绩效指标", "require": "指标值.数值 > 1"}, "not_applicable"),
    ({"绩效指标": [{"指标值": None}]}, {"for_each": "绩效指标", "require": "指标值.数值 > 1"}, "cannot_tell"),
]


@pytest.mark.parametrize(("data", "parts", "wanted"), OUTCOMES)
def test_an_outcome_for_each_case(data, parts, wanted):
    assert outcome(data, **parts) == wanted


def test_a_tolerance_is_for_every_comparison_of_money_in_the_rule():
    parts = {"when": "基本支出 == 100", "tolerance": "1", "require": "项目支出 == 5"}
    assert outcome({"基本支出": "101.5", "项目支出": 5}, **parts) == "not_applicable"
    assert outcome({"基本支出": "100.5", "项目支出": 6}, **parts) == "pass"


def test_a_tolerance_is_printed_in_the_finding():
    parts = {"tolerance": "1", "require": "项目支出 == 5", "message": "不等。"}
    assert finding({"项目支出": 7}, **parts).message == "不等。（允许误差 1）"


def test_each_item_has_an_outcome_of_its_own():
    report = checked(NAMES, for_each="绩效指标", when="已填(三级指标)", require="权重 > 20")
    result = report.results[0]
    assert result.counts == {Outcome.FAIL: 1, Outcome.CANNOT_TELL: 1, Outcome.NOT_APPLICABLE: 1}
    assert (result.looked_at, result.note) == (3, "")
    assert [(one.outcome, one.item, one.at) for one in report.findings] == [
        (Outcome.FAIL, "甲", "/indicators/0/weight"),
        (Outcome.CANNOT_TELL, "乙", "/indicators/1/weight"),
    ]


def test_the_balance_names_all_six_and_adds_up():
    rules = [
        load_text(rule_text(id="REC-01")),
        load_text(rule_text(id="REC-02", for_each="绩效指标", require="权重 > 20")),
        load_text(rule_text(id="REC-03", require="基本支出 / (基本支出 - 5) > 1")),
        load_text(rule_text(id="REC-04", effective="{from: 2099-01-01}")),
        load_text(rule_text(id="REC-05", require="基本支出 > 0")),
    ]
    report = check(form(NAMES | {"基本支出": 5, "年度": 2024}), ruleset(*rules))
    assert report.balance() == {
        Outcome.PASS: 2, Outcome.FAIL: 1, Outcome.NOT_APPLICABLE: 2, Outcome.CANNOT_TELL: 1, Outcome.WAIVED: 0,
        Outcome.ERROR: 1,
    }  # fmt: skip
    assert sum(report.balance().values()) == sum(result.looked_at for result in report.results) == 7
    assert [result.rule for result in report.results] == [rule.id for rule in rules]


NOTES = [
    ({"绩效指标": []}, {"for_each": "绩效指标", "require": "已填(三级指标)"}, "表上没有绩效指标，看了 0 项。"),
    ({}, {"for_each": "绩效指标", "require": "已填(三级指标)"}, "表上没有绩效指标，看了 0 项。"),
    ({}, {}, "本表没有“基本支出”这一栏。"),
    (EQUAL | {"年度": 1999}, {"when": "年度 > 2000"}, "不符合这条规则的适用条件。"),
    (EQUAL | {"财政拨款": None}, {"on_missing": "not_applicable"}, "“财政拨款”未填写。"),
    (
        {"绩效指标": [{"指标值": "好"}]},
        {"for_each": "绩效指标", "require": "指标值.数值 > 1"},
        "“指标值”里没有“数值”。",
    ),
    (EQUAL, {"effective": "{from: 2024-01-01}"}, "这条规则自 2024-01-01 起施行，2023-06-01 还不生效。"),
    (EQUAL, {"effective": "{to: 2022-12-31}"}, "这条规则到 2022-12-31 为止，2023-06-01 已不生效。"),
]


@pytest.mark.parametrize(("data", "parts", "note"), NOTES)
def test_a_rule_that_does_not_apply_says_why(data, parts, note):
    report = checked(data, as_of=date(2023, 6, 1), **parts)
    assert (report.results[0].note, report.findings) == (note, ())
    assert report.balance()[Outcome.NOT_APPLICABLE] == 1


def test_a_rule_for_another_form_does_not_apply():
    rule = load_text(rule_text())
    report = check(form(EQUAL), ruleset(replace(rule, programs={})))
    assert report.results[0].note == "这条规则不管这类表。"


IN_FORCE = [
    (None, "2023", "pass"), (date(2023, 1, 1), None, "pass"), (date(2022, 12, 31), None, "not_applicable"),
    (None, "2022", "not_applicable"), (None, None, "pass"), (date(2022, 1, 1), "2023", "not_applicable"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "year", "wanted"), IN_FORCE)
def test_the_day_decides_which_rules_are_in_force(day, year, wanted):
    data = EQUAL if year is None else EQUAL | {"年度": int(year)}
    report = checked(data, as_of=day, effective="{from: 2023-01-01}")
    (only,) = report.results[0].counts
    assert only == wanted
    assert report.as_of == (day or date(int(year or 9999), 12, 31)).isoformat()


@pytest.mark.parametrize("error", [ValueError, TypeError, KeyError, RuntimeError, RecursionError, MemoryError])
def test_a_rule_that_raises_is_an_error_and_the_others_go_on(error):
    def fail(*_):
        raise error("/secret/path")

    broken = load_text(rule_text(id="REC-01", require="长度(表名) > 1"))
    sound = load_text(rule_text(id="REC-02", require="基本支出 > 1"))
    call = broken.programs["department_overall"].require.tree.operands[0]
    call.function = replace(call.function, call=fail)
    report = check(form(EQUAL | {"表名": "甲"}), ruleset(broken, sound))
    assert [dict(result.counts) for result in report.results] == [{Outcome.ERROR: 1}, {Outcome.PASS: 1}]
    assert report.findings[0].message == f"规则计算出错（{error.__name__}）。"


def test_a_rule_that_takes_too_long_is_an_error(monkeypatch):
    monkeypatch.setattr(evaluate, "MAX_STEPS", 3)
    only = finding(EQUAL)
    assert (only.outcome, only.message) == (Outcome.ERROR, "规则算不完：计算超过 3 步。")


def test_a_division_by_zero_says_so():
    for require in ("基本支出 / (项目支出 - 项目支出) > 1", '百分比(项目支出 - 项目支出, 项目支出 - 项目支出) == "5%"'):
        only = finding(EQUAL, require=require)
        assert (only.outcome, only.message) == (Outcome.ERROR, "规则里有一步除数是 0，算不下去。")


def test_a_number_of_too_many_digits_says_so():
    only = finding(EQUAL, require="四舍五入(基本支出, 30) > 1")
    assert (only.outcome, only.message) == (Outcome.ERROR, "规则里有一步的数太大或位数太多，算不下去。")


NO_ANSWER = [
    ('换算(基本支出, 表名, "元") > 1', "“个”不能换算成“元”"),
    ("年末(基本支出 * 10000) > 日期(2024)", "没有 20000 年 12 月 31 日这一天"),
    ("中位数(文中年份(表名)) > 1", "一个数也没有，没有中位数"),
    ("几天后(年末(2024), 基本支出 * 999999999999999) > 日期(2024)", "这个数太大"),
]


@pytest.mark.parametrize(("require", "told"), NO_ANSWER)
def test_a_function_that_has_no_answer_says_why(require, told):
    only = finding(EQUAL | {"表名": "个", "基本支出": 2}, require=require)
    assert (only.outcome, only.message) == (Outcome.ERROR, f"规则里有一步算不下去：{told}。")
    shown = finding(EQUAL | {"表名": "个", "基本支出": 2}, require="基本支出 < 0", message=f"'{{{require}}}'")
    assert (shown.outcome, shown.message) == (Outcome.FAIL, "（算不出）")


def test_a_message_that_cannot_be_computed_does_not_hide_the_finding():
    only = finding(EQUAL, require="基本支出 < 0", message="'{基本支出 / (项目支出 - 项目支出)}'")
    assert (only.outcome, only.message) == (Outcome.FAIL, "（算不出）")


def test_a_message_that_breaks_is_an_error_even_where_something_is_missing(monkeypatch):
    def fail(*_):
        raise ValueError

    rule = load_text(rule_text(on_missing="fail"))
    monkeypatch.setattr(judge.Judge, "_finding", _once_failing(judge.Judge._finding, fail))
    report = check(form(EQUAL | {"财政拨款": None}), ruleset(rule))
    assert report.findings[0].outcome is Outcome.ERROR


def _once_failing(real, fail):
    calls = []

    def wrapped(*arguments, **named):
        calls.append(1)
        return fail() if len(calls) == 1 else real(*arguments, **named)

    return wrapped


def test_exact_sums_of_many_amounts():
    tasks = [{"任务名称": f"任务{number}", "投入资金": "0.1"} for number in range(10)]
    assert outcome({"重点工作任务": tasks, "项目支出": 1}, require="合计(重点工作任务, 投入资金) == 项目支出") == "pass"
    assert Decimal("0.1") * 10 == 1


@pytest.mark.parametrize(
    ("year", "day"), [(1, "0001-12-31"), (2024, "2024-12-31"), (0, "9999-12-31"), (None, "9999-12-31")]
)
def test_the_day_of_a_form_is_the_last_of_its_year(year, day):
    assert check(form({"年度": year}), ruleset(load_text(rule_text()))).as_of == day
