"""What every reader of files gives: tables of cells, each with its place and its text as it was and without markup."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from checker import regex
from checker.frozen import frozen
from checker.model import Location

# ①… would become digits under NFKC ("20①" -> "201"); a list mark is a gap, not a number.
_MARKS = "\u2460-\u249b\u24ea-\u24ff\u2776-\u2793"
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_LIST_MARKS, INVISIBLE = regex.lazy(f"[{_MARKS}]"), regex.lazy(f"[{_UNSEEN}]")
_ODD = regex.lazy(f"[{_MARKS}{_UNSEEN}]")
_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-", "〜": "~", "∼": "~", "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤"})
_SIGN = regex.lazy(f"[{''.join(map(chr, _SIGNS))}]")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return the copy of a text that is matched: NFKC, one form of each sign, nothing invisible."""
    if text.isascii():
        return text.strip()
    if _ODD.search(text):
        text = INVISIBLE.sub("", _LIST_MARKS.sub(" ", text))
    text = unicodedata.normalize("NFKC", text)
    return (text.translate(_SIGNS) if _SIGN.search(text) else text).strip()


@frozen
class Cell:
    """One cell: its text without markup and outer white space, its text as it was, and its place.

    ``row`` and ``column`` count from 1 in the grid; ``rows`` and ``columns`` are its spans, 1 where none is known.
    """

    text: str
    raw: str
    row: int
    column: int
    location: Location
    rows: int = 1
    columns: int = 1

    @property
    def folded(self) -> str:
        """The text as it is matched."""
        return fold(self.text)


Row = tuple[Cell, ...]


@frozen
class Grid:
    """One table, or the lines of a text.

    Each row lists its cells from left to right: blank ones where the file prints them, none where a cell above or to
    the left covers the place. ``spans_known`` is false where merged cells cannot be told from blank or lost ones,
    ``blanks_lost`` true where blank cells leave no trace, so that a row of the table may be one cell.
    """

    rows: tuple[Row, ...]
    spans_known: bool = False
    blanks_lost: bool = False

    def last(self) -> Cell | None:
        """Return the last cell that holds any text."""
        return next((cell for row in reversed(self.rows) for cell in reversed(row) if cell.text), None)

    def filled(self) -> Iterator[Row]:
        """Yield the rows that hold any text."""
        return (row for row in self.rows if any(cell.text for cell in row))
