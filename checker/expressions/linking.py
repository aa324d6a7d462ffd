"""How texts of a form hang together: the words they share, and amounts of the same thing that differ."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from checker.expressions.words import Words
from checker.text import fold

_LONGEST = 5000
_CLAUSE = re.compile("[，。；、！？,;!?]")
_TAIL = re.compile(r"(?:[(（][^()（）]*[)）])+$")
_SCALE = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_SAME_THING = 4
_COVERED = Decimal("0.7")


def common(one: str, other: str) -> str:
    """Return the longest piece that both texts contain, the first of several."""
    return _longest_piece(fold(one)[:_LONGEST], fold(other)[:_LONGEST])


def shared(one: str, other: str, generic: Words) -> str:
    """Return the longest piece that both texts contain once generic words are cut out of them."""
    return _longest_piece(generic.cut(one, "\n")[:_LONGEST], generic.cut(other, "\v")[:_LONGEST])


def head(name: str) -> str:
    """Return a name without the brackets at its end: 可用率（%） is 可用率."""
    return _TAIL.sub("", fold(name)) or fold(name)


def differing(text: str, name: str, number: Decimal, unit: str) -> list[str]:
    """Return the amounts that ``text`` states for the thing called ``name`` when none of them is ``number`` ``unit``.

    An amount belongs to the thing when its clause shares four characters in a row with the name and holds most of the
    name's characters; amounts in other units are no contradiction.
    """
    found: list[str] = []
    for clause in _clauses(text):
        amounts = _amounts(clause, unit)
        if amounts and _same_thing(clause, fold(name)):
            if number in amounts.values():
                return []
            found.extend(amounts)
    return found


@lru_cache(maxsize=256)
def _clauses(text: str) -> list[str]:
    return _CLAUSE.split(fold(text))


def mentions(text: str, number: Decimal, unit: str) -> bool:
    """Tell whether ``text`` states the amount ``number`` ``unit``."""
    return number in _amounts(fold(text), unit).values()


def _amounts(text: str, unit: str) -> dict[str, Decimal]:
    """Return the amounts in ``unit`` that a folded text states, as written and as numbers."""
    unit = fold(unit)
    if not unit or unit not in text:
        return {}
    found = re.finditer(rf"(?<![\d.])(\d+(?:\.\d+)?)([万亿]?){re.escape(unit)}", text)
    return {match[0]: Decimal(match[1]) * _SCALE[match[2]] for match in found}


def _same_thing(clause: str, name: str) -> bool:
    held = sum(character in clause for character in name)
    pieces = (name[start : start + _SAME_THING] for start in range(len(name) - _SAME_THING + 1))
    return held >= len(name) * _COVERED and any(piece in clause for piece in pieces)


@lru_cache(maxsize=4096)
def _longest_piece(one: str, other: str) -> str:
    """Halve the length until the longest one is found: where a piece is shared, so is every shorter one within it."""
    if set(one).isdisjoint(other):
        return ""
    found, shortest, longest = "", 1, min(len(one), len(other))
    while shortest <= longest:
        length = (shortest + longest) // 2
        pieces = {other[start : start + length] for start in range(len(other) - length + 1)}
        starts = range(len(one) - length + 1)
        piece = next((one[start : start + length] for start in starts if one[start : start + length] in pieces), "")
        if piece:
            found, shortest = piece, length + 1
        else:
            longest = length - 1
    return found
