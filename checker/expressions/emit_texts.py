"""How generated text looks at texts: compared folded, searched narrowed, each made once for a short field.

A short field has columns for its other forms (see layout.py); a long one is folded or narrowed only where it must be.
"""

from __future__ import annotations

import ast
import re
from decimal import Decimal
from math import ceil, floor
from typing import TYPE_CHECKING

from checker.expressions.kinds import kind_of
from checker.expressions.needs import Keys
from checker.expressions.nodes import Apply, Ask, Comparison, Read, Value
from checker.expressions.patterns import Pattern
from checker.expressions.words import Words
from checker.text import fold

if TYPE_CHECKING:
    from checker.expressions.emit import Emitter

SHORT = 300
"""The length up to which a text is narrowed beforehand."""

_CHEAP = re.compile(r"\w+(?:\[\d+\])?")
_INERT = ("\u4e00", "\u9fff")  # ideographs: folding leaves each as it is, and in its place


def folded(emitter: Emitter, node: ast.expr, known: Keys) -> str:
    """Return the text that gives a text folded."""
    match node:
        case Value():
            return emitter.constants.name(fold(node.value))
        case Read() if _is_short(node):
            name = emitter.name(node, "fold")
            return name if node.key in known else f"({name} if {name} is not None else stop())"
        case Ask(default=ast.expr() as default) if _is_short(node.read):
            name = emitter.name(node.read, "fold")
            return f"({name} if {name} is not None else {folded(emitter, default, known)})"
    return f"fold[{emitter.emit(node, known)}]"


def is_text(emitter: Emitter, node: ast.expr, wanted: str, known: Keys) -> str:
    """Compare with a fixed text; a long one that begins with another ideograph need not be folded."""
    constant, text = emitter.constants.name(wanted), folded(emitter, node, known)
    plain = text.removeprefix("fold[").removesuffix("]")
    if plain == text or not _CHEAP.fullmatch(plain) or not wanted:
        return f"({text} == {constant})"
    first, low, high = (emitter.constants.name(one) for one in (wanted[0], *_INERT))
    other = f"({plain}[0] == {first} or not {low} <= {plain}[0] <= {high})"
    same = f"{plain} == {constant} or " if fold(wanted) == wanted else ""
    return f"({same}{other} and {text} == {constant})"


def within(emitter: Emitter, node: ast.expr, group: ast.expr, known: Keys) -> str:
    """Return the text that tells whether a value is in a list or vocabulary."""
    values = group.value if isinstance(group, Value) else None
    if isinstance(values, Words):
        return f"{emitter.emit(group, known)}.holds({emitter.emit(node, known)})"
    if isinstance(values, list) and kind_of(node) == "text" and all(isinstance(one, str) for one in values):
        return f"({folded(emitter, node, known)} in {emitter.constants.name(frozenset(map(fold, values)))})"
    zero = emitter.constants.name(emitter.zero)
    return f"within({emitter.emit(node, known)}, {emitter.emit(group, known)}, {zero})"


def contains(emitter: Emitter, node: Apply, known: Keys) -> str:
    """Return the text that tells whether one text holds another."""
    text, part = (folded(emitter, one, known) for one in node.arguments)
    return f"({part} in {text})"


def search(emitter: Emitter, node: Apply, known: Keys) -> str:
    """Return the call of a function that takes a pattern; most texts lack what every match must hold."""
    text, number = (emitter.emit(one, known) for one in node.arguments[:2])
    pattern = node.pattern
    if node.function.english != "matches" or pattern is None:
        return f"{emitter.constants.name(node.function.call)}(bounded({text}, {number}), {number})"
    found = f"m{number[1:]}({text})"
    source = node.arguments[0]
    if isinstance(source, Read) and _is_short(source):
        narrow = emitter.name(source, "narrow")
        easy = "" if pattern.easy >= SHORT else f" and len({narrow}) <= {emitter.constants.name(pattern.easy)}"
        found = f"(s{number[1:]}({narrow}) is not None if {narrow} is not None{easy} else {found})"
    return _sifted(emitter, text, pattern, found)


def _sifted(emitter: Emitter, text: str, pattern: Pattern, found: str) -> str:
    if not pattern.marks or not _CHEAP.fullmatch(text):
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
    least, text = emitter.constants.name((beyond | below)[kind]), emitter.emit(measured.arguments[0], known)
    if not _CHEAP.fullmatch(text):
        return f"({'not ' if kind in below else ''}longer({text}, {least}))"
    if kind in below:
        return f"(len({text}) < {least} or not longer({text}, {least}))"
    return f"(len({text}) >= {least} and ({text}[:{least}].isalnum() or longer({text}, {least})))"


def _is_short(read: Read) -> bool:
    return read.field.type == "text" and not read.field.annotations.get("x-long")
