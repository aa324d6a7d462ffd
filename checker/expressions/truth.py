"""Conditions that cannot come out both ways: contradictions, what is always so, what was said before.

A condition that can only be true or only be false looks like a rule and checks nothing; it is found when the rule is
loaded, at the part of it that makes it so.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from checker.expressions.claims import Claimed
from checker.expressions.nodes import Apply, Comparison, Each, Read, Value, children
from checker.expressions.parse import offset_of, parse, source_of
from checker.expressions.worlds import Worlds

_LEAVES = (Read, Value)
Path = tuple[int, ...]
"""The way from the root of a checked tree to a part, as indices into ``children``."""


class Kind(Enum):
    """What is wrong with a part of a condition."""

    NEVER = "it cannot be true"
    ALWAYS = "it cannot be false"
    TWICE = "it stands there before"
    FRACTION = "a percentage is compared with a fraction of one"
    BELOW_ONE = "what a function gives in percent is compared with a fraction of one"


@dataclass(frozen=True)
class Problem:
    """A part of a condition that something is wrong with.

    A ``grave`` one settles the whole condition or was written by mistake; any other part only adds nothing. ``because``
    is the part before it that makes it so: its own path when it does so by itself, None when several do or what does
    stands elsewhere.
    """

    path: Path
    kind: Kind
    grave: bool
    because: Path | None = None


def part_at(text: str, path: Path) -> tuple[int, str]:
    """Return where the part at ``path`` starts in the text of an expression, in characters, and how it is written."""
    node = parse(text)
    for index in path:
        node = _written(node)[index]
    return offset_of(text, node), source_of(text, node)


def _written(node: ast.expr) -> list[ast.expr]:
    """Return the parts of a node as Python parsed it, in the order of those of the checked one."""
    if isinstance(node, ast.Call):
        return node.args
    return [one for one in ast.iter_child_nodes(node) if isinstance(one, ast.expr)]


class _Before(NamedTuple):
    """The claims that hold wherever a part is reached, and the path of the part that each was made by, if any."""

    claims: tuple[Claimed, ...] = ()
    paths: tuple[Path | None, ...] = ()

    def then(self, node: ast.expr, path: Path, *, holds: bool) -> _Before:
        """Return the same with one claim more."""
        return _Before((*self.claims, (node, holds)), (*self.paths, path))


_NOTHING = _Before()


class Truth:
    """Examines the conditions of one rule, whose tolerance is ``slack``; blanks of ``zeroes`` count as 0 in it.

    When ``thorough`` it also tells of parts that add nothing, which takes twice the time. What can never be true is
    judged with the parameters as they are. What can never be false may be so because a parameter switches it off, so
    that it is judged for whatever they may be; in a rule that is ``fixed``, since it reads none, that is the same.
    """

    def __init__(
        self, slack: Decimal, zeroes: frozenset[tuple[str, ...]], *, thorough: bool, fixed: bool = False
    ) -> None:
        self._thorough = thorough
        self._now = Worlds(slack, zeroes, settled=True)
        self._ever = self._now if fixed else Worlds(slack, zeroes, settled=False)

    def examine(self, node: ast.expr, given: Sequence[Claimed] = (), path: Path = ()) -> list[Problem]:
        """Return what is wrong with a condition that is reached only where all of ``given`` hold."""
        before = _Before(tuple(given), (None,) * len(given))
        found = list(self._inside(node, before, path))
        if any(problem.grave for problem in found):
            return found
        for kind in (Kind.NEVER, Kind.ALWAYS):
            if self._is(kind, node, before.claims):
                return [*found, self._problem(kind, node, before, path)]
        return found

    def inside(self, node: ast.expr) -> list[Problem]:
        """Return what is wrong with the conditions within an expression of any type."""
        return list(self._inside(node, _NOTHING, ()))

    def same(self, one: ast.expr, other: ast.expr) -> bool:
        """Tell whether two expressions say the same."""
        return self._ever.key(one) == self._ever.key(other)

    def _inside(self, node: ast.expr, before: _Before, path: Path) -> Iterator[Problem]:
        """Yield what is wrong with the parts of an expression that is reached where ``before`` holds."""
        match node:
            case ast.BoolOp():
                yield from self._chain(node, before, path)
            case ast.IfExp():
                yield from self._choice(node, before, path)
            case ast.UnaryOp():
                yield from self._inside(node.operand, before, (*path, 0))
            case _:
                if isinstance(node, Comparison):
                    yield from self._fractions(node, before, path)
                for index, part in enumerate(children(node)):
                    if isinstance(node, Each) and part is node.condition:
                        yield from self.examine(part, (), (*path, index))
                    elif type(part) not in _LEAVES:
                        yield from self._inside(part, _NOTHING, (*path, index))

    def _chain(self, node: ast.BoolOp, before: _Before, path: Path) -> Iterator[Problem]:
        """Yield what is wrong with the parts of an and/or; each is reached only where those before did not decide."""
        goes_on = isinstance(node.op, ast.And)
        ends, idle = (Kind.NEVER, Kind.ALWAYS) if goes_on else (Kind.ALWAYS, Kind.NEVER)
        passed = self._is_shown(goes_on, node, before.claims)  # in a world where no part decides, each is reached
        said: dict[int, int] = {}
        for index, part in enumerate(node.values):
            here = (*path, index)
            twin = said.setdefault(self._ever.key(part), index)
            if twin != index:
                yield Problem(here, Kind.TWICE, grave=True, because=(*path, twin))
            elif not passed and self._is(ends, part, before.claims):
                inner = [one for one in self._inside(part, before, here) if one.grave]
                yield from inner or [self._problem(ends, part, before, here)]
                return
            elif self._is(idle, part, ()):
                yield Problem(here, idle, grave=True, because=here)
            elif self._thorough and self._is(idle, part, before.claims):
                yield self._problem(idle, part, before, here, grave=False)
            else:
                yield from self._inside(part, before, here)
            before = before.then(part, here, holds=goes_on)

    def _choice(self, node: ast.IfExp, before: _Before, path: Path) -> Iterator[Problem]:
        yield from self.examine(node.test, (), (*path, 0))
        if self.same(node.body, node.orelse):
            yield Problem((*path, 2), Kind.TWICE, grave=True, because=(*path, 1))
            return
        for index, part, holds in ((1, node.body, True), (2, node.orelse, False)):
            yield from self._inside(part, before.then(node.test, (*path, 0), holds=holds), (*path, index))

    def _fractions(self, node: Comparison, before: _Before, path: Path) -> Iterator[Problem]:
        """Yield a problem for a number that is, or may be, a percentage and is compared with a fraction of one.

        What a function gives in percent may well be meant to be below 1; who says so by a parameter means it.
        """
        for left, right in pairwise(node.operands):
            number, value = (right, left) if isinstance(left, Value) else (left, right)
            if not isinstance(value, Value) or not isinstance(value.value, Decimal) or not 0 < value.value < 1:
                continue
            if isinstance(number, Read):
                surely = number.field.unit == "percent" or self._is_percent(number, before.claims)
                if surely is not None:
                    yield Problem(path, Kind.FRACTION, grave=surely, because=path)
            elif isinstance(number, Apply) and number.function.returns.endswith(" in percent") and not value.name:
                yield Problem(path, Kind.BELOW_ONE, grave=False, because=path)

    def _is_percent(self, number: Read, before: Sequence[Claimed]) -> bool | None:
        """Tell whether a number surely is a percentage, as the unit beside it says; None when it surely is none."""
        for key, units in number.field.annotations.get("x-percent-when", {}).items():
            beside = replace(number.field, path=(*number.field.path[:-1], key), type="text", unit=None)
            unit = Read(beside, number.depth, number.offset)
            percent = Comparison([unit, Value(list(units))], [ast.In()], money=False)
            if not self._is(Kind.NEVER, percent, before):
                return self._is(Kind.ALWAYS, percent, before)
        return None

    def _problem(self, kind: Kind, node: ast.expr, before: _Before, path: Path, *, grave: bool = True) -> Problem:
        because = path if self._is(kind, node, ()) else None
        if because is None:
            makers = zip(before.claims, before.paths, strict=True)
            because = next((there for claim, there in makers if self._is(kind, node, (claim,))), None)
        return Problem(path, kind, grave, because)

    def _is(self, kind: Kind, node: ast.expr, before: Sequence[Claimed]) -> bool:
        """Tell whether a condition never or always holds where ``before`` does."""
        holds = kind is Kind.NEVER
        return not (self._now if holds else self._ever).possible((*before, (node, holds)))

    def _is_shown(self, holds: bool, node: ast.expr, before: Sequence[Claimed]) -> bool:  # noqa: FBT001
        """Tell whether a world is known in which a condition comes out so, where ``before`` holds."""
        return (self._now if holds else self._ever).shown((*before, (node, holds)))
