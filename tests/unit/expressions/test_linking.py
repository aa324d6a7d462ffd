"""How alike texts are, and what they share: on every bound and beside it."""

from decimal import Decimal

import pytest

from checker.expressions import Word, Words
from checker.expressions.linking import nearest, overlap, unlinked

GENERIC = Words("通用词", (Word("工作"),))


@pytest.mark.parametrize(
    ("text", "other", "least", "found"),
    [
        ("甲", "甲", 1, []),
        ("甲", "乙", 0, ["甲"]),  # less than one character is one
        ("甲乙", "甲丙", 2, ["甲乙"]),
        ("甲乙", "甲乙", 2, []),
        ("甲" * 99, "甲" * 99, 100, ["甲" * 99]),
        ("甲" * 100, "甲" * 100, 101, []),  # more than a hundred are a hundred
        ("甲工作乙", "甲乙", 2, ["甲工作乙"]),
    ],
)
def test_what_shares_no_piece_of_so_many_characters(text, other, least, found):
    assert unlinked([text], [other], GENERIC, Decimal(least)) == found


@pytest.mark.parametrize(("same", "wins"), [(199, "乙"), (200, "丙")])
def test_the_nearest_is_looked_for_in_the_first_200_characters(same, wins):
    others = ["甲" * same + end for end in "丙乙"]
    assert nearest("甲" * same + "乙", others)[-1] == wins


def test_an_overlap_has_one_decimal():
    assert overlap("甲乙丙丁戊己", "甲乙丙丁") == Decimal("33.3")
    assert overlap("甲乙丙", "丁甲乙丙") == 100
