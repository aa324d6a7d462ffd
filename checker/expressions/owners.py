"""How generated text calls the fields of the record, of an item that has just been read, of one read before.

Each class is one way to come by the values of an owner of fields; see layout.py for what is loaded.
"""

from __future__ import annotations

from checker.expressions.layout import FOLDED, Layout, is_short
from checker.schema import Field


class Level:
    """One owner of fields that an expression sees: how its fields are called in the text, and how it is itself."""

    def __init__(self, layout: Layout, raw: str) -> None:
        self.layout, self._raw = layout, raw

    @property
    def raw(self) -> str:
        """The name of the owner as it was given."""
        return self._raw

    def value(self, field: Field) -> str:
        """Return the name of a field's value."""
        return self.layout.local(self.layout.column(field))

    def there(self, field: Field) -> str:
        """Return the name that is None where a field has no value."""
        return self.layout.local(self.layout.column(field, FOLDED if is_short(field) else ""))

    def fact(self, field: Field, fact: str) -> str:
        """Return the text that tells a fact about a short text that is there: here, the name of a column."""
        return self.layout.local(self.layout.fact(field, fact))

    def given(self, field: Field) -> str:
        """Return the beginning of a question about a value that is missing: only where something was given at all."""
        return f"{self.layout.given(self.layout.column(field))} is not None and "


class Walk(Level):
    """An item of a list that is walked through once it was read: its columns are taken from where they were kept.

    A list within items is kept as a tuple of the items as given and the columns.
    """

    def __init__(self, layout: Layout, name: str) -> None:
        super().__init__(layout, name)
        self._taken: dict[str, str] = {}

    @property
    def raw(self) -> str:
        """The name of the item as it was given."""
        self._taken[self._raw] = ""
        return self._raw

    def value(self, field: Field) -> str:
        """Return the name of a field's value, None where it has none."""
        return self._take(field, "")

    def there(self, field: Field) -> str:
        """Return the name that is None where a field has no value."""
        return self._take(field, "")

    def fact(self, field: Field, fact: str) -> str:
        """Return the text that tells a fact about a text that is there: here, the expression itself."""
        return fact.format(v=self._take(field, "") if "{v}" in fact else "", f=self._take(field, FOLDED))

    def given(self, field: Field) -> str:
        """Return nothing: what was given for ``field`` is not kept."""
        del field
        return ""

    def column(self, field: Field, fact: str = "") -> str:
        """Return what, put behind the name of the list, gives the values of a column, one for each item."""
        column = self.layout.fact(field, fact) if fact else self.layout.column(field)
        place = self.layout.keep(column)
        return f"[{place}]" if self.layout.within_items else f"_{column}s"

    def items(self, source: str) -> str:
        """Return the text that gives the items of the list called ``source`` as they were given."""
        return f"{source}[0]" if self.layout.within_items else source

    def clause(self, source: str, *, numbered: bool = False) -> str:
        """Return the text that walks through all that was taken of the list called ``source``, with i as the number."""
        lists = [f"{source}{column}" if column else self.items(source) for column in self._taken.values()]
        names, whole = ", ".join(self._taken) or self._raw, (lists or [self.items(source)])[0]
        if len(lists) > 1:
            names, whole = f"({names})" if numbered else names, f"zip({', '.join(lists)})"
        return f"for i, {names} in enumerate({whole})" if numbered else f"for {names} in {whole}"

    def _take(self, field: Field, fact: str) -> str:
        name = f"{self._raw}_{self.layout.column(field, fact)}"
        self._taken[name] = self.column(field, fact)
        return name


class Seldom(Level):
    """An owner whose facts are asked so seldom that they have no columns."""

    def fact(self, field: Field, fact: str) -> str:
        """Return the text that tells a fact about a short text that is there: here, the expression itself."""
        return fact.format(v=self.value(field) if "{v}" in fact else "", f=super().fact(field, FOLDED))


class Alone(Level):
    """A short text that is there, looked at by itself: what is asked about it becomes a fact."""

    def value(self, field: Field) -> str:
        """Return what stands for the text as written."""
        del field
        return "{v}"

    def there(self, field: Field) -> str:
        """Return what stands for the text folded."""
        del field
        return FOLDED

    def fact(self, field: Field, fact: str) -> str:
        """Return the fact itself."""
        del field
        return fact
