"""What an author is told who wrote something near to what was meant."""

import pytest
from ruling import CATALOGUE

from checker.expressions.parse import ExpressionError
from checker.expressions.placeholders import compile_template
from checker.expressions.resolve import resolve
from checker.expressions.scope import Scope

ROOT = Scope((CATALOGUE.root,))
ITEM = ROOT.inside(CATALOGUE.root.children["indicators"])


@pytest.mark.parametrize(
    ("text", "scope", "hint"),
    [
        (
            '三级指标 == "甲"',
            ROOT,
            "它是“绩效指标”每一项的栏目：请写 for_each: 绩效指标，或 有(绩效指标, 三级指标 …) 之类。",
        ),
        ("投入资金 > 3", ITEM, "它是“重点工作任务”每一项的栏目：请写 有(重点工作任务, 投入资金 …) 之类。"),
        ("指标值 >= 85", ITEM, "要比的是“指标值”里的数，请写 指标值.数值。"),
        ("重复(取值(绩效指标, 三级指标)) == 0", ROOT, "一串值有几个，请用 几个(…)"),
        ('文中数(总体绩效目标, "个") > 5', ROOT, "一串值有几个，请用 几个(…)"),
        ("绩效指标 >= 3", ROOT, "要比的是有几项，请写 个数(绩效指标)。"),
        ('指标值 >= "85%"', ITEM, "要比的是“指标值”里的数，请写 指标值.数值。"),
        ("表名 != null", ROOT, "判断有没有填，请用 已填(…) 或 未填(…)。"),
        ("len(表名) > 3", ROOT, "是不是“长度”？"),
        ("SUM(绩效指标, 权重) > 3", ROOT, "是不是“sum”？"),
        ("基本支出 => 3", ROOT, "大于等于请写“>=”。"),
        ("基本支出 =< 3", ROOT, "小于等于请写“<=”。"),
        ("基本支出 大于等于 3", ROOT, ">="),
        ("不 已填(基本支出)", ROOT, "not"),
    ],
)
def test_the_way_out(text, scope, hint):
    with pytest.raises(ExpressionError) as caught:
        resolve(text, scope)
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        '指标值 > 日期("2024-01-01")',
        "指标值 == 已填(三级指标)",
        "5 in 取值(绩效指标, 三级指标)",
        "表名 in [1, 2]",
        '取值(绩效指标, 三级指标) > ["甲"]',
    ],
)
def test_what_is_no_slip_that_is_known_has_no_hint(text):
    with pytest.raises(ExpressionError) as caught:
        resolve(text, ITEM)
    assert caught.value.hint == ""


def test_full_width_braces_of_a_message_are_told():
    with pytest.raises(ExpressionError, match="全角符号") as caught:
        compile_template("共｛基本支出｝万元", ROOT)
    assert (caught.value.offset, caught.value.hint) == (1, "花括号请用半角的 { 和 }。")


@pytest.mark.parametrize(
    "text", ['几天后(日期("2024-01-01"), 1.9)', "日期(2024, 1.9)", '日期("20231231")', "四舍五入(1, 0.5)"]
)
def test_what_would_have_to_be_guessed_is_refused(text):
    with pytest.raises(ExpressionError, match=r"算不出来：(这里要整数|没有.*这一天)"):
        resolve(text, ROOT)
