"""Every part of an expression with its value, or why it has none, or that it was passed over."""

from decimal import Decimal

import pytest
from ruling import CATALOGUE, ITEM, ROOT, evaluator

from checker.expressions import nodes
from checker.expressions.explain import Explainer, deciding
from checker.expressions.resolve import resolve

MONEY = {"基本支出": "2152.58", "项目支出": "1265.11", "财政拨款": "3417.69"}
NAMES = {"绩效指标": [{"三级指标": name, "权重": 10 * number} for number, name in enumerate("甲乙丙丁戊己", start=1)]}


def explained(text, data, item=None, tolerance="0", **more):
    made = evaluator(data, item, tolerance=tolerance)
    return Explainer(made.frames, more.pop("zeroes", frozenset()), made.tolerance, **more).explain(
        resolve(text, ROOT if item is None else ITEM)
    )


def outline(step):
    """Return a tree as nested lists: the value, the reason, or None where it was passed over."""
    own = None if not step.looked else step.reason or step.value
    return [own, *map(outline, step.parts)] if step.parts else own


def test_a_sum_has_its_amounts_and_their_places():
    step = explained("基本支出 + 项目支出 == 财政拨款", MONEY)
    assert outline(step) == [True, [Decimal("3417.69"), Decimal("2152.58"), Decimal("1265.11")], Decimal("3417.69")]
    assert [part.at for part in (step, *step.parts[0].parts)] == [
        "",
        "/budget/basic_expenditure",
        "/budget/project_expenditure",
    ]


OUTLINES = [
    ("年度 > 2030 and 基本支出 > 5", {"年度": 2024, "基本支出": 1}, [False, [False, 2024, 2030], None]),
    ("年度 > 2000 or 基本支出 > 5", {"年度": 2024, "基本支出": 1}, [True, [True, 2024, 2000], None]),
    ("not 年度 > 2030", {"年度": 2024}, [True, [False, 2024, 2030]]),
    ("-年度", {"年度": 2024}, [-2024, 2024]),
    ("年度 if 年度 > 2030 else 1", {"年度": 2024}, [1, [False, 2024, 2030], None, 1]),
    ("2030 < 年度 < 基本支出", {"年度": 2024, "基本支出": 1}, [False, 2030, 2024, None]),
    ("已填(其他资金)", {"其他资金": None}, [False, "“其他资金”未填写"]),
    ("默认(其他资金, 0)", {"其他资金": None}, [0, "“其他资金”未填写", 0]),
    ("默认(其他资金, 0)", {"其他资金": 5}, [5, 5, None]),
    ("长度(表名)", {"表名": "两字"}, [2, "两字"]),
    ("1 / 基本支出", {"基本支出": 0}, ["除数是 0，算不出", 1, 0]),
]


@pytest.mark.parametrize(("text", "data", "wanted"), OUTLINES)
def test_what_each_part_came_to(text, data, wanted):
    assert outline(explained(text, data)) == wanted


MISSING = "“项目支出”未填写"
GONE_ON = [
    ("基本支出 + 项目支出 == 财政拨款", [MISSING, [MISSING, 1, MISSING], 3]),
    ("项目支出 + 基本支出 == 财政拨款", [MISSING, [MISSING, MISSING, 1], 3]),
    ("年度 > 2030 and 项目支出 > 5", [MISSING, [False, 2024, 2030], [MISSING, MISSING, 5]]),
    ("年度 > 2000 or 项目支出 > 5", [MISSING, [True, 2024, 2000], [MISSING, MISSING, 5]]),
    ("项目支出 > 5 or 年度 > 2000", [MISSING, [MISSING, MISSING, 5], [True, 2024, 2000]]),
    ("年度 > 2030 and 项目支出 > 5 and 财政拨款 > 1", [MISSING, [False, 2024, 2030], [MISSING, MISSING, 5], None]),
    ("已填(项目支出) and 项目支出 > 5", [False, [False, MISSING], None]),
]


@pytest.mark.parametrize(("text", "wanted"), GONE_ON)
def test_beside_what_is_missing_the_rest_is_shown(text, wanted):
    assert outline(explained(text, {"基本支出": 1, "项目支出": None, "财政拨款": 3, "年度": 2024})) == wanted


def test_what_was_looked_at_is_not_looked_at_again():
    step = explained("最大(基本支出, 项目支出, 财政拨款) > 1", {"基本支出": 1, "项目支出": None, "财政拨款": 3})
    assert outline(step.parts[0]) == [MISSING, 1, MISSING, 3]


STATES = [
    ("基本支出 > 1", {}, "本表没有“基本支出”这一栏"),
    ("基本支出 > 1", {"基本支出": None}, "“基本支出”未填写"),
    ("基本支出 > 1", {"基本支出": "约5"}, "“基本支出”认不出是数"),
    ("个数(绩效指标) > 1", {}, "本表没有“绩效指标”这一栏"),
]


@pytest.mark.parametrize(("text", "data", "wanted"), STATES)
def test_every_state_without_a_value_is_told(text, data, wanted):
    assert explained(text, data).reason == wanted


def test_a_part_that_the_text_does_not_hold_is_told():
    step = explained("指标值.数值 > 1", {"绩效指标": [{"三级指标": "甲", "指标值": "及时"}]}, item=0)
    assert step.reason == "“指标值”里没有“数值”"


def test_a_blank_that_counts_as_zero_says_so():
    zero = CATALOGUE.root.named("其他资金")
    step = explained("其他资金 > 1", {"其他资金": None}, zeroes=frozenset([((), zero.path)]))
    assert outline(step) == [False, 0, 1]
    assert [part.zero for part in step.parts] == [True, False]


WALKS = [
    ("有(绩效指标, 权重 > 30)", [4, 5, 6], 0),
    ("有(绩效指标, 权重 > 90)", [1, 2, 3, 4, 5], 1),
    ("都(绩效指标, 权重 > 30)", [1, 2, 3], 0),
    ("都(绩效指标, 权重 > 5)", [1, 2, 3, 4, 5], 1),
    ("个数(绩效指标, 权重 < 20)", [1], 0),
    ("个数(绩效指标)", [1, 2, 3, 4, 5], 1),
    ("合计(绩效指标, 权重)", [1, 2, 3, 4, 5], 1),
    ("合计(绩效指标, 权重, 权重 > 50)", [6], 0),
    ('取值(绩效指标, 三级指标, 三级指标 != "甲")', [2, 3, 4, 5, 6], 0),
]


@pytest.mark.parametrize(("text", "shown", "more"), WALKS)
def test_a_walk_keeps_the_items_that_decided(text, shown, more):
    step = explained(text, NAMES)
    assert [item.number for item in step.items] == shown
    assert (step.more, step.total) == (more, 6)


def test_all_items_are_kept_when_that_is_asked():
    step = explained("合计(绩效指标, 权重)", NAMES, most=None)
    assert [item.parts[0].value for item in step.items] == [10, 20, 30, 40, 50, 60]
    assert [item.frame.name for item in step.items] == list("甲乙丙丁戊己")


def test_an_item_without_a_needed_value_is_the_one_that_decided():
    data = {"绩效指标": [{"三级指标": "甲", "权重": weight} for weight in (1, None, 1)]}
    step = explained("都(绩效指标, 权重 > 0)", data)
    assert step.reason == "“权重”未填写"
    assert [(item.number, item.parts[0].reason) for item in step.items] == [(2, "“权重”未填写")]


def test_an_item_that_met_the_condition_may_lack_the_value():
    data = {"绩效指标": [{"三级指标": "甲", "权重": None}]}
    step = explained('合计(绩效指标, 权重, 三级指标 == "甲")', data)
    assert [part.reason for part in step.items[0].parts] == ["", "“权重”未填写"]


def test_an_empty_list_has_no_items():
    step = explained("个数(绩效指标)", {"绩效指标": []})
    assert (step.value, step.total, step.items) == (0, 0, ())


def test_what_the_whole_lacks_is_told_even_where_no_item_asked_for_it():
    step = explained("有(绩效指标, 年度 > 1)", {"绩效指标": [], "年度": None})
    assert (step.value, step.reason) == (None, "“年度”未填写")


def test_what_an_item_lacks_is_told_even_where_nothing_asked_for_it():
    data = {"绩效指标": [{"三级指标": "甲", "权重": None}], "重点工作任务": []}
    step = explained("个数(绩效指标, 有(重点工作任务, 权重 > 1)) > 0", data)
    assert (step.value, step.reason) == (None, "“权重”未填写")


def test_work_without_bounds_ends(monkeypatch):
    monkeypatch.setattr("checker.expressions.evaluate.MAX_STEPS", 3)
    assert "步" in explained("1 + 1 + 1 + 1 + 年度", {"年度": 1}).reason


def test_an_error_of_a_function_is_told_as_such():
    assert explained("日期(年度, 13)", {"年度": 2024}).reason == "没有 2024 年 13 月 1 日这一天"
    assert explained("日期(表名)", {"表名": "一二三四五六七八九十" * 2 + "多"}).reason == (
        f"没有“{'一二三四五六七八九十' * 2}”这一天"
    )


DECIDING = [
    ("年度 > 2030 and 基本支出 > 5", ["年度"]),
    ("年度 > 2000 and 基本支出 > 5", ["基本支出"]),
    ("年度 > 2000 and 基本支出 < 5", ["年度", "基本支出"]),
    ("年度 > 2030 or 基本支出 > 5", ["年度", "基本支出"]),
    ("年度 > 2030 or 基本支出 < 5", ["基本支出"]),
    ("not (年度 > 2030 or 基本支出 < 5)", ["基本支出"]),
    ("年度 > 2030 if 基本支出 < 5 else 年度 > 1", ["基本支出", "年度"]),
    ("年度 > 2000 and 项目支出 > 5", ["项目支出"]),
]


@pytest.mark.parametrize(("text", "wanted"), DECIDING)
def test_what_a_condition_hangs_on(text, wanted):
    data = {"年度": 2024, "基本支出": 1, "项目支出": None}
    decided = deciding(explained(text, data))
    assert [next(n.field.title for n in nodes.walk(one.node) if isinstance(n, nodes.Read)) for one in decided] == wanted


@pytest.mark.parametrize(("most", "value"), [(5, True), (4, None)])
def test_each_node_is_a_step_and_not_one_more(monkeypatch, most, value):
    monkeypatch.setattr("checker.expressions.evaluate.MAX_STEPS", most)
    assert explained("1 + 年度 > 0", {"年度": 1}).value is value


def test_without_a_tolerance_amounts_are_compared_as_they_are():
    frames = evaluator({"基本支出": "5.01"}).frames
    step = Explainer(frames).explain(resolve("基本支出 == 5", ROOT))
    assert (step.value, step.more) == (False, 0)


def test_what_a_part_before_guards_is_not_looked_at_where_another_lacks_its_value():
    step = explained("已填(表名) and 长度(表名) > 2 and 年度 > 1", {"表名": None, "年度": None})
    assert [part.looked for part in step.parts] == [True, False, True]
    assert (step.value, step.reason) == (None, "“年度”未填写")
