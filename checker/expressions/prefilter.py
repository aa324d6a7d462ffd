"""What every match of a pattern must hold, so that most texts need not be searched at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_MOST = 8
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT)


@cache
def marks(source: str) -> tuple[str, ...]:
    """Return characters of which any text that fits the pattern holds at least one, as written; () when too many.

    Patterns see letters, digits and % in half width (see ``narrow``), so their full-width twins are marks too.
    """
    tree = parser.parse(source)
    branches = tree[0][1][1] if len(tree) == 1 and tree[0][0] is codes.BRANCH else [tree]
    found: set[str] = set()
    for branch in branches:
        choices = [one for one in _needed(branch) if one]
        if not choices:
            return ()
        found |= min(choices, key=lambda one: (len(one), -min(map(ord, one))))
    twins = {chr(ord(one) + 0xFEE0) for one in found if one == "%" or (one.isascii() and one.isalnum())}
    return tuple(sorted(found | twins)) if len(found | twins) <= _MOST else ()


def _needed(sequence: Iterable[Any]) -> Iterator[set[str]]:
    """Yield, for each place that a match must have, the characters that can stand there, where they are few."""
    for operation, argument in sequence:
        if operation is codes.LITERAL:
            yield {chr(argument)}
        elif operation is codes.IN and all(one is codes.LITERAL for one, _ in argument):
            yield {chr(code) for _, code in argument}
        elif operation is codes.SUBPATTERN:
            yield from _needed(argument[-1])
        elif operation in _REPEATS and argument[0]:
            yield from _needed(argument[2])
