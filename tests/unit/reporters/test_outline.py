from dataclasses import replace

import pytest
from handmade import FINDINGS, finding, make, result

from checker.model import Evidence, Location, Origin, Outcome, Severity
from checker.reporters import outline

NOTE = finding("CLR-01", "格式", Severity.INFO, "", "提示。")
WARNING = finding("CLR-02", "格式", Severity.WARNING, "", "警告。")
ERROR = finding("CLR-03", "格式", Severity.ERROR, "", "错误。")


def test_groups_follow_the_official_order_and_unknown_items_come_last():
    odd = finding("X-1", "本地要求", Severity.ERROR, "", "……")
    items = [group.review_item for group in outline.groups(make([odd, *FINDINGS]))]
    assert items == ["完整性·明确清晰性", "相关性·指标科学性", "勾稽", "本地要求"]


def test_within_a_group_gravest_first_then_as_they_stand_in_the_form():
    places = [
        Location(line=12, column=3),
        Location(line=9),
        None,
        Location("表2", "B4"),
        Location("表1", "AA3"),
        Location("表1", "Z3"),
    ]
    findings = [
        finding(f"R-{n}", "格式", Severity.ERROR, "/indicators/1", "……", location=place)
        for n, place in enumerate(places)
    ]
    first = finding("R-9", "格式", Severity.WARNING, "/indicators/0", "……")
    (group,) = outline.groups(make([first, *findings]))
    assert [one.rule for one in group.findings] == ["R-2", "R-1", "R-0", "R-5", "R-4", "R-3", "R-9"]


def test_without_places_items_follow_their_numbers():
    findings = [finding(f"R-{n}", "格式", Severity.ERROR, f"/indicators/{n}/value", "……") for n in (10, 9, 2)]
    (group,) = outline.groups(make(findings))
    assert [one.rule for one in group.findings] == ["R-2", "R-9", "R-10"]


def test_one_cause_is_told_once_with_the_rules_it_stops():
    (cause,) = outline.causes(make(), Outcome.CANNOT_TELL)
    assert cause.rules == ("CMP-03", "FMT-09")
    assert cause.finding.message == "下属二级单位数 未填写。"


def test_a_row_with_two_readings_keeps_a_form_from_passing():
    origins = {"/indicators/0": Origin(Location(line=9), doubt="有两种读法。"), "/title": Origin(Location(line=1))}
    report = replace(make([], (result("R-1", **{"pass": 7}),)), origins=origins)
    assert outline.verdict(report) == "不能认定通过：有 1 处读法不唯一，请对照原表核实。"


def test_the_verdict_counts_only_what_a_rule_applied_to():
    results = (result("R-1", **{"pass": 7, "not_applicable": 3}), result("R-2", not_applicable=4))
    assert outline.verdict(make([], results)) == "通过：核对了 1 条规则，7 项，没有发现问题。"


@pytest.mark.parametrize(
    ("findings", "counts", "verdict"),
    [
        ([], {"pass": 7}, "通过：核对了 1 条规则，7 项，没有发现问题。"),
        ([NOTE], {"pass": 7, "fail": 1}, "通过：核对了 1 条规则，8 项，没有错误；另有提示 1 处，请酌情修改。"),
        ([ERROR, ERROR, WARNING], {"fail": 3}, "未通过：错误 2 处、警告 1 处。"),
        ([ERROR], {"fail": 1, "cannot_tell": 3}, "未通过：错误 1 处；另有 3 项未能判定，请补齐或核实后再核。"),
        ([], {"pass": 1, "cannot_tell": 2}, "不能认定通过：有 2 项未能判定，请补齐或核实后再核。"),
        (
            [WARNING],
            {"fail": 1, "error": 1},
            "不能认定通过：有 1 项规则出错，请规则维护人员处理后再核；另有警告 1 处。",
        ),
        ([], {"not_applicable": 4}, "不能认定通过：没有一项得到核对，请确认规则适用于这张表。"),
        ([], {}, "不能认定通过：没有一项得到核对，请确认规则适用于这张表。"),
    ],
)
def test_the_verdict_says_what_stands_in_the_way(findings, counts, verdict):
    report = make(findings, (result("R-1", **counts),))
    assert outline.verdict(report) == verdict
    assert outline.passes(report) == verdict.startswith("通过")


@pytest.mark.parametrize(
    ("pointer", "name"),
    [
        ("", "全表"),
        ("/budget", "预算"),
        ("/budget/total", "预算总额"),
        ("/indicators", "绩效指标"),
        ("/indicators/3/value", "绩效指标第4项指标值"),
        ("/unknown/3", "/unknown/3"),
    ],
)
def test_a_place_without_address_is_named_by_its_field(pointer, name):
    report = make()
    assert outline.place(finding("R-1", "格式", Severity.INFO, pointer, "……"), report.record) == name


def test_a_form_of_unknown_kind_keeps_the_pointer():
    assert outline.field_name("/budget", {"form": "nosuch"}) == "/budget"


def test_places_are_short():
    one = finding("R-1", "格式", Severity.INFO, "/budget", "……", location=Location(line=28, column=4))
    assert outline.place(one, {}) == "第28行"
    assert outline.place(replace(one, location=Location("表1", "E7")), {}) == "表1!E7"
    assert outline.place(replace(one, location=Location()), {}) == "/budget"


HERE, THERE = Location(line=3, column=2), Location(line=3, column=5)
RECORD = {
    "form": "department_overall",
    "title": "一 二",
    "indicators": [{"value": "284个", "name": None}],
    "year": 2023,
}


def _quotes(*evidence, location=HERE, message="写着“一二”和“284个”。"):
    one = finding("R-1", "格式", Severity.INFO, "/title", message, location=location, evidence=evidence)
    return [(quote.title, quote.value) for quote in outline.quotes(one, RECORD)]


def test_what_the_message_quotes_from_the_same_row_is_not_repeated():
    assert _quotes(Evidence("/title", "表名", "一 二", HERE), Evidence("/indicators/0/value", "指标值", "284个")) == []


def test_what_stands_in_another_row_is_quoted():
    assert _quotes(Evidence("/title", "表名", "一 二", Location(line=4))) == [("表名", "一 二")]
    cells = Evidence("/title", "表名", "一 二", Location("表1", "E9"))
    assert _quotes(cells, location=Location("表1", "B9")) == []
    assert _quotes(cells, location=Location("表1", "E19")) == [("表名", "一 二")]
    assert _quotes(cells, location=Location("表2", "E9")) == [("表名", "一 二")]


def test_what_the_message_leaves_out_is_quoted():
    assert _quotes(Evidence("/year", "年度", "2023", THERE)) == [("年度", "2023")]
    assert _quotes(Evidence("/indicators/0/name", "三级指标", None, THERE)) == [("三级指标", None)]


def test_parts_of_a_text_are_quoted_as_the_whole_text_once():
    parts = [
        Evidence(f"/indicators/0/value/{key}", f"指标值.{title}", value, Location(line=9))
        for key, title, value in (("number", "数值", "284"), ("unit_class", "单位类", "count"))
    ]
    assert _quotes(*parts) == [("指标值", "284个")]


def test_a_view_of_a_field_is_quoted_under_the_name_of_the_field():
    label = Evidence("/indicators/0/value", "所在栏目", "指标值", Location(line=9))
    assert _quotes(label) == [("指标值", "284个")]


def test_a_place_outside_the_record_is_quoted_as_it_came():
    assert _quotes(Evidence("/all_texts/3/content", "内容", "<p>", THERE)) == [("内容", "<p>")]
    assert _quotes(Evidence("/nosuch/3", "别的", "<p>", THERE)) == [("别的", "<p>")]
    assert _quotes(Evidence("/indicators/7/value", "指标值", "甲", None)) == [("指标值", "甲")]
