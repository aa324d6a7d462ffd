"""What a term of an expression is, apart from any form: what makes two the same, and what each can be at most."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from checker.expressions.domains import Span
from checker.expressions.nodes import Apply, Ask, Each, Read, Value
from checker.expressions.patterns import Pattern
from checker.expressions.words import Words
from checker.schema import NUMERIC
from checker.text import fold

Key = tuple[Any, ...]
Said = dict[Key, frozenset[Any]]
_COUNT = Span(Decimal(0), whole=True)
_ANY = Span()
_PERCENT = Span(Decimal(0), Decimal(100))
_SPANS: Mapping[str, Span] = {
    "length": _COUNT, "size": _COUNT, "count": _COUNT, "similarity": _PERCENT, "overlap": _PERCENT,
    "year_of": Span(whole=True), "month_of": Span(Decimal(1), Decimal(12), whole=True),
    "day_of": Span(Decimal(1), Decimal(31), whole=True), "days_between": Span(whole=True),
}  # fmt: skip


def plain(value: Any) -> Any:
    """Return what makes two values the same."""
    match value:
        case list():
            return tuple(map(plain, value))
        case Words():
            return ("words", value.name)
        case Pattern():
            return ("pattern", value.source)
        case str():
            return ("text", fold(value))
        case _:
            return (type(value).__name__, value)


def span_of(node: ast.expr) -> Span:
    """Return the numbers that a term can be: what counts is whole and not negative, and a schema may set limits."""
    if isinstance(node, Apply | Each):
        return _SPANS.get(node.function.english, _ANY)
    if not isinstance(node, Read):
        return _ANY
    limits = node.field.annotations
    low, high = (Decimal(limits[one]) if one in limits else None for one in ("minimum", "maximum"))
    return Span(low, high, whole=node.field.type == "integer")


def texts_of(node: ast.expr) -> tuple[str, ...]:
    """Return the only texts that a term can be; () when it can be others."""
    match node:
        case Read():
            return node.field.enum
        case Ask(default=Value(value=str() as text)):
            return (*node.read.field.enum, text) if node.read.field.enum else ()
        case _:
            return ()


def answer(asked: str, read: Read, holds: bool) -> Said:  # noqa: FBT001
    """Return what the answer to 有栏, 已填, 未填 or 可读 tells of a field; but for 有栏, asking needs the column."""
    if asked == "blank":
        asked, holds = "present", not holds
    if read.field.derived or read.field.type not in NUMERIC:
        asked = "present" if asked == "readable" else asked
    said: Said = {("has_field", *read.key): only(holds or asked != "has_field")}
    if asked == "present" or (asked == "readable" and holds):
        said["present", *read.key] = only(holds)
    if asked == "readable" or (asked == "present" and not holds):
        said["readable", *read.key] = only(holds)
    if holds and read.field.derived and asked == "present":
        source = (read.depth, read.field.path[:-1])
        said |= {("has_field", *source): only(True), ("present", *source): only(True)}  # noqa: FBT003
    return said


def only(value: bool) -> frozenset[Any]:  # noqa: FBT001
    """Return the choices of which ``value`` is left."""
    return frozenset({value})
