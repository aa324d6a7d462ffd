"""A checked tree to the text of a Python expression that gives the same value, only faster.

The text is made of names that this module chose, numbered constants and Python's own operators; no word of a rule or a
form ever becomes part of it. What is rare (a value that is missing where it is needed, a text too long for a pattern)
calls ``stop``, which leaves the rule on that item to the reference evaluator; see evaluate.py, which decides what every
node means.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from itertools import count
from typing import Any

from checker.expressions import emit_comparisons, emit_texts
from checker.expressions.evaluate import Zeroes
from checker.expressions.kinds import Named, kind_of
from checker.expressions.layout import Layout
from checker.expressions.needs import Keys, filled
from checker.expressions.nodes import Apply, Ask, Comparison, Each, Expression, Read, Value
from checker.schema import NUMERIC, Field

_SIGNS: Mapping[type, str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.And: " and ", ast.Or: " or ",
}  # fmt: skip
_DECIDED = {"any": "True in", "all": "False not in", "none": "True not in"}


class Constants:
    """The values that generated text names, each once."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._known: dict[tuple[type, Any], int] = {}

    def name(self, value: Any) -> str:
        """Return the name of a value."""
        plain = str(value) if isinstance(value, Decimal) else value
        key: tuple[type, Any] = (type(value), plain if isinstance(plain, str | int | tuple) else id(value))
        if key not in self._known:
            self._known[key] = len(self.values)
            self.values.append(value)
        return f"k{self._known[key]}"


@dataclass(frozen=True)
class Level:
    """One owner of fields that an expression sees: how its raw data and its columns are called in the text."""

    layout: Layout
    raw: str
    local: Callable[[int], str]


@dataclass
class Emitter:
    """Emits the expressions of one rule."""

    constants: Constants
    levels: Sequence[Level]
    zeroes: Zeroes = frozenset()
    tolerance: Decimal = Decimal(0)
    numbers: Iterator[int] = field(default_factory=count)
    zero = Decimal(0)

    def condition(self, expression: Expression) -> str:
        """Return the text of a condition whose needs have been found to have values."""
        return self.emit(expression.tree, _keys(expression.needs))

    def missing(self, reads: Sequence[Read]) -> str:
        """Return the text that tells whether one of ``reads`` has no value; "" when there are none."""
        return " or ".join(map(self._lacking, reads))

    def _lacking(self, read: Read) -> str:
        without = f"{self.name(read)} is None"
        return f"({without} and unreadable({self._at(read)}))" if self._is_zeroed(read) else without

    def emit(self, node: ast.expr, known: Keys) -> str:
        """Return the text of ``node``; the reads that are ``known`` have a value."""
        emit: Mapping[type, Callable[[Any, Keys], str]] = {
            Read: self._read,
            Value: lambda node, _: self.constants.name(node.value),
            Ask: self._ask,
            Each: self._each,
            Apply: self._apply,
            Comparison: partial(emit_comparisons.compare, self),
            Named: lambda node, _: node.text,
            ast.BoolOp: self._chain,
            ast.UnaryOp: self._unary,
            ast.BinOp: self._arithmetic,
            ast.IfExp: self._choice,
        }
        return emit[type(node)](node, known)

    def _unary(self, node: ast.UnaryOp, known: Keys) -> str:
        return f"({'not ' if isinstance(node.op, ast.Not) else '-'}{self.emit(node.operand, known)})"

    def _arithmetic(self, node: ast.BinOp, known: Keys) -> str:
        return f"({self.emit(node.left, known)} {_SIGNS[type(node.op)]} {self.emit(node.right, known)})"

    def _choice(self, node: ast.IfExp, known: Keys) -> str:
        body = self.emit(node.body, known | filled(node.test, when=True))
        orelse = self.emit(node.orelse, known | filled(node.test, when=False))
        return f"({body} if {self.emit(node.test, known)} else {orelse})"

    def name(self, read: Read, form: str = "") -> str:
        """Return the local name that a field is loaded into, as written or in another form (see layout.py)."""
        level = self.levels[read.depth]
        return level.local(level.layout.column(read.field, form))

    def _is_zeroed(self, read: Read) -> bool:
        return (self.levels[read.depth].layout.owner.path, read.field.path) in self.zeroes

    def _at(self, read: Read) -> str:
        """Return the arguments that name where a field stands: the raw data and the path in it."""
        return f"{self.levels[read.depth].raw}, {self.constants.name(read.field.path)}"

    def _read(self, node: Read, known: Keys) -> str:
        name = self.name(node)
        if self._is_zeroed(node):
            return f"({name} if {name} is not None else zero({self._at(node)}))"
        return name if node.key in known else f"({name} if {name} is not None else stop())"

    def _ask(self, node: Ask, known: Keys) -> str:
        read, name, asked = node.read, self.name(node.read), node.function.english
        if node.default is not None:
            legible = f"legible({self._at(read)}) or " if _may_be_unreadable(read.field) else ""
            return f"({name} if {name} is not None else ({legible}{self.emit(node.default, known)}))"
        if read.field.type == "list":
            return self._ask_list(asked, name, self._at(read))
        without = self._part_without(asked, read) if read.field.derived else self._without(asked, read)
        return f"({name} is None and not {without})" if asked == "blank" else f"({name} is not None or {without})"

    def _part_without(self, asked: str, read: Read) -> str:
        """Return what is ``asked`` of a part that was not read: it is there as far as its text is, and empty."""
        text = Read(self.levels[read.depth].layout.text_of(read.field), read.depth, read.offset)
        without = self._without(asked, text)
        if asked == "has_field":
            return f"({self.name(text)} is not None or {without})"
        return f"({self.name(text)} is None and {without})"

    def _without(self, asked: str, read: Read) -> str:
        """Return the text that tells what is ``asked`` of a field that has no value."""
        if read.field.view:
            return "True" if asked == "has_field" else "False"
        function = {"present": "present", "blank": "present", "readable": "printed", "has_field": "has_field"}[asked]
        return f"{function}({self._at(read)})"

    def _ask_list(self, asked: str, name: str, at: str) -> str:
        if asked == "has_field":
            return f"({name} is not None or has_field({at}))"
        held = f"(({name} if {name} is not None else stop()) != [])"
        return f"(not {held})" if asked == "blank" else held

    def _chain(self, node: ast.BoolOp, known: Keys) -> str:
        parts = []
        for value in node.values:
            parts.append(self.emit(value, known))
            known |= filled(value, when=isinstance(node.op, ast.And))
        return f"({_SIGNS[type(node.op)].join(parts)})"

    def _each(self, node: Each, known: Keys) -> str:
        """Return a walk through a list as a comprehension; as in the reference, no item is left out."""
        outer = self.levels[node.source.depth].layout
        row = f"t{node.depth}"
        level = Level(outer.items(node.source.field), f"{row}[0]", lambda column: f"{row}[{column}]")
        inner = Emitter(self.constants, [*self.levels, level], self.zeroes, self.tolerance, self.numbers)
        source, name = self.emit(node.source, known), node.function.english
        known |= _keys(node.needs)
        holds = ""
        if node.condition is not None:
            holds = _unless(inner.missing(node.needs), inner.emit(node.condition, known))
            known |= filled(node.condition, when=True) | _keys(node.value_needs)
        if name in _DECIDED:
            return f"({_DECIDED[name]} [{holds} for {row} in {source}])"
        kept = f" for {row} in {source}" + (f" if {holds}" if holds else "")
        if name == "count":
            return f"decimal(len([None{kept}]))" if holds else f"decimal(len({source}))"
        known |= _keys(node.value_needs)
        value = _unless(inner.missing(node.value_needs), inner.emit(node.value or node.source, known))
        if name == "sum":
            return f"sum([{value}{kept}], decimal())"
        if node.value is not None and kind_of(node.value) == "list":
            return f"flat([{value}{kept}])"
        return f"[{value}{kept}]"

    def _apply(self, node: Apply, known: Keys) -> str:
        name = node.function.english
        if node.pattern is not None:
            return emit_texts.search(self, node, known)
        if name == "contains":
            return emit_texts.contains(self, node, known)
        arguments = [self.emit(one, known) for one in node.arguments]
        if name == "size":
            return f"decimal(len({arguments[0]}))"
        return f"{self.constants.name(node.function.call)}({', '.join(arguments)})"


def _keys(reads: Sequence[Read]) -> Keys:
    return frozenset(read.key for read in reads)


def _unless(missing: str, text: str) -> str:
    return f"(stop() if {missing} else {text})" if missing else text


def _may_be_unreadable(read: Field) -> bool:
    return (read.type in NUMERIC or read.type == "date") and not read.derived
