"""The one way to fold text for comparing, and to measure how far two names are apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from checker import regex

_MARKS = "−–—－﹣≧⩾≦⩽〜∼"
_ALIKE = str.maketrans(_MARKS, "-----≥≥≤≤~~")
_ODD = regex.lazy(rf"[\s{_MARKS}]")
_SPACE = regex.lazy(r"\s+")
_UNSEEN = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
_INVISIBLE = regex.lazy(_UNSEEN)


_NARROW = str.maketrans(
    {0xFF10 + code: 0x30 + code for code in range(10)}
    | {start + code: half + code for start, half in ((0xFF21, 0x41), (0xFF41, 0x61)) for code in range(26)}
    | {ord("％"): "%"}
)


_WIDE = regex.lazy(f"{_UNSEEN}|[{''.join(map(chr, _NARROW))}]")


@lru_cache(maxsize=4096)
def narrow(text: str) -> str:
    """Return ``text`` as patterns see it: half-width letters and digits, nothing invisible, all else as written."""
    return _INVISIBLE.sub("", text).translate(_NARROW) if _WIDE.search(text) else text


plain = regex.lazy("[!-~\u4e00-\u9fff\u3001\u3002\u300a\u300b\u201c\u201d\u2265\u2264]*")
"""Texts, the most frequent ones, that folding and narrowing leave as they are."""


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return ``text`` as it is compared: NFKC, one kind of dash and sign, no white space, nothing invisible.

    The form keeps its own wording; folding is for matching only (Unicode Standard Annex 15).
    """
    if plain.fullmatch(text):
        return text
    even = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return _SPACE.sub("", even.translate(_ALIKE)) if _ODD.search(even) else even


def size(text: str) -> int:
    """Return the number of characters that are neither white space nor invisible."""
    return len(_INVISIBLE.sub("", "".join(text.split())))


def nearest(name: str, known: Iterable[str]) -> str:
    """Return 「是不是“…”？」 with the known name nearest to ``name``, or "" when none is near."""
    import difflib  # noqa: PLC0415 - only a mistake needs it

    close = difflib.get_close_matches(name, list(known), n=5, cutoff=0.5)
    best = min(close, key=lambda one: not _one_letter_off(one, name), default="")
    return f"是不是“{best}”？" if best else ""


def _one_letter_off(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1
