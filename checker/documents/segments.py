"""Where one form ends and the next begins: at a title below which a form of its own stands."""

from __future__ import annotations

from checker.documents.grid import Cell, Grid, Row
from checker.documents.lexicon import Lexicon, key

_MAX_TITLE = 60
_MOST_CELLS = 3


class Segment:
    """The rows of one form, its title, and the name of its kind when it is another than the one that is read.

    ``words`` counts the printed words of a form in it; ``named`` is whether it names a department or a project, as each
    form does once.
    """

    def __init__(self, title: Cell | None, other: str, rows: list[Row]) -> None:
        self.title, self.other, self.rows = title, other, rows
        self.words, self.named = 0, False


def cut(grid: Grid, lexicon: Lexicon) -> list[Segment]:
    """Return the segments of a grid, at least one; a title without a form of its own belongs to the form beside it."""
    pieces = [Segment(None, "", [])]
    for row in grid.filled():
        title, other = find_title(row, lexicon)
        if title is not None:
            pieces.append(Segment(title, other, []))
        _append(pieces[-1], row, lexicon)
    whole: list[Segment] = []
    for piece in pieces:
        if not whole or not _joined(whole[-1], piece):
            whole.append(piece)
    return whole


def _append(segment: Segment, row: Row, lexicon: Lexicon) -> None:
    segment.rows.append(row)
    for cell in row:
        if not cell.text or cell is segment.title:
            continue
        head = cell.text.partition("：")[0].partition(":")[0]
        paths = lexicon.scalars.find(head)
        other = key(head) in lexicon.other_labels
        segment.words += bool(paths or other or lexicon.indicators.find(head))
        segment.named = segment.named or other or lexicon.name_field.path in paths


def _joined(before: Segment, after: Segment) -> bool:
    """Make one of two segments where only one of them is a form, or where the second only goes on with the first."""
    if before.words and after.words and (after.named or bool(before.other) != bool(after.other)):
        return False
    if not before.words and (before.title is None or before.other):
        before.title, before.other = after.title or before.title, after.other if after.title else before.other
    before.rows += after.rows
    before.words += after.words
    before.named = before.named or after.named
    return True


def find_title(row: Row, lexicon: Lexicon) -> tuple[Cell | None, str]:
    """Return the title cell of a row, and the name of the form's kind when it is another one; (None, "") without."""
    cells = [cell for cell in row if cell.text]
    if len(cells) > _MOST_CELLS:
        return None, ""
    for cell in cells:
        if len(cell.text) > _MAX_TITLE or lexicon.scalars.find(cell.text):
            continue
        text = "".join(cell.folded.split()).lstrip("#")
        bare = text.split("(")[0] or text
        for name, pattern in lexicon.others.items():
            if len(cells) == 1 and (match := pattern.search(bare)) and match.end() == len(bare):
                return cell, name
        for form in (text, bare):
            if (match := lexicon.title.search(form)) and match.end() == len(form):
                return cell, ""
    return None, ""
