"""What every match of a pattern must hold: the marks by which most texts are seen not to fit."""

import re

import pytest

from checker.expressions.prefilter import marks

EIGHT = "甲一|乙二|丙三|丁四|戊五|己六|庚七|辛八"


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("甲", ["甲"]),
        ("甲乙甲丙丁", ["甲乙丙"]),
        ("甲一|乙二", ["甲一", "乙二"]),
        ("甲一|乙二|甲一", ["甲一", "乙二"]),
        ("甲一|.", []),
        ("(?:甲一|乙二)丙", ["丙"]),
        ("丙(?:甲一|乙二)", ["丙"]),
        ("(甲)乙", ["甲乙"]),
        # what may be left out is no mark
        ("甲?", []),
        ("甲*乙", ["乙"]),
        ("甲+?", ["甲"]),
        ("(?:甲乙){1,3}", ["甲乙"]),
        (".*", []),
        # of several characters at one place each is a mark; the place with the fewest counts
        ("[甲乙]", ["乙", "甲"]),
        ("[甲乙]丙", ["丙"]),
        ("[甲乙丙][丁戊]", ["丁", "戊"]),
        ("[丁戊][甲乙丙]", ["丁", "戊"]),
        ("[一龙][二三]", ["三", "二"]),
        ("[二三][一龙]", ["三", "二"]),
        ("[^甲]", []),
        ("[丁-甲]", []),
        # a letter, a digit and % may stand in full width in the text
        ("a", ["a", "ａ"]),
        ("Z9", ["9", "９"]),
        ("%", ["%", "％"]),
        ("-", ["-"]),
        ("á", ["á"]),
        ("a甲", ["甲"]),
        ("[ab]", ["a", "ａ", "b", "ｂ"]),
        # more than eight are too many
        (EIGHT, EIGHT.split("|")),
        (EIGHT + "|壬九", []),
    ],
)
def test_the_marks_of_a_pattern(pattern, wanted):
    assert list(marks(pattern)) == wanted


@pytest.mark.parametrize("text", ["甲乙", "乙 9", "９", "a%", "％"])
@pytest.mark.parametrize("pattern", ["[甲乙]", "9", "甲|9|%", "a?%"])
def test_what_fits_holds_a_mark(pattern, text):
    fits = re.search(pattern, text.translate({0xFF19: "9", 0xFF05: "%"}))
    assert not fits or any(all(one in text for one in mark) for mark in marks(pattern))
