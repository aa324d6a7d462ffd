"""JSON as it is written: decimals, positions kept, duplicates and everything unbounded refused.

The standard parser keeps no positions, takes NaN and lets the last of two equal keys win; this one gives the same
:class:`~checker.documents.strict_yaml.Value` as the YAML reader.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from checker.documents.strict_yaml import MAX_CHARACTERS, MAX_DEPTH, Mark, Path, Value
from checker.documents.yaml_hints import Scene
from checker.errors import CheckerError, Fault, FormError

_BLANK = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,39})(?:\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,2})?(?![0-9.eE])")
_WORD = re.compile(r"true|false|null")
_WORDS = {"true": True, "false": False, "null": None}
_SURROGATE = re.compile("[\ud800-\udfff]")
_SLIPS = {
    "'": "字符串要用英文双引号。",
    "“": "引号要用英文双引号。",
    "”": "引号要用英文双引号。",
    "，": "逗号要用英文逗号。",
    "：": "冒号要用英文冒号。",
}


def compose(text: str, name: str, error: type[CheckerError] = FormError) -> Value:
    """Read JSON ``text``, shown as ``name`` in messages, as a value with positions.

    Raises ``error`` with one fault for what breaks the grammar, or one for each duplicate key.
    """
    if len(text) > MAX_CHARACTERS:
        raise error(Fault(f"文件太大（{len(text)}个字，上限{MAX_CHARACTERS}个字）。", name, hint="请拆成几个文件。"))
    parser = _Parser(text.removeprefix("\ufeff"), name, error)
    data = parser.read()
    if parser.faults:
        raise error(*parser.faults)
    return Value(data, parser.marks, parser.keys)


class _Parser:
    """Reads one JSON text from left to right."""

    def __init__(self, text: str, name: str, error: type[CheckerError]) -> None:
        self._text = text
        self._scene = Scene(text, name)
        self._error = error
        self._at = 0
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._line = 0
        self.marks: dict[Path, Mark] = {}
        self.keys: dict[Path, Mark] = {}
        self.faults: list[Fault] = []

    def read(self) -> Any:
        """Return the value that the whole text is."""
        self._skip()
        data = self._value((), 0)
        self._skip()
        if self._at < len(self._text):
            raise self._fail("JSON 到这里已经结束，后面还有多余的内容。")
        return data

    def _skip(self) -> None:
        match = _BLANK.match(self._text, self._at)
        self._at = match.end() if match else self._at

    def _mark(self) -> Mark:
        """Return line and column of the place reached; places only move forward."""
        while self._line + 1 < len(self._starts) and self._starts[self._line + 1] <= self._at:
            self._line += 1
        return self._line + 1, self._at - self._starts[self._line] + 1

    def _fail(self, message: str) -> CheckerError:
        character = self._text[self._at : self._at + 1]
        return self._error(self._scene.at(*self._mark(), message, _SLIPS.get(character, "")))

    def _value(self, path: Path, depth: int) -> Any:
        self.marks[path] = self._mark()
        if depth > MAX_DEPTH:
            raise self._fail(f"嵌套太深，超过{MAX_DEPTH}层。")
        character = self._text[self._at : self._at + 1]
        if character == "{":
            return self._object(path, depth)
        if character == "[":
            return self._array(path, depth)
        if character == '"':
            return self._string()
        if match := _NUMBER.match(self._text, self._at):
            self._at = match.end()
            plain = match[0].lstrip("-").isdecimal()
            return int(match[0]) if plain else Decimal(match[0])
        if match := _WORD.match(self._text, self._at):
            self._at = match.end()
            return _WORDS[match[0]]
        raise self._fail("JSON 不完整，文件可能被截断了。" if not character else "这里不合 JSON 的写法。")

    def _string(self) -> str:
        match = _STRING.match(self._text, self._at)
        if match is None:
            raise self._fail("字符串没有收尾，或含有不能直接写的字符。")
        text: str = json.loads(match[0])
        if _SURROGATE.search(text):
            raise self._fail("字符串里有不成对的代理字符（\\ud800 至 \\udfff）。")
        self._at = match.end()
        return text

    def _expect(self, *wanted: str) -> str:
        self._skip()
        character = self._text[self._at : self._at + 1]
        if character not in wanted or not character:
            told = "或".join(f"“{each}”" for each in wanted)
            raise self._fail(f"这里应是{told}。" if character else "JSON 不完整，文件可能被截断了。")
        self._at += 1
        self._skip()
        return character

    def _closed(self, bracket: str) -> bool:
        """Take the bracket that closes an empty list or object."""
        self._at += 1
        self._skip()
        if self._text[self._at : self._at + 1] != bracket:
            return False
        self._at += 1
        return True

    def _array(self, path: Path, depth: int) -> list[Any]:
        items: list[Any] = []
        if self._closed("]"):
            return items
        while True:
            items.append(self._value((*path, len(items)), depth + 1))
            if self._expect(",", "]") == "]":
                return items

    def _object(self, path: Path, depth: int) -> dict[str, Any]:
        built: dict[str, Any] = {}
        if self._closed("}"):
            return built
        while True:
            mark = self._mark()
            if self._text[self._at : self._at + 1] != '"':
                raise self._fail("这里应是带英文双引号的键。")
            key = self._string()
            if key in built:
                first = self.keys[(*path, key)][0]
                self.faults.append(self._scene.at(*mark, f"键“{key}”重复，第{first}行已经写过。", "请删去一处。"))
            else:
                self.keys[(*path, key)] = mark
            self._expect(":")
            value = self._value((*path, key), depth + 1)
            built.setdefault(key, value)
            if self._expect(",", "}") == "}":
                return built
