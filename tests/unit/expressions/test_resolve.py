"""Names and types: what can be known before a form is read is decided then."""

from collections import Counter
from decimal import Decimal

import pytest
from ruling import CATALOGUE, INDICATORS, ITEM, ROOT, WORDS, refused, value

from checker.expressions import types
from checker.expressions.nodes import walk
from checker.expressions.resolve import resolve
from checker.expressions.scope import Scope
from checker.expressions.types import of_field, of_value

UNKNOWN = [
    ("基本支処 > 1", "基本支処 > 1", "没有名为“基本支処”的栏目。", "是不是“基本支出”？"),
    ("basic_expenditures > 1", "basic_expenditures > 1", "没有名为“basic_expenditures”", "“basic_expenditure”"),
    ("已填(基本支出) and 已壜(年度)", "已壜(年度)", "没有名为“已壜”的函数。", "是不是“已填”？"),
    ("presents(年度)", "presents(年度)", "没有名为“presents”的函数。", "“present”"),
    ("表名.upper()", "表名.upper()", "没有名为“表名.upper”的函数。", ""),
    ("已填(年度)(1)", "已填(年度)(1)", "没有名为“已填(年度)”的函数。", "“已填”"),
    ("年度 > 参数.上线", "上线", "规则集没有名为“上线”的参数。", "“上限”"),
    ("年度 > parameters.上线", "上线", "规则集没有名为“上线”的参数。", "“上限”"),
    ("含词(表名, 词表.比率词尾)", "比率词尾)", "规则集没有名为“比率词尾”的词表。", "“比率类词尾”"),
    ("含词(表名, 词表)", "词表)", "“词表”不完整", "词表.名称"),
    ("年度 > 参数.上限.下", "参数.上限.下", "不完整或多了一节", "参数.名称"),
    ("预算.基本 > 1", "基本 > 1", "没有名为“基本”的栏目。", "“基本支出”"),
    ("年度.月 > 1", "月 > 1", "没有名为“月”的栏目。", ""),
    ("本项.三级指标 == 表名", "本项.三级指标 == 表名", "没有名为“本项”的栏目。", ""),
    ("预算.基本.支出 > 1", "基本.支出 > 1", "没有名为“基本”的栏目。", "“基本支出”"),
    ('"甲".乙', '"甲".乙', "点号前面只能是栏目名。", ""),
    ("几个(查重(表名)) > 1", "查重(表名)) > 1", "没有名为“查重”的函数。", "是不是“重复”？"),
    ("几个(去重(表名)) > 1", "去重(表名)) > 1", "没有名为“去重”的函数。", "是不是“不重复”？"),
    ("无(绩效指标, 权重 > 1)", "无(绩效指标, 权重 > 1)", "没有名为“无”的函数。", "是不是“没有”？"),
    ("年渡 > 1", "年渡 > 1", "没有名为“年渡”的栏目。", "是不是“年度”？"),
    ("已殖 > 1", "已殖 > 1", "没有名为“已殖”的栏目。", "是不是“已填”？"),
]


@pytest.mark.parametrize(("text", "at", "message", "hint"), UNKNOWN)
def test_an_unknown_name_is_refused_with_the_nearest(text, at, message, hint):
    error = refused(text)
    assert message in error.message
    assert hint in error.hint
    assert text[error.offset :] == at


def test_an_unknown_name_of_an_item_is_refused_with_the_nearest():
    error = refused("已填(指标值.单位累)", ITEM)
    assert (error.message, error.hint) == ("没有名为“单位累”的栏目。", "是不是“单位类”？")
    error = refused("本项.三极指标 == 三级指标", ITEM)
    assert (error.message, error.hint) == ("没有名为“三极指标”的栏目。", "是不是“三级指标”？")
    assert "values" not in refused("已填(指标值.unit_clas)", ITEM).hint
    assert "unit_class" in refused("已填(指标值.unit_clas)", ITEM).hint


def test_titles_and_keys_name_the_same_field():
    assert resolve("基本支出", ROOT).needs[0].field is resolve("basic_expenditure", ROOT).needs[0].field
    assert resolve("预算.基本支出", ROOT).needs[0].field is resolve("budget.basic_expenditure", ROOT).needs[0].field
    assert resolve("indicators", ROOT).type.field is INDICATORS


def test_names_of_the_item_come_before_those_of_the_record():
    assert resolve("三级指标", ITEM).needs[0].depth == 1
    assert resolve("表名", ITEM).needs[0].depth == 0
    assert resolve("本项.三级指标", ITEM).needs[0].depth == 1


MISTYPED = [
    ('基本支出 > "5"', '"5"', "金额和文字不能比大小。"),
    ('基本支出 == "5"', '"5"', "金额和文字不能比较。"),
    ("表名 == 5", "5", "文字和数不能比较。"),
    ("基本支出 > 财政供养人员数", "财政供养人员数", "金额和个数不能比较。"),
    ("基本支出 + 财政供养人员数 > 1", "财政供养人员数 > 1", "金额和个数不能相加减。"),
    ("表名 < 表名", "表名", "文字和文字不能比大小。"),
    ("已填(年度) > 已填(表名)", "已填(表名)", "是或否和是或否不能比大小。"),
    ("表名 in 5", "5", "“in”后面要写词表，或用方括号列出的值。"),
    ('年度 in ["a", "b"]', '["a", "b"]', "数和文字不能比较。"),
    ("年度 in 词表.比率类词尾", "词表.比率类词尾", "数和文字不能比较。"),
    ("表名 == 词表.比率类词尾", "词表.比率类词尾", "文字和词表不能比较。"),
    ("绩效指标 == 重点工作任务", "重点工作任务", "列表和列表不能比较。"),
    ("词表.比率类词尾 == 词表.比率类词尾", "词表.比率类词尾", "词表和词表不能比较。"),
    ("日期(2024) == 2024", "2024", "日期和数不能比较。"),
    ("1 < 年度 == 表名", "表名", "数和文字不能比较。"),
    ("表名 + 1 > 2", "表名 + 1 > 2", "“表名”是文字，这里要的是数。"),
    ("1 + 表名 > 2", "表名 > 2", "“表名”是文字，这里要的是数。"),
    ("not 年度", "年度", "“年度”是数，这里要的是是或否。"),
    ("-表名", "表名", "“表名”是文字，这里要的是数。"),
    ("年度 and 已填(年度)", "年度 and 已填(年度)", "“年度”是数，这里要的是是或否。"),
    ("1 if 年度 else 2", "年度 else 2", "“年度”是数，这里要的是是或否。"),
    ("1 if 已填(年度) else 表名", "表名", "“表名”是文字，这里要的是数。"),
    ("长度(年度)", "年度)", "“年度”是数，这里要的是文字。"),
    ("含词(表名, 表名)", "表名)", "“表名”是文字，这里要的是词表。"),
    ("结尾是(表名, 年度)", "年度)", "“年度”是数，这里要的是文字或词表。"),
    ("默认(年度, 表名)", "表名)", "“表名”是文字，这里要的是数。"),
    ("默认(绩效指标, 1)", "绩效指标, 1)", "“绩效指标”是列表，不能有默认值。"),
    ("已填(1)", "1)", "函数“已填”里要写栏目名。"),
    ("个数(年度)", "年度)", "函数“个数”的第一个参数要写列表，如 绩效指标。"),
    ("合计(绩效指标, 三级指标)", "三级指标)", "“三级指标”是文字，这里要的是数。"),
    ("取值(绩效指标, 重点工作任务)", "重点工作任务)", "要逐项取一个值，不能取列表。"),
    ("绩效指标.三级指标 == 表名", "绩效指标.三级指标 == 表名", "“绩效指标”是列表，不能直接取“三级指标”。"),
    ("已填(预算)", "预算)", "“预算”是一组栏目。"),
    ('匹配(表名, 默认(表名, "a"))', '默认(表名, "a"))', "正则表达式要直接写出来，或写成参数。"),
    ("匹配(表名, 参数.上限)", "参数.上限)", "正则表达式要直接写出来，或写成参数。"),
    ("年度 == None", "None", "“None”不能用在这里。"),
    ("年度 == 1_000", "1_000", "“1_000”不能用在这里。"),
    ("年度 == 1234567890123456", "1234567890123456", "不能用在这里。"),
    ('表名 == r"甲"', 'r"甲"', "不能用在这里。"),
    ('表名 == "甲" "乙"', '"甲" "乙"', "不是一段文字。"),
    ('表名 in ["甲" "乙"]', '"甲" "乙"]', "不是一段文字。"),
    ('表名 == """甲"""', '"""甲"""', "不是一段文字。"),
    ("年度 in []", "[]", "方括号里只能列出同一类的文字或数"),
    ('年度 in [1, "2"]', '[1, "2"]', "方括号里只能列出同一类的文字或数"),
    ("年度 in [1, 年度]", "[1, 年度]", "方括号里只能列出同一类的文字或数"),
    ("已填()", "已填()", "函数“已填”要 1 个参数，这里写了 0 个。"),
    ("已填(年度, 表名)", "已填(年度, 表名)", "函数“已填”要 1 个参数，这里写了 2 个。"),
    ("四舍五入(1, 2, 3)", "四舍五入(1, 2, 3)", "函数“四舍五入”要 1 到 2 个参数，这里写了 3 个。"),
    ("已填(年度=1)", "已填(年度=1)", "函数“已填”的参数不写名字。"),
    ('日期("2024-02-30") > 日期(2024)', '日期("2024-02-30") > 日期(2024)', "算不出来：没有“2024-02-30”这一天。"),
    ("百分比(1, 0) == 表名", "百分比(1, 0) == 表名", "算不出来。"),
    ("连写(文中年份(表名)) == 表名", "文中年份(表名)) == 表名", "“文中年份(表名)”是一串数，这里要的是一串文字。"),
    ("中位数(取值(绩效指标, 三级指标)) > 1", "取值(绩效指标, 三级指标)) > 1", "是一串文字，这里要的是一串数。"),
    ("遮盖([1]) == [1]", "[1]) == [1]", "“[1]”是一串数，这里要的是一串文字。"),
    ("占比(基本支出, 项目支出) > 财政供养人员数", "财政供养人员数", "百分数和个数不能比较。"),
    (
        '换算(基本支出, 金额单位, "元") > 1 or 换算(1, "年", "天") > 1',
        '换算(1, "年", "天") > 1',
        "“年”不能换算成“天”。",
    ),
    ('几个(查表(表名, ["会议"])) > 1', '查表(表名, ["会议"])) > 1', "“会议”没有写成“名称：数”的样子。"),
]


@pytest.mark.parametrize(("text", "at", "message"), MISTYPED)
def test_a_wrong_type_is_refused_at_its_column(text, at, message):
    error = refused(text)
    assert message in error.message
    assert text[error.offset :] == at


CLOSED = [
    ('指标值.单位类 == "rate"', '"rate"', "是不是“ratio”？"),
    ('"rate" == 指标值.单位类', '"rate" == 指标值.单位类', "是不是“ratio”？"),
    ('指标值.单位类 in ["score", "rate"]', '"rate"]', "是不是“ratio”？"),
    ('指标值.单位类 != "比率"', '"比率"', '“比率”写作 "ratio"。'),
    ("指标值.单位类 in 词表.比率类词尾", "词表.比率类词尾", "可以是：count（个数）、ratio（比率）、"),
    ('默认(一级指标, "无") == "元"', '"元"', "可以是：产出指标、"),
    ('("甲" if 已填(年度) else "乙") == "丙"', '"丙"', "可以是：甲、乙。"),
]


@pytest.mark.parametrize(("text", "at", "hint"), CLOSED)
def test_a_closed_field_is_compared_only_with_texts_it_can_hold(text, at, hint):
    error = refused(text, ITEM)
    assert "这一栏不会是" in error.message
    assert text[error.offset :] == at
    assert hint in error.hint


@pytest.mark.parametrize(
    "text",
    [
        '默认(一级指标, "无") == "无"',
        '默认(一级指标, "无") == "产出指标"',
        '(一级指标 if 已填(一级指标) else 三级指标) == "随便"',
        "指标值.单位类 in 参数.单位类",
        '三级指标 == "随便"',
        "一级指标 == 三级指标",
    ],
)
def test_an_open_text_is_compared_with_any(text):
    assert resolve(text, ITEM).type is types.BOOLEAN


def test_a_subfield_that_not_every_item_has_must_be_asked_for_first():
    text = "个数(绩效指标, 指标值.数值 > 1)"
    error = refused(text)
    assert (error.message, error.hint) == (
        "不是每一项都读得出“数值”。",
        "请先写 已填(指标值.数值) and …。",
    )
    assert text[error.offset :] == "指标值.数值 > 1)"
    assert "数值" in refused("合计(绩效指标, 指标值.数值)").message
    assert resolve("合计(绩效指标, 指标值.数值, 已填(指标值.数值))", ROOT)


UNITS = [
    ("基本支出 + 1", "money"),
    ("1 + 基本支出", "money"),
    ("基本支出 * 2", "money"),
    ("基本支出 / 2", "money"),
    ("基本支出 / 项目支出", None),
    ("-基本支出", "money"),
    ("最大(1, 基本支出)", "money"),
    ("绝对值(基本支出)", "money"),
    ("0 if 已填(年度) else 基本支出", "money"),
    ("默认(基本支出, 0)", "money"),
    ("年度", None),
    ("合计(重点工作任务, 投入资金)", "money"),
    ("四舍五入(基本支出, 2)", "money"),
    ("财政供养人员数", "count"),
    ("财政供养人员数 * 2", None),
    ("基本支出 / 财政供养人员数", "money"),
    ("基本支出 * 财政供养人员数", "money"),
    ("财政供养人员数 / 基本支出", None),
    ("财政供养人员数 + 1", "count"),
    ("占比(基本支出, 项目支出)", "percent"),
    ("相似度(表名, 部门名称)", "percent"),
    ("中位数(取值(重点工作任务, 投入资金))", "money"),
    ("中位数(取值(绩效指标, 权重))", None),
    ('换算(基本支出, 金额单位, "元")', "money"),
    ('换算(年度, 金额单位, "元")', None),
    ('几个(文中数(表名, "元"))', None),
]


@pytest.mark.parametrize(("text", "unit"), UNITS)
def test_money_stays_money(text, unit):
    assert resolve(text, ROOT).type.unit == unit


TYPES = [
    ("个数(绩效指标)", "数"),
    ("基本支出", "金额"),
    ("绩效指标", "列表"),
    ("词表.比率类词尾", "词表"),
    ("参数.上限", "数"),
    ("参数.单位类", "一串文字"),
    ("取值(绩效指标, 三级指标)", "一串文字"),
    ("命中词(表名, 词表.比率类词尾)", "一串文字"),
    ("日期(2024, 5)", "日期"),
    ("不重复(取值(绩效指标, 三级指标))", "一串文字"),
    ("True", "是或否"),
    ("[1, 2]", "一串数"),
    ("百分比(基本支出, 项目支出)", "文字"),
]


@pytest.mark.parametrize(("text", "name"), TYPES)
def test_each_expression_has_a_type(text, name):
    assert str(resolve(text, ROOT).type) == name


def test_settings_have_types():
    assert [str(of_value(one)) for one in (WORDS, True, Decimal(1), "a", [], ["a"])] == [
        "词表",
        "是或否",
        "数",
        "文字",
        "一串值",
        "一串文字",
    ]
    assert of_value([]).element is types.ANY
    assert str(types.ANY) == "任意值"


def test_an_empty_list_of_a_setting_may_be_compared():
    assert resolve("表名 in 参数.空", Scope((CATALOGUE.root,), {"空": []})).type is types.BOOLEAN


def test_a_group_has_a_type_of_its_own():
    assert str(of_field(CATALOGUE.root.named("预算"))) == "一组栏目"


def test_every_part_of_a_checked_tree_can_be_walked():
    tree = resolve("默认(年度, 1) > 2 if 有(绩效指标, 权重 > 3) else not 已填(表名)", ROOT).tree
    kinds = Counter(type(node).__name__ for node in walk(tree))
    assert kinds == {"Read": 4, "Value": 3, "Ask": 2, "Comparison": 2, "Each": 1, "IfExp": 1, "UnaryOp": 1}


def test_calls_on_constants_are_computed_at_load():
    assert resolve('日期("2024-05-01")', ROOT).tree.value.year == 2024
    assert value("日期(2024, 5, 1) == 日期(年度, 5, 1)", {"年度": 2024}) is True


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("年度 > 5", True),
        ("年度 > 参数.上限", False),
        ("个数(绩效指标, 权重 > 5) > 5", True),
        ("个数(绩效指标, 权重 > 参数.上限) > 5", False),
        ("参数.上限 > 个数(绩效指标, 权重 > 5)", False),
    ],
)
def test_what_a_parameter_can_change_is_known(text, fixed):
    assert resolve(text, ROOT).fixed is fixed


def test_only_a_0_that_is_written_out_is_known_to_divide_nothing():
    assert "除数是 0" in refused("年度 / 0 > 1").message
    assert resolve("年度 / 参数.零 > 1", Scope((CATALOGUE.root,), {"零": Decimal(0)})).tree
    assert resolve("年度 / 5 > 1", ROOT).tree
    assert resolve("0 / 年度 > 1", ROOT).tree
