"""Messages with values in them: ``支出合计 {基本支出 + 项目支出} 万元``.

What stands between braces is an expression of the language, checked at load like any other; ``{{`` and ``}}`` stand for
braces. Values are put in once and never read as a template again.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from checker.expressions.evaluate import BudgetError, Evaluator
from checker.expressions.frames import Missing, State
from checker.expressions.library import FunctionError
from checker.expressions.nodes import Expression, Read
from checker.frozen import frozen

BLANK = "（空）"
UNKNOWN = "（算不出）"
_QUOTE_LIMIT = 60


@frozen
class Template:
    """A checked message: its text as written, and its parts in order."""

    text: str
    parts: tuple[str | Expression, ...]

    def fill(self, evaluator: Evaluator) -> str:
        """Return the message with its values, （空） for a field without one, （算不出） for what cannot be told."""
        return "".join(part if isinstance(part, str) else _shown(part, evaluator) for part in self.parts)


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
    except (ArithmeticError, FunctionError, BudgetError):
        return UNKNOWN
