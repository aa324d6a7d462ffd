"""Why a rule said what it said: the same outcomes as a check, and what decided them."""

from dataclasses import replace
from datetime import date

import pytest
from layering import TOP, two, write
from ruling import form, load_text, rule_text, ruleset

from checker import rulesets
from checker.engine import check
from checker.engine.barriers import Cause
from checker.engine.judge import softened
from checker.engine.why import why
from checker.errors import RuleError, UsageError
from checker.model import Location, Origin, Outcome, Waiver, Waivers

DATA = {
    "年度": 2024,
    "基本支出": 1,
    "绩效指标": [
        {"三级指标": "甲率", "权重": 60, "指标值": "≥98%"},
        {"三级指标": "乙率", "权重": 10, "指标值": "≥97%"},
        {"三级指标": "乙数", "权重": None, "指标值": "5个"},
        {"三级指标": "丙", "权重": 0},
        {"三级指标": "丙", "权重": 1},
    ],
}
ITEMS = {"for_each": "绩效指标", "require": "权重 > 50"}


def told(item="", as_of=None, data=DATA, origins=None, **parts):
    return why(form(data, origins), ruleset(load_text(rule_text(**parts))), "rec-01", as_of, item)


def test_the_gravest_items_are_looked_at_closely():
    one = told(**ITEMS)
    assert [item.outcome for item in one.items] == ["pass", "fail", "cannot_tell", "fail", "fail"]
    assert [(item.number, item.name) for item in one.close] == [(2, "乙率"), (4, "丙"), (5, "丙")]
    assert (one.walks, one.barrier) == ("绩效指标", None)
    assert one.counts == {Outcome.PASS: 1, Outcome.FAIL: 3, Outcome.CANNOT_TELL: 1}


def test_of_items_that_passed_one_is_enough():
    assert [item.number for item in told(for_each="绩效指标", require="年度 > 2000").close] == [1]


ASKED = [("1", 1), ("3", 3), ("甲率", 1), ("甲", 1), ("乙数", 3), (" 乙 数", 3)]


@pytest.mark.parametrize(("item", "number"), ASKED)
def test_an_item_is_asked_for_by_number_or_name(item, number):
    assert [one.number for one in told(item, **ITEMS).close] == [number]


UNKNOWN = [
    ("9", "没有“9”这一项，这条规则看了 5 项。", "请写序号或名称。"),
    ("0", "没有“0”这一项", "请写序号或名称。"),
    ("甲律", "没有“甲律”这一项", "是不是“甲率”？"),
    ("丙", "叫“丙”的不止一项。", "请改写序号：4、5。"),
    ("乙", "叫“乙”的不止一项。", "请改写序号：2、3。"),
]


@pytest.mark.parametrize(("item", "message", "hint"), UNKNOWN)
def test_an_item_that_is_not_there_is_answered_with_the_way_out(item, message, hint):
    with pytest.raises(UsageError) as caught:
        told(item, **ITEMS)
    (fault,) = caught.value.faults
    assert message in fault.message
    assert fault.hint == hint


def test_what_when_turns_away_needs_no_requirement():
    (one,) = told(when="年度 > 2030", require="基本支出 > 5").close
    assert (one.outcome, one.when.value, one.require.looked) == (Outcome.NOT_APPLICABLE, False, False)


def test_what_when_lets_through_is_explained_whole():
    (one,) = told(when="年度 > 2000", require="基本支出 > 5").close
    assert (one.outcome, one.when.value, one.require.value) == (Outcome.FAIL, True, False)
    assert one.finding.message == "不相等。"


def test_without_when_there_is_none():
    assert told(require="基本支出 > 5").close[0].when is None


def test_what_is_missing_is_named():
    (one,) = told(require="基本支出 > 其他资金", data=DATA | {"其他资金": None}).close
    assert one.finding.message == "“其他资金”未填写，不能判定。"
    assert one.require.reason == "“其他资金”未填写"
    (one,) = told(require="基本支出 > 其他资金").close
    assert (one.outcome, one.reason) == (Outcome.NOT_APPLICABLE, "本表没有“其他资金”这一栏。")


FORCE = [
    ("{from: 2025-01-01}", None, "这条规则自 2025-01-01 起施行，2024-12-31 还不生效。"),
    ("{to: 2023-12-31}", None, "这条规则到 2023-12-31 为止，2024-12-31 已不生效。"),
    ("{from: 2020-01-01}", date(2019, 5, 1), "这条规则自 2020-01-01 起施行，2019-05-01 还不生效。"),
]


@pytest.mark.parametrize(("effective", "as_of", "told_why"), FORCE)
def test_a_rule_out_of_force_says_from_when(effective, as_of, told_why):
    one = told(as_of=as_of, effective=effective)
    assert (one.barrier.cause, one.barrier.told) == (Cause.DATE, told_why)
    assert (one.items, one.counts, one.day_named) == ((), {Outcome.NOT_APPLICABLE: 1}, as_of is not None)


def test_a_parameter_that_has_no_value_yet_is_named():
    rule = replace(load_text(rule_text(**ITEMS)), values_from=date(2025, 1, 1), waits_for="上限")
    barrier = why(form(DATA), ruleset(rule), "REC-01").barrier
    assert barrier.cause is Cause.PARAMETER
    assert barrier.told == "参数“上限”自 2025-01-01 起才有规定的值，2024-12-31 还没有。"


def test_an_empty_list_is_told():
    barrier = told(data={"绩效指标": []}, **ITEMS).barrier
    assert (barrier.cause, barrier.told) == (Cause.EMPTY, "表上没有绩效指标，看了 0 项。")


def test_another_form_is_told():
    rule = replace(load_text(rule_text()), programs={})
    barrier = why(form(DATA), ruleset(rule), "REC-01").barrier
    assert barrier.cause is Cause.FORM
    assert barrier.told == "这条规则只管部门整体预算绩效目标表，这份表是部门整体预算绩效目标表。"


LAYERS = [
    ("REC-01", None, None, ""),
    ("REC-01", date(2019, 1, 1), Cause.DATE, "top/a.yaml:10"),
    ("REC-02", None, None, ""),
    ("REC-02", date(2019, 1, 1), Cause.PARAMETER, "low/ruleset.yaml:10"),
    ("REC-03", None, Cause.DISABLED, "low/ruleset.yaml:5"),
]


@pytest.mark.parametrize(("rule", "day", "cause", "place"), LAYERS)
def test_what_decided_stands_at_a_line_of_a_layer(tmp_path, rule, day, cause, place):
    head = """disable: {REC-03: {reason: 甲}}
parameters:
  上限:
    reason: 甲
    values:
      - {from: 2020-01-01, value: 80}
"""
    top = TOP.replace(
        "{value: 90, meaning: 试用, stricter: lower}", "{values: [{from: 2020-01-01, value: 90}], meaning: 试}"
    )
    low = two(tmp_path, head, top=top)
    write(tmp_path / "top", {"a.yaml": rule_text(effective="{from: 2020-01-01}")})
    one = why(form({"年度": 2024, "财政供养人员数": 3}), rulesets.load(low), rule, day)
    assert (one.barrier and one.barrier.cause, one.barrier.place if one.barrier else "") == (cause, place)


def test_a_rule_tells_who_set_what_it_reads(tmp_path):
    low = two(tmp_path, "overrides: {REC-02: {severity: error}}\nparameters: {上限: {value: 80, document: 某文}}\n")
    one = why(form({"年度": 2024, "财政供养人员数": 3}), rulesets.load(low), "REC-02")
    (setting,) = one.rule.settings
    assert (str(setting), setting.place) == ("80（某文）", "low/ruleset.yaml:6")
    assert one.rule.places["severity"] == "low/ruleset.yaml:5"
    assert (one.ruleset.layer_of(one.rule.file), one.ruleset.layer_of(setting.place)) == (
        "上层（top 1）",
        "下层（low 2）",
    )


def test_a_rule_that_is_not_there_is_refused():
    with pytest.raises(RuleError):
        why(form(DATA), ruleset(load_text(rule_text())), "REC-02")


def test_a_place_is_that_of_the_item_or_of_the_finding():
    origins = {"/indicators/1": Origin(Location(line=7))}
    assert [one.location for one in told(origins=origins, **ITEMS).items][:2] == [None, Location(line=7)]
    origins = {"/budget/basic_expenditure": Origin(Location(line=8))}
    assert told(origins=origins, require="基本支出 > 5").items[0].location == Location(line=8)


GRADED = {
    "for_each": "绩效指标",
    "require": "权重 > 50",
    "severity_if": '{info: 三级指标 == "乙率", warning: 权重 == 0}',
}


def gradings(origins=None, **parts):
    return [one.grading for one in told(origins=origins, **GRADED | parts).close]


def test_the_condition_that_decided_the_severity_is_explained():
    gave_info, gave_warning, gave_none = gradings()
    assert [one.ruled.value for one in (gave_info, gave_warning, gave_none)] == ["info", "warning", "error"]
    assert [(severity.value, step.looked, step.value) for severity, step in gave_info.choices] == [
        ("info", True, True), ("warning", False, None),
    ]  # fmt: skip
    assert [step.value for _, step in gave_none.choices] == [False, False]
    assert [step.value for _, step in gave_warning.choices] == [False, True]


def test_a_severity_that_cannot_be_told_is_passed_over():
    (one,) = told(require="基本支出 > 5", severity_if="{info: 其他资金 > 1}").close
    assert (one.grading.ruled, one.finding.severity) == ("error", "error")
    ((_, step),) = one.grading.choices
    assert step.reason == "本表没有“其他资金”这一栏"


def test_a_doubtful_row_is_at_most_a_warning():
    doubt = {"/indicators/4/name": Origin(Location(line=9), doubt="可能少了一栏。")}
    *_, last = told(origins=doubt, **GRADED).close
    assert (last.finding.severity, last.finding.suspected) == ("warning", True)
    assert (last.grading.ruled, last.grading.doubt) == ("error", "可能少了一栏。")
    (one,) = told(origins={"/budget": Origin(Location(line=9), doubt="甲。")}, require="基本支出 > 5").close
    assert one.grading.doubt == "甲。"


def test_only_what_failed_has_a_severity_to_explain():
    items = told(**GRADED | {"require": "权重 > 0"}).close
    assert [(one.outcome.value, one.grading is None) for one in items] == [("fail", False)]
    assert [one.grading for one in told("3", **GRADED).close] == [None]
    (one,) = excused(
        waiving(values={"基本支出": ("1",)}), require="基本支出 > 5", severity_if="{info: 基本支出 == 1}"
    ).close
    assert (one.outcome, one.grading.ruled) == (Outcome.WAIVED, "info")


def waiving(rule="REC-01", until=date(2024, 12, 31), **more):
    parts = {"form": "甲局", "item": "", "reason": "甲", "document": "乙", "approver": "丙"} | more
    return Waiver(rule=rule, until=until, place="w.yaml:1", **parts)


def excused(*entries, data=DATA, **parts):
    given = form(data | {"部门名称": "甲局"})
    return why(given, ruleset(load_text(rule_text(**parts))), "REC-01", waivers=Waivers(entries, "0" * 64))


def test_what_is_waived_is_explained_by_its_waiver():
    waiver = waiving(item="乙率", values={"权重": ("10",)})
    one = excused(waiver, **ITEMS)
    assert [item.outcome for item in one.items] == ["pass", "waived", "cannot_tell", "fail", "fail"]
    assert one.items[1].finding.waiver is waiver
    assert [item.number for item in one.close] == [4, 5]
    assert (one.counts[Outcome.WAIVED], one.lapsed) == (1, ())


def test_a_waived_item_comes_before_those_that_passed():
    (one,) = excused(waiving(values={"基本支出": ("1",)}), require="基本支出 > 5").close
    assert (one.outcome, one.finding.message, one.require.value) == (Outcome.WAIVED, "不相等。", False)


DEAD = [
    (waiving(until=date(2024, 1, 1), values={"基本支出": ("1",)}), "expired"),
    (waiving(values={"基本支出": ("2",)}), "stale"),
    (waiving(item="/budget/other_funds", values={"基本支出": ("1",)}), "unused"),
]


@pytest.mark.parametrize(("waiver", "lapse"), DEAD)
def test_a_waiver_that_excuses_nothing_is_told(waiver, lapse):
    one = excused(waiver, require="基本支出 > 5")
    assert one.items[0].outcome is Outcome.FAIL
    assert [(dead.waiver, dead.lapse) for dead in one.lapsed] == [(waiver, lapse)]


NOTHING = [
    {"effective": "{from: 2030-01-01}"},
    {"for_each": "重点工作任务", "require": "已填(任务名称)"},
]


@pytest.mark.parametrize("parts", NOTHING)
def test_where_the_rule_looks_at_nothing_its_waivers_are_told_all_the_same(parts):
    one = excused(waiving(values={}), **parts)
    assert (one.barrier is not None, [dead.lapse for dead in one.lapsed]) == (True, ["unused"])


def test_waivers_of_other_rules_and_forms_are_left_alone():
    one = excused(waiving("REC-02", values={}), waiving(form="乙局", values={}), require="基本支出 > 5")
    assert (one.items[0].outcome, one.lapsed) == (Outcome.FAIL, ())


def test_the_outcomes_are_those_of_a_check():
    shipped = rulesets.load()
    given = form(
        DATA | {"表名": "2024年绩效目标表", "总体绩效目标": "完成100件", "重点工作任务": [{"任务名称": "甲"}]},
        {"/indicators/0": Origin(Location(line=7), doubt="可能少了一栏。")},
    )
    report = check(given, shipped)
    for result in report.results:
        one = why(given, shipped, result.rule)
        assert one.counts == {outcome: count for outcome, count in result.counts.items() if count}
        found = [item.finding for item in one.items if item.finding is not None]
        assert found == [finding for finding in report.findings if finding.rule == result.rule]
        for item in one.close:
            if item.grading is not None:
                final = softened(item.grading.ruled) if item.grading.doubt else item.grading.ruled
                assert (final, bool(item.grading.doubt)) == (item.finding.severity, item.finding.suspected)


def test_what_is_waived_is_what_a_check_excuses():
    shipped = rulesets.load()
    given = form(DATA | {"部门名称": "甲局", "绩效指标": [{"三级指标": "甲率", "指标值": "提高"}]})
    entries = (waiving("REL-03", values={"指标值": ("提高",)}), waiving("REL-06", values={"指标值": ("无",)}))
    waivers = Waivers(entries, "0" * 64)
    report = check(given, shipped, waivers=waivers)
    assert (report.balance()[Outcome.WAIVED], len(report.lapsed)) == (1, 1)
    told = [why(given, shipped, result.rule, waivers=waivers) for result in report.results]
    assert [one.counts for one in told] == [result.counts for result in report.results]
    assert [dead for one in told for dead in one.lapsed] == list(report.lapsed)
