"""The values an expression reads: the record, one item of a list, each typed on first read.

Absent (the layout has no such column), blank (printed, left empty), unreadable (filled, but no number) and unparsed (a
sub-field that the text does not hold) are four states of a field, none of them a value and none of them zero.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from checker import regex
from checker.model import Record
from checker.schema import NUMERIC, Field

Derivers = Mapping[str, Callable[[Mapping[str, Any], Record], Mapping[str, Any]]]
"""By grammar name, what reads the sub-fields out of a text: (item, record) → values by key."""

_DAY = regex.lazy(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = regex.lazy(r"[-+]?\d+(?:\.\d+)?", re.ASCII)


class State(Enum):
    """Why a field has no value."""

    ABSENT = "本表没有这一栏"
    BLANK = "未填写"
    UNREADABLE = "认不出是数"
    UNPARSED = "指标值里读不出"


class Missing(Exception):  # noqa: N818 - a signal that ends an evaluation, not an error
    """A field that is needed has no value in its frame."""

    def __init__(self, field: Field, frame: Frame, state: State) -> None:
        super().__init__(field.title)
        self.field, self.frame, self.state = field, frame, state

    @property
    def told(self) -> str:
        """What is missing, as a clause."""
        title = self.field.title
        if self.state is State.ABSENT:
            return f"本表没有“{title}”这一栏"
        if self.state is State.UNPARSED:
            return f"“{self.field.parent_title}”里没有“{title}”"
        if self.state is State.UNREADABLE and self.field.type == "date":
            return f"“{title}”认不出是日期"
        return f"“{title}”{self.state.value}"

    @property
    def written(self) -> str | None:
        """What stands in the field when it is filled but no number."""
        return self.frame.written(self.field) if self.state is State.UNREADABLE else None


class Frame:
    """The fields of a record or of one item, with the JSON Pointer of each."""

    __slots__ = ("_cache", "_derivers", "_record", "data", "owner", "pointer")

    def __init__(self, owner: Field, data: Mapping[str, Any], pointer: str, record: Record, derivers: Derivers) -> None:
        self.owner, self.data, self.pointer = owner, data, pointer
        self._record, self._derivers = record, derivers
        self._cache: dict[Any, Any] = {}

    def read(self, field: Field) -> Any:
        """Return the value of ``field``: str, Decimal, bool, date, a list of frames, or a State."""
        key = id(field)  # a field is the same object as long as the program runs, and no other names the same place
        try:
            return self._cache[key]
        except KeyError:
            value = self._cache[key] = self._read(field)
            return value

    @property
    def place(self) -> str:
        """The JSON Pointer of the item; an item of a view stands where its value was found."""
        return str(self.data["at"]) if self.owner.view else self.pointer

    @property
    def name(self) -> str:
        """The name of an item, as its list's schema says which field holds it; "" for a record and a nameless item."""
        field = self.owner.children.get(self.owner.annotations.get("x-item-name", ""))
        value = self.read(field) if field is not None else None
        return value if isinstance(value, str) else ""

    def written(self, field: Field) -> str | None:
        """Return the text of a field as the record has it, typed or not."""
        value: Any = self.data
        for key in field.path:
            value = value.get(key) if isinstance(value, Mapping) else None
        return value if isinstance(value, str) else None

    def pointer_of(self, field: Field) -> str:
        """Return the JSON Pointer of ``field``; a sub-field stands where its text stands."""
        if self.owner.view or field.view:
            return self.place
        path = field.path[:-1] if field.derived else field.path
        return "/".join((self.pointer, *path))

    def _read(self, field: Field) -> Any:
        if field.derived:
            return self._derive(field)
        value: Any = self.data
        for key in field.path:
            if not isinstance(value, Mapping) or key not in value:
                return State.BLANK if field.view else State.ABSENT
            value = value[key]
        if field.type == "list":
            return [
                Frame(field, item, f"{self.pointer}/{'/'.join(field.path)}/{index}", self._record, self._derivers)
                for index, item in enumerate(value or ())
            ]
        return _typed(value, field.type)

    def _derive(self, field: Field) -> Any:
        key = (field.derived, field.path[:-1])
        if key not in self._cache:
            text = self.data.get(field.path[-2], State.ABSENT)
            if isinstance(text, str) and text.strip():
                self._cache[key] = self._derivers[field.derived](self.data, self._record)
            else:
                self._cache[key] = State.ABSENT if text is State.ABSENT else State.BLANK
        values = self._cache[key]
        if isinstance(values, State):
            return values
        value = values.get(field.key)
        return State.UNPARSED if value is None or (isinstance(value, str) and not value.strip()) else value


def _typed(value: Any, kind: str) -> Any:
    """Return a JSON value as the language has it, or the state that it is in."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return State.BLANK
    if kind in NUMERIC and not isinstance(value, Decimal):
        text = str(value).strip()
        if not _NUMBER.fullmatch(text):
            return State.UNREADABLE
        return Decimal(text)
    if kind == "date" and isinstance(value, str):
        return day(value) or State.UNREADABLE
    return value


def day(text: str) -> date | None:
    """Return the date that a text such as 2024-12-31 is, None when it is none."""
    try:
        return date.fromisoformat(text.strip()) if _DAY.fullmatch(text.strip()) else None
    except ValueError:
        return None
