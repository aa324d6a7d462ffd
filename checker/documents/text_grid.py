"""Text to grid: one row a line, cells parted by tabs, by bars, or by wide or single spaces.

Which of these parts a line is seen from the line itself, since web pages paste all of them into one text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from checker import regex
from checker.documents import markup
from checker.documents.grid import Cell, Grid, Row, fold
from checker.model import Location

_LINE_END = regex.lazy(r"\r\n|\n|\r")
_TAB = regex.lazy("\t")
_WIDE = regex.lazy(r"[ \u00a0]{2,}|[ \u00a0]*\u3000[\u3000 \u00a0]*")
_SPACE = regex.lazy(r"[ \u00a0\u3000]+")
_RULE = regex.lazy(r"[\s|:+=-]*-{3,}[\s|:+=-]*")
_OPENING = regex.lazy(r"#{1,6} +|> ")
_SIGN = regex.lazy(r"[><=≥≤]=?|[:：]")
_BAR = regex.lazy(r"[|｜│┃]")
_NEVER = regex.lazy(r"(?!)")
_MAX_TOKENS = 12
_HEADINGS = 4
_MAX_PIECE = 60
_MAX_QUOTED = 60

Piece = tuple[int, str]
Known = Callable[[str], bool]


def read(text: str, known: Known, gap: re.Pattern[str] = _NEVER) -> Grid:
    """Return the lines of a text as the rows of one grid.

    ``known`` says whether a text is a printed word of the form; a line that opens with one may be parted by spaces.
    ``gap`` finds spaces that part nothing, as in a date to be filled in.
    """
    rows: list[Row] = []
    spaced = lost = False
    for number, line in _lines(text):
        pieces = _pieces(line, known, gap, spaced=spaced)
        if pieces is not None:
            rows.append(_row(pieces, number, len(rows) + 1, quoted="\t" in line or "\n" in line))
            # A heading row parted by single spaces: from here on the whole table is.
            if len(pieces) >= _HEADINGS and _gapped(line) and all(known(piece) for _, piece in pieces):
                lost = True
                spaced = spaced or not _WIDE.search(line.strip())
    return Grid(tuple(rows), blanks_lost=lost)


def _gapped(line: str) -> bool:
    """Whether a line has nothing but spaces between its cells."""
    return "\t" not in line and not _BAR.search(line)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield number and text of each line; the lines of one quoted cell, as Excel writes it, come as one."""
    lines = _LINE_END.split(text)
    index = 0
    while index < len(lines):
        last = _quote_end(lines, index)
        yield index + 1, "\n".join(lines[index : last + 1])
        index = last + 1


def _quote_end(lines: list[str], index: int) -> int:
    """Return the index of the line that closes the quoted cell opened last on this one, or the same index."""
    opened = lines[index].rpartition("\t")[2]
    if not opened.startswith('"') or opened.count('"') % 2 == 0:
        return index
    for later in range(index + 1, min(index + _MAX_QUOTED, len(lines))):
        head, quote, tail = lines[later].partition('"')
        if quote and "\t" not in head:
            return later if not tail or tail.startswith("\t") else index
        if "\t" in head:
            break
    return index


def _pieces(line: str, known: Known, gap: re.Pattern[str], *, spaced: bool) -> list[Piece] | None:
    """Return offset and text of each cell of a line; None for a line that only rules off a table."""
    if _RULE.fullmatch(line):
        return None
    if "\t" in line:
        return list(_split(line, _TAB))
    if _BAR.search(line):
        return _barred(line)
    opening = _OPENING.match(line)
    start = opening.end() if opening else len(line) - len(line.lstrip())
    body = line[start:].rstrip()
    wide = [(start + offset, piece) for offset, piece in _split(body, _WIDE, gap)]
    if len(wide) > 1 and (len(wide) > 2 or known(wide[0][1]) or all(len(piece) <= _MAX_PIECE for _, piece in wide)):
        return wide
    tokens = [(start + offset, piece) for offset, piece in _split(body, _SPACE, gap)]
    if 1 < len(tokens) <= _MAX_TOKENS and (
        spaced or known(tokens[0][1]) or sum(known(token) for _, token in tokens) >= _HEADINGS
    ):
        return _with_signs(tokens)
    return [(start, body)]


def _split(line: str, separator: re.Pattern[str], gap: re.Pattern[str] = _NEVER) -> Iterator[Piece]:
    start = 0
    for match in separator.finditer(gap.sub(lambda match: "_" * len(match[0]), line)):
        yield start, line[start : match.start()]
        start = match.end()
    yield start, line[start:]


def _barred(line: str) -> list[Piece]:
    """Return the cells between bars; the outer bars of a line are its frame, not cells."""
    pieces = list(_split(line, _BAR))
    if not pieces[0][1].strip() and len(pieces) > 2:
        pieces = pieces[1:]
    return pieces[:-1] if len(pieces) > 1 and not pieces[-1][1].strip() else pieces


def _with_signs(tokens: list[Piece]) -> list[Piece]:
    """Join a sign that stands alone to the token after it: "≥ 91%" is one value."""
    joined: list[Piece] = []
    for offset, token in tokens:
        if joined and _SIGN.fullmatch(fold(joined[-1][1])):
            start, sign = joined.pop()
            joined.append((start, f"{sign} {token}"))
        else:
            joined.append((offset, token))
    return joined


def _unquoted(raw: str) -> str:
    """Return a cell without the quotes that Excel puts around one with a comma, a quote or a line break in it."""
    inner = raw.strip()[1:-1]
    whole = raw.strip() == f'"{inner}"' and '"' not in inner.replace('""', "")
    return inner.replace('""', '"') if whole else raw


def _row(pieces: list[Piece], number: int, row: int, *, quoted: bool) -> Row:
    cells = []
    for column, (offset, raw) in enumerate(pieces, start=1):
        text = markup.strip(_unquoted(raw) if quoted else raw)
        lead = len(raw) - len(raw.lstrip())
        place = Location(line=number, column=offset + (lead if raw.strip() else 0) + 1)
        cells.append(Cell(text, raw, row, column, place))
    return tuple(cells)
