"""All rules that look at one form type as one function: fields read once, guards shared, each list walked once.

    run(x) -> (events, unfit, sizes)

``x`` is a record with its views. ``events`` names what did not simply pass: (rule, item, stage) with the stage that
decided it. ``unfit`` counts, for each guard, the items that it turned away; ``sizes`` is the length of each list that
rules walk item by item, -1 where there is none. What is in no event and was not turned away passed. Rules and items are
numbers; -1 is the record itself.
"""

from __future__ import annotations

import ast
import marshal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.expressions.emit import Constants, Emitter, Level
from checker.expressions.emit_texts import SHORT
from checker.expressions.evaluate import MAX_STEPS, MAX_STEPS_OF_A_RULE
from checker.expressions.layout import Layout
from checker.expressions.nodes import Each, children
from checker.rulesets.model import Fused, Program, Rule, Stage
from checker.schema import NUMERIC, Catalogue, Field

_MANY = 2000


@dataclass(frozen=True)
class _Part:
    """What the text of one rule is made of; ``limit`` is the number of items up to which it is no work to speak of."""

    number: int
    guard: tuple[str, str]
    lacks: str
    require: str
    limit: int


def fuse(rules: Sequence[Rule], catalogue: Catalogue) -> Fused:
    """Generate the function for the rules that look at forms of ``catalogue``."""
    constants = Constants()
    record = Layout(catalogue.root, "r")
    root = Level(record, "x", record.local)
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
        walk.parts.append(_part(number, program, emitter))
    text = _Text(constants)
    body = [line for walk in walks.values() for line in text.walk(walk)]
    lists = [walk for walk in walks.values() if walk.items is not None]
    unfit = [f"u{index}" for index in range(len(text.groups))]
    sizes = [f"len({walk.rows}) if {walk.rows} is not None else -1" for walk in lists]
    source = "\n".join(
        [
            "def run(x):",
            " events = []",
            " add = events.append",
            f" {' = '.join([*unfit, 'n'])} = 0",
            *text.loads(record, "x", " "),
            f" if n > {_MANY}: raise Exception",
            *body,
            f" return events, [{', '.join(unfit)}], [{', '.join(sizes)}]",
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


def _part(number: int, program: Program, emitter: Emitter) -> _Part:
    when, require = program.when, program.require
    guard = (emitter.missing(when.needs), emitter.condition(when)) if when else ("", "")
    trees = [one.tree for one in (when, require) if one]
    steps, depth = sum(_size(tree) for tree in trees), max(map(_depth, trees))
    limit = min(_root(MAX_STEPS // steps, depth), _root(MAX_STEPS_OF_A_RULE // steps, depth + len(emitter.levels) - 1))
    return _Part(number, guard, emitter.missing(require.needs), emitter.condition(require), limit)


def _size(node: ast.expr) -> int:
    return 1 + sum(map(_size, children(node)))


def _depth(node: ast.expr) -> int:
    """Return how deep walks through lists stand within each other."""
    return isinstance(node, Each) + max(map(_depth, children(node)), default=0)


def _root(steps: int, depth: int) -> int:
    """Return the number of items of which ``depth`` walks within each other take so many steps."""
    return int(steps ** (1 / depth)) if depth else steps


class _Text:
    """Writes the function line by line; ``groups`` are the rules behind each guard."""

    def __init__(self, constants: Constants) -> None:
        self._constants = constants
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
            yield f"{indent} n += len({local})"
            yield f"{indent} {items.name}s = []"
            yield f"{indent} for {row} in {local}:"
            yield from self.loads(items, row, indent + "  ")
            yield f"{indent}  {items.name}s.append({_row(items)})"
            yield f"{indent} {local} = {items.name}s"
        elif field.type in NUMERIC:
            yield f"{indent}if {local} is not None: {local} = number({local})"
        elif field.type == "text":
            yield f"{indent}if not {local} or {local}.isspace(): {local} = None"
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
            yield f"{indent}try:"
            if lacks:
                yield f"{indent} if {lacks}: {_events(members, item, Stage.WHEN)}"
            yield f"{indent} {'elif' if lacks else 'if'} {when}:"
            for part in members:
                yield from self._rule(part, indent + "  ", item)
            yield f"{indent} else: u{len(self.groups)} += 1"
            yield f"{indent}except Exception: {_events(members, item, Stage.STOP)}"
            self.groups.append(tuple(part.number for part in members))

    def _rule(self, part: _Part, indent: str, item: str) -> Iterator[str]:
        checks = [(part.lacks, Stage.REQUIRE), (f"not {part.require}", Stage.FAIL)]
        if part.limit < _MANY:
            checks.insert(0, (f"n > {part.limit}", Stage.STOP))
        yield f"{indent}try:"
        word = "if"
        for condition, stage in checks:
            if condition:
                yield f"{indent} {word} {condition}: {_events([part], item, stage)}"
                word = "elif"
        yield f"{indent}except Exception: {_events([part], item, Stage.STOP)}"


def _row(layout: Layout) -> str:
    """Return the names of a row: the item itself, then its columns in order."""
    return (
        "("
        + "".join(f"{one}, " for one in (f"{layout.name}x", *(layout.local(c.number) for c in layout.columns())))
        + ")"
    )


def _events(parts: Sequence[_Part], item: str, stage: Stage) -> str:
    return "; ".join(f"add(({part.number}, {item}, {int(stage)}))" for part in parts)
