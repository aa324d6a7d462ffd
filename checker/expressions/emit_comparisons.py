"""How generated text compares: numbers by Python's operators, texts folded, money within the tolerance of its rule."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.expressions import emit_texts
from checker.expressions.kinds import Named, kind_of
from checker.expressions.needs import Keys
from checker.expressions.nodes import Comparison, Read, Value
from checker.text import fold

if TYPE_CHECKING:
    from checker.expressions.emit import Emitter

_SIGNS: Mapping[type, str] = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_SHIFTS: Mapping[type, str] = {ast.Lt: "-", ast.LtE: "+", ast.Gt: "+", ast.GtE: "-"}


def compare(emitter: Emitter, node: Comparison, known: Keys) -> str:
    """Return the text of a chain of comparisons, neighbour by neighbour."""
    if length := emit_texts.length(emitter, node, known):
        return length
    slack = emitter.tolerance if node.money else emitter.zero
    parts, left = [], node.operands[0]
    for index, (operator, operand) in enumerate(zip(node.operators, node.operands[1:], strict=True)):
        right = following = operand
        if index + 1 < len(node.operators) and not isinstance(operand, Read | Value):  # looked at twice, computed once
            name = f"q{next(emitter.numbers)}"
            right, following = Named(f"({name} := {emitter.emit(operand, known)})", operand), Named(name, operand)
        parts.append(_pair(emitter, operator, (left, right), known, slack))
        left = following
    return parts[0] if len(parts) == 1 else f"({' and '.join(parts)})"


def _pair(emitter: Emitter, operator: ast.cmpop, sides: tuple[ast.expr, ast.expr], known: Keys, slack: Decimal) -> str:
    if isinstance(operator, ast.In | ast.NotIn):
        within = emit_texts.within(emitter, *sides, known)
        return within if isinstance(operator, ast.In) else f"(not {within})"
    if isinstance(operator, ast.Eq | ast.NotEq):
        equal = _equal(emitter, *sides, known, slack)
        return equal if isinstance(operator, ast.Eq) else f"(not {equal})"
    left, right = (_plain(emitter, side, known) for side in sides)
    kind = type(operator)
    shift = f" {_SHIFTS[kind]} {emitter.constants.name(slack)}" if slack else ""
    return f"({left} {_SIGNS[kind]} {right}{shift})"


def _equal(emitter: Emitter, left: ast.expr, right: ast.expr, known: Keys, slack: Decimal) -> str:
    kinds = {kind_of(left), kind_of(right)}
    if kinds == {"text"}:
        if isinstance(left, Value):
            left, right = right, left
        if isinstance(right, Value):
            return emit_texts.is_text(emitter, left, fold(right.value), known)
        return f"({emit_texts.folded(emitter, left, known)} == {emit_texts.folded(emitter, right, known)})"
    one, other = (_plain(emitter, side, known) for side in (left, right))
    if kinds == {"number"} and slack:
        return f"(abs({one} - {other}) <= {emitter.constants.name(slack)})"
    if len(kinds) == 1 and kinds <= {"number", "boolean", "date"}:
        return f"({one} == {other})"
    return f"same({one}, {other}, {emitter.constants.name(slack)})"


def _plain(emitter: Emitter, node: ast.expr, known: Keys) -> str:
    """Return the text of an operand; a count may stay an integer, which compares with decimals exactly."""
    text = emitter.emit(node, known)
    return text.removeprefix("decimal") if text.startswith("decimal(len(") else text
