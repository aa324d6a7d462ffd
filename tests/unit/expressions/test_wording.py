"""Functions about the wording of a text: years, points, pieces to quote, numbers to hide."""

from decimal import Decimal

import pytest

from checker.expressions import points, texts, wording
from checker.expressions.patterns import compile_pattern


@pytest.mark.parametrize(
    ("text", "earlier", "later"),
    [
        ("做好2022年国庆、2023年春节工作", [2022], []),
        ("２０２２年改造公路", [2022], []),
        ("2025年建成，2024年度启动，2025年验收", [], [2025, 2024]),
        ("2021—2025年规划，2022年至2023年行动，2022/2023学年", [], []),
        ("2022年10月-2023年9月", [], []),
        ("2018-2020年规划", [2018, 2020], []),
        ("2023-2025年规划，2021-2023年行动", [], []),
        ("〔2021〕15号，编号20220001，2022.5万元，12022年", [], []),
        ("", [], []),
    ],
)
def test_years_other_than_the_budget_year(text, earlier, later):
    assert wording.earlier_years(text, Decimal(2023)) == earlier
    assert wording.later_years(text, Decimal(2023)) == later


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("一是甲；二是乙；四是丙。", ["“二是”之后直接是“四是”"]),
        ("（一）甲。（三）乙。", ["“(一)”之后直接是“(三)”"]),
        ("①甲；②乙；④丙", ["“(2)”之后直接是“(4)”"]),
        ("1.甲；2慰问干警；3.乙", ["“2慰问干警”的序号后面没有标点"]),
        ("1.甲\n2、乙", ["“1.”之后写成了“2、”，写法不一致"]),
        ("1.甲；2.乙；2.丙", ["“2.”出现了两次"]),
        ("十九、甲。二十、乙。二十一、丙。", []),
        ("八是甲；十是乙。", ["“八是”之后直接是“十是”"]),
        ("九是甲；十一是乙。", ["“九是”之后直接是“十一是”"]),
        ("十九是甲；二十一是乙。", ["“十九是”之后直接是“二十一是”"]),
        ("1.甲；4.乙。", ["“1.”之后直接是“4.”"]),
        ("1.甲；5.乙。", []),
        ("1.甲；3、乙。", ["“1.”之后直接是“3、”"]),
        ("⑴甲；⑵乙；⑷丙。", ["“(2)”之后直接是“(4)”"]),
        ("⑴甲；⑶乙。", ["“(1)”之后直接是“(3)”"]),
        ("⑱甲；⑳乙。", ["“(18)”之后直接是“(20)”"]),
        ("一是甲：1.子；2.丑。二是乙：1.寅；2.卯。", []),
        ("（1）甲：1.子。（2）乙。（3）丙。", []),
        ("投入3.2万元，12.4宪法日，对1、2、3号楼改造，统一是好事。", []),
        ("一十十是甲；十二三是乙。", []),
        ("1.甲；9.乙。", []),
        ("", []),
    ],
)
def test_numbers_of_points(text, faults):
    assert points.numbering_faults(text) == faults


@pytest.mark.parametrize("odd", ["一二", "二三十", "十二三"])
def test_what_says_no_number_is_no_point(odd):
    assert points.points(f"一是甲；{odd}是乙；二是丙。") == [f"甲；{odd}是乙", "丙"]


def test_a_long_text_of_points_takes_little_time():
    assert points.numbering_faults("1.甲；" * 20_000) == []


def test_excerpts_show_some_text_around_and_join_what_overlaps():
    pattern = compile_pattern("XX", 0)
    assert wording.excerpts("今年要完成全市XX个县区普查成果入库工作", pattern) == ["今年要完成全市XX个县区普查成果入"]
    assert wording.excerpts("XX和XX", pattern) == ["XX和XX"]
    assert wording.excerpts("XX" + "甲" * 30 + "\nXX", pattern) == ["XX甲甲甲甲甲甲甲甲", "甲甲甲甲甲甲甲 XX"]
    assert wording.excerpts("没有", pattern) == []


def test_hidden_numbers_keep_three_and_two_characters():
    assert wording.masked(["13812345678", "1234"]) == ["138******78", "****"]


def test_pieces_are_taken_out():
    assert texts.without("《规划（2016—2020年）》和2023年计划", compile_pattern("《[^》]*》", 0)) == "和2023年计划"


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("可用率（%）", "可用率"),
        ("甲（乙）（丙）", "甲"),
        ("（甲）（乙）", "(甲)(乙)"),  # nothing but brackets
        ("（甲）", "(甲)"),
        ("甲（乙（丙））", "甲(乙(丙))"),
        ("甲（乙））", "甲(乙))"),
        ("甲）", "甲)"),
        ("甲（乙）丙", "甲(乙)丙"),
        ("", ""),
    ],
)
def test_the_name_before_the_brackets_at_its_end(name, bare):
    assert wording.head(name) == bare


@pytest.mark.parametrize(("between", "pieces"), [(16, 1), (17, 2)])
def test_excerpts_that_touch_are_one(between, pieces):
    assert len(wording.excerpts(f"x{'甲' * between}x", compile_pattern("x", 0))) == pieces
