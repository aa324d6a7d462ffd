"""Texts with one cell to a line, as scans and some web pages give them, rolled back into rows.

Only what divides evenly under its headings becomes a row; blank cells are lost in such texts, so the rest is paired by
what looks like a value, and the reader of the table is left to doubt it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.documents import amounts, values
from checker.documents.grid import Cell, Grid, Row
from checker.documents.headings import LEVELS, NAME, VALUE
from checker.documents.lexicon import Labels, Lexicon, key, stems
from checker.errors import Fault, FormError
from checker.frozen import replace

_SHARE = 0.8
_LEAST_HEADINGS = 3


def roll(grid: Grid, lexicon: Lexicon, name: str) -> Grid:
    """Return the grid with its lines rolled into rows, or the same grid when it has rows already.

    Raises FormError when a table of more than two columns does not divide into rows.
    """
    rows = list(grid.filled())
    single = [row for row in rows if sum(1 for cell in row if cell.text) == 1]
    if not rows or len(single) < _SHARE * len(rows):
        return grid
    cells = _joined([cell for row in rows for cell in row if cell.text], lexicon)
    start, end = _run(cells, lexicon.indicators)
    named = {path[-1] for cell in cells[start:end] for path in lexicon.indicators.find(cell.text)}
    if end - start < _LEAST_HEADINGS or not {NAME, VALUE} <= named:
        return grid
    made = [
        *_labelled(cells[:start], lexicon, name),
        tuple(cells[start:end]),
        *_table(cells[start:end], cells[end:], lexicon, name),
    ]
    return Grid(tuple(_numbered(row, index) for index, row in enumerate(made, start=1)), blanks_lost=True)


def _numbered(row: Sequence[Cell], index: int) -> Row:
    """Return a row whose cells without a column of their own stand side by side."""
    return tuple(
        replace(cell, row=index, column=cell.column if cell.rows == 0 else column, rows=1)
        for column, cell in enumerate(row, start=1)
    )


def _joined(cells: Sequence[Cell], lexicon: Lexicon) -> list[Cell]:
    """Join a level's name that was broken before its last word."""
    made: list[Cell] = []
    for cell in cells:
        if (
            made
            and key(cell.text) == lexicon.suffix
            and (lexicon.owners(made[-1].text) or lexicon.level1(made[-1].text))
        ):
            made[-1] = replace(made[-1], text=made[-1].text + cell.text)
        else:
            made.append(cell)
    return made


def _run(cells: Sequence[Cell], labels: Labels) -> tuple[int, int]:
    """Return the bounds of the first longest run of headings."""
    best = (0, 0)
    index = 0
    while index < len(cells):
        end = index
        while end < len(cells) and labels.find(cells[end].text):
            end += 1
        if end - index > best[1] - best[0]:
            best = (index, end)
        index = max(end, index + 1)
    return best


def _labelled(cells: Sequence[Cell], lexicon: Lexicon, name: str) -> Iterator[list[Cell]]:
    """Yield each label with the line below it, the table of tasks in rows; any other line stands alone."""
    start, end = _run(cells, lexicon.tasks)
    if end - start < _LEAST_HEADINGS:
        yield from _pairs(cells, lexicon)
        return
    yield from _pairs(cells[:start], lexicon)
    yield list(cells[start:end])
    yield from _tasks(cells[start:end], cells[end:], lexicon, name)


def _pairs(cells: Sequence[Cell], lexicon: Lexicon) -> Iterator[list[Cell]]:
    index = 0
    while index < len(cells):
        values = cells[index + 1 : index + 2]
        paired = bool(values) and _labels(cells[index], values[0], lexicon)
        yield [cells[index], *(values if paired else ())]
        index += 1 + paired


def _labels(cell: Cell, value: Cell, lexicon: Lexicon) -> bool:
    """Whether a line is the label of the line below it: an amount needs a number, and no label is a value."""
    paths = lexicon.scalars.find(cell.text)
    if not paths or lexicon.knows(value.text) or lexicon.unit.fullmatch(key(value.text)):
        return False
    return paths[0][0] != "budget" or amounts.decimal(value.text) is not None


def _tasks(headings: Sequence[Cell], cells: Sequence[Cell], lexicon: Lexicon, name: str) -> Iterator[list[Cell]]:
    """Yield the rows of the table of tasks while their lines divide evenly, then go on with labels."""
    names = [lexicon.tasks.find(cell.text)[0][-1] for cell in headings]
    funds = names.index("funds") if "funds" in names else None
    size = len(names)
    part = 0
    while part < len(cells) and (key(cells[part].text) in lexicon.parts or lexicon.scalars.find(cells[part].text)):
        part += 1
    if part:
        yield list(cells[:part])
        size += part - 1
    index = part
    while index < len(cells):
        cell = cells[index]
        optional = bool(set(stems(cell.text)) & lexicon.optional)
        row = list(cells[index : index + size + optional])
        if lexicon.heading(cell.text):
            row = [cell]
        elif key(cell.text) in lexicon.totals:
            row = [cell, *(each for each in cells[index + 1 : index + size] if amounts.decimal(each.text) is not None)]
        elif lexicon.scalars.find(cell.text) or len(row) < size or any(lexicon.scalars.find(each.text) for each in row):
            yield from _pairs(cells[index:], lexicon)
            return
        elif funds is not None and not optional and amounts.decimal(row[funds].text) is None:
            raise FormError(_uneven(row, size, name))
        yield row
        index += len(row)


def _table(headings: Sequence[Cell], cells: Sequence[Cell], lexicon: Lexicon, name: str) -> Iterator[list[Cell]]:
    """Yield the rows of the table of indicators, each with the level lines that stand before it."""
    names = [lexicon.indicators.find(cell.text)[0][-1] for cell in headings]
    columns = {each: column for column, each in enumerate(names, start=1)}
    plain = [column for each, column in columns.items() if each not in LEVELS]
    block: list[Cell] = []
    levels: list[Cell] = []
    for cell in cells:
        if lexicon.footer(cell.text):
            yield from _block(levels, block, plain, name)
            levels, block = [], []
            yield [cell]
        elif lexicon.heading(cell.text):
            yield [_at(cell, min(columns.values()))]
        elif _level(cell, levels, block, columns, lexicon):
            if block or (levels and lexicon.owners(cell.text) and not lexicon.level1(levels[-1].text)):
                yield from _block(levels, block, plain, name)
                levels, block = [], []
            second = bool(levels or lexicon.owners(cell.text))
            levels.append(_at(cell, columns["level2" if second and "level2" in columns else "level1"]))
        else:
            block.append(cell)
    yield from _block(levels, block, plain, name)


def _level(
    cell: Cell, levels: Sequence[Cell], block: Sequence[Cell], columns: dict[str, int], lexicon: Lexicon
) -> bool:
    """Whether a line names a level: printed in full, or short of its last word at the beginning of a row."""
    if not columns.keys() & set(LEVELS) or not (lexicon.level1(cell.text) or lexicon.owners(cell.text)):
        return False
    return lexicon.full(cell.text) or not (block or len(levels) > 1)


def _block(levels: Sequence[Cell], block: Sequence[Cell], plain: Sequence[int], name: str) -> Iterator[list[Cell]]:
    """Yield the lines between two levels as rows: in equal parts where they divide, else each line by itself."""
    size = len(plain)
    parts = [block[start : start + size] for start in range(0, len(block), size)]
    if size == 2 and len(block) % 2:
        parts = list(_by_value(block))
    elif len(block) % size:
        raise FormError(_uneven(block, size, name))
    for index, part in enumerate(parts or [[]]):
        yield [*(() if index else levels), *(_at(cell, column) for cell, column in zip(part, plain, strict=False))]


def _uneven(cells: Sequence[Cell], size: int, name: str) -> Fault:
    """Return the fault of a table whose lines cannot be told apart, because its blank cells are lost."""
    told = f"表格每行只有一格，从这里起的{len(cells)}格不能按{size}栏分成整行，空格可能已经丢失。"
    place = cells[0].location
    return Fault(told, name, place.line, place.column, "请从原表复制成制表符分隔的文本，再检查。")


def _by_value(block: Sequence[Cell]) -> Iterator[Sequence[Cell]]:
    """Yield names with the values below them, and names alone where the next line looks like no value."""
    index = 0
    while index < len(block):
        two = block[index : index + 2]
        size = 2 if len(two) == 2 and _valued(two[1]) else 1
        yield two[:size]
        index += size


def _valued(cell: Cell) -> bool:
    return bool(values.parse({"value": cell.text}, {}).get("kind", "text") != "text")


def _at(cell: Cell, column: int) -> Cell:
    """Return the cell at a column of its own; no span marks it as placed."""
    return replace(cell, column=column, rows=0)
