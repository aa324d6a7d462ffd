"""Grid to forms: where each form begins, which rows are whose, and what is no such form at all.

Recognition goes by printed words, not by position: headings may stand in mid-table, columns may be lost or shifted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice, pairwise

from checker.documents import segments, unroll
from checker.documents.draft import Draft
from checker.documents.foot import Foot
from checker.documents.grid import Cell, Grid, Row, fold
from checker.documents.indicators import Indicators
from checker.documents.lexicon import Lexicon, key
from checker.documents.scalars import Scalars
from checker.documents.segments import Segment, find_title
from checker.documents.tasks import Tasks
from checker.errors import Fault, FormError
from checker.model import Form

_LOOK_BELOW = 60
_MAX_ROWS = 10_000
_MAX_CELLS = 100_000


def forms(grid: Grid, name: str, lexicon: Lexicon) -> list[Form]:
    """Return the forms of a grid in their order.

    Raises FormError when there is none, when another kind of form stands here, when a form contradicts its own year,
    or when there is far more than any form holds.
    """
    rows = list(grid.filled())
    if len(rows) > _MAX_ROWS or sum(map(len, rows)) > _MAX_CELLS:
        raise FormError(Fault(f"内容太多（{len(rows)}行），不像是绩效目标表。", name, hint="请只保留绩效目标表。"))
    found = segments.cut(grid, lexicon)
    if strange := next((segment for segment in found if segment.other), None):
        raise FormError(_other_form(strange, name, lexicon, alone=len(found) == 1))
    rolled = unroll.roll(grid, lexicon, name)
    if rolled is not grid:
        grid, found = rolled, segments.cut(rolled, lexicon)
    read = [_Reader(lexicon, grid, segment, name).read() for segment in found]
    if len(found) > 1 and found[0].title is None and read[0] is None:
        found[1].rows[:0] = found[0].rows
        found, read = found[1:], [_Reader(lexicon, grid, found[1], name).read(), *read[2:]]
    if None in read:
        raise FormError(_no_form(found[read.index(None)], name, lexicon))
    return [form for form in read if form is not None]


class _Reader:
    """Reads one segment into one form."""

    def __init__(self, lexicon: Lexicon, grid: Grid, segment: Segment, name: str) -> None:
        self._lexicon = lexicon
        self._segment = segment
        self._name = name
        self._draft = Draft(lexicon.catalogue)
        self._scalars = Scalars(lexicon, self._draft)
        self._tasks = Tasks(lexicon, self._draft)
        self._indicators = Indicators(lexicon, self._draft, spans_known=grid.spans_known)
        self._foot = Foot(lexicon, blanks_lost=grid.blanks_lost)
        self._years: list[tuple[int, Cell]] = []
        self._no_year: list[Cell] = []
        self._table: Tasks | Indicators | None = None
        self._last = grid.last()

    def read(self) -> Form | None:
        """Return the form, or None when there is none in the segment."""
        rows = [self._scalars.split(row) for row in self._segment.rows]
        skip = False
        for index, row in enumerate(rows):
            if skip:
                skip = False
                continue
            below = rows[index + 1] if index + 1 < len(rows) else None
            skip = self._row(row, below, islice(rows, index + 1, index + 1 + _LOOK_BELOW))
        self._indicators.finish()
        left = (
            cell for row in rows for cell in row if self._draft.unread(cell) and not self._lexicon.printed(cell.text)
        )
        self._draft.other(*left)
        self._check_years()
        return self._draft.form(self._name) if self._complete() else None

    def _row(self, row: Row, below: Row | None, later: Iterable[Row]) -> bool:
        """Read one row; True when the one below it was read with it."""
        row = self._banner(row)
        cells = [cell for cell in row if cell.text]
        if not cells:
            return False
        if self._breaks_off(row, cells) or (self._table is not None and self._foot.page(cells)):
            self._draft.other(*cells)
        elif self._indicators.header(row, later):
            self._switch(self._indicators, cells)
        elif self._tasks.header(row):
            self._switch(self._tasks, cells)
        elif self._table is None and self._tasks.opens(cells):
            self._switch(self._tasks, cells)
            self._tasks.take(row)
        elif self._table is not self._indicators and self._indicators.opens(cells):
            self._switch(self._indicators, cells)
            self._indicators.take(row)
        elif self._table is None or self._leaves(self._table, row, cells, later):
            self._table = None
            return self._loose(row, cells, below)
        elif self._table is self._indicators and self._indicators.lacks(row, self._foot):
            self._draft.other(*cells)
        else:
            self._table.take(row)
        return False

    def _breaks_off(self, row: Row, cells: Sequence[Cell]) -> bool:
        """Whether a row is the last line of a text that was cut off within a printed word."""
        first, known = cells[0], self._lexicon
        if len(cells) > 1 or first is not row[-1] or self._last is None or first.location != self._last.location:
            return False
        if known.heading(first.text) or known.level1(first.text) or known.owners(first.text):
            return False
        return known.begins(first.text) and (self._table is not None or not known.printed(first.text))

    def _switch(self, table: Tasks | Indicators, cells: Sequence[Cell]) -> None:
        self._table = table
        self._scalars.close()
        for cell in cells:
            self._scalars.unit(cell)

    def _loose(self, row: Row, cells: Sequence[Cell], below: Row | None) -> bool:
        if self._lexicon.footer(cells[0].text) and self._lexicon.name_field.path not in self._scalars.labels(cells):
            self._draft.other(*cells)
            return False
        return self._scalars.take(row, below)

    def _leaves(self, table: Tasks | Indicators, row: Row, cells: Sequence[Cell], later: Iterable[Row]) -> bool:
        """Whether a row stands outside the table that is being read."""
        first = cells[0]
        if self._lexicon.footer(first.text):
            return True
        if table is self._indicators and not self._indicators.goes_on(row, first) and self._foot.ends(row, later):
            return True
        labels = self._scalars.labels(cells)
        if not labels or key(first.text) in self._lexicon.totals:
            return False
        head = self._lexicon.scalars.find(first.text)
        if (
            head
            and head[0] in (self._lexicon.name_field.path, ("overall_goal",))
            and len(cells) <= 2
            and not self._lexicon.level1(first.text)
        ):
            return len(row) > 1 or first.folded.endswith(":")
        return bool(head) and self._scalars.only_pairs(cells) and table is self._tasks and len(cells) % 2 == 0

    def _banner(self, row: Row) -> Row:
        """Take titles, year and unit out of a row; return what is left of it."""
        alone = sum(1 for cell in row if cell.text) == 1
        return tuple(cell for cell in row if not cell.text or not self._is_banner(cell, alone=alone))

    def _is_banner(self, cell: Cell, *, alone: bool) -> bool:
        """Read a cell that stands above a form rather than in it; False when it is none."""
        text = "".join(cell.folded.split())
        title, other = find_title((cell,), self._lexicon)
        if other:
            self._draft.other(cell)
        elif title is not None or cell is self._segment.title:
            self._take_title(cell)
        elif alone and self._table is None and (match := self._lexicon.year_line.fullmatch(text)):
            self._years.append((int(match[1]), cell))
            self._draft.use(cell)
        elif alone and self._table is None and self._lexicon.year_blank.fullmatch(text.strip("()[]")):
            self._no_year.append(cell)
            self._draft.use(cell)
        elif self._lexicon.unit.fullmatch(text):
            self._scalars.unit(cell)
        else:
            return False
        return True

    def _take_title(self, cell: Cell) -> None:
        text = fold(cell.text)
        if match := self._lexicon.year.search(text):
            self._years.append((int(match[1]), cell))
        elif self._lexicon.year_blank.search(text):
            self._no_year.append(cell)
        title = self._lexicon.title_field.path
        if title not in self._draft:
            self._draft.put(title, cell.text.lstrip("# "), cell)
        elif key(cell.text) == key(str(self._draft.get(title))):
            self._draft.use(cell)

    def _check_years(self) -> None:
        """Settle the year; two different ones in one form are a fault."""
        path = self._lexicon.year_field.path
        labelled = self._draft.get(path)
        for (year, cell), (later, other) in pairwise(self._years):
            if year != later:
                message = f"同一张表印了两个年度：{cell.location}是{year}年，{other.location}是{later}年。"
                hint = "请改正年度；若是两张表，请分成两个文件。"
                raise FormError(self._draft.fault(message, self._name, other.location, hint))
        if self._years and labelled is None:
            self._draft.put(path, *self._years[0])
        elif self._no_year and path not in self._draft:
            self._draft.put(path, None, self._no_year[0])
        elif self._years and labelled != self._years[0][0]:
            year, cell = self._years[0]
            message = f"同一张表印了两个年度：{cell.location}是{year}年，年度一栏填的是{labelled}年。"
            raise FormError(self._draft.fault(message, self._name, cell.location, "请改正其中一处。"))

    def _complete(self) -> bool:
        """Whether enough was read to call it a form: with a title any block, without one indicators and two more."""
        blocks = [path for path in (("department",), ("budget",), ("overall_goal",), ("tasks",)) if path in self._draft]
        indicators = ("indicators",) in self._draft
        if self._segment.title is not None:
            return bool(blocks) or indicators
        return indicators and len(blocks) >= 2


def _other_form(segment: Segment, name: str, lexicon: Lexicon, *, alone: bool) -> Fault:
    cell = segment.title or segment.rows[0][0]
    message = f"这里是{segment.other}（“{cell.text.strip()}”），本版本只检查{lexicon.catalogue.title}。"
    hint = "请改用部门整体的表。" if alone else "请把部门整体的表单独存成一个文件，再检查。"
    return Fault(message, name, cell.location.line, cell.location.column, hint)


def _no_form(segment: Segment, name: str, lexicon: Lexicon) -> Fault:
    columns = lexicon.catalogue.root.children["indicators"].children
    wanted = "、".join(columns[part].labels[0] for part in ("level1", "level2", "name", "value"))
    hint = f"应有表名、“{lexicon.name_field.title}”等栏目，以及“{wanted}”的表格。"
    if segment.title is not None:
        at = segment.title.location
        message = f"有表名“{segment.title.text.lstrip('# ')}”，但没有读到任何栏目或指标，文件可能不完整。"
        return Fault(message, name, at.line, at.column, hint)
    for row in segment.rows:
        for cell in row:
            if key(cell.text) in lexicon.other_labels:
                other = next(iter(lexicon.others))
                message = f"这像是{other}（有“{cell.text}”一栏），本版本只检查{lexicon.catalogue.title}。"
                return Fault(message, name, cell.location.line, cell.location.column, "请改用部门整体的表。")
    return Fault(f"没有找到{lexicon.catalogue.title}。", name, hint=hint)
