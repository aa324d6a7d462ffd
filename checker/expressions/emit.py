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
from checker.expressions.needs import Keys, filled
from checker.expressions.nodes import Apply, Ask, Comparison, Each, Expression, Read, Value
from checker.expressions.owners import Level, Walk
from checker.schema import NUMERIC, Field

_SIGNS: Mapping[type, str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.And: " and ", ast.Or: " or ",
}  # fmt: skip
_DECIDED = {"any": "True in", "all": "False not in", "none": "True not in"}
_ALIKE: Mapping[str, str] = {"any": "({1} in {0})", "none": "({1} not in {0})", "count": "decimal({0}.count({1}))"}
"""Walks that ask which items have one text, as the text to write: {0} is the column of texts, {1} the one."""


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


@dataclass
class Emitter:
    """Emits the expressions of one rule."""

    constants: Constants
    levels: Sequence[Level]
    zeroes: Zeroes
    tolerance: Decimal
    numbers: Iterator[int] = field(default_factory=count)
    zero = Decimal(0)

    def condition(self, expression: Expression) -> str:
        """Return the text of a condition whose needs have been found to have values."""
        return self.emit(expression.tree, _keys(expression.needs))

    def conjuncts(self, expression: Expression) -> Iterator[str]:
        """Yield the texts of a guard's parts, all of which must hold; where it asks for a text, that is there or not.

        A guard turns away an item whose layout lacks a field as it does one where the field is blank.
        """
        tree, known = expression.tree, _keys(expression.needs)
        for part in tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]:
            match part:
                case Ask(default=None, function=asked, read=read) if asked.english == "present" and _is_scalar(read):
                    yield self._there(read)
                case _:
                    yield self.emit(part, known)
            known |= filled(part, when=True)

    def _there(self, read: Read) -> str:
        """Return the text that tells whether a field is filled, be it with what has no typed value."""
        if read.field.type == "text":
            return f"{self.there(read)} is not None"
        return f"({self.there(read)} is not None or {self._given(read)}present({self._at(read)}))"

    def _given(self, read: Read) -> str:
        """Return the beginning of a question about a field without a typed value, which spares it where nothing is."""
        return self.levels[read.depth].given(read.field) if _is_scalar(read) else ""

    def missing(self, reads: Sequence[Read]) -> str:
        """Return the text that tells whether one of ``reads`` has no value; "" when there are none."""
        return " or ".join(map(self._lacking, reads))

    def _lacking(self, read: Read) -> str:
        without = f"{self.there(read)} is None"
        return f"({without} and {self._given(read)}unreadable({self._at(read)}))" if self._is_zeroed(read) else without

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

    def name(self, read: Read) -> str:
        """Return the name of the value of a field."""
        return self.levels[read.depth].value(read.field)

    def there(self, read: Read) -> str:
        """Return the name that is None where a field has no value."""
        return self.levels[read.depth].there(read.field)

    def fact(self, read: Read, fact: str, known: Keys) -> str:
        """Return the text that tells a fact about a short text (see layout.py)."""
        told = self.levels[read.depth].fact(read.field, fact)
        return told if read.key in known else f"({told} if {self.there(read)} is not None else stop())"

    def _is_zeroed(self, read: Read) -> bool:
        return (self.levels[read.depth].layout.owner.path, read.field.path) in self.zeroes

    def _at(self, read: Read) -> str:
        """Return the arguments that name where a field stands: the raw data and the path in it."""
        return f"{self.levels[read.depth].raw}, {self.constants.name(read.field.path)}"

    def _read(self, node: Read, known: Keys) -> str:
        name, there = self.name(node), self.there(node)
        if self._is_zeroed(node):
            zero = self.constants.name(self.zero) if node.key in known else f"zero({self._at(node)})"
            return f"({name} if {there} is not None else {zero})"
        return name if node.key in known else f"({name} if {there} is not None else stop())"

    def _ask(self, node: Ask, known: Keys) -> str:
        read, asked = node.read, node.function.english
        if node.default is not None:
            legible = f"legible({self._at(read)}) or " if _may_be_unreadable(read.field) else ""
            default = self.emit(node.default, known)
            return f"({self.name(read)} if {self.there(read)} is not None else ({legible}{default}))"
        if read.field.type == "list":
            return self._ask_list(asked, self._at(read), read)
        if read.key in known:
            return "False" if asked == "blank" else "True"
        without = self._part_without(asked, read) if read.field.derived else self._without(asked, read)
        there = self.there(read)
        return f"({there} is None and not {without})" if asked == "blank" else f"({there} is not None or {without})"

    def _part_without(self, asked: str, read: Read) -> str:
        """Return what is ``asked`` of a part that was not read: it is there as far as its text is, and empty."""
        text = Read(self.levels[read.depth].layout.text_of(read.field), read.depth, read.offset)
        without = self._without(asked, text)
        if asked == "has_field":
            return f"({self.there(text)} is not None or {without})"
        return f"({self.there(text)} is None and {without})"

    def _without(self, asked: str, read: Read) -> str:
        """Return the text that tells what is ``asked`` of a field that has no value."""
        if read.field.view:
            return "True" if asked == "has_field" else "False"
        function = {"present": "present", "blank": "present", "readable": "printed", "has_field": "has_field"}[asked]
        return f"{function}({self._at(read)})"

    def _ask_list(self, asked: str, at: str, read: Read) -> str:
        name, level = self.name(read), self.levels[read.depth]
        if asked == "has_field":
            return f"({name} is not None or has_field({at}))"
        items = Walk(level.layout.items(read.field), "").items(name)
        held = f"(({items} if {name} is not None else stop()) != [])"
        return f"(not {held})" if asked == "blank" else held

    def _chain(self, node: ast.BoolOp, known: Keys) -> str:
        parts = []
        for value in node.values:
            parts.append(self.emit(value, known))
            known |= filled(value, when=isinstance(node.op, ast.And))
        return f"({_SIGNS[type(node.op)].join(parts)})"

    def _each(self, node: Each, known: Keys) -> str:
        """Return a walk through a list as a comprehension; as in the reference, no item is left out."""
        source, name = self.name(node.source), node.function.english
        walk = Walk(self.levels[node.source.depth].layout.items(node.source.field), f"t{node.depth}")
        inner = Emitter(self.constants, [*self.levels, walk], self.zeroes, self.tolerance, self.numbers)
        if node.condition is None and name == "count":
            text = f"decimal(len({walk.items(source)}))"
        elif name in _ALIKE and (alike := emit_texts.alike(inner, node, walk)):
            text = _ALIKE[name].format(f"{source}{alike[0]}", alike[1])
        else:
            text = self._walk(node, known | _keys(node.needs), inner, walk)
        return text if node.source.key in known else _unless(f"{source} is None", text)

    def _walk(self, node: Each, known: Keys, inner: Emitter, walk: Walk) -> str:
        name, condition = node.function.english, ""
        if node.condition is not None:
            condition = _unless(inner.missing(node.needs), inner.emit(node.condition, known))
            known |= filled(node.condition, when=True)
        if name in _DECIDED:
            return f"({_DECIDED[name]} [{condition} {walk.clause(self.name(node.source))}])"
        known |= _keys(node.value_needs)
        value = "None"
        if name != "count":
            value = _unless(inner.missing(node.value_needs), inner.emit(node.value or node.source, known))
        every = f"[{value} {walk.clause(self.name(node.source))}{f' if {condition}' if condition else ''}]"
        if name == "values":
            return f"flat({every})" if node.value is not None and kind_of(node.value) == "list" else every
        return f"decimal(len({every}))" if name == "count" else f"sum({every}, decimal())"

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


def _is_scalar(read: Read) -> bool:
    field = read.field
    return field.type != "list" and not field.derived and not field.view


def _may_be_unreadable(read: Field) -> bool:
    return (read.type in NUMERIC or read.type == "date") and not read.derived
