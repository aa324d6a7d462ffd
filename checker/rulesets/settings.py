"""The settings of a rule set: ruleset.yaml with its parameters, vocabulary.yaml with its word lists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from checker.expressions import Word, Words
from checker.rulesets.source import Place, Source
from checker.text import fold

_RULESET_KEYS = {"id": True, "title": True, "version": True, "description": False, "parameters": False}
_TEXTS = ("id", "title", "version", "description")
_PARAMETER_KEYS = {"value": True, "meaning": True}
_WORDS_KEYS = {"meaning": True, "words": True, "harmless": False}
_WORD_KEYS = {"word": True, "use": False, "until": False}
_SEVERAL = re.compile("[，、；]")
_GAPS = 3
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Settings:
    """What the rules of a set share."""

    id: str
    title: str
    version: str
    parameters: Mapping[str, Any]
    vocabulary: Mapping[str, Words]


def read(ruleset: Source, vocabulary: Source | None = None) -> Settings:
    """Read the two files; faults are kept in their sources."""
    head = ruleset.mapping(ruleset.data, (), _RULESET_KEYS)
    identifier, title, number, _ = (ruleset.read_text(head, key) for key in _TEXTS)
    parameters = {
        name: _parameter(ruleset, definition, ("parameters", name))
        for name, definition in _definitions(ruleset, head.get("parameters", {}), ("parameters",)).items()
    }
    words: dict[str, Words] = {}
    if vocabulary is not None:
        definitions = _definitions(vocabulary, vocabulary.data, ())
        words = {name: _words(vocabulary, name, definition) for name, definition in definitions.items()}
    return Settings(identifier, title, number, parameters, words)


def _definitions(source: Source, data: Any, place: Place) -> Mapping[str, Any]:
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


def _parameter(source: Source, definition: Any, place: Place) -> Any:
    parts = source.mapping(definition, place, _PARAMETER_KEYS)
    source.read_text(parts, "meaning", place)
    value = parts.get("value")
    plain = [_plain(one) for one in (value if isinstance(value, list) else [value])]
    if len({type(one) for one in plain}) > 1 or (value is not None and None in plain):
        source.fault("参数的值要写成一个数、一段文字，或同一类的几个。", (*place, "value"))
    return plain if isinstance(value, list) else plain[0]


def _plain(value: Any) -> str | Decimal | bool | None:
    """Return a parameter's value as expressions have it; None when it is none they know."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    return value if isinstance(value, str | Decimal | bool) else None


def _words(source: Source, name: str, definition: Any) -> Words:
    parts = source.mapping(definition, (name,), _WORDS_KEYS)
    source.read_text(parts, "meaning", (name,))
    entries: dict[str, Word] = {}
    for index, entry in enumerate(source.read_list(parts, "words", (name,))):
        place = (name, "words", index)
        word = _word(source, entry, place)
        if not fold(word.text.replace("…", "")):
            source.fault("这里要写一个词。", place)
        elif mark := _SEVERAL.search(word.text):
            source.fault(f"词里有“{mark[0]}”，是不是几个词？", place, "请改用英文逗号。")
        elif entries.setdefault(word.text, word) is not word:
            source.fault(f"“{word.text}”重复，前面已经写过。", place, "请删去一处。")
        _few_gaps(source, word.text, place)
    harmless = source.read_texts(parts, "harmless", (name,))
    for index, text in enumerate(harmless):
        _few_gaps(source, text, (name, "harmless", index))
    return Words(name, tuple(entries.values()) or (Word("\0"),), tuple(harmless))


def _few_gaps(source: Source, text: str, place: Place) -> None:
    """Keep a fault when a word has many gaps: each multiplies the ways of matching it."""
    if text.count("…") > _GAPS:
        source.fault(f"“…”最多写 {_GAPS} 个。", place)


def _word(source: Source, entry: Any, place: Place) -> Word:
    if not isinstance(entry, dict):
        plain = isinstance(entry, str | int | Decimal) and not isinstance(entry, bool)
        return Word(str(entry) if plain else "")
    parts = source.mapping(entry, place, _WORD_KEYS)
    until = read_date(source, parts["until"], (*place, "until")) if "until" in parts else None
    return Word(source.read_text(parts, "word", place), source.read_text(parts, "use", place), until)


def read_date(source: Source, text: Any, place: Place) -> date | None:
    """Return a date written 2023-12-31; anything else is kept as a fault."""
    written = str(text)
    try:
        return date.fromisoformat(written if _DATE.fullmatch(written) else "")
    except ValueError:
        source.fault(f"日期“{text}”看不懂。", place, "请写成 2023-12-31 的样子。")
        return None
