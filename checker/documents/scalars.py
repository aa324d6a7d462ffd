"""The fields that stand once on the form: a label, and its value beside it, below it or after a colon."""

from __future__ import annotations

from collections.abc import Sequence

from checker import regex
from checker.documents import amounts
from checker.documents.draft import Draft, convert
from checker.documents.grid import Cell, Row, fold
from checker.documents.lexicon import Lexicon, Path, notes
from checker.frozen import replace
from checker.schema import Field

_COLON = regex.lazy(r"[:：]")
_ONLY_NOTE = regex.lazy(r"[(\[][^()\[\]]*[)\]]")
_NEXT = regex.lazy(r"\s+(?=[^\s:：]{2,12}[:：])")
_MAX_HEAD = 24


class Scalars:
    """Reads labelled fields into a draft, wherever they stand."""

    def __init__(self, lexicon: Lexicon, draft: Draft) -> None:
        self._lexicon = lexicon
        self._draft = draft
        self._root = lexicon.catalogue.root
        self._open: Path | None = None
        self._units: dict[str, Cell] = {}

    def split(self, row: Row) -> Row:
        """Return the row with every cell that holds label, colon and value made into two."""
        made: list[Cell] = []
        for cell in row:
            made.extend(self._parted(cell))
        return tuple(made) if len(made) > len(row) else row

    def _parted(self, cell: Cell) -> tuple[Cell, ...]:
        match = _COLON.search(cell.text[:_MAX_HEAD])
        if match is None or not cell.text[match.end() :].strip() or self._lexicon.unit.fullmatch(_tight(cell.text)):
            return (cell,)
        head = cell.text[: match.start()]
        if not self._lexicon.scalars.find(head):
            return (cell,)
        rest = cell.text[match.end() :]
        start = match.end() + len(rest) - len(rest.lstrip())
        following = _NEXT.search(cell.text, start)
        end = following.start() if following else len(cell.text)
        value = _cut(cell, start, end)
        tail = self._parted(_cut(cell, following.end(), len(cell.text))) if following else ()
        return replace(cell, text=head), value, *tail

    def labels(self, cells: Sequence[Cell]) -> list[Path]:
        """Return the fields that the labels among the cells stand for."""
        return [paths[0] for cell in cells if (paths := self._lexicon.scalars.find(cell.text))]

    def only_pairs(self, cells: Sequence[Cell]) -> bool:
        """Whether a row holds nothing but labels and amounts."""
        plain = [cell for cell in cells if not self._lexicon.scalars.find(cell.text)]
        return len(plain) < len(cells) and all(self._amount(cell) or self._lexicon.heading(cell.text) for cell in plain)

    def _amount(self, cell: Cell) -> bool:
        return amounts.decimal(cell.text, (self._draft.unit or "",)) is not None

    def unit(self, cell: Cell) -> bool:
        """Note the unit of money that a cell prints, as "单位：万元" or in a label's brackets; True for the former."""
        whole = self._lexicon.unit.fullmatch(_tight(cell.text))
        if whole:
            self._note_unit(whole["unit"], cell)
            return True
        for note in notes(cell.text) if len(cell.text) <= _MAX_HEAD * 2 else ():
            tail = note.rpartition(":")[2]
            if tail in self._root.children["money_unit"].enum:
                self._note_unit(tail, cell)
        return False

    def _note_unit(self, unit: str, cell: Cell) -> None:
        self._units.setdefault(unit, cell)
        known = [unit for unit in self._units if unit in self._root.children["money_unit"].enum]
        path = ("money_unit",)
        self._draft.unit = known[0] if len(known) == len(self._units) == 1 else None
        self._draft.put(path, self._draft.unit, next(iter(self._units.values())))
        if len(self._units) > 1:
            told = "、".join(f"“{name}”（{place.location}）" for name, place in self._units.items())
            self._draft.doubt(path, f"表上印了不同的金额单位：{told}。")

    def take(self, row: Row, below: Row | None) -> bool:
        """Read the labels and values of a row; True when the row below it was read too, as the values of this one."""
        cells = [cell for cell in row if cell.text]
        if self._continued(row, cells):
            return False
        self._open = None
        if below is not None and self._is_heading_of(cells, below):
            for label in cells:
                value = next((cell for cell in below if cell.column == label.column), None)
                self._assign(self._lexicon.scalars.find(label.text), label, [value] if value and value.text else [])
            return True
        index = 0
        while index < len(cells):
            cell = cells[index]
            end = index + 1
            while end < len(cells) and not self._printed(cells[end]):
                end += 1
            self._pair(cell, cells[index + 1 : end], row)
            index = end
        return False

    def _printed(self, cell: Cell) -> bool:
        return bool(self._lexicon.scalars.find(cell.text)) or self._lexicon.heading(cell.text)

    def _pair(self, cell: Cell, values: Sequence[Cell], row: Row) -> None:
        """Read one label with the cells up to the next one."""
        self.unit(cell)
        paths = self._lexicon.scalars.find(cell.text)
        if not paths or (not values and self._lexicon.heading(cell.text)):
            self._draft.other(*([] if self._lexicon.heading(cell.text) else [cell]), *values)
            return
        self._assign(paths, cell, values)
        if values and self._field(paths[0]).annotations.get("x-long") and row[-1] is values[-1]:
            self._open = paths[0]

    def _is_heading_of(self, cells: Sequence[Cell], below: Row) -> bool:
        """Whether the cells are labels whose amounts stand in the row below, column by column."""
        values = [cell for cell in below if cell.text]
        if len(cells) < 2 or not values or not all(self._lexicon.scalars.find(cell.text) for cell in cells):
            return False
        return {cell.column for cell in values} <= {cell.column for cell in cells} and all(map(self._amount, values))

    def _continued(self, row: Row, cells: Sequence[Cell]) -> bool:
        """Add a further line to a long text: one that is numbered as its part, or the rest of a cell cut by a break."""
        goal = self._root.children["overall_goal"]
        first = cells[0]
        part = regex.compiled(goal.annotations["x-parts"]).match(first.folded)
        if part and goal.path in self._draft and not (self._printed(first) and part.end() < len(first.folded)):
            self._draft.use(*cells)
            text = "：".join(each.text.rstrip(":：") if each is first else each.text for each in cells)
            self._draft.extend(goal.path, replace(first, text=text) if len(cells) > 1 else first)
            return True
        if self._open is None or len(cells) > 1 or first is not row[0] or self._printed(first):
            return False
        self._draft.extend(self._open, first)
        if len(row) > 1:
            self._open = None
        return True

    def close(self) -> None:
        """Forget the text that the next line could have continued."""
        self._open = None

    def _field(self, path: Path) -> Field:
        field = self._root
        for part in path:
            field = field.children[part]
        return field

    def _assign(self, paths: Sequence[Path], label: Cell, values: Sequence[Cell]) -> None:
        """Give the field of a label its value; what is left over, or contradicts an earlier value, is kept aside."""
        path = paths[0]
        field = self._field(path)
        if values and field.type == "text" and _ONLY_NOTE.fullmatch(values[0].folded):
            values = ()
        long = field.annotations.get("x-parts") if field.annotations.get("x-long") else None
        used = values if long else values[:1]
        self._draft.other(*values[len(used) :])
        if not used:
            if path not in self._draft:
                self._draft.put(path, None, label)
            return
        self._draft.use(*used)
        first = used[0]
        joint = "：" if long and regex.compiled(long).fullmatch(fold(first.text).rstrip(":")) else "\n"
        value = self._value(field, joint.join(cell.text.rstrip(":：") if cell is first else cell.text for cell in used))
        old = self._draft.get(path)
        if old is None:
            self._draft.put(path, value, first)
        elif old != value:
            self._draft.other(*used)
            if field.type == "money":
                self._draft.doubt(path, f"表上另有一处“{label.text}”印作“{first.text}”（{first.location}）。")

    def _value(self, field: Field, text: str) -> object:
        if field is self._lexicon.year_field and (match := self._lexicon.year_line.fullmatch(fold(text))):
            return int(match[1])
        return convert(field, text, self._draft.unit)


def _tight(text: str) -> str:
    """Return a text folded and without white space."""
    return "".join(fold(text).split())


def _cut(cell: Cell, start: int, end: int) -> Cell:
    """Return the part of a cell between two characters of its text, with its own column where that is known."""
    column = cell.location.column and cell.location.column + start
    return replace(cell, text=cell.text[start:end].strip(), location=replace(cell.location, column=column))
