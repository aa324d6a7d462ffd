"""The functions of the language, each by what it says it does."""

import re

import pytest
from ruling import CATALOGUE, evaluator

from checker.expressions.cases import VOCABULARIES
from checker.expressions.functions import FUNCTIONS
from checker.expressions.linking import common
from checker.expressions.resolve import resolve
from checker.expressions.scope import Scope

SCOPE = Scope((CATALOGUE.root,), {}, VOCABULARIES)


def computed(text, data=None):
    return evaluator(data or {}).value(resolve(text, SCOPE))


CASES = [case for one in dict.fromkeys(FUNCTIONS.values()) for case in one.cases if not case.error]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_english_names_do_the_same(case):
    names = "|".join(sorted({one.name for one in FUNCTIONS.values()}, key=len, reverse=True))
    text = re.sub(rf"(?<!\w)({names})(?=\()", lambda match: FUNCTIONS[match[1]].english, case.text)
    assert text != case.text
    assert computed(text, case.given) == computed(case.text, case.given)


POINTS = [
    ("一是甲；二是乙；三是丙。", []),
    ("一是甲；三是乙。", ["“一是”之后直接是“三是”"]),
    ("1.甲；2.乙；4.丁。", ["“2.”之后直接是“4.”"]),
    ("1.甲；1.乙。", []),
    ("1.甲；2.乙；2.丙。", ["“2.”出现了两次"]),
    ("1.甲；2、乙。", ["“1.”之后写成了“2、”，写法不一致"]),
    ("1.甲。2乙甲丙。3.丙。", ["“2乙甲丙”的序号后面没有标点"]),
    ("（一）甲。（二）乙。（三）丙。", []),
    ("①甲；②乙；④丁。", ["“(2)”之后直接是“(4)”"]),
    ("一、甲。1.乙。2.丙。二、丁。", []),
    ("第一，甲。第二，乙。", []),
    ("1.甲；9.乙。", []),
    ("十一、甲。十三、乙。", ["“十一、”之后直接是“十三、”"]),
    ("二十、甲。二十一、乙。", []),
    ("十十十、甲。一一、乙。一一十、丙。十一一、丁。", []),
    ("没有分项", []),
]


@pytest.mark.parametrize(("text", "wanted"), POINTS)
def test_the_numbers_of_points(text, wanted):
    assert computed(f'序号差错("{text}")') == wanted


def test_the_longest_common_piece_is_quick_on_long_texts():
    assert len(common("的" * 6000, "的" * 9000)) == 5000
    assert common("乙甲甲丙", "丁甲甲") == "甲甲"
    assert common("", "甲") == ""


@pytest.mark.parametrize("function", dict.fromkeys(one.name for one in FUNCTIONS.values()))
def test_every_function_has_two_names_and_a_meaning(function):
    one = FUNCTIONS[function]
    assert FUNCTIONS[one.english] is one
    assert all("\u4e00" <= character <= "\u9fff" for character in one.name)
    assert one.english.isascii()
    assert one.english.isidentifier()
    assert one.english == one.english.lower()
    assert any("\u4e00" <= character <= "\u9fff" for character in one.meaning)
    assert not one.meaning.endswith("。")
    assert one.call is not None or one.per_item or one.about_field


def test_every_number_has_a_unit():
    counted = {"number", "number in percent", "list of number"}
    assert [one.name for one in FUNCTIONS.values() if one.returns in counted and not one.unit] == []


def test_no_two_functions_share_a_name():
    assert len(FUNCTIONS) == 2 * len({id(one) for one in FUNCTIONS.values()})


def test_no_function_is_called_like_a_field():
    fields = {name for one in CATALOGUE.root.visible() for name in (one.title, one.key)}
    assert not fields & {one.name for one in FUNCTIONS.values()}
