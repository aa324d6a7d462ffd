"""A checked tree to a value, on simpleeval's tree walk: the reference evaluator, and the one that can explain itself.

simpleeval brings the walk over operators, its guards and its limits; every leaf and every function is ours, there are
no attributes, no names and no built-in functions (allow-list, see parse.py), and each step is counted.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
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


@dataclass(frozen=True)
class Seen:
    """A value that was read on the way to a result."""

    field: Field
    frame: Frame
    value: Any

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
_WALKED = (ast.BoolOp, ast.UnaryOp, ast.BinOp, ast.IfExp)


class Evaluator(SimpleEval):  # type: ignore[misc]
    """Evaluates checked expressions against a stack of frames: the record first, then the item being looked at.

    ``zeroes`` are the fields whose blank counts as 0 in this rule, ``tolerance`` is how far money may be off. One
    evaluator serves one rule on one form, and its steps are counted over all items of it.
    """

    def __init__(self, frames: Sequence[Frame], zeroes: Zeroes = frozenset(), tolerance: Decimal = _ZERO) -> None:
        super().__init__(operators=dict(_OPERATORS), functions={}, names={}, allowed_attrs={})
        self.nodes: dict[type, Callable[..., Any]] = {
            kind: walk for kind, walk in self.nodes.items() if kind in _WALKED
        }
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
        self.spent += self.steps
        if self.spent > MAX_STEPS_OF_A_RULE:
            raise BudgetError(f"计算超过 {MAX_STEPS_OF_A_RULE} 步")
        self.steps, self.seen, self.tracing = 0, [], tracing
        self._demand(expression.needs)
        return self.eval(expression.text, previously_parsed=expression.tree)

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
            if isinstance(state, State):
                raise Missing(read.field, self.frames[read.depth], state)

    def _state(self, node: Read) -> Any:
        """Return the value of a field, or the state it is in."""
        frame = self.frames[node.depth]
        value = frame.read(node.field)
        blank = value is State.BLANK or value is State.ABSENT
        return _ZERO if blank and (frame.owner.path, node.field.path) in self.zeroes else value

    def _look(self, node: Read, value: Any) -> Any:
        """Return the value or state of a field, and note that it was looked at."""
        if self.tracing and not isinstance(value, list):
            self.seen.append(Seen(node.field, self.frames[node.depth], value))
        return value

    def _read(self, node: Read) -> Any:
        self._look(node, self.frames[node.depth].read(node.field))
        value = self._state(node)
        if isinstance(value, State):
            raise Missing(node.field, self.frames[node.depth], value)
        return value

    def _value(self, node: Value) -> Any:
        return node.value

    def _ask(self, node: Ask) -> Any:
        found = self.frames[node.read.depth].read(node.read.field)
        state = State.BLANK if found == [] else self._look(node.read, found)
        if node.function.english == "has_field":
            return state is not State.ABSENT
        if node.default is not None and state is not State.UNREADABLE:
            return self._eval(node.default) if isinstance(state, State) else state
        if state is State.ABSENT or node.default is not None:
            raise Missing(node.read.field, self.frames[node.read.depth], state)
        filled = not isinstance(state, State) or state is State.UNREADABLE
        if node.function.english == "readable":
            return filled and state is not State.UNREADABLE
        return filled if node.function.english == "present" else not filled

    def _each(self, node: Each) -> Any:
        kept = []
        name = node.function.english
        for frame in self._read(node.source):
            before = len(self.seen)
            self.frames.append(frame)
            try:
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
            self._charge(sum(node.pattern.work(text) for text in texts) // _TRIES_A_STEP)
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
