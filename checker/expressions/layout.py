"""Which fields of a record its rules read, and the column of a row that each is loaded into.

A rule set that is run as one function reads every field once. The fields of the record become local names, each item of
a list a row: the item itself, then its fields in the order in which rules first asked for them.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.schema import Field


class Layout:
    """The columns of one owner of fields: the record, or the items of a list."""

    def __init__(self, owner: Field, name: str) -> None:
        self.owner, self.name = owner, name
        self._columns: dict[int, tuple[int, Field]] = {}
        self._lists: dict[int, Layout] = {}

    def column(self, field: Field) -> int:
        """Return the column of ``field``; a part of a text needs that text too."""
        if id(field) not in self._columns:
            if field.derived:
                self.column(self.text_of(field))
            self._columns[id(field)] = len(self._columns) + 1, field
        return self._columns[id(field)][0]

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

    def fields(self) -> Iterator[tuple[int, Field]]:
        """Yield every column with its field, a text before its parts."""
        return iter(self._columns.values())

    def looks_at_views(self) -> bool:
        """Tell whether a view is among the fields, here or in a list."""
        views = any(field.view for _, field in self.fields())
        return views or any(items.looks_at_views() for items in self._lists.values())

    def local(self, column: int) -> str:
        """Return the local name that a column is loaded into."""
        return f"{self.name}_{column}"
