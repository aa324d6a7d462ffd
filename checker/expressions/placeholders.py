"""The text of a message to a checked template: what stands between braces is an expression like any other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.expressions.nodes import Expression
from checker.expressions.parse import ExpressionError
from checker.expressions.resolve import resolve
from checker.expressions.scope import Scope
from checker.expressions.template import Template

_BRACE = re.compile(r"{{|}}|{|}|｛|｝")
_WITHIN = re.compile("(?:[^\"'{}]++|\"[^\"]*+\"|'[^']*+')*+")


def compile_template(text: str, scope: Scope) -> Template:
    """Check a message.

    Raises ExpressionError with the offset within ``text``.
    """
    parts: list[str | Expression] = []
    for literal, start, source in _pieces(text):
        if literal:
            parts.append(literal)
        if source is not None:
            parts.append(_checked(source, start, scope))
    return Template(text, tuple(parts))


def _checked(source: str, start: int, scope: Scope) -> Expression:
    try:
        expression = resolve(source, scope)
    except ExpressionError as error:
        raise ExpressionError(error.message, start + error.offset, error.hint) from None
    if expression.type.name in ("items", "words"):
        raise ExpressionError(f"{expression.type}不能直接写进文字里。", start, "请写 取值(…)、个数(…) 或 命中词(…)。")
    return expression


def _pieces(text: str) -> Iterator[tuple[str, int, str | None]]:
    """Yield (literal text before, offset of the expression, expression or None)."""
    literal, position = "", 0
    while brace := _BRACE.search(text, position):
        literal += text[position : brace.start()]
        position = brace.end()
        if len(brace.group()) == 2:
            literal += brace.group()[0]
        elif brace.group() == "{":
            end = _closing(text, position - 1)
            yield literal, position, text[position:end]
            literal, position = "", end + 1
        elif brace.group() in "｛｝":
            raise ExpressionError(f"{brace.group()} 是全角符号。", position - 1, "花括号请用半角的 { 和 }。")
        else:
            raise ExpressionError("多了一个“}”。", position - 1, "要写出花括号本身，请写两个：}}。")
    yield literal + text[position:], len(text), None


def _closing(text: str, start: int) -> int:
    """Return where the brace opened at ``start`` closes; a brace within quotes does not count."""
    end = _WITHIN.match(text, start + 1)
    if end is None or text[end.end() : end.end() + 1] != "}":
        raise ExpressionError("“{”没有对应的“}”。", start, "请补上“}”。")
    return end.end()
