"""A checked tree to the text of a Python expression that gives the same value, only faster.

The text is made of names that this module chose, numbered constants and Python's own operators; no word of a rule or a
form ever becomes part of it. What is rare (a value that is missing where it is needed, a text too long for a pattern)
calls ``stop``, which leaves the rule on that item to the reference evaluator; see evaluate.py, which decides what every
node means.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from math import ceil, floor
from typing import Any

from checker.expressions.evaluate import Zeroes
from checker.expressions.kinds import kind_of
from checker.expressions.layout import Layout
from checker.expressions.needs import Keys, filled
from checker.expressions.nodes import Apply, Ask, Comparison, Each, Expression, Read, Value
from checker.expressions.prefilter import marks
from checker.expressions.words import Words
from checker.schema import NUMERIC, Field
from checker.text import fold

_SIGNS: Mapping[type, str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.And: " and ", ast.Or: " or ",
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
_SLACK = {ast.Lt: ("<", "-"), ast.LtE: ("<=", "+"), ast.Gt: (">", "+"), ast.GtE: (">=", "-")}
_CHEAP = re.compile(r"\w+(?:\[\d+\])?")
_INERT = ("\u4e00", "\u9fff")  # ideographs: folding leaves each as it is, and in its place


class Constants:
    """The values that generated text names, each once."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._known: dict[tuple[type, Any], int] = {}

    def name(self, value: Any) -> str:
        """Return the name of a value."""
        key: tuple[type, Any] = (type(value), value if isinstance(value, str | Decimal | int | tuple) else id(value))
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

    def condition(self, expression: Expression) -> str:
        """Return the text of a condition whose needs have been found to have values."""
        return self.emit(expression.tree, _keys(expression.needs))

    def missing(self, reads: Sequence[Read]) -> str:
        """Return the text that tells whether one of ``reads`` has no value; "" when all may lack one."""
        return " or ".join(f"{self._name(read)} is None" for read in reads if not self._is_zeroed(read))

    def emit(self, node: ast.expr, known: Keys) -> str:
        """Return the text of ``node``; the reads that are ``known`` have a value."""
        emit: Mapping[type, Callable[[Any, Keys], str]] = {
            Read: self._read,
            Value: lambda node, _: self.constants.name(node.value),
            Ask: self._ask,
            Each: self._each,
            Apply: self._apply,
            Comparison: self._compare,
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

    def _name(self, read: Read) -> str:
        level = self.levels[read.depth]
        return level.local(level.layout.column(read.field))

    def _is_zeroed(self, read: Read) -> bool:
        return (self.levels[read.depth].layout.owner.path, read.field.path) in self.zeroes

    def _at(self, read: Read) -> str:
        """Return the arguments that name where a field stands: the raw data and the path in it."""
        return f"{self.levels[read.depth].raw}, {self.constants.name(read.field.path)}"

    def _read(self, node: Read, known: Keys) -> str:
        name = self._name(node)
        if self._is_zeroed(node):
            return f"({name} if {name} is not None else zero({self._at(node)}))"
        return name if node.key in known else f"({name} if {name} is not None else stop())"

    def _ask(self, node: Ask, known: Keys) -> str:
        read, name, asked = node.read, self._name(node.read), node.function.english
        if node.default is not None:
            legible = f"legible({self._at(read)}) or " if _may_be_unreadable(read.field) else ""
            return f"({name} if {name} is not None else ({legible}{self.emit(node.default, known)}))"
        if read.field.type == "list":
            return self._ask_list(asked, name)
        if read.field.derived:
            text = Read(self.levels[read.depth].layout.text_of(read.field), read.depth, read.offset)
            without = f"({self._name(text)} is not None or {self._without(asked, text)})"
            without = (
                without if asked == "has_field" else f"({self._name(text)} is None and {self._without(asked, text)})"
            )
        else:
            without = self._without(asked, read)
        if asked == "blank":
            return f"({name} is None and not {without})"
        return f"({name} is not None or {without})"

    def _without(self, asked: str, read: Read) -> str:
        """Return the text that tells what is ``asked`` of a field that has no value."""
        if read.field.view:
            return "True" if asked == "has_field" else "False"
        function = {"present": "present", "blank": "present", "readable": "printed", "has_field": "has_field"}[asked]
        return f"{function}({self._at(read)})"

    def _ask_list(self, asked: str, name: str) -> str:
        if asked == "has_field":
            return f"({name} is not None)"
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
        if name in ("any", "all"):
            return f"({'True in' if name == 'any' else 'False not in'} [{holds} for {row} in {source}])"
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
        arguments = [self.emit(one, known) for one in node.arguments]
        if node.pattern is not None:
            return self._search(node, arguments)
        fixed = node.arguments[-1]
        if name == "contains" and isinstance(fixed, Value):
            return f"({self.constants.name(fold(fixed.value))} in fold[{arguments[0]}])"
        if name == "size":
            return f"decimal(len({arguments[0]}))"
        return f"{self.constants.name(node.function.call)}({', '.join(arguments)})"

    def _search(self, node: Apply, arguments: list[str]) -> str:
        """Return the call of a function that takes a pattern; most texts lack what every match must hold."""
        text, pattern = arguments[0], arguments[-1]
        if node.function.english != "matches":
            return f"{self.constants.name(node.function.call)}(bounded({text}, {pattern}), {pattern})"
        found = f"m{pattern[1:]}({text})"
        needed = marks(node.pattern.source) if node.pattern is not None else ()
        if not needed or not _CHEAP.fullmatch(text):
            return found
        return f"(({' or '.join(f'{self.constants.name(one)} in {text}' for one in needed)}) and {found})"

    def _compared(self, node: ast.expr, known: Keys) -> str:
        """Return the text of an operand; a count may stay an integer, which compares with decimals exactly."""
        text = self.emit(node, known)
        return text.removeprefix("decimal") if text.startswith("decimal(len(") else text

    def _length(self, node: Comparison, known: Keys) -> str:
        """Compare the length of a text with a number, for which it need seldom be counted; "" when that is not it."""
        text, number = node.operands[:2]
        if not (isinstance(text, Apply) and text.function.english == "length" and isinstance(number, Value)):
            return ""
        beyond = {ast.GtE: ceil(number.value), ast.Gt: floor(number.value) + 1}
        within = {ast.Lt: ceil(number.value), ast.LtE: floor(number.value) + 1}
        kind = type(node.operators[0])
        if len(node.operators) > 1 or kind not in beyond | within:
            return ""
        least = self.constants.name((beyond | within)[kind])
        return f"({'not ' if kind in within else ''}longer({self.emit(text.arguments[0], known)}, {least}))"

    def _compare(self, node: Comparison, known: Keys) -> str:
        if length := self._length(node, known):
            return length
        slack = self.tolerance if node.money else Decimal(0)
        texts = [self._compared(one, known) for one in node.operands]
        parts = []
        for index, operator in enumerate(node.operators):
            right = texts[index + 1]
            if index + 1 < len(node.operators) and not _CHEAP.fullmatch(right):  # it is looked at twice, computed once
                texts[index + 1] = f"q{next(self.numbers)}"
                right = f"({texts[index + 1]} := {right})"
            left = texts[index]
            parts.append(self._pair(operator, (node.operands[index], left), (node.operands[index + 1], right), slack))
        return parts[0] if len(parts) == 1 else f"({' and '.join(parts)})"

    def _pair(
        self, operator: ast.cmpop, left: tuple[ast.expr, str], right: tuple[ast.expr, str], slack: Decimal
    ) -> str:
        if isinstance(operator, ast.In | ast.NotIn):
            within = self._within(left[1], right[0], right[1], kind_of(left[0]))
            return within if isinstance(operator, ast.In) else f"(not {within})"
        if isinstance(operator, ast.Eq | ast.NotEq):
            equal = self._equal(left, right, slack)
            return equal if isinstance(operator, ast.Eq) else f"(not {equal})"
        if slack:
            sign, shift = _SLACK[type(operator)]
            return f"({left[1]} {sign} {right[1]} {shift} {self.constants.name(slack)})"
        return f"({left[1]} {_SIGNS[type(operator)]} {right[1]})"

    def _equal(self, left: tuple[ast.expr, str], right: tuple[ast.expr, str], slack: Decimal) -> str:
        kinds = {kind_of(left[0]), kind_of(right[0])}
        if kinds == {"number"} and slack:
            return f"(abs({left[1]} - {right[1]}) <= {self.constants.name(slack)})"
        if kinds == {"text"}:
            if isinstance(left[0], Value):
                left, right = right, left
            if isinstance(right[0], Value):
                return self._is_text(left[1], fold(right[0].value))
            return f"(fold[{left[1]}] == fold[{right[1]}])"
        if len(kinds) == 1 and kinds <= {"number", "boolean", "date"}:
            return f"({left[1]} == {right[1]})"
        return f"same({left[1]}, {right[1]}, {self.constants.name(slack)})"

    def _is_text(self, text: str, wanted: str) -> str:
        """Compare with a fixed text; what begins with another ideograph than that need not be folded."""
        known = self.constants.name(wanted)
        if not _CHEAP.fullmatch(text) or not wanted:
            return f"(fold[{text}] == {known})"
        first, low, high = (self.constants.name(one) for one in (wanted[0], *_INERT))
        other = f"({text}[0] == {first} or not {low} <= {text}[0] <= {high})"
        return f"({text} == {known} or {other} and fold[{text}] == {known})"

    def _within(self, text: str, group: ast.expr, right: str, kind: str) -> str:
        if isinstance(group, Value) and isinstance(group.value, Words):
            return f"{right}.holds({text})"
        values = group.value if isinstance(group, Value) else None
        if kind == "text" and isinstance(values, list) and all(isinstance(one, str) for one in values):
            known = self.constants.name(frozenset(map(fold, values)))
            return (
                f"({text} in {known} or fold[{text}] in {known})"
                if _CHEAP.fullmatch(text)
                else f"(fold[{text}] in {known})"
            )
        return f"within({text}, {right}, {self.constants.name(Decimal(0))})"


def _keys(reads: Sequence[Read]) -> Keys:
    return frozenset(read.key for read in reads)


def _unless(missing: str, text: str) -> str:
    return f"(stop() if {missing} else {text})" if missing else text


def _may_be_unreadable(read: Field) -> bool:
    return read.type in NUMERIC and not read.derived
