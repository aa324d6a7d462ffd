"""What a term can still be, after what was said about it: a span of numbers or days, or a few of some choices.

A domain is narrowed by ``&`` with another, and false when nothing is left. Where there are only a few answers to choose
from (yes and no, the states of a field, the orders of two terms) an integer serves as well, one bit for each.
"""

from __future__ import annotations

import ast
import math
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

Operator = type[ast.cmpop]


@dataclass(frozen=True)
class Span:
    """Numbers or days between two bounds, but for those left out; ``whole`` tells that only integers lie in it."""

    low: Any = None
    high: Any = None
    low_open: bool = False
    high_open: bool = False
    without: frozenset[Any] = frozenset()
    whole: bool = False

    def __and__(self, other: Span) -> Span:
        low, low_open, high, high_open = self.low, self.low_open, self.high, self.high_open
        if other.low is not None and (low is None or other.low > low or (other.low == low and other.low_open)):
            low, low_open = other.low, other.low_open
        if other.high is not None and (high is None or other.high < high or (other.high == high and other.high_open)):
            high, high_open = other.high, other.high_open
        return Span(low, high, low_open, high_open, self.without | other.without, self.whole or other.whole)

    def __bool__(self) -> bool:
        if self.low is None or self.high is None:
            return True
        if self.whole and isinstance(self.low, Decimal):
            return self._integers() > 0
        if self.low == self.high:
            return not (self.low_open or self.high_open or self.low in self.without)
        return bool(self.low < self.high)

    def _integers(self) -> int:
        """Return how many integers are left."""
        first: int = math.floor(self.low) + 1 if self.low_open else math.ceil(self.low)
        last: int = math.ceil(self.high) - 1 if self.high_open else math.floor(self.high)
        gone = [one for one in self.without if first <= one <= last and one == int(one)]
        return last - first + 1 - len(gone)


@dataclass(frozen=True)
class Choice:
    """Any of ``allowed`` (None: of all there are) but for those left out."""

    allowed: frozenset[Any] | None = None
    without: frozenset[Any] = frozenset()

    def __and__(self, other: Choice) -> Choice:
        one, two = self.allowed, other.allowed
        allowed = two if one is None else one if two is None else one & two
        return Choice(allowed, self.without | other.without)

    def __bool__(self) -> bool:
        return self.allowed is None or not self.allowed <= self.without


class Domain(Protocol):
    """Whatever is narrowed by ``&`` and false when nothing is left: a span, a choice, an integer."""

    def __and__(self, other: Any, /) -> Any: ...


ORDERED = (Decimal, date)
"""The kinds of value that a span is made of."""


def spans(sign: Operator, value: Any, slack: Decimal) -> list[Span]:
    """Return all that stands so to ``value``, in one part or two; what is off by ``slack`` at most is equal."""
    below, above = (value - slack, value + slack) if slack else (value, value)
    match sign():
        case ast.Eq():
            return [Span(below, above)]
        case ast.NotEq():
            apart = [Span(high=below, high_open=True), Span(low=above, low_open=True)]
            return apart if slack else [Span(without=frozenset({value}))]
        case ast.Lt():
            return [Span(high=below, high_open=True)]
        case ast.GtE():
            return [Span(low=below)]
        case ast.LtE():
            return [Span(high=above)]
        case _:
            return [Span(low=above, low_open=True)]
