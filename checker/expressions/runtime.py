"""What the text that emit.py writes calls: the few things that take more than an operator.

All of it answers as the reference evaluator does, or raises :class:`Stop`, and then that one is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Never

from checker.expressions import evaluate
from checker.expressions.frames import day
from checker.expressions.patterns import Pattern
from checker.text import fold, narrow, plain, size

_NUMBER = re.compile(r"\s*[-+]?[0-9]+(?:\.[0-9]+)?\s*")
_DIGITS, _POINT = "0123456789", ("", ".")
ABSENT = object()
"""In place of a value: the layout has no such field."""
LONG, EASY = 100, 30
"""How long a text may be that tables remember; where a pattern is among what they tell, and it is a harder one."""
_MUCH = 10_000_000


class Stop(Exception):  # noqa: N818 - a signal, not an error
    """The fast way cannot tell; the reference evaluator must."""


class Table(dict[Any, Any]):
    """A function of short texts that come again and again, as a table that fills itself."""

    def __init__(self, function: Callable[[Any], Any], longest: int = LONG, most: int = 20_000) -> None:
        super().__init__()
        self._function, self._most, self._longest = function, most, longest

    def __missing__(self, text: str | None) -> Any:
        value = self._function(text)
        if text is None or len(text) <= self._longest:
            if len(self) >= self._most:
                self.clear()
            self[text] = value
        return value


def stop() -> Never:
    """Leave the rule to the reference evaluator."""
    raise Stop


def number(value: Any) -> Decimal | None:
    """Return a number as the language has it, None when it is blank or no number."""
    kind = value.__class__
    if kind is str:
        if value and value.strip(_DIGITS) in _POINT and value.strip(".") == value:
            return Decimal(value)  # digits, or digits, a point and digits
    elif kind is int:
        return Decimal(value)
    elif value is None or isinstance(value, Decimal):
        return value
    text = str(value)
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def written(data: Mapping[str, Any], path: Sequence[str]) -> Any:
    """Return what a record has at ``path``: ABSENT, None when it is blank, or whatever it is."""
    value: Any = data
    for key in path:
        if (value.__class__ is not dict and not isinstance(value, Mapping)) or key not in value:
            return ABSENT
        value = value[key]
    return None if isinstance(value, str) and not value.strip() else value


def present(data: Mapping[str, Any], path: Sequence[str]) -> bool:
    """Tell whether a field without a typed value is filled all the same; stop when the layout has no such field."""
    found = written(data, path)
    if found is ABSENT:
        raise Stop
    return found is not None


def printed(data: Mapping[str, Any], path: Sequence[str]) -> bool:
    """Return False; stop when the layout has no such field."""
    if written(data, path) is ABSENT:
        raise Stop
    return False


def has_field(data: Mapping[str, Any], path: Sequence[str]) -> bool:
    """Tell whether the layout has the field."""
    return written(data, path) is not ABSENT


def zero(data: Mapping[str, Any], path: Sequence[str]) -> Decimal:
    """Return 0 for a field that is blank or not on the layout; stop when it is filled with what is no number."""
    if written(data, path) in (None, ABSENT):
        return Decimal(0)
    raise Stop


def unreadable(data: Mapping[str, Any], path: Sequence[str]) -> bool:
    """Tell whether a field without a typed value is filled with what is no number."""
    return written(data, path) not in (None, ABSENT)


def legible(data: Mapping[str, Any], path: Sequence[str]) -> None:
    """Stop when a field without a typed value is filled with what is no number."""
    if unreadable(data, path):
        raise Stop


def longer(text: str, least: int) -> bool:
    """Tell whether a text has at least so many characters, as 长度 counts them."""
    head = text[:least]
    if len(head) < least:
        return False
    return (head.isprintable() and " " not in head) or size(text) >= least


def flat(parts: Sequence[Sequence[Any]]) -> list[Any]:
    """Return the members of all ``parts`` as one list."""
    return [one for part in parts for one in part]


class Meter:
    """What one function keeps count of over a form: the tries that hard searches take, and the longest text."""

    def __init__(self) -> None:
        self._spent = self._longest = 0
        self.fold = Table(self._fold)

    def folded(self, text: str | None) -> str | None:
        """Return a field's text folded, None for a blank."""
        if text is not None and len(text) <= LONG and plain.fullmatch(text):
            return text or None
        return self._fold(text) if text and not text.isspace() else None

    def _fold(self, text: str) -> str:
        self._longest = max(self._longest, len(text))
        return fold.__wrapped__(text)

    def reset(self) -> None:
        """Begin with a new form."""
        self._spent = self._longest = 0

    def longest(self, length: int) -> int:
        """Return the length of the longest text, if that is more than ``length`` and not just a short one."""
        return max(length, self._longest)

    def bounded(self, text: str, pattern: Pattern) -> str:
        """Return ``text``; stop when searching it for ``pattern`` could take long, or too much was spent before."""
        if len(text) > pattern.easy:
            self._spent += pattern.work(text)
            if self._spent > _MUCH:
                raise Stop
        return text

    def matcher(self, pattern: Pattern) -> Mapping[str, bool]:
        """Return what tells whether a text has a place that fits ``pattern``; hard searches count each time."""
        easy, search = pattern.easy, None

        def fits(text: str) -> bool:
            nonlocal search
            if len(text) > easy:
                return pattern.found(self.bounded(text, pattern))
            if search is None:
                if pattern.lacks(text):
                    return False
                search = pattern.regex.search  # compiled when it first meets a text that it may fit
            return search(narrow(text)) is not None

        return Table(fits, min(LONG, easy), 5_000)


NAMES: Mapping[str, Any] = {
    "__builtins__": {}, "text": str, "nothing": {},
    "abs": abs, "len": len, "sum": sum, "zip": zip, "table": Table, "enumerate": enumerate, "Exception": Exception,
    "decimal": Decimal, "number": number, "day": day, "stop": stop, "present": present, "printed": printed,
    "has_field": has_field, "unreadable": unreadable, "zero": zero, "legible": legible, "flat": flat, "longer": longer,
    "same": evaluate.equal, "within": evaluate.within,
}  # fmt: skip
"""All that generated text can name, beside its constants."""
METERED = ("bounded", "fold", "folded", "longest", "reset")
"""What more it can name, of its own :class:`Meter`."""
