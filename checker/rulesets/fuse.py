"""All rules that look at one form type as one function: fields read once, guards shared, each list walked once.

    run(x) -> (events, counts, sizes)

``x`` is a record with its views. ``events`` names what did not simply pass: (rule, item, stage) with the stage that
decided it. ``counts`` tells, for each gate, how many items it turned away or let through; ``sizes`` is the length of
each list that rules walk item by item. What is in no event and was not turned away passed. Rules and items are numbers;
-1 is the record itself.

An item is judged as soon as it is read, by the rules that need know nothing of the other items. Then it is asked
whether the form is so large that a rule could go beyond its budget; then come the rules that walk through lists.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from decimal import Decimal

from checker.expressions.cost import Cost
from checker.expressions.emit import Constants, Emitter
from checker.expressions.layout import Layout, is_short
from checker.expressions.needs import Keys, filled
from checker.expressions.nodes import Apply, Ask, Each, Expression, Read
from checker.expressions.nodes import walk as parts_of
from checker.expressions.owners import Alone, Level, Seldom, Walk
from checker.expressions.runtime import EASY
from checker.rulesets.guards import Guards, Part
from checker.rulesets.loads import Loads, Sizes
from checker.rulesets.model import Fused, Program, Rule
from checker.schema import Catalogue, Field

Key = tuple[int, tuple[str, ...]]
_USUAL = {"s": 300, "t": 1500}
_USUAL_LIST = 200
"""How long short and long texts and lists are in all but a few forms."""


def fuse(rules: Sequence[Rule], catalogue: Catalogue) -> Fused:
    """Generate the function for the rules that look at forms of ``catalogue``."""
    work = _Work(Layout(catalogue.root, "r"))
    for number, rule in enumerate(rules):
        program = rule.programs.get(catalogue.form)
        if program is not None:
            work.add(number, program, rule.tolerance or Decimal(0))
    source = "\n".join(work.lines())
    lists_of = {number: index for index, walk in enumerate(work.walks.values()) for number in walk.numbers}
    code = marshal.dumps(compile(source, "<rules>", "exec"))
    views = work.record.looks_at_views()
    return Fused(source, code, tuple(work.constants.values), tuple(work.guards.gates(lists_of)), lists_of, views=views)


@dataclass
class _OfText:
    """The rules that look at nothing but one text: whether it ``passes`` all of them is a fact about it."""

    field: Field
    parts: list[Part] = made(default_factory=list)
    passes: list[str] = made(default_factory=list)

    def failing(self, level: Level) -> str:
        """Return the text that tells whether the text does not pass all rules, or is not there."""
        more = [one for one in self.passes if one != "True"]
        if not more:
            return f"{level.there(self.field)} is None"
        return f"not {level.fact(self.field, '(' + ' and '.join(more) + ')')}"


@dataclass
class _Items:
    """The rules that look at each item of one list: those that can judge an item at once, and the others."""

    items: Layout
    column: int
    size: str
    at_once: list[Part] = made(default_factory=list)
    later: list[Part] = made(default_factory=list)
    of_text: dict[Key, _OfText] = made(default_factory=dict)

    def __post_init__(self) -> None:
        self.level = Walk(self.items, f"{self.items.name}c")

    @property
    def numbers(self) -> list[int]:
        """The numbers of its rules."""
        alone = (part for one in self.of_text.values() for part in one.parts)
        return [part.number for part in (*alone, *self.at_once, *self.later)]


class _Work:
    """Collects the rules of one form type, then writes the function."""

    def __init__(self, record: Layout) -> None:
        self.record, self.constants, self.sizes, self.guards = record, Constants(), Sizes(), Guards()
        self.walks: dict[str, _Items] = {}
        self._of_record: list[Part] = []
        self._light: list[Cost] = []
        self._heavy: list[str] = []

    def add(self, number: int, program: Program, tolerance: Decimal) -> None:
        """Take in a rule."""
        expressions = [one for one in (program.when, program.require) if one is not None]
        length = self.sizes.of_list(program.items) if program.items is not None else ""
        cost = Cost([one.tree for one in expressions], length, self.sizes)
        light = cost.fits(_usual)
        if light:
            self._light += [cost] * cost.varies
        else:
            self._heavy.append(f" h{number} = {cost}")

        def emitter(*levels: Level) -> Emitter:
            return Emitter(self.constants, [Level(self.record, "x"), *levels], program.zeroes, tolerance)

        def part(*levels: Level) -> Part:
            return _part(number, program, emitter(*levels), "" if light else f"h{number}")

        if program.items is None:
            self._of_record.append(part())
            return
        column, items = self.record.column(program.items), self.record.items(program.items)
        walk, row = self.walks.setdefault(items.name, _Items(items, column, length)), f"{items.name}x"
        if not light or any(map(_looks_beyond, expressions)):
            walk.later.append(part(walk.level))
        elif only := _only_text(program):
            of_text = walk.of_text.setdefault(only.key, _OfText(only.field))
            of_text.parts.append(part(Seldom(items, row)))
            of_text.passes.append(emitter(Alone(items, row)).emit(program.require.tree, frozenset([only.key])))
        else:
            walk.at_once.append(part(Level(items, row)))

    def lines(self) -> Iterator[str]:
        """Yield the lines of the function."""
        for walk in self.walks.values():
            for one in walk.of_text.values():
                one.failing(Level(walk.items, ""))  # asked here for the first time, so that it is loaded
        loads = Loads(self.constants, self.sizes, self._at_once)
        read = list(loads.lines(self.record, "x", " "))
        body = [*self.guards.lines(self._of_record, " ", "-1")]
        for walk in self.walks.values():
            if walk.later:
                rules = list(self.guards.lines(walk.later, "   ", "i"))
                rows = self.record.local(walk.column)
                body += [f" if {rows} is not None:", f"  {walk.level.clause(rows, numbered=True)}:", *rules]
        yield from loads.tables
        yield from ("def run(x):", " events = []", " add = events.append", " reset()")
        yield f" {' = '.join([*self.guards.counters(), *self.sizes.names()])} = 0"
        yield from read
        yield from self._weighing()
        yield from body
        sizes = [walk.size for walk in self.walks.values()]
        yield f" return events, [{', '.join(self.guards.counters())}], [{', '.join(sizes)}]"

    def _at_once(self, items: Layout, indent: str) -> Iterator[str]:
        """Yield the rules that judge an item as soon as it is read."""
        walk, item = self.walks.get(items.name), f"{items.name}i"
        if walk is None:
            return
        for one in walk.of_text.values():
            yield f"{indent}if {one.failing(Level(items, ''))}:"
            yield from self.guards.seldom(one.parts, indent + " ", item)
        yield from self.guards.lines(walk.at_once, indent, item)

    def _weighing(self) -> Iterator[str]:
        """Yield what finds the rules that could go beyond their budget on this form; most are too small for that."""
        yield " s = longest(s)"
        large = " or ".join(f"{name} > {_usual(name)}" for name in self.sizes.names())
        if self._light:
            yield f" if ({large}) and ({' or '.join(map(str, self._light))}): raise Exception"
        yield from self._heavy


def _usual(name: str) -> int:
    return _USUAL.get(name, _USUAL_LIST)


def _looks_beyond(expression: Expression) -> bool:
    """Tell whether an expression walks through a list, or takes long enough to be weighed first."""
    for node in parts_of(expression.tree):
        if isinstance(node, Each) or (isinstance(node, Read) and node.field.type == "list"):
            return True
        if isinstance(node, Apply) and node.function.costly:
            return True
    return False


def _only_text(program: Program) -> Read | None:
    """Return the short text that is all a rule looks at, be it that it applies where the text is filled in."""
    nodes = list(parts_of(program.require.tree))
    reads = {one.key: one for one in nodes if isinstance(one, Read)}
    if any(isinstance(one, Apply) and one.pattern is not None and one.pattern.easy < EASY for one in nodes):
        return None  # what is hard to search counts each time
    if program.when is not None:
        match program.when.tree:
            case Ask(default=None, function=function, read=read) if function.english == "present":
                reads[read.key] = read
            case _:
                return None
    match [*reads.values()]:
        case [Read(depth=1, field=field) as only] if is_short(field) and not field.derived and not field.view:
            return only
    return None


def _part(number: int, program: Program, emitter: Emitter, beyond: str) -> Part:
    when, require = program.when, program.require
    known: Keys = filled(when.tree, when=True) | {read.key for read in when.needs} if when else frozenset()
    lacks = [read for read in require.needs if read.key not in known]
    return Part(
        number,
        emitter.missing(when.needs) if when else "",
        tuple(emitter.conjuncts(when)) if when else (),
        emitter.missing(lacks),
        emitter.condition(require),
        beyond,
    )
