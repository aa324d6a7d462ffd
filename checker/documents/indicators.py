"""The table of indicators: its heading row, the levels carried down, each row's cells under their headings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from checker import regex
from checker.documents import amounts, columns, headings, levels, value_words
from checker.documents.draft import Draft, convert
from checker.documents.foot import Foot
from checker.documents.grid import Cell, Row
from checker.documents.headings import NAME, VALUE, Headings
from checker.documents.levels import Levels
from checker.documents.lexicon import Lexicon, key

LIST = "indicators"
_DEFAULT = {1: "level1", 2: "level2", 3: NAME, 4: VALUE}
_UNFINISHED = "，、；,;：:（([《〈“‘【"
_LOOK_BACK = 400
_FINISHED = "。！？!?"
_PAIRS = ("（）", "()", "《》", "“”", "‘’", "【】", "[]")


class Indicators:
    """Reads the rows of the indicator table into a draft."""

    def __init__(self, lexicon: Lexicon, draft: Draft, *, spans_known: bool) -> None:
        self._lexicon = lexicon
        self._draft = draft
        self._spans_known = spans_known
        self._fields = lexicon.catalogue.root.children[LIST].children
        self._parts = regex.lazy(rf"^{self._fields[NAME].annotations['x-parts']}\s*(?=\S)")
        self._heads = Headings({})
        self._levels = Levels()
        self._shift = 0
        self._units = value_words.load()
        self._open: list[int] = []
        self._groups: list[Levels] = []
        self._wrapped = False

    def header(self, row: Row, below: Iterable[Row]) -> bool:
        """Take a row as the heading of the table if it names its columns; ``below`` tells doubtful ones apart."""
        found = headings.read(row, below, self._lexicon)
        if found is None:
            return False
        self._heads, self._shift = found, 0
        self._draft.list(LIST, next(cell for cell in row if cell.column in found.columns))
        return True

    def opens(self, cells: Sequence[Cell]) -> bool:
        """Whether a row without a heading above it can only be one of this table: both levels, side by side."""
        found = levels.read(cells, Levels(), self._lexicon)
        if found.taken < 2 or len(cells) < 3 or found.first is None:
            return False
        if not self._heads.columns:
            self._heads = Headings({column + found.first - 1: name for column, name in _DEFAULT.items()})
        self._draft.list(LIST, cells[0])
        return True

    def lacks(self, row: Row, foot: Foot) -> bool:
        """Whether a row among those of the table is text of its own."""
        cell = next(cell for cell in row if cell.text)
        return not self.goes_on(row, cell) and foot.aside(row, self._heads.column(NAME))

    def take(self, row: Row) -> bool:
        """Read a row of the table; False when it is a foot line or another table's."""
        cells = [cell for cell in row if cell.text and not self._lexicon.blank.fullmatch(cell.folded)]
        while cells and self._lexicon.heading(cells[0].text):
            cells = cells[1:]
        cells = [cell for index, cell in enumerate(cells) if not self._is_aside(index, cell, len(cells))]
        if not cells:
            return True
        if key(cells[0].text) in self._lexicon.totals:
            self._draft.other(*cells)
            return True
        if self.goes_on(row, cells[0]):
            self._draft.extend((LIST, len(self._groups) - 1, VALUE), cells[0])
            self._wrapped = True
            return True
        found = self._read_levels(cells)
        rest = cells[found.taken :]
        self._draft.use(*cells[: found.taken])
        if found.taken:
            self._levels = found.levels
        if rest:
            self._item(row, rest, found)
        return True

    def _is_aside(self, index: int, cell: Cell, count: int) -> bool:
        """Whether a cell is a number before the indicator: a serial number, or the weight of a level."""
        if count < 2 or amounts.decimal(cell.text, ("分", "%")) is None:
            return False
        column = cell.column - self._shift
        return (index == 0 and column < min(self._heads.columns)) or column in self._heads.aside

    def goes_on(self, row: Row, cell: Cell) -> bool:
        """Whether a line without any separator is the rest of the value above it, which visibly breaks off."""
        index = len(self._groups) - 1
        value = self._draft.get((LIST, index, VALUE)) if index >= 0 and len(row) == 1 else None
        if not value or self._lexicon.level1(cell.text) or self._lexicon.owners(cell.text):
            return False
        end = value[-_LOOK_BACK:]
        broken = end[-1] in _UNFINISHED or any(end.count(pair[0]) > end.count(pair[1]) for pair in _PAIRS)
        return broken or (self._wrapped and value[-1] not in _FINISHED)

    def _read_levels(self, cells: Sequence[Cell]) -> levels.Found:
        if self._named_like_a_level(cells):
            return levels.Found(self._levels)
        if self._spans_both(cells):
            first = Levels(self._lexicon.level1(cells[0].text), first_cell=cells[0])
            return levels.Found(first, 1, first=cells[0].column)
        found = levels.read(cells, self._levels, self._lexicon)
        rest = len(cells) - found.taken
        if not found.taken and rest == len(self._heads.plain) + 2 and self._heads.column("level1") is not None:
            self._draft.other(cells[0])
            second = Levels(None, self._lexicon.level_text(cells[1].text), second_cell=cells[1])
            return levels.Found(second, 2, second=cells[1].column)
        if found.second is None and rest > len(self._heads.plain) and self._heads.column("level2") is not None:
            return self._printed_second(cells, found)
        return found

    def _named_like_a_level(self, cells: Sequence[Cell]) -> bool:
        """Whether a row begins with an indicator that only has a level's name, by its place or for want of levels."""
        plain = self._heads.plain
        if len(plain) == len(self._heads.columns):
            return 1 < len(cells) <= len(plain)
        if self._heads.columns.get(cells[0].column - self._shift) != NAME or len(cells) < 2:
            return False
        places = {plain.get(cell.column - self._shift, "") for cell in cells}
        return "" not in places and VALUE in places and not self._lexicon.owners(cells[1].text)

    def _spans_both(self, cells: Sequence[Cell]) -> bool:
        """Whether a name of either level stands under the first heading, with nothing under the second."""
        head = cells[0]
        if len(cells) < 2 or not (self._lexicon.level1(head.text) and self._lexicon.owners(head.text)):
            return False
        columns_of = [self._heads.columns.get(cell.column - self._shift) for cell in cells[:2]]
        return columns_of == ["level1", NAME] and self._heads.column("level2") is not None

    def _printed_second(self, cells: Sequence[Cell], found: levels.Found) -> levels.Found:
        """Take the cell before the name as a second level that the vocabulary does not know."""
        cell = cells[found.taken]
        if len(cells) - found.taken != len(self._heads.plain) + 1:
            return found
        if not found.taken and not self._lexicon.full(cell.text):
            return found
        second = self._lexicon.level_text(cell.text)
        whole = Levels(found.levels.first, second, found.levels.first_cell, cell)
        return levels.Found(whole, found.taken + 1, found.first, cell.column)

    def _local_shift(self, found: levels.Found) -> int | None:
        """How far a row's own level cells are moved from their headings."""
        for name, printed in (("level2", found.second), ("level1", found.first)):
            column = self._heads.column(name)
            if printed is not None and column is not None:
                return printed - column
        return None

    def _item(self, row: Row, rest: Sequence[Cell], found: levels.Found) -> None:
        local = self._local_shift(found)
        shifts = [shift for shift in (local, self._shift, 0) if shift is not None]
        placed, doubt = self._placed(row, rest, shifts)
        if found.taken == 2 and local is not None:
            self._shift = local
        if NAME not in placed.cells and VALUE not in placed.cells:
            self._draft.other(*rest)
            return
        doubt = doubt or self._lone_doubt(row, placed, local)
        self._add(rest[0], placed, doubt)
        if VALUE not in placed.cells and row[-1] is placed.cells[NAME] and not self._spans_known:
            self._open.append(len(self._groups) - 1)

    def _placed(self, row: Row, rest: Sequence[Cell], shifts: Sequence[int]) -> tuple[columns.Placed, str]:
        plain = self._heads.plain
        if len(plain) == 2 and len(rest) == 2:
            return columns.Placed({NAME: rest[0], VALUE: rest[1]}), ""
        placed = columns.place(rest, plain, shifts, self._fits)
        if placed is None and len(row) == self._heads.width:
            placed = columns.place(rest, plain, (0,), self._may_stand)
        if placed := placed or columns.place_with_gaps(rest, plain, self._fits):
            told = "" if placed.sure or len(plain) == 2 else "这一行的单元格与表头对不齐，各栏内容可能错位。"
            return placed, told
        if len(rest) == 1:
            return columns.Placed({VALUE: rest[0]}), ""
        told = "这一行的单元格与表头对不齐，前两格读作名称和指标值，其余归属不明。"
        return columns.Placed({NAME: rest[0], VALUE: rest[1]}, tuple(rest[2:])), told

    def _lone_doubt(self, row: Row, placed: columns.Placed, local: int | None) -> str:
        if NAME not in placed.cells and local is None:
            return "这一行只有指标值，没有指标名称：可能名称没有填，也可能与上一行合并或是上一行的续行。"
        if len(row) == 1 and self._groups:
            return "这一行只有一格文字：可能是没有填指标值的指标，也可能是上一行文字的续行。"
        return ""

    def _add(self, first: Cell, placed: columns.Placed, doubt: str) -> None:
        group = self._levels
        values: list[tuple[str, Any, Cell]] = [
            ("level1", group.first, group.first_cell or first),
            ("level2", group.second, group.second_cell or first),
        ]
        names = dict.fromkeys([NAME, VALUE, *(name for name in self._heads.plain.values() if name is not None)])
        for name in names:
            cell = placed.cells.get(name)
            text = self._parts.sub("", cell.text) if cell and name == NAME else cell.text if cell else ""
            values.append((name, convert(self._fields[name], text), cell or first))
        self._draft.add(LIST, values, first, doubt)
        self._draft.other(*placed.others)
        self._groups.append(group)
        self._wrapped = False

    def _fits(self, name: str, cell: Cell) -> bool:
        """Whether a cell can stand under a heading of a certain kind."""
        field = self._fields[name]
        number = amounts.decimal(cell.text, ("分", "%")) is not None
        if self._is_of_other_column(name, cell):
            return False
        if pattern := field.annotations.get("x-values"):
            return regex.compiled(pattern).fullmatch(cell.folded) is not None
        if field.type == "number":
            return number
        if name == "unit":
            return not number and (
                len(cell.text) <= 1 or self._units.unit_class(cell.text) is not None or "/" in cell.text
            )
        return not (number and name == NAME)

    def _may_stand(self, name: str, cell: Cell) -> bool:
        """Whether a cell can stand under a heading when the row has just the cells of the heading row."""
        number = amounts.decimal(cell.text) is not None
        return not (number and name == NAME) and not self._is_of_other_column(name, cell)

    def _is_of_other_column(self, name: str, cell: Cell) -> bool:
        """Whether a cell holds one of the few words that another column of this table is made of."""
        others = {other for other in self._heads.columns.values() if other not in (None, name)}
        patterns = (self._fields[other].annotations.get("x-values") for other in others if other)
        return any(pattern and regex.compiled(pattern).fullmatch(cell.folded) for pattern in patterns)

    def finish(self) -> None:
        """Mark rows without a value cell that could share the value of a row beside them through a lost merge."""
        for index in self._open:
            for beside, word in ((index + 1, "下一行"), (index - 1, "上一行")):
                if not 0 <= beside < len(self._groups) or self._groups[beside] != self._groups[index]:
                    continue
                if value := self._draft.get((LIST, beside, VALUE)):
                    text = f"这一行没有指标值的单元格：可能指标值没有填，也可能与{word}合并，共用“{value}”。"
                    self._draft.doubt((LIST, index), text)
                    break
