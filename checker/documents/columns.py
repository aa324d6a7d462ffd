"""Which cell of a row belongs under which heading, when web pages lose, add and shift columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from checker.documents.grid import Cell

_REACH = range(-6, 7)

Fits = Callable[[str, Cell], bool]
Columns = Mapping[int, str | None]


@dataclass(frozen=True)
class Placed:
    """The cells of a row by column key, those under headings that no field has, and whether it could be otherwise."""

    cells: Mapping[str, Cell]
    others: tuple[Cell, ...] = ()
    sure: bool = True


def place(cells: Sequence[Cell], columns: Columns, shifts: Sequence[int], fits: Fits) -> Placed | None:
    """Put ``cells`` under ``columns``, moved by the first of ``shifts`` that puts every cell where it fits.

    ``columns`` maps a column to its key, None for a heading no field has. When none of ``shifts`` does, one cell for
    each column in order will do, then any other shift; None when nothing fits.
    """
    for shift in dict.fromkeys(shifts):
        if placed := _moved(cells, columns, shift, fits):
            return placed
    if placed := _in_order(cells, columns, fits):
        return placed
    found = [placed for shift in _REACH if (placed := _moved(cells, columns, shift, fits))]
    return Placed(found[0].cells, found[0].others, sure=len(found) == 1) if found else None


def _moved(cells: Sequence[Cell], columns: Columns, shift: int, fits: Fits) -> Placed | None:
    if any(cell.column - shift not in columns for cell in cells):
        return None
    return _checked([(columns[cell.column - shift], cell) for cell in cells], fits)


def _in_order(cells: Sequence[Cell], columns: Columns, fits: Fits) -> Placed | None:
    if len(cells) != len(columns):
        return None
    return _checked([(columns[column], cell) for column, cell in zip(sorted(columns), cells, strict=True)], fits)


def _checked(pairs: Sequence[tuple[str | None, Cell]], fits: Fits) -> Placed | None:
    named = {key: cell for key, cell in pairs if key is not None}
    if not all(fits(key, cell) for key, cell in named.items()):
        return None
    return Placed(named, tuple(cell for key, cell in pairs if key is None))
