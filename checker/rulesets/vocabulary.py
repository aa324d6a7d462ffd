"""The word lists of a layer: those that its vocabulary.yaml defines, and those that its ruleset.yaml changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from checker.expressions import Word, Words
from checker.model import Effect
from checker.rulesets.settings import Amendment, definitions, read_date
from checker.rulesets.source import WRITTEN, Place, Source
from checker.text import fold, nearest

WORDS_KEYS = {"meaning": True, "words": True, "harmless": False, "stricter": False}
WORD_KEYS = {"word": True, "use": False, "until": False}
CHANGE_KEYS = {
    "add": False, "remove": False, "add_harmless": False, "remove_harmless": False, "reason": False, "document": False,
}  # fmt: skip
STRICTER = ("more", "fewer")
_SEVERAL = re.compile("[，、；]")
_GAPS = 3
_NONE = Word("\0")
_LABELS = {"add": "增加", "remove": "去掉", "add_harmless": "增加无害说法", "remove_harmless": "去掉无害说法"}


@dataclass(frozen=True)
class Listed:
    """Where a vocabulary was defined, how many words it had there, and what layers below changed of it.

    ``stricter`` tells whether more or fewer words are the more severe.
    """

    source: Source
    place: Place
    meaning: str
    size: int
    stricter: str = ""
    changes: tuple[Amendment, ...] = ()


class Vocabulary:
    """The word lists of a rule set, layer upon layer."""

    def __init__(self, words: Mapping[str, Words], lists: Mapping[str, Listed]) -> None:
        self.words, self.lists = dict(words), dict(lists)
        self._own: set[str] = set()
        self.amendments: list[Amendment] = []

    def define(self, source: Source) -> None:
        """Read a vocabulary.yaml; a list that is inherited may not be defined again."""
        for name, definition in definitions(source, source.data, ()).items():
            if name in self.words:
                hint = f"要增减词，请写在 ruleset.yaml 里：vocabulary: {{{name}: {{add: […], remove: […]}}}}。"
                source.fault_at_key(f"上层已有词表“{name}”。", (name,), hint)
                continue
            parts = source.mapping(definition, (name,), WORDS_KEYS)
            stricter = parts.get("stricter", "")
            if stricter not in ("", *STRICTER):
                hint = nearest(str(stricter), STRICTER) or "more 词多为严，fewer 词少为严。"
                source.fault(f"“stricter”不能是“{stricter}”。", (name, "stricter"), hint)
            self._own.add(name)
            meaning = source.read_text(parts, "meaning", (name,))
            self.words[name] = _words(source, name, parts)
            self.lists[name] = Listed(source, (name,), meaning, len(self.words[name].entries), str(stricter))

    def change(self, source: Source, data: Any) -> None:
        """Read what a ruleset.yaml changes of the lists that it inherits."""
        for name, definition in definitions(source, data, ("vocabulary",)).items():
            place = ("vocabulary", name)
            listed = self.lists.get(name)
            if listed is None:
                hint = nearest(name, self.lists) or "新的词表请写在 vocabulary.yaml 里。"
                source.fault_at_key(f"上层没有词表“{name}”。", place, hint)
            elif name in self._own:
                source.fault_at_key(f"词表“{name}”是本层的。", place, "请直接在 vocabulary.yaml 里改。")
            else:
                self._change(source, name, listed, source.mapping(definition, place, CHANGE_KEYS))

    def _change(self, source: Source, name: str, listed: Listed, parts: Mapping[str, Any]) -> None:
        place: Place = ("vocabulary", name)
        before = self.words[name]
        entries = {word.text: word for word in before.entries if word != _NONE}
        added = _entries(source, parts, "add", place)
        _join(source, entries, added, (*place, "add"))
        _part(source, entries, source.read_texts(parts, "remove", place), (*place, "remove"), set(added))
        harmless = dict.fromkeys(before.harmless)
        phrases = _phrases(source, parts, "add_harmless", place)
        _join(source, harmless, dict.fromkeys(phrases), (*place, "add_harmless"))
        gone = source.read_texts(parts, "remove_harmless", place)
        _part(source, harmless, gone, (*place, "remove_harmless"), set(phrases))
        if parts and not _LABELS.keys() & parts.keys():
            source.fault("这里没有写改什么。", place, f"请写 {'、'.join(_LABELS)} 中的一个。")
        self.words[name] = Words(name, tuple(entries.values()) or (_NONE,), tuple(harmless))
        told = "；".join(f"{label}{_shown(source.get(place)[key])}" for key, label in _LABELS.items() if key in parts)
        reason, document = (source.read_text(parts, key, place) for key in ("reason", "document"))
        effect = _effect(listed.stricter, parts)
        self.amendments.append(Amendment(f"词表.{name}", told, effect, reason, document, source, place))
        self.lists[name] = replace(listed, changes=(*listed.changes, self.amendments[-1]))


def _effect(stricter: str, parts: Mapping[str, Any]) -> Effect:
    """Tell what comes of a change: more words, or fewer harmless contexts, are more hits."""
    if not stricter:
        return Effect.UNCLEAR
    more, fewer = {"add", "remove_harmless"} & parts.keys(), {"remove", "add_harmless"} & parts.keys()
    return Effect.LOOSER if (fewer if stricter == "more" else more) else Effect.TIGHTER


def _shown(written: Any) -> str:
    """Return some words as they are told to people."""
    return "、".join(f"“{_text(one)}”" for one in (written if isinstance(written, list) else []))


def _text(entry: Any) -> str:
    """Return the word of an entry."""
    return str(entry.get("word", "") if isinstance(entry, dict) else entry)


def _join(source: Source, known: dict[str, Any], added: Mapping[str, Any], place: Place) -> None:
    """Put what is added to what is known already; what is there twice is a fault."""
    for text, one in added.items():
        if text and text in known:
            written = [_text(entry) for entry in source.get(place)]
            source.fault(f"“{text}”上层已经有了。", (*place, written.index(text)), "请删去。")
        known.setdefault(text, one)


def _part(source: Source, known: dict[str, Any], removed: list[str], place: Place, added: set[str]) -> None:
    """Take what is removed out of what is known; what is not there cannot be."""
    for index, text in enumerate(removed):
        if text in added:
            source.fault(f"“{text}”又增加又去掉。", (*place, index), "请删去一处。")
        elif text in known:
            del known[text]
        elif text:
            source.fault(f"“{text}”上层没有，无从去掉。", (*place, index), nearest(text, known))


def _words(source: Source, name: str, parts: Mapping[str, Any]) -> Words:
    entries = _entries(source, parts, "words", (name,))
    harmless = _phrases(source, parts, "harmless", (name,))
    return Words(name, tuple(entries.values()) or (_NONE,), tuple(harmless))


def _phrases(source: Source, parts: Mapping[str, Any], key: str, place: Place) -> list[str]:
    """Return the harmless contexts under ``key``."""
    phrases = source.read_texts(parts, key, place)
    for index, text in enumerate(phrases):
        _few_gaps(source, text, (*place, key, index))
    return phrases


def _entries(source: Source, parts: Mapping[str, Any], key: str, place: Place) -> dict[str, Word]:
    """Return the words under ``key`` by their texts."""
    entries: dict[str, Word] = {}
    for index, entry in enumerate(source.read_list(parts, key, place)):
        here = (*place, key, index)
        word = _word(source, entry, here)
        if not fold(word.text.replace("…", "")):
            source.fault("这里要写一个词。", here)
        elif mark := _SEVERAL.search(word.text):
            source.fault(f"词里有“{mark[0]}”，是不是几个词？", here, "请改用英文逗号。")
        elif entries.setdefault(word.text, word) is not word:
            source.fault(f"“{word.text}”重复，前面已经写过。", here, "请删去一处。")
        _few_gaps(source, word.text, here)
    return entries


def _few_gaps(source: Source, text: str, place: Place) -> None:
    """Keep a fault when a word has many gaps: each multiplies the ways of matching it."""
    if text.count("…") > _GAPS:
        source.fault(f"“…”最多写 {_GAPS} 个。", place)


def _word(source: Source, entry: Any, place: Place) -> Word:
    if not isinstance(entry, dict):
        return Word(str(entry) if type(entry) in WRITTEN else "")
    parts = source.mapping(entry, place, WORD_KEYS)
    until = read_date(source, parts["until"], (*place, "until")) if "until" in parts else None
    return Word(source.read_text(parts, "word", place), source.read_text(parts, "use", place), until)
