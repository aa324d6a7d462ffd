"""What is read of a record where a schema has what ours has not: dates, and two texts of one grammar."""

from datetime import date
from decimal import Decimal

import pytest

from checker.expressions import Frame, Missing, State
from checker.schema import Field

DAY = Field(("day",), "开票日期", "date")
TEXTS = [Field((key, "number"), "数", "number", derived="counted", parent_title=key) for key in ("a", "b")]


def frame(data):
    return Frame(Field((), "记录", "group"), data, "", data, {"counted": lambda *_: {"number": Decimal(5)}})


@pytest.mark.parametrize(
    ("written", "read", "told"),
    [
        ("2024-12-31", date(2024, 12, 31), ""),
        ("2024-13-31", State.UNREADABLE, "“开票日期”认不出是日期"),
        ("去年底", State.UNREADABLE, "“开票日期”认不出是日期"),
        (" ", State.BLANK, "“开票日期”未填写"),
    ],
)
def test_a_date_that_is_none_is_told_as_such(written, read, told):
    found = frame({"day": written})
    assert found.read(DAY) == read
    assert not told or Missing(DAY, found, read).told == told


def test_two_texts_of_one_grammar_are_read_apart():
    found = frame({"a": None, "b": "5个"})
    assert [found.read(one) for one in TEXTS] == [State.BLANK, Decimal(5)]
    assert [found.pointer_of(one) for one in TEXTS] == ["/a", "/b"]
