"""Which cell of a row belongs under which heading, when web pages lose, add and shift columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations, islice

from checker.documents.grid import Cell
from checker.frozen import frozen

_MOST_READINGS = 2000

Fits = Callable[[str, Cell], bool]
Columns = Mapping[int, str | None]


@frozen
class Placed:
    """The cells of a row by column key, those that belong under no heading, and whether that is sure."""

    cells: Mapping[str, Cell]
    others: tuple[Cell, ...] = ()
    sure: bool = True


def place(cells: Sequence[Cell], columns: Columns, shifts: Sequence[int], fits: Fits) -> Placed | None:
    """Put ``cells`` under ``columns``, moved by the first of ``shifts`` that puts every cell where it fits.

    ``columns`` maps a column to its key, None for a heading no field has. None when no shift does.
    """
    for shift in dict.fromkeys(shifts):
        if all(cell.column - shift in columns for cell in cells):
            pairs = [(columns[cell.column - shift], cell) for cell in cells]
            if _all_fit(pairs, fits):
                return Placed(_named(pairs), tuple(cell for key, cell in pairs if key is None))
    return None


def place_with_gaps(cells: Sequence[Cell], columns: Columns, fits: Fits) -> Placed | None:
    """Put ``cells`` under ``columns`` in order, for a row whose blanks are lost.

    One missing cell is the last one if that fits; else the first cell is the first column, and the others follow in
    order with gaps. What all such readings agree on is kept, the rest is nobody's. None when nothing fits.
    """
    keys = [columns[column] for column in sorted(columns)]
    if not cells or len(cells) > len(keys):
        return None
    opening = list(zip(keys, cells, strict=False))
    if len(keys) - len(cells) <= 1 and _all_fit(opening, fits):
        return Placed(_named(opening), tuple(cell for key, cell in opening if key is None))
    choices = combinations(range(1, len(keys)), len(cells) - 1)
    readings = []
    for choice in islice(choices, _MOST_READINGS):
        pairs = list(zip([keys[0], *(keys[index] for index in choice)], cells, strict=True))
        if _all_fit(pairs, fits):
            readings.append(_named(pairs))
    if not readings:
        return None
    agreed = {key: cell for key, cell in readings[0].items() if all(one.get(key) is cell for one in readings)}
    left = tuple(cell for cell in cells if not any(cell is kept for kept in agreed.values()))
    return Placed(agreed, left, sure=len(readings) == 1)


def _all_fit(pairs: Sequence[tuple[str | None, Cell]], fits: Fits) -> bool:
    return all(key is None or fits(key, cell) for key, cell in pairs)


def _named(pairs: Sequence[tuple[str | None, Cell]]) -> dict[str, Cell]:
    return {key: cell for key, cell in pairs if key is not None}
