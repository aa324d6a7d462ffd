"""What every match of a pattern must hold, so that most texts need not be searched at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_MOST = 8
_LONGEST = 3
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT)


@lru_cache(maxsize=512)
def parsed(source: str) -> Any:
    """Return the tree of a pattern; it is looked at more than once."""
    return parser.parse(source)


@cache
def marks(source: str) -> tuple[str, ...]:
    """Return marks of which any text that fits the pattern holds at least one, as written; () when they are too many.

    A text holds a mark when it holds each of its characters, anywhere. Patterns see letters, digits and % in half width
    (see ``narrow``), so the full-width twin of one is a mark of its own.
    """
    tree = parsed(source)
    branches = tree[0][1][1] if len(tree) == 1 and tree[0][0] is codes.BRANCH else [tree]
    found: list[str] = []
    for branch in branches:
        needed = [one for one in _needed(branch) if one]
        certain = dict.fromkeys(next(iter(one)) for one in needed if len(one) == 1 and not _has_twin(one))
        if certain:
            found.append("".join(list(certain)[:_LONGEST]))
        elif needed:
            fewest: set[str] = min(needed, key=lambda one: (len(one), max(one)))
            found += [twin for one in sorted(fewest) for twin in _twins(one)]
        else:
            return ()
    return tuple(dict.fromkeys(found)) if len(found) <= _MOST else ()


def _has_twin(characters: set[str]) -> bool:
    return any(len(_twins(one)) > 1 for one in characters)


def _twins(character: str) -> tuple[str, ...]:
    """Return a character and its full-width twin, if patterns see that as the same."""
    if character == "%" or (character.isascii() and character.isalnum()):
        return character, chr(ord(character) + 0xFEE0)
    return (character,)


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
