"""A record while it is being read: values go in with the cell they came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker.documents import amounts
from checker.documents.grid import Cell
from checker.errors import Fault
from checker.model import Form, Location, Origin, Record
from checker.schema import FORM, Catalogue, Field

Path = tuple[str | int, ...]


def pointer(path: Path) -> str:
    """Return the JSON Pointer (RFC 6901) of a path."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def convert(field: Field, text: str, unit: str | None = None) -> Any:
    """Return what a cell's text means as a value of ``field``, None when blank.

    An unsure amount or number is its text, an unsure count None: the place it was read at keeps what is printed.
    """
    if not text:
        return None
    if field.type == "money":
        return amounts.decimal(text, (unit,) if unit else ()) or text
    if field.type == "number":
        return amounts.decimal(text) or text
    if field.type == "integer":
        return amounts.count(text, tuple(field.annotations.get("x-units", ())))
    return text


class Draft:
    """The record of one form, its origins, and the cells that belong to no field."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.unit: str | None = None
        self._values: Record = {}
        self._origins: dict[str, Origin] = {}
        self._others: dict[Location, Cell] = {}
        self._used: set[Location] = set()

    def __contains__(self, path: Path) -> bool:
        """Whether the form prints the field at ``path``."""
        return pointer(path) in self._origins

    def get(self, path: Path) -> Any:
        """Return the value at ``path``, or None."""
        value: Any = self._values
        for part in path:
            value = value.get(part) if isinstance(value, dict) else value[part]
            if value is None:
                return None
        return value

    def put(self, path: Path, value: Any, cell: Cell, doubt: str = "") -> None:
        """Set the value at ``path``, with its origin; groups on the way are made and keep their first cell."""
        self._used.add(cell.location)
        target: Any = self._values
        for depth, part in enumerate(path[:-1], start=1):
            target = target.setdefault(part, {}) if isinstance(target, dict) else target[part]
            if (at := pointer(path[:depth])) not in self._origins:
                self._origins[at] = Origin(cell.location, cell.raw)
        target[path[-1]] = value
        self._origins[pointer(path)] = Origin(cell.location, cell.raw, doubt)

    def list(self, key: str, cell: Cell) -> None:
        """Note that the form prints a table for the list ``key``, which may stay empty."""
        if key not in self._values:
            self._values[key] = []
            self._origins[pointer((key,))] = Origin(cell.location, cell.raw)

    def add(self, key: str, values: Sequence[tuple[str, Any, Cell]], cell: Cell, doubt: str = "") -> int:
        """Append an item to the list ``key`` and return its index."""
        self.list(key, cell)
        items = self._values[key]
        items.append({})
        path = (key, len(items) - 1)
        self._origins[pointer(path)] = Origin(cell.location, cell.raw, doubt)
        for name, value, source in values:
            self.put((*path, name), value, source)
        return len(items) - 1

    def doubt(self, path: Path, text: str) -> None:
        """Mark what stands at ``path`` as having more than one reading."""
        old = self._origins[pointer(path)]
        told = old.doubt + text if text not in old.doubt else old.doubt
        self._origins[pointer(path)] = Origin(old.location, old.raw, told)

    def extend(self, path: Path, cell: Cell) -> None:
        """Add a further line to the text at ``path``."""
        old = self._origins[pointer(path)]
        value = self.get(path)
        joined = f"{value}\n{cell.text}" if value else cell.text
        self.put(path, joined, cell)
        first = old if value else self._origins[pointer(path)]
        self._origins[pointer(path)] = Origin(first.location, f"{old.raw or ''}\n{cell.raw}", first.doubt)

    def other(self, *cells: Cell) -> None:
        """Keep cells that belong to no field."""
        self._others |= {cell.location: cell for cell in cells if cell.text}

    def use(self, *cells: Cell) -> None:
        """Note that cells were read, beyond those that values were put in from."""
        self._used |= {cell.location for cell in cells}

    def unread(self, cell: Cell) -> bool:
        """Whether nothing was made of a cell yet."""
        return bool(cell.text) and cell.location not in self._used and cell.location not in self._others

    def form(self, name: str) -> Form:
        """Return the finished form, its keys in the order of the schema."""
        for cell in sorted(self._others.values(), key=lambda cell: (cell.row, cell.location.column or cell.column)):
            self.add("other_texts", [("content", cell.text, cell)], cell)
        record = _ordered(self._values, self.catalogue.root)
        return Form(name, {FORM: self.catalogue.form, **record}, self._origins)

    def fault(self, message: str, name: str, location: Location, hint: str = "") -> Fault:
        """Return a fault at a place of the form."""
        return Fault(message, name, location.line, location.column, hint)


def _ordered(value: Any, field: Field) -> Any:
    """Return a value with the keys of every object in the order of the schema."""
    if isinstance(value, list):
        return [_ordered(item, field) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: _ordered(value[key], child) for key, child in field.children.items() if key in value}
