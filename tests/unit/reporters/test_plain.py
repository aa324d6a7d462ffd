import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.reporters.plain import clean, pad, shorten, visible, width, wrap

TEXT = "支出合计 3417.69 万元，收入合计 3417.96 万元，相差 0.27 万元（项目支出“1265.11”）。请核对各栏，使收支相等。"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m红\x1b[0m", "\\x1b[31m红\\x1b[0m"),
        ("甲\u202e乙", "甲\\u202e乙"),
        ("零\u200b宽", "零\\u200b宽"),
        ("\U000e0041", "\\U000e0041"),
        ("一\n\t 二\u2028三 ", "一 二 三"),
        ("\x9b1A", "\\x9b1A"),
        ("全角\u3000空格", "全角\u3000空格"),
        ("\ud800", "\\ud800"),
    ],
)
def test_control_and_hidden_characters_are_shown_not_obeyed(text, shown):
    assert clean(text) == shown


def test_a_file_name_the_locale_could_not_decode_is_shown_as_utf8():
    assert clean("表.txt".encode().decode("ascii", "surrogateescape")) == "表.txt"


def test_visible_keeps_spaces():
    assert visible("  a  b\t") == "  a  b\\x09"


def test_width_counts_chinese_and_ambiguous_marks_twice_and_combining_marks_not_at_all():
    assert width("a中“≥") == 7
    assert width("e\u0301") == 1


@pytest.mark.parametrize("columns", [20, 33, 40, 78])
def test_wrapping_keeps_numbers_whole_and_marks_off_line_ends(columns):
    lines = wrap(TEXT, columns)
    assert all(width(line) <= columns for line in lines)
    assert not any(line[0] in "，。）”" for line in lines)
    assert not any(line[-1] in "（“" for line in lines)
    assert all(any(number in line for line in lines) for number in ("3417.69", "3417.96", "0.27", "1265.11"))


def test_latin_marks_do_not_begin_a_line_either():
    assert wrap("村庄清洁行动,推进", 12) == ["村庄清洁行", "动,推进"]


def test_wrapping_hangs_the_lines_that_follow():
    assert wrap("建议：请核对基本支出。", 14, hang=6) == ["建议：请核对基", "      本支出。"]


def test_what_is_wider_than_a_line_is_broken_all_the_same():
    assert wrap("https://example.org/", 10) == ["https://ex", "ample.org/"]


@given(st.text(st.characters(categories=("L", "N", "P", "S")), max_size=200), st.integers(8, 60))
def test_wrapping_loses_nothing_and_keeps_the_width(text, columns):
    lines = wrap(text, columns)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    assert all(width(line) <= columns for line in lines)


def test_shortening_tells_that_something_is_missing():
    assert shorten("部门整体预算", 12) == "部门整体预算"
    assert shorten("部门整体预算绩效", 12) == "部门整体预…"
    assert width(shorten("部门整体预算绩效", 12)) <= 12


def test_padding_counts_cells():
    assert pad("中", 4) == "中  "
    assert pad("中文", 2) == "中文"
