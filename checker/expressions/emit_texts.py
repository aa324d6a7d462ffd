"""How generated text looks at texts: compared folded, searched by pattern.

Of a short field's text the plain facts that rules ask about are kept together (see layout.py), and what a pattern says
of it is remembered; a long one is folded or searched only where it must be.
"""

from __future__ import annotations

import ast
import re
from decimal import Decimal
from math import ceil, floor
from typing import TYPE_CHECKING

from checker.expressions.kinds import kind_of
from checker.expressions.layout import FOLDED, is_short
from checker.expressions.needs import Keys
from checker.expressions.nodes import Apply, Ask, Comparison, Each, Read, Value
from checker.expressions.owners import Walk
from checker.expressions.words import Words
from checker.text import fold

if TYPE_CHECKING:
    from checker.expressions.emit import Emitter

_CHEAP = re.compile(r"\w+(?:\[\d+\])?")
_INERT = ("\u4e00", "\u9fff")  # ideographs: folding leaves each as it is, and in its place


def folded(emitter: Emitter, node: ast.expr, known: Keys) -> str:
    """Return the text that gives a text folded."""
    match node:
        case Value():
            return emitter.constants.name(fold(node.value))
        case Read() if is_short(node.field):
            return emitter.fact(node, FOLDED, known)
        case Ask(default=ast.expr() as default) if is_short(node.read.field):
            name, there = emitter.fact(node.read, FOLDED, known | {node.read.key}), emitter.there(node.read)
            return f"({name} if {there} is not None else {folded(emitter, default, known)})"
    return f"fold[{emitter.emit(node, known)}]"


def is_text(emitter: Emitter, node: ast.expr, wanted: str, known: Keys) -> str:
    """Compare with a fixed text; a long one that begins with another ideograph need not be folded."""
    constant = emitter.constants.name(wanted)
    if isinstance(node, Read) and is_short(node.field):
        return emitter.fact(node, f"({{f}} == {constant})", known)
    text = folded(emitter, node, known)
    plain = text.removeprefix("fold[").removesuffix("]")
    if plain == text or not _CHEAP.fullmatch(plain) or not wanted:
        return f"({text} == {constant})"
    first, low, high = (emitter.constants.name(one) for one in (wanted[0], *_INERT))
    return f"(({plain}[0] == {first} or not {low} <= {plain}[0] <= {high}) and {text} == {constant})"


def alike(emitter: Emitter, node: Each, walk: Walk) -> tuple[str, str] | None:
    """Return the column and the text where a walk asks for items whose short field, or else 默认, is one text."""
    match node.condition:
        case Comparison(operands=[Ask(default=Value(value=str() as default), read=read), Value(value=str() as wanted)]):
            same = is_short(read.field) and read.depth == node.depth and fold(default) != fold(wanted)
            if same and isinstance(node.condition.operators[0], ast.Eq):
                column = walk.column(read.field, FOLDED)
                return column, emitter.constants.name(fold(wanted))
    return None


def within(emitter: Emitter, node: ast.expr, group: ast.expr, known: Keys) -> str:
    """Return the text that tells whether a value is in a list or vocabulary."""
    values = group.value if isinstance(group, Value) else None
    if isinstance(values, Words):
        return f"{emitter.emit(group, known)}.holds({emitter.emit(node, known)})"
    if isinstance(values, list) and kind_of(node) == "text" and all(isinstance(one, str) for one in values):
        wanted = emitter.constants.name(frozenset(map(fold, values)))
        if isinstance(node, Read) and is_short(node.field):
            return emitter.fact(node, f"({{f}} in {wanted})", known)
        return f"({folded(emitter, node, known)} in {wanted})"
    zero = emitter.constants.name(emitter.zero)
    return f"within({emitter.emit(node, known)}, {emitter.emit(group, known)}, {zero})"


def contains(emitter: Emitter, node: Apply, known: Keys) -> str:
    """Return the text that tells whether one text holds another."""
    text, part = node.arguments
    if isinstance(text, Read) and is_short(text.field) and isinstance(part, Value):
        return emitter.fact(text, f"({folded(emitter, part, known)} in {{f}})", known)
    return f"({folded(emitter, part, known)} in {folded(emitter, text, known)})"


def search(emitter: Emitter, node: Apply, known: Keys) -> str:
    """Return the call of a function that takes a pattern; a long text mostly lacks what every match must hold."""
    text, number = (emitter.emit(one, known) for one in node.arguments[:2])
    pattern = node.pattern
    if node.function.english != "matches" or pattern is None:
        return f"{emitter.constants.name(node.function.call)}(bounded({text}, {number}), {number})"
    found, source = f"m{number[1:]}[{text}]", node.arguments[0]
    if not pattern.marks or not _CHEAP.fullmatch(text) or (isinstance(source, Read) and is_short(source.field)):
        return found
    marked = " or ".join(
        " and ".join(f"{emitter.constants.name(one)} in {text}" for one in mark) for mark in pattern.marks
    )
    return f"(({marked}) and {found})"


def length(emitter: Emitter, node: Comparison, known: Keys) -> str:
    """Compare the length of a text with a number, for which it need seldom be counted; "" when that is not it."""
    measured, number = node.operands[:2]
    if not (isinstance(measured, Apply) and measured.function.english == "length" and isinstance(number, Value)):
        return ""
    if not isinstance(number.value, Decimal):
        return ""
    beyond = {ast.GtE: ceil(number.value), ast.Gt: floor(number.value) + 1}
    below = {ast.Lt: ceil(number.value), ast.LtE: floor(number.value) + 1}
    kind = type(node.operators[0])
    if len(node.operators) > 1 or kind not in beyond | below:
        return ""
    least, source = emitter.constants.name((beyond | below)[kind]), measured.arguments[0]
    if isinstance(source, Read) and is_short(source.field):
        fact = f"(len({{v}}) >= {least} and ({{f}} == {{v}} or longer({{v}}, {least})))"
        return emitter.fact(source, fact if kind in beyond else f"(not {fact})", known)
    text = emitter.emit(source, known)
    longer = f"longer({text}, {least})"
    if _CHEAP.fullmatch(text):
        head = f"head{next(emitter.numbers)}"
        plain = f"({head} := {text}[:{least}]).isprintable() and {emitter.constants.name(' ')} not in {head}"
        longer = f"(len({text}) >= {least} and ({plain} or {longer}))"
    return longer if kind in beyond else f"(not {longer})"
