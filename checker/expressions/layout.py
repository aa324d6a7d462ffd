"""Which fields of a record its rules read, and what each is called once it is loaded.

A rule set that is run as one function reads every field once, into a local name. The fields of items that rules ask for
once all is read are kept as lists, a column each. Of a short text, which comes again and again, only the text folded
and the facts that rules ask about are loaded, out of a table of the texts that were met.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checker.schema import Field

FOLDED = "{f}"


class Column(NamedTuple):
    """One column: its number, and the field it holds; or, of a short text, a ``fact``: what it is folded, what it fits.

    A fact is the text of an expression in which {v} stands for the text as written and {f} for the text folded.
    """

    number: int
    field: Field
    fact: str


class Layout:
    """The columns of one owner of fields: the record, or the items of a list."""

    def __init__(self, owner: Field, name: str, *, within_items: bool = False) -> None:
        self.owner, self.name, self.within_items = owner, name, within_items
        self._columns: dict[tuple[int, str], Column] = {}
        self._lists: dict[int, Layout] = {}
        self._kept: dict[int, int] = {}
        self._given: set[int] = set()
        self._folded: set[int] = set()

    def column(self, field: Field, fact: str = "") -> int:
        """Return the column of ``field``, or of a ``fact`` about its text.

        A part of a text needs that text too; a short text, and any fact about it, needs the text folded.
        """
        key = id(field), fact
        if key not in self._columns:
            if is_short(field) and fact != FOLDED:
                self.column(field, FOLDED)
            elif field.derived:
                text = self.text_of(field)
                self.column(text, FOLDED if is_short(text) else "")
            self._columns[key] = Column(len(self._columns) + 1, field, fact)
        return self._columns[key].number

    def items(self, field: Field) -> Layout:
        """Return the layout of the items of the list ``field``."""
        column = self.column(field)
        if id(field) not in self._lists:
            self._lists[id(field)] = Layout(field, f"{self.name}_{column}", within_items=self.name != "r")
        return self._lists[id(field)]

    def text_of(self, part: Field) -> Field:
        """Return the text that ``part`` is read out of."""
        return next(field for field in self.owner.visible() if field.children.get(part.key) is part)

    def columns(self) -> Iterator[Column]:
        """Yield every column, a text before its parts."""
        return iter(self._columns.values())

    def fact(self, field: Field, fact: str) -> int:
        """Return the column of a fact that is more than whether there is a text at all."""
        self._folded.add(id(field))
        return self.column(field, fact)

    def facts(self, field: Field) -> list[Column]:
        """Return the columns of facts about a text, the text folded first; none where it need only be there."""
        wanted = id(field) in self._folded
        return [one for one in self._columns.values() if wanted and one.fact and one.field is field]

    def given(self, column: int) -> str:
        """Have what was given for a column left in a name of its own, whatever it is typed to, and return that."""
        self._given.add(column)
        return f"{self.local(column)}w"

    def is_given(self, column: int) -> bool:
        """Tell whether somebody asks what was given for a column."""
        return column in self._given

    def is_kept(self, column: int) -> bool:
        """Tell whether the values of a column are kept."""
        return column in self._kept

    def keep(self, column: int) -> int:
        """Have the values of a column kept for all items, and return its place among the columns kept."""
        return self._kept.setdefault(column, len(self._kept) + 1)

    def keeps(self) -> list[int]:
        """Return the columns of which all values are kept, in the order of their places."""
        return list(self._kept)

    def looks_at_views(self) -> bool:
        """Tell whether a view is among the fields, here or in a list."""
        views = any(column.field.view for column in self.columns())
        return views or any(items.looks_at_views() for items in self._lists.values())

    def local(self, column: int) -> str:
        """Return the local name that a column is loaded into."""
        return f"{self.name}_{column}"


def is_short(field: Field) -> bool:
    """Tell whether a field holds texts that are mostly so short, and so often the same, that facts are kept."""
    return field.type == "text" and not field.annotations.get("x-long")
