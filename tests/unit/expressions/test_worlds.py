"""Whether a condition can come out as claimed: on every bound and beside it, for terms alone and for two together."""

import operator
from decimal import Decimal

import pytest
from ruling import CATALOGUE, INDICATORS, ROOT

from checker.expressions.resolve import resolve
from checker.expressions.scope import Scope
from checker.expressions.worlds import Claim, Worlds

SIGNS = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
PARAMETERS = {"上限": Decimal(90), "开关": False, "名单": ["甲"], "几个": [Decimal(7)], "名": "甲"}
SCOPE = Scope((CATALOGUE.root,), PARAMETERS, ROOT.vocabulary)


def can_be(text, *more, holds=True, slack="0", zeroes=(), settled=True, item=False):
    """Tell whether conditions can all come out as ``holds``."""
    worlds = Worlds(Decimal(slack), frozenset(zeroes), settled=settled)
    scope = SCOPE.inside(INDICATORS) if item else SCOPE
    return worlds.possible([Claim(resolve(one, scope, "boolean").tree, holds) for one in (text, *more)])


@pytest.mark.parametrize("one", SIGNS)
@pytest.mark.parametrize("other", SIGNS)
def test_two_orders_of_the_same_two_fields(one, other):
    orders = [order for order in (-1, 0, 1) if SIGNS[one](order, 0)]
    assert can_be(f"基本支出 {one} 项目支出 and 基本支出 {other} 项目支出") is any(SIGNS[other](a, 0) for a in orders)
    assert can_be(f"基本支出 {one} 项目支出 and 项目支出 {other} 基本支出") is any(SIGNS[other](0, a) for a in orders)
    assert can_be(f"项目支出 {one} 基本支出 and 基本支出 {other} 项目支出") is any(SIGNS[other](0, a) for a in orders)


@pytest.mark.parametrize("sign", SIGNS)
def test_a_field_and_itself(sign):
    assert can_be(f"基本支出 {sign} 基本支出") is SIGNS[sign](0, 0)
    assert can_be(f"表名 {sign} 表名") is SIGNS[sign](0, 0) if sign in ("==", "!=") else True


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("other", SIGNS)
@pytest.mark.parametrize("step", [-1, 0, 1])
def test_two_bounds_of_one_count(sign, other, step):
    """Of the numbers around the bounds, one keeps both or none does."""
    text = f"长度(表名) {sign} 5 and {5 + step} {other} 长度(表名)"
    assert can_be(text) is any(SIGNS[sign](one, 5) and SIGNS[other](5 + step, one) for one in range(9))
    text = f"not (长度(表名) {sign} 5) and not ({5 + step} {other} 长度(表名))"
    assert can_be(text) is any(not SIGNS[sign](one, 5) and not SIGNS[other](5 + step, one) for one in range(9))


IMPOSSIBLE = [
    # what a term can be at all
    "长度(表名) < 0",
    "个数(绩效指标) < 0",
    "相似度(表名, 部门名称) < 0",
    "相似度(表名, 部门名称) > 100",
    "几个(文中年份(表名)) < 0",
    "长度(表名) > 3 and 长度(表名) < 4",
    "年份(日期(年度, 1, 1)) > 2020 and 年份(日期(年度, 1, 1)) < 2021",
    "年度 < 1949",
    "年度 > 2020 and 年度 < 2021",
    '金额单位 != "元" and 金额单位 != "万元"',
    '默认(金额单位, "亿元") not in ["元", "万元", "亿元"]',
    # chains, lists and switches
    "5 < 基本支出 < 5",
    "基本支出 < 项目支出 < 基本支出",
    "基本支出 < 项目支出 < 财政拨款 and 项目支出 < 基本支出",
    "1 < 基本支出 <= 1 and 已填(表名)",
    "基本支出 in [1, 2] and 基本支出 not in [2, 1]",
    "基本支出 not in [1] and 基本支出 == 1",
    "not (基本支出 not in [1, 2]) and 基本支出 == 3",
    '表名 in ["甲", "乙"] and 表名 == "丙"',
    '表名 not in ["甲", "乙"] and 表名 in ["乙", "甲"]',
    "表名 in 词表.比率类词尾 and 表名 not in 词表.比率类词尾",
    "参数.名 in 词表.比率类词尾 and not (参数.名 in 词表.比率类词尾)",
    "已填(表名) == True and 未填(表名)",
    "True == 已填(表名) and 未填(表名)",
    "已填(表名) != False and 未填(表名)",
    "False != 已填(表名) and 未填(表名)",
    "已填(表名) == False and 已填(表名)",
    "(已填(表名) if 年度 > 2020 else 已填(表名)) and 未填(表名)",
    "(年度 > 2020 or 已填(表名)) and 年度 < 2020 and 未填(表名)",
    "False",
    "not True",
    # parameters as they are now
    "参数.上限 < 90",
    "参数.上限 != 90",
    "90 < 参数.上限",
    "基本支出 < 参数.上限 and 基本支出 > 91",
    '参数.名 == "乙"',
    '参数.名 not in ["甲"]',
    "日期(2024, 1, 1) > 日期(2024, 1, 1)",
    # what must be there
    "基本支出 > 5 and 未填(基本支出)",
    "基本支出 > 5 and not 可读(基本支出)",
    "基本支出 > 5 and not 有栏(基本支出)",
    '表名 == "甲" and 未填(表名)',
    "个数(绩效指标) >= 0 and not 有栏(绩效指标)",
    "可读(表名) and 未填(表名)",
    "可读(表名) and not 已填(表名)",
    "未填(表名) and 可读(表名)",
    "未填(表名) and not 有栏(表名)",
    "已填(表名) and not 有栏(表名)",
    "not 可读(基本支出) and not 有栏(基本支出)",
    "可读(基本支出) and 未填(基本支出)",
    "未填(基本支出) and 可读(基本支出)",
    "有(绩效指标, 已填(指标值)) and not 有(绩效指标, 已填(指标值))",
    "参数.开关 and not 参数.开关",
]
POSSIBLE = [
    "长度(表名) <= 0",
    "相似度(表名, 部门名称) <= 0",
    "相似度(表名, 部门名称) >= 100",
    "长度(表名) < 1",
    "个数(绩效指标) == 0",
    "几个(文中年份(表名)) == 0",
    "长度(表名) > 3 and 长度(表名) < 5",
    "合计(绩效指标, 权重) < 0",
    "绝对值(基本支出) > 3 and 绝对值(基本支出) < 4",
    "基本支出 < 0",
    "年度 <= 1949",
    "年度 > 2020 and 年度 < 2022",
    "基本支出 > 5 and 基本支出 < 6",
    '金额单位 != "元"',
    '默认(金额单位, "亿元") not in ["元", "万元"]',
    '默认(表名, "甲") == "乙"',
    "5 < 基本支出 < 5.01",
    "基本支出 <= 项目支出 <= 基本支出",
    "基本支出 < 项目支出 < 财政拨款",
    "基本支出 in [1, 2] and 基本支出 != 2",
    "基本支出 not in [1, 2] and 基本支出 != 3",
    '表名 in ["甲", "乙"] and 表名 != "甲"',
    '表名 not in ["甲", "乙"] and 表名 == "丙"',
    "表名 in 词表.比率类词尾 and 表名 in 词表.比率类词尾",
    "表名 in 词表.比率类词尾 and 部门名称 not in 词表.比率类词尾",
    "表名 in 参数.名单 and 表名 in 参数.名单",
    "基本支出 in 参数.几个 and 基本支出 > 6",
    "已填(表名) == True",
    "已填(表名) != False and 已填(部门名称)",
    "(已填(表名) if 年度 > 2020 else 未填(表名)) and 未填(表名)",
    "True",
    "not False",
    "参数.上限 == 90",
    "参数.上限 >= 90 and 参数.上限 <= 90",
    "基本支出 < 参数.上限 and 基本支出 > 89",
    "参数.开关 and 参数.开关",
    "not 参数.开关",
    "参数.开关 == True",
    "已填(表名) == 参数.开关 and 已填(表名)",
    '取值(绩效指标, 三级指标) == ["甲"]',
    '参数.名 == "甲"',
    "参数.名 in 词表.比率类词尾",
    "未填(基本支出) and 有栏(基本支出)",
    "not 有栏(基本支出)",
    "已填(基本支出) and not 可读(基本支出)",
    "未填(绩效指标)",
    "未填(绩效指标) and 个数(绩效指标) == 0",
    "not 已填(表名) and not 已填(部门名称)",
    "已填(表名) and 未填(部门名称)",
    "包含(表名, '甲') and not 包含(表名, '乙')",
    "有(绩效指标, 已填(指标值)) and not 有(绩效指标, 已填(三级指标))",
    "基本支出 + 项目支出 == 1 and 项目支出 + 基本支出 == 2",
    "个数(绩效指标, 权重 > 1) == 1 and 个数(绩效指标, 权重 >= 1) == 2",
]


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_no_form_makes_it_true(text):
    assert not can_be(text)


@pytest.mark.parametrize("text", POSSIBLE)
def test_some_form_makes_it_true(text):
    assert can_be(text)


@pytest.mark.parametrize(
    "text",
    [
        "参数.上限 < 90",
        '参数.名 == "乙"',
        "基本支出 < 参数.上限 and 基本支出 > 91",
        "基本支出 in 参数.几个 and 基本支出 != 7",
    ],
)
def test_a_parameter_that_may_change_promises_nothing(text):
    assert can_be(text, settled=False)
    assert not can_be(text)


def test_parts_of_a_text_need_the_text():
    assert not can_be("已填(指标值.数值) and 未填(指标值)", item=True)
    assert not can_be("已填(指标值.数值) and not 有栏(指标值)", item=True)
    assert not can_be("指标值.数值 > 1 and 未填(指标值)", item=True)
    assert can_be("未填(指标值.数值) and 已填(指标值)", item=True)
    assert can_be("未填(指标值.数值) and 未填(指标值)", item=True)
    assert can_be("有栏(指标值.数值) and 未填(指标值)", item=True)
    assert can_be("not 有栏(指标值.数值) and 已填(指标值)", item=True)
    assert not can_be("可读(指标值.数值) and 未填(指标值.数值)", item=True)


def test_a_blank_that_counts_as_zero_is_a_value():
    zeroes = [("budget", "other_funds")]
    assert can_be("未填(其他资金) and 其他资金 < 1", zeroes=zeroes)
    assert not can_be("未填(基本支出) and 基本支出 < 1", zeroes=zeroes)


@pytest.mark.parametrize(
    ("text", "possible"),
    [
        ("基本支出 == 5 and 基本支出 == 5.02", True),
        ("基本支出 == 5 and 基本支出 == 5.03", False),
        ("基本支出 == 5 and 基本支出 > 5", False),
        ("基本支出 != 5 and 基本支出 >= 5 and 基本支出 <= 5", False),
        ("基本支出 != 5 and 基本支出 >= 5 and 基本支出 <= 5.01", True),
        ("基本支出 < 5 and 基本支出 >= 5", False),
        ("基本支出 > 5 and 基本支出 <= 5", False),
        ("基本支出 < 5 and 基本支出 > 4.98", False),
        ("基本支出 < 5 and 基本支出 > 4.97", True),
        ("基本支出 <= 5 and 基本支出 >= 5.02", True),
        ("基本支出 <= 5 and 基本支出 >= 5.03", False),
        ("长度(表名) == 5 and 长度(表名) == 5.01", False),
    ],
)
def test_amounts_within_the_tolerance_are_equal(text, possible):
    assert can_be(text, slack="0.01") is possible


def test_what_was_claimed_of_several_conditions_holds_together():
    assert not can_be("年度 > 2020", "年度 < 2021")
    assert can_be("年度 > 2020", "年度 < 2022")
    assert not can_be("年度 > 2020", "年度 <= 2020", holds=False)


@pytest.fixture
def bounded(monkeypatch):
    """Return what makes worlds in which a search, and all searches together, may take so many steps."""

    def make(steps, altogether=100):
        monkeypatch.setattr("checker.expressions.worlds._STEPS", steps)
        monkeypatch.setattr("checker.expressions.worlds._STEPS_OF_A_RULE", altogether)
        return Worlds(Decimal(0), frozenset(), settled=True)

    return make


THREE_STEPS = [Claim(resolve("基本支出 > 5 and 基本支出 < 5", SCOPE).tree, holds=True)]  # the whole, a part, the other


def test_a_search_that_runs_out_of_steps_has_found_no_contradiction(bounded):
    assert not bounded(steps=3).possible(THREE_STEPS)
    assert bounded(steps=2).possible(THREE_STEPS)


def test_the_steps_of_all_searches_are_bounded_too(bounded):
    worlds = bounded(steps=3, altogether=8)
    assert [worlds.possible(THREE_STEPS) for _ in range(4)] == [False, False, True, True]


def test_a_search_that_ran_out_of_steps_took_no_more_than_it_had(bounded, monkeypatch):
    worlds = bounded(steps=2, altogether=5)
    assert worlds.possible(THREE_STEPS)
    monkeypatch.setattr("checker.expressions.worlds._STEPS", 3)
    assert not worlds.possible(THREE_STEPS)
    assert worlds.possible(THREE_STEPS)


def test_what_can_hold_in_one_way_only_is_looked_at_first(bounded):
    text = "(已填(表名) or 已填(部门名称)) and not (基本支出 <= 5 or 基本支出 >= 5)"
    assert not bounded(steps=5).possible([Claim(resolve(text, SCOPE).tree, holds=True)])


def claim(text):
    return Claim(resolve(text, SCOPE).tree, holds=True)


def test_a_search_takes_1500_steps_at_most_and_all_searches_20000():
    worlds = Worlds(Decimal(0), frozenset(), settled=True)
    more, less = claim("基本支出 > 5"), claim("基本支出 < 5")
    for _ in range(13):  # a step for each claim
        assert not worlds.possible([more] * 1499 + [less])
    assert not worlds.possible([more] * 499 + [less])
    assert worlds.possible([more, less])
    assert Worlds(Decimal(0), frozenset(), settled=True).possible([more] * 1500 + [less])


def test_of_20000_steps_the_last_is_the_last():
    worlds = Worlds(Decimal(0), frozenset(), settled=True)
    for size in [1499] * 13 + [500]:
        assert worlds.possible([claim("基本支出 > 5")] * size + [claim("基本支出 < 5")]) == (size == 500)


@pytest.mark.parametrize("text", ["已填(表名)", "基本支出 > 5", "5 > 基本支出", "基本支出 > 项目支出", '表名 == "甲"'])
def test_what_is_free_takes_no_search(bounded, text):
    assert bounded(steps=0).shown([claim(text)])


def test_a_world_that_was_found_is_gone_on_from(bounded, monkeypatch):
    worlds = bounded(steps=5)
    known = [claim("基本支出 > 5"), claim("项目支出 > 5"), claim("财政拨款 > 5")]
    assert worlds.shown(known)
    monkeypatch.setattr("checker.expressions.worlds._STEPS", 2)
    assert worlds.shown([*known, claim("其他资金 > 5")])


def test_no_claim_is_lost_when_another_is_made_of_several():
    worlds = Worlds(Decimal(0), frozenset(), settled=True)
    both, less, other = claim("基本支出 > 5 and 已填(表名)"), claim("基本支出 < 3"), claim("项目支出 > 5")
    assert not worlds.possible([both, less, other])
    assert not worlds.possible([less, other, both])


def test_what_holds_in_one_way_goes_no_deeper_however_long_it_is():
    worlds = Worlds(Decimal(0), frozenset(), settled=True)
    assert not worlds.possible([claim("基本支出 > 5 and 项目支出 > 5")] * 490 + [claim("基本支出 < 5")])


@pytest.mark.parametrize(("part", "first", "last"), [("月份", 1, 12), ("日", 1, 31)])
def test_months_and_days_have_their_bounds(part, first, last):
    for sign, bound, possible in (("<=", first, True), ("<", first, False), (">=", last, True), (">", last, False)):
        assert can_be(f"{part}(指标值.日期) {sign} {bound}", item=True) is possible
