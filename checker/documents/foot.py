"""Text outside the tables: who signed, notes, dates, page lines, a sentence below the last row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checker import regex
from checker.documents import markup, values
from checker.documents.grid import Cell, Row
from checker.documents.lexicon import Lexicon, key

_SHAPE = regex.lazy(r"[^\W\d_](?:[^\W\d_]|[()（）/、\s]){0,20}[:：]")
_SENTENCE_END = "。！？"


class Foot:
    """Tells rows that stand outside the table of indicators from its own.

    ``blanks_lost`` is whether a row of the table may be one cell alone, since its blank cells leave no trace.
    """

    def __init__(self, lexicon: Lexicon, *, blanks_lost: bool) -> None:
        self._lexicon = lexicon
        self._blanks_lost = blanks_lost
        parts = lexicon.catalogue.root.children["indicators"].children["name"].annotations["x-parts"]
        self._parts = regex.lazy(parts)

    def page(self, cells: Sequence[Cell]) -> bool:
        """Whether a row belongs to the sheet of paper, and the table goes on after it."""
        return all(self._lexicon.page.fullmatch(cell.folded) for cell in cells)

    def ends(self, row: Row, later: Iterable[Row]) -> bool:
        """Whether a row stands below the table; ``later`` are the rows after it."""
        cells = [cell for cell in row if cell.text]
        if self._lexicon.footer(cells[0].text) or any(self._lexicon.sign_off(text) for text in _texts(cells)):
            return True
        if self._lexicon.level1(cells[0].text) or self._lexicon.owners(cells[0].text):
            return False
        if len(cells) > 1 and len(cells) == len(row):
            return all(self._told(text) for text in _texts(cells)) or self._signed(cells)
        if len(row) > 1 or self._blanks_lost or self._lexicon.printed(row[0].text):
            return False
        return not _valued(row[0], self._lexicon) and not any(map(self._tabular, later))

    def aside(self, row: Row, name_column: int | None) -> bool:
        """Whether a row within the table is a sentence of its own, or a remark after a word and a colon."""
        cells = [cell for cell in row if cell.text]
        if len(cells) > 1 or self._lexicon.printed(cells[0].text):
            return False
        text = cells[0].text
        if len(row) > 1:
            return text[-1] in _SENTENCE_END and cells[0].column < (name_column or 0)
        return text[-1] in _SENTENCE_END or (not self._blanks_lost and self._told(text))

    def _told(self, text: str) -> bool:
        """Whether a text is a word, a colon and what there is to say; "指标1：" only numbers a name."""
        return _SHAPE.match(text) is not None and self._parts.match(text) is None

    def _signed(self, cells: Sequence[Cell]) -> bool:
        """Whether a row holds who signed the form and when."""
        last = key(cells[-1].text)
        return (
            len(cells) == 2
            and self._lexicon.sign_date.fullmatch(last) is not None
            and self._lexicon.signer.fullmatch(key(cells[0].text)) is not None
        )

    def _tabular(self, row: Row) -> bool:
        """Whether a row may be one of the table."""
        cells = [cell for cell in row if cell.text]
        if len(row) == 1 or len(cells) < 2 - self._lexicon.knows(cells[0].text):
            return self._lexicon.knows(cells[0].text)
        return not (self.page(cells) or self.ends(row, ()))


def _texts(cells: Sequence[Cell]) -> list[str]:
    """Return the texts of cells, each as it was before label and value were parted."""
    return [markup.strip(cell.raw) or cell.text for cell in cells]


def _valued(cell: Cell, lexicon: Lexicon) -> bool:
    """Whether a text is nothing but a value, and not the date under a signature."""
    parts = values.parse({"value": cell.text}, {})
    signed = lexicon.sign_date.fullmatch(key(cell.text)) is not None
    return parts.get("kind", "text") != "text" and "residue" not in parts and not signed
