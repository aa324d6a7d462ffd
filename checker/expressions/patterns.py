"""Regular expressions of rules: compiled at load, and refused when their time could explode."""

from __future__ import annotations

import re
from functools import lru_cache
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from checker.expressions.parse import ExpressionError

MAX_PATTERN = 300
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT)
_MANY = 20


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def compile_pattern(pattern: str, offset: int) -> re.Pattern[str]:
    """Return the compiled pattern.

    Raises ExpressionError at ``offset`` when it is no regular expression, is longer than 300 characters, or repeats
    what is itself repeated without bound (``(a+)+``), which can take exponential time.
    """
    if len(pattern) > MAX_PATTERN:
        raise ExpressionError(f"正则表达式有 {len(pattern)} 个字符，最多 {MAX_PATTERN} 个。", offset)
    try:
        compiled = _compiled(pattern)
        tree = parser.parse(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ExpressionError(f"正则表达式写法有误：{pattern}", offset, "请检查括号、方括号和反斜线。") from error
    if _nests(tree, inside=False):
        raise ExpressionError(f"正则表达式里重复套着重复，可能算不完：{pattern}", offset, "请去掉一层“*”或“+”。")
    return compiled


def _nests(tree: Any, *, inside: bool) -> bool:
    """Tell whether an unbounded repeat stands inside another repeat."""
    for operation, argument in tree:
        if operation in _REPEATS:
            _, highest, body = argument
            if (inside and highest > _MANY) or _nests(body, inside=inside or highest > _MANY):
                return True
        elif any(_nests(part, inside=inside) for part in _parts(argument)):
            return True
    return False


def _parts(argument: Any) -> list[Any]:
    """Return the sub-patterns within an operation's argument."""
    if isinstance(argument, parser.SubPattern):
        return [argument]
    if isinstance(argument, tuple | list):
        return [part for one in argument for part in _parts(one)]
    return []
