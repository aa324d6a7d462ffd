"""Grid to forms: where each form begins, which rows are whose, and what is no such form at all.

Recognition goes by printed words, not by position: headings may stand in mid-table, columns may be lost or shifted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from checker.documents import unroll
from checker.documents.draft import Draft
from checker.documents.grid import Cell, Grid, Row, fold
from checker.documents.indicators import Indicators
from checker.documents.lexicon import Lexicon, key
from checker.documents.scalars import Scalars
from checker.documents.tasks import Tasks
from checker.errors import Fault, FormError
from checker.model import Form

_MAX_TITLE = 60


@dataclass
class _Segment:
    """The rows from one title to the next."""

    title: Cell | None
    other: str = ""
    rows: list[Row] = field(default_factory=list)


def forms(grid: Grid, name: str, lexicon: Lexicon) -> list[Form]:
    """Return the forms of a grid in their order.

    Raises FormError when there is none, when another kind of form stands here, or when a form contradicts its own year.
    """
    segments = _segments(grid, lexicon) or [_Segment(None)]
    if strange := next((segment for segment in segments if segment.other), None):
        raise FormError(_other_form(strange, name, lexicon, alone=len(segments) == 1))
    rolled = unroll.roll(grid, lexicon, name)
    if rolled is not grid:
        grid, segments = rolled, _segments(rolled, lexicon)
    if len(segments) > 1 and segments[0].title is None and not _Reader(lexicon, grid, segments[0], name).read():
        opening = segments.pop(0)
        segments[0].rows[:0] = opening.rows
    found = []
    for segment in segments:
        form = _Reader(lexicon, grid, segment, name).read()
        if form is None:
            raise FormError(_no_form(segment, name, lexicon))
        found.append(form)
    return found


def _segments(grid: Grid, lexicon: Lexicon) -> list[_Segment]:
    """Cut the rows at titles; a title without a form of its own belongs to the form beside it."""
    cut = [_Segment(None)]
    for row in grid.filled():
        title, other = _title(row, lexicon)
        if title is not None:
            cut.append(_Segment(title, other))
        cut[-1].rows.append(row)
    if not cut[0].rows:
        cut = cut[1:]
    whole: list[_Segment] = []
    for segment in cut:
        if whole and _belongs(segment, whole[-1], lexicon):
            whole[-1].rows += segment.rows
            whole[-1].title = whole[-1].title or segment.title
            whole[-1].other = whole[-1].other or segment.other
        else:
            whole.append(segment)
    return whole


def _belongs(segment: _Segment, before: _Segment, lexicon: Lexicon) -> bool:
    """Whether a segment goes on with the form before it."""
    if bool(segment.other) != bool(before.other) and before.title is not None:
        return False
    return not _strength(before, lexicon) or not _strength(segment, lexicon) or not _named(segment, lexicon)


def _strength(segment: _Segment, lexicon: Lexicon) -> int:
    """How many printed words of a form stand in a segment."""
    cells = [cell for row in segment.rows for cell in row if cell.text and cell is not segment.title]
    return sum(1 for cell in cells if _word(cell, lexicon))


def _word(cell: Cell, lexicon: Lexicon) -> bool:
    head = cell.text.partition("：")[0].partition(":")[0]
    return bool(lexicon.scalars.find(head) or lexicon.indicators.find(head)) or key(head) in lexicon.other_labels


def _named(segment: _Segment, lexicon: Lexicon) -> bool:
    """Whether a segment names a department or a project, as each form does once."""
    for row in segment.rows:
        for cell in row:
            head = cell.text.partition("：")[0].partition(":")[0]
            if ("department", "name") in lexicon.scalars.find(head) or key(head) in lexicon.other_labels:
                return True
    return False


def _title(row: Row, lexicon: Lexicon) -> tuple[Cell | None, str]:
    """Return the title cell of a row, and the name of the form when it is another kind."""
    cells = [cell for cell in row if cell.text]
    if len(cells) > 3:
        return None, ""
    for cell in cells:
        text = "".join(cell.folded.split()).lstrip("#")
        bare = text.split("(")[0] or text
        if len(text) > _MAX_TITLE or lexicon.scalars.find(cell.text):
            continue
        for name, pattern in lexicon.others.items():
            if (match := pattern.search(bare)) and match.end() == len(bare) and len(cells) == 1:
                return cell, name
        for form in (text, bare):
            if (match := lexicon.title.search(form)) and match.end() == len(form):
                return cell, ""
    return None, ""


class _Reader:
    """Reads one segment into one form."""

    def __init__(self, lexicon: Lexicon, grid: Grid, segment: _Segment, name: str) -> None:
        self._lexicon = lexicon
        self._segment = segment
        self._name = name
        self._draft = Draft(lexicon.catalogue)
        self._scalars = Scalars(lexicon, self._draft)
        self._tasks = Tasks(lexicon, self._draft)
        self._indicators = Indicators(lexicon, self._draft, spans_known=grid.spans_known)
        self._years: list[tuple[int, Cell]] = []
        self._table: Tasks | Indicators | None = None

    def read(self) -> Form | None:
        """Return the form, or None when there is none in the segment."""
        rows = [self._scalars.split(row) for row in self._segment.rows]
        skip = False
        for index, row in enumerate(rows):
            if skip:
                skip = False
                continue
            below = rows[index + 1] if index + 1 < len(rows) else None
            skip = self._row(row, below, rows[index + 1 :])
        self._indicators.finish()
        left = (
            cell for row in rows for cell in row if self._draft.unread(cell) and not self._lexicon.printed(cell.text)
        )
        self._draft.other(*left)
        self._check_years()
        return self._draft.form(self._name) if self._complete() else None

    def _row(self, row: Row, below: Row | None, later: Sequence[Row]) -> bool:
        """Read one row; True when the one below it was read with it."""
        row = self._banner(row)
        cells = [cell for cell in row if cell.text]
        if not cells:
            return False
        if self._indicators.header(row, later):
            self._switch(self._indicators, cells)
        elif self._tasks.header(row):
            self._switch(self._tasks, cells)
        elif self._table is None and self._tasks.opens(cells):
            self._switch(self._tasks, cells)
            self._tasks.take(row)
        elif self._table is not self._indicators and self._indicators.opens(cells):
            self._switch(self._indicators, cells)
            self._indicators.take(row)
        elif self._table is None or self._leaves(self._table, row, cells):
            self._table = None
            return self._loose(row, cells, below)
        else:
            self._table.take(row)
        return False

    def _switch(self, table: Tasks | Indicators, cells: Sequence[Cell]) -> None:
        self._table = table
        self._scalars.close()
        for cell in cells:
            self._scalars.unit(cell)

    def _loose(self, row: Row, cells: Sequence[Cell], below: Row | None) -> bool:
        if self._lexicon.footer(cells[0].text) and not self._lexicon.scalars.find(cells[0].text):
            self._draft.other(*cells)
            return False
        return self._scalars.take(row, below)

    def _leaves(self, table: Tasks | Indicators, row: Row, cells: Sequence[Cell]) -> bool:
        """Whether a row stands outside the table that is being read."""
        first = cells[0]
        if self._lexicon.footer(first.text):
            return True
        labels = self._scalars.labels(cells)
        if not labels or key(first.text) in self._lexicon.totals:
            return False
        head = self._lexicon.scalars.find(first.text)
        if (
            head
            and head[0] in (("department", "name"), ("overall_goal",))
            and len(cells) <= 2
            and not self._lexicon.level1(first.text)
        ):
            return len(row) > 1 or first.folded.endswith(":")
        return bool(head) and self._scalars.only_pairs(cells) and table is self._tasks and len(cells) % 2 == 0

    def _banner(self, row: Row) -> Row:
        """Take title, year and unit out of a row; return what is left of it."""
        left: list[Cell] = []
        for cell in row:
            if cell is self._segment.title or (cell.text and self._repeats_title(cell)):
                self._take_title(cell)
            elif (
                cell.text
                and (match := self._lexicon.year_line.fullmatch("".join(cell.folded.split())))
                and self._table is None
                and len([c for c in row if c.text]) == 1
            ):
                self._years.append((int(match[1]), cell))
                self._draft.use(cell)
            elif cell.text and self._lexicon.unit.fullmatch("".join(cell.folded.split())):
                self._scalars.unit(cell)
            else:
                left.append(cell)
        return tuple(left)

    def _repeats_title(self, cell: Cell) -> bool:
        found, other = _title((cell,), self._lexicon)
        return found is not None and not other

    def _take_title(self, cell: Cell) -> None:
        text = fold(cell.text)
        if match := self._lexicon.year.search(text):
            self._years.append((int(match[1]), cell))
        if ("title",) not in self._draft:
            self._draft.put(("title",), cell.text.lstrip("# "), cell)
        elif key(cell.text) == key(str(self._draft.get(("title",)))):
            self._draft.use(cell)

    def _check_years(self) -> None:
        """Settle the year; two different ones in one form are a fault."""
        labelled = self._draft.get(("year",))
        for (year, cell), (later, other) in pairwise(self._years):
            if year != later:
                message = f"同一张表印了两个年度：{cell.location}是{year}年，{other.location}是{later}年。"
                hint = "请改正年度；若是两张表，请分成两个文件。"
                raise FormError(self._draft.fault(message, self._name, other.location, hint))
        if self._years and labelled is None:
            self._draft.put(("year",), *self._years[0])
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


def _other_form(segment: _Segment, name: str, lexicon: Lexicon, *, alone: bool) -> Fault:
    cell = segment.title or segment.rows[0][0]
    message = f"这里是{segment.other}（“{cell.text.strip()}”），本版本只检查{lexicon.catalogue.title}。"
    hint = "请改用部门整体的表。" if alone else "请把部门整体的表单独存成一个文件，再检查。"
    return Fault(message, name, cell.location.line, cell.location.column, hint)


def _no_form(segment: _Segment, name: str, lexicon: Lexicon) -> Fault:
    columns = lexicon.catalogue.root.children["indicators"].children
    wanted = "、".join(columns[part].labels[0] for part in ("level1", "level2", "name", "value"))
    department = lexicon.catalogue.root.children["department"].children["name"].title
    hint = f"应有表名、“{department}”等栏目，以及“{wanted}”的表格。"
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
