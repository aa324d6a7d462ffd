"""What a term can still be, after what was said about it: a span of numbers or days, or a few of some choices."""

from __future__ import annotations

import ast
import math
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

Operator = type[ast.cmpop]
_BELOW = (ast.Lt, ast.LtE, ast.Eq)
_ABOVE = (ast.Gt, ast.GtE, ast.Eq)


@dataclass(frozen=True)
class Span:
    """Numbers or days between two bounds, but for those left out; ``whole`` tells that only integers lie in it."""

    low: Any = None
    high: Any = None
    low_open: bool = False
    high_open: bool = False
    without: frozenset[Any] = frozenset()
    whole: bool = False

    def narrowed(self, operator: Operator, value: Any) -> Span:
        """Return the part of the span whose members stand so to ``value``."""
        if operator is ast.NotEq:
            return replace(self, without=self.without | {value})
        span, strict = self, operator in (ast.Lt, ast.Gt)
        if operator in _ABOVE and (self.low is None or value > self.low or (value == self.low and strict)):
            span = replace(span, low=value, low_open=strict)
        if operator in _BELOW and (self.high is None or value < self.high or (value == self.high and strict)):
            span = replace(span, high=value, high_open=strict)
        return span

    @property
    def empty(self) -> bool:
        """Whether nothing is left."""
        if self.low is None or self.high is None:
            return False
        if self.whole and isinstance(self.low, Decimal):
            return self._integers() <= 0
        if self.low == self.high:
            return self.low_open or self.high_open or self.low in self.without
        return bool(self.low > self.high)

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

    def only(self, values: frozenset[Any]) -> Choice:
        """Return the part of the choice that is among ``values``."""
        return Choice(values if self.allowed is None else self.allowed & values, self.without)

    def but(self, values: frozenset[Any]) -> Choice:
        """Return the part of the choice that is not among ``values``."""
        return Choice(self.allowed, self.without | values)

    @property
    def empty(self) -> bool:
        """Whether nothing is left."""
        return self.allowed is not None and not self.allowed - self.without


Domain = Span | Choice
ORDERED = (Decimal, date)
"""The kinds of value that a span is made of."""


def parts(span: Span, sign: Operator, value: Any, slack: Decimal) -> list[Span]:
    """Return the parts of a span whose members stand so to ``value``; what is off by ``slack`` at most is equal."""
    if not slack:
        return [span.narrowed(sign, value)]
    below, above = value - slack, value + slack
    match sign():
        case ast.Eq():
            return [span.narrowed(ast.GtE, below).narrowed(ast.LtE, above)]
        case ast.NotEq():
            return [span.narrowed(ast.Lt, below), span.narrowed(ast.Gt, above)]
        case ast.Lt() | ast.GtE():
            return [span.narrowed(sign, below)]
        case _:
            return [span.narrowed(sign, above)]
