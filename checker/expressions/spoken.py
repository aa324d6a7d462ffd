"""What of an expression is said aloud, and how its literals, parameters and patterns are called."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from checker import regex
from checker.expressions.needs import needs
from checker.expressions.nodes import Apply, Ask, Comparison, Read, Value
from checker.expressions.patterns import Pattern
from checker.expressions.phrases import HELD
from checker.expressions.template import show
from checker.expressions.words import Words

MANY = "个词"
"""How the reading of a pattern ends that lists more words than are shown."""
_PLAIN = regex.lazy(r"[\w\u4e00-\u9fff]+(?:\|[\w\u4e00-\u9fff]+)*")
_CLASS = regex.lazy(r"\[(?P<set>[^\]^]+)\](?:\{(?P<least>[0-9]+)(?P<more>,)?\})?")
_CLASSES: Mapping[str, str] = {"0-9": "数字", "0-9０-９": "数字", "\\u4e00-\\u9fff": "汉字", "\u4e00-\u9fff": "汉字"}
_LISTED = 4
_HOLDS: Mapping[type, Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq, ast.Gt: operator.gt, ast.GtE: operator.ge, ast.In: lambda one, many: one in many,
}  # fmt: skip

Key = tuple[int, tuple[str, ...]]


def spoken(node: ast.BoolOp) -> list[ast.expr]:
    """Return the conditions that one and the same 并且 or 或者 joins, without those that go without saying.

    That a field is filled goes without saying where another condition says something of it that a blank does not meet:
    已填(一级指标) and 一级指标 == "产出指标" is read as 一级指标是“产出指标”.
    """
    parts = list(_joined(node, type(node.op)))
    if isinstance(node.op, ast.Or):
        return parts
    return [one for one in parts if not any(_affirms(other, _filled(one)) for other in parts)]


def _joined(node: ast.expr, kind: type[ast.boolop]) -> Iterator[ast.expr]:
    if isinstance(node, ast.BoolOp) and isinstance(node.op, kind):
        for part in node.values:
            yield from _joined(part, kind)
    else:
        yield node


def _filled(node: ast.expr) -> Key | None:
    """Return the field of which a condition only says that it is filled; None for any other condition."""
    asked = isinstance(node, Ask) and node.function.english == "present"
    return node.read.key if asked and isinstance(node, Ask) else None


def _affirms(node: ast.expr, key: Key | None) -> bool:
    """Tell whether a condition says something of a field that a reader knows a blank does not meet."""
    match node:
        case Comparison(operators=[ast.Eq() | ast.In()], operands=[Read() as left, Value() as right]):
            return left.key == key and right.value != ""
        case Apply():
            return node.function.english in HELD and key in needs(node.arguments[0])
        case ast.BoolOp():
            return (any if isinstance(node.op, ast.And) else all)(_affirms(one, key) for one in node.values)
        case _:
            return False


def lacks(left: Ask, kind: type[ast.cmpop], right: ast.expr) -> bool:
    """Tell whether a field with a default surely fails a comparison with a literal where it has no value."""
    default = left.default
    if not isinstance(default, Value) or not isinstance(right, Value) or right.name or kind not in _HOLDS:
        return False
    return not isinstance(right.value, Words | Pattern) and not _HOLDS[kind](default.value, right.value)


def same_field(one: ast.expr, other: ast.expr) -> bool:
    """Tell whether both read the same field."""
    return isinstance(one, Read) and isinstance(other, Read) and one.key == other.key


def without(node: Apply) -> tuple[ast.expr, str]:
    """Return the text from which passages are taken out, one 去掉 within the other, and what is taken out of it."""
    found: list[Value] = []
    text: ast.expr = node
    while isinstance(text, Apply) and text.function.english == "without":
        if isinstance(text.arguments[1], Value):
            found.insert(0, text.arguments[1])
        text = text.arguments[0]
    if all(one.name for one in found):
        return text, f"参数{'、'.join(f'“{one.name}”' for one in found)}那样的写法"
    return text, "、".join(map(value, found))


def value(node: Value) -> str:
    """Return how a value that was known at load is called: a parameter by its name, with what it is now."""
    match node.value:
        case Words(name=name):
            return f"词表“{name}”"
        case Pattern(source=source):
            return f"参数“{node.name}”那样的写法" if node.name else pattern(source)
        case bool() if node.name:
            told = "启用" if node.value else "未启用"
            return f"参数“{node.name}”已启用（现在{told}）"
    plain = _shown(node.value)
    return f"参数“{node.name}”（{plain}）" if node.name else plain


def literal(plain: Any, beside: ast.expr) -> str:
    """Return a literal; where the field ``beside`` it chooses from a list, as the schema calls that choice."""
    field = beside.field if isinstance(beside, Read) else beside.read.field if isinstance(beside, Ask) else None
    return value(Value(plain)) if field is None else _shown(field.told(plain))


def apart(text: str) -> str:
    """Return a text with a blank at its sides where a figure or a Latin letter would touch a Chinese one."""
    return (" " if text[:1].isascii() else "") + text + (" " if text[-1:].isascii() else "")


def _shown(plain: Any) -> str:
    """Return a literal; of a long list only the first few. A text with quotes of its own stands in other ones."""
    if isinstance(plain, list):
        more = f"等 {len(plain)} 个" if len(plain) > _LISTED else ""
        return "、".join(map(_shown, plain[:_LISTED])) + more
    if isinstance(plain, str):
        return "空白" if not plain else f"「{plain}」" if "“" in plain or "”" in plain else f"“{plain}”"
    return show(plain)


def pattern(source: str) -> str:
    """Return a regular expression; one that lists words, or looks for figures or for Chinese, reads as these."""
    if found := _CLASS.fullmatch(source):
        named, least = _CLASSES.get(found["set"]), found["least"]
        if named is not None:
            return f"连着 {least} 个{'以上的' if found['more'] else ''}{named}" if least else named
    if not _PLAIN.fullmatch(source):
        return f"式样 {source} 那样的写法"
    words = [f"“{word}”" for word in source.split("|")]
    return "或".join(words) if len(words) <= _LISTED else f"{''.join(words[:_LISTED])}等 {len(words)} {MANY}"
