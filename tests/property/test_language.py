"""Whatever an author types: a rule, or a mistake that is named; never another error, and never for long."""

import string
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruling import BASE, ITEM, SETTINGS, VOCABULARY, evaluator, load_text, rule_text
from ruling import settings as shared

from checker.errors import RuleError
from checker.expressions import BudgetError, FunctionError, Missing
from checker.expressions.parse import ExpressionError
from checker.expressions.patterns import compile_pattern
from checker.expressions.placeholders import compile_template
from checker.expressions.resolve import resolve

SLOW = settings(max_examples=300, deadline=1000, suppress_health_check=[HealthCheck.too_slow])

NAMES = ["基本支出", "三级指标", "指标值.数值", "指标值.单位类", "年度", "绩效指标", "重点工作任务", "权重", "本项"]
SHARED = ["参数.上限", "词表.比率类词尾"]
FUNCTIONS = [
    "已填",
    "未填",
    "默认",
    "个数",
    "合计",
    "有",
    "都",
    "取值",
    "匹配",
    "长度",
    "含词",
    "日期",
    "百分比",
    "最长公共",
    "没有",
    "占比",
    "换算",
    "相似度",
    "重复",
    "要点",
    "文中数",
    "几天后",
    "连写",
    "中位数",
]
SIGNS = [
    "(",
    ")",
    ",",
    "[",
    "]",
    ".",
    "+",
    "-",
    "*",
    "/",
    "==",
    "!=",
    "<",
    ">=",
    "in",
    "not",
    "and",
    "or",
    "if",
    "else",
]
VALUES = ["1", "0", "0.5", '"ratio"', '"甲"', "'\\d+'", "None", "True"]
SLIPS = [
    "“",
    "（",
    "=",
    "并且",
    "%",
    "#",
    "\\",
    "**",
    "{",
    "}",
    "lambda",
    ":",
    "\n",
    "\u200b",
    "𠮷",
    "5万元",
    '"',
    "'",
    "…",
]
TOKENS = NAMES + SHARED + FUNCTIONS + SIGNS + VALUES + SLIPS
WRITTEN = st.lists(st.sampled_from(TOKENS), max_size=25).map(" ".join)
JOINED = st.lists(st.sampled_from(TOKENS), max_size=25).map("".join)
ANY = st.text(max_size=600) | WRITTEN | JOINED
FORM = {
    "年度": 2024,
    "基本支出": "5",
    "绩效指标": [{"三级指标": "甲率", "指标值": "≥98%", "权重": 1}],
    "重点工作任务": [{"任务名称": "乙", "投入资金": None}],
}


@SLOW
@given(ANY)
def test_any_text_is_an_expression_or_a_named_mistake(text):
    try:
        expression = resolve(text, ITEM)
    except ExpressionError as error:
        assert 0 <= error.offset <= len(text)
        assert any("\u4e00" <= character <= "\u9fff" for character in error.message)
        return
    try:
        evaluator(FORM, item=0).value(expression)
    except (Missing, ArithmeticError, BudgetError, FunctionError):
        return


FIELDS = st.sampled_from(
    ["年度", "基本支出", "三级指标", "权重", "指标值.数值", "指标值.单位类", "一级指标", "财政拨款"]
)
ATOMS = FIELDS | st.sampled_from(["1", "0.5", '"甲"', "参数.上限", "词表.比率类词尾", "绩效指标", '["甲"]'])


OPERATORS = st.sampled_from(["+", "-", "*", "/", "==", "!=", "<", ">=", "in", "and", "or"])


def _grown(inner):
    return st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "==", "!=", "<", ">=", "in", "and", "or"]), inner).map(
            " ".join
        ),
        inner.map(lambda one: f"({one})"),
        inner.map(lambda one: f"not {one}"),
        inner.map(lambda one: f"-{one}"),
        st.tuples(inner, inner, inner).map(lambda three: f"({three[0]} if {three[1]} else {three[2]})"),
        FIELDS.map(lambda one: f"已填({one})"),
        st.tuples(FIELDS, inner).map(lambda two: f"默认({two[0]}, {two[1]})"),
        st.tuples(st.sampled_from(["有", "都", "没有", "个数"]), inner).map(
            lambda two: f"{two[0]}(绩效指标, {two[1]})"
        ),
        st.tuples(st.sampled_from(["合计", "取值"]), inner).map(lambda two: f"{two[0]}(绩效指标, {two[1]})"),
        st.tuples(
            st.sampled_from(
                ["长度", "绝对值", "几个", "日期", "年份", "要点", "连写", "重复", "中位数", "年末", "文中数量"]
            ),
            inner,
        ).map(lambda two: f"{two[0]}({two[1]})"),
    )


@SLOW
@given(st.recursive(ATOMS, _grown, max_leaves=12))
def test_what_passes_the_type_check_does_not_break_on_types(text):
    try:
        expression = resolve(text, ITEM)
    except ExpressionError:
        return
    try:
        evaluator(FORM, item=0).value(expression)
    except (Missing, ArithmeticError, BudgetError, FunctionError):
        return


@SLOW
@given(ANY)
def test_any_text_is_a_message_or_a_named_mistake(text):
    for written in (text, f"共 {{{text}}} 元"):
        try:
            template = compile_template(written, ITEM)
        except ExpressionError as error:
            assert 0 <= error.offset <= len(written)
            continue
        assert isinstance(template.fill(evaluator(FORM, item=0)), str)


PATTERN = st.text(alphabet="ab中\\dwsb.*+?{}[]()|^$1,2:=!<>P-", max_size=30)


@SLOW
@given(PATTERN | st.text(max_size=400), st.text(alphabet="ab中1 ", max_size=30))
def test_any_text_is_a_pattern_that_is_quick_or_a_named_mistake(pattern, text):
    try:
        compiled = compile_pattern(pattern, 3)
    except ExpressionError as error:
        assert error.offset == 3
        return
    started = time.perf_counter()
    for subject in (text, "a" * 60, "ab" * 30, "1" * 60 + "b"):
        compiled.regex.search(subject)
    assert time.perf_counter() - started < 1


DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 99999) | st.text(max_size=8) | st.sampled_from(list(BASE.values())),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*BASE, "name", "given", "年度"]), inner)
    ),
    max_leaves=6,
)


def _yaml(value):
    """Write a value the way YAML's flow style does."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_yaml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_yaml, value)) + "]"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, int):
        return str(value)
    return '"' + "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in value) + '"'


MORE_KEYS = ["severity_if", "for_each", "at", "when", "tolerance", "blank_as_zero", "on_missing", "suggestion"]
KEYS = [*BASE, *MORE_KEYS, "effective", "confidence"]


def _named(error):
    return all(fault.file and fault.line and fault.column and fault.message for fault in error.faults)


@SLOW
@given(st.dictionaries(st.sampled_from(KEYS), DATA, max_size=4))
def test_a_rule_with_any_values_loads_or_has_named_mistakes(parts):
    try:
        load_text(rule_text(**{key: _yaml(value) for key, value in parts.items()}))
    except RuleError as error:
        assert _named(error)


@SLOW
@given(DATA, DATA)
def test_settings_of_any_values_load_or_have_named_mistakes(head, vocabulary):
    for written in ((f"{SETTINGS}description: {_yaml(head)}", VOCABULARY), (SETTINGS, _yaml(vocabulary))):
        try:
            shared(*written)
        except RuleError as error:
            assert _named(error)
    try:
        shared(_yaml(head), f"词: {_yaml(vocabulary)}")
    except RuleError as error:
        assert _named(error)


@SLOW
@given(st.sampled_from(KEYS), ANY)
def test_any_text_in_any_key_loads_or_is_a_named_mistake(key, text):
    safe = "".join(character for character in text if character.isprintable() and ord(character) < 0xD800)
    try:
        load_text(rule_text(**{key: _yaml(safe)}))
    except RuleError as error:
        assert _named(error)


@SLOW
@given(st.text(max_size=300) | st.text(alphabet=string.printable + "：　是-", max_size=300))
def test_any_text_is_a_rule_file_or_a_named_mistake(text):
    with pytest.raises(RuleError) as caught:
        load_text(text)
    assert all(fault.file for fault in caught.value.faults)


@SLOW
@given(st.binary(max_size=300))
def test_any_bytes_are_a_rule_file_or_a_named_mistake(data):
    with pytest.raises(RuleError) as caught:
        load_text(data)
    assert all(fault.file for fault in caught.value.faults)


@SLOW
@given(
    st.integers(0, 400),
    st.sampled_from(["", "\t", "：", "“", "{", "]", "'", '"', "\n", ":", "#", "\x00", "甲", "&a ", "- "]),
)
def test_a_good_file_with_one_slip_loads_or_has_named_mistakes(place, slip):
    text = rule_text(when="已填(年度)", message='"共 {基本支出} 元"')
    place %= len(text)
    try:
        load_text(text[:place] + slip + text[place + 1 :])
    except RuleError as error:
        assert all(fault.file and fault.line for fault in error.faults)
