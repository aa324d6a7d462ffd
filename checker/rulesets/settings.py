"""The settings of a rule set: ruleset.yaml with its parameters, vocabulary.yaml with its word lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from checker.expressions import Word, Words
from checker.rulesets.source import Place, Source

_RULESET_KEYS = {"id": True, "title": True, "version": True, "description": False, "parameters": False}
_PARAMETER_KEYS = {"value": True, "meaning": True}
_WORDS_KEYS = {"meaning": True, "words": True, "harmless": False}
_WORD_KEYS = {"word": True, "use": False, "until": False}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the rules of a set share."""

    id: str
    title: str
    version: str
    parameters: Mapping[str, Any]
    vocabulary: Mapping[str, Words]


def read(ruleset: Source, vocabulary: Source | None) -> Settings:
    """Read the two files; faults are kept in their sources."""
    head = ruleset.mapping(ruleset.data, (), _RULESET_KEYS)
    parameters = {
        name: _parameter(ruleset, definition, ("parameters", name))
        for name, definition in (head.get("parameters") or {}).items()
    }
    words: dict[str, Words] = {}
    if vocabulary is not None and isinstance(vocabulary.data, dict):
        words = {name: _words(vocabulary, name, definition) for name, definition in vocabulary.data.items()}
    return Settings(
        str(head.get("id", "")), str(head.get("title", "")), str(head.get("version", "")), parameters, words
    )


def _parameter(source: Source, definition: Any, place: Place) -> Any:
    value = source.mapping(definition, place, _PARAMETER_KEYS).get("value")
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, list):
        return [Decimal(one) if isinstance(one, int) else one for one in value]
    return value


def _words(source: Source, name: str, definition: Any) -> Words:
    parts = source.mapping(definition, (name,), _WORDS_KEYS)
    entries = tuple(
        _word(source, entry, (name, "words", index)) for index, entry in enumerate(parts.get("words") or [])
    )
    return Words(name, entries or (Word("\0"),), tuple(map(str, parts.get("harmless") or [])))


def _word(source: Source, entry: Any, place: Place) -> Word:
    if not isinstance(entry, dict):
        return Word(str(entry))
    parts = source.mapping(entry, place, _WORD_KEYS)
    until = None
    if "until" in parts:
        until = read_date(source, parts["until"], (*place, "until"))
    return Word(str(parts.get("word", "\0")), str(parts.get("use", "")), until)


def read_date(source: Source, text: Any, place: Place) -> date | None:
    """Return a date written 2023-12-31; anything else is kept as a fault."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        source.fault(f"日期“{text}”看不懂。", place, "请写成 2023-12-31 的样子。")
        return None
