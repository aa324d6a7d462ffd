"""What generated rules call: each answers as the reference evaluator does, or leaves the rule to it."""

from decimal import Decimal
from types import MappingProxyType

import pytest

from checker.expressions import runtime
from checker.expressions.patterns import compile_pattern
from checker.expressions.runtime import ABSENT, LONG, Meter, Stop, Table

RECORD = {"text": "甲", "blank": " ", "null": None, "number": 5, "group": {"inner": "乙"}, "list": []}
OTHER = MappingProxyType({"group": MappingProxyType({"inner": "乙"})})


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("12", "12"),
        ("12.50", "12.50"),
        ("-1", "-1"),
        ("+1", "1"),
        (" 7 ", "7"),
        (7, "7"),
        (Decimal("0.1"), "0.1"),
        (None, None),
        (" ", None),
        (".", None),
        ("1.", None),
        (".5", None),
        ("1.2.3", None),
        ("1e5", None),
        ("１２", None),
        ("12万", None),
        ("-", None),
        (True, None),
        (1.5, "1.5"),
    ],
)
def test_a_number_as_it_is_written(given, read):
    assert runtime.number(given) == (read if read is None else Decimal(read))


@pytest.mark.parametrize(
    ("path", "found"),
    [
        (("text",), "甲"),
        (("blank",), None),
        (("null",), None),
        (("number",), 5),
        (("list",), []),
        (("group", "inner"), "乙"),
        (("other",), ABSENT),
        (("group", "other"), ABSENT),
        (("text", "inner"), ABSENT),
        (("null", "inner"), ABSENT),
    ],
)
def test_what_a_record_has_somewhere(path, found):
    assert runtime.written(RECORD, path) == found
    assert runtime.has_field(RECORD, path) is (found is not ABSENT)
    assert runtime.unreadable(RECORD, path) is (found is not ABSENT and found is not None)


def test_a_record_may_be_any_mapping():
    assert runtime.written(OTHER, ("group", "inner")) == "乙"
    assert runtime.written(OTHER, ("group", "other")) is ABSENT


def test_what_the_reference_evaluator_must_tell():
    assert runtime.present(RECORD, ("number",)) is True
    assert runtime.present(RECORD, ("blank",)) is False
    assert runtime.printed(RECORD, ("number",)) is False
    assert runtime.zero(RECORD, ("null",)) == 0
    assert runtime.zero(RECORD, ("other",)) == 0
    runtime.legible(RECORD, ("blank",))
    runtime.legible(RECORD, ("other",))
    for function, path in (
        (runtime.present, "other"), (runtime.printed, "other"), (runtime.zero, "text"), (runtime.legible, "text"),
    ):  # fmt: skip
        with pytest.raises(Stop):
            function(RECORD, (path,))


@pytest.mark.parametrize(
    ("text", "least", "told"),
    [
        ("甲乙丙", 3, True),
        ("甲乙丙", 4, False),
        ("甲乙", 3, False),
        ("甲 乙", 3, False),
        ("甲 乙丙", 3, True),
        ("甲\u3000乙", 3, False),
        ("甲\u200b乙", 3, False),
        ("甲\n乙丙", 3, True),
        ("", 0, True),
        ("", 1, False),
    ],
)
def test_whether_a_text_is_so_long(text, least, told):
    assert runtime.longer(text, least) is told


def asked(table, *texts):
    """Return what a table asks its function for, given texts one after the other."""
    calls = []
    kept = table._function
    table._function = lambda text: calls.append(text) or kept(text)
    for text in texts:
        assert table[text] == kept(text)
    return calls


def test_a_table_remembers_short_texts_until_it_is_full():
    short, long = "甲" * LONG, "甲" * (LONG + 1)
    assert asked(Table(str), short, short, long, long, None, None) == [short, long, long, None]
    assert asked(Table(str, longest=1), "甲", "甲", "甲乙", "甲乙") == ["甲", "甲乙", "甲乙"]
    assert asked(Table(str, most=2), "甲", "乙", "甲", "乙") == ["甲", "乙"]
    assert asked(Table(str, most=2), "甲", "乙", "丙", "丙", "甲") == ["甲", "乙", "丙", "甲"]


def test_the_longest_text_of_a_form_is_known():
    meter = Meter()
    assert meter.longest(0) == 0
    assert [meter.folded(text) for text in (None, "", " ", "（甲 乙）", "甲")] == [None, None, None, "(甲乙)", "甲"]
    assert (meter.longest(0), meter.longest(4), meter.longest(9)) == (5, 5, 9)
    meter.reset()
    assert meter.longest(0) == 0


def test_hard_searches_are_counted_over_a_form():
    pattern = compile_pattern("a.*x", 0)
    text = "a" * 1600 + "x"
    each = pattern.work(text)
    assert 3 * each <= runtime._MUCH < 4 * each
    meter = Meter()
    assert [meter.bounded(text, pattern) for _ in range(3)] == [text] * 3
    with pytest.raises(Stop):
        meter.bounded(text, pattern)
    assert meter.bounded("ax" * (pattern.easy // 2), pattern)
    meter.reset()
    assert meter.bounded(text, pattern) == text


def test_a_matcher_finds_what_the_pattern_finds_in_easy_texts_and_in_hard_ones():
    pattern = compile_pattern("甲.*[0-9]$", 0)
    fits = Meter().matcher(pattern)
    assert fits["甲１"]
    assert not fits["乙1"]
    assert fits["甲" * pattern.easy + "1"]
    assert not fits["甲" * pattern.easy + "乙"]
    assert fits["甲" * (pattern.easy - 1) + "1"]


def test_a_table_remembers_texts_of_100_characters_and_20000_of_them():
    table = Table(len)
    assert [table["甲" * length] for length in (100, 101)] == [100, 101]
    assert list(table) == ["甲" * 100]
    for number in range(20_000 - 1):
        table[str(number)]
    assert len(table) == 20_000
    assert table["多"] == 1
    assert list(table) == ["多"]


def test_what_fits_a_pattern_is_remembered_of_5000_texts():
    fits = Meter().matcher(compile_pattern("甲", 0))
    for number in range(5_000):
        fits[str(number)]
    assert len(fits) == 5_000
    assert fits["甲"] is True
    assert list(fits) == ["甲"]


@pytest.mark.parametrize("ways", [7, 8, 9])
def test_of_a_harder_pattern_only_easy_texts_are_remembered(ways):
    hard = compile_pattern(f"(?:a?){{0,{ways}}}a*bx", 0)
    fits = Meter().matcher(hard)
    assert [fits["a" * length] for length in (hard.easy, hard.easy + 1)] == [False, False]
    assert list(fits) == ["a" * hard.easy]
    assert (hard.easy == 30) == (ways == 7)


@pytest.mark.parametrize("value", [Decimal("1E+2"), Decimal("-0.50"), None])
def test_a_number_that_is_one_already_is_taken_as_it_is(value):
    assert runtime.number(value) is value
