"""YAML as its author meant it: bounded, positions kept, nothing guessed.

A plain scalar is an integer, a decimal, ``true``, ``false``, ``null`` or else text: ``no``, ``1:30``, ``010`` and
``2024-02-30`` stay what they look like. Duplicate keys, anchors, aliases and tags are refused, and so is a text that is
too long, too deep or too full. Messages are Chinese and name the slip, since PyYAML's own do neither.
"""

from __future__ import annotations

import re
from collections.abc import Callable, ItemsView, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from types import MappingProxyType
from typing import Any

import yaml

from checker.documents import yaml_hints
from checker.errors import CheckerError, Fault, FormError

MAX_CHARACTERS = 1 << 20
MAX_EVENTS = 200_000
MAX_DEPTH = 32
_EVENTS_A_CHARACTER = 4  # surely not more: "[:,:]" has two at most for each

Path = tuple[str | int, ...]
Mark = tuple[int, int]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,30})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,30}\.[0-9]{1,30}")
_NUMERALS = "+-0123456789"
_WORDS: Mapping[str, bool | None] = MappingProxyType({"true": True, "false": False, "null": None, "~": None, "": None})
_SCALAR, _SEQUENCE_END, _MAPPING_END = yaml.ScalarEvent, yaml.SequenceEndEvent, yaml.MappingEndEvent
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
        while (mark := self.marks.get(path)) is None:
            path = path[:-1]
        return mark


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
        data, place = builder.document()
    except yaml.YAMLError as problem:
        raise error(scene.explain(problem)) from None
    if builder.faults:
        raise error(*builder.faults)
    return Value(data, _Marks(place, _MARK), _Marks(place, _KEY))


_Place = tuple[Any, Any, Mapping[Any, Any]]
"""Where a value stands, where its key does (None without one), and the places of its parts by key or index."""
_MARK, _KEY, _PARTS = range(3)
_NO_PARTS: Mapping[Any, Any] = MappingProxyType({})


class _Marks(Mapping[Path, Mark]):
    """The marks of values, or of their keys, by path; few are ever asked for, so that each is worked out then."""

    def __init__(self, root: _Place, which: int) -> None:
        self._root, self._which = root, which

    def __getitem__(self, path: Path) -> Mark:
        place = self._root
        for key in path:
            place = place[_PARTS][key]
        if place[self._which] is None:
            raise KeyError(path)
        return _mark(place[self._which])

    def __iter__(self) -> Iterator[Path]:
        return (path for path, _ in self._all((), self._root))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def items(self) -> ItemsView[Path, Mark]:
        """Return all in the order of the text, found in one walk."""
        return dict(self._all((), self._root)).items()

    def _all(self, path: Path, place: _Place) -> Iterator[tuple[Path, Mark]]:
        if place[self._which] is not None:
            yield path, _mark(place[self._which])
        for key, part in place[_PARTS].items():
            yield from self._all((*path, key), part)


class _Builder:
    """Turns PyYAML's events into plain data in one pass, refusing what is forbidden before anything is built of it.

    Working on events rather than on nodes bounds depth and number as they come: a composer would have recursed first.
    Nearly every event is a text without anchor or tag, and these are taken where they are met.
    """

    def __init__(self, text: str, scene: yaml_hints.Scene, error: type[CheckerError]) -> None:
        self.scene, self.error = scene, error
        self.draw = _LOADER(text).get_event  # yaml.parse adds a look ahead at every event
        if len(text) * _EVENTS_A_CHARACTER > MAX_EVENTS:
            self.draw = self.counted(self.draw)
        self.depth = 0
        self.faults: list[Fault] = []

    def counted(self, draw: Callable[[], Any]) -> Callable[[], Any]:
        """Return what draws events up to their greatest number."""
        numbers = count(1)

        def drawn() -> Any:
            event = draw()
            if next(numbers) > MAX_EVENTS:
                raise self.refusal(event, f"内容太多，超过{MAX_EVENTS}项。", "请拆成几个文件。")
            return event

        return drawn

    def document(self) -> tuple[Any, _Place]:
        """Return the one document of the text, and where it stands."""
        self.draw()  # the stream opens
        if not isinstance(self.draw(), yaml.DocumentStartEvent):
            raise self.error(self.scene.at(1, 1, "文件是空的，没有任何内容。"))
        built = self.build(self.draw(), None)
        self.draw()  # the document closes
        after = self.draw()
        if isinstance(after, yaml.DocumentStartEvent):
            hint = "请拆成几个文件。"
            raise self.refusal(after, "一个文件里只能有一份内容，这里用“---”又开了一份。", hint)
        return built

    def refusal(self, event: Any, message: str, hint: str = "") -> CheckerError:
        """Return the error that something stands where it may not."""
        return self.error(self.scene.at_mark(event.start_mark, message, hint))

    def check(self, event: Any) -> None:
        """Refuse what has an anchor, or is an alias (which has one too), or has a tag."""
        if event.anchor:
            raise self.refusal(event, "不支持锚点（&）和别名（*）。", "请把内容写全；若是文字，请加英文引号。")
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            raise self.refusal(event, f"不支持标签“{tag}”。", "请删去标签；若是文字，请加英文引号。")

    def build(self, event: Any, key: Any) -> tuple[Any, _Place]:
        """Return the plain value that begins with ``event``, and where it stands, its ``key`` being where that does."""
        self.check(event)
        if type(event) is _SCALAR:
            return _value(event), (event.start_mark, key, _NO_PARTS)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.refusal(event, f"嵌套太深，超过{MAX_DEPTH}层。")
        built, parts = self.mapping() if isinstance(event, yaml.MappingStartEvent) else self.sequence()
        self.depth -= 1
        return built, (event.start_mark, key, parts)

    def sequence(self) -> tuple[list[Any], dict[int, _Place]]:
        """Return the list whose first item comes next, and the places of its items."""
        draw = self.draw
        built: list[Any] = []
        places: dict[int, _Place] = {}
        while type(event := draw()) is not _SEQUENCE_END:
            if type(event) is _SCALAR and not (event.anchor or event.tag):
                places[len(built)] = (event.start_mark, None, _NO_PARTS)
                built.append(_value(event))
            else:
                value, places[len(built)] = self.build(event, None)
                built.append(value)
        return built, places

    def mapping(self) -> tuple[dict[str, Any], dict[str, _Place]]:
        """Return the mapping whose first key comes next, and the places of its values; a key may be a fault."""
        draw = self.draw
        built: dict[str, Any] = {}
        places: dict[str, _Place] = {}
        while type(key := draw()) is not _MAPPING_END:
            name = key.value if type(key) is _SCALAR and not (key.anchor or key.tag) else ""
            if not name or name in built:
                self.odd_key(key, places)
                continue
            event = draw()
            if type(event) is _SCALAR and not (event.anchor or event.tag):
                built[name] = _value(event)
                places[name] = (event.start_mark, key.start_mark, _NO_PARTS)
            else:
                built[name], places[name] = self.build(event, key.start_mark)
        return built, places

    def odd_key(self, key: Any, places: Mapping[str, _Place]) -> None:
        """Keep the fault of a key that cannot be kept, its value dropped; what is refused raises."""
        self.check(key)
        name = key.value if type(key) is _SCALAR else ""
        if name:
            text = f"键“{name}”重复，第{_mark(places[name][_KEY])[0]}行已经写过。"
            self.faults.append(self.scene.at_mark(key.start_mark, text, "请删去一处，或改成别的键。"))
        else:
            self.faults.append(self.scene.at_mark(key.start_mark, "键必须是文字，不能是空的，也不能是列表或映射。"))
            self.build(key, None)
        self.build(self.draw(), None)


def _mark(mark: Any) -> Mark:
    """Return line and column as people count them."""
    return mark.line + 1, mark.column + 1


def _value(event: Any) -> str | int | Decimal | bool | None:
    """Return what a scalar means; a plain one as YAML 1.2's core has it, lower case only."""
    text: str = event.value
    if event.style:  # the C parser calls a plain scalar's style "", the pure one None
        return text
    if text[:1] in _NUMERALS:
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return Decimal(text)
    return _WORDS.get(text, text)
