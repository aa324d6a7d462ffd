"""Messages with values in them: ``支出合计 {基本支出 + 项目支出} 万元``.

What stands between braces is an expression of the language, checked at load like any other; ``{{`` and ``}}`` stand for
braces. Values are put in once and never read as a template again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from checker.expressions.evaluate import Evaluator
from checker.expressions.frames import Missing, State
from checker.expressions.nodes import Expression, Read
from checker.expressions.parse import ExpressionError
from checker.expressions.resolve import resolve
from checker.expressions.scope import Scope

BLANK = "（空）"
UNKNOWN = "（算不出）"
_QUOTE_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Template:
    """A checked message: its text as written, and its parts in order."""

    text: str
    parts: tuple[str | Expression, ...]

    def fill(self, evaluator: Evaluator) -> str:
        """Return the message with its values; a field without a value reads （空）, a division by zero （算不出）."""
        return "".join(part if isinstance(part, str) else _shown(part, evaluator) for part in self.parts)


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


def show(value: Any) -> str:
    """Return a value as a reader wants to see it; a long text is cut short."""
    match value:
        case Decimal():
            return f"{value:f}"
        case date():
            return f"{value.year}年{value.month}月{value.day}日"
        case list():
            return "、".join(map(show, value))
        case str():
            flat = " ".join(value.split())
            return flat if len(flat) <= _QUOTE_LIMIT else flat[:_QUOTE_LIMIT] + "……"
        case bool():
            return "是" if value else "否"
        case _:
            return BLANK


def _shown(part: Expression, evaluator: Evaluator) -> str:
    try:
        return show(evaluator.value(part))
    except Missing as missing:
        if isinstance(part.tree, Read):
            return show(missing.written)
        return UNKNOWN if missing.state is State.UNREADABLE else BLANK
    except ArithmeticError:
        return UNKNOWN


def _pieces(text: str) -> Iterator[tuple[str, int, str | None]]:
    """Yield (literal text before, offset of the expression, expression or None)."""
    literal, position = "", 0
    while position < len(text):
        character = text[position]
        if text[position : position + 2] in ("{{", "}}"):
            literal, position = literal + character, position + 2
        elif character == "{":
            end = _closing(text, position)
            yield literal, position + 1, text[position + 1 : end]
            literal, position = "", end + 1
        elif character == "}":
            raise ExpressionError("多了一个“}”。", position, "要写出花括号本身，请写两个：}}。")
        else:
            literal, position = literal + character, position + 1
    yield literal, len(text), None


def _closing(text: str, start: int) -> int:
    """Return where the brace opened at ``start`` closes; a brace within quotes does not count."""
    quote = ""
    for position in range(start + 1, len(text)):
        character = text[position]
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == "}":
            return position
    raise ExpressionError("“{”没有对应的“}”。", start, "请补上“}”。")
