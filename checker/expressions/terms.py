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
from checker.schema import NUMERIC, Field
from checker.text import fold

Place = tuple[int, tuple[str, ...]]
"""What makes two reads the same."""
_ABSENT, _BLANK, _UNREADABLE, _TYPED = 1, 2, 4, 8
_PRESENT = _UNREADABLE | _TYPED
_STATES = {
    ("has_field", True): _BLANK | _PRESENT,
    ("has_field", False): _ABSENT,
    ("present", True): _PRESENT,
    ("present", False): _BLANK,
    ("readable", True): _TYPED,
    ("readable", False): _BLANK | _UNREADABLE,
}
"""The states that a field can be in after each answer; but for 有栏, asking needs the column."""
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
    match node:
        case Read(field=field):
            return Span(_limit(field, "minimum"), _limit(field, "maximum"), whole=field.type == "integer")
        case Apply() | Each():
            return _SPANS.get(node.function.english, _ANY)
        case _:
            return _ANY


def _limit(field: Field, name: str) -> Decimal | None:
    limit = field.annotations.get(name)
    return None if limit is None else Decimal(limit)


def texts_of(node: ast.expr) -> tuple[str, ...]:
    """Return the only texts that a term can be; () when it can be others."""
    match node:
        case Read():
            return node.field.enum
        case Ask(default=Value(value=str() as text)):
            return (*node.read.field.enum, text) if node.read.field.enum else ()
        case _:
            return ()


def answer(asked: str, read: Read, holds: bool) -> dict[Place, int]:  # noqa: FBT001
    """Return in which states the answer to 有栏, 已填, 未填 or 可读 leaves a field, and the text it is part of."""
    if asked == "blank":
        asked, holds = "present", not holds
    if asked == "readable" and (read.field.derived or read.field.type not in NUMERIC):
        asked = "present"
    said: dict[Place, int] = {read.key: _STATES[asked, holds]}
    if holds and read.field.derived and asked == "present":
        said[read.depth, read.field.path[:-1]] = _PRESENT
    return said
