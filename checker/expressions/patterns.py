"""Regular expressions of rules: refused at load when their time could explode, measured before they meet a long text.

Python's engine tries every way of sharing a text among repeats. What could take exponential time is refused at load.
For the rest the work is worked out before the search: the places where a match can begin, times the longest run in the
text that each endless repeat could take.
"""

from __future__ import annotations

import re
import warnings
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from math import prod
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, cast

from checker import regex
from checker.text import narrow

MAX_PATTERN = 300
MAX_WAYS = 10_000
MAX_ENDLESS = 8
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT)
_LOOKS = (codes.ASSERT, codes.ASSERT_NOT)
_SINGLE = (codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN, codes.AT)
_MANY = 60
_LITTLE = 1_000_000
_REMEMBERED = 16  # long texts, for the reference evaluator looks at one after the generated function did

Tree = tuple[Any, int]
"""A pattern as Python's parser has it, and its flags."""
Runs = tuple[Tree, ...]
Start = Tree | None
"""What a match begins with; None when it can begin anywhere."""


_BEHIND = "(?<"
_BLIND = regex.lazy(r"\(\?[a-zA-Z]*i")


class _ExplosiveError(Exception):
    """A pattern whose time could grow without bound; its text says why."""


class Pattern:
    """A regular expression that was examined, compiled when it first meets a text.

    ``bounds`` holds, for each of its alternatives, in how many ways it can be tried at one place, how many endless
    repeats it has, and whether it can begin anywhere; ``marks`` are what any text that fits holds one of (see
    prefilter.py), () if unknown.
    """

    def __init__(self, source: str, bounds: tuple[tuple[int, int, bool], ...], marks: tuple[str, ...]) -> None:
        self.source, self.bounds, self.marks = source, bounds, marks
        self._works: dict[str, int] = {}
        self._parts: dict[tuple[int, int], re.Pattern[str]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return Pattern, (self.source, self.bounds, self.marks), {"easy": self.easy}

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return regex.compiled(self.source)

    @cached_property
    def easy(self) -> int:
        """The length up to which any text is searched in a moment."""
        return bisect_left(range(_LITTLE), _LITTLE, key=self._tries) - 1

    def lacks(self, text: str) -> bool:
        """Tell whether a text surely does not fit, for it holds none of the marks."""
        return bool(self.marks) and not any(all(one in text for one in mark) for mark in self.marks)

    def found(self, text: str) -> bool:
        """Tell whether a text has a place that fits."""
        return not self.lacks(text) and self.regex.search(narrow(text)) is not None

    def places(self, text: str) -> Iterator[re.Match[str]]:
        """Return the places that fit, in the text once it is narrowed."""
        return iter(()) if self.lacks(text) else self.regex.finditer(narrow(text))

    def without(self, text: str) -> str:
        """Return a text, narrowed, without the places that fit."""
        return narrow(text) if self.lacks(text) else self.regex.sub("", narrow(text))

    def _tries(self, size: int) -> int:
        return size * sum(ways * int((size + 1) ** endless) for ways, endless, _ in self.bounds)

    def work(self, text: str) -> int:
        """Return at most how many tries it takes to search ``text``; 0 when they are few."""
        if len(text) <= self.easy or self.lacks(text):
            return 0
        if text not in self._works:
            if len(self._works) >= _REMEMBERED:
                self._works.clear()
            self._works[text] = self._tries_on(text)
        return self._works[text]

    def _tries_on(self, text: str) -> int:
        tries = 0
        for number, (ways, endless, anywhere) in enumerate(self.bounds):
            starts = len(text) if anywhere else len(self._part(number, 0).findall(text))
            if starts:
                runs = (self._part(number, run) for run in range(1, endless + 1))
                tries += starts * ways * prod(_longest(run, text) + 1 for run in runs)
        return tries

    def _part(self, alternative: int, part: int) -> re.Pattern[str]:
        """Return the pattern of what an alternative begins with (0), or of one of its endless repeats (from 1)."""

        def source() -> Tree:
            start, _, runs = _alternatives_of(self.source)[alternative]
            return cast("Tree", (start, *runs)[part])

        if (alternative, part) not in self._parts:
            self._parts[alternative, part] = regex.part(self.source, f"{alternative}.{part}", source)
        return self._parts[alternative, part]


def compile_pattern(pattern: str, offset: int) -> Pattern:
    """Examine a pattern.

    Raises ExpressionError at ``offset`` when it is no regular expression, is too long, refers back to a group, or when
    there are so many ways to try it on a text that it could take exponential time: ``(a+)+``, ``(a|aa)*``, ``a?a?a?…``.
    """
    from checker.expressions.parse import ExpressionError  # noqa: PLC0415 - only at load

    if len(pattern) > MAX_PATTERN:
        raise ExpressionError(f"正则表达式有 {len(pattern)} 个字符，最多 {MAX_PATTERN} 个。", offset)
    try:
        return _examined(pattern)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        raise ExpressionError(f"正则表达式写法有误：{pattern}", offset, "请检查括号、方括号和反斜线。") from error
    except _ExplosiveError as error:
        raise ExpressionError(f"{error}：{pattern}", offset, "请简化，如去掉一层“*”或“+”，或拆成几个。") from None


def _longest(run: re.Pattern[str], text: str) -> int:
    return max((len(match.group()) for match in run.finditer(text)), default=0)


@lru_cache(maxsize=512)
def _examined(source: str) -> Pattern:
    """Examine a pattern once, however many rules use it."""
    from checker.expressions.prefilter import marks, parsed  # noqa: PLC0415 - only at load

    alternatives = _alternatives_of(source)
    if _BEHIND in source:
        _check_widths(parsed(source))
    bounds = tuple((ways, len(runs), start is None) for start, ways, runs in alternatives)
    return Pattern(source, bounds, marks(source))


@lru_cache(maxsize=512)
def _alternatives_of(source: str) -> list[tuple[Start, int, Runs]]:
    """Return what each alternative begins with, in how many ways it can be tried, and the runs it can take."""
    from checker.expressions.prefilter import parsed  # noqa: PLC0415 - only at load

    with warnings.catch_warnings(action="error"):  # what a later Python may read otherwise, such as [[
        tree = parsed(source)
    if _BLIND.search(source):
        raise _ExplosiveError("正则表达式不能用 (?i) 忽略大小写，请把大小写都写出来")
    flags = tree.state.flags
    branched = len(tree) == 1 and tree[0][0] is codes.BRANCH
    alternatives = [(_start(one, flags), *_ways(one, flags)) for one in (tree[0][1][1] if branched else [tree])]
    if any(len(runs) > MAX_ENDLESS for _, _, runs in alternatives):
        raise _ExplosiveError("正则表达式里可长可短的地方太多，可能算不完")
    return alternatives


def _ways(tree: Any, flags: int) -> tuple[int, Runs]:
    """Return in how many ways a sequence can be tried at one place, and the runs that its endless repeats take.

    A repeat without end may only repeat what can be tried in one way.
    """
    ways = 1
    endless: list[Tree] = []
    for operation, argument in tree:
        if operation in _SINGLE:
            continue
        if operation in _REPEATS:
            least, most, body = argument
            inner, runs = _ways(body, flags)
            if (most > _MANY and inner > 1) or (most > 1 and runs):
                raise _ExplosiveError("正则表达式里重复套着重复，可能算不完")
            endless += [_repeated(body, most, flags)] if most > _MANY else runs
            ways *= inner**most * (most - least + 1) if most <= _MANY else 1
        elif operation is codes.BRANCH:
            branches = [_ways(one, flags) for one in argument[1]]
            ways *= _alternatives(argument[1], [one for one, _ in branches])
            endless += [run for _, runs in branches for run in runs]
        elif operation is codes.SUBPATTERN or operation in _LOOKS:
            inner, runs = _ways(argument[-1], _flags_within(operation, argument, flags))
            ways, endless = ways * inner, [*endless, *runs]
        else:
            raise _ExplosiveError("正则表达式里用了不支持的写法（回指、条件、占有量词）")
        if ways > MAX_WAYS:
            raise _ExplosiveError("正则表达式里可长可短的地方太多，可能算不完")
    return ways, tuple(endless)


def _check_widths(tree: Any) -> None:
    """Refuse to look back on what may be longer or shorter, as Python does, but only when it compiles a pattern."""
    for operation, argument in tree:
        if operation in _LOOKS and argument[0] < 0:
            least, most = argument[1].getwidth()
            if least != most:
                raise re.error("look-behind requires fixed-width pattern")
        if operation is codes.BRANCH:
            for one in argument[1]:
                _check_widths(one)
        elif operation in _LOOKS or operation in _REPEATS or operation is codes.SUBPATTERN:
            _check_widths(argument[-1])


def _start(tree: Any, flags: int) -> Start:
    """Return the pattern of what a match must begin with: its first character, or the place itself."""
    for operation, argument in tree:
        if operation in _REPEATS and argument[0]:
            return _start(argument[2], flags)
        if operation is codes.SUBPATTERN:
            return _start(argument[-1], _flags_within(operation, argument, flags))
        if operation in _SINGLE and (operation, argument) != (codes.AT, codes.AT_BOUNDARY):
            return _repeated(parser.SubPattern(tree.state, [(operation, argument)]), 1, flags)
        if operation not in _LOOKS:
            return None
    return None


def _flags_within(operation: Any, argument: Any, flags: int) -> int:
    """Return the flags that are on within a group: ``(?i:…)`` and the like."""
    return int((flags | argument[1]) & ~argument[2]) if operation is codes.SUBPATTERN else flags


def _repeated(body: Any, most: int, flags: int) -> Tree:
    """Return the pattern of ``body``, ``most`` times on end; it is compiled only when a long text asks for it."""
    return parser.SubPattern(body.state, [(codes.MAX_REPEAT, (1, most, body))]), flags


def _alternatives(branches: Sequence[Any], ways: Sequence[int]) -> int:
    """Return in how many ways the branches can fit at one place: of plain words, only those that begin one another."""
    if any(operation is not codes.LITERAL for branch in branches for operation, _ in branch):
        return sum(ways)
    words = Counter(tuple(code for _, code in branch) for branch in branches)
    sizes = {len(word) for word in words}
    return max(sum(words[word[:size]] for size in sizes if size <= len(word)) for word in words)
