"""Regular expressions of rules: compiled at load, and refused when their time could explode."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from functools import lru_cache
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from checker.expressions.parse import ExpressionError

MAX_PATTERN = 300
MAX_WAYS = 10_000
MAX_ENDLESS = 6
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT)
_LOOKS = (codes.ASSERT, codes.ASSERT_NOT)
_SINGLE = (codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN, codes.AT)
_MANY = 60


class _ExplosiveError(Exception):
    """A pattern whose time could grow without bound; its text says why."""


def compile_pattern(pattern: str, offset: int) -> re.Pattern[str]:
    """Return the compiled pattern.

    Raises ExpressionError at ``offset`` when it is no regular expression, is too long, refers back to a group, or when
    there are so many ways to try it on a text that it could take exponential time: ``(a+)+``, ``(a|aa)*``, ``a?a?a?…``.
    """
    if len(pattern) > MAX_PATTERN:
        raise ExpressionError(f"正则表达式有 {len(pattern)} 个字符，最多 {MAX_PATTERN} 个。", offset)
    try:
        return _examined(pattern)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        raise ExpressionError(f"正则表达式写法有误：{pattern}", offset, "请检查括号、方括号和反斜线。") from error
    except _ExplosiveError as error:
        raise ExpressionError(f"{error}：{pattern}", offset, "请简化，如去掉一层“*”或“+”，或拆成几个。") from None


@lru_cache(maxsize=512)
def _examined(pattern: str) -> re.Pattern[str]:
    """Compile and examine a pattern once, however many rules use it."""
    with warnings.catch_warnings(action="error"):  # what a later Python may read otherwise, such as [[
        compiled = re.compile(pattern)
    ways, endless = _ways(parser.parse(pattern))
    if ways > MAX_WAYS or endless > MAX_ENDLESS:
        raise _ExplosiveError("正则表达式里可长可短的地方太多，可能算不完")
    return compiled


def _ways(tree: Sequence[tuple[Any, Any]]) -> tuple[int, int]:
    """Return in how many ways a sequence can be tried at one place, and how many of its repeats have no end.

    A repeat without end may only repeat what can be tried in one way.
    """
    ways, endless = 1, 0
    for operation, argument in tree:
        if operation in _SINGLE:
            continue
        if operation in _REPEATS:
            least, most, body = argument
            inner, inner_endless = _ways(body)
            if (most > _MANY and inner > 1) or (most > 1 and inner_endless):
                raise _ExplosiveError("正则表达式里重复套着重复，可能算不完")
            endless += most > _MANY or inner_endless
            ways *= inner**most * (most - least + 1) if most <= _MANY else 1
        elif operation is codes.BRANCH:
            ways *= _alternatives(argument[1])
            endless += max(_ways(one)[1] for one in argument[1])
        elif operation is codes.SUBPATTERN or operation in _LOOKS:
            inner, inner_endless = _ways(argument[-1])
            ways, endless = ways * inner, endless + inner_endless
        else:
            raise _ExplosiveError("正则表达式里用了不支持的写法（回指、条件、占有量词）")
        if ways > MAX_WAYS:
            raise _ExplosiveError("正则表达式里可长可短的地方太多，可能算不完")
    return ways, endless


def _alternatives(branches: Sequence[Any]) -> int:
    """Return how many of the branches can fit at one place: of plain words, only those that begin one another."""
    words = [[argument for operation, argument in branch if operation is codes.LITERAL] for branch in branches]
    if all(len(word) == len(branch) for word, branch in zip(words, branches, strict=True)):
        return max(sum(long[: len(short)] == short for short in words) for long in words)
    return sum(_ways(branch)[0] for branch in branches)
