"""The two upper levels of an indicator row, told by their words rather than by their columns."""

from __future__ import annotations

from collections.abc import Sequence

from checker.documents.grid import Cell
from checker.documents.lexicon import Lexicon
from checker.frozen import field, frozen


@frozen
class Levels:
    """What stands above a row: the normal name of the first level, and the second as printed, each with its cell."""

    first: str | None = None
    second: str | None = None
    first_cell: Cell | None = field(default=None, compare=False)
    second_cell: Cell | None = field(default=None, compare=False)


@frozen
class Found:
    """The levels of a row, how many cells tell them, and the column of the first and second where they are printed."""

    levels: Levels
    taken: int = 0
    first: int | None = None
    second: int | None = None


def read(cells: Sequence[Cell], carried: Levels, lexicon: Lexicon) -> Found:
    """Return the levels of a row whose filled cells are ``cells``; ``carried`` are those of the row above."""
    head = cells[0]
    name = lexicon.level1(head.text)
    owners = lexicon.owners(head.text)
    following = lexicon.owners(cells[1].text) if len(cells) > 1 else ()
    if name and following and (name in following or not owners):
        return _both(cells, name, following, lexicon)
    if name and (not owners or _starts_block(name, owners, carried)):
        return Found(Levels(name, first_cell=head), 1, first=head.column)
    if owners:
        return _second(head, owners, carried, lexicon)
    return Found(carried)


def _both(cells: Sequence[Cell], name: str, following: tuple[str, ...], lexicon: Lexicon) -> Found:
    head, second = cells[:2]
    names: tuple[str, str] = (name, lexicon.level_text(second.text))
    if name not in following and len(following) == 1:
        names = (following[0], names[1])
    if (meaning := lexicon.meaning(second.text)) and name != meaning[0]:
        names = meaning
    return Found(Levels(*names, head, second), 2, head.column, second.column)


def _starts_block(name: str, owners: tuple[str, ...], carried: Levels) -> bool:
    """Whether a word that names either level opens a block here: its owner is not the block we are in."""
    return name not in owners and carried.first not in owners


def _second(head: Cell, owners: tuple[str, ...], carried: Levels, lexicon: Lexicon) -> Found:
    """Return the levels of a row that prints the second one only; the first is carried, or told by the second."""
    first = carried.first if carried.first in owners or len(owners) > 1 else owners[0]
    first, second = lexicon.meaning(head.text) or (first, lexicon.level_text(head.text))
    above = carried.first_cell if first == carried.first else head
    return Found(Levels(first, second, above, head), 1, second=head.column)
