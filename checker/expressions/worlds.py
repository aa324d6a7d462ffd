"""A search for a world in which conditions hold: values of fields that make each come out as claimed.

Of what cannot be followed nothing is said (see claims.py), so that "no such world" is certain. The search stops after
some steps, and then there may be a world.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from checker.expressions.claims import Claimed, Claims, Made, Said, Ways
from checker.expressions.domains import Domain

_STEPS = 1500
_STEPS_OF_A_RULE = 20_000

Facts = dict[int, Domain]
"""What is known of terms, fields and pairs of terms, by the number of each."""


class Claim(NamedTuple):
    """That a condition comes out as ``holds``."""

    node: ast.expr
    holds: bool


class _TooMuch(Exception):  # noqa: N818 - a signal that ends a search, not an error
    """The search took its steps."""


class Worlds:
    """Looks for worlds under one rule's ``slack`` (how far money may be off) and fields whose blank counts as 0.

    With ``settled`` parameters are what they are now, without it they may be anything.
    """

    def __init__(self, slack: Decimal, zeroes: frozenset[tuple[str, ...]], *, settled: bool) -> None:
        claims = Claims(slack, zeroes, settled=settled)
        self.key, self._ways, self._is_free = claims.key, claims.ways, claims.is_free
        self._found: dict[tuple[Claimed, ...], Facts] = {}
        self._left = self._budget = _STEPS_OF_A_RULE

    def possible(self, claims: Sequence[Claimed]) -> bool:
        """Tell whether all the claims may hold at once."""
        return self._sought(tuple(claims)) is not False

    def shown(self, claims: Sequence[Claimed]) -> bool:
        """Tell whether a world was found in which all the claims hold; if not, there may still be one."""
        return self._sought(tuple(claims)) is True

    def _sought(self, asked: tuple[Claimed, ...]) -> bool | None:
        """Return whether there is a world in which the claims hold, None where the search was given up.

        A world in which all but the last hold, where one was found, is likely to be one for that too.
        """
        if self._is_known(asked):
            return True
        known = self._found.get(asked[:-1])
        self._left = granted = min(_STEPS, self._budget)
        try:
            world = self._world([asked[-1]], dict(known)) if known is not None else None
            if world is None:
                world = self._world(list(asked), {})
        except (_TooMuch, RecursionError):
            return None
        finally:
            self._budget -= granted - max(self._left, 0)
        if world is not None:
            self._found[asked] = world
        return world is not None

    def _is_known(self, asked: tuple[Claimed, ...]) -> bool:
        """Tell whether it needs no search: a world was found before, perhaps for what the last claim is made of."""
        while asked not in self._found:
            if len(asked) == 1 and self._is_free(asked[0][0]):
                return True
            made = self._ways(asked[-1]).claims
            if not made:
                return False
            asked = (*asked[:-1], *made[0])
        return True

    def _world(self, claims: list[Claimed], facts: Facts) -> Facts | None:
        """Return the facts of a world in which all claims hold beside these facts, None where there is none.

        What can hold in one way only is settled first, so that a contradiction shows before ways are tried one by one.
        Both arguments are used up.
        """
        while True:
            self._left -= 1
            if self._left < 0:
                raise _TooMuch
            if not claims:
                return facts
            made_of, says = self._taken(claims)
            if says is None and len(made_of) == 1:
                claims[:0] = made_of[0]
            elif says is not None and len(says) == 1:
                if not _join(facts, says[0]):
                    return None
            else:
                return self._tried(claims, facts, made_of, says)

    def _taken(self, claims: list[Claimed]) -> Ways:
        """Take one of the claims from the others, and return its ways."""
        for index, claim in enumerate(claims):
            ways = self._ways(claim)
            if ways.says is not None or len(ways.claims) == 1:
                del claims[index]
                return ways
        return self._ways(claims.pop(0))

    def _tried(self, rest: list[Claimed], facts: Facts, made_of: Made, says: Sequence[Said] | None) -> Facts | None:
        """Return the first world that one of several ways leads to."""
        for way in made_of:
            if (world := self._world([*way, *rest], dict(facts))) is not None:
                return world
        for said in says or ():
            joined = dict(facts)
            if _join(joined, said) and (world := self._world(list(rest), joined)) is not None:
                return world
        return None


def _join(facts: Facts, said: Said) -> bool:
    """Put what is ``said`` on top of ``facts``, and tell whether it does not contradict them."""
    for key, domain in said.items():
        before = facts.get(key)
        if before is None:
            facts[key] = domain
        elif type(before) is type(domain):  # else it is not the same thing after all
            left = facts[key] = before & domain
            if not left:
                return False
    return True
