"""The table of tasks: its heading row, its rows, the optional block and the row of totals."""

from __future__ import annotations

from collections.abc import Sequence

from checker import regex
from checker.documents import amounts, columns
from checker.documents.draft import Draft, convert
from checker.documents.grid import Cell, Row
from checker.documents.lexicon import Lexicon, key, stems
from checker.frozen import replace

LIST = "tasks"
_NAME, _FUNDS = "name", "funds"
_TOTAL = ("budget", "total")


class Tasks:
    """Reads the rows of the task table into a draft."""

    def __init__(self, lexicon: Lexicon, draft: Draft) -> None:
        self._lexicon = lexicon
        self._draft = draft
        self._fields = lexicon.catalogue.root.children[LIST].children
        self._columns: dict[int, str | None] = {}
        self._parts: dict[int, tuple[str, ...]] = {}
        self._fresh = False
        self.width = 0

    def header(self, row: Row) -> bool:
        """Take a row as the heading of the table if it names at least two of its columns, and the tasks."""
        found: dict[int, str | None] = {}
        for cell in row:
            paths = self._lexicon.tasks.find(cell.text) if cell.text else ()
            if paths and paths[0][-1] not in found.values():
                found[cell.column] = paths[0][-1]
        named = set(found.values())
        if (
            len(found) < 2
            or not named & {_NAME, "content"}
            or any(self._lexicon.indicators.find(c.text) for c in row[:1])
        ):
            return False
        if _NAME not in named:
            return False
        self._columns, self._parts, self._fresh, self.width = found, {}, True, len(row)
        first = next(cell for cell in row if cell.column in found)
        self._draft.list(LIST, first)
        return True

    def opens(self, cells: Sequence[Cell]) -> bool:
        """Whether a row without a heading above it belongs to the optional block; its columns are then the usual."""
        if not set(stems(cells[0].text)) & self._lexicon.optional:
            return False
        if not self._columns:
            self._columns = dict(enumerate(self._fields, start=cells[0].column + 1))
        return True

    def take(self, row: Row) -> bool:
        """Read a row of the table; False when it is none."""
        cells = [cell for cell in row if cell.text]
        fresh, self._fresh = self._fresh, False
        if fresh and self._part_header(cells):
            return True
        optional = bool(set(stems(cells[0].text)) & self._lexicon.optional)
        if optional:
            self._draft.list(LIST, row[0])
            cells = self._without_label(cells)
        while cells and self._lexicon.heading(cells[0].text) and self._outside(cells):
            cells = self._without_label(cells)
        if all(self._void(cell) for cell in cells):
            return True
        if key(cells[0].text) in self._lexicon.totals:
            return self._total(cells)
        if len(cells) > 1 and self._lexicon.placeholder.fullmatch(cells[0].folded):
            cells = cells[1:]
        self._task(cells)
        return True

    def _outside(self, cells: Sequence[Cell]) -> bool:
        """Whether the first cell labels the row as a merged heading does: at its start, left of the table, or alone."""
        start = cells[0].column
        return len(cells) == 1 or len(cells) > len(self._columns) or start == 1 or start < min(self._columns)

    def _without_label(self, cells: Sequence[Cell]) -> list[Cell]:
        """Return the cells after a row's label, moved back where the label pushed them from below their headings.

        That is so when the heading row has lost its blank first cell.
        """
        moved = cells[0].column >= min(self._columns)
        return [replace(cell, column=cell.column - moved) for cell in cells[1:]]

    def _void(self, cell: Cell) -> bool:
        """Whether a cell says only that there is nothing, or which task this would be."""
        rest = regex.compiled(f"^{self._fields[_NAME].annotations['x-parts']}").sub("", cell.text)
        return key(rest) in self._lexicon.none or self._lexicon.placeholder.fullmatch(cell.folded) is not None

    def _part_header(self, cells: Sequence[Cell]) -> bool:
        """Take a second heading row, which splits the money column into its sum and its sources."""
        parts: list[tuple[Cell, tuple[str, ...]]] = []
        for cell in cells:
            paths = self._lexicon.scalars.find(cell.text)
            if key(cell.text) in self._lexicon.parts:
                parts.append((cell, _TOTAL))
            elif paths and paths[0][0] == _TOTAL[0]:
                parts.append((cell, paths[0]))
            else:
                return False
        funds = next((column for column, name in self._columns.items() if name == _FUNDS), None)
        if funds is None:
            return True
        shift = parts[0][0].column - funds
        later = {column + len(parts) - 1: name for column, name in self._columns.items() if column > funds}
        kept = {column: name for column, name in self._columns.items() if column <= funds}
        self._columns = {**kept, **{cell.column - shift: None for cell, _ in parts[1:]}, **later, funds: _FUNDS}
        self._parts = {cell.column - shift: path for cell, path in parts}
        return True

    def _total(self, cells: Sequence[Cell]) -> bool:
        """Read the row of totals into the budget, each sum under the heading it stands below."""
        values = cells[1:]
        targets = self._parts or {column: _TOTAL for column, name in self._columns.items() if name == _FUNDS}
        in_order = sorted(targets.items()) if len(values) == len(targets) else []
        for index, cell in enumerate(values):
            path = in_order[index][1] if in_order else targets.get(cell.column)
            number = amounts.decimal(cell.text, (self._draft.unit or "",))
            if path is None or number is None or self._draft.get(path) is not None:
                self._draft.other(cell)
            else:
                self._draft.put(path, number, cell)
        return True

    def _task(self, cells: Sequence[Cell]) -> None:
        placed = columns.place(cells, self._columns, (0,), self._fits)
        placed = placed or columns.place_with_gaps(cells, self._columns, self._fits)
        doubt = "" if placed and placed.sure else "这一行的单元格与表头对不齐，各栏内容可能错位。"
        if placed is None:
            placed = self._by_kind(cells)
        values = []
        first = cells[0]
        for name in self._columns.values():
            if name is not None:
                cell = placed.cells.get(name)
                values.append((name, self._value(name, cell), cell or first))
        self._draft.add(LIST, values, first, doubt)
        self._draft.other(*placed.others)

    def _value(self, name: str, cell: Cell | None) -> object:
        if cell is None:
            return None
        text = cell.text
        if parts := self._fields[name].annotations.get("x-parts"):
            text = regex.compiled(rf"^{parts}\s*(?=\S)").sub("", text)
        return convert(self._fields[name], text, self._draft.unit)

    def _fits(self, name: str, cell: Cell) -> bool:
        """Whether a cell can stand under a heading: an amount is no name, a sentence no amount."""
        amount = amounts.decimal(cell.text, (self._draft.unit or "",)) is not None
        if name == _FUNDS:
            return amount or len(cell.text) <= 12
        return not amount

    def _by_kind(self, cells: Sequence[Cell]) -> columns.Placed:
        """Tell the cells apart by what they look like: the first is the name, an amount the money, texts in order."""
        texts = [name for name in self._columns.values() if name not in (None, _FUNDS)]
        named: dict[str, Cell] = {}
        others: list[Cell] = []
        for cell in cells:
            if amounts.decimal(cell.text) is not None and _FUNDS not in named:
                named[_FUNDS] = cell
            elif texts and (name := texts.pop(0)):
                named[name] = cell
            else:
                others.append(cell)
        return columns.Placed(named, tuple(others), sure=False)
