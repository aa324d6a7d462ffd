"""What a waiver excuses, and what is said of one that excuses nothing."""

from dataclasses import replace
from datetime import date

import pytest
from ruling import form, load_text, rule_text, ruleset

from checker.engine import check
from checker.engine.waivers import concerns, strangers
from checker.model import Lapse, Outcome, Waiver, Waivers

DATA = {
    "年度": 2024,
    "部门名称": "青岚市水务局",
    "基本支出": 1,
    "项目支出": "1.50",
    "财政拨款": 3,
    "绩效指标": [
        {"三级指标": "甲率", "指标值": "≥98%", "权重": 20},
        {"三级指标": "乙数", "指标值": "5个", "权重": 10},
        {"三级指标": "丙数", "指标值": None, "权重": None},
    ],
}
SUM = load_text(rule_text())
EACH = load_text(rule_text(id="REC-02", for_each="绩效指标", require="权重 > 50"))
ALL = load_text(rule_text(id="REC-03", require="都(绩效指标, 权重 > 50)"))
BROKEN = load_text(rule_text(id="REC-04", require="基本支出 / (财政拨款 - 3) > 1"))
RULES = ruleset(SUM, EACH, ALL, BROKEN)
VALUES = {"基本支出": ("1",), "项目支出": ("1.5",), "财政拨款": ("3.00",)}


def waiver(**parts):
    """Return a waiver of the unequal sum, with other ``parts``."""
    base = {
        "rule": "REC-01",
        "form": "青岚市水务局",
        "item": "",
        "reason": "尚未分解",
        "document": "青财〔2024〕1号",
        "approver": "青岚市财政局",
        "until": date(2024, 12, 31),
        "values": VALUES,
        "place": "豁免.yaml:2",
    }
    return Waiver(**(base | parts))


def item(name, *values, **parts):
    """Return a waiver of an item's weight."""
    return waiver(rule="REC-02", item=name, values={"权重": values}, **parts)


def report(*waivers, as_of=None, data=DATA, file="表/青岚.txt"):
    one = replace(form(data), file=file)
    return check(one, RULES, as_of, Waivers(waivers, "ab12"))


def excused(told):
    return [(one.rule, one.at) for one in told.findings if one.outcome is Outcome.WAIVED]


def lapse(told):
    """Return why the only waiver of a report excused nothing."""
    (only,) = told.lapsed
    assert excused(told) == []
    assert only.told.endswith(("。", "？"))
    return only.lapse, only.told


def test_without_waivers_nothing_is_excused():
    plain = check(form(DATA), RULES)
    assert "waivers_hash" not in plain.versions
    assert excused(plain) == []
    assert report().versions == plain.versions | {"waivers_hash": "ab12"}


def test_a_fail_is_excused_and_keeps_its_place_in_the_balance():
    before, told = report(), report(waiver())
    assert excused(told) == [("REC-01", "/budget")]
    assert told.findings[0].waiver == waiver()
    assert [one.message for one in told.findings] == [one.message for one in before.findings]
    assert told.results[0].counts == {Outcome.WAIVED: 1}
    assert told.results[1:] == before.results[1:]
    assert sum(told.balance().values()) == sum(before.balance().values())
    assert (told.balance()[Outcome.FAIL], told.lapsed) == (before.balance()[Outcome.FAIL] - 1, ())


def test_what_cannot_be_told_is_excused():
    told = report(item("丙数", None))
    assert excused(told) == [("REC-02", "/indicators/2/weight")]
    assert told.results[1].counts == {Outcome.FAIL: 2, Outcome.WAIVED: 1}


def test_an_error_never_is():
    assert lapse(report(waiver(rule="REC-04", values={})))[0] is Lapse.UNUSED


@pytest.mark.parametrize("name", ["甲率", " 甲 率", "/indicators/0", "/indicators/0/", "/indicators/0/weight", ""])
def test_an_item_is_named_or_pointed_at_or_told_by_its_values(name):
    assert excused(report(item(name, "20"))) == [("REC-02", "/indicators/0/weight")]


@pytest.mark.parametrize("name", ["丁", "/indicators/10", "/indicators/0/value", "乙"])
def test_another_item_is_not_excused(name):
    assert excused(report(item(name, "20"))) == []


def test_one_waiver_may_excuse_several_items():
    data = DATA | {"绩效指标": [{"三级指标": "甲", "权重": 1}, {"三级指标": "乙", "权重": 1}]}
    assert len(excused(report(item("", "1"), data=data))) == 2


def test_values_of_one_title_may_stand_in_any_order():
    three = waiver(rule="REC-03", values={"权重": (None,)})
    assert excused(report(three)) == [("REC-03", "/indicators/2/weight")]
    data = DATA | {"绩效指标": [{"三级指标": "甲", "权重": 60}, {"三级指标": "乙", "权重": 1}]}
    seen = [one.value for one in report(data=data).findings[-2].evidence]
    assert excused(report(waiver(rule="REC-03", values={"权重": tuple(reversed(seen))}), data=data))


FORMS = [
    ("青岚市水务局", True),
    ("青岚市 水务局", True),
    ("青岚.txt", True),
    ("表/青岚.txt", True),
    ("./表/青岚.txt", True),
    ("表\\青岚.txt", True),
    ("岚.txt", False),
    ("别/青岚.txt", False),
    ("/甲/表/青岚.txt", False),
    ("青岚市", False),
    (".", False),
]


@pytest.mark.parametrize(("name", "concerned"), FORMS)
def test_a_form_goes_by_its_department_or_its_file(name, concerned):
    assert concerns(waiver(form=name), report()) is concerned
    assert bool(excused(report(waiver(form=name)))) is concerned


def test_a_waiver_for_another_form_is_no_matter_of_this_report():
    assert report(waiver(form="青山市水务局")).lapsed == ()


def test_a_form_without_a_name_goes_by_its_file_only():
    data = {key: value for key, value in DATA.items() if key != "部门名称"}
    assert not concerns(waiver(), report(data=data))
    assert concerns(waiver(form="青岚.txt"), report(data=data))


@pytest.mark.parametrize(("day", "held"), [((2024, 12, 30), True), ((2024, 12, 31), True), ((2025, 1, 1), False)])
def test_a_waiver_holds_to_the_end_of_its_last_day(day, held):
    assert bool(excused(report(waiver(), as_of=date(*day)))) is held


def test_an_expired_waiver_is_told():
    assert lapse(report(waiver(until=date(2024, 6, 30)))) == (
        Lapse.EXPIRED,
        "豁免 REC-01 已到期：到 2024-06-30 为止，核对基准日是 2024-12-31。请重新报批，或删去这一条。",
    )


def test_without_a_day_nothing_is_excused():
    data = DATA | {"年度": None}
    assert lapse(report(waiver(), data=data)) == (
        Lapse.UNDATED,
        "豁免 REC-01 没有采用：表上没有年度，无从知道是否到期。请用 --as-of 写明核对基准日。",
    )
    assert excused(report(waiver(), data=data, as_of=date(2024, 1, 1)))


STALE = [
    (DATA | {"财政拨款": 4}, "“财政拨款”豁免时是3.00，现在是4。"),
    (DATA | {"财政拨款": 4, "项目支出": 2}, "“项目支出”豁免时是1.5，现在是2；“财政拨款”豁免时是3.00，现在是4。"),
    (DATA | {"财政拨款": None}, "“基本支出”豁免时是1，现在没有用到；“项目支出”豁免时是1.5，现在没有用到；"),
]


@pytest.mark.parametrize(("data", "told"), STALE)
def test_a_waiver_dies_when_its_values_change(data, told):
    why, message = lapse(report(waiver(), data=data))
    assert why is Lapse.STALE
    assert f"豁免 REC-01 已失效：所依据的值变了，{told}" in message


def test_a_value_that_the_waiver_does_not_name_is_a_change():
    values = {title: value for title, value in VALUES.items() if title != "财政拨款"}
    assert "“财政拨款”没有写，表上是3。" in lapse(report(waiver(values=values)))[1]


def test_many_long_changes_are_cut_short():
    values = dict.fromkeys("甲乙", ("长 \n" * 31, None)) | {"丙": tuple("12345")}
    _, message = lapse(report(waiver(values=VALUES | values, rule="REC-02")))
    assert f"“甲”豁免时是{'长 ' * 15}……、空白，现在没有用到" not in message  # the sum's own come first
    assert "；等 7 栏。" in message
    _, message = lapse(report(waiver(values=values, rule="REC-02")))
    assert f"“甲”豁免时是{'长 ' * 15}……、空白，现在没有用到" in message
    assert "“丙”豁免时是1、2、3等 5 个" in message


def test_of_several_findings_the_nearest_is_compared():
    one = waiver(rule="REC-02", values={"权重": ("9",), "三级指标": ("乙数",)})
    assert "“权重”豁免时是9，现在是20" in lapse(report(one))[1]


UNUSED = [
    (item("甲律", "20"), "豁免 REC-02（甲律）没有用上：表上没有这样的问题。是不是“甲率”？"),
    (item("丁", "20"), "豁免 REC-02（丁）没有用上：表上没有这样的问题。请删去这一条。"),
]


@pytest.mark.parametrize(("one", "told"), UNUSED)
def test_an_unused_waiver_is_told(one, told):
    assert lapse(report(one)) == (Lapse.UNUSED, told)


def test_a_waiver_is_unused_once_the_form_is_put_right():
    assert lapse(report(waiver(), data=DATA | {"财政拨款": "2.5"}))[0] is Lapse.UNUSED


def test_of_two_waivers_of_one_finding_the_first_counts():
    told = report(item("甲率", "20"), item("/indicators/0", "20", place="豁免.yaml:9"))
    assert excused(told) == [("REC-02", "/indicators/0/weight")]
    (second,) = told.lapsed
    assert second.lapse is Lapse.UNUSED
    assert second.told == ("豁免 REC-02（/indicators/0）没有用上：同一处已由 豁免.yaml:2 豁免。请删去一条。")


def test_waivers_of_no_form_of_the_run_are_named():
    lost = waiver(form="青岚市水务句")
    (only,) = strangers(Waivers((waiver(), lost), ""), [report()])
    assert (only.waiver, only.lapse) == (lost, Lapse.UNUSED)
    assert only.told == "豁免 REC-01 没有用上：核对的表里没有“青岚市水务句”。是不是“青岚市水务局”？"
    assert len(strangers(Waivers((waiver(), lost), ""), [])) == 2


def test_a_report_with_waivers_is_the_same_every_time():
    assert report(waiver(), item("甲率", "20")) == report(waiver(), item("甲率", "20"))
    assert hash(waiver()) == hash(waiver())
