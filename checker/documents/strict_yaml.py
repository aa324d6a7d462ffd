"""YAML as its author meant it: bounded, positions kept, nothing guessed.

A plain scalar is an integer, a decimal, ``true``, ``false``, ``null`` or else text: ``no``, ``1:30``, ``010`` and
``2024-02-30`` stay what they look like. Duplicate keys, anchors, aliases and tags are refused, and so is a text that is
too long, too deep or too full. Messages are Chinese and name the slip, since PyYAML's own do neither.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import yaml

from checker.documents import yaml_hints
from checker.errors import CheckerError, Fault, FormError

MAX_CHARACTERS = 1 << 20
MAX_EVENTS = 200_000
MAX_DEPTH = 32

Path = tuple[str | int, ...]
Mark = tuple[int, int]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,30})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,30}\.[0-9]{1,30}")
_WORDS: Mapping[str, bool | None] = MappingProxyType({"true": True, "false": False, "null": None, "~": None, "": None})
_UNPRINTABLE = yaml.reader.Reader.NON_PRINTABLE  # YAML 1.1 §5.1, compiled there already


@dataclass(frozen=True)
class Value:
    """A YAML text as plain data, and where each part of it stands.

    ``data`` is built of dict (with str keys), list, str, int, Decimal, bool and None. ``marks`` gives line and column
    (from 1, in characters) of the value at each path from the root, ``keys`` those of the key at the path's end.
    """

    data: Any
    marks: Mapping[Path, Mark]
    keys: Mapping[Path, Mark] = field(default_factory=dict)

    def at(self, path: Path) -> Mark:
        """Return the mark of the value at ``path``, or of the nearest thing above it that is there."""
        while path not in self.marks:
            path = path[:-1]
        return self.marks[path]


def compose(text: str, name: str, error: type[CheckerError] = FormError) -> Value:
    """Read ``text``, shown as ``name`` in messages, as a :class:`Value`.

    Raises ``error`` with one fault for each thing wrong.
    """
    text = text.removeprefix("\ufeff")
    scene = yaml_hints.Scene(text, name)
    if len(text) > MAX_CHARACTERS:
        raise error(Fault(f"文件太大（{len(text)}个字，上限{MAX_CHARACTERS}个字）。", name, hint="请拆成几个文件。"))
    if odd := _UNPRINTABLE.search(text):
        raise error(scene.at_index(odd.start(), f"有不可见的控制字符（U+{ord(odd[0]):04X}）。", "请删去这个字符。"))
    builder = _Builder(text, scene, error)
    try:
        data = builder.document()
    except yaml.YAMLError as problem:
        raise error(scene.explain(problem)) from None
    if builder.faults:
        raise error(*builder.faults)
    return Value(data, builder.marks, builder.keys)


class _Builder:
    """Turns PyYAML's events into plain data in one pass, refusing what is forbidden before anything is built of it.

    Working on events rather than on nodes bounds depth and number as they come: a composer would have recursed first.
    """

    def __init__(self, text: str, scene: yaml_hints.Scene, error: type[CheckerError]) -> None:
        self.scene, self.error = scene, error
        self.event = _LOADER(text).get_event  # yaml.parse adds a look ahead at every event
        self.count = self.depth = 0
        self.marks: dict[Path, Mark] = {}
        self.keys: dict[Path, Mark] = {}
        self.faults: list[Fault] = []

    def document(self) -> Any:
        """Return the one document of the text."""
        self.next()  # the stream opens
        if not isinstance(self.next(), yaml.DocumentStartEvent):
            raise self.error(self.scene.at(1, 1, "文件是空的，没有任何内容。"))
        data = self.build(self.next(), ())
        self.next()  # the document closes
        after = self.next()
        if isinstance(after, yaml.DocumentStartEvent):
            hint = "请拆成几个文件。"
            raise self.refusal(after, "一个文件里只能有一份内容，这里用“---”又开了一份。", hint)
        return data

    def next(self) -> Any:
        """Return the next event, unless it is one too many or of a kind that is refused."""
        event: Any = self.event()
        self.count += 1
        if self.count > MAX_EVENTS:
            raise self.refusal(event, f"内容太多，超过{MAX_EVENTS}项。", "请拆成几个文件。")
        if type(event) is yaml.ScalarEvent and event.anchor is None and event.tag is None:
            return event  # nearly all of them
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self.refusal(event, "不支持锚点（&）和别名（*）。", "请把内容写全；若是文字，请加英文引号。")
        if tag := getattr(event, "tag", None):
            raise self.refusal(
                event,
                f"不支持标签“{tag.replace('tag:yaml.org,2002:', '!!')}”。",
                "请删去标签；若是文字，请加英文引号。",
            )
        return event

    def refusal(self, event: Any, message: str, hint: str = "") -> CheckerError:
        """Return the error that something stands where it may not."""
        return self.error(self.scene.at_mark(event.start_mark, message, hint))

    def build(self, event: Any, path: Path) -> Any:
        """Return the plain value that begins with ``event``, and keep its mark."""
        self.marks[path] = _mark(event)
        if isinstance(event, yaml.ScalarEvent):
            # The C parser calls a plain scalar's style "", the pure one None.
            return event.value if event.style else _plain(event.value)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.refusal(event, f"嵌套太深，超过{MAX_DEPTH}层。")
        built = self.mapping(path) if isinstance(event, yaml.MappingStartEvent) else self.sequence(path)
        self.depth -= 1
        return built

    def sequence(self, path: Path) -> list[Any]:
        """Return the list whose first item comes next."""
        built: list[Any] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            built.append(self.build(event, (*path, len(built))))
        return built

    def mapping(self, path: Path) -> dict[str, Any]:
        """Return the mapping whose first key comes next; a key that cannot be kept is a fault, its value dropped."""
        built: dict[str, Any] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or not event.value:
                message = "键必须是文字，不能是空的，也不能是列表或映射。"
                self.faults.append(self.scene.at_mark(event.start_mark, message))
                self.build(event, path)
                self.build(self.next(), path)
                continue
            here = (*path, event.value)
            if event.value in built:
                text = f"键“{event.value}”重复，第{self.keys[here][0]}行已经写过。"
                self.faults.append(self.scene.at_mark(event.start_mark, text, "请删去一处，或改成别的键。"))
                self.build(self.next(), path)
                continue
            self.keys[here] = _mark(event)
            built[event.value] = self.build(self.next(), here)
        return built


def _mark(event: Any) -> Mark:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _plain(text: str) -> str | int | Decimal | bool | None:
    """Return what a plain scalar means: YAML 1.2's core, lower case only."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text
