"""What a finding says: where, what was seen, how grave, and how sure."""

import pytest
from ruling import checked, finding, form, load_text, rule_text, ruleset

from checker.engine import check
from checker.model import Location, Origin, Outcome, Severity

UNEQUAL = {"基本支出": "2152.58", "项目支出": "1265.11", "财政拨款": "3417.96"}
ITEMS = {"绩效指标": [{"三级指标": "甲", "指标值": "≥98%", "权重": 10}], "基本支出": 5}


def at(pointer, **more):
    return {pointer: Origin(Location(line=7, column=3), **more)}


def test_a_finding_says_everything():
    only = finding(
        UNEQUAL,
        message="'{基本支出 + 项目支出} 对 {财政拨款}。'",
        suggestion="'请核对 {基本支出}。'",
        basis="[{document: 预算法, provision: 第五条, verified: true}]",
    )
    assert (only.rule, only.title, only.review_item) == ("REC-01", "收支相等", "勾稽")
    assert (only.outcome, only.severity, only.suspected) == (Outcome.FAIL, Severity.ERROR, False)
    assert (only.message, only.suggestion) == ("3417.69 对 3417.96。", "请核对 2152.58。")
    assert (only.at, only.item, only.location) == ("/budget", "", None)
    assert [(one.at, one.title, one.value) for one in only.evidence] == [
        ("/budget/basic_expenditure", "基本支出", "2152.58"),
        ("/budget/project_expenditure", "项目支出", "1265.11"),
        ("/budget/fiscal_appropriation", "财政拨款", "3417.96"),
    ]
    assert [str(one) for one in only.basis] == ["预算法第五条"]


def test_what_is_missing_is_named_and_is_the_evidence():
    only = finding(UNEQUAL | {"项目支出": None})
    assert (only.outcome, only.message) == (Outcome.CANNOT_TELL, "“项目支出”未填写，不能判定。")
    assert [(one.at, one.value) for one in only.evidence] == [("/budget/project_expenditure", None)]
    assert (only.at, only.suggestion) == ("/budget/project_expenditure", "")
    assert finding(UNEQUAL | {"项目支出": "见附件"}).message == "“项目支出”认不出是数，不能判定。"


def test_what_cannot_be_read_is_shown_as_it_is_written():
    only = finding(UNEQUAL | {"项目支出": "见附件"}, message="'{项目支出}'")
    assert [(one.title, one.value) for one in only.evidence] == [("项目支出", "见附件")]
    asked = finding(UNEQUAL | {"项目支出": "见附件"}, require="可读(项目支出)", message="'{项目支出}'")
    assert ([one.value for one in asked.evidence], asked.message) == (["见附件"], "见附件")


def test_what_counts_as_zero_is_shown_as_blank():
    only = finding(UNEQUAL | {"项目支出": None}, blank_as_zero="[项目支出]", message="'{项目支出 + 1}'")
    assert [one.value for one in only.evidence] == ["2152.58", None, "3417.96"]
    assert only.message == "1"


def test_a_missing_value_that_fails_has_the_message_of_the_rule():
    only = finding(UNEQUAL | {"项目支出": None}, on_missing="fail", message="'项目支出是{项目支出}。'")
    assert (only.outcome, only.message, only.severity) == (Outcome.FAIL, "项目支出是（空）。", Severity.ERROR)


AT = [
    ({"require": "基本支出 > 5"}, "/budget/basic_expenditure"),
    ({"require": "年度 > 2000 and 基本支出 > 5"}, ""),
    ({"require": "基本支出 > 5", "at": "预算总额"}, "/budget/total"),
    ({"require": "基本支出 > 5", "at": "绩效指标"}, "/indicators"),
    ({"require": "权重 > 基本支出 * 9", "for_each": "绩效指标"}, "/indicators/0/weight"),
    ({"require": "基本支出 > 5", "for_each": "绩效指标"}, "/indicators/0"),
    ({"require": '权重 > 50 or 三级指标 == "乙"', "for_each": "绩效指标"}, "/indicators/0"),
    ({"require": "权重 > 50", "for_each": "绩效指标", "at": "指标值"}, "/indicators/0/value"),
    ({"require": "权重 > 50", "for_each": "绩效指标", "at": "年度"}, "/year"),
    ({"require": "指标值.数值 > 99", "for_each": "绩效指标"}, "/indicators/0/value"),
    ({"require": "都(绩效指标, 权重 > 50)"}, "/indicators/0/weight"),
    ({"require": '内容 != "甲"', "for_each": "全部文字"}, "/indicators/0/name"),
    ({"require": "金额数 > 5", "for_each": "全部金额"}, "/budget/basic_expenditure"),
    ({"require": '本项.所在栏目 != "三级指标"', "for_each": "全部文字"}, "/indicators/0/name"),
]


@pytest.mark.parametrize(("parts", "wanted"), AT)
def test_a_finding_points_to_the_deepest_place_that_holds_it(parts, wanted):
    only = finding(ITEMS | {"年度": 2024}, **parts)
    assert (only.outcome, only.at) == (Outcome.FAIL, wanted)


def test_an_item_is_named_as_its_schema_says():
    assert finding(ITEMS, for_each="绩效指标", require="权重 > 50").item == "甲"
    nameless = {"绩效指标": [{"权重": 10}]}
    assert finding(nameless, for_each="绩效指标", require="权重 > 50").item == ""
    assert finding(ITEMS, for_each="全部文字", require='内容 != "甲"').item == ""


def test_the_place_in_the_document_is_that_of_the_pointer_or_of_the_first_evidence():
    origins = at("/budget/project_expenditure")
    assert finding_on(UNEQUAL, origins).location == Location(line=7, column=3)
    group = {"/budget": Origin(Location(line=1))}
    assert finding_on(UNEQUAL, origins | group).location == Location(line=7, column=3)
    assert finding_on(UNEQUAL, group).location == Location(line=1)
    assert finding_on(UNEQUAL, {}).location is None
    assert finding_on(UNEQUAL, origins).evidence[1].location == Location(line=7, column=3)


def finding_on(data, origins, **parts):
    (only,) = checked(data, origins, **parts).findings
    return only


def test_evidence_tells_each_value_once_and_blank_as_blank():
    only = finding(UNEQUAL, require="基本支出 > 基本支出 + 默认(其他资金, 0)")
    assert [(one.title, one.value) for one in only.evidence] == [("基本支出", "2152.58"), ("其他资金", None)]
    item = finding(ITEMS, for_each="绩效指标", require="指标值.数值 > 99 and 未填(指标值.日期)")
    assert [(one.at, one.value) for one in item.evidence] == [("/indicators/0/value", "98")]


SEVERITIES = [
    ("{warning: 基本支出 > 1}", "warning"),
    ("{info: 基本支出 > 1, warning: 基本支出 > 0}", "info"),
    ("{info: 基本支出 > 9999}", "error"),
    ("{info: 其他资金 > 1, warning: 基本支出 > 1}", "warning"),
]


@pytest.mark.parametrize(("conditions", "wanted"), SEVERITIES)
def test_the_first_condition_that_holds_sets_the_severity(conditions, wanted):
    assert finding(UNEQUAL, severity_if=conditions).severity == wanted


def test_conditions_are_for_failures_only():
    only = finding(UNEQUAL | {"项目支出": None}, severity_if="{info: 基本支出 > 1}")
    assert (only.outcome, only.severity) == (Outcome.CANNOT_TELL, Severity.ERROR)


DOUBT = "有两种读法：甲、乙。"
DOUBTED = [
    ({"/budget/project_expenditure": DOUBT}, {}, True),
    ({"/budget": DOUBT}, {}, True),
    ({"/budget/other_funds": DOUBT}, {}, False),
    ({"/year": DOUBT}, {}, False),
    ({"/indicators/0": DOUBT}, {"for_each": "绩效指标", "require": "权重 > 50"}, True),
    ({"/indicators/0/name": DOUBT}, {"for_each": "绩效指标", "require": "权重 > 50"}, True),
    ({"/indicators/1": DOUBT}, {"for_each": "绩效指标", "require": "权重 > 50"}, False),
    ({"/indicators/0": DOUBT}, {"require": "都(绩效指标, 权重 > 50)"}, True),
    ({"/indicators/0": DOUBT}, {"for_each": "全部文字", "require": '内容 != "甲"'}, True),
    ({"/indicators/01": DOUBT}, {"for_each": "绩效指标", "require": "权重 > 50"}, False),
]


@pytest.mark.parametrize(("doubts", "parts", "suspected"), DOUBTED)
def test_a_finding_on_a_doubtful_place_is_suspected_and_a_warning(doubts, parts, suspected):
    origins = {pointer: Origin(Location(line=7), doubt=doubt) for pointer, doubt in doubts.items()}
    only = finding_on(UNEQUAL | ITEMS | {"基本支出": "2152.58"}, origins, **parts)
    assert (only.suspected, only.severity) == (suspected, "warning" if suspected else "error")


@pytest.mark.parametrize(("severity", "wanted"), [("error", "warning"), ("warning", "warning"), ("info", "info")])
def test_doubt_never_makes_a_finding_graver(severity, wanted):
    origins = {"/budget": Origin(Location(line=7), doubt=DOUBT)}
    assert finding_on(UNEQUAL, origins, severity=severity).severity == wanted


def test_findings_come_in_the_order_of_rules_and_items():
    rules = [load_text(rule_text(id=f"REC-0{number}", for_each="绩效指标", require="权重 > 50")) for number in (2, 1)]
    report = check(form({"绩效指标": [{"三级指标": one, "权重": 1} for one in "甲乙"]}), ruleset(*rules))
    assert [(one.rule, one.item) for one in report.findings] == [
        ("REC-02", "甲"),
        ("REC-02", "乙"),
        ("REC-01", "甲"),
        ("REC-01", "乙"),
    ]


def test_of_a_list_the_place_is_its_own():
    data = {"绩效指标": [{"三级指标": "甲", "权重": 60}] * 3}
    origins = {f"/indicators/{index}/weight": Origin(Location(line=5 + index)) for index in range(3)}
    origins["/indicators"] = Origin(Location(line=3))
    (only,) = checked(data, origins, require="个数(绩效指标, 权重 > 50) == 0").findings
    assert (only.at, only.location) == ("/indicators", Location(line=3))
