"""An expression read aloud: what a finance officer can sign."""

from decimal import Decimal

import pytest
from ruling import ITEM, ROOT

from checker.expressions.functions import FUNCTIONS
from checker.expressions.listing import listed
from checker.expressions.phrases import ASKED, CALLED, HELD, SOME, WALKED
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
    ('金额单位 == "万元"', "金额单位是“万元”"),
    ('表名 == ""', "表名空着"),
    ('表名 != ""', "表名不空"),
    ("年度 in [2023, 2024]", "年度是 2023、2024 之一"),
    ('表名 not in ["甲", "乙", "丙", "丁", "戊"]', "表名不是“甲”、“乙”、“丙”、“丁”等 5 个之一"),
    ("表名 in 词表.比率类词尾", "表名在词表“比率类词尾”里"),
    ("表名 not in 词表.比率类词尾", "表名不在词表“比率类词尾”里"),
    ("not 表名 in 词表.比率类词尾", "表名不在词表“比率类词尾”里"),
    ("基本支出 >= 参数.上限", "基本支出 不小于 参数“上限”（90）"),
    ("已填(表名) and 未填(年度)", "表名已填写，并且年度没有填写"),
    ("not 已填(表名) or 可读(年度)", "表名没有填写，或者年度填的是数"),
    ("已填(表名) and (可读(年度) or 有栏(年度))", "表名已填写，并且（年度填的是数，或者表上有“年度”这一栏）"),
    ("not (已填(表名) and 已填(年度))", "并非（表名已填写，并且年度已填写）"),
    ("not (not 已填(表名))", "表名已填写"),
    ("默认(其他资金, 0) > 1", "其他资金 大于 1"),
    ("默认(其他资金, 0) < 1", "其他资金（没有值时按 0 算） 小于 1"),
    ("默认(其他资金, 0) != 1", "其他资金（没有值时按 0 算） 不等于 1"),
    ('默认(表名, "") == "甲"', "表名是“甲”"),
    ('默认(表名, "") == 默认(部门名称, "")', "表名与部门名称相同"),
    ('默认(金额单位, "万元") == "万元"', "金额单位（没有值时按“万元”算）是“万元”"),
    ('默认(金额单位, "元") == "万元"', "金额单位是“万元”"),
    ("not 有(绩效指标, 权重 > 1)", "绩效指标中没有一项〔权重 大于 1〕"),
    ("都(绩效指标, 权重 > 1)", "绩效指标的每一项都〔权重 大于 1〕"),
    ("not 都(绩效指标, 权重 > 1)", "绩效指标中有一项不是〔权重 大于 1〕"),
    ("个数(绩效指标) > 1", "绩效指标的项数 大于 1"),
    ("个数(绩效指标, 已填(权重)) > 1", "绩效指标中〔权重已填写〕的项数 大于 1"),
    ("合计(绩效指标, 权重, 可读(权重)) == 100", "绩效指标中〔权重填的是数〕各项的权重之和 等于 100"),
    ("几个(取值(绩效指标, 三级指标)) > 1", "绩效指标各项的三级指标的个数 大于 1"),
    ("(1 if 年度 > 2020 else 2) == 基本支出 + (1 if 年度 > 1 else 2)",
     "如果年度 大于 2020，则 1，否则 2 等于 基本支出 加 （如果年度 大于 1，则 1，否则 2）"),
    ('匹配(表名, "甲|乙")', "表名里有“甲”或“乙”"),
    ('not 匹配(表名, "甲|乙|丙|丁|戊")', "表名里没有“甲”“乙”“丙”“丁”等 5 个词"),
    ('匹配(表名, "甲|乙|丙|丁|戊")', "表名里有“甲”“乙”“丙”“丁”等 5 个词之一"),
    ('匹配(表名, "[0-9]+年")', "表名里有式样 [0-9]+年 那样的写法"),
    ('匹配(表名, "[0-9０-９]")', "表名里有数字"),
    ('not 匹配(表名, "[0-9]{3,}")', "表名里没有连着 3 个以上的数字"),
    ('匹配(表名, "[\\u4e00-\\u9fff]{4}")', "表名里有连着 4 个汉字"),
    ('匹配(表名, "[甲乙]")', "表名里有式样 [甲乙] 那样的写法"),
    ('匹配(去掉(去掉(表名, "甲"), "乙"), "丙")', "表名（不算“甲”、“乙”）里有“丙”"),
    ('几个(匹配处(表名, "甲|乙")) == 0', "表名里没有“甲”或“乙”"),
    ('not 几个(匹配处(表名, "甲|乙")) == 0', "表名里有“甲”或“乙”"),
    ('几个(匹配处(表名, "甲|乙")) > 0', "表名里有“甲”或“乙”"),
    ('几个(匹配处(表名, "甲|乙")) > 1', "表名里的“甲”或“乙”的个数 大于 1"),
    ('几个(匹配处(表名, "甲|乙")) < 0', "表名里的“甲”或“乙”的个数 小于 0"),
    ("几个(不重复(取值(绩效指标, 三级指标))) == 0", "绩效指标各项的三级指标（相同的只列一次）的个数 等于 0"),
    ("四舍五入(基本支出) == 基本支出", "基本支出是整数"),
    ("四舍五入(基本支出) != 基本支出", "基本支出不是整数"),
    ("四舍五入(基本支出) == 项目支出", "基本支出四舍五入取整 等于 项目支出"),
    ("四舍五入(基本支出) > 基本支出", "基本支出四舍五入取整 大于 基本支出"),
    ("绝对值(基本支出 - 项目支出) <= 参数.上限", "基本支出 与 项目支出 相差不超过 参数“上限”（90）"),
    ("not 绝对值(基本支出 - 项目支出) <= 1", "基本支出 与 项目支出 相差超过 1"),
    ("绝对值(基本支出 - 项目支出) == 1", "（基本支出 减 项目支出）的绝对值 等于 1"),
    ("四舍五入(基本支出) == 四舍五入(项目支出, 2)", "基本支出四舍五入取整 等于 项目支出四舍五入到 2 位小数"),
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
    ("几个(重复(取值(绩效指标, 三级指标))) == 0", "绩效指标各项的三级指标里的重复值的个数 等于 0"),
    ("日期(2024) <= 年末(年度)", "2024年1月1日 不晚于 年度的年末"),
    ("True", "是"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), READINGS)
def test_how_an_expression_is_read(text, wanted):
    assert aloud(resolve(text, ROOT)) == wanted


def test_a_condition_that_is_only_a_parameter_is_named():
    from dataclasses import replace

    scope = replace(ROOT, parameters={"从严": True, "式样": "[0-9]+"})
    assert aloud(resolve("参数.从严", scope)) == "参数“从严”已启用（现在启用）"
    assert aloud(resolve("not 参数.从严", scope)) == "参数“从严”未启用（现在启用）"
    assert aloud(resolve("匹配(表名, 参数.式样)", scope)) == "表名里有参数“式样”那样的写法"
    twice = "包含(去掉(去掉(表名, 参数.式样), 参数.式样), 部门名称)"
    assert aloud(resolve(twice, scope)) == "表名（不算参数“式样”、“式样”那样的写法）里有部门名称"
    assert aloud(resolve("not True", scope)) == "并非（是）"


ITEMS = [
    ("指标值.数值 > 100", "指标值的数值 大于 100"),
    ("有(绩效指标, 三级指标 == 本项.三级指标)", "绩效指标中至少有一项〔三级指标与本项的三级指标相同〕"),
    ("已填(指标值.数值) and 未填(指标值.日期)", "指标值的数值读得出，并且指标值的日期读不出"),
    ("未填(读法存疑)", "没有读法存疑"),
    ("有栏(读法存疑)", "表上有“读法存疑”这一栏"),
    ('指标值.单位类 in ["ratio", "score"]', "指标值的单位类是“比率”、“分数”之一"),
    ('默认(指标值.单位类, "none") != "count"', "指标值的单位类（没有值时按“没有单位”算）不是“个数”"),
    ("三级指标 != 表名", "三级指标与表名不同"),
    ("三级指标 == 表名", "三级指标与表名相同"),
]


@pytest.mark.parametrize(("text", "wanted"), ITEMS)
def test_within_a_walk_the_item_outside_is_named(text, wanted):
    assert aloud(resolve(text, ITEM)) == wanted


SPOKEN = [
    ('已填(表名) and 表名 == "甲"', "表名是“甲”"),
    ('已填(表名) and 表名 in ["甲"]', "表名是“甲”之一"),
    ('表名 == "甲" and 已填(表名)', "表名是“甲”"),
    ('已填(表名) and 匹配(表名, "甲") and 已填(年度)', "表名里有“甲”，并且年度已填写"),
    ('已填(表名) and (表名 == "甲" or 结尾是(表名, "乙"))', "表名是“甲”，或者表名以“乙”结尾"),
    ('not (已填(表名) and 表名 == "甲")', "表名不是“甲”"),
    ('已填(表名) and (表名 == "甲" or 年度 > 1)', "表名已填写，并且（表名是“甲”，或者年度 大于 1）"),
    ('已填(表名) and 表名 != "甲"', "表名已填写，并且表名不是“甲”"),
    ('已填(表名) and not 匹配(表名, "甲")', "表名已填写，并且表名里没有“甲”"),
    ("已填(表名) and 长度(表名) < 9", "表名已填写，并且表名的字数 小于 9"),
    ('可读(年度) and 表名 == "甲"', "年度填的是数，并且表名是“甲”"),
    ('已填(表名) or 表名 == "甲"', "表名已填写，或者表名是“甲”"),
    ('已填(表名) and 表名 == ""', "表名已填写，并且表名空着"),
    ("年度 > 1 and 年度 > 1", "年度 大于 1"),
]


@pytest.mark.parametrize(("text", "wanted"), SPOKEN)
def test_what_goes_without_saying_is_left_out(text, wanted):
    assert aloud(resolve(text, ROOT)) == wanted


def test_a_text_with_quotes_of_its_own_stands_in_others():
    assert aloud(resolve('"“甲”" if 年度 > 1 else ""', ROOT)) == "如果年度 大于 1，则「“甲”」，否则空白"


LISTED = [
    ("年度 > 1", [(0, "年度 大于 1")]),
    ('已填(表名) and 表名 == "甲"', [(0, "表名是“甲”")]),
    ("年度 > 1 and 年度 > 1 and 年度 < 9", [(0, "下面各条要同时成立："), (1, "年度 大于 1"), (1, "年度 小于 9")]),
    ("年度 > 1 or (年度 < 9 and 年度 != 5)", [
        (0, "下面各条至少要有一条成立："), (1, "年度 大于 1"), (1, "年度 小于 9，并且年度 不等于 5"),
    ]),
    ("not (年度 > 1 and 基本支出 > 2)", [(0, "下面各条不能同时成立："), (1, "年度 大于 1"), (1, "基本支出 大于 2")]),
    ("not (年度 > 1 or 基本支出 > 2)", [(0, "下面各条一条也不能成立："), (1, "年度 大于 1"), (1, "基本支出 大于 2")]),
    ("not 有(绩效指标, 权重 > 1)", [(0, "绩效指标中没有一项〔权重 大于 1〕")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LISTED)
def test_conditions_stand_on_lines_of_their_own(text, wanted):
    assert listed(resolve(text, ROOT)) == wanted


def test_what_is_too_long_for_a_line_is_told_below():
    text = (
        "年度 > 1 and (有(绩效指标, 已填(三级指标) and 权重 > 1 and 长度(三级指标) > 12 and 三级指标 != 二级指标)"
        " or not 有(绩效指标, 长度(三级指标) > 12 or 权重 > 100 or 三级指标 == 本项.三级指标 or 长度(二级指标) > 12))"
    )
    assert listed(resolve(text, ITEM)) == [
        (0, "下面各条要同时成立："),
        (1, "年度 大于 1"),
        (1, "下面各条至少要有一条成立："),
        (2, "绩效指标中至少有一项同时符合下面各条："),
        (3, "三级指标已填写"),
        (3, "权重 大于 1"),
        (3, "三级指标的字数 大于 12"),
        (3, "三级指标与二级指标不同"),
        (2, "绩效指标中没有一项符合下面任何一条："),
        (3, "三级指标的字数 大于 12"),
        (3, "权重 大于 100"),
        (3, "三级指标与本项的三级指标相同"),
        (3, "二级指标的字数 大于 12"),
    ]


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
        assert one.english not in SOME or one.returns.startswith("list")
        assert one.english in CALLED or phrases[0]
        if one.english in CALLED:
            assert phrases[one.most == 1], one.name
            assert phrases[one.least == 1], one.name


def test_plain_words_tell_the_tolerance_too():
    told = aloud(resolve("绝对值(基本支出 - 项目支出) <= 1", ROOT), Decimal("0.01"))
    assert told == "基本支出 与 项目支出 相差不超过 1（允许误差 0.01）"


LONG = f'三级指标 == "{"甲" * 40}"'


@pytest.mark.parametrize("size", range(15, 35))
def test_what_has_up_to_45_characters_stays_on_a_line(size):
    inner = f'(表名 == "{"甲" * size}" or 部门名称 == "乙")'
    fits = len(aloud(resolve(inner, ROOT))) <= 45
    assert len(listed(resolve(f"年度 > 2020 and {inner}", ROOT))) == (3 if fits else 5)
    assert len(listed(resolve(f"年度 > 2020 and not {inner}", ROOT))) == (
        3 if len(aloud(resolve(f"not {inner}", ROOT))) <= 45 else 5
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('not (表名 == "甲" or 部门名称 == "乙")', 3),
        ('not (已填(表名) and 表名 == "甲")', 1),  # what goes without saying is not said
        ("有(绩效指标, 权重 > 1 and 权重 < 5)", 1),
        (f"有(绩效指标, {LONG} and 权重 < 5)", 3),
        (f"没有(绩效指标, {LONG} or 权重 < 5)", 3),
        (f"not 有(绩效指标, {LONG} or 权重 < 5)", 3),
        (f"有(绩效指标, 已填(三级指标) and {LONG})", 1),
        (f"都(绩效指标, {LONG} and 权重 < 5)", 1),
        (f"有(绩效指标, {LONG})", 1),
    ],
)
def test_how_many_lines_a_condition_takes(text, lines):
    assert len(listed(resolve(text, ROOT))) == lines
