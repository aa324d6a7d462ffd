"""Forty-two requirements on a department's form, each in our language, in Python (simpleeval) and in CEL.

A field that is blank where it must be filled is a finding in all of them (``on_missing: fail``). Names in Python and
CEL: the record's fields by the last part of their key, an item's fields by theirs.
"""

from __future__ import annotations

from typing import NamedTuple

LEVELS1 = ["产出指标", "效益指标", "满意度指标", "成本指标"]
LEVELS2 = [
    "数量指标", "质量指标", "时效指标", "成本指标", "经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标",
    "服务对象满意度指标",
]  # fmt: skip
VAGUE = ["提高", "提升", "增强", "改善", "良好", "有效", "显著", "明显", "逐步提高", "不断提升", "较好", "加强"]
DIGIT = "[0-9]"
HEADS = "[0-9](个|家|人|次|件|场次)$"
PERCENT = "^[≥≤><=]?[ ]*[0-9]+([.][0-9]+)?[ ]*%$"
SATISFIED = "^[≥>=]*[ ]*[0-9]+([.][0-9]+)?[ ]*%"
TOO_MUCH = "(^|[^0-9.])(10[1-9]|1[1-9][0-9]|[2-9][0-9]{2}|[0-9]{4,})([.][0-9]+)?%"
COST = "[0-9]+([.][0-9]+)?[ ]*(万元|亿元|元|%)"
DATED = "[0-9]{4}年|[0-9]+月|[0-9]+日|[0-9]+个工作日|及时|年内|%"
TREND = "提高|提升|增强|改善|显著|明显|逐步"
MARKUP = "<[a-zA-Z/]+>"
KIND = "(委员会|局|院|中心|办公室|委|部)$"
OPEN = "待定|另行|[xX]{2,}"


class Line(NamedTuple):
    """One requirement; ``list`` is "" (the record), "tasks" or "indicators"."""

    id: str
    list: str
    when: str
    require: str
    python: str
    cel: str
    zeroes: str = ""
    tolerance: str = ""


def _filled(identifier, items, title, key):
    """Return the requirement that a text is filled in."""
    item = {"": "", "tasks": "t.", "indicators": "i."}[items]
    return Line(
        identifier, items, "", f"已填({title})", f"{key} is not None and {key} != ''",
        f"{item}{key} != null && {item}{key} != ''",
    )  # fmt: skip


def _at_least_zero(identifier, items, title, key):
    """Return the requirement that an amount is not negative."""
    item = {"": "", "tasks": "t."}[items]
    return Line(
        identifier, items, "", f"{title} >= 0", f"{key} is not None and {key} >= 0",
        f"{item}{key} != null && {item}{key} >= 0.0",
    )  # fmt: skip


def _value(identifier, level2, pattern):
    """Return the requirement that the values of one kind of indicator fit a pattern."""
    return Line(
        identifier, "indicators", f'二级指标 == "{level2}" and 已填(指标值)', f'匹配(指标值, "{pattern}")',
        f"level2 != '{level2}' or value is None or value == '' or found('{pattern}', value)",
        f"i.level2 != '{level2}' || i.value == null || i.value == '' || i.value.matches('{pattern}')",
    )  # fmt: skip


LINES = [
    _filled("BEN-01", "", "部门名称", "name"),
    Line("BEN-02", "", "", "年度 >= 2015 and 年度 <= 2030", "year is not None and 2015 <= year <= 2030",
         "year != null && year >= 2015 && year <= 2030"),
    Line("BEN-03", "", "", "财政供养人员数 > 0", "staff_count is not None and staff_count > 0",
         "staff_count != null && staff_count > 0"),
    _at_least_zero("BEN-04", "", "基本支出", "basic_expenditure"),
    _at_least_zero("BEN-05", "", "项目支出", "project_expenditure"),
    _at_least_zero("BEN-06", "", "财政拨款", "fiscal_appropriation"),
    Line("BEN-07", "", "已填(基本支出) and 已填(项目支出) and 已填(财政拨款)",
         "基本支出 + 项目支出 + 财政专项资金 == 财政拨款 + 其他资金",
         "basic_expenditure is None or project_expenditure is None or fiscal_appropriation is None or "
         "abs(basic_expenditure + project_expenditure + (special_funds or 0) - fiscal_appropriation"
         " - (other_funds or 0)) <= slack",
         "basic_expenditure == null || project_expenditure == null || fiscal_appropriation == null || "
         "(basic_expenditure + project_expenditure + (special_funds == null ? 0.0 : special_funds)"
         " - fiscal_appropriation - (other_funds == null ? 0.0 : other_funds) <= 0.0150001 && "
         "basic_expenditure + project_expenditure + (special_funds == null ? 0.0 : special_funds)"
         " - fiscal_appropriation - (other_funds == null ? 0.0 : other_funds) >= -0.0150001)",
         zeroes="[财政专项资金, 其他资金]", tolerance="0.015"),
    Line("BEN-08", "", "已填(项目支出) and 已填(财政拨款)", "项目支出 <= 财政拨款 + 其他资金",
         "project_expenditure is None or fiscal_appropriation is None or "
         "project_expenditure <= fiscal_appropriation + (other_funds or 0)",
         "project_expenditure == null || fiscal_appropriation == null || "
         "project_expenditure <= fiscal_appropriation + (other_funds == null ? 0.0 : other_funds)",
         zeroes="[其他资金]"),
    Line("BEN-09", "", "已填(基本支出) and 已填(财政供养人员数) and 财政供养人员数 > 0",
         "基本支出 <= 60 * 财政供养人员数",
         "basic_expenditure is None or staff_count is None or staff_count == 0 or "
         "basic_expenditure <= 60 * staff_count",
         "basic_expenditure == null || staff_count == null || staff_count == 0 || "
         "basic_expenditure <= 60.0 * double(staff_count)"),
    Line("BEN-10", "", "已填(基本支出) and 已填(项目支出)", "基本支出 >= 0.0503 * (基本支出 + 项目支出)",
         "basic_expenditure is None or project_expenditure is None or "
         "basic_expenditure >= share * (basic_expenditure + project_expenditure)",
         "basic_expenditure == null || project_expenditure == null || "
         "basic_expenditure >= 0.0503 * (basic_expenditure + project_expenditure)"),
    Line("BEN-11", "", "", "长度(总体绩效目标) >= 100 and 长度(总体绩效目标) <= 1500",
         "overall_goal is not None and 100 <= len(overall_goal) <= 1500",
         "overall_goal != null && size(overall_goal) >= 100 && size(overall_goal) <= 1500"),
    Line("BEN-12", "", "已填(总体绩效目标)", f'not 匹配(总体绩效目标, "{MARKUP}")',
         f"overall_goal is None or not found('{MARKUP}', overall_goal)",
         f"overall_goal == null || !overall_goal.matches('{MARKUP}')"),
    Line("BEN-13", "", "已填(部门名称)", f'匹配(部门名称, "{KIND}")',
         f"name is None or name == '' or found('{KIND}', name)",
         f"name == null || name == '' || name.matches('{KIND}')"),
    Line("BEN-14", "", "已填(财政专项资金)", "市本级使用资金 + 对下转移支付资金 == 财政专项资金",
         "special_funds is None or abs((city_level_funds or 0) + (transfer_payments or 0) - special_funds) <= slack",
         "special_funds == null || ((city_level_funds == null ? 0.0 : city_level_funds)"
         " + (transfer_payments == null ? 0.0 : transfer_payments) - special_funds <= 0.0150001 && "
         "(city_level_funds == null ? 0.0 : city_level_funds)"
         " + (transfer_payments == null ? 0.0 : transfer_payments) - special_funds >= -0.0150001)",
         zeroes="[市本级使用资金, 对下转移支付资金]", tolerance="0.015"),
    Line("BEN-15", "", "已填(总体绩效目标)", f'not 匹配(总体绩效目标, "{OPEN}")',
         f"overall_goal is None or not found('{OPEN}', overall_goal)",
         f"overall_goal == null || !overall_goal.matches('{OPEN}')"),
    _filled("BEN-16", "indicators", "指标值", "value"),
    _filled("BEN-17", "indicators", "三级指标", "name"),
    Line("BEN-18", "indicators", "", "一级指标 in 参数.一级", "level1 in LEVELS1", "i.level1 in LEVELS1"),
    Line("BEN-19", "indicators", "", "二级指标 in 参数.二级", "level2 in LEVELS2", "i.level2 in LEVELS2"),
    Line("BEN-20", "indicators", "已填(指标值)", "指标值 not in 参数.空话", "value not in VAGUE",
         "!(i.value in VAGUE)"),
    Line("BEN-21", "indicators", '二级指标 == "数量指标" and 已填(指标值)',
         f'not 匹配(指标值, "{TREND}")',
         f"level2 != '数量指标' or value is None or not found('{TREND}', value)",
         f"i.level2 != '数量指标' || i.value == null || !i.value.matches('{TREND}')"),
    _value("BEN-22", "数量指标", DIGIT),
    Line("BEN-23", "indicators", '二级指标 == "质量指标" and 已填(指标值) and 已填(三级指标) and 包含(三级指标, "率")',
         f'匹配(指标值, "{PERCENT}")',
         "level2 != '质量指标' or '率' not in name or value is None or value == '' or "
         f"found('{PERCENT}', value)",
         "i.level2 != '质量指标' || !i.name.contains('率') || i.value == null || i.value == '' || "
         f"i.value.matches('{PERCENT}')"),
    _value("BEN-24", "时效指标", DATED),
    _value("BEN-25", "成本指标", COST),
    Line("BEN-26", "indicators", '一级指标 == "满意度指标" and 已填(指标值)',
         f'匹配(指标值, "{SATISFIED}")',
         "level1 != '满意度指标' or value is None or value == '' or "
         f"found('{SATISFIED}', value)",
         "i.level1 != '满意度指标' || i.value == null || i.value == '' || "
         f"i.value.matches('{SATISFIED}')"),
    Line("BEN-27", "indicators", "已填(指标值)", "长度(指标值) <= 100", "value is None or len(value) <= 100",
         "i.value == null || size(i.value) <= 100"),
    Line("BEN-28", "indicators", "已填(三级指标)", "长度(三级指标) >= 2 and 长度(三级指标) <= 50",
         "name == '' or 2 <= len(name) <= 50", "i.name == '' || (size(i.name) >= 2 && size(i.name) <= 50)"),
    Line("BEN-29", "indicators", "已填(指标值)",
         f'not 匹配(指标值, "{TOO_MUCH}")',
         f"value is None or not found('{TOO_MUCH}', value)",
         "i.value == null || "
         f"!i.value.matches('{TOO_MUCH}')"),
    Line("BEN-30", "indicators", '已填(指标值) and 已填(三级指标) and 包含(三级指标, "率")',
         f'not 匹配(指标值, "{HEADS}")',
         f"'率' not in name or value is None or not found('{HEADS}', value)",
         f"!i.name.contains('率') || i.value == null || !i.value.matches('{HEADS}')"),
    Line("BEN-31", "indicators", '二级指标 == "数量指标" and 已填(三级指标)', 'not 包含(三级指标, "满意度")',
         "level2 != '数量指标' or '满意度' not in name", "i.level2 != '数量指标' || !i.name.contains('满意度')"),
    _filled("BEN-32", "tasks", "任务名称", "name"),
    _at_least_zero("BEN-33", "tasks", "投入资金", "funds"),
    Line("BEN-34", "tasks", "", "长度(实施内容) >= 20", "content is not None and len(content) >= 20",
         "t.content != null && size(t.content) >= 20"),
    Line("BEN-35", "tasks", "", '期望目标 != "无"', "goal is not None and goal != '' and goal != '无'",
         "t.goal != null && t.goal != '' && t.goal != '无'"),
    Line("BEN-36", "tasks", "已填(实施内容)", f'not 匹配(实施内容, "{MARKUP}")',
         f"content is None or not found('{MARKUP}', content)",
         f"t.content == null || !t.content.matches('{MARKUP}')"),
    Line("BEN-37", "", "已填(项目支出)", "合计(重点工作任务, 默认(投入资金, 0)) <= 项目支出 + 0.005",
         "project_expenditure is None or total(tasks) <= project_expenditure + half",
         "project_expenditure == null || total <= project_expenditure + 0.0050001"),
    Line("BEN-38", "", "", '个数(绩效指标, 默认(一级指标, "") == "产出指标") >= 3',
         "len([i for i in indicators if i['level1'] == '产出指标']) >= 3",
         "size(indicators.filter(i, i.level1 == '产出指标')) >= 3"),
    Line("BEN-39", "", "", '几个(不重复(取值(绩效指标, 默认(三级指标, "")))) == 个数(绩效指标)',
         "len(set([i['name'] for i in indicators])) == len(indicators)",
         "indicators.all(i, indicators.exists_one(j, j.name == i.name))"),
    Line("BEN-40", "", "",
         '有(绩效指标, 默认(一级指标, "") == "效益指标") and 有(绩效指标, 默认(一级指标, "") == "满意度指标")',
         "len([i for i in indicators if i['level1'] == '效益指标']) > 0 and "
         "len([i for i in indicators if i['level1'] == '满意度指标']) > 0",
         "indicators.exists(i, i.level1 == '效益指标') && indicators.exists(i, i.level1 == '满意度指标')"),
    Line("BEN-41", "", "", "个数(重点工作任务) >= 1 and 个数(重点工作任务) <= 20", "1 <= len(tasks) <= 20",
         "size(tasks) >= 1 && size(tasks) <= 20"),
    Line("BEN-42", "", "已填(部门名称)", "长度(部门名称) >= 4", "name is None or name == '' or len(name) >= 4",
         "name == null || name == '' || size(name) >= 4"),
]  # fmt: skip
