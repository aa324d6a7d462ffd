"""Messages with values in them: checked like any expression, filled in once."""

from datetime import date
from decimal import Decimal

import pytest
from ruling import ITEM, ROOT, evaluator, filled

from checker.expressions import show
from checker.expressions.parse import ExpressionError
from checker.expressions.placeholders import compile_template
from checker.expressions.template import BLANK, UNKNOWN

FORM = {"基本支出": "12.50", "项目支出": None, "财政拨款": "0", "表名": "整体 {年度} 表", "年度": 2024}
FILLED = [
    ("没有花括号", "没有花括号"),
    ("", ""),
    ("{年度}", "2024"),
    ("{ 年度 }年 {基本支出 + 1} {{原样}} }}{{", "2024年 13.50 {原样} }{"),
    ("{项目支出}、{其他资金}、{项目支出 + 1}", f"{BLANK}、{BLANK}、{BLANK}"),
    ("{基本支出 / 财政拨款}", UNKNOWN),
    ('{"}" if 年度 > 1 else "{"}', "}"),
    ("""{'"' if 年度 > 1 else "'"}""", '"'),
    ("{表名}", "整体 {年度} 表"),
    ("{已填(年度)}{已填(项目支出)}", "是否"),
    ("{日期(年度, 5, 1)}", "2024年5月1日"),
    ("{[1, 2]}", "1、2"),
]


@pytest.mark.parametrize(("text", "wanted"), FILLED)
def test_values_are_put_in_once(text, wanted):
    assert filled(text, FORM) == wanted


def test_what_an_item_lacks_reads_as_blank():
    data = {"绩效指标": [{"三级指标": "甲", "指标值": "很好"}]}
    assert filled("“{三级指标}”是{指标值.数值}、{二级指标}", data, item=0) == f"“甲”是{BLANK}、{BLANK}"


def test_lists_of_lists_are_strung_together():
    data = {"绩效指标": [{"三级指标": "甲率"}, {"三级指标": "乙率和满意度"}]}
    assert filled("{取值(绩效指标, 命中词(三级指标, 词表.比率类词尾))}", data) == "率、率、满意度"
    assert filled("{不重复(取值(绩效指标, 命中词(三级指标, 词表.比率类词尾)))}", data) == "率、满意度"


WRONG = [
    ("共 {基本支処} 元", "基本支処} 元", "没有名为“基本支処”的栏目。"),
    ("共 {年度 + 1} {基本支出 + 表名}", "表名}", "“表名”是文字，这里要的是数。"),
    ("“”{ 已壜(年度) }", "已壜(年度) }", "没有名为“已壜”的函数。"),
    ("共 {年度 元", "{年度 元", "“{”没有对应的“}”。"),
    ('{"甲}', '{"甲}', "“{”没有对应的“}”。"),
    ("共 年度} 元", "} 元", "多了一个“}”。"),
    ("共 {} 元", "} 元", "表达式是空的。"),
    ("共 {年度 + } 元", None, "表达式写法有误。"),
    ("有 {绩效指标}", "绩效指标}", "列表不能直接写进文字里。"),
    ("有 {词表.比率类词尾}", "词表.比率类词尾}", "词表不能直接写进文字里。"),
    ("{预算}", "预算}", "“预算”是一组栏目。"),
]


@pytest.mark.parametrize(("text", "at", "message"), WRONG)
def test_a_mistake_is_named_at_its_place_in_the_message(text, at, message):
    with pytest.raises(ExpressionError) as caught:
        compile_template(text, ROOT)
    assert caught.value.message == message
    if at is not None:
        assert text[caught.value.offset :] == at


def test_a_template_keeps_its_text():
    assert compile_template("共 {三级指标}", ITEM).text == "共 {三级指标}"


SHOWN = [
    (Decimal("1E+3"), "1000"),
    (Decimal("0.10"), "0.10"),
    (date(2024, 1, 2), "2024年1月2日"),
    (["甲", Decimal(1)], "甲、1"),
    ("两 \n 行", "两 行"),
    ("长" * 61, "长" * 60 + "……"),
    ("长" * 60, "长" * 60),
    (True, "是"),
    (False, "否"),
    (None, BLANK),
]


@pytest.mark.parametrize(("given", "wanted"), SHOWN, ids=str)
def test_values_are_shown_as_a_reader_wants_them(given, wanted):
    assert show(given) == wanted


def test_filling_leaves_no_trace_of_missing_values():
    one = evaluator({"项目支出": None})
    assert compile_template("{项目支出}", ROOT).fill(one) == BLANK
    assert len(one.frames) == 1


@pytest.mark.parametrize(("length", "shown"), [(60, "甲" * 60), (61, "甲" * 60 + "……")])
def test_a_long_text_is_cut_short(length, shown):
    assert show("甲" * length) == shown
