"""The table of tasks: its columns, its optional block, its totals."""

from __future__ import annotations

import pytest
from reading import COLUMNS, HEAD, ROW, doubts, others, read

TASKS = "年度重点工作任务\t名称\t主要实施内容\t拟投入的资金（万元）\t期望达到的目标（概述）\n"
MOF = "年度主要任务\t任务名称\t主要内容\t预算金额（万元）\n\t\t\t总额\t财政拨款\t其他资金\n"


def tasks(text: str) -> list[tuple]:
    return [tuple(task.values()) for task in read(text).record["tasks"]]


def test_rows_with_blanks():
    assert tasks(HEAD + TASKS + "\t甲\t做甲\t1,280\t好\n\t乙\t\t\t\n\t丙\t做丙\t一百万\t") == [
        ("甲", "做甲", "1280", "好"),
        ("乙", None, None, None),
        ("丙", "做丙", "一百万", None),
    ]


def test_a_heading_in_the_middle_and_lost_columns():
    assert tasks(HEAD + TASKS + "\t甲\t做甲\t1\t好\n\n年度重点工作任务\n\n乙\t做乙\t2\t好") == [
        ("甲", "做甲", "1", "好"),
        ("乙", "做乙", "2", "好"),
    ]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("任务1:\t无\t无\t无", []),
        ("任务1：无\t\t\t", []),
        ("无", []),
        ("任务1：防汛\t演练\t12.5\t好", [("防汛", "演练", "12.5", "好")]),
        ("任务1：\t防汛\t演练\t12.5\t好", [("防汛", "演练", "12.5", "好")]),
        ("任务1：\t演练\t12.5\t好", [(None, "演练", "12.5", "好")]),
        ("防汛\t演练\t12.5\t好", [("防汛", "演练", "12.5", "好")]),
    ],
)
def test_the_optional_block(row, found):
    assert tasks(HEAD + TASKS + "其他需完成的任务（可选填）\t" + row) == found
    assert tasks(HEAD + "其他需完成的任务（可选填）\t" + row) == found


@pytest.mark.parametrize("gap", ["\t", "    ", " ", "\u3000\u3000", " | "])
@pytest.mark.parametrize("label", ["年度重点工作任务", "主要任务：", "重点工作任务（必填）"])
def test_a_heading_at_the_start_of_a_row_labels_it(gap, label):
    rows = [
        ("名称", "主要实施内容", "拟投入的资金（万元）", "期望达到的目标（概述）"),
        ("苗圃扩建", "新辟苗圃三十亩", "7.5", "供苗充足"),
        (label, "步道修缮", "翻修林间步道", "8", "游人安全"),
        ("古树普查", "逐株登记", "9", "一树一档"),
    ]
    assert tasks(HEAD + "\n".join(gap.join(row) for row in rows)) == [
        rows[1],
        ("步道修缮", "翻修林间步道", "8", "游人安全"),
        rows[3],
    ]


def test_a_blank_lost_behind_a_rows_label():
    head = HEAD + "    名称    主要实施内容    拟投入的资金（万元）    期望达到的目标（概述）\n"
    found = [("步道修缮", "翻修林间步道并更换沿途全部护栏", None, "全年没有一名游人在步道上受伤")]
    row = "步道修缮    翻修林间步道并更换沿途全部护栏    全年没有一名游人在步道上受伤"
    assert tasks(head + "主要任务    " + row) == found
    assert tasks(head + "其他需完成的任务（可选填）    " + row) == found


def test_a_name_that_is_also_a_heading_stays_where_a_blank_stands_before_it():
    assert tasks(HEAD + TASKS + "\t主要任务\t逐株登记\t9\t一树一档") == [("主要任务", "逐株登记", "9", "一树一档")]


@pytest.mark.parametrize("cut", ["其他需完", "其他", "年度重点", "\t一级指", "其他需完成的任务（可选", "填报"])
@pytest.mark.parametrize("gap", ["\t", "    "])
def test_a_word_cut_off_at_the_end_is_no_task(cut, gap):
    form = read((HEAD + TASKS + "\t苗圃扩建\t新辟苗圃三十亩\t7.5\t供苗充足\n" + cut).replace("\t", gap))
    assert [task["name"] for task in form.record["tasks"]] == ["苗圃扩建"]
    assert others(form) == [cut.strip()]
    assert "indicators" not in form.record


def test_a_word_cut_off_does_not_continue_the_text_above_it():
    form = read(HEAD + "总体绩效目标\t林相更好\n年度重点工")
    assert form.record["overall_goal"] == "林相更好"
    assert others(form) == ["年度重点工"]


def test_only_the_last_line_is_cut_off():
    form = read(HEAD + TASKS + "其他需\n\t苗圃扩建\t新辟苗圃三十亩\t7.5\t供苗充足\n古树")
    assert [task["name"] for task in form.record["tasks"]] == ["其他需", "苗圃扩建", "古树"]


def test_totals_go_to_the_budget():
    form = read(
        HEAD
        + MOF
        + "\t甲\t做甲\t30\t20\t10\n\t基本支出\t保障\t5\t5\t0\n\t金额合计\t\t35\t25\t10\n年度总体目标\t好\n"
        + COLUMNS
        + ROW
    )
    assert [tuple(task.values()) for task in form.record["tasks"]] == [("甲", "做甲", "30"), ("基本支出", "保障", "5")]
    assert form.record["budget"] == {"fiscal_appropriation": "25", "other_funds": "10", "total": "35"}
    assert form.record["overall_goal"] == "好"
    assert others(form) == ["20", "10", "5", "0"]


def test_totals_whose_blanks_are_lost_stand_in_order():
    budget = read(HEAD + MOF + "\t甲\t做甲\t30\t20\t10\n金额合计\t30\t20\t10").record["budget"]
    assert budget == {"fiscal_appropriation": "20", "other_funds": "10", "total": "30"}


def test_totals_that_cannot_be_placed_are_kept_aside():
    form = read(HEAD + "预算总额\t30\n" + TASKS + "\t甲\t做甲\t30\t好\n\t合计\t\t31\t")
    assert form.record["budget"]["total"] == "30"
    assert others(form) == ["31"]


def test_a_money_column_may_be_missing():
    form = read(HEAD + "任务名称\t主要内容\n总额\t财政拨款\n甲\t做甲")
    assert form.record["tasks"] == [{"name": "甲", "content": "做甲"}]


def test_rows_that_fit_nowhere_are_doubted_and_kept_whole():
    form = read(HEAD + TASKS + "\t12\t13\t做甲\t14\n\t甲\t做甲\t1\t好\t多\t余\n")
    assert doubts(form) == ["/tasks/0", "/tasks/1"]
    told = str(form.record)
    assert all(text in told for text in ("13", "14", "多", "余"))


def test_a_lost_blank_that_can_stand_in_one_place_only():
    form = read(HEAD + TASKS + "甲\t做很多很多很多很多事情的内容\t达到很高很高很高很高的目标")
    assert tuple(form.record["tasks"][0].values()) == (
        "甲",
        "做很多很多很多很多事情的内容",
        None,
        "达到很高很高很高很高的目标",
    )
    assert doubts(form) == []


def test_the_budget_may_follow_the_tasks():
    form = read(HEAD + TASKS + "\t甲\t做甲\t1\t好\n基本支出\t10\t项目支出\t20")
    assert form.record["budget"] == {"basic_expenditure": "10", "project_expenditure": "20"}
    assert len(form.record["tasks"]) == 1


def test_the_optional_block_after_other_rows():
    form = read(HEAD + TASKS + "\t甲\t做甲\t1\t好\n总体绩效目标\t好\n其他需完成的任务（可选填）\t乙\t做乙\t2\t好")
    assert [task["name"] for task in form.record["tasks"]] == ["甲", "乙"]
