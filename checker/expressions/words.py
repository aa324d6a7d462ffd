"""Vocabularies: the words a rule looks for, and the contexts in which they are harmless.

A word may hold ``…``, which stands for up to eight characters of the same clause. A harmless context is a phrase that
contains the word, or a phrase with ``{词}`` in its place: ``学习贯彻{词}``, ``{词}精神``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from checker import regex
from checker.frozen import frozen
from checker.text import fold

_WORD = "{词}"
_PARTS = regex.lazy(f"…|{re.escape(_WORD)}")
_CUTS = 1024
_GAP = "[^，。；、！？,;!?]{0,8}?"


@frozen
class Word:
    """One entry: what to look for; ``use`` is the right wording; ``until`` the day after which it is past."""

    text: str
    use: str = ""
    until: date | None = None


@frozen
class Hit:
    """A word found in a text, as it stands there."""

    word: Word
    text: str


@frozen
class Words:
    """A named vocabulary."""

    name: str
    entries: tuple[Word, ...]
    harmless: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[Any, ...]:
        # Without the patterns, which would be compiled anew, but with what they are made of.
        return _ready, (self.name, self.entries, self.harmless, {name: getattr(self, name) for name in _READY})

    def hits(self, text: str) -> list[Hit]:
        """Return the words found in ``text`` outside every harmless context, in order, each word once."""
        folded = fold(text)
        if not any(map(folded.__contains__, self._longest_pieces)):
            return []  # as for most texts, and then no pattern need be compiled
        safe = sorted(match.span() for pattern in self._contexts_in(folded) for match in pattern.finditer(folded))
        kept: dict[str, Hit] = {}
        reach = passed = 0  # how far the contexts reach that begin no later than the word
        for match in self._whole.finditer(folded):
            start, end = match.span()
            while passed < len(safe) and safe[passed][0] <= start:
                reach = max(reach, safe[passed][1])
                passed += 1
            if end > reach and match.group() not in kept:
                kept[match.group()] = Hit(self._entry(match.group()), match.group())
        return list(kept.values())

    def holds(self, text: str) -> bool:
        """Tell whether the whole of ``text`` is one of the words."""
        return fold(text) in self._plain or bool(self._gapped and self._whole.fullmatch(fold(text)))

    def starts(self, text: str) -> bool:
        """Tell whether ``text`` begins with one of the words."""
        return fold(text).startswith(tuple(self._plain)) or bool(self._gapped and self._whole.match(fold(text)))

    def ends(self, text: str) -> bool:
        """Tell whether ``text`` ends with one of the words."""
        return fold(text).endswith(tuple(self._plain)) or bool(self._gapped and self._end.search(fold(text)))

    def cut(self, text: str, mark: str) -> str:
        """Return ``text`` with ``mark`` in place of each of the words."""
        key = text, mark
        if key not in self._cuts:
            if len(self._cuts) >= _CUTS:
                self._cuts.clear()
            self._cuts[key] = self._whole.sub(mark, fold(text))
        return self._cuts[key]

    @cached_property
    def _cuts(self) -> dict[tuple[str, str], str]:
        """Texts cut before: each name is compared with many others."""
        return {}

    @cached_property
    def _alternatives(self) -> str:
        return "|".join(_source(word.text) for word in self._longest_first())

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return regex.compiled(f"(?:{self._alternatives})")

    @cached_property
    def _end(self) -> re.Pattern[str]:
        return regex.compiled(f"(?:{self._alternatives})$")

    @cached_property
    def _gapped(self) -> bool:
        return any("…" in word.text for word in self.entries)

    @cached_property
    def _longest_pieces(self) -> list[str]:
        return [fold(max(word.text.split("…"), key=len)) for word in self.entries]

    @cached_property
    def _plain(self) -> dict[str, Word]:
        return {fold(word.text): word for word in self.entries if "…" not in word.text}

    def _entry(self, found: str) -> Word:
        """Return the entry that a piece of text is a hit of."""
        if found in self._plain:
            return self._plain[found]
        return next(word for word in self._longest_first() if regex.compiled(_source(word.text)).fullmatch(found))

    def _contexts_in(self, folded: str) -> Iterator[re.Pattern[str]]:
        """Yield the harmless contexts whose every literal piece is in the text; only these are worth compiling."""
        for phrase, pieces in self._pieces.items():
            if all(piece in folded for piece in pieces):
                if phrase not in self._compiled:
                    source = _source(phrase).replace(_source(_WORD), f"(?:{self._alternatives})")
                    self._compiled[phrase] = regex.compiled(source)
                yield self._compiled[phrase]

    @cached_property
    def _pieces(self) -> dict[str, list[str]]:
        return {phrase: [fold(part) for part in _PARTS.split(phrase)] for phrase in self.harmless}

    @cached_property
    def _compiled(self) -> dict[str, re.Pattern[str]]:
        return {}

    def _longest_first(self) -> Iterable[Word]:
        return sorted(self.entries, key=lambda word: -len(word.text))

    def __iter__(self) -> Iterator[str]:
        return (word.text for word in self.entries)


_READY = ("_alternatives", "_longest_pieces", "_plain", "_pieces")
"""What is worked out of the entries, and kept with them."""


def _ready(name: str, entries: tuple[Word, ...], harmless: tuple[str, ...], known: Mapping[str, Any]) -> Words:
    words = Words(name, entries, harmless)
    vars(words).update(known)
    return words


def _source(word: str) -> str:
    """Return the pattern of one word or phrase, literal but for its gaps."""
    return _GAP.join(re.escape(fold(part)) for part in word.split("…"))
