"""All rules that look at one form type as one function: fields read once, guards shared, each list walked once.

    run(x) -> (events, unfit, sizes)

``x`` is a record with its views. ``events`` names what did not simply pass: (rule, item, stage) with the stage that
decided it. ``unfit`` counts, for each guard, the items that it turned away; ``sizes`` is the length of each list that
rules walk item by item, -1 where there is none. What is in no event and was not turned away passed. Rules and items are
numbers; -1 is the record itself.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.expressions.cost import Cost
from checker.expressions.emit import Constants, Emitter, Level
from checker.expressions.emit_texts import SHORT
from checker.expressions.layout import Layout
from checker.expressions.nodes import Read
from checker.rulesets.model import Fused, Program, Rule, Stage
from checker.schema import NUMERIC, Catalogue, Field

_USUAL = {"s": 300, "t": 1500}
_USUAL_LIST = 200
"""How long short and long texts and lists may be before it is asked whether each rule keeps within its budget."""


@dataclass(frozen=True)
class _Part:
    """What the text of one rule is made of."""

    number: int
    guard: tuple[str, str]
    lacks: str
    require: str
    cost: Cost

    @property
    def is_light(self) -> bool:
        """Tell whether a form of usual size cannot take the rule beyond its budget."""
        return self.cost.fits(_usual)


def fuse(rules: Sequence[Rule], catalogue: Catalogue) -> Fused:
    """Generate the function for the rules that look at forms of ``catalogue``."""
    constants = Constants()
    record = Layout(catalogue.root, "r")
    root = Level(record, "x", record.local)
    sizes = _Sizes()
    walks: dict[str, _Walk] = {"": _Walk(None, "", [])}
    for number, rule in enumerate(rules):
        program = rule.programs.get(catalogue.form)
        if program is None:
            continue
        levels, walk = [root], walks[""]
        if program.items is not None:
            items = record.items(program.items)
            walk = walks.setdefault(items.name, _Walk(items, record.local(record.column(program.items)), []))
            levels = [root, Level(items, f"{items.name}x", items.local)]
        emitter = Emitter(constants, levels, program.zeroes, rule.tolerance or Decimal(0))
        walk.parts.append(_part(number, program, emitter, sizes))
    text = _Text(constants, sizes)
    body = [line for walk in walks.values() for line in text.walk(walk)]
    loads = list(text.loads(record, "x", " "))
    parts = [part for walk in walks.values() for part in walk.parts]
    lists = [walk for walk in walks.values() if walk.items is not None]
    unfit = [f"u{index}" for index in range(len(text.groups))]
    lengths = [f"len({walk.rows}) if {walk.rows} is not None else -1" for walk in lists]
    source = "\n".join(
        [
            "def run(x):",
            " events = []",
            " add = events.append",
            " reset()",
            f" {' = '.join([*unfit, *sizes.names()])} = 0",
            *loads,
            *_weighed(parts, sizes),
            *body,
            f" return events, [{', '.join(unfit)}], [{', '.join(lengths)}]",
        ]
    )
    lists_of = {part.number: index for index, walk in enumerate(lists) for part in walk.parts}
    code = marshal.dumps(compile(source, "<rules>", "exec"))
    return Fused(source, code, tuple(constants.values), tuple(text.groups), lists_of, views=record.looks_at_views())


@dataclass(frozen=True)
class _Walk:
    """The rules that look at each item of one list, or at the record."""

    items: Layout | None
    rows: str
    parts: list[_Part]


def _part(number: int, program: Program, emitter: Emitter, sizes: _Sizes) -> _Part:
    when, require = program.when, program.require
    guard = (emitter.missing(when.needs), emitter.condition(when)) if when else ("", "")
    items = sizes.of_list(program.items) if program.items is not None else ""
    cost = Cost([one.tree for one in (when, require) if one], items, sizes)
    return _Part(number, guard, emitter.missing(require.needs), emitter.condition(require), cost)


def _weighed(parts: Sequence[_Part], sizes: _Sizes) -> Iterator[str]:
    """Yield what finds the rules that could go beyond their budget on this form; most forms are too small for that."""
    light = [part.cost for part in parts if part.is_light]
    large = " or ".join(f"{name} > {_usual(name)}" for name in sizes.names())
    if light:
        yield f" if ({large}) and ({' or '.join(map(str, light))}): raise Exception"
    for part in parts:
        if not part.is_light:
            yield f" h{part.number} = {part.cost}"


def _usual(name: str) -> int:
    return _USUAL.get(name, _USUAL_LIST)


class _Sizes:
    """The variables that hold how long texts and lists are: s and t for short and long texts, n0, n1… for lists."""

    def __init__(self) -> None:
        self._lists: dict[int, str] = {}

    def __call__(self, read: Read) -> str:
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


class _Text:
    """Writes the function line by line; ``groups`` are the rules behind each guard."""

    def __init__(self, constants: Constants, sizes: _Sizes) -> None:
        self._constants, self._sizes = constants, sizes
        self.groups: list[tuple[int, ...]] = []

    def loads(self, layout: Layout, raw: str, indent: str) -> Iterator[str]:
        """Yield what reads the columns of ``layout`` out of ``raw``, a text before its parts."""
        parsed: set[str] = set()
        for number, field, form in list(layout.columns()):
            local = layout.local(number)
            if form:
                text = layout.local(layout.column(field))
                short = f" and len({text}) <= {SHORT}" if form == "narrow" else ""
                yield f"{indent}{local} = {form}[{text}] if {text} is not None{short} else None"
                continue
            if field.derived:
                text = layout.local(layout.column(layout.text_of(field)))
                if text not in parsed:
                    parsed.add(text)
                    yield f"{indent}{text}p = derive_{field.derived}({raw}, x) if {text} is not None else nothing"
                yield f"{indent}{local} = {text}p.get({self._constants.name(field.key)})"
                continue
            first, *rest = (self._constants.name(key) for key in field.path)
            yield f"{indent}{local} = {raw}.get({first})"
            for key in rest:
                yield f"{indent}if {local} is not None: {local} = {local}.get({key})"
            yield from self._typed(layout, field, local, indent)

    def _typed(self, layout: Layout, field: Field, local: str, indent: str) -> Iterator[str]:
        if field.type == "list":
            items = layout.items(field)
            row = f"{items.name}x"
            yield f"{indent}if {local} is not None:"
            size = self._sizes.of_list(field)
            yield f"{indent} if len({local}) > {size}: {size} = len({local})"
            yield f"{indent} {items.name}s = []"
            yield f"{indent} for {row} in {local}:"
            yield from self.loads(items, row, indent + "  ")
            yield f"{indent}  {items.name}s.append({_row(items)})"
            yield f"{indent} {local} = {items.name}s"
        elif field.type in NUMERIC:
            yield f"{indent}if {local} is not None: {local} = number({local})"
        elif field.type == "text":
            yield f"{indent}if not {local} or {local}.isspace(): {local} = None"
            size = self._sizes.of_text(field)
            yield f"{indent}elif len({local}) > {size}: {size} = len({local})"
        elif field.type == "date":
            yield f"{indent}if {local}.__class__ is text: {local} = day({local})"
        else:
            yield f"{indent}if {local}.__class__ is text and not {local}.strip(): {local} = None"

    def walk(self, walk: _Walk) -> Iterator[str]:
        """Yield the rules that look at the record, or at each item of a list."""
        if walk.items is None:
            yield from self._guarded(walk.parts, " ", "-1")
        else:
            yield f" if {walk.rows} is not None:"
            yield f"  for i, {_row(walk.items)} in enumerate({walk.rows}):"
            yield from self._guarded(walk.parts, "   ", "i")

    def _guarded(self, parts: Sequence[_Part], indent: str, item: str) -> Iterator[str]:
        groups: dict[tuple[str, str], list[_Part]] = {}
        for part in parts:
            groups.setdefault(part.guard, []).append(part)
        for (lacks, when), members in groups.items():
            if not when:
                for part in members:
                    yield from self._rule(part, indent, item)
                continue
            beyond = " or ".join(f"h{part.number}" for part in members if not part.is_light)
            yield f"{indent}try:"
            yield from _checks(
                [(beyond, members, Stage.STOP), (lacks, members, Stage.WHEN)], indent + " ", item, then=when
            )
            for part in members:
                yield from self._rule(part, indent + "  ", item)
            yield f"{indent} else: u{len(self.groups)} += 1"
            yield f"{indent}except Exception: {_events(members, item, Stage.STOP)}"
            self.groups.append(tuple(part.number for part in members))

    def _rule(self, part: _Part, indent: str, item: str) -> Iterator[str]:
        beyond = "" if part.guard[1] or part.is_light else f"h{part.number}"
        members = [part]
        checks = [(beyond, members, Stage.STOP), (part.lacks, members, Stage.REQUIRE)]
        yield f"{indent}try:"
        yield from _checks(checks, indent + " ", item, then=f"not {part.require}")
        yield f"{indent}  {_events(members, item, Stage.FAIL)}"
        yield f"{indent}except Exception: {_events(members, item, Stage.STOP)}"


def _checks(
    checks: Sequence[tuple[str, Sequence[_Part], Stage]], indent: str, item: str, *, then: str
) -> Iterator[str]:
    """Yield an if that ends in ``then``, after all the conditions that stop before."""
    word = "if"
    for condition, parts, stage in checks:
        if condition:
            yield f"{indent}{word} {condition}: {_events(parts, item, stage)}"
            word = "elif"
    yield f"{indent}{word} {then}:"


def _row(layout: Layout) -> str:
    """Return the names of a row: the item itself, then its columns in order."""
    return (
        "("
        + "".join(f"{one}, " for one in (f"{layout.name}x", *(layout.local(c.number) for c in layout.columns())))
        + ")"
    )


def _events(parts: Sequence[_Part], item: str, stage: Stage) -> str:
    return "; ".join(f"add(({part.number}, {item}, {int(stage)}))" for part in parts)
