"""An expression read aloud: what a finance officer can sign."""

import pytest
from ruling import ITEM, ROOT

from checker.expressions.functions import FUNCTIONS
from checker.expressions.phrases import ASKED, CALLED, HELD, WALKED
from checker.expressions.reading import aloud
from checker.expressions.resolve import resolve

READINGS = [
    ("基本支出 + 项目支出 == 财政拨款 + 其他资金", "基本支出 加 项目支出 等于 财政拨款 加 其他资金"),
    ("基本支出 - (项目支出 - 财政拨款) > 0", "基本支出 减 （项目支出 减 财政拨款） 大于 0"),
    ("(基本支出 - 项目支出) - 财政拨款 > 0", "基本支出 减 项目支出 减 财政拨款 大于 0"),
    ("(基本支出 + 1) * 2 / 3 <= 4", "（基本支出 加 1） 乘以 2 除以 3 不大于 4"),
    ("基本支出 / (2 * 3) < 1", "基本支出 除以 （2 乘以 3） 小于 1"),
    ("-基本支出 < 1", "负的基本支出 小于 1"),
    ("1 < 基本支出 <= 9", "1 小于 基本支出 不大于 9"),
    ("not 1 < 基本支出 <= 9", "并非（1 小于 基本支出 不大于 9）"),
    ('金额单位 == "万元"', "金额单位 是 “万元”"),
    ('表名 != ""', "表名 不是 空白"),
    ("年度 in [2023, 2024]", "年度 是 2023、2024 之一"),
    ('表名 not in ["甲", "乙", "丙", "丁", "戊"]', "表名 不是 “甲”、“乙”、“丙”、“丁”等 5 个 之一"),
    ("表名 in 词表.比率类词尾", "表名 在 词表“比率类词尾” 里"),
    ("表名 not in 词表.比率类词尾", "表名 不在 词表“比率类词尾” 里"),
    ("not 表名 in 词表.比率类词尾", "表名 不在 词表“比率类词尾” 里"),
    ("基本支出 >= 参数.上限", "基本支出 不小于 参数“上限”（90）"),
    ("已填(表名) and 未填(年度)", "表名已填写，并且年度没有填写"),
    ("not 已填(表名) or 可读(年度)", "表名没有填写，或者年度填的是数"),
    ("已填(表名) and (可读(年度) or 有栏(年度))", "表名已填写，并且（年度填的是数，或者表上有“年度”这一栏）"),
    ("not (已填(表名) and 已填(年度))", "并非（表名已填写，并且年度已填写）"),
    ("not (not 已填(表名))", "表名已填写"),
    ("默认(其他资金, 0) > 1", "其他资金（没有值时按 0 算） 大于 1"),
    ('默认(表名, "") == "甲"', "表名（没有值时按空白算） 是 “甲”"),
    ("not 有(绩效指标, 权重 > 1)", "绩效指标中没有一项〔权重 大于 1〕"),
    ("都(绩效指标, 权重 > 1)", "绩效指标的每一项都〔权重 大于 1〕"),
    ("not 都(绩效指标, 权重 > 1)", "绩效指标中有一项不是〔权重 大于 1〕"),
    ("个数(绩效指标) > 1", "绩效指标的项数 大于 1"),
    ("个数(绩效指标, 已填(权重)) > 1", "绩效指标中〔权重已填写〕的项数 大于 1"),
    ("合计(绩效指标, 权重, 可读(权重)) == 100", "绩效指标中〔权重填的是数〕各项的 权重 之和 等于 100"),
    ("几个(取值(绩效指标, 三级指标)) > 1", "绩效指标各项的 三级指标的个数 大于 1"),
    ("(1 if 年度 > 2020 else 2) == 基本支出 + (1 if 年度 > 1 else 2)",
     "如果年度 大于 2020，则1，否则2 等于 基本支出 加 （如果年度 大于 1，则1，否则2）"),
    ('匹配(表名, "甲|乙")', "表名里有“甲”或“乙”"),
    ('not 匹配(表名, "甲|乙|丙|丁|戊")', "表名里没有“甲”“乙”“丙”“丁”等 5 个词之一"),
    ('匹配(表名, "[0-9]+年")', "表名里有合乎式样 [0-9]+年 的文字"),
    ("四舍五入(基本支出) == 四舍五入(项目支出, 2)", "基本支出四舍五入取整 等于 项目支出四舍五入到2位小数"),
    ("最大(基本支出, 项目支出 + 1) > 1", "基本支出、（项目支出 加 1）中最大的 大于 1"),
    ("年份(日期(2023, 12, 31)) == 年度", "2023 等于 年度"),
    ("日期(年度, 1) >= 日期(2024, 12, 31)", "日期 年度、1 不早于 2024年12月31日"),
    ("没有(绩效指标, 权重 > 1)", "绩效指标中没有一项〔权重 大于 1〕"),
    ("not 没有(绩效指标, 权重 > 1)", "绩效指标中至少有一项〔权重 大于 1〕"),
    ('换算(基本支出, 金额单位, "元") > 1', "基本支出从 金额单位换算成 “元” 大于 1"),
    ('not 可换算(金额单位, "元")', "单位 金额单位不能换算成 “元”"),
    ("not 相关(表名, 部门名称, 词表.比率类词尾, 3)", "表名与部门名称除去词表“比率类词尾”后没有 3 个字以上连着相同"),
    ("占比(基本支出, 项目支出) < 90", "基本支出占项目支出的百分数 小于 90"),
    ("相似度(表名, 部门名称) >= 95", "表名与部门名称的相似度 不小于 95"),
    ("几个(重复(取值(绩效指标, 三级指标))) == 0", "绩效指标各项的 三级指标里的重复值的个数 等于 0"),
    ("日期(2024) <= 年末(年度)", "2024年1月1日 不晚于 年度的年末"),
    ("True", "是"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), READINGS)
def test_how_an_expression_is_read(text, wanted):
    assert aloud(resolve(text, ROOT)) == wanted


def test_a_condition_that_is_only_a_parameter_is_named():
    from dataclasses import replace

    scope = replace(ROOT, parameters={"从严": True, "式样": "[0-9]+"})
    assert aloud(resolve("参数.从严", scope)) == "参数“从严”为是（现为是）"
    assert aloud(resolve("not 参数.从严", scope)) == "参数“从严”为否（现为是）"
    assert aloud(resolve("匹配(表名, 参数.式样)", scope)) == "表名里有合乎参数“式样”的文字"
    assert aloud(resolve("not True", scope)) == "并非（是）"


ITEMS = [
    ("指标值.数值 > 100", "指标值的数值 大于 100"),
    ("有(绩效指标, 三级指标 == 本项.三级指标)", "绩效指标中至少有一项〔三级指标 是 本项的三级指标〕"),
    ("三级指标 == 表名", "三级指标 是 表名"),
]


@pytest.mark.parametrize(("text", "wanted"), ITEMS)
def test_within_a_walk_the_item_outside_is_named(text, wanted):
    assert aloud(resolve(text, ITEM)) == wanted


def test_the_tolerance_belongs_to_amounts():
    from decimal import Decimal

    slack = Decimal("0.01")
    assert aloud(resolve("基本支出 == 1", ROOT), slack) == "基本支出 等于 1（相差不超过 0.01）"
    assert aloud(resolve("基本支出 <= 1", ROOT), slack) == "基本支出 不大于 1（允许误差 0.01）"
    assert aloud(resolve("年度 == 1", ROOT), slack) == "年度 等于 1"


def test_every_function_can_be_read():
    for one in FUNCTIONS.values():
        if one.english == "default":
            continue
        phrases = (ASKED | WALKED | HELD | CALLED)[one.english]
        assert one.english in CALLED or phrases[0]
        if one.english in CALLED:
            assert phrases[one.most == 1], one.name
            assert phrases[one.least == 1], one.name
