"""Texts with one cell to a line."""

from __future__ import annotations

from reading import COLUMNS, HEAD, ROW, doubts, fault, items, others, read

HEADS = ["一级指标", "二级指标", "三级指标", "指标值"]
OPENING = [
    "2023年部门整体绩效目标表",
    "部门名称",
    "甲局",
    "单位：万元",
    "基本支出",
    "100",
    "其他资金",
    "总体绩效目标",
    "好。",
]
ONE = ["产出指标", "数量指标", "甲", "1个"]
TASKS = ["名称", "主要实施内容", "拟投入的资金（万元）", "期望达到的目标"]


def lines(*cells: str) -> str:
    return "\n\n".join(cells)


def test_labels_and_rows():
    table = """产出指标 数量指标 甲 1个 乙 2个 成本指标 丙 3元 绩效指标 效益指标 经济效益指标 社会效益 指标 丁 好
        满意度指标 服务对象满意度指标 服务对象满意度 90% 填报人：张三"""
    form = read(lines(*OPENING, "绩效指标", *HEADS, *table.split()))
    assert form.record["budget"] == {"basic_expenditure": "100", "other_funds": None}
    assert form.record["overall_goal"] == "好。"
    assert items(form) == [
        ("产出指标", "数量指标", "甲", "1个"),
        ("产出指标", "数量指标", "乙", "2个"),
        ("产出指标", "成本指标", "丙", "3元"),
        ("效益指标", "社会效益指标", "丁", "好"),
        ("满意度指标", "服务对象满意度指标", "服务对象满意度", "90%"),
    ]
    assert others(form) == ["填报人：张三"]
    assert form.origins["/indicators/0/value"].location.line == lines(*OPENING, "绩效指标", *HEADS).count("\n") + 9


def test_a_missing_value_is_found_by_the_look_of_the_others():
    form = read(lines(*OPENING, *HEADS, "产出指标", "数量指标", "甲", "1个", "乙", "丙", "3个"))
    assert [row[2:] for row in items(form)] == [("甲", "1个"), ("乙", None), ("丙", "3个")]
    assert doubts(form) == ["/indicators/1"]


def test_tasks_in_even_parts():
    rows = "甲 做甲 1 好 年度重点工作任务 乙 做乙 2 好 其他需完成的任务（可选填） 任务1： 无 无 无"
    form = read(lines(*OPENING, *TASKS, *rows.split(), *HEADS, *ONE))
    assert [tuple(task.values()) for task in form.record["tasks"]] == [
        ("甲", "做甲", "1", "好"),
        ("乙", "做乙", "2", "好"),
    ]


def test_totals_and_sources():
    rows = """任务名称 主要内容 预算金额（万元） 总额 财政拨款 其他资金 甲 做甲 3 2 1 金额合计 3 2 1
        年度总体目标 好。"""
    form = read(lines(*OPENING[:4], *rows.split(), *HEADS, *ONE))
    assert form.record["budget"] == {"fiscal_appropriation": "2", "other_funds": "1", "total": "3"}
    assert form.record["overall_goal"] == "好。"


def test_tables_that_do_not_divide_are_refused():
    assert "不能按4栏" in fault(
        lines(*OPENING, *TASKS, "甲", "做甲", "好", "乙", "做乙", "2", "好", *HEADS, "产出指标", "甲", "1个")
    )
    assert "不能按3栏" in fault(lines(*OPENING, *HEADS, "计量单位", "产出指标", "数量指标", "甲", "1", "个", "乙", "2"))


def test_rows_stay_as_they_are():
    assert len(items(read(HEAD + COLUMNS + ROW))) == 1
    assert "没有读到" not in str(read(lines(*OPENING)).record)
