"""Readers meet anything: they give forms or their own error, in bounded time, and lose no text."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import schema
from checker.documents import DERIVE, read_forms, strict_json, strict_yaml
from checker.errors import CheckerError, FormError, RuleError

SLOW = settings(max_examples=150, deadline=2000)

WORDS = """
2023年市级部门整体预算绩效目标表 （2024年度） 单位：万元 部门名称 基本信息 财政供养人员数 110
基本支出 2152.58 1,265.11 财政拨款 其他资金 总体绩效目标 名称 主要实施内容 拟投入的资金（万元）
期望达到的目标（概述） 其他需完成的任务（可选填） 任务1: 无 金额合计 总额 一级指标 二级指标
三级指标 指标值 计量单位 指标性质 权重 产出指标 数量指标 成本指标 满意度指标 服务对象满意度指标
效益指标 绩效指标 村居数 20个 提高 填报人：张三 目标1：完成。 项目名称 项目支出绩效目标表 <p>20</p> ≥_91%
"""
WORDS = [word.replace("_", " ") for word in WORDS.split()] + [""]
VALUE_LETTERS = "0123456789.,-~至年月日前底内以上不超过约≥≤%万亿元个人次/（）优良第一二三季度百分之"
LINES = st.lists(st.lists(st.sampled_from(WORDS), max_size=6), max_size=25)


def forms_or_error(data: bytes) -> None:
    try:
        forms = read_forms(data, "x")
    except FormError as error:
        assert error.faults
        assert all(fault.message for fault in error.faults)
    else:
        assert forms
        given_again = read_forms(json.dumps([form.record for form in forms]).encode(), "x")  # validated by the schema
        assert len(given_again) == len(forms)


@SLOW
@given(st.binary(max_size=400))
def test_any_bytes(data):
    forms_or_error(data)


@SLOW
@given(st.text(max_size=400))
def test_any_text(text):
    forms_or_error(text.encode("utf-8", "replace"))


@settings(max_examples=400, deadline=2000)
@given(LINES, st.sampled_from(["\t", " ", "    ", " | ", "\n"]))
def test_any_shuffle_of_a_forms_words(lines, separator):
    forms_or_error("\n".join(separator.join(line) for line in lines).encode())


@settings(max_examples=200, deadline=2000)
@given(LINES)
def test_no_text_of_a_form_is_lost(lines):
    head = (
        "2023年市级部门整体预算绩效目标表\n部门名称\t甲局\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t"
    )
    marks = [f"独有文字{number}号" for number in range(len(lines))]
    body = "\n".join(mark + "\t" + "\t".join(line[:3]) for mark, line in zip(marks, lines, strict=True))
    try:
        forms = read_forms((head + "甲\t1\n" + body).encode(), "x")
    except FormError:
        return
    told = json.dumps([form.record for form in forms], ensure_ascii=False)
    assert all(mark in told for mark in marks)


@settings(max_examples=600, deadline=2000)
@given(st.text(max_size=120) | st.text(VALUE_LETTERS, max_size=24))
def test_values_never_raise_and_never_invent_digits(text):
    parts = DERIVE["indicator_value"](
        {"value": text, "unit": "个", "operator": "≥"}, {"year": 2023, "money_unit": "万元"}
    )
    known = schema.load("department_overall").document["$defs"]["indicator_value"]["properties"]
    assert set(parts) <= set(known)
    assert all(value is not None for value in parts.values())
    if isinstance(number := parts.get("number"), Decimal):
        assert number.is_finite()
    for key in ("operator", "unit_class", "kind"):
        assert parts.get(key) in known[key]["enum"]


@SLOW
@given(st.text(max_size=200) | st.text("ab: -[]{}'\"|>&*!%@#\t\n1.0", max_size=60))
def test_strict_yaml_gives_a_value_or_its_own_error(text):
    try:
        value = strict_yaml.compose(text, "x.yaml", RuleError)
    except CheckerError as error:
        assert isinstance(error, RuleError)
    else:
        assert () in value.marks


@SLOW
@given(st.text(max_size=200) | st.text('{}[]":,.-+eE0123456789 \n\\ntrufalse', max_size=60))
def test_strict_json_takes_only_what_json_takes(text):
    try:
        value = strict_json.compose(text, "x.json")
    except FormError:
        return
    assert json.loads(text, parse_float=Decimal) == value.data


PLAIN = st.text(
    st.characters(codec="utf-8", exclude_characters="\ufeff", exclude_categories=("Cc", "Cs", "Zl", "Zp")),
    min_size=1,
    max_size=20,
)
TEXTS = st.none() | PLAIN.filter(lambda text: bool(text.strip()))
MONEY = st.none() | st.decimals(0, 10**6, places=2).map(str)
RECORDS = st.fixed_dictionaries(
    {
        "form": st.just("department_overall"),
        "year": st.none() | st.integers(1949, 2999),
        "department": st.fixed_dictionaries({"name": TEXTS, "staff_count": st.none() | st.integers(0, 10**6)}),
        "budget": st.fixed_dictionaries({"basic_expenditure": MONEY, "total": MONEY}),
        "indicators": st.lists(
            st.fixed_dictionaries({"level1": st.just("产出指标"), "name": TEXTS, "value": TEXTS}), max_size=4
        ),
    }
)


@SLOW
@given(RECORDS)
def test_a_record_comes_back_as_it_was_written(record):
    (form,) = read_forms(json.dumps(record, ensure_ascii=False, indent=1).encode(), "x.json")
    assert form.record == record


NAMES = st.text("甲乙丙丁戊己庚辛", min_size=2, max_size=6)


@SLOW
@given(
    st.lists(
        st.tuples(NAMES, st.sampled_from(["20个", "≥ 91%", "提高", "一年", "2023年6月底前"])), min_size=1, max_size=8
    ),
    st.integers(0, 2),
)
def test_rows_come_back_whatever_columns_were_lost(rows, lost):
    lines = ["2023年部门整体绩效目标表", "部门名称\t甲局", "\t一级指标\t二级指标\t三级指标\t指标值"]
    lines += [
        ("\t产出指标\t数量指标" if not index else "\t" * (2 - lost)) + f"\t{name}\t{value}"
        for index, (name, value) in enumerate(rows)
    ]
    (form,) = read_forms("\n".join(lines).encode(), "x")
    assert [(item["name"], item["value"]) for item in form.record["indicators"]] == rows


@pytest.mark.parametrize(
    "data",
    [b"[" * 100_000, b'{"a":' * 20_000, b"<p>" * 60_000, b"\t" * 100_000, "一级指标 ".encode() * 9000, b"x: [" * 5000],
)
def test_attacks_are_answered_soon(data):
    forms_or_error(data)
