"""Which comparisons have a meaning: of like types, and with texts that a field can hold."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from checker.expressions import types
from checker.expressions.nodes import Read, Value
from checker.expressions.parse import ExpressionError, offset_of
from checker.expressions.types import Type
from checker.expressions.words import Words
from checker.schema import NUMERIC
from checker.text import nearest

_DIGITS = re.compile(r"[0-9]+(\.[0-9]+)?")
_QUANTITY = re.compile(r"[0-9]+(\.[0-9]+)?\D{1,3}")
_WITHIN = (ast.In, ast.NotIn)
_SEVERAL = (list, Words)
_ORDERING = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


def check_comparisons(
    text: str, nodes: Sequence[ast.expr], operators: Sequence[ast.cmpop], checked: Sequence[tuple[ast.expr, Type]]
) -> None:
    """Check a chain of comparisons, neighbour by neighbour.

    Raises ExpressionError at the operand that cannot be compared with the one before, or at the text that its field
    cannot hold.
    """
    for index, operator in enumerate(operators):
        (left, kind), (right, other) = checked[index], checked[index + 1]
        problem = _problem(operator, kind, other)
        if problem:
            hint = _hint(operator, (left, kind), (right, other))
            raise ExpressionError(problem, offset_of(text, nodes[index + 1]), hint)
        _check_texts(text, nodes[index + 1], right, kind.enum, left)
        _check_texts(text, nodes[index], left, other.enum, right)


def _problem(operator: ast.cmpop, kind: Type, other: Type) -> str:
    """Say why a comparison could never be true, or has no meaning; "" when it has one."""
    if isinstance(operator, _WITHIN):
        element = types.TEXT if other.name == "words" else other.element
        if element is None:
            return "“in”后面要写词表，或用方括号列出的值。"
        other = element
    elif isinstance(operator, _ORDERING) and {kind.name, other.name} - {"number", "date", "any"}:
        return f"{kind}和{other}不能比大小。"
    alike = types.fits(kind, other.name) and not types.clash(kind, other)
    return f"{kind}和{other}不能比较。" if not alike or {kind.name, other.name} & {"items", "words"} else ""


def _hint(operator: ast.cmpop, *sides: tuple[ast.expr, Type]) -> str:
    """Return the likely slip in a comparison that has no meaning, "" when there is none."""
    texts = [part.value for part, kind in sides if isinstance(part, Value) and kind == types.TEXT]
    if texts == [""]:
        return "判断有没有填，请用 已填(…) 或 未填(…)。"
    if texts and _DIGITS.fullmatch(texts[0]):
        return f"数不加引号，请写成 {texts[0]}。"
    if [kind.name for _, kind in sides].count("list") == 1 and not isinstance(operator, _WITHIN):
        return "一串值有几个，请用 几个(…)；里面有没有某个值，请写“值 in 一串值”。"
    parts = [part.field for part, _ in sides if isinstance(part, Read) and part.field.children]
    numbers = [child for child in parts[0].children.values() if child.type in NUMERIC] if parts else []
    if any(kind.name == "number" for _, kind in sides) or (numbers and any(map(_QUANTITY.fullmatch, texts))):
        if parts and parts[0].type == "list":
            return f"要比的是有几项，请写 个数({parts[0].title})。"
        if numbers:
            return f"要比的是“{parts[0].title}”里的数，请写 {parts[0].title}.{numbers[0].title}。"
    return "请检查比的是不是想比的两栏。" if types.clash(sides[0][1], sides[1][1]) else ""


def _check_texts(text: str, node: ast.expr, texts: ast.expr, enum: tuple[str, ...], chosen: ast.expr) -> None:
    """Refuse to compare what is ``chosen`` from a few texts with any other text."""
    if not enum or not isinstance(texts, Value):
        return
    listed = list(texts.value) if isinstance(texts.value, _SEVERAL) else [texts.value]
    places = node.elts if isinstance(node, ast.List) else [node] * len(listed)
    for value, place in zip(listed, places, strict=True):
        if value not in enum:
            called = {one: str(chosen.field.told(one)) if isinstance(chosen, Read) else one for one in enum}
            meant = next((f'“{title}”写作 "{one}"。' for one, title in called.items() if title == value), "")
            known = "、".join(one if one == title else f"{one}（{title}）" for one, title in called.items())
            hint = meant or nearest(str(value), enum) or f"可以是：{known}。"
            raise ExpressionError(f"这一栏不会是“{value}”。", offset_of(text, place), hint)
