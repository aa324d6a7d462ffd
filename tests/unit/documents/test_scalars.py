"""Labelled fields, titles, years and units, wherever they stand."""

from __future__ import annotations

import pytest
from reading import COLUMNS, HEAD, ROW, TITLE, doubts, fault, others, read

from checker.documents import read_forms


def record(text: str) -> dict:
    return read(text).record


@pytest.mark.parametrize(
    "line",
    [
        "部门名称\t甲局",
        "部门名称：甲局",
        "部门名称:甲局",
        "*部门（单位）名称\t\t甲局",
        "部 门 名 称\t甲局",
        "部门\n",
        "填报单位：甲局  填报日期：2023年1月",
    ],
)
def test_department_name(line):
    form = record(TITLE + line + "\n基本支出\t1")
    assert form["department"]["name"] == (None if line == "部门\n" else "甲局")


def test_a_label_with_only_a_note_is_overridden_by_the_real_one():
    form = read(TITLE + "填报单位：（盖章）\n部门名称\t甲局")
    assert form.record["department"]["name"] == "甲局"
    assert others(form) == ["（盖章）"]


def test_several_labels_in_one_line():
    form = read(TITLE + "填报单位：甲局 单位：万元 填报人：张三")
    assert form.record["department"]["name"] == "甲局"
    assert form.record["money_unit"] == "万元"
    assert others(form) == ["填报人：张三"]


def test_blank_is_null_and_unprinted_is_absent():
    form = read(HEAD + "基本支出\t\t项目支出\t0")
    assert form.record["budget"] == {"basic_expenditure": None, "project_expenditure": "0"}
    assert "tasks" not in form.record
    assert "indicators" not in form.record
    assert form.origins["/budget/basic_expenditure"].location.line == 3


def test_money_that_cannot_be_read_stays_as_printed():
    budget = record(HEAD + "基本支出\t1.234,5\t项目支出\t一百万\t财政拨款\t(12.50)")["budget"]
    assert budget == {"basic_expenditure": "1.234,5", "project_expenditure": "一百万", "fiscal_appropriation": "-12.50"}


def test_counts_with_their_unit():
    department = record(HEAD + "财政供养人员数\t110人\t下属二级单位数\t3个")["department"]
    assert (department["staff_count"], department["subordinate_units"]) == (110, 3)


@pytest.mark.parametrize("written", ["约3个", "12+5", "3.5", "若干"])
def test_a_count_that_is_no_clean_number_is_null_and_kept_at_its_place(written):
    form = read(HEAD + f"财政供养人员数\t{written}\t下属二级单位数\t2")
    assert form.record["department"] == {"name": "甲局", "staff_count": None, "subordinate_units": 2}
    assert form.origins["/department/staff_count"].raw == written
    assert doubts(form) == []
    assert others(form) == []


def test_amounts_below_their_labels():
    assert record(HEAD + "基本支出\t项目支出\t合计\n100\t200\t300")["budget"] == {
        "basic_expenditure": "100",
        "project_expenditure": "200",
        "total": "300",
    }


def test_blank_amount_below_its_label():
    assert record(HEAD + "基本支出\t项目支出\n100\t")["budget"] == {
        "basic_expenditure": "100",
        "project_expenditure": None,
    }


def test_a_second_different_amount_is_kept_and_doubted():
    form = read(HEAD + "合计\t100\n合计\t120\n基本支出\t1\t占比10%\n总体绩效目标\t甲\n总体绩效目标\t乙")
    assert form.record["budget"]["total"] == "100"
    assert "第4行" in form.origins["/budget/total"].doubt
    assert others(form) == ["120", "占比10%", "乙"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("单位：万元\n", "万元"),
        ("金额单位:元\n", "元"),
        ("基本支出（万元）\t1\n", "万元"),
        ("单位\t万元\n", "万元"),
        ("基本支出\t1\n", "absent"),
    ],
)
def test_unit_of_money(text, unit):
    assert record(HEAD + text).get("money_unit", "absent") == unit


def test_two_units_are_none():
    form = read(TITLE + "单位：万元\n部门名称\t甲局\n基本支出（元）\t1")
    assert form.record["money_unit"] is None
    assert doubts(form) == ["/money_unit"]


def test_a_unit_the_record_has_no_name_for_is_none():
    assert record(TITLE + "单位：亿元\n部门名称\t甲局")["money_unit"] is None


def test_long_text_goes_on_in_the_lines_below():
    form = read(HEAD + "总体绩效目标\t目标1：甲。\n目标2：乙。\n目标3：丙。\t\t\n填报人：张三")
    assert form.record["overall_goal"] == "目标1：甲。\n目标2：乙。\n目标3：丙。"
    assert form.origins["/overall_goal"].location.line == 3
    assert others(form) == ["填报人：张三"]


def test_a_line_cut_by_a_break_goes_on():
    form = read(HEAD + "总体绩效目标\t一是完成甲，\n确保乙。\t\t\n丙")
    assert form.record["overall_goal"] == "一是完成甲，\n确保乙。"
    assert others(form) == ["丙"]


def test_parts_of_the_goal_in_cells_of_their_own():
    assert record(HEAD + "年度目标\t目标1\t完成甲\n\t目标2\t完成乙")["overall_goal"] == "目标1：完成甲\n目标2：完成乙"


def test_texts_of_no_field_are_kept():
    form = read("附件2\n" + HEAD + "部门职能概述\t负责甲。\n基本支出\t1")
    assert others(form) == ["附件2", "部门职能概述", "负责甲。"]
    assert form.origins["/other_texts/1/content"].location.line == 4


@pytest.mark.parametrize("line", ["（2023年度）", "2023年", "预算年度\t2023", "年度：2023年"])
def test_year_beside_a_title_without_one(line):
    assert record("部门整体绩效目标表\n" + line + "\n部门名称\t甲局")["year"] == 2023


@pytest.mark.parametrize(
    "title", ["20   年部门整体绩效目标表", "20　年度部门整体绩效目标表", "20XX年部门整体绩效目标表"]
)
def test_a_year_left_blank_in_the_title_is_null(title):
    form = read(f"## {title}\n部门名称\t甲局\n财政供养人员数\t1")
    assert form.record["title"] == title
    assert form.record["year"] is None
    assert form.origins["/year"].location.line == 1


def test_a_year_left_blank_below_the_title_is_null():
    assert record("部门整体绩效目标表\n（20   年度）\n部门名称\t甲局")["year"] is None


def test_a_year_in_its_place_comes_before_one_left_blank():
    assert record("20  年部门整体绩效目标表\n（2023年度）\n部门名称\t甲局")["year"] == 2023


def test_year_that_is_no_year_is_null():
    assert record("部门整体绩效目标表\n预算年度\t今年\n部门名称\t甲局")["year"] is None


@pytest.mark.parametrize("line", ["（2024年度）", "预算年度\t2024", "2024年部门整体绩效目标表"])
def test_two_years_in_one_form(line):
    told = fault(TITLE + line + "\n部门名称\t甲局")
    assert "2023年" in told
    assert "2024年" in told
    assert "第1行" in told


def test_a_date_in_a_title_is_no_year():
    assert "year" not in record("甲局部门整体绩效目标表（2024年1月5日）\n部门名称\t甲局")


def test_two_forms_one_after_another():
    form = HEAD + COLUMNS + ROW
    both = read_forms((form + "\n" + form.replace("甲局", "乙局").replace("2023年", "2024年")).encode(), "x")
    assert [(one.record["year"], one.record["department"]["name"]) for one in both] == [(2023, "甲局"), (2024, "乙局")]
    assert both[1].origins["/department/name"].location.line == 7


def test_a_title_printed_again_on_the_next_page():
    form = read(HEAD + COLUMNS + ROW + TITLE + COLUMNS + "\t\t质量指标\t乙\t1")
    assert len(form.record["indicators"]) == 2
    assert others(form) == []


def test_another_title_of_the_same_year_is_a_text():
    form = read(TITLE + "附件：2023年甲局部门整体绩效目标表\n部门名称\t甲局")
    assert others(form) == ["附件：2023年甲局部门整体绩效目标表"]


def test_text_before_the_title_belongs_to_the_form():
    form = read("部门名称\t甲局\n" + HEAD + COLUMNS + ROW)
    assert form.record["department"]["name"] == "甲局"


def test_a_form_without_a_title():
    form = read("部门名称\t甲局\n基本支出\t1\n" + COLUMNS + ROW)
    assert "title" not in form.record
    assert len(form.record["indicators"]) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("今天天气很好。", "没有找到部门整体预算绩效目标表"),
        ("<p></p>", "没有找到"),
        (TITLE, "没有读到任何栏目"),
        (TITLE + "\n\n第1页 共2页", "没有读到任何栏目"),
        ("项目支出绩效目标表\n项目名称\t甲", "项目支出绩效目标表"),
        ("2023年度绩效自评表\n", "绩效自评表"),
        ("项目名称\t甲\n" + COLUMNS + ROW, "这像是项目支出绩效目标表"),
        (HEAD + COLUMNS + ROW + "项目支出绩效目标表\n项目名称\t甲\n" + COLUMNS + ROW, "单独存成一个文件"),
    ],
)
def test_what_is_no_such_form(text, told):
    assert told in fault(text)


def test_bare_lines_go_on_until_a_printed_word():
    form = read(HEAD + "总体绩效目标\t一是完成甲，\n确保乙，\n确保丙。\n基本支出\t1")
    assert form.record["overall_goal"] == "一是完成甲，\n确保乙，\n确保丙。"
    assert form.record["budget"] == {"basic_expenditure": "1"}


@pytest.mark.parametrize("place", ["before", "after"])
def test_another_forms_title_without_its_form_is_a_text(place):
    line = "附件：项目支出绩效目标表\n"
    body = HEAD + COLUMNS + ROW
    form = read(line + body if place == "before" else body + line)
    assert form.record["title"] == TITLE.strip()
    assert others(form) == [line.strip()]


def test_far_too_much_text_is_refused():
    assert "内容太多（10002行）" in fault(HEAD + "甲\n" * 10_000)
