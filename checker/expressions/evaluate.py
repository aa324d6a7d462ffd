"""A checked tree to a value, on simpleeval's tree walk: the reference evaluator, and the one that can explain itself.

simpleeval brings the walk over operators, its guards and its limits; every leaf and every function is ours, there are
no attributes, no names and no built-in functions (allow-list, see parse.py), and each step is counted.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from types import MethodType
from typing import Any

from simpleeval import SimpleEval

from checker.expressions.frames import Frame, Missing, State
from checker.expressions.nodes import Apply, Ask, Comparison, Each, Expression, Read, Value
from checker.expressions.words import Words
from checker.schema import Field
from checker.text import fold

MAX_STEPS = 200_000
MAX_STEPS_OF_A_RULE = 2_000_000
CHARACTERS_A_STEP = 50
_TRIES_A_STEP = 1_000
_ZERO = Decimal(0)


Zeroes = frozenset[tuple[tuple[str, ...], tuple[str, ...]]]
"""Fields whose blank counts as 0: the path of the record or list they belong to, and their own."""


class BudgetError(Exception):
    """An evaluation took more steps than it may."""


class Seen:
    """A value that was read on the way to a result; a check sees thousands, so they are made as cheaply as can be."""

    __slots__ = ("field", "frame", "value")

    def __init__(self, field: Field, frame: Frame, value: Any) -> None:
        self.field, self.frame, self.value = field, frame, value

    @property
    def pointer(self) -> str:
        """The JSON Pointer of the place; asked for only when a finding needs it."""
        return self.frame.pointer_of(self.field)


def _divide(left: Decimal, right: Decimal) -> Decimal:
    if right == 0:
        raise ZeroDivisionError("除数是 0")
    return left / right


_OPERATORS: Mapping[type, Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: _divide,
    ast.USub: operator.neg,
    ast.Not: operator.not_,
}


@cache
def _walks() -> Mapping[type, Callable[..., Any]]:
    """Return simpleeval's walks; it makes all its nodes for each evaluator, which takes longer than many a rule."""
    nodes = SimpleEval(operators={}, functions={}, names={}, allowed_attrs={}).nodes
    return {kind: nodes[kind].__func__ for kind in (ast.BoolOp, ast.UnaryOp, ast.BinOp, ast.IfExp)}


class Evaluator(SimpleEval):  # type: ignore[misc]
    """Evaluates checked expressions against a stack of frames: the record first, then the item being looked at.

    ``zeroes`` are the fields whose blank counts as 0 in this rule, ``tolerance`` is how far money may be off. One
    evaluator serves one rule on one form, and its steps are counted over all items of it.
    """

    def __init__(self, frames: Sequence[Frame], zeroes: Zeroes = frozenset(), tolerance: Decimal = _ZERO) -> None:
        self.operators = _OPERATORS
        self.functions: Mapping[str, Any] = {}
        self.names: Mapping[str, Any] = {}
        self.nodes: dict[type, Callable[..., Any]] = {kind: MethodType(walk, self) for kind, walk in _walks().items()}
        self.nodes |= {
            Read: self._read,
            Value: self._value,
            Ask: self._ask,
            Each: self._each,
            Apply: self._apply,
            Comparison: self._compare,
        }
        self.frames = list(frames)
        self.zeroes = zeroes
        self.tolerance = tolerance
        self.steps = self.spent = 0
        self.tracing = False
        self.seen: list[Seen] = []

    def value(self, expression: Expression, *, tracing: bool = False) -> Any:
        """Return the value of ``expression``; when ``tracing``, ``seen`` then holds what it was read from.

        Raises Missing when a field it needs has no value, BudgetError when it takes too many steps, ArithmeticError
        on a division by zero.
        """
        if self.spent > MAX_STEPS_OF_A_RULE:
            raise BudgetError(f"计算超过 {MAX_STEPS_OF_A_RULE} 步")
        self.steps, self.seen, self.tracing = 0, [], tracing
        try:
            self._demand(expression.needs)
            return self.eval(expression.text, previously_parsed=expression.tree)
        finally:
            self.spent += self.steps

    def _eval(self, node: ast.AST) -> Any:
        """Walk one node; SimpleEval's own check of each result is for hosts that hand over objects, and we do not."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            self._charge(0)
        return self.nodes[type(node)](node)

    def _charge(self, steps: int) -> None:
        """Count the work done; long texts are work too."""
        self.steps += steps
        if self.steps > MAX_STEPS:
            raise BudgetError(f"计算超过 {MAX_STEPS} 步")

    def _demand(self, needs: Sequence[Read]) -> None:
        """Decide that a value is missing before anything is computed."""
        for read in needs:
            state = self._state(read)
            if state.__class__ is State:
                raise Missing(read.field, self.frames[read.depth], state)

    def _state(self, node: Read) -> Any:
        """Return the value of a field, or the state it is in."""
        frame = self.frames[node.depth]
        value = frame.read(node.field)
        return self._zero(node, frame, value) if value.__class__ is State else value

    def _zero(self, node: Read, frame: Frame, state: State) -> Any:
        """Return 0 in place of a state where the rule says so."""
        blank = state is State.BLANK or state is State.ABSENT
        return _ZERO if blank and (frame.owner.path, node.field.path) in self.zeroes else state

    def _look(self, node: Read, value: Any) -> Any:
        """Return the value or state of a field, and note that it was looked at."""
        if self.tracing and value.__class__ is not list:
            self.seen.append(Seen(node.field, self.frames[node.depth], value))
        return value

    def _read(self, node: Read) -> Any:
        frame = self.frames[node.depth]
        value = frame.read(node.field)
        if self.tracing:
            self._look(node, value)
        if value.__class__ is State:
            value = self._zero(node, frame, value)
            if value.__class__ is State:
                raise Missing(node.field, frame, value)
        return value

    def _value(self, node: Value) -> Any:
        return node.value

    def _ask(self, node: Ask) -> Any:
        frame, name = self.frames[node.read.depth], node.function.english
        found = frame.read(node.read.field)
        state = State.BLANK if found.__class__ is list and not found else self._look(node.read, found)
        lacks = state.__class__ is State
        if name == "has_field":
            return state is not State.ABSENT
        if node.default is not None and state is not State.UNREADABLE:
            return self._eval(node.default) if lacks else state
        if state is State.ABSENT or node.default is not None:
            raise Missing(node.read.field, frame, state)
        if name == "readable":
            return not lacks
        filled = not lacks or state is State.UNREADABLE
        return filled if name == "present" else not filled

    def _each(self, node: Each) -> Any:
        kept = []
        name = node.function.english
        items = self._read(node.source)
        self.frames.append(self.frames[0])
        try:
            for frame in items:
                before = len(self.seen)
                self.frames[-1] = frame
                self._demand(node.needs)
                holds = node.condition is None or self._eval(node.condition)
                if holds is not (name == "all"):
                    self._demand(node.value_needs)
                    kept.append(self._eval(node.value) if node.value is not None else holds)
                else:
                    del self.seen[before:]
        finally:
            self.frames.pop()
        return _ENDINGS[name](kept)

    def _apply(self, node: Apply) -> Any:
        if node.function.call is None:  # pragma: no cover - every function but the special ones has a body
            raise BudgetError(node.function.name)
        arguments = [self._eval(argument) for argument in node.arguments]
        texts = [one for argument in arguments for one in _texts_of(argument)]
        self._charge(sum(map(len, texts)) // (1 if node.function.costly else CHARACTERS_A_STEP))
        if node.pattern is not None:
            self._charge(sum(map(node.pattern.work, texts)) // _TRIES_A_STEP)
        return node.function.call(*arguments)

    def _compare(self, node: Comparison) -> bool:
        slack = self.tolerance if node.money else _ZERO
        left = self._eval(node.operands[0])
        for comparison, operand in zip(node.operators, node.operands[1:], strict=True):
            right = self._eval(operand)
            if not _COMPARISONS[type(comparison)](left, right, slack):
                return False
            left = right
        return True


def _texts_of(argument: Any) -> Sequence[str]:
    """Return the texts that an argument is made of; the words of a vocabulary are none of the form's."""
    if isinstance(argument, list):
        return [one for one in argument if isinstance(one, str)]
    return [argument] if isinstance(argument, str) else ()


def equal(left: Any, right: Any, slack: Decimal) -> bool:
    """Tell whether two values are equal: texts once folded, numbers within ``slack``."""
    if isinstance(left, str) and isinstance(right, str):
        return fold(left) == fold(right)
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return abs(left - right) <= slack
    return bool(left == right)


def within(left: Any, right: Any, _: Decimal) -> bool:
    """Tell whether a value is one of a list or vocabulary."""
    if isinstance(right, Words):
        return right.holds(left)
    return any(equal(left, one, _ZERO) for one in right)


# Amounts within the tolerance count as equal, so just one of <, == and > holds, and ``not a > b`` is still ``a <= b``.
_COMPARISONS: Mapping[type, Callable[[Any, Any, Decimal], bool]] = {
    ast.Eq: equal,
    ast.NotEq: lambda left, right, slack: not equal(left, right, slack),
    ast.Lt: lambda left, right, slack: left < right - slack if slack else left < right,
    ast.LtE: lambda left, right, slack: left <= right + slack if slack else left <= right,
    ast.Gt: lambda left, right, slack: left > right + slack if slack else left > right,
    ast.GtE: lambda left, right, slack: left >= right - slack if slack else left >= right,
    ast.In: within,
    ast.NotIn: lambda left, right, slack: not within(left, right, slack),
}

_ENDINGS: Mapping[str, Callable[[list[Any]], Any]] = {
    "count": lambda kept: Decimal(len(kept)),
    "sum": lambda kept: sum(kept, _ZERO),
    "all": lambda kept: not kept,
    "any": bool,
    "none": lambda kept: not kept,
    "values": lambda kept: [one for value in kept for one in (value if isinstance(value, list) else [value])],
}
"""What a walk through a list gives, from the items kept: those that meet the condition, or break it for 都."""
