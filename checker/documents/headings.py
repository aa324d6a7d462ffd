"""The heading row of the table of indicators: which column holds what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from checker import regex
from checker.documents.grid import Cell, Row
from checker.documents.lexicon import Lexicon
from checker.frozen import frozen

LEVELS = ("level1", "level2")
NAME, VALUE = "name", "value"


@frozen
class Headings:
    """Column -> key, None for a heading that no field has; ``aside`` are columns among the levels, such as weights.

    ``width`` is how many cells the heading row has, 0 where none is printed.
    """

    columns: Mapping[int, str | None]
    aside: frozenset[int] = frozenset()
    width: int = 0

    @property
    def plain(self) -> dict[int, str | None]:
        """The columns that hold no level."""
        return {column: name for column, name in self.columns.items() if name not in LEVELS}

    def column(self, name: str) -> int | None:
        """Return the column that holds ``name``, None when the form prints none."""
        return next((column for column, known in self.columns.items() if known == name), None)


def read(row: Row, below: Iterable[Row], lexicon: Lexicon) -> Headings | None:
    """Return the headings that a row gives, None when it is no heading row.

    ``below`` are the rows after it; their texts tell what a heading with two meanings stands for.
    """
    candidates = {cell.column: _names(cell, lexicon) for cell in row if cell.text}
    found = {column: names for column, names in candidates.items() if names}
    sure = {names[0] for names in found.values() if len(names) == 1}
    if len(sure) < 2 or not sure & {NAME, "level2"} or not sure & {VALUE, *LEVELS}:
        return None
    last = max((column for column, names in found.items() if names[0] in LEVELS), default=0)
    aside = frozenset(column for column, names in found.items() if column < last and names[0] not in LEVELS)
    start = min(found.keys() - aside)
    columns: dict[int, str | None] = {}
    below = list(below)
    for cell in row:
        if cell.text and cell.column >= start and cell.column not in aside:
            names = [name for name in found.get(cell.column, ()) if name not in columns.values()]
            if len(names) > 1:
                names = [_by_content([name for name in names if name not in sure], cell, below, lexicon)]
            columns[cell.column] = names[0] if names else None
    if NAME not in sure:
        # A form without third-level indicators prints the indicators as its second level.
        columns = {column: NAME if name == "level2" else name for column, name in columns.items()}
    return Headings(columns, aside, len(row))


def _names(cell: Cell, lexicon: Lexicon) -> list[str]:
    return [path[-1] for path in lexicon.indicators.find(cell.text)]


def _by_content(names: Sequence[str], cell: Cell, below: Iterable[Row], lexicon: Lexicon) -> str:
    """Return which of ``names`` the texts under a heading look like, most often."""
    fields = lexicon.catalogue.root.children["indicators"].children
    texts = [other.folded for row in below for other in row if other.column == cell.column and other.text]
    hits = {
        name: sum(regex.compiled(fields[name].annotations["x-values"]).fullmatch(text) is not None for text in texts)
        for name in names
    }
    return max(hits, key=lambda name: hits[name])
