"""Amounts in a text, and what one unit is in another."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest

from checker import resources
from checker.expressions import FunctionError, quantities, units
from checker.text import fold

DATA = json.loads((resources.folder("schemas") / "values.json").read_text("utf-8"))
CLASS = {unit: name for name, of_class in DATA["units"].items() for unit in of_class}


@pytest.mark.parametrize("table", DATA["conversion"], ids=lambda table: next(iter(table)))
def test_units_that_convert_are_known_and_of_one_class(table):
    assert {CLASS.get(unit) for unit in table} in ({CLASS[unit]} for unit in table)
    assert all(Fraction(factor) > 0 for factor in table.values())
    assert 1 in map(Fraction, table.values())


def test_no_unit_converts_in_two_ways():
    names = [fold(unit) for table in (DATA["money"], *DATA["conversion"]) for unit in table]
    doubled = {unit for unit in names if names.count(unit) > 1}
    assert all(len({str(units.measure(unit)) for unit in (name, f" {name}")}) == 1 for name in doubled)
    assert doubled == {"m2"}  # ㎡ is folded to it


CONVERTED = [
    (1, "公里/小时", "公里/小时", 1),
    (1, "元/平方米", "元/㎡", None),
    (3, "万", "元", 30000),
    (2, "亿", "万元", 20000),
    (1, "百万火星币", "火星币", 1000000),
    (1, "万", "亩", None),
    (1, "亿万", "亿万", 1),
    (5, " ㎡ ", "平方米", 5),
    (1, "度", "千瓦时", 1),
    (1, "工作日", "天", None),
    (1, "个" * 30, "个" * 30, 1),
    (1, "万" + "个" * 30, "个" * 30, None),
]


@pytest.mark.parametrize(("number", "source", "target", "wanted"), CONVERTED)
def test_what_one_unit_is_in_another(number, source, target, wanted):
    assert units.convertible(source, target) is (wanted is not None)
    if wanted is None:
        with pytest.raises(FunctionError):
            units.convert(Decimal(number), source, target)
    else:
        assert units.convert(Decimal(number), source, target) == wanted


READ = [
    ("投入154万，惠及3万群众", ["投入154万", "惠及3万群众"]),
    ("2024年12月31日前，12月100人", ["12月100人"]),
    ("增长-5%", ["增长-5%"]),
    ("10-20个", ["10-20个"]),
    ("1.5.2个，v2个，第3个，3月5日", []),
    ("30元/人补助，每月500元/月", ["30元/人补助", "每月500元/月"]),
    ("安装２８４ 个终端", ["安装284个终端"]),
    ("新建公路12公里，改造桥梁3座以及涵洞5处", ["新建公路12公里", "改造桥梁3座", "涵洞5处"]),
    ("一" * 50 + "3个" + "二" * 50, ["一" * 20 + "3个" + "二" * 20]),
    ("甲" * 3000 + "3个", ["甲" * 20 + "3个"]),
    ("12345678901234567890个", ["12345678901234567890个"]),
]


@pytest.mark.parametrize(("text", "wanted"), READ)
def test_amounts_with_what_they_are_of(text, wanted):
    assert quantities.quantities(text) == wanted


NUMBERS = [
    ("投入154万，惠及3万群众", "万元", []),
    ("下降-5%", "%", [5]),
    ("温度-5℃", "℃", [5]),
    ("，-5℃", "℃", [-5]),
    ("2.5万火星币和3火星币", "火星币", [25000, 3]),
    ("2.5万火星币", "万火星币", [Decimal("2.5")]),
    ("3个", "", []),
    ("3" + "个" * 30, "个" * 30, []),
    ("投入1,234,567.5元", "元", [Decimal("1234567.5")]),
    ("培训3项，200人", "人", [200]),
    ("5000平方米和15亩", "公顷", [Decimal("0.5"), 1]),
    ("2周，30日", "天", [14, 30]),
]


@pytest.mark.parametrize(("text", "unit", "wanted"), NUMBERS)
def test_numbers_in_a_unit(text, unit, wanted):
    assert quantities.numbers_in(text, unit) == wanted


def test_a_name_that_is_too_long_is_not_spoken_of():
    name = "终端租赁" * 60
    assert quantities.stated(f"{name}5个", name, "个") == []
    assert quantities.differing(f"{name}5个", name, Decimal(3), "个") == []


def test_a_unit_that_is_too_long_is_not_looked_for():
    unit = "个" * 30
    assert not quantities.mentions(f"3{unit}", Decimal(3), unit)


@pytest.mark.parametrize(
    ("text", "unit", "numbers"),
    [
        ("①6座小型水库除险加固", "座", [6]),
        ("改造面积10²公顷", "公顷", []),
        ("两项分别为100，200万元", "万元", [200]),
        ("共4,200批次", "批次", [4200]),
    ],
)
def test_marks_powers_and_commas_between_clauses_are_no_figures(text, unit, numbers):
    assert quantities.numbers_in(text, unit) == numbers


@pytest.mark.parametrize("mark", "①⒛⓪⓿❶➓，")
def test_a_list_mark_ends_a_clause(mark):
    assert quantities.numbers_in(f"水库3座{mark}6座", "座") == [3, 6]
    assert quantities.numbers_in(f"水库3{mark}6座", "座") == [6]


@pytest.mark.parametrize("sign", "¹²³¼¾⁰₉⅐⅟")
def test_a_power_is_no_figure(sign):
    assert quantities.numbers_in(f"水库3{sign}座", "座") == []


@pytest.mark.parametrize("other", "\u245f⒜ⓩ─❵➔±´º»¿₊⅏Ⅰ")
def test_their_neighbours_are_what_they_are(other):
    assert quantities._even(f"3{other}座") == fold(f"3{other}座")


@pytest.mark.parametrize(
    ("clause", "name", "found"),
    [
        ("甲乙丙丁5个", "甲乙丙丁", [5]),
        ("甲乙丙与丁5个", "甲乙丙丁", []),  # not four in a row
        ("乙丙丁甲5个", "甲乙丙丁", []),
        ("乙丙丁戊5个", "甲乙丙丁戊", [5]),  # the last four
        ("甲乙丙丁戊己庚5个", "甲乙丙丁戊己庚辛壬癸", [5]),  # seven of ten
        ("甲乙丙丁戊己5个", "甲乙丙丁戊己庚辛壬癸", []),
        ("甲乙丙丁" * 50 + "5个", "甲乙丙丁" * 50, [5]),  # 200 characters
        ("甲乙丙丁" * 50 + "甲5个", "甲乙丙丁" * 50 + "甲", []),
    ],
)
def test_a_clause_is_about_a_name_that_it_has_most_of(clause, name, found):
    assert quantities.stated(clause, name, "个") == found


def test_a_hundred_million_is_one_and_the_longest_unit_is_a_unit():
    mentions = quantities.mentions
    assert mentions("投入5亿元", Decimal(500_000_000), "元")
    unit = "甲" * units.LONGEST_UNIT
    assert mentions(f"有5{unit}", Decimal(5), unit)
    assert not mentions(f"有5{unit}甲", Decimal(5), unit + "甲")


def test_a_unit_of_20_characters_is_looked_into_and_a_longer_one_is_not():
    assert units.measure("万" + "甲" * 19) == ("甲" * 19, 10_000)
    assert units.measure("万" + "甲" * 20) == ("万" + "甲" * 20, 1)


def test_a_unit_that_is_known_is_what_it_is_called():
    table = units.load()
    alone = [unit for unit in table.known - table.measures.keys() if unit not in table.alone]
    for unit in (*alone, "火星币"):
        assert units.measure(unit) == (unit, 1)


@pytest.mark.parametrize(
    ("text", "number", "unit", "there"),
    [
        ("有5人和3个", 5, "个", False),
        ("有5人和3个", 3, "个", True),
        ("投入5万元", 5, "万元", True),
        ("投入5万元", 50_000, "元", True),
        ("投入5万元", 5, "元", False),
        ("投入3.5亿元", 350_000_000, "元", True),
    ],
)
def test_an_amount_is_a_number_with_its_own_unit(text, number, unit, there):
    assert quantities.mentions(text, Decimal(number), unit) is there
