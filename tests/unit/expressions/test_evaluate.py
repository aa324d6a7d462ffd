"""A checked tree to a value: exact numbers, tolerance for money only, and what is missing is never a value."""

from decimal import Decimal

import pytest
from ruling import CATALOGUE, ITEM, ROOT, evaluator, refused, value

from checker.expressions import BudgetError, Missing, State, evaluate
from checker.expressions.resolve import resolve

MONEY = {"基本支出": "100", "项目支出": "0.1", "财政拨款": "0.2"}
NAMES = {"绩效指标": [{"三级指标": "甲", "权重": 10}, {"三级指标": "乙", "权重": 20}, {"三级指标": "丙", "权重": 30}]}


def test_numbers_are_exact():
    assert value("0.1 + 0.2 == 0.3", {}) is True
    assert value("项目支出 + 财政拨款 == 0.3", MONEY) is True
    seed = {"基本支出": "2152.58", "项目支出": "1265.11", "财政拨款": "3417.69"}
    assert value("基本支出 + 项目支出 == 财政拨款", seed) is True
    assert value("基本支出 + 项目支出", seed) == Decimal("3417.69")


ARITHMETIC = [
    ("1 + 2 * 3", 7),
    ("(1 + 2) * 3", 9),
    ("-年度 + 1", -2023),
    ("7 / 2", "3.5"),
    ("1 - 2 - 3", -4),
    ("年度 > 2000 and 年度 < 2030", True),
    ("年度 > 2030 or 年度 == 2024", True),
    ("not 年度 == 2024", False),
    ("2000 < 年度 < 2030", True),
    ("2000 < 年度 < 2010", False),
    ("1 if 年度 == 2024 else 2", 1),
    ("1 if 年度 == 2023 else 2", 2),
    ("年度 in [2023, 2024]", True),
    ("年度 not in [2023, 2024]", False),
    ("年度 != 2024", False),
    ("年度 >= 2024", True),
    ("年度 <= 2023", False),
    ("True", True),
    ("参数.上限", 90),
]


@pytest.mark.parametrize(("text", "wanted"), ARITHMETIC)
def test_arithmetic_and_logic(text, wanted):
    got = value(text, {"年度": 2024})
    assert got == (wanted if isinstance(wanted, bool) else Decimal(wanted))


def test_a_division_by_zero_is_an_arithmetic_error():
    with pytest.raises(ZeroDivisionError):
        value("1 / 基本支出", {"基本支出": 0})


TOLERANCE = [
    ("基本支出 == 100.01", "0.01", True),
    ("基本支出 == 100.02", "0.01", False),
    ("基本支出 == 99.99", "0.01", True),
    ("基本支出 == 99.98", "0.01", False),
    ("基本支出 != 100.01", "0.01", False),
    ("基本支出 != 100.02", "0.01", True),
    ("基本支出 <= 99.99", "0.01", True),
    ("基本支出 <= 99.98", "0.01", False),
    ("基本支出 < 99.99", "0.01", False),
    ("基本支出 < 100.01", "0.01", False),
    ("基本支出 < 100.02", "0.01", True),
    ("基本支出 < 100", "0", False),
    ("基本支出 >= 100.01", "0.01", True),
    ("基本支出 >= 100.02", "0.01", False),
    ("基本支出 > 100.01", "0.01", False),
    ("基本支出 > 99.99", "0.01", False),
    ("基本支出 > 99.98", "0.01", True),
    ("基本支出 > 100", "0", False),
    ("基本支出 == 100.01", "0", False),
    ("100.01 == 基本支出", "0.01", True),
    ("99.99 <= 基本支出 <= 99.99", "0.01", True),
    ("基本支出 in [100.01]", "0.01", False),
    ("年度 == 2025", "1", False),
    ("年度 <= 2023", "1", False),
    ("年度 >= 2025", "1", False),
]


@pytest.mark.parametrize(("text", "tolerance", "holds"), TOLERANCE)
def test_tolerance_is_for_money_only(text, tolerance, holds):
    assert value(text, {"基本支出": 100, "年度": 2024}, tolerance=tolerance) is holds


TEXTS = [
    ('表名 == "甲（乙）  丙"', True),
    ('表名 != "甲(乙)丙"', False),
    ('表名 in ["别的", "甲(乙)丙"]', True),
    ('表名 not in ["别的"]', True),
    ("表名 in 词表.比率类词尾", False),
    ('"满意度" in 词表.比率类词尾', True),
    ('"满意度高" in 词表.比率类词尾', False),
    ('日期(2024, 5, 1) == 日期("2024-05-01")', True),
    ("日期(2024, 5, 1) < 日期(2024, 5, 2)", True),
    ("[1, 2] == [1, 2]", True),
]


@pytest.mark.parametrize(("text", "holds"), TEXTS)
def test_texts_are_compared_folded(text, holds):
    assert value(text, {"表名": "甲(乙)丙"}) is holds


# What each question says of a field that is absent, blank, unreadable, filled.
ASKS = [
    ("已填(基本支出)", None, False, True, True),
    ("未填(基本支出)", None, True, False, False),
    ("可读(基本支出)", None, False, False, True),
    ("有栏(基本支出)", False, True, True, True),
]
STATES = [{}, {"基本支出": None}, {"基本支出": "见附件"}, {"基本支出": "1.5"}]


@pytest.mark.parametrize(("text", "wanted"), [(text, wanted) for text, *wanted in ASKS])
def test_questions_about_a_field(text, wanted):
    for data, answer in zip(STATES, wanted, strict=True):
        if answer is None:
            with pytest.raises(Missing):
                value(text, data)
        else:
            assert value(text, data) is answer


def test_a_default_stands_for_nothing_but_not_for_what_cannot_be_read():
    assert value("默认(基本支出, 7)", {}) == 7
    assert value("默认(基本支出, 7)", {"基本支出": None}) == 7
    assert value("默认(基本支出, 7)", {"基本支出": "1.5"}) == Decimal("1.5")
    with pytest.raises(Missing) as caught:
        value("默认(基本支出, 7)", {"基本支出": "见附件"})
    assert caught.value.state is State.UNREADABLE


def test_a_default_is_needed_only_where_it_is_used():
    assert value("默认(基本支出, 项目支出)", {"基本支出": 1, "项目支出": None}) == 1
    with pytest.raises(Missing, match="项目支出"):
        value("默认(基本支出, 项目支出)", {"基本支出": None, "项目支出": None})


@pytest.mark.parametrize("blank", [None, "", "  "])
def test_a_blank_text_is_no_text(blank):
    assert value("未填(表名)", {"表名": blank}) is True


def test_an_empty_list_is_not_filled():
    assert value("已填(绩效指标)", {"绩效指标": []}) is False
    assert value("未填(绩效指标)", {"绩效指标": []}) is True
    assert value("有栏(绩效指标)", {"绩效指标": []}) is True
    assert value("已填(绩效指标)", {"绩效指标": [{}]}) is True
    assert value("有栏(绩效指标)", {}) is False


def needed(text, scope=ROOT):
    return sorted(read.field.title for read in resolve(text, scope).needs)


NEEDS = [
    ("基本支出 > 项目支出", "基本支出 项目支出"),
    ("已填(基本支出)", ""),
    ("默认(基本支出, 项目支出) > 1", ""),
    ("已填(基本支出) and 基本支出 > 1", ""),
    ("基本支出 > 1 and 已填(基本支出)", "基本支出"),
    ("未填(基本支出) or 基本支出 > 1", ""),
    ("已填(基本支出) or 基本支出 > 1", "基本支出"),
    ("not 未填(基本支出) and 基本支出 > 1", ""),
    ("not 已填(基本支出) or 基本支出 > 1", ""),
    ("not (未填(基本支出) or 未填(项目支出)) and 基本支出 > 项目支出", ""),
    ("(已填(基本支出) and 已填(项目支出)) and 基本支出 > 项目支出", ""),
    ("(已填(基本支出) or 已填(项目支出)) and 基本支出 > 项目支出", "基本支出 项目支出"),
    ("可读(基本支出) and 基本支出 > 1", ""),
    ("有栏(基本支出) and 基本支出 > 1", ""),
    ("基本支出 if 已填(基本支出) else 项目支出", ""),
    ("基本支出 if 已填(年度) else 基本支出 + 项目支出", "基本支出"),
    ("基本支出 if 年度 > 1 else 项目支出", "年度"),
    ("0 if 未填(基本支出) else 基本支出", ""),
    ("个数(绩效指标, 权重 > 1) > 基本支出", "基本支出 绩效指标"),
    ("有(绩效指标, 权重 > 基本支出)", "基本支出 绩效指标"),
    ("已填(基本支出) and 有(绩效指标, 权重 > 基本支出)", "绩效指标"),
    ("绝对值(基本支出) > -项目支出", "基本支出 项目支出"),
]


@pytest.mark.parametrize(("text", "titles"), NEEDS)
def test_what_an_expression_needs_is_known_before_any_form_is_read(text, titles):
    assert " ".join(needed(text)) == titles


def test_needs_are_decided_before_the_order_of_or_matters():
    for text in ("基本支出 > 1 or 项目支出 > 1", "项目支出 > 1 or 基本支出 > 1"):
        with pytest.raises(Missing, match="项目支出"):
            value(text, {"基本支出": 5, "项目支出": None})


def test_an_if_needs_only_the_part_that_is_taken():
    data = {"基本支出": 5, "项目支出": None}
    assert value("基本支出 if 已填(基本支出) else 项目支出", data) == 5
    with pytest.raises(Missing, match="项目支出"):
        value("项目支出 if 已填(基本支出) else 基本支出", data)


LISTS = [
    ("个数(绩效指标)", 3),
    ("个数(绩效指标, 权重 > 15)", 2),
    ("合计(绩效指标, 权重)", 60),
    ("合计(绩效指标, 权重 * 2, 权重 > 15)", 100),
    ("都(绩效指标, 权重 > 5)", True),
    ("都(绩效指标, 权重 > 15)", False),
    ("有(绩效指标, 权重 > 25)", True),
    ("有(绩效指标, 权重 > 35)", False),
    ("取值(绩效指标, 三级指标)", ["甲", "乙", "丙"]),
    ("取值(绩效指标, 三级指标, 权重 != 20)", ["甲", "丙"]),
    ("有(绩效指标, 有(绩效指标, 权重 == 30) and 权重 == 10)", True),
    ("个数(全部文字)", 3),
    ("个数(全部金额)", 0),
]


@pytest.mark.parametrize(("text", "wanted"), LISTS)
def test_walks_through_a_list(text, wanted):
    assert value(text, NAMES) == wanted


def test_a_printed_field_may_still_be_blank():
    text = "有栏(基本支出) and 基本支出 > 1"
    assert value(text, {}) is False
    assert value(text, {"基本支出": 5}) is True
    with pytest.raises(Missing) as caught:
        value(text, {"基本支出": None})
    assert caught.value.state is State.BLANK


def test_walks_through_an_empty_list():
    empty = {"绩效指标": []}
    texts = ("个数(绩效指标)", "合计(绩效指标, 权重)", "都(绩效指标, 权重 > 1)", "有(绩效指标, 权重 > 1)")
    assert [value(text, empty) for text in texts] == [0, 0, True, False]
    with pytest.raises(Missing):
        value("个数(绩效指标)", {})


def test_the_items_around_are_reached_with_this():
    assert value("个数(绩效指标, 三级指标 == 本项.三级指标)", NAMES, item=1) == 1
    assert value("个数(绩效指标, 权重 > this.权重)", NAMES, item=1) == 1


def test_a_value_is_needed_only_of_the_items_that_meet_the_condition():
    data = {"绩效指标": [{"三级指标": "甲", "权重": 10}, {"三级指标": "乙", "权重": None}]}
    assert value('合计(绩效指标, 权重, 三级指标 == "甲")', data) == 10
    with pytest.raises(Missing) as caught:
        value("合计(绩效指标, 权重)", data)
    assert caught.value.frame.pointer == "/indicators/1"


def test_a_condition_is_needed_of_every_item():
    data = {"绩效指标": [{"权重": 10}, {"权重": None}]}
    for text in ("有(绩效指标, 权重 > 5)", "都(绩效指标, 权重 > 50)", "个数(绩效指标, 权重 > 5)"):
        with pytest.raises(Missing):
            value(text, data)


def seen(text, data, item=None):
    one = evaluator(data, item)
    one.value(resolve(text, ROOT if item is None else ITEM), tracing=True)
    return [(each.pointer, each.value) for each in one.seen]


def test_what_was_read_is_kept_for_the_evidence():
    assert seen("基本支出 > 1 and 未填(项目支出)", {"基本支出": 5, "项目支出": None}) == [
        ("/budget/basic_expenditure", 5),
        ("/budget/project_expenditure", State.BLANK),
    ]
    assert seen("个数(绩效指标, 权重 > 25) > 0", NAMES) == [("/indicators/2/weight", 30)]
    assert seen("都(绩效指标, 权重 > 15)", NAMES) == [("/indicators/0/weight", 10)]
    assert seen('指标值.单位 == "%"', {"绩效指标": [{"指标值": "90%"}]}, item=0) == [("/indicators/0/value", "%")]


def test_items_of_a_view_stand_where_their_value_was_found():
    assert seen('有(全部文字, 内容 == "乙")', NAMES) == [("/indicators/1/name", "乙")]


def test_blank_counts_as_zero_only_where_the_rule_says_so():
    zeroes = frozenset([((), CATALOGUE.root.named("其他资金").path)])
    for data in ({"其他资金": None}, {}):
        one = evaluator(data, zeroes=zeroes)
        assert one.value(resolve("其他资金 + 1", ROOT)) == 1
    assert evaluator({"其他资金": None}, zeroes=zeroes).value(resolve("未填(其他资金)", ROOT)) is True
    assert evaluator({}, zeroes=zeroes).value(resolve("有栏(其他资金)", ROOT)) is False
    with pytest.raises(Missing):
        evaluator({"其他资金": "见附件"}, zeroes=zeroes).value(resolve("其他资金 + 1", ROOT))


def test_zeroes_belong_to_the_record_or_list_they_were_named_in():
    zeroes = frozenset([(("tasks",), ("funds",))])
    data = {"重点工作任务": [{"投入资金": None}, {"投入资金": 3}], "绩效指标": [{"权重": None}]}
    assert evaluator(data, zeroes=zeroes).value(resolve("合计(重点工作任务, 投入资金)", ROOT)) == 3
    with pytest.raises(Missing):
        evaluator(data, zeroes=frozenset([(("tasks",), ("weight",))])).value(resolve("合计(绩效指标, 权重)", ROOT))


def test_the_steps_are_bounded(monkeypatch):
    monkeypatch.setattr(evaluate, "MAX_STEPS", 5)
    with pytest.raises(BudgetError, match="5 步"):
        value("有(绩效指标, 权重 > 100)", NAMES)
    assert value("1 + 1", {}) == 2


def test_the_steps_of_a_rule_are_bounded_over_all_its_items(monkeypatch):
    monkeypatch.setattr(evaluate, "MAX_STEPS_OF_A_RULE", 5)
    one = evaluator({})
    with pytest.raises(BudgetError, match="5 步"):
        for _ in range(9):
            one.value(resolve("1 + 1", ROOT))


def test_long_texts_are_work_too(monkeypatch):
    monkeypatch.setattr(evaluate, "MAX_STEPS", 100)
    with pytest.raises(BudgetError):
        value("长度(表名)", {"表名": "长" * 10_000})


def test_subfields_are_read_out_of_a_text():
    data = {"绩效指标": [{"指标值": "≥98%"}, {"指标值": None}, {}, {"指标值": "见方案"}]}
    assert value("指标值.数值", data, item=0) == 98
    assert value("指标值.单位类", data, item=0) == "ratio"
    for item, state in ((1, State.BLANK), (2, State.ABSENT), (3, State.UNPARSED)):
        with pytest.raises(Missing) as caught:
            value("指标值.数值", data, item=item)
        assert caught.value.state is state
    assert value("已填(指标值.数值)", data, item=3) is False


def test_a_field_below_what_is_no_group_is_absent():
    one = evaluator({})
    one.frames[0].data["budget"] = None
    assert one.value(resolve("有栏(基本支出)", ROOT)) is False
    assert one.frames[0].written(CATALOGUE.root.named("基本支出")) is None


def test_numbers_in_forms_are_plain():
    for written in ("1e5", "1,000", "１", "Infinity", "nan", "0x1", "1_0", "+", "1."):
        assert value("可读(基本支出)", {"基本支出": written}) is False, written
    for written in ("-1.50", "+2", " 3 "):
        assert value("可读(基本支出)", {"基本支出": written}) is True, written


def test_nothing_of_simpleeval_is_left_to_call():
    one = evaluator({})
    assert (one.functions, one.names) == ({}, {})
    assert refused("rand()").message == "没有名为“rand”的函数。"
