"""What is left of a term after bounds were set on it, on the bound and beside it."""

import ast
from datetime import date
from decimal import Decimal

import pytest

from checker.expressions.domains import Choice, Span

SIGNS = {"<": ast.Lt, "<=": ast.LtE, ">": ast.Gt, ">=": ast.GtE, "==": ast.Eq, "!=": ast.NotEq}


def span(*bounds, whole=False):
    """Return the numbers, or days, that keep all the bounds."""
    made = Span(whole=whole)
    for bound in bounds:
        sign, value = bound.split()
        made = made.narrowed(SIGNS[sign], date.fromisoformat(value) if "-" in value[1:] else Decimal(value))
    return made


@pytest.mark.parametrize(
    "bounds",
    [
        ("> 5", "< 5"),
        ("> 5", "<= 5"),
        (">= 5", "< 5"),
        ("== 5", "!= 5"),
        ("> 6", "< 5"),
        # whichever is said last, the narrower bound stays
        ("> 5", ">= 5", "<= 5"),
        (">= 5", "> 5", "<= 5"),
        ("< 5", "<= 5", ">= 5"),
        ("<= 5", "< 5", ">= 5"),
        ("> 5", "> 3", "< 4"),
        ("< 3", "< 5", "> 4"),
        ("<= 3", "< 5", "> 3"),
        (">= 5", "> 3", "< 5"),
        ("> 2024-05-01", "< 2024-05-01"),
    ],
)
def test_bounds_that_leave_nothing(bounds):
    assert span(*bounds).empty
    assert span(*bounds, whole=True).empty


@pytest.mark.parametrize(
    "bounds",
    [
        (),
        ("> 5",),
        ("< 5",),
        ("!= 5",),
        (">= 5", "<= 5"),
        ("== 5", "!= 6"),
        ("> 5", "< 7"),
        ("> 5", "< 9", "!= 6"),
        (">= 5", "< 7", "!= 5"),
        ("> 5", "<= 7", "!= 7"),
        (">= 5", "<= 7", "!= 5", "!= 7"),
        (">= 5", "<= 6", "!= 4", "!= 7", "!= 5"),
        (">= 5", "<= 6", "!= 5.5", "!= 5"),
        ("> 2024-05-01", "< 2024-05-03"),
    ],
)
def test_bounds_that_leave_something(bounds):
    assert not span(*bounds).empty
    assert not span(*bounds, whole=True).empty


@pytest.mark.parametrize(
    "bounds",
    [
        ("> 5", "< 6"),
        ("> 5.2", "< 5.8"),
        (">= 5", "<= 5", "!= 5"),
        ("> 5", "< 7", "!= 6"),
        (">= 5", "<= 6", "!= 5", "!= 6"),
    ],
)
def test_bounds_between_which_there_is_no_whole_number(bounds):
    assert span(*bounds, whole=True).empty
    assert span(*bounds).empty is ("!= 5" in bounds and "<= 5" in bounds)


def test_a_choice_is_what_is_among_all_and_not_left_out():
    few = frozenset({"甲", "乙"})
    assert not Choice().empty
    assert not Choice().but(few).empty
    assert not Choice().only(few).but(frozenset({"甲"})).empty
    assert Choice().only(few).but(few).empty
    assert Choice().only(few).only(frozenset({"丙"})).empty
    assert Choice().but(few).only(few).empty
