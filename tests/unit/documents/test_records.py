"""Records given as JSON or YAML."""

from __future__ import annotations

import json

import pytest
from reading import COLUMNS, HEAD, ROW, read

from checker.documents import read_forms, records, strict_json
from checker.documents.sniff import sniff
from checker.errors import FormError, RecordError

FORM = '"form": "department_overall"'


def faults(text: str, name: str = "x.json") -> list[tuple]:
    with pytest.raises(RecordError) as caught:
        read_forms(text.encode(), name)
    return [(fault.line, fault.column, f"{fault.message} {fault.hint}") for fault in caught.value.faults]


def test_numbers_become_decimal_strings_and_blanks_null():
    text = "{" + FORM + ', "title": " ", "year": 2023, "indicators": [{"name": "甲", "value": "", "weight": 10}], '
    text += '"budget": {"total": 120.50, "basic_expenditure": 3, "other_funds": "x"}}'
    (form,) = read_forms(text.encode(), "x")
    assert form.record["title"] is None
    assert form.record["budget"] == {"total": "120.50", "basic_expenditure": "3", "other_funds": "x"}
    assert form.record["indicators"] == [{"name": "甲", "value": None, "weight": "10"}]
    assert form.origins["/indicators/0/name"].location.line == 1


def test_yaml_record():
    (form,) = read_forms(b"form: department_overall\nyear: 2023\nbudget:\n  total: 1.50\n", "x")
    assert form.record == {"form": "department_overall", "year": 2023, "budget": {"total": "1.50"}}
    assert str(form.origins["/budget/total"].location) == "第4行第10列"


@pytest.mark.parametrize(
    "text", ["- form: department_overall\n- form: department_overall\n", "[{" + FORM + "}, {" + FORM + "}]"]
)
def test_a_list_gives_several_forms(text):
    forms = read_forms(text.encode(), "x")
    assert len(forms) == 2
    assert "/form" in forms[1].origins


def test_what_was_read_can_be_given_again():
    form = read(HEAD + "基本支出\t1,234.50\n" + COLUMNS + ROW)
    (again,) = read_forms(json.dumps(form.record, ensure_ascii=False, indent=1).encode(), "x")
    assert again.record == form.record


def test_every_breach_at_once_in_order():
    text = """{
 "form": "department_overall",
 "year": "x",
 "tsks": [],
 "title": 3,
 "budget": 5,
 "department": {"部门名称": "甲"},
 "money_unit": "万",
 "tasks": {},
 "other_texts": [{}],
 "indicators": [{"level1": "产出", "weight": true}]
}"""
    found = faults(text)
    assert [line for line, *_ in found] == [3, 4, 5, 6, 7, 8, 9, 10, 11, 11, 11]
    told = "\n".join(message for *_, message in found)
    for part in (
        "“年度”（/year）应是整数或空（null）",
        "是不是“tasks”？",
        "若是文字，请加英文引号",
        "应写“name”",
        "是不是“万元”？",
        "应是列表",
        "缺少“content”",
        "“一级指标”（/indicators/0/level1）",
        "是不是“产出指标”？",
    ):
        assert part in told


def record(indicators: list[object]) -> str:
    return json.dumps({"form": "department_overall", "indicators": indicators}, ensure_ascii=False)


def test_a_column_belongs_to_the_whole_table():
    first = {"name": "巡护里程", "value": "30公里", "weight": 5}
    (form,) = read_forms(record([first, {"name": "苗木株数"}, {"value": "9株", "unit": "株"}]).encode(), "x.json")
    assert [tuple(sorted(item)) for item in form.record["indicators"]] == [("name", "unit", "value", "weight")] * 3
    assert form.record["indicators"][1] == {"name": "苗木株数", "value": None, "unit": None, "weight": None}
    assert form.origins["/indicators/1/weight"] == form.origins["/indicators/1"]
    assert form.origins["/indicators/1/name"] != form.origins["/indicators/1"]


def test_indicators_without_names_or_values_are_refused_in_one_sentence_each():
    told = [message for *_, message in faults(record([{"weight": "5"}, {}]))]
    assert told == [
        f"“绩效指标”（/indicators/{index}）缺少“name”（三级指标）、“value”（指标值）。"
        " 表上有这一栏而没有填的，请写 null。"
        for index in (0, 1)
    ]


def test_items_that_are_no_objects_are_told():
    assert "应是一组" in faults(record([None, {"name": "甲", "value": "1"}]))[0][2]


@pytest.mark.parametrize(("year", "told"), [(3, "太小，界限是1949"), (9999, "太大，界限是2999")])
def test_bounds_of_the_year(year, told):
    assert told in faults("{" + FORM + f', "year": {year}' + "}")[0][2]


def test_other_keywords_are_told_as_they_are():
    assert records._sentence("pattern", "a+", "b" * 50)[0] == f"的值“{'b' * 40}…”不合结构定义（pattern：a+）。"
    assert "“form”" not in records._sentence("const", "x", "y")[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{}", "缺少“form”（表类）"),
        ('{"form": "department_overal"}', "是不是“department_overall”？"),
        ('{"form": 3}', "不认识"),
        ("[]", "列表是空的"),
        ("[3]", "记录应是一组"),
        ("表类: department_overall", "缺少“form”"),
        ("form: x\n  y: 1", "应与第 1 行对齐"),
        ("form：department_overall", "记录应是一组"),
    ],
)
def test_no_record(text, told):
    assert told in faults(text, "x.yaml" if "：" in text or ": d" in text or "\n" in text else "x.json")[0][2]


@pytest.mark.parametrize(
    ("text", "column", "told"),
    [
        ('{"a": NaN}', 7, "不合 JSON"),
        ('{"a": Infinity}', 7, "不合 JSON"),
        ('{"a": 01}', 7, "不合 JSON"),
        ('{"a": 1.}', 7, "不合 JSON"),
        ('{"a": ' + "1" * 41 + "}", 7, "不合 JSON"),
        ('{"a": 1e999}', 7, "不合 JSON"),
        ('{"a": "\\ud800"}', 7, "代理字符"),
        ('{"a": "x', 7, "没有收尾"),
        ('{"a": "\t"}', 7, "没有收尾"),
        ('{"a"', 5, "截断"),
        ('{"a":', 6, "截断"),
        ('{"a": 1} x', 10, "多余"),
        ('{"a" 1}', 6, "这里应是“:”"),
        ("{'a': 1}", 2, "英文双引号的键"),
        ('{"a": “x”}', 7, "英文双引号"),
        ('{"a": 1，"b": 2}', 8, "英文逗号"),
        ("[1 2]", 4, "这里应是“,”或“]”"),
        ("[" * 50, 34, "嵌套太深"),
        ('{"a": 1, "a": {"b": 2}}', 10, "重复"),
    ],
)
def test_json_that_is_none(text, column, told):
    with pytest.raises(FormError) as caught:
        strict_json.compose(text, "x")
    found = caught.value.faults[0]
    assert told in found.message + found.hint
    assert found.column == column


def test_json_that_is():
    value = strict_json.compose('\ufeff {"a": [1, -2.5, 1e2, true, null, {}, []],\n "b": "\\u4e2d"}', "x")
    assert value.data == {"a": [1, json.loads("-2.5"), 100, True, None, {}, []], "b": "中"}
    assert value.keys[("b",)] == (2, 2)


def test_json_too_large(monkeypatch):
    monkeypatch.setattr(strict_json, "MAX_CHARACTERS", 3)
    with pytest.raises(FormError, match="文件太大"):
        strict_json.compose("[1,2]", "x")


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("x", "a.JSON", "json"),
        ("x", "a.yml", "yaml"),
        ('  {"a"', "a", "json"),
        ("{“a”", "a", "json"),
        ("[{", "a", "json"),
        ("[附件1] 甲", "a.txt", None),
        ("注\nform: x", "a", "yaml"),
        ("部门名称：甲", "a", None),
    ],
)
def test_sniff(text, name, kind):
    assert sniff(text, name) == kind
