"""How texts of a form hang together: the words they share, and amounts of the same thing that differ."""

from __future__ import annotations

import re
from decimal import Decimal

from checker.expressions.words import Words
from checker.text import fold

_LONGEST = 5000
_CLAUSE = re.compile("[，。；、！？,;!?]")
_TAIL = re.compile(r"(?:[(（][^()（）]*[)）])+$")
_SCALE = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_SAME_THING = 4


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

    An amount belongs to the thing when its clause shares four characters in a row with the name; amounts in other
    units are no contradiction.
    """
    unit = fold(unit)
    if not unit:
        return []
    pattern = re.compile(rf"(?<![\d.])(\d+(?:\.\d+)?)([万亿]?){re.escape(unit)}")
    found: list[str] = []
    for clause in _CLAUSE.split(fold(text)):
        amounts = list(pattern.finditer(clause))
        if not amounts or len(common(clause, name)) < _SAME_THING:
            continue
        for match in amounts:
            if Decimal(match[1]) * _SCALE[match[2]] == number:
                return []
            found.append(match[0])
    return found


def _longest_piece(one: str, other: str) -> str:
    """Halve the length until the longest one is found: where a piece is shared, so is every shorter one within it."""
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
