"""What to tell an author whose YAML does not parse: the place, the likely slip and the way out, in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Any

import yaml

from checker.errors import Fault

_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_WIDE_COLON = re.compile(r"\s*(?:- +)?[^\s:：\"'#\[{]+：")
_SECOND_COLON = re.compile(r"\s*(?:- +)?[^\s:\"'#\[{]+:[ \t]+[^\"'|>\[{\s][^#]*?:(?:[ \t]|$)")
_TIGHT_COLON = re.compile(r"\s*(?:- +)?[^\s:\"'#]+:[^\s:/]")
_HALF_QUOTED = re.compile(r"\s*(?:- +)?[^\s:\"'#\[{]+:[ \t]+(?:\"[^\"]*\"|'[^']*')[ \t]*(?=[^\s#,\]}])")
_HALF_BRACED = re.compile(r"\s*(?:- +)?[^\s:\"'#\[{]+:[ \t]+(?:\{[^{}]*\}|\[[^\[\]]*\])[ \t]*(?=[^\s#,\]}])")
_WIDE_BRACE = re.compile(r"\s*(?:- +)?(?:[^\s:\"'#\[{]+:[ \t]+)?[｛［]")
_WIDE_COMMA = re.compile(r"[^\"'#]*?[{\[][^\"'#{}\[\]]*?，(?=[^\"'#{}\[\],，]*:[ \t])")
_FORBIDDEN_FIRST = re.compile(r"\s*(?:- +)?(?:[^\s:\"']+:[ \t]+)?([%@`])")
_KEY = re.compile(r"[^\s:\"'#\[{][^\s:\"'#]*:(?:[ \t]|$)")
_LOOK_BACK = 3
_A_LITTLE = 3
_CLOSERS = MappingProxyType({"[": "]", "{": "}"})
_ODD_SPACES = MappingProxyType({"\t": "制表符（Tab）", "\u3000": "全角空格", "\u00a0": "网页里的不换行空格"})
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_QUOTE = "请用英文引号把整个值括起来。"

# PyYAML's two loaders word the same slip differently; each entry is (part of problem or context, message, hint).
_PROBLEMS = (
    ("escape", "双引号里的反斜杠写法不对。", "请改用单引号，或把“\\”写成“\\\\”。"),
    ("quoted scalar", "引号没有配对，从这里开始一直没有收尾。", "请补上收尾的英文引号。"),
    ("flow sequence", "方括号没有配对，或少了逗号。", "请检查从这里开始的“[ ]”。"),
    ("flow mapping", "花括号没有配对，或少了逗号。", "请检查从这里开始的“{ }”。"),
    ("expected ':'", "这一行缺少冒号，或冒号后没有空格。", "写法是“键: 值”，冒号用英文，后面空一格。"),
    ("block mapping", "缩进或写法与上文不一致。", "同一层的键要对齐，下一层多缩进两个空格。"),
    ("block collection", "缩进或写法与上文不一致。", "同一层的“- ”要对齐。"),
    ("mapping values are not allowed", "这里不该有冒号。", f"值里有冒号时{_QUOTE}"),
    ("anchor", "锚点或别名（& *）不受支持。", f"若是文字，{_QUOTE}"),
    ("alias", "锚点或别名（& *）不受支持。", f"若是文字，{_QUOTE}"),
    ("tag", "标签（!）不受支持。", f"若是文字，{_QUOTE}"),
    ("directive", "行首的“%”有特殊含义，不能这样用。", _QUOTE),
    ("block scalar", "“|”或“>”后面的写法不对。", "“|”“>”后面换行，下面的文字多缩进两个空格。"),
)

# Each entry is (pattern, how far beyond its end the slip stands, message, hint); {} is the character that stands there.
_SLIPS = (
    (_WIDE_COLON, 0, "键后面的冒号是全角的“：”。", "请改成英文冒号加一个空格“: ”。"),
    (_FORBIDDEN_FIRST, 0, "值不能以“{}”开头。", _QUOTE),
    (_WIDE_BRACE, 0, "括号是全角的“{}”。", "请改成英文的括号。"),
    (_SECOND_COLON, 0, "值里又有冒号加空格，分不清哪里是键、哪里是值。", _QUOTE),
    (_TIGHT_COLON, 0, "冒号后面少一个空格。", "请写成“键: 值”。"),
    (_HALF_QUOTED, 1, "引号只括住了值的前一半。", "请把整个值括起来；里面已有双引号的，外面用单引号。"),
    (_HALF_BRACED, 1, "值以括号开头，括号后面又有字。", _QUOTE),
    (_WIDE_COMMA, 0, "括号里的逗号是全角的“{}”。", "请改成英文逗号加一个空格“, ”。"),
)


class Scene:
    """A text under reading, with its name: makes faults that show the line they are about."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name

    @property
    def _lines(self) -> list[str]:
        return _BREAK.split(self._text)

    def at(self, line: int, column: int, message: str, hint: str = "") -> Fault:
        """Return a fault at a line and column, both from 1."""
        lines = self._lines
        excerpt = lines[line - 1] if line <= len(lines) else ""
        return Fault(message, self._name, line, column, hint, excerpt)

    def at_mark(self, mark: Any, message: str, hint: str = "") -> Fault:
        """Return a fault at one of PyYAML's marks, which count from 0."""
        return self.at(mark.line + 1, mark.column + 1, message, hint)

    def at_index(self, index: int, message: str, hint: str = "") -> Fault:
        """Return a fault at a character of the text, counted from 0."""
        before = _BREAK.split(self._text[:index])
        return self.at(len(before), len(before[-1]) + 1, message, hint)

    def explain(self, problem: yaml.YAMLError) -> Fault:
        """Return the fault that PyYAML's error is about, as its author would put it."""
        mark = getattr(problem, "problem_mark", None)
        if mark is None:
            return Fault("不是合乎规范的 YAML 文字。", self._name)
        lines = self._lines
        last = min(mark.line, len(lines) - 1)
        told = f"{getattr(problem, 'context', '')} {getattr(problem, 'problem', '')}"
        if found := self._bracket(mark, told) or self._indent(last, told):
            return found
        for number in range(last, max(last - _LOOK_BACK, -1), -1):
            if slip := _slip(lines[number]):
                column, message, hint = slip
                return self.at(number + 1, column, message, hint)
        start = getattr(problem, "context_mark", None)
        for part, message, hint in _PROBLEMS:
            if part in told:
                opened = start if start is not None and ("quoted" in part or "flow" in part) else mark
                return self.at_mark(opened, message, hint)
        return self.at_mark(mark, "这里不合 YAML 的写法。", "请检查缩进、冒号和引号。")

    def _indent(self, number: int, told: str) -> Fault | None:
        """Return the fault that a line (from 0) is a little out of line with the nearest key or item of its kind."""
        lines = self._lines
        if "document start" in told:
            first = next((index for index, line in enumerate(lines) if _content(line)), number)
            if first < number and lines[first].startswith(" ") and _indented(lines[number]) == 0:
                return self._misaligned(first, number, 0)
            return None
        if not any(part in told for part in ("mapping values", "block mapping", "block collection")):
            return None
        above = next((line for line in reversed(lines[:number]) if _content(line)), "")
        columns = _columns(lines[number])
        if not columns or _slip(above) or "\t" in lines[number][: _indented(lines[number]) + 1]:
            return None
        kind, own = columns[0]
        open_levels = [(index, column) for index, one, column in _levels(lines, number) if one == kind]
        index, column = min(open_levels, key=lambda level: abs(level[1] - own), default=(0, own))
        return self._misaligned(number, index, column) if 0 < abs(column - own) <= _A_LITTLE else None

    def _misaligned(self, number: int, sibling: int, column: int) -> Fault:
        message = f"这一行缩进了 {_indented(self._lines[number])} 格，应与第 {sibling + 1} 行对齐。"
        return self.at(number + 1, 1, message, f"请改成缩进 {column} 格。")

    def _bracket(self, mark: Any, told: str) -> Fault | None:
        """Return the fault that a bracket was not closed, or closed once too often, before ``mark``."""
        lines = self._lines
        rest = lines[mark.line][mark.column :] if mark.line < len(lines) else ""
        here = rest[:1]
        if "flow" not in told and not (here in ("]", "}") and "expected" in told):
            return None
        opened = self._opened(mark.line, mark.column)
        if here in ("]", "}") and here not in (_CLOSERS[one] for one, _, _ in opened):
            return self.at_mark(mark, f"第 {mark.line + 1} 行多一个“{here}”。", "请删去它，或补上与它配对的。")
        if not opened:
            return None
        outer = opened[0][1]
        inside = range(outer + 1, min(mark.line + 1, len(lines)))
        left = _indented(lines[outer])
        beyond = next((n for n in inside if _content(lines[n]) and _indented(lines[n]) <= left), None)
        if beyond is None and here in ("]", "}"):
            bracket, line, column = opened[-1]
            if line != mark.line:
                line, column = mark.line, mark.column
            return self._unclosed(line, column, _CLOSERS[bracket])
        if beyond is None and any(_content(line) for line in [rest, *lines[mark.line + 1 :]]):
            return None  # a comma is missing, or something else
        end = len(lines) if beyond is None else beyond
        last = next(n for n in range(end - 1, -1, -1) if _content(lines[n]))
        missing = "".join(_CLOSERS[one] for one, _, _ in reversed(self._opened(end, 0)))
        return self._unclosed(last, len(lines[last].rstrip()), missing)

    def _unclosed(self, line: int, column: int, missing: str) -> Fault:
        lacks = "少一个" if len(missing) == 1 else "少"
        return self.at(line + 1, column + 1, f"第 {line + 1} 行{lacks}“{missing}”。", "请在该收尾的地方补上。")

    def _opened(self, line: int, column: int) -> list[tuple[str, int, int]]:
        """Return the flow brackets still open at a place (from 0), outermost first, each with its own place."""
        opened: list[tuple[str, int, int]] = []
        try:
            for token in yaml.scan(self._text, _LOADER):
                start = token.start_mark
                if (start.line, start.column) >= (line, column):
                    break
                if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                    bracket = "[" if isinstance(token, yaml.FlowSequenceStartToken) else "{"
                    opened.append((bracket, start.line, start.column))
                elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken) and opened:
                    opened.pop()
        except yaml.YAMLError:
            pass
        return opened


def _content(line: str) -> bool:
    """Tell whether a line is more than white space and comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _indented(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _columns(line: str) -> list[tuple[str, int]]:
    """Return the items and the key that a line begins with, as ("-" or ":", column from 0)."""
    found: list[tuple[str, int]] = []
    begin = _indented(line)
    while line.startswith("- ", begin):
        found.append(("-", begin))
        begin += 1 + _indented(line[begin + 1 :])
    return [*found, (":", begin)] if _KEY.match(line, begin) else found


def _levels(lines: Sequence[str], number: int) -> Iterator[tuple[int, str, int]]:
    """Yield line, kind and column of the items and keys that may still be open at a line, the nearest first."""
    limit: float = float("inf")
    for index in range(number - 1, -1, -1):
        if limit == 0:
            return
        columns = _columns(lines[index])
        inner = [(kind, column) for kind, column in columns if column < limit]
        for kind, column in reversed(inner):
            yield index, kind, column
        limit = min([limit, *(column for _, column in inner)])


def _slip(line: str) -> tuple[int, str, str] | None:
    """Return column, message and hint of a typical slip in a line, or None."""
    indent = line[: len(line) - len(line.lstrip())]
    for space, called in _ODD_SPACES.items():
        if space in indent:
            return indent.index(space) + 1, f"缩进用了{called}。", "请改用空格缩进。"
    for pattern, beyond, message, hint in _SLIPS:
        if found := pattern.match(line):
            column = found.end() + beyond
            return column, message.format(line[column - 1 : column]), hint
    return None
