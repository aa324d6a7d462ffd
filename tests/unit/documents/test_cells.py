"""Markup, amounts, folding and the parting of lines into cells."""

from __future__ import annotations

import re

import pytest

from checker.documents import amounts, markup, text_grid
from checker.documents.grid import fold


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<p>20</p>", "20"),
        ("<p>一；</p> <p>二</p>", "一；\n二"),
        ("3<5万元", "3<5万元"),
        ("a<b>c</b>", "ac"),
        ('<td class="x">≥&nbsp;91%</td>', "≥\xa091%"),
        ("经济效益<br/>指标", "经济效益\n指标"),
        ("R&D &amp; &lt;10", "R&D & <10"),
        ("\u200b 甲 \ufeff", "甲"),
        ("<script>1</script>", "<script>1</script>"),
    ],
)
def test_known_markup_goes_and_the_rest_stays(raw, text):
    assert markup.strip(raw) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2152.58", "2152.58"),
        ("1,265.11", "1265.11"),
        ("１，２６５．１１", "1265.11"),
        ("4297.00", "4297.00"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("+3", "3"),
        ("（12.5）", "-12.5"),
        ("0", "0"),
        ("154万元", "154"),
        ("1.234,5", None),
        ("12,34", None),
        ("1e5", None),
        ("1_000", None),
        ("inf", None),
        ("NaN", None),
        ("٣", None),
        ("①", None),
        ("—", None),
        ("154元", None),
        ("1" * 41, None),
    ],
)
def test_money(text, number):
    assert amounts.decimal(text, ("万元",)) == number


@pytest.mark.parametrize(
    ("text", "count"),
    [("110", 110), ("1,240", 1240), ("110人", 110), ("约210", None), ("1.5", None), ("3户", None), ("1" * 50, None)],
)
def test_counts(text, count):
    assert amounts.count(text, ("人",)) == count


def test_fold_keeps_list_marks_out_of_numbers():
    assert fold("20①") == "20"
    assert fold("①20场") == "20场"
    assert fold("≧９０％") == "≥90%"


def known(text: str) -> bool:
    return text in {"部门名称", "一级指标", "二级指标", "三级指标", "指标值", "产出指标", "数量指标"}


def cells(text: str) -> list[list[str]]:
    return [[cell.text for cell in row] for row in text_grid.read(text, known).rows]


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("甲\t\t乙", ["甲", "", "乙"]),
        ("| 甲 | | 乙 |", ["甲", "", "乙"]),
        ("甲 |", ["甲"]),
        ("|", [""]),
        ("甲｜乙", ["甲", "乙"]),
        ("甲    乙", ["甲", "乙"]),
        ("甲　乙", ["甲", "乙"]),
        ("部门名称 甲局", ["部门名称", "甲局"]),
        ("说明 甲局", ["说明 甲局"]),
        ("产出指标 数量指标 村居数 ≥ 91%", ["产出指标", "数量指标", "村居数", "≥ 91%"]),
        ("## 标题", ["标题"]),
        ("长" * 61 + "    乙", ["长" * 61 + "    乙"]),
    ],
)
def test_a_line_is_parted_by_what_it_shows(line, row):
    assert cells(line) == [row]


def test_spaces_in_a_date_to_be_filled_in_part_nothing():
    gap = re.compile("(?<=[0-9:]) +(?=年)|(?<=年) +(?=月)")
    grid = text_grid.read("甲  签于:   年   月\n20   年表    乙", known, gap)
    assert [[cell.text for cell in row] for row in grid.rows] == [["甲", "签于:   年   月"], ["20   年表", "乙"]]


@pytest.mark.parametrize(
    ("heading", "lost"),
    [
        ("一级指标 二级指标 三级指标 指标值", True),
        ("一级指标   二级指标   三级指标   指标值", True),
        ("一级指标\t二级指标\t三级指标\t指标值", False),
        ("一级指标|二级指标|三级指标|指标值", False),
    ],
)
def test_blanks_are_lost_in_tables_parted_by_spaces(heading, lost):
    assert text_grid.read(heading, known).blanks_lost is lost


def test_rules_between_rows_are_no_rows():
    assert cells("| a | b |\n|---|:-:|\n+---+---+\n| c | d |") == [["a", "b"], ["c", "d"]]


def test_single_spaces_part_rows_below_a_heading_parted_so():
    assert cells("甲 乙\n一级指标 二级指标 三级指标 指标值\n村居数 20个") == [
        ["甲 乙"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["村居数", "20个"],
    ]


def test_a_quoted_cell_may_run_over_lines():
    assert cells('甲\t"一\n二"\t丙\n丁') == [["甲", "一\n二", "丙"], ["丁"]]


@pytest.mark.parametrize("text", ['甲\t"一\n二\t"\n丙', '甲\t"一\n二"三\n丙', '甲\t"一', '甲\t"一"\n丙'])
def test_a_quote_that_closes_nowhere_is_a_character(text):
    assert len(cells(text)) == text.count("\n") + 1


def test_places_count_characters_from_one():
    grid = text_grid.read("\n甲\t  乙\r\n部门名称 丙", known)
    places = [(cell.text, cell.location.line, cell.location.column) for row in grid.rows for cell in row if cell.text]
    assert places == [("甲", 2, 1), ("乙", 2, 5), ("部门名称", 3, 1), ("丙", 3, 6)]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('"1,284.50"', "1,284.50"),
        ('"做好""三农""工作"', '做好"三农"工作'),
        ('"甲"和"乙"', '"甲"和"乙"'),
        ('"', '"'),
        ('""', ""),
        (' "甲" ', "甲"),
    ],
)
def test_quotes_that_excel_puts_around_a_cell_are_taken_off(cell, text):
    ((_, found),) = text_grid.read(f"基本支出\t{cell}", {"基本支出"}.__contains__).rows
    assert found.text == text
    assert found.raw == cell
