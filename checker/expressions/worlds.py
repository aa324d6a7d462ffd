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
from checker.expressions.functions import FUNCTIONS
from checker.expressions.kinds import kind_of
from checker.expressions.needs import needs
from checker.expressions.nodes import Apply, Ask, Comparison, Each, Read, Value, children
from checker.expressions.terms import Key, Said, answer, only, plain, span_of, texts_of
from checker.text import fold

_STEPS = 1500
_STEPS_OF_A_RULE = 20_000
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
        self._known_ways: dict[Claim, list[list[Claim]] | None] = {}
        self._left, self._budget = 0, _STEPS_OF_A_RULE

    def possible(self, claims: Sequence[Claim]) -> bool:
        """Tell whether all the claims may hold at once."""
        self._left = granted = min(_STEPS, self._budget)
        try:
            return self._open(list(claims), {})
        except (_TooMuch, RecursionError):
            return True
        finally:
            self._budget -= granted - max(self._left, 0)

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

    def _open(self, claims: list[Claim], facts: Facts) -> bool:
        """Tell whether there is a world with these facts in which all claims hold.

        What can hold in one way only is settled first, so that a contradiction shows before ways are tried one by one.
        """
        self._left -= 1
        if self._left < 0:
            raise _TooMuch
        if not claims:
            return True
        ways = [self._ways(claim) for claim in claims]
        first = next((index for index, one in enumerate(ways) if one is None or len(one) == 1), 0)
        claim, rest, chosen = claims[first], claims[:first] + claims[first + 1 :], ways[first]
        if chosen is None:
            return any(self._open(rest, found) for found in self._settled_by(claim, facts))
        return any(self._open([*way, *rest], facts) for way in chosen)

    def _ways(self, claim: Claim) -> list[list[Claim]] | None:
        """Return the ways in which a claim can hold, as other claims; None for one that is not made of others."""
        if claim not in self._known_ways:
            self._known_ways[claim] = self._made_of(claim)
        return self._known_ways[claim]

    def _made_of(self, claim: Claim) -> list[list[Claim]] | None:
        node, holds = claim
        match node:
            case ast.BoolOp():
                return _chain([Claim(part, holds) for part in node.values], every=isinstance(node.op, ast.And) is holds)
            case ast.UnaryOp(op=ast.Not()):
                return [[Claim(node.operand, not holds)]]
            case ast.IfExp():
                both = ((True, node.body), (False, node.orelse))
                return [[Claim(node.test, test), Claim(part, holds)] for test, part in both]
            case Comparison():
                return self._compared(node, holds=holds)
            case Each() if node.function.english == "none":
                return [[Claim(_some(node), not holds)]]
            case _:
                return None

    def _compared(self, node: Comparison, *, holds: bool) -> list[list[Claim]] | None:
        """Return the ways in which a comparison can come out as ``holds``; None for a plain one of two terms."""
        left, sign, right = node.operands[0], node.operators[0], node.operands[1]
        if len(node.operators) > 1:
            pairs = zip(node.operands, node.operators, node.operands[1:], strict=False)
            parts = [Comparison([a, b], [one], money=node.money) for a, one, b in pairs]
        elif isinstance(sign, ast.In | ast.NotIn):
            values = right.value if isinstance(right, Value) and self._known(right) else None
            if not isinstance(values, list) or all(isinstance(one, str) for one in values):
                return None
            holds = holds is isinstance(sign, ast.In)
            parts = [Comparison([left, Value(one)], [ast.Eq()], money=False) for one in values]
            return _chain([Claim(part, holds) for part in parts], every=not holds)
        else:
            told = right if isinstance(right, Value) else left
            other = left if told is right else right
            if not isinstance(told, Value) or not self._known(told) or not isinstance(told.value, bool):
                return None
            return [[Claim(other, (told.value is isinstance(sign, ast.Eq)) is holds)]]
        return _chain([Claim(part, holds) for part in parts], every=holds)

    def _settled_by(self, claim: Claim, facts: Facts) -> Iterator[Facts]:
        """Yield the facts that a claim leaves, which is not made of others."""
        node, holds = claim
        match node:
            case Comparison():
                yield from self._pair(node, facts, holds=holds)
            case Value() if self._known(node):
                yield from [facts] if node.value is holds else []
            case Ask(default=None):
                yield from _told(facts, answer(node.function.english, node.read, holds))
            case _:
                for found in self._reached([node], facts):
                    yield from _told(found, {self.key(node): only(holds)})

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

    def _pair(self, node: Comparison, facts: Facts, *, holds: bool) -> Iterator[Facts]:
        """Yield the facts that one comparison of two terms leaves."""
        left, right = node.operands
        sign = type(node.operators[0])
        sign = sign if holds else _OPPOSITE[sign]
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
        """Yield the facts that are left where a term stands so to a value."""
        said = facts.get(self.key(left)) or self._initial(left)
        if isinstance(value, str) and isinstance(said, Choice):
            yield from self._among(left, {fold(value)}, facts, within=sign is ast.Eq)
        elif isinstance(value, ORDERED) and isinstance(said, Span):
            for part in parts(said, sign, value, slack):
                yield from () if part.empty else [{**facts, self.key(left): part}]
        else:
            yield facts

    def _related(self, left: ast.expr, sign: Operator, right: ast.expr, facts: Facts) -> Iterator[Facts]:
        """Yield the facts that are left where two terms stand so to each other."""
        one, other = self.key(left), self.key(right)
        if one == other:
            yield from [facts] if 0 in _SIGNS[sign] else []
            return
        if repr(one) > repr(other):
            one, sign, other = other, _MIRRORED.get(sign, sign), one
        yield from _told(facts, {("order", one, other): _SIGNS[sign]})

    def _member(self, left: ast.expr, sign: Operator, right: ast.expr, facts: Facts) -> Iterator[Facts]:
        """Yield the facts that are left where a term is, or is not, one of several texts or words."""
        if isinstance(right, Value) and self._known(right) and isinstance(right.value, list):
            yield from self._among(left, set(map(fold, right.value)), facts, within=sign is ast.In)
        else:
            yield from _told(facts, {("in", self.key(left), self.key(right)): only(sign is ast.In)})

    def _among(self, node: ast.expr, texts: set[str], facts: Facts, *, within: bool) -> Iterator[Facts]:
        said = facts.get(self.key(node)) or self._initial(node)
        if isinstance(said, Choice):
            left = said.only(frozenset(texts)) if within else said.but(frozenset(texts))
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


def _some(none: Each) -> Each:
    """Return the walk that finds an item where ``none`` finds none."""
    some = Each(FUNCTIONS["any"], none.source, none.depth, none.value, none.condition)
    some.needs, some.value_needs = none.needs, none.value_needs
    return some


def _chain(parts: Sequence[Claim], *, every: bool) -> list[list[Claim]]:
    """Return the ways in which ``every`` part comes out as claimed, or else one does: the first, for it is reached."""
    if every:
        return [list(parts)]
    negated = [Claim(one.node, not one.holds) for one in parts]
    return [[*negated[:index], part] for index, part in enumerate(parts)]


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
