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
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
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
    try:
        _survey(text, scene, error)
        node = yaml.compose(text, _LOADER)
    except yaml.YAMLError as problem:
        raise error(scene.explain(problem)) from None
    if node is None:
        raise error(Fault("文件是空的，没有任何内容。", name))
    builder = _Builder(scene)
    data = builder.build(node, ())
    if builder.faults:
        raise error(*builder.faults)
    return Value(data, builder.marks, builder.keys)


def _survey(text: str, scene: yaml_hints.Scene, error: type[CheckerError]) -> None:
    """Walk the events once, refusing what is forbidden before anything is built of it."""
    depth = documents = 0
    for count, event in enumerate(yaml.parse(text, _LOADER), start=1):
        mark = event.start_mark
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise error(scene.at_mark(mark, "不支持锚点（&）和别名（*）。", "请把内容写全；若是文字，请加英文引号。"))
        if tag := getattr(event, "tag", None):
            raise error(scene.at_mark(mark, f"不支持标签“{tag}”。", "请删去标签；若是文字，请加英文引号。"))
        if depth > MAX_DEPTH:
            raise error(scene.at_mark(mark, f"嵌套太深，超过{MAX_DEPTH}层。"))
        if count > MAX_EVENTS:
            raise error(scene.at_mark(mark, f"内容太多，超过{MAX_EVENTS}项。", "请拆成几个文件。"))
        if documents > 1:
            raise error(scene.at_mark(mark, "一个文件里只能有一份内容，这里用“---”又开了一份。", "请拆成几个文件。"))


class _Builder:
    """Turns nodes into plain data, and keeps marks and faults on the way."""

    def __init__(self, scene: yaml_hints.Scene) -> None:
        self.scene = scene
        self.marks: dict[Path, Mark] = {}
        self.keys: dict[Path, Mark] = {}
        self.faults: list[Fault] = []

    def build(self, node: yaml.Node, path: Path) -> Any:
        """Return the plain value of a node and of all below it."""
        self.marks[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*path, index)) for index, child in enumerate(node.value)]
        # The C loader calls a plain scalar's style "", the pure one None.
        return node.value if getattr(node, "style", None) else _plain(node.value)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        built: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or not key.value:
                self.faults.append(self.scene.at_mark(key.start_mark, "键必须是文字，不能是空的，也不能是列表或映射。"))
                continue
            here = (*path, key.value)
            if key.value in built:
                first = self.keys[here][0]
                text = f"键“{key.value}”重复，第{first}行已经写过。"
                self.faults.append(self.scene.at_mark(key.start_mark, text, "请删去一处，或改成别的键。"))
                continue
            self.keys[here] = (key.start_mark.line + 1, key.start_mark.column + 1)
            built[key.value] = self.build(value, here)
        return built


def _plain(text: str) -> str | int | Decimal | bool | None:
    """Return what a plain scalar means: YAML 1.2's core, lower case only."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text
