"""A search for a world in which conditions hold: values of fields that make each come out as claimed.

It knows little (bounds of one term, choices of one term, the order of two) and never guesses: what it cannot follow may
be anything, so that "no such world" is certain. Terms that read the same are the same, since expressions are pure. The
search stops after some steps, and then there may be a world.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from checker.expressions.domains import ORDERED, Choice, Domain, Operator, Span, parts
from checker.expressions.kinds import kind_of
from checker.expressions.needs import needs
from checker.expressions.nodes import Apply, Ask, Comparison, Each, Read, Value, children
from checker.expressions.terms import Key, Said, answer, only, plain, span_of, texts_of
from checker.text import fold

_STEPS = 1500
_ZERO = Decimal(0)
_OPPOSITE: Mapping[Operator, Operator] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_MIRRORED: Mapping[Operator, Operator] = {ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE}
_SIGNS: Mapping[Operator, frozenset[int]] = {
    ast.Eq: frozenset({0}), ast.NotEq: frozenset({-1, 1}), ast.Lt: frozenset({-1}), ast.LtE: frozenset({-1, 0}),
    ast.Gt: frozenset({1}), ast.GtE: frozenset({0, 1}),
}  # fmt: skip

Facts = Mapping[Key, Domain]


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
        self._slack, self._zeroes, self._settled = slack, zeroes, settled
        self._keys: dict[ast.expr, Key] = {}
        self._read: dict[ast.expr, Said] = {}
        self._left = 0

    def possible(self, claims: Sequence[Claim]) -> bool:
        """Tell whether all the claims may hold at once."""
        self._left = _STEPS
        try:
            return next(self._every(claims, {}), None) is not None
        except _TooMuch:
            return True

    def key(self, node: ast.expr) -> Key:
        """Return what makes two terms the same."""
        if node not in self._keys:
            self._keys[node] = (type(node).__name__, *self._label(node), *map(self.key, children(node)))
        return self._keys[node]

    def _label(self, node: ast.expr) -> Key:
        match node:
            case Read():
                return node.key
            case Value():
                return (plain(node.value),) if self._known(node) else (type(node.value), node.name)
            case Ask() | Each() | Apply():
                return (node.function.english,)
            case Comparison():
                return (*map(type, node.operators), node.money)
            case _:
                return (type(getattr(node, "op", None)),)

    def _every(self, claims: Sequence[Claim], facts: Facts) -> Iterator[Facts]:
        """Yield the worlds in which all claims hold."""
        if not claims:
            yield facts
            return
        for found in self._one(claims[0], facts):
            yield from self._every(claims[1:], found)

    def _one(self, claim: Claim, facts: Facts) -> Iterator[Facts]:
        """Yield the worlds in which a claim holds."""
        self._left -= 1
        if self._left < 0:
            raise _TooMuch
        node, holds = claim
        match node:
            case ast.BoolOp():
                parts = [Claim(part, holds) for part in node.values]
                found = self._chain(parts, facts, every=isinstance(node.op, ast.And) is holds)
            case ast.UnaryOp(op=ast.Not()):
                found = self._one(Claim(node.operand, not holds), facts)
            case ast.IfExp():
                found = self._choice(node, holds, facts)
            case Comparison(operators=[_]):
                found = self._pair(claim, facts)
            case Comparison():
                pairs = zip(node.operands, node.operators, node.operands[1:], strict=False)
                parts = [Claim(Comparison([a, b], [sign], money=node.money), holds) for a, sign, b in pairs]
                found = self._chain(parts, facts, every=holds)
            case Value() if self._known(node):
                found = iter([facts] if node.value is holds else [])
            case Ask(default=None):
                found = iter(_told(facts, answer(node.function.english, node.read, holds)))
            case _:
                said = {self.key(node): only(holds)}
                found = (one for reached in self._reached([node], facts) for one in _told(reached, said))
        return found

    def _chain(self, parts: Sequence[Claim], facts: Facts, *, every: bool) -> Iterator[Facts]:
        """Yield the worlds in which ``every`` part comes out as claimed, or else those in which one does, the first."""
        if every:
            yield from self._every(parts, facts)
            return
        for index, part in enumerate(parts):
            before = [Claim(one.node, not one.holds) for one in parts[:index]]
            yield from self._every([*before, part], facts)

    def _choice(self, node: ast.IfExp, holds: bool, facts: Facts) -> Iterator[Facts]:  # noqa: FBT001
        yield from self._every([Claim(node.test, True), Claim(node.body, holds)], facts)  # noqa: FBT003
        yield from self._every([Claim(node.test, False), Claim(node.orelse, holds)], facts)  # noqa: FBT003

    def _reached(self, nodes: Sequence[ast.expr], facts: Facts) -> list[Facts]:
        """Return the world in which ``nodes`` have values: their fields are filled, or there is no outcome at all."""
        for node in nodes:
            if node not in self._read:
                self._read[node] = dict(self._filled(node))
            found = _told(facts, self._read[node])
            if not found:
                return []
            facts = found[0]
        return [facts]

    def _filled(self, node: ast.expr) -> Iterator[tuple[Key, frozenset[Any]]]:
        """Yield what is known of the fields of a term that has a value."""
        for read in needs(node).values():
            if read.field.type == "list":
                yield from answer("has_field", read, holds=True).items()
            elif read.field.path not in self._zeroes:
                yield from answer("readable", read, holds=True).items()

    def _pair(self, claim: Claim, facts: Facts) -> Iterator[Facts]:
        """Yield the worlds in which one comparison comes out as claimed."""
        node = claim.node
        assert isinstance(node, Comparison)  # noqa: S101 - told apart by the caller
        left, right = node.operands
        sign = type(node.operators[0])
        sign = sign if claim.holds else _OPPOSITE[sign]
        if self._known(left) and sign not in (ast.In, ast.NotIn):
            left, sign, right = right, _MIRRORED.get(sign, sign), left
        slack = self._slack if node.money else _ZERO
        for reached in self._reached([left, right], facts):
            if sign in (ast.In, ast.NotIn):
                yield from self._member(left, sign, right, reached)
            elif isinstance(right, Value) and self._known(right):
                yield from self._against(left, sign, right.value, slack, reached)
            else:
                yield from self._related(left, sign, right, reached)

    def _against(self, left: ast.expr, sign: Operator, value: Any, slack: Decimal, facts: Facts) -> Iterator[Facts]:
        """Yield the worlds in which a term stands so to a value."""
        if isinstance(value, bool):
            yield from self._one(Claim(left, value is (sign is ast.Eq)), facts)
        elif isinstance(value, str):
            yield from self._among(left, {fold(value)}, facts, within=sign is ast.Eq)
        elif isinstance(value, ORDERED):
            span = facts.get(self.key(left)) or self._initial(left)
            for part in parts(span, sign, value, slack) if isinstance(span, Span) else ():
                yield from () if part.empty else [{**facts, self.key(left): part}]
        else:
            yield facts

    def _related(self, left: ast.expr, sign: Operator, right: ast.expr, facts: Facts) -> Iterator[Facts]:
        """Yield the worlds in which two terms stand so to each other."""
        one, other = self.key(left), self.key(right)
        if one == other:
            yield from [facts] if 0 in _SIGNS[sign] else []
            return
        if repr(one) > repr(other):
            one, sign, other = other, _MIRRORED.get(sign, sign), one
        yield from _told(facts, {("order", one, other): _SIGNS[sign]})

    def _member(self, left: ast.expr, sign: Operator, right: ast.expr, facts: Facts) -> Iterator[Facts]:
        """Yield the worlds in which a term is, or is not, one of several."""
        values = right.value if isinstance(right, Value) and self._known(right) else None
        if not isinstance(values, list):
            yield from _told(facts, {("in", self.key(left), self.key(right)): only(sign is ast.In)})
        elif all(isinstance(one, str) for one in values):
            yield from self._among(left, set(map(fold, values)), facts, within=sign is ast.In)
        else:
            each = [Comparison([left, Value(one)], [ast.Eq()], money=False) for one in values]
            holds = sign is ast.In
            yield from self._chain([Claim(one, holds) for one in each], facts, every=not holds)

    def _among(self, node: ast.expr, texts: set[str], facts: Facts, *, within: bool) -> Iterator[Facts]:
        choice = facts.get(self.key(node)) or self._initial(node)
        assert isinstance(choice, Choice)  # noqa: S101 - texts are compared with texts
        left = choice.only(frozenset(texts)) if within else choice.but(frozenset(texts))
        yield from () if left.empty else [{**facts, self.key(node): left}]

    def _known(self, node: ast.expr) -> bool:
        """Tell whether a value is known now and may be relied on; a parameter that is a switch never may."""
        if not isinstance(node, Value):
            return False
        return not node.name or (self._settled and not isinstance(node.value, bool))

    def _initial(self, node: ast.expr) -> Domain:
        """Return what a term can be before anything is said of it."""
        known = [node.value] if isinstance(node, Value) and self._known(node) else []
        if kind_of(node) in ("number", "date"):
            return Span(known[0], known[0]) if known else span_of(node)
        texts = known or texts_of(node)
        return Choice(frozenset(map(fold, texts)) if texts else None)


def _told(facts: Facts, said: Said) -> list[Facts]:
    """Return ``facts`` with what is ``said`` on top; nothing when it contradicts them."""
    merged: dict[Key, Domain] = {}
    for key, allowed in said.items():
        before = facts.get(key)
        known = before.allowed if isinstance(before, Choice) else None
        if known is None:
            merged[key] = Choice(allowed)
        elif not known <= allowed:
            merged[key] = Choice(known & allowed)
            if not known & allowed:
                return []
    return [{**facts, **merged}] if merged else [facts]
