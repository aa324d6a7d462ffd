"""What is left of a term after bounds were set on it, on the bound and beside it."""

import ast
from datetime import date
from decimal import Decimal

import pytest

from checker.expressions.domains import Choice, Span, spans

SIGNS = {"<": ast.Lt, "<=": ast.LtE, ">": ast.Gt, ">=": ast.GtE, "==": ast.Eq, "!=": ast.NotEq}


def span(*bounds, whole=False):
    """Return the numbers, or days, that keep all the bounds."""
    made = Span(whole=whole)
    for bound in bounds:
        sign, value = bound.split()
        told = date.fromisoformat(value) if "-" in value[1:] else Decimal(value)
        (part,) = spans(SIGNS[sign], told, Decimal(0))
        made &= part
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
    assert not span(*bounds)
    assert not span(*bounds, whole=True)


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
    assert span(*bounds)
    assert span(*bounds, whole=True)


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
    assert not span(*bounds, whole=True)
    assert bool(span(*bounds)) is not ("!= 5" in bounds and "<= 5" in bounds)


def test_a_choice_is_what_is_among_all_and_not_left_out():
    few = frozenset({"甲", "乙"})
    assert Choice()
    assert Choice(without=few)
    assert Choice(few) & Choice(without=frozenset({"甲"}))
    assert not Choice(few) & Choice(without=few)
    assert not Choice(few) & Choice(frozenset({"丙"}))
    assert not Choice(without=few) & Choice(few)
