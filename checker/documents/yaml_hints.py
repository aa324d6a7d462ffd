"""What to tell an author whose YAML does not parse: the place, the likely slip and the way out, in Chinese."""

from __future__ import annotations

import re
from typing import Any

import yaml

from checker.errors import Fault

_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_WIDE_COLON = re.compile(r"\s*(?:- +)?[^\s:：\"'#\[{]+：")
_SECOND_COLON = re.compile(r"\s*(?:- +)?[^\s:\"'#]+:[ \t]+[^\"'|>\[{\s][^#]*?:(?:[ \t]|$)")
_TIGHT_COLON = re.compile(r"\s*(?:- +)?[^\s:\"'#]+:[^\s:/]")
_FORBIDDEN_FIRST = re.compile(r"\s*(?:- +)?(?:[^\s:\"']+:[ \t]+)?([%@`])")
_LOOK_BACK = 3

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
        for number in range(last, max(last - _LOOK_BACK, -1), -1):
            if slip := _slip(lines[number]):
                column, message, hint = slip
                return self.at(number + 1, column, message, hint)
        told = f"{getattr(problem, 'context', '')} {getattr(problem, 'problem', '')}"
        start = getattr(problem, "context_mark", None)
        for part, message, hint in _PROBLEMS:
            if part in told:
                opened = start if start is not None and ("quoted" in part or "flow" in part) else mark
                return self.at_mark(opened, message, hint)
        return self.at_mark(mark, "这里不合 YAML 的写法。", "请检查缩进、冒号和引号。")


def _slip(line: str) -> tuple[int, str, str] | None:
    """Return column, message and hint of a typical slip in a line, or None."""
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        return indent.index("\t") + 1, "缩进用了制表符（Tab）。", "请改用空格缩进。"
    if wide := _WIDE_COLON.match(line):
        return wide.end(), "键后面的冒号是全角的“：”。", "请改成英文冒号加一个空格“: ”。"
    if first := _FORBIDDEN_FIRST.match(line):
        return first.start(1) + 1, f"值不能以“{first[1]}”开头。", _QUOTE
    if second := _SECOND_COLON.match(line):
        return second.end(), "值里又有冒号加空格，分不清哪里是键、哪里是值。", _QUOTE
    if tight := _TIGHT_COLON.match(line):
        return tight.end(), "冒号后面少一个空格。", "请写成“键: 值”。"
    return None
