"""Text outside the tables: never an indicator, never lost, one item a cell."""

from __future__ import annotations

import pytest
from reading import COLUMNS, HEAD, ROW, doubts, items, others, read

LAST = ("产出指标", "数量指标", "村居数", "20个")
SPACED = "一级指标  二级指标  三级指标  指标值\n产出指标  数量指标  村居数  20个\n"


@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (
            "填报单位：甲局（公章）　　联系电话：010-1　　填报日期：2023年1月6日",
            ["甲局（公章）", "联系电话：010-1", "填报日期：2023年1月6日"],
        ),
        (
            "区财政局批复日期：2023年2月1日　　公开日期：2023年3月1日",
            ["区财政局批复日期：2023年2月1日", "公开日期：2023年3月1日"],
        ),
        ("区财政局批复日期：2023年2月1日", ["区财政局批复日期：2023年2月1日"]),
        ("局领导签字：    经办人：李四", ["局领导签字：", "经办人：李四"]),
        ("填表人\t李四\t联系电话\t010-1", ["填表人", "李四", "联系电话", "010-1"]),
        ("报送方式：纸质    份数：三份", ["报送方式：纸质", "份数：三份"]),
        ("负责人签章：        年  月  日", ["负责人签章：        年  月  日"]),
        ("本表一式两份", ["本表一式两份"]),
        ("以上数据已核对，未发现差错。", ["以上数据已核对，未发现差错。"]),
        ("（公章）", ["（公章）"]),
        ("2023年1月6日", ["2023年1月6日"]),
        ("甲市乙局    2023年1月6日", ["甲市乙局", "2023年1月6日"]),
        ("注1：口径见附件。\n2. 另有说明。", ["注1：口径见附件。", "2. 另有说明。"]),
        ("以上数据已核对，未发现差错。\t\t\t\t", ["以上数据已核对，未发现差错。"]),
    ],
)
def test_rows_below_the_table(line, kept, gap):
    form = read(HEAD + COLUMNS + ROW + gap + line)
    assert items(form) == [LAST]
    assert others(form) == kept
    assert doubts(form) == []


def test_a_row_without_value_above_foot_lines_shares_nothing():
    form = read(HEAD + COLUMNS + "\t产出指标\t数量指标\t甲\n填报人：李四\n核对情况：无误")
    assert [row[2:] for row in items(form)] == [("甲", None)]
    assert doubts(form) == []


@pytest.mark.parametrize("line", ["经办人：李四", "核对情况：无误。", "报送方式：纸质  份数：三份"])
def test_rows_below_a_table_parted_by_spaces(line):
    form = read(HEAD + SPACED + line)
    assert items(form) == [LAST]
    assert "".join(others(form)) == line.replace("  ", "")


def test_a_name_alone_in_a_table_parted_by_spaces_stays():
    assert items(read(HEAD + SPACED + "镇街数"))[1][2] == "镇街数"


@pytest.mark.parametrize(
    "line", ["第2页", "续表", "（接上页）", "附表（续）", "- 2 -", "本页已核对，没有改动。", "核对情况：无误"]
)
def test_the_table_goes_on_after_a_line_between_pages(line):
    form = read(HEAD + COLUMNS + ROW + line + "\n\t\t\t镇街数\t3个\n" + COLUMNS + "\t\t质量指标\t合格率\t1%")
    assert [row[1:] for row in items(form)] == [
        LAST[1:],
        ("数量指标", "镇街数", "3个"),
        ("质量指标", "合格率", "1%"),
    ]
    assert others(form) == [line]
    assert doubts(form) == []


def test_a_page_line_in_the_table_of_tasks():
    head = "名称\t主要实施内容\t拟投入的资金（万元）\t期望达到的目标\n"
    form = read(HEAD + head + "甲\t做甲\t1\t好\n续表\n乙\t做乙\t2\t好")
    assert [task["name"] for task in form.record["tasks"]] == ["甲", "乙"]
    assert others(form) == ["续表"]


def test_the_columns_are_known_again_after_a_foot_line():
    head = "一级指标\t二级指标\t三级指标\t计量单位\t指标值\n"
    form = read(HEAD + head + "产出指标\t数量指标\t甲\t个\t1\n注：见附件\n效益指标\t社会效益指标\t乙\t次\t2")
    assert items(form, "name", "unit", "value") == [("甲", "个", "1"), ("乙", "次", "2")]


@pytest.mark.parametrize(
    ("value", "line", "joined"),
    [
        ("完成甲（含乙", "和丙）", True),
        ("按《某某办法", "》执行", True),
        ("第一，", "第二", True),
        ("其中：", "甲3个", True),
        ("100%", "甲乙丙丁，戊己庚辛。", False),
        ("逐步提高", "甲乙丙丁，戊己庚辛。", False),
        ("做好。", "甲乙丙丁，戊己庚辛。", False),
    ],
)
def test_a_line_goes_on_with_a_value_only_if_that_breaks_off(value, line, joined):
    form = read(HEAD + COLUMNS + f"\t产出指标\t数量指标\t甲\t{value}\n{line}")
    assert [row[3] for row in items(form)] == [f"{value}\n{line}" if joined else value]
    assert others(form) == ([] if joined else [line])


def test_rows_that_only_look_like_foot_lines():
    text = "\t\t\t政策公示时间\t12月底\n\t\t\t群众满意率：城区\t\n\t\t\t12345热线电话接通率\t90%\n"
    form = read(HEAD + COLUMNS + ROW + text)
    assert [row[2] for row in items(form)[1:]] == ["政策公示时间", "群众满意率：城区", "12345热线电话接通率"]


def test_a_department_named_beside_a_foot_line_is_read():
    form = read("2023年部门整体绩效目标表\n填报日期：2023年1月  部门名称：甲局\n" + COLUMNS + ROW)
    assert form.record["department"]["name"] == "甲局"
    assert others(form) == ["填报日期：2023年1月"]
