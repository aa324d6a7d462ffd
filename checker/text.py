"""The one way to fold text for comparing, and to measure how far two names are apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_ALIKE = str.maketrans("−–—－﹣≧⩾≦⩽〜∼", "-----≥≥≤≤~~")
_SPACE = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


_NARROW = str.maketrans(
    {0xFF10 + code: 0x30 + code for code in range(10)}
    | {start + code: half + code for start, half in ((0xFF21, 0x41), (0xFF41, 0x61)) for code in range(26)}
    | {ord("％"): "%"}
)


_WIDE = re.compile(f"{_INVISIBLE.pattern}|[{''.join(map(chr, _NARROW))}]")


@lru_cache(maxsize=4096)
def narrow(text: str) -> str:
    """Return ``text`` as patterns see it: half-width letters and digits, nothing invisible, all else as written."""
    return _INVISIBLE.sub("", text).translate(_NARROW) if _WIDE.search(text) else text


plain = re.compile("[!-~\u4e00-\u9fff\u3001\u3002\u300a\u300b\u201c\u201d\u2265\u2264]*").fullmatch
"""Tells of texts, the most frequent ones, that folding and narrowing leave them as they are."""


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return ``text`` as it is compared: NFKC, one kind of dash and sign, no white space, nothing invisible.

    The form keeps its own wording; folding is for matching only (Unicode Standard Annex 15).
    """
    if plain(text):
        return text
    even = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).translate(_ALIKE)
    return _SPACE.sub("", even)


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
