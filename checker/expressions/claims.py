"""What it says of terms and fields that a condition comes out as claimed: bounds, choices, orders, what is filled.

Little is known (bounds of one term, choices of one term, the order of two) and nothing guessed: of what cannot be
followed nothing is said. Terms that read the same are the same, since expressions are pure.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from checker.expressions.domains import ORDERED, Choice, Domain, Operator, Span, spans
from checker.expressions.functions import FUNCTIONS
from checker.expressions.kinds import kind_of
from checker.expressions.needs import needs
from checker.expressions.nodes import Apply, Ask, Comparison, Each, Read, Value, children
from checker.expressions.terms import answer, plain, span_of, texts_of
from checker.text import fold

_ZERO = Decimal(0)
_OPPOSITE: Mapping[Operator, Operator] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_MIRRORED: Mapping[Operator, Operator] = {ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE}
_MEMBER = (ast.In, ast.NotIn)
_BELOW, _SAME, _ABOVE = 1, 2, 4
_ORDERS: Mapping[Operator, int] = {
    ast.Eq: _SAME, ast.NotEq: _BELOW | _ABOVE, ast.Lt: _BELOW, ast.LtE: _BELOW | _SAME, ast.Gt: _ABOVE,
    ast.GtE: _ABOVE | _SAME,
}  # fmt: skip
_ANYTHING = (Span(), Choice())
_ANSWERS = {True: 1, False: 2}

Said = Mapping[int, Domain]
"""What terms, fields and pairs of terms can be, by the number of each."""


Claimed = tuple[ast.expr, bool]
"""That a condition comes out as told."""


class Made(Protocol):
    """Several ways, one after the other: in each, all of some claims hold."""

    def __getitem__(self, index: int, /) -> Sequence[Claimed]: ...
    def __iter__(self) -> Iterator[Sequence[Claimed]]: ...
    def __len__(self) -> int: ...


class Ways(NamedTuple):
    """The ways in which a claim can hold: as other ``claims``, or, of one not made of others, as what it ``says``."""

    claims: Made
    says: Sequence[Said] | None


class Claims:
    """Reads claims under one rule's ``slack`` (how far money may be off) and fields whose blank counts as 0.

    With ``settled`` parameters are what they are now, without it they may be anything.
    """

    def __init__(self, slack: Decimal, zeroes: frozenset[tuple[str, ...]], *, settled: bool) -> None:
        self._slack, self._zeroes, self._settled = slack, zeroes, settled
        self._numbers: dict[Any, int] = {}
        self._keys: dict[ast.expr, int] = {}
        self._read: dict[ast.expr, Said] = {}
        self._ways: dict[Claimed, Ways] = {}
        self._found: dict[Each, Each] = {}

    def key(self, node: ast.expr) -> int:
        """Return the number that terms have which are the same."""
        key = self._keys.get(node)
        if key is None:
            key = self._keys[node] = self._number(self._read_as(node))
        return key

    def _number(self, what: Any) -> int:
        return self._numbers.setdefault(what, len(self._numbers))

    def _read_as(self, node: ast.expr) -> tuple[Any, ...]:
        """Return what is equal in terms that are the same."""
        match node:
            case Read():
                return (Read, *node.key)
            case Value():
                return (Value, plain(node.value)) if self._known(node) else (Value, type(node.value), node.name)
            case Apply():
                return (Apply, node.function.english, *map(self.key, node.arguments))
            case Comparison():
                return (Comparison, node.money, *map(type, node.operators), *map(self.key, node.operands))
            case Ask() | Each():
                return (type(node), node.function.english, *map(self.key, children(node)))
            case _:
                return (type(node), type(getattr(node, "op", None)), *map(self.key, children(node)))

    def ways(self, claim: Claimed) -> Ways:
        """Return the ways in which a claim can hold."""
        ways = self._ways.get(claim)
        if ways is None:
            made = self._made_of(claim)
            ways = self._ways[claim] = Ways((), self._said(claim)) if made is None else Ways(made, None)
        return ways

    def is_free(self, node: ast.expr) -> bool:
        """Tell whether a condition is surely true of some form and false of another, if nothing else is said."""
        match node:
            case Apply() | Ask() | Each() | Read():
                return True
            case Comparison(operands=[left, right]):
                if isinstance(left, Value):
                    left, right = right, left
                if not isinstance(right, Value):
                    return self.key(left) != self.key(right)
                if isinstance(left, Value) or isinstance(right.value, bool):
                    return False
                return not self._known(right) or self._initial(left) in _ANYTHING
            case _:
                return False

    def _made_of(self, claim: Claimed) -> Made | None:
        """Return the ways in which a claim can hold, as other claims; None for one that is not made of others."""
        node, holds = claim
        match node:
            case ast.BoolOp():
                return _chain([(part, holds) for part in node.values], every=isinstance(node.op, ast.And) is holds)
            case ast.UnaryOp(op=ast.Not()):
                return [[(node.operand, not holds)]]
            case ast.IfExp():
                both = ((True, node.body), (False, node.orelse))
                return [[(node.test, test), (part, holds)] for test, part in both]
            case Comparison():
                return self._compared(node, holds=holds)
            case Each() if node.function.english == "none":
                return [[(self._some(node), not holds)]]
            case _:
                return None

    def _some(self, none: Each) -> Each:
        """Return the walk that finds an item where ``none`` finds none."""
        if none not in self._found:
            some = self._found[none] = Each(FUNCTIONS["any"], none.source, none.depth, none.value, none.condition)
            some.needs, some.value_needs = none.needs, none.value_needs
        return self._found[none]

    def _compared(self, node: Comparison, *, holds: bool) -> Made | None:
        """Return the ways in which a comparison can come out as ``holds``; None for a plain one of two terms."""
        left, sign, right = node.operands[0], node.operators[0], node.operands[1]
        if len(node.operators) > 1:
            pairs = zip(node.operands, node.operators, node.operands[1:], strict=False)
            parts = [Comparison([a, b], [one], money=node.money) for a, one, b in pairs]
        elif type(sign) in _MEMBER:
            values = right.value if isinstance(right, Value) and self._known(right) else None
            if not isinstance(values, list) or all(isinstance(one, str) for one in values):
                return None
            holds = holds is isinstance(sign, ast.In)
            parts = [Comparison([left, Value(one)], [ast.Eq()], money=False) for one in values]
            return _chain([(part, holds) for part in parts], every=not holds)
        else:
            told = right if isinstance(right, Value) else left
            other = left if told is right else right
            if not isinstance(told, Value) or not self._known(told) or not isinstance(told.value, bool):
                return None
            return [[(other, (told.value is isinstance(sign, ast.Eq)) is holds)]]
        return _chain([(part, holds) for part in parts], every=holds)

    def _said(self, claim: Claimed) -> list[Said]:
        """Return what a claim says that is not made of others, in each of the ways in which it can hold."""
        node, holds = claim
        match node:
            case Comparison():
                reached = self._reached(*node.operands)
                return [{**reached, **one} for one in self._pair(node, holds=holds)]
            case Value() if self._known(node):
                return [{}] if node.value is holds else []
            case Ask(default=None):
                return [self._answered(node.function.english, node.read, holds=holds)]
            case _:
                return [{**self._reached(node), self.key(node): _ANSWERS[holds]}]

    def _answered(self, asked: str, read: Read, *, holds: bool) -> Said:
        return {self._number(place): states for place, states in answer(asked, read, holds).items()}

    def _reached(self, *nodes: ast.expr) -> Said:
        """Return what is known where ``nodes`` have values: their fields are filled, or there is no outcome at all."""
        said: dict[int, Domain] = {}
        for node in nodes:
            filled = self._read.get(node)
            if filled is None:
                filled = self._read[node] = self._filled(node)
            said |= filled
        return said

    def _filled(self, node: ast.expr) -> Said:
        """Return what is known of the fields of a term that has a value."""
        said: dict[int, Domain] = {}
        for read in needs(node).values():
            if read.field.type == "list":
                said |= self._answered("has_field", read, holds=True)
            elif read.field.path not in self._zeroes:
                said |= self._answered("readable", read, holds=True)
        return said

    def _pair(self, node: Comparison, *, holds: bool) -> list[Said]:
        """Return what a comparison says of its two terms, in each of the ways in which it can hold."""
        left, right = node.operands
        sign = type(node.operators[0])
        sign = sign if holds else _OPPOSITE[sign]
        if sign in _MEMBER:
            return self._member(left, sign, right)
        if self._known(left):
            left, sign, right = right, _MIRRORED.get(sign, sign), left
        if isinstance(right, Value) and self._known(right):
            return self._against(left, sign, right.value, self._slack if node.money else _ZERO)
        return self._related(left, sign, right)

    def _against(self, left: ast.expr, sign: Operator, value: Any, slack: Decimal) -> list[Said]:
        """Return what is said where a term stands so to a value."""
        if isinstance(value, str):
            return self._among(left, {fold(value)}, within=sign is ast.Eq)
        if isinstance(value, ORDERED):
            return self._narrowed(left, spans(sign, value, slack))
        return [{}]

    def _narrowed(self, node: ast.expr, domains: Sequence[Domain]) -> list[Said]:
        """Return what is said where a term is within one of some domains, as far as it can be."""
        initial: Domain = self._initial(node)
        if type(initial) is not type(domains[0]):
            return [{}]  # a schema can call a field anything
        return [{self.key(node): left} for one in domains if (left := initial & one)]

    def _related(self, left: ast.expr, sign: Operator, right: ast.expr) -> list[Said]:
        """Return what is said where two terms stand so to each other."""
        one, other = self.key(left), self.key(right)
        if one == other:
            return [{}] if _ORDERS[sign] & _SAME else []
        if one > other:
            one, sign, other = other, _MIRRORED.get(sign, sign), one
        return [{self._number(("order", one, other)): _ORDERS[sign]}]

    def _member(self, left: ast.expr, sign: Operator, right: ast.expr) -> list[Said]:
        """Return what is said where a term is, or is not, one of several texts or words."""
        within = sign is ast.In
        if isinstance(right, Value) and self._known(right) and isinstance(right.value, list):
            return self._among(left, set(map(fold, right.value)), within=within)
        return [{self._number(("in", self.key(left), self.key(right))): _ANSWERS[within]}]

    def _among(self, node: ast.expr, texts: set[str], *, within: bool) -> list[Said]:
        return self._narrowed(node, [Choice(frozenset(texts)) if within else Choice(without=frozenset(texts))])

    def _known(self, node: ast.expr) -> bool:
        """Tell whether a value is known now and may be relied on; a parameter that is a switch never may."""
        if not isinstance(node, Value):
            return False
        return not node.name or (self._settled and not isinstance(node.value, bool))

    def _initial(self, node: ast.expr) -> Span | Choice:
        """Return what a term can be before anything is said of it."""
        known = [node.value] if isinstance(node, Value) and self._known(node) else []
        if kind_of(node) in ("number", "date"):
            return Span(known[0], known[0]) if known else span_of(node)
        texts = known or texts_of(node)
        return Choice(frozenset(map(fold, texts)) if texts else None)


def _chain(parts: Sequence[Claimed], *, every: bool) -> Made:
    """Return the ways in which ``every`` part comes out as claimed, or else one does."""
    return (parts,) if every else _Either(parts)


class _Either:
    """The ways in which at least one of some claims holds: each as the first that does, for then it is reached."""

    def __init__(self, parts: Sequence[Claimed]) -> None:
        self._parts = parts

    def __getitem__(self, index: int) -> Sequence[Claimed]:
        part = self._parts[index]
        return [*((node, not holds) for node, holds in self._parts[:index]), part]

    def __iter__(self) -> Iterator[Sequence[Claimed]]:
        return map(self.__getitem__, range(len(self._parts)))

    def __len__(self) -> int:
        return len(self._parts)
