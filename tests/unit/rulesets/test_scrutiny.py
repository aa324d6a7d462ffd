"""What cannot be meant is refused, at the very part that makes it so; what can be meant never is."""

import json
from decimal import Decimal
from itertools import combinations

import pytest
from ruling import faults, load_text, pointed, rule_text, settings

from checker.expressions.resolve import resolve
from checker.expressions.scope import Scope
from checker.expressions.truth import Truth
from checker.rulesets.scrutiny import remarks
from checker.schema import Field

ITEM = {"for_each": "绩效指标"}
REFUSED = [
    # bounds of one field
    (
        {"require": "年度 > 2030 and 年度 < 2020"},
        "年度 < 2020",
        "“年度 < 2020”和前面的“年度 > 2030”不能同时成立。",
        "or",
    ),
    ({"require": "年度 > 2020 or 年度 < 2030"}, "年度 < 2030", "总有一个成立", "and"),
    ({"require": "年度 > 2020 and 2021 > 年度"}, "2021 > 年度", "不能同时成立", "or"),
    ({"require": "2030 < 年度 < 2020"}, "2030 < 年度 < 2020", "永远不成立，没有一项会合格", "删去"),
    ({"require": "基本支出 == 5 and 项目支出 > 1 and 基本支出 != 5"}, "基本支出 != 5", "“基本支出 == 5”", "or"),
    ({"require": "基本支出 in [1, 2] and 基本支出 > 3"}, "基本支出 > 3", "不能同时成立", ""),
    ({"require": "基本支出 > 3 and 基本支出 in [1, 2]"}, "基本支出 in [1, 2]", "不能同时成立", ""),
    ({"require": "not (基本支出 <= 5 or 项目支出 > 1) and 基本支出 < 4"}, "基本支出 < 4", "不能同时成立", ""),
    ({"require": "长度(表名) >= 0"}, "长度(表名) >= 0", "永远成立，这条规则查不出问题", "删去"),
    ({"require": "个数(绩效指标) < 0 or 已填(年度)"}, "个数(绩效指标) < 0 or 已填(年度)", "永远不成立", ""),
    ({"require": "年度 > 26"}, "年度 > 26", "永远成立", ""),
    ({"require": "年度 == 24"}, "年度 == 24", "永远不成立", ""),
    ({"require": "日期(2024, 1, 1) < 日期(2024, 1, 1) or 年度 > 2020"}, None, "永远不成立", ""),
    (
        ITEM | {"require": "指标值.日期 > 日期(2024, 5, 1) and 指标值.日期 < 日期(2024, 4, 1)"},
        "指标值.日期 < 日期(2024, 4, 1)",
        "不能同时成立",
        "",
    ),
    # choices of one field
    ({"require": '表名 == "甲" and 表名 == "乙"'}, '表名 == "乙"', "不能同时成立", "or"),
    ({"require": '表名 != "甲" or 表名 != "乙"'}, '表名 != "乙"', "总有一个成立", "and"),
    ({"require": '金额单位 in ["元", "万元"]'}, None, "永远成立", ""),
    ({"require": '金额单位 != "元" and 金额单位 != "万元"'}, '金额单位 != "万元"', "不能同时成立", ""),
    ({"require": '表名 not in ["甲", "乙"] and 表名 == "甲"'}, '表名 == "甲"', "不能同时成立", ""),
    # the order of two fields, and a field with itself
    ({"require": "基本支出 == 基本支出"}, None, "“基本支出 == 基本支出”永远成立", ""),
    ({"require": "基本支出 < 基本支出 or 年度 > 2020"}, None, "“基本支出 < 基本支出”永远不成立", ""),
    ({"require": "基本支出 > 项目支出 and 项目支出 >= 基本支出"}, "项目支出 >= 基本支出", "不能同时成立", ""),
    # whether there is a value
    ({"require": "已填(年度) and 未填(年度)"}, "未填(年度)", "不能同时成立", ""),
    ({"require": "已填(年度) or 未填(年度)"}, "未填(年度)", "总有一个成立", ""),
    ({"require": "未填(年度) and 年度 > 2020"}, "年度 > 2020", "不能同时成立", ""),
    ({"require": "not 有栏(年度) and 已填(年度)"}, "已填(年度)", "不能同时成立", ""),
    ({"require": "可读(年度) and not 已填(年度)"}, "not 已填(年度)", "不能同时成立", ""),
    ({"require": "not 可读(年度) and 年度 > 2020"}, "年度 > 2020", "不能同时成立", ""),
    (ITEM | {"require": "已填(指标值.数值) and 未填(指标值)"}, "未填(指标值)", "不能同时成立", ""),
    ({"require": "匹配(表名, '甲') and not 匹配(表名, '甲')"}, "not 匹配(表名, '甲')", "不能同时成立", ""),
    ({"require": "已填(年度) == False and 已填(年度)"}, "已填(年度)", "不能同时成立", ""),
    # twice
    ({"require": "年度 > 2020 and 年度  >  2020"}, "年度  >  2020", "“年度  >  2020”重复", "删去一处"),
    ({"require": "年度 > (2020 if 已填(表名) else 2020)"}, "2020)", "“2020”重复", ""),
    ({"severity_if": "{info: 年度 > 2020, warning: 年度 > 2020}"}, "年度 > 2020}", "和 info 的重复", "删去一个"),
    ({"message": '共{"甲" if 已填(年度) else "甲"}'}, '"甲"}', "重复", ""),
    # within lists, messages and choices
    ({"require": "有(绩效指标, 已填(指标值) and 未填(指标值))"}, "未填(指标值))", "不能同时成立", ""),
    ({"require": "都(绩效指标, 三级指标 == 三级指标)"}, "三级指标 == 三级指标)", "永远成立", ""),
    ({"require": "(年度 if 年度 == 年度 else 2024) > 2025"}, "年度 == 年度 else 2024) > 2025", "永远成立", ""),
    ({"message": "“{部门名称 if 表名 == 表名 else 表名}”"}, "表名 == 表名 else 表名}”", "永远成立", ""),
    ({"suggestion": "“{'甲' if 年度 < 1 else '乙'}”"}, "年度 < 1 else '乙'}”", "永远不成立", ""),
    # when and require
    ({"when": "年度 > 2030 and 年度 < 2020"}, "年度 < 2020", "不能同时成立", ""),
    ({"when": "年度 < 1900"}, "年度 < 1900", "永远不成立，这条规则什么也查不到", ""),
    ({"when": "年度 > 2020", "require": "年度 > 2010"}, None, "在适用的项里，这个条件永远成立，这条规则查不出", "when"),
    ({"when": "年度 > 2020", "require": "年度 < 2010"}, None, "在适用的项里，这个条件永远不成立，没有一项会", "when"),
    ({"when": "已填(年度)", "require": "未填(年度) and 已填(表名)"}, "未填(年度) and 已填(表名)", "永远不成立", ""),
    ({"require": "年度 > 2020", "severity_if": "{info: 年度 > 2030}"}, "年度 > 2030}", "在不合格的项里", "when"),
    # conditions as a list
    ({"require": "[年度 > 2030, 年度 < 2020]"}, "年度 < 2020]", "“年度 < 2020”和前面的“年度 > 2030”不能", "or"),
    ({"require": "[年度 > 2030, 表名 == 表名]"}, "表名 == 表名]", "永远成立", ""),
    ({"when": "年度 > 2020", "require": "[年度 > 2010, 年度 > 2011]"}, "年度 > 2010, 年度 > 2011]", "永远成立", ""),
    # 没有 is the opposite of 有, and some numbers have bounds
    (
        {"require": "有(绩效指标, 已填(备注)) and 没有(绩效指标, 已填(备注))"},
        "没有(绩效指标, 已填(备注))",
        "不能同时",
        "",
    ),
    (
        {"require": "有(绩效指标, 已填(备注)) or 没有(绩效指标, 已填(备注))"},
        "没有(绩效指标, 已填(备注))",
        "总有一个成立",
        "",
    ),
    ({"require": "相似度(表名, 部门名称) > 100"}, "相似度(表名, 部门名称) > 100", "永远不成立", ""),
    ({"require": "已填(年度) and 月份(年末(年度)) < 13"}, "月份(年末(年度)) < 13", "永远成立", ""),
    # percentages
    (ITEM | {"require": '指标值.单位 == "%" and 指标值.数值 >= 0.9'}, "指标值.数值 >= 0.9", "百分数和小数", "90"),
    (ITEM | {"when": '指标值.单位 == "%"', "require": "0.9 <= 指标值.数值"}, "0.9 <= 指标值.数值", "百分数和小数", ""),
    # numbers that nothing computes
    ({"title": "一般不低于 90%"}, "90%", "标题里的“90”在规则的条件和参数里都没有。", "花括号"),
    ({"message": "表是{年度}年的，应在２０２６年"}, "２０２６年", "说明里的“2026”", "花括号"),
    ({"message": "甲{{3}}是{年度}", "require": "年度 > 2020"}, None, "说明里的“3”", ""),
]


@pytest.mark.parametrize(("parts", "at", "message", "hint"), REFUSED)
def test_what_cannot_be_meant_is_refused_where_it_stands(parts, at, message, hint):
    (fault,) = faults(rule_text(**parts))
    assert message in fault.message
    assert hint in fault.hint
    key = list(parts)[-1] if "title" not in parts and "message" not in parts else next(iter(parts))
    assert pointed(fault) == at or (at is None and pointed(fault) and fault.excerpt.startswith(key))


SETTINGS_OF_SHARES = """\
id: trial
title: 试用规则
version: 1.0
parameters:
  上限: {value: 90, meaning: 试用}
  小数: {value: 0.9, meaning: 试用}
"""
MEANT = [
    {"require": "年度 > 2020 and 年度 < 2030"},
    {"require": "年度 < 2020 or 年度 > 2030"},
    {"require": "基本支出 == 5 and 基本支出 == 5.005", "tolerance": "0.01"},
    {"require": "基本支出 != 5 and 基本支出 >= 5", "tolerance": "0.01"},
    {"require": "基本支出 < 5 or 基本支出 > 6", "tolerance": "0.01"},
    {"require": "未填(其他资金) and 其他资金 < 1", "blank_as_zero": "[其他资金]"},
    {"require": "有栏(年度) and 未填(年度)"},
    {"require": "not 有栏(年度) or 已填(年度)"},
    {"require": "已填(年度) and not 可读(年度)"},
    {"require": "未填(绩效指标) or 有(绩效指标, 已填(指标值))"},
    {"require": "基本支出 < 参数.上限 or 基本支出 > 50"},
    {"require": "长度(表名) >= 参数.上限"},
    {"require": "not 参数.开关 or 有(绩效指标, 已填(指标值))"},
    {"require": "参数.开关 and 已填(年度)"},
    {"require": "参数.开关 == True or 已填(年度)"},
    {"require": '默认(金额单位, "") in ["元", "万元"]'},
    {"require": '默认(表名, "") != "甲"'},
    {"require": "表名 in 词表.比率类词尾 or 表名 not in 参数.名单"},
    {"require": "取值(绩效指标, 三级指标) != 取值(绩效指标, 指标值)"},
    {"require": "取值(绩效指标, 三级指标) == 参数.名单 or 已填(年度)"},
    {"require": "有(绩效指标, 指标值 == 三级指标) and not 有(绩效指标, 三级指标 == 二级指标)"},
    {"require": '(年度 if 已填(表名) else 2024) > 2025 and ("甲" if 年度 > 2020 else "乙") != 表名'},
    {"require": "年度 > 2020 if 已填(表名) else 年度 > 2021"},
    {"require": "True if 已填(表名) else 年度 > 2021"},
    {"require": "基本支出 / 项目支出 > 0.9"},
    ITEM | {"require": '指标值.单位 == "公里" and 指标值.数值 > 0.5'},
    ITEM | {"require": '指标值.单位 == "%" and 指标值.数值 > 90'},
    ITEM | {"require": "指标值.数值 > 0.5"},
    {"title": "第三季度以前", "message": "一级指标 A3 有 {年度} 年的"},
    {"title": "不低于 90%", "require": "年度 > 参数.上限"},
    {"title": "不低于 0.01", "tolerance": "0.01"},
    {"title": "不多于 12 个字", "require": "匹配(表名, '^.{0,12}$')"},
    {"message": "第 7 名", "require": "基本支出 in 参数.几个"},
    {"on_missing": "fail", "require": "年度 > 2020", "severity_if": "{info: 年度 > 2030}"},
]
HEAD = """\
id: trial
title: 试用规则
version: 1.0
parameters:
  上限: {value: 90, meaning: 试用}
  开关: {value: false, meaning: 试用}
  名单: {value: [甲], meaning: 试用}
  几个: {value: [7, 8], meaning: 试用}
"""
SETTINGS = settings(HEAD)


@pytest.mark.parametrize("parts", MEANT)
def test_what_can_be_meant_is_let_through(parts):
    assert load_text(rule_text(**parts), SETTINGS)


def test_a_contradiction_is_found_among_many_choices():
    many = " and ".join(f"(包含(表名, '{one}') or 年度 > {2000 + one})" for one in range(9))
    (fault,) = faults(rule_text(require=f"{many} and 基本支出 > 5 and 基本支出 < 4"))
    assert pointed(fault) == "基本支出 < 4"


def test_a_contradiction_is_told_however_long_the_list_of_conditions_is():
    parts = [f"包含(表名, '{str(one) * 40}')" for one in range(10)] + ["年度 > 2030", "年度 < 2020"]
    (fault,) = faults(rule_text(require=json.dumps(parts, ensure_ascii=False)))
    assert fault.message == "“年度 < 2020”和前面的“年度 > 2030”不能同时成立。"
    assert pointed(fault).startswith("年度 < 2020")


def test_a_search_that_would_take_too_long_lets_through():
    birds, holes = "甲乙丙丁戊己", "子丑寅卯辰"
    homes = [" or ".join(f"包含(表名, '{bird}{hole}')" for hole in holes) for bird in birds]
    apart = [
        f"not 包含(表名, '{one}{hole}') or not 包含(表名, '{other}{hole}')"
        for hole in holes
        for one, other in combinations(birds, 2)
    ]
    when, require = (f"[{', '.join(map(json.dumps, parts))}]" for parts in (homes, apart))
    assert load_text(rule_text(when=when, require=require), SETTINGS)


def test_what_a_schema_calls_by_another_type_tells_nothing():
    unit = Field(("u",), "单位", "number")
    number = Field(("v",), "数值", "number", annotations={"x-percent-when": {"u": ["%"]}})
    fields = {"u": unit, "v": number, "w": Field(("w",), "别的", "any")}
    scope = Scope((Field((), "记录", "group", children=fields),))
    for text in ("单位 > 3 and 数值 >= 0.9", "别的 == 5 and 别的 == 6"):
        tree = resolve(text, scope, "boolean").tree
        assert not [one for one in Truth(Decimal(0), frozenset(), thorough=False).examine(tree) if one.grave]


@pytest.mark.parametrize(
    ("require", "named"),
    [
        ("指标值.数值 >= 参数.小数", {"小数"}),
        ("参数.小数 <= 指标值.数值", {"小数"}),  # on whichever side, however long the rule
        ("年度 > 2020 and (已填(三级指标) and 三级指标 != 一级指标 or 权重 > 6 or 参数.小数 <= 指标值.数值)", {"小数"}),
        ("指标值.数值 >= 0.5", {""}),
        ("指标值.数值 >= 参数.上限", set()),
    ],
)
def test_the_parameter_that_is_a_fraction_where_a_percentage_is_compared_is_known(require, named):
    shared = settings(SETTINGS_OF_SHARES)
    parts = {"require": require}
    rule = load_text(rule_text(for_each="绩效指标", require=f"'{require}'"), shared)
    found = remarks(parts, rule.programs["department_overall"], Decimal(0), thorough=True)
    assert {name for one in found for name in one.fractions} == named
