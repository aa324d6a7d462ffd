"""Parameters whose values change from day to day, and which of them holds."""

from datetime import date
from decimal import Decimal

import pytest
from layering import LIMIT, TOP, fault, faults, two, write
from ruling import form, pointed, rule_text, settings

from checker.engine import cases, check
from checker.errors import RuleError
from checker.rulesets import load

HEAD = "id: a\ntitle: 甲\nversion: 1\n"
DATED = """\
parameters:
  上限:
    meaning: 试用
    values:
      - {from: 2023-01-01, value: 90, document: 某财〔2023〕1号}
      - {from: 2025-01-01, value: 80}
"""
STAFF = {"年度": 2024, "财政供养人员数": 85}


def alone(tmp_path, text=DATED, **parts):
    rule = LIMIT if not parts else rule_text(**{"id": "REC-02", "require": "财政供养人员数 <= 参数.上限"} | parts)
    return write(tmp_path / "top", {"ruleset.yaml": HEAD + text, "a.yaml": rule, "b.yaml": rule_text()})


def outcome(ruleset, day, data=None, number=0):
    report = check(form(data or STAFF), ruleset, day)
    (only,) = report.results[number].counts
    return only.value, report.results[number].note


DAYS = [
    (date(2022, 12, 31), ("not_applicable", "参数“上限”自 2023-01-01 起才有规定的值，2022-12-31 还没有。")),
    (date(2023, 1, 1), ("pass", "")),
    (date(2024, 12, 31), ("pass", "")),
    (None, ("pass", "")),
    (date(2025, 1, 1), ("fail", "")),
    (date(9999, 12, 31), ("fail", "")),
]


@pytest.mark.parametrize(("day", "wanted"), DAYS)
def test_the_day_picks_the_value(tmp_path, day, wanted):
    folder = alone(tmp_path)
    for ruleset in (load(folder), load(folder, tmp_path / "kept"), load(folder, tmp_path / "kept")):
        assert outcome(ruleset, day) == wanted


def test_days_do_not_mix(tmp_path):
    ruleset = load(alone(tmp_path))
    told = [outcome(ruleset, date(year, 6, 1))[0] for year in (2023, 2025, 2023, 2022, 2025)]
    assert told == ["pass", "fail", "pass", "not_applicable", "fail"]
    found = check(form(STAFF), ruleset, date(2025, 6, 1)).findings
    assert [one.message for one in found] == ["多于 80。"]


def test_rules_that_read_no_dated_value_are_the_same_on_every_day(tmp_path):
    ruleset = load(alone(tmp_path))
    early, late = ruleset.at(date(2023, 1, 1)), ruleset.at(date(2025, 1, 1))
    assert early.rules[1] is late.rules[1] is ruleset.rules[1]
    assert late.rules[0] is ruleset.rules[0]
    assert early.rules[0] is not late.rules[0]


def test_a_rule_set_without_dates_is_itself_on_every_day(tmp_path):
    once = alone(tmp_path, "parameters:\n  上限: {meaning: 甲, values: [{from: 2023-01-01, value: 90}]}\n")
    for ruleset in (load(), load(once)):
        assert ruleset.at(date(1999, 1, 1)) is ruleset
    assert outcome(ruleset, date(2022, 1, 1))[0] == "not_applicable"


def test_a_rule_that_ends_before_its_parameter_begins_is_refused(tmp_path):
    found = fault(alone(tmp_path, effective="{to: 2022-12-31}"))
    assert "规则 REC-02 到2022-12-31为止，而它用的参数“上限”自2023-01-01起才有值。" in found.message
    assert pointed(found).startswith("90")


def test_a_value_that_a_rule_cannot_use_is_named_at_its_day(tmp_path):
    text = (
        "parameters:\n  上限: {meaning: 甲, values: [{from: 2020-01-01, value: '('}, {from: 2021-01-01, value: 甲}]}\n"
    )
    found = fault(alone(tmp_path, text, require="匹配(部门名称, 参数.上限)"))
    assert found.message.startswith("参数是这个值时，规则 REC-02 不成立：")
    assert pointed(found).startswith("'('")


def test_a_layer_goes_on_where_the_one_above_ends(tmp_path):
    low = two(
        tmp_path,
        "parameters:\n  上限: {values: [{from: 2026-01-01, value: 70}]}\n",
        TOP.replace("{value: 90, meaning: 试用, stricter: lower}", "{value: 90, meaning: 试用, stricter: lower}"),
    )
    ruleset = load(low)
    told = [outcome(ruleset, date(year, 6, 1), number=1)[0] for year in (2000, 2025, 2026)]
    assert told == ["pass", "pass", "fail"]
    assert ruleset.changes == ()


def test_a_plain_value_of_a_layer_holds_always(tmp_path):
    top = HEAD.replace("id: a", "id: top") + DATED + "  下限: {value: 10, meaning: 试用}\n"
    low = two(tmp_path, "parameters:\n  上限: {value: 70, reason: 从来如此}\n", top)
    ruleset = load(low)
    assert ruleset.periods == ()
    assert outcome(ruleset, date(1999, 1, 1), number=1)[0] == "fail"


def test_a_case_may_name_its_day(tmp_path):
    written = """[
  {name: 旧值, as_of: 2024-12-31, given: {财政供养人员数: 85}, expect: pass},
  {name: 新值, as_of: 2025-01-01, given: {财政供养人员数: 85}, expect: fail},
  {name: 没有值, as_of: 2022-12-31, given: {财政供养人员数: 85}, expect: not_applicable},
  {name: 不写日子按最后的值, given: {财政供养人员数: 85}, expect: fail}]"""
    folder = alone(tmp_path, cases=written)
    assert [one.message for one in cases.run(load(folder))] == ["", "", "", "", ""]
    assert "日期“明天”看不懂。" in str(
        fault(alone(tmp_path, cases="[{name: 甲, as_of: 明天, given: {}, expect: pass}]"))
    )


def read(definition):
    return settings(f"{HEAD}parameters:\n  上限: {definition}\n").defined["上限"]


def test_values_are_read_with_their_documents():
    parameter = read(
        "{meaning: 甲, values: [{from: 2023-01-01, value: 9, document: 某文}, {from: 2024-01-01, value: 8}]}"
    )
    assert [(one.start, one.value, one.document) for one in parameter.values] == [
        (date(2023, 1, 1), Decimal(9), "某文"),
        (date(2024, 1, 1), Decimal(8), ""),
    ]
    assert str(parameter) == "自2023-01-01起 9（某文）；自2024-01-01起 8"
    assert str(read("{meaning: 甲, value: [甲, 乙], document: 某文}")) == "[甲、乙]"
    assert str(read("{meaning: 甲, value: true}")) == "true"


MISTAKES = [
    ("{meaning: 甲}", "{meaning: 甲}", "缺少“value”。"),
    ("{meaning: 甲, value: 1, values: [{from: 2023-01-01, value: 1}]}", "values", "“value”和“values”只能写一个。"),
    ("{meaning: 甲, values: []}", "[]", "“values”后面没有内容。"),
    ("{meaning: 甲, values: 5}", "5}", "“values”要写成列表"),
    ("{meaning: 甲, values: [5]}", "5]}", "这里要写成“键: 值”的样子。"),
    ("{meaning: 甲, values: [{value: 5}]}", "{value: 5}]}", "缺少“from”。"),
    ("{meaning: 甲, values: [{from: 2023-01-01}]}", "{from", "缺少“value”。"),
    ("{meaning: 甲, values: [{form: 2023-01-01, value: 1}]}", "form:", "不认识的键“form”。"),
    ("{meaning: 甲, values: [{from: 2023-02-30, value: 1}]}", "2023-02-30", "没有 2023-02-30 这一天。"),
    ("{meaning: 甲, values: [{from: 2023-01-01, value: {a: 1}}]}", "{a: 1}", "参数的值要写成"),
    (
        "{meaning: 甲, values: [{from: 2024-01-01, value: 1}, {from: 2023-01-01, value: 2}]}",
        "2023-01-01",
        "2023-01-01不晚于前面的2024-01-01。",
    ),
    (
        "{meaning: 甲, values: [{from: 2023-01-01, value: 1}, {from: 2024-01-01, value: 二}]}",
        "二",
        "前面的值是数，这里写成了文字。",
    ),
    ("{meaning: 甲, value: 1, stricter: hihger}", "hihger", "“stricter”不能是“hihger”。"),
    ("{meaning: 甲, value: 1, stricter: 大}", "大", "“stricter”不能是“大”。"),
    ("{meaning: 甲, value: 甲, stricter: higher}", "higher", "这个参数不是数，说不上大小哪头严。"),
]


@pytest.mark.parametrize(("definition", "at", "message"), MISTAKES)
def test_a_mistake_in_dated_values_is_named(definition, at, message):
    with pytest.raises(RuleError) as caught:
        read(definition)
    found = next(one for one in caught.value.faults if message in one.message)
    assert pointed(found).startswith(at)
    assert found.line == 5


CHANGES = [
    ("{value: 二, reason: 甲}", "二", "“上限”在上层是数，这里写成了文字。"),
    ("{value: [1], reason: 甲}", "[1]", "“上限”在上层是数，这里写成了几个数。"),
    ("{value: 1, stricter: lower}", "stricter", "不认识的键“stricter”。"),
    ("5", "5", "这里要写成“键: 值”的样子。"),
    ("{value: 95}", "{value: 95}", "“参数.上限”由 90 改为 95，放宽了上层的规则，要写明理由。"),
    ("{values: [{from: 2024-01-01, value: 80}, {from: 2025-01-01, value: 95}]}", "{values", "放宽了上层的规则"),
]


@pytest.mark.parametrize(("definition", "at", "message"), CHANGES)
def test_a_mistake_in_a_changed_parameter_is_named(tmp_path, definition, at, message):
    found = [one for one in faults(two(tmp_path, f"parameters:\n  上限: {definition}\n")) if message in one.message]
    assert [one.file for one in found] == ["low/ruleset.yaml"]
    assert pointed(found[0]).startswith(at)


EFFECTS = [
    ("上限: {value: 95, reason: 甲, document: 某文}", [("参数.上限", "由 90 改为 95", "looser", "甲", "某文")]),
    ("上限: {value: 85}", []),
    ("上限: {value: 90}", []),
    ("下限: {value: 11, reason: 甲}", [("参数.下限", "由 10 改为 11", "unclear", "甲", "")]),
    ("新: {value: 1, meaning: 甲}", []),
]


@pytest.mark.parametrize(("definition", "wanted"), EFFECTS)
def test_what_is_looser_or_may_be_is_told(tmp_path, definition, wanted):
    changes = load(two(tmp_path, f"parameters:\n  {definition}\n")).changes
    assert [(one.subject, one.told, one.effect, one.reason, one.document) for one in changes] == wanted
    assert [(one.layer, one.place) for one in changes] == [("下层（low 2）", "low/ruleset.yaml:6")] * len(wanted)


def test_an_earlier_first_value_is_tighter(tmp_path):
    top = HEAD.replace("id: a", "id: top") + DATED.replace("试用\n", "试用\n    stricter: lower\n")
    top += "  下限: {value: 10, meaning: 试用}\n"
    text = "parameters:\n  上限: {values: [{from: 2022-01-01, value: 90}, {from: 2025-01-01, value: 80}]}\n"
    assert load(two(tmp_path, text, top)).changes == ()


def test_a_value_that_breaks_an_inherited_rule_is_named_where_it_was_changed(tmp_path):
    rule = rule_text(id="REC-04", require="匹配(部门名称, 参数.式样)")
    low = two(tmp_path, "parameters:\n  式样: {value: '(', reason: 甲}\n", TOP + "  式样: {value: 甲, meaning: 试用}\n")
    write(tmp_path / "top", {"d.yaml": rule})
    found = fault(low)
    assert found.message.startswith("“参数.式样”这样一改，规则 REC-04 就不成立：")
    assert (found.file, found.line) == ("low/ruleset.yaml", 6)
