"""Which fields of a record its rules read, and the column of a row that each is loaded into.

A rule set that is run as one function reads every field once. The fields of the record become local names, each item of
a list a row: the item itself, then its fields in the order in which rules first asked for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checker.schema import Field


class Column(NamedTuple):
    """One column: its number, the field it holds, and in which form."""

    number: int
    field: Field
    form: str


class Layout:
    """The columns of one owner of fields: the record, or the items of a list."""

    def __init__(self, owner: Field, name: str) -> None:
        self.owner, self.name = owner, name
        self._columns: dict[tuple[int, str], Column] = {}
        self._lists: dict[int, Layout] = {}

    def column(self, field: Field, form: str = "") -> int:
        """Return the column of ``field``, or of its text in another ``form`` (fold, narrow).

        A part of a text needs that text too, and another form of a text the text as it is written.
        """
        key = id(field), form
        if key not in self._columns:
            if form:
                self.column(field)
            elif field.derived:
                self.column(self.text_of(field))
            self._columns[key] = Column(len(self._columns) + 1, field, form)
        return self._columns[key].number

    def items(self, field: Field) -> Layout:
        """Return the layout of the items of the list ``field``."""
        column = self.column(field)
        if id(field) not in self._lists:
            self._lists[id(field)] = Layout(field, f"{self.name}_{column}")
        return self._lists[id(field)]

    def text_of(self, part: Field) -> Field:
        """Return the text that ``part`` is read out of."""
        return next(
            field
            for field in self.owner.visible()
            if field.path == part.path[:-1] and field.children.get(part.key) is part
        )

    def columns(self) -> Iterator[Column]:
        """Yield every column, a text before its parts and its other forms."""
        return iter(self._columns.values())

    def looks_at_views(self) -> bool:
        """Tell whether a view is among the fields, here or in a list."""
        views = any(column.field.view for column in self.columns())
        return views or any(items.looks_at_views() for items in self._lists.values())

    def local(self, column: int) -> str:
        """Return the local name that a column is loaded into."""
        return f"{self.name}_{column}"
