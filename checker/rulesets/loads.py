"""The part of the fused function that reads a record: every field once, into a name or into a column of a row."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from checker.expressions.emit import Constants
from checker.expressions.layout import FOLDED, Column, Layout, is_short
from checker.expressions.nodes import Read
from checker.expressions.runtime import EASY
from checker.schema import NUMERIC, Field

_SEARCHES, _CALLS = re.compile(r"\bm\d+\["), re.compile(r"\bm\d+\[|\bk\d+\(")
Lines = Generator[str, None, str]
"""Lines, and in the end a text."""
Body = Callable[[Layout, str], Iterable[str]]
"""What is to be done with each item of a list as soon as it is read; the second is the indent."""


@dataclass
class Sizes:
    """The variables that hold how long texts and lists are: s and t for short and long texts, n0, n1… for lists."""

    _lists: dict[int, str] = field(default_factory=dict)

    def __call__(self, read: Read) -> str:
        """Return the variable for what is read, a list or a text."""
        return self.of_list(read.field) if read.field.type == "list" else self.of_text(read.field)

    def of_list(self, field: Field) -> str:
        """Return the variable of the greatest length of a list."""
        return self._lists.setdefault(id(field), f"n{len(self._lists)}")

    def of_text(self, field: Field) -> str:
        """Return the variable of the greatest length of texts such as this."""
        return "t" if field.annotations.get("x-long") else "s"

    def names(self) -> list[str]:
        """Return all variables."""
        return ["s", "t", *self._lists.values()]


@dataclass(frozen=True)
class Loads:
    """Writes what reads the columns of a layout out of its owner; ``body`` follows when an item has been read.

    ``tables`` are the lines that make the tables of facts.
    """

    constants: Constants
    sizes: Sizes
    body: Body
    tables: list[str] = field(default_factory=list)
    _groups: dict[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)

    def lines(self, layout: Layout, raw: str, indent: str) -> Iterator[str]:
        """Yield the lines for an owner called ``raw``: its own fields, then its lists."""
        columns = list(layout.columns())
        parsed: set[str] = set()
        for column in columns:
            if column.fact == FOLDED:
                yield from self._short(layout, column, raw, indent, parsed)
            elif not column.fact and not is_short(column.field) and column.field.type != "list":
                value = yield from self._value(layout, column.field, raw, indent, parsed)
                given = f"{layout.given(column.number)} = " if layout.is_given(column.number) else ""
                yield f"{indent}{layout.local(column.number)} = {given}{value}"
                if not column.field.derived:
                    yield from self._typed(column.field, layout.local(column.number), indent)
        for column in columns:
            if column.field.type == "list":
                yield from self._list(layout, column, raw, indent)

    def _value(self, layout: Layout, wanted: Field, raw: str, indent: str, parsed: set[str]) -> Lines:
        """Yield what must go before, and return the text of a value; the groups on the way to it are fetched once."""
        if wanted.derived:
            return (yield from self._part(layout, wanted, raw, indent, parsed))
        owner = raw
        for depth, key in enumerate(wanted.path[:-1], 1):
            group = self._groups.get((raw, wanted.path[:depth]))
            if group is None:
                group = self._groups[raw, wanted.path[:depth]] = f"{layout.name}g{len(self._groups)}"
                yield f"{indent}{group} = {_get(owner, self.constants.name(key), known=owner == raw)}"
            owner = group
        return _get(owner, self.constants.name(wanted.path[-1]), known=owner == raw)

    def _part(self, layout: Layout, wanted: Field, raw: str, indent: str, parsed: set[str]) -> Lines:
        """Yield what reads a text by its grammar, once, and return the text that takes a part out of it."""
        text = layout.text_of(wanted)
        name = layout.local(layout.column(text, FOLDED if is_short(text) else ""))
        if name not in parsed:
            parsed.add(name)
            yield f"{indent}{name}p = derive_{wanted.derived}({raw}, x) if {name} is not None else nothing"
        return f"{name}p.get({self.constants.name(wanted.key)})"

    def _short(self, layout: Layout, column: Column, raw: str, indent: str, parsed: set[str]) -> Iterator[str]:
        """Yield what looks up the facts about a short text; the tables note how long the longest is."""
        wanted, facts = column.field, layout.facts(column.field)
        names = [layout.local(one.number) for one in facts or [column]]
        value = yield from self._value(layout, wanted, raw, indent, parsed)
        written = next((one for one in layout.columns() if one.field is wanted and not one.fact), None)
        if facts:
            if written is not None:
                yield f"{indent}{layout.local(written.number)} = {value}"
                value = layout.local(written.number)
            yield f"{indent}{', '.join(names)}{',' * (not facts[1:])} = {self._table(names[0], facts)}[{value}]"
            if written is not None and layout.is_kept(written.number):
                yield f"{indent}if {names[0]} is None: {value} = None"
        else:
            yield f"{indent}{names[0]} = {value}"
            yield from self._typed(wanted, names[0], indent) if not wanted.derived else ()
            if written is not None:
                yield f"{indent}{layout.local(written.number)} = {names[0]}"

    def _table(self, name: str, facts: Sequence[Column]) -> str:
        """Write the table of the facts about one text; what has no answer, or would take too long, is left untold."""
        told = [one.fact.format(v="v", f="f") for one in facts]
        lines = [f"def {name}t(v):", " f = folded(v)", f" if f is None: return ({'None, ' * len(told)})"]
        calls = [index for index, one in enumerate(told) if _CALLS.search(one)]
        for index in calls:
            lines += [" try:", f"  c{index} = {told[index]}", f" except Exception: c{index} = None"]
        values = "".join(f"c{index}, " if index in calls else f"{one}, " for index, one in enumerate(told))
        longest = f", {self.constants.name(EASY)}" if _SEARCHES.search(" ".join(told)) else ""
        self.tables.extend([*lines, f" return ({values})", f"{name}t = table({name}t{longest})"])
        return f"{name}t"

    def _typed(self, wanted: Field, local: str, indent: str) -> Iterator[str]:
        """Yield what makes a typed value of the one just read, None of a blank."""
        if wanted.type in NUMERIC:
            yield f"{indent}if {local} is not None: {local} = number({local})"
        elif wanted.type == "text":
            size = self.sizes.of_text(wanted)
            yield f"{indent}if not {local} or {local}.isspace(): {local} = None"
            yield f"{indent}elif len({local}) > {size}: {size} = len({local})"
        elif wanted.type == "date":
            yield f"{indent}if {local}.__class__ is text: {local} = day({local})"
        else:
            yield f"{indent}if {local}.__class__ is text and not {local}.strip(): {local} = None"

    def _list(self, layout: Layout, column: Column, raw: str, indent: str) -> Iterator[str]:
        """Yield what walks through a list, and keeps of its items what others will ask for."""
        items, local = layout.items(column.field), layout.local(column.number)
        size, row = self.sizes.of_list(column.field), f"{items.name}x"
        kept = [items.local(one) for one in items.keeps()]
        walk = [*self.lines(items, row, indent + "  "), *self.body(items, indent + "  ")]
        walk += [f"{indent}  {one}s.append({one})" for one in kept]
        value = yield from self._value(layout, column.field, raw, indent, set())
        yield f"{indent}{local} = {value}"
        yield f"{indent}if {local} is not None:"
        yield f"{indent} if len({local}) > {size}: {size} = len({local})"
        yield from (f"{indent} {one}s = []" for one in kept)
        if walk:
            yield f"{indent} for {items.name}i, {row} in enumerate({local}):"
            yield from walk
        if items.within_items:
            yield f"{indent} {local} = ({local}, {''.join(f'{one}s, ' for one in kept)})"


def _get(owner: str, key: str, *, known: bool) -> str:
    """Return the text that takes a value out of a mapping, which may be missing itself unless it is ``known``."""
    return f"{owner}.get({key})" if known else f"{owner}.get({key}) if {owner} is not None else None"
