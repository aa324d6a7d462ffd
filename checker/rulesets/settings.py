"""What the rules of a set share: ruleset.yaml with its parameters, vocabulary.yaml with its word lists.

A layer's own files add to what it inherits and change it; every change is kept with its effect, so that one that makes
the rules less strict, or may do so, is not made in silence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from checker.expressions import Words
from checker.model import Change, Effect
from checker.rulesets.source import Place, Source
from checker.text import nearest

if TYPE_CHECKING:
    from checker.rulesets.vocabulary import Listed

RULESET_KEYS = {
    "id": True, "title": True, "version": True, "description": False, "extends": False, "parameters": False,
    "record": False, "vocabulary": False, "overrides": False, "disable": False, "lock": False, "retired": False,
}  # fmt: skip
_TEXTS = ("id", "title", "version", "description")
_VALUE_KEYS = {"value": False, "values": False, "document": False}
PARAMETER_KEYS = {"value": False, "values": False, "meaning": True, "stricter": False, "document": False}
CHANGED_KEYS = {"value": False, "values": False, "meaning": False, "document": False, "reason": False}
DATED_KEYS = {"from": True, "value": True, "document": False}
STRICTER = ("higher", "lower")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_KINDS = {Decimal: "数", str: "文字", bool: "true 或 false"}


@dataclass(frozen=True)
class Valued:
    """A value of a parameter from one day on, with the document that set it and the place it stands at."""

    start: date
    value: Any
    document: str
    source: Source
    place: Place

    def __str__(self) -> str:
        if self.start == date.min:
            return text_of(self.value)
        return f"自{self.start}起 {text_of(self.value)}" + (f"（{self.document}）" if self.document else "")


@dataclass(frozen=True)
class Parameter:
    """A parameter with its values in order of time; ``stricter`` tells which way is the more severe one."""

    name: str
    meaning: str
    values: tuple[Valued, ...]
    stricter: str = ""

    def at(self, day: date) -> Valued:
        """Return what holds on ``day``; before the first value, that one."""
        return next((one for one in reversed(self.values) if one.start <= day), self.values[0])

    def __str__(self) -> str:
        return "；".join(map(str, self.values))


@dataclass(frozen=True)
class Amendment:
    """What a layer changes of what it inherits: of a rule, ``参数.名称`` or ``词表.名称``."""

    subject: str
    told: str
    effect: Effect
    reason: str
    document: str
    source: Source
    place: Place

    @property
    def at(self) -> str:
        """The file and line that it stands at."""
        return self.source.at(self.place)

    def change(self, layer: str) -> Change:
        """Return it as reports tell it."""
        return Change(layer, self.subject, self.told, self.effect, self.reason, self.document, self.at)


@dataclass(frozen=True)
class Settings:
    """What the rules of a set share, as they stand on the latest of its days; ``amendments`` are this layer's own."""

    id: str
    title: str
    version: str
    parameters: Mapping[str, Any]
    vocabulary: Mapping[str, Words]
    defined: Mapping[str, Parameter] = field(default_factory=dict)
    lists: Mapping[str, Listed] = field(default_factory=dict)
    amendments: Sequence[Amendment] = ()

    @cached_property
    def label(self) -> str:
        """The name of the layer, with id and version."""
        return f"{self.title}（{self.id} {self.version}）"

    def of(self, defined: Mapping[str, Parameter], day: date) -> Settings:
        """Return the settings with other parameters, on ``day``."""
        values = {name: one.at(day).value for name, one in defined.items()}
        return replace(self, parameters=values, defined=defined)


def read(ruleset: Source, vocabulary: Source | None = None, inherited: Settings | None = None) -> Settings:
    """Read the two files over what is inherited; faults are kept in their sources."""
    from checker.rulesets import vocabulary as lists  # noqa: PLC0415 - it reads with what stands here

    before = inherited or Settings("", "", "", {}, {})
    head = ruleset.mapping(ruleset.data, (), RULESET_KEYS)
    identifier, title, number, _ = (ruleset.read_text(head, key) for key in _TEXTS)
    parameters = _Parameters(ruleset, before.defined)
    defined = dict(before.defined) | parameters.read(head.get("parameters", {}))
    words = lists.Vocabulary(before.vocabulary, before.lists)
    if vocabulary is not None:
        words.define(vocabulary)
    words.change(ruleset, head.get("vocabulary", {}))
    amendments = [*parameters.amendments, *words.amendments]
    settings = Settings(identifier, title, number, {}, words.words, {}, words.lists, amendments)
    return settings.of(defined, date.max)


def definitions(source: Source, data: Any, place: Place) -> Mapping[str, Any]:
    """Return what is defined by name; a name that no expression could spell is kept as a fault."""
    if not isinstance(data, dict):
        if data is not None:
            source.fault("这里要写成“名称: 内容”的样子。", place)
        return {}
    for name in data:
        if not name.isidentifier() or unicodedata.normalize("NFKC", name) != name:
            hint = "名称只用汉字、半角的字母和数字，不以数字开头。"
            source.fault_at_key(f"名称“{name}”在表达式里写不出来。", (*place, name), hint)
    return data


class _Parameters:
    """Reads the parameters of a layer over those it inherits."""

    def __init__(self, source: Source, inherited: Mapping[str, Parameter]) -> None:
        self._source, self._inherited = source, inherited
        self.amendments: list[Amendment] = []

    def read(self, data: Any) -> dict[str, Parameter]:
        """Return the parameters that the layer defines or changes."""
        found = definitions(self._source, data, ("parameters",))
        read = {name: self._one(name, one) for name, one in found.items()}
        return {name: one for name, one in read.items() if one is not None}

    def _one(self, name: str, definition: Any) -> Parameter | None:
        source, place = self._source, ("parameters", name)
        before = self._inherited.get(name)
        bare = before is None and isinstance(definition, dict) and "meaning" not in definition
        if bare and (meant := nearest(name, self._inherited)):
            source.fault_at_key(f"上层没有名为“{name}”的参数。", place, f"{meant}新的参数要写 meaning。")
            return None
        parts = source.mapping(definition, place, CHANGED_KEYS if before else PARAMETER_KEYS)
        if not parts:
            return None
        meaning, reason, document = (source.read_text(parts, key, place) for key in ("meaning", "reason", "document"))
        values = tuple(values_in(source, parts, place))
        if before is not None:
            after = changed(before, source, values)
            told = f"由 {before} 改为 {after}"
            self.amendments.append(
                Amendment(f"参数.{name}", told, effect_of(before, after), reason, document, source, place)
            )
            return replace(after, meaning=meaning or before.meaning)
        stricter = parts.get("stricter", "")
        if stricter not in ("", *STRICTER):
            hint = nearest(str(stricter), STRICTER) or "higher 数大为严，lower 数小为严。"
            source.fault(f"“stricter”不能是“{stricter}”。", (*place, "stricter"), hint)
        elif stricter and not all(isinstance(one.value, Decimal) for one in values):
            source.fault("这个参数不是数，说不上大小哪头严。", (*place, "stricter"), "请删去 stricter。")
        return Parameter(name, meaning, values, stricter) if values else None


def override(source: Source, before: Parameter, definition: Any, place: Place) -> Parameter:
    """Return a parameter as one rule is to have it: a plain value, or the same that stands under ``parameters``."""
    if isinstance(definition, dict):
        return changed(before, source, values_in(source, source.mapping(definition, place, _VALUE_KEYS), place))
    value = value_of(source, definition, place)
    return changed(before, source, [] if value is None else [Valued(date.min, value, "", source, place)])


def changed(before: Parameter, source: Source, after: Iterable[Valued]) -> Parameter:
    """Return a parameter with new values from the first of their days on; another kind of value is a fault."""
    values = tuple(after)
    if not values:
        return before
    wanted, given = (_kind(one.value) for one in (before.values[0], values[0]))
    if wanted != given:
        source.fault(f"“{before.name}”在上层是{wanted}，这里写成了{given}。", values[0].place, "请写成同一类的值。")
        return before
    earlier = tuple(one for one in before.values if one.start < values[0].start)
    return replace(before, values=(*earlier, *values))


def values_in(source: Source, parts: Mapping[str, Any], place: Place) -> Iterator[Valued]:
    """Yield the values under ``value`` or, dated, under ``values``."""
    if ("value" in parts) == ("values" in parts):
        hint = "请写 value: …，或按日期写 values: [{from: 2024-01-01, value: …, document: …}]。"
        if "value" in parts:
            source.fault_at_key("“value”和“values”只能写一个。", (*place, "values"), "请删去一个。")
        else:
            source.fault("缺少“value”。", place, hint)
        return
    if "values" in parts:
        yield from _dated(source, parts, (*place, "values"))
    elif parts["value"] not in (None, "", []):  # else told already
        value = value_of(source, parts["value"], (*place, "value"))
        if value is not None:
            yield Valued(date.min, value, source.read_text(parts, "document", place), source, (*place, "value"))


def _dated(source: Source, parts: Mapping[str, Any], place: Place) -> Iterator[Valued]:
    """Yield the dated values, in order of time; one out of order, or of another kind than the first, is a fault."""
    last: Valued | None = None
    for index, entry in enumerate(source.read_list(parts, "values", place[:-1])):
        here = (*place, index)
        one = source.mapping(entry, here, DATED_KEYS)
        start = read_date(source, one["from"], (*here, "from")) if one.get("from") is not None else None
        if one.get("value") is None or start is None:
            continue
        value = value_of(source, one["value"], (*here, "value"))
        if value is None:
            continue
        if last is not None and start <= last.start:
            source.fault(f"{start}不晚于前面的{last.start}。", (*here, "from"), "请按日期从早到晚写，一天只写一个值。")
        elif last is not None and _kind(value) != _kind(last.value):
            source.fault(f"前面的值是{_kind(last.value)}，这里写成了{_kind(value)}。", (*here, "value"))
        else:
            last = Valued(start, value, source.read_text(one, "document", here), source, (*here, "value"))
            yield last


def value_of(source: Source, value: Any, place: Place) -> Any:
    """Return a parameter's value as expressions have it; one that they do not know is kept as a fault, and None."""
    plain = [_plain(one) for one in (value if isinstance(value, list) else [value])]
    if len({type(one) for one in plain}) != 1 or None in plain:
        source.fault("参数的值要写成一个数、一段文字，或同一类的几个。", place)
        return None
    return plain if isinstance(value, list) else plain[0]


def _plain(value: Any) -> str | Decimal | bool | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    return value if isinstance(value, str | Decimal | bool) else None


def _kind(value: Any) -> str:
    """Return what kind of value it is, in words."""
    return f"几个{_KINDS[type(value[0])]}" if isinstance(value, list) else _KINDS[type(value)]


def text_of(value: Any) -> str:
    """Return a value as it is told to people."""
    if isinstance(value, list):
        return f"[{'、'.join(map(text_of, value))}]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def effect_of(before: Parameter, after: Parameter) -> Effect:
    """Tell whether the values are more severe, on every day that either of them begins on."""
    days = sorted({one.start for one in (*before.values, *after.values)})
    pairs = [(before.at(day).value, after.at(day).value) for day in days if day >= before.values[0].start]
    pairs = [(old, new) for old, new in pairs if old != new]
    if not pairs:
        return Effect.NONE if before.values[0].start <= after.values[0].start else Effect.TIGHTER
    if not before.stricter:
        return Effect.UNCLEAR
    looser = any((new < old) == (before.stricter == "higher") for old, new in pairs)
    return Effect.LOOSER if looser else Effect.TIGHTER


def read_date(source: Source, text: Any, place: Place) -> date | None:
    """Return a date written 2023-12-31; anything else is kept as a fault."""
    written = str(text)
    try:
        return date.fromisoformat(written if _DATE.fullmatch(written) else "")
    except ValueError:
        if _DATE.fullmatch(written):
            source.fault(f"没有 {written} 这一天。", place, "请核对年、月、日。")
        else:
            source.fault(f"日期“{text}”看不懂。", place, "请写成 2023-12-31 的样子。")
        return None
