"""The one slip of the pen that would explain a wrong sum; where several would, or none, nothing is said.

Every repair that is offered does repair: put in place of what was written, it makes the two sides equal within the
rule's tolerance.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from checker.expressions import Zeroes
from checker.expressions.explain import Explainer, Step
from checker.expressions.frames import Frame
from checker.expressions.nodes import Ask, Comparison, Each, Expression, Read, Value
from checker.expressions.template import show
from checker.frozen import frozen, replace
from checker.schema import NUMERIC, Field

_ZERO = Decimal(0)
_FACTORS = {1: "小数点错了一位", 2: "小数点错了两位", 4: "差一万倍，可能弄混了元和万元"}
Place = Callable[[str], str]
"""A JSON Pointer to where it stands in the form, "" when that is not known."""


@frozen
class Term:
    """An amount of a sum as it was written; ``weight`` is how often it counts, below zero on the right-hand side."""

    frame: Frame
    field: Field
    value: Decimal
    weight: Decimal
    item: int = 0

    @property
    def key(self) -> tuple[int, tuple[str, ...]]:
        """What makes two terms the same amount."""
        return id(self.frame), self.field.path

    @property
    def name(self) -> str:
        """How the amount is called."""
        if not self.item:
            return self.field.title
        return f"“{self.frame.name}”的{self.field.title}" if self.frame.name else f"第{self.item}项的{self.field.title}"


@frozen
class Slip:
    """A term, what it should have been, and what went wrong."""

    term: Term
    right: Decimal
    told: str

    def sentence(self, where: str = "") -> str:
        """Return what went wrong, with ``where`` the amount stands."""
        return self.told.format(self.term.name + (where or " "), right=f"{self.right:f}")


class _NoSum(Exception):  # noqa: N818 - a signal, not an error
    """An expression is more than a sum of amounts."""


def hint(require: Expression, frames: Sequence[Frame], zeroes: Zeroes, tolerance: Decimal, place: Place) -> str:
    """Return a sentence about the only slip that would make a failed ``require`` hold, "" when there is none."""
    compared = _sums_compared(require.tree)
    if not compared:
        return ""
    whole = Explainer(frames, zeroes, tolerance, most=None).explain(require)
    failed = [one for one in (whole, *whole.parts) if one.node in compared and one.value is False]
    slips = find(failed[0], tolerance) if len(failed) == 1 else []
    if len(slips) != 1:
        return ""
    term = slips[0].term
    where = place(term.frame.pointer_of(term.field))
    return f"疑似 {slips[0].sentence(f'（{where}）' if where else '')}。"


def find(step: Step, slack: Decimal) -> list[Slip]:
    """Return every single slip that explains why the two sums of ``step`` differ by more than ``slack``."""
    left, right = step.parts
    slack = slack if isinstance(step.node, Comparison) and step.node.money else _ZERO
    try:
        gathered = [*_terms(left, Decimal(1)), *_terms(right, Decimal(-1))]
    except _NoSum:
        return []
    gap = left.value - right.value
    written = _merged(gathered)
    offers = (_best(term, gap, slack, alone=len(written) == 1) for term in (*written, *_outside(written)))
    return [slip for slip in offers if slip is not None]


def _best(term: Term, gap: Decimal, slack: Decimal, *, alone: bool) -> Slip | None:
    """Return the slip of one term that closes the gap, the closest of those that differ within ``slack``.

    That it should be nothing explains nothing where it is ``alone``: the gap is always as much.
    """
    slips = [slip for slip in _slips(term) if not alone or abs(slip.right) > slack]
    offers = [(abs(gap + term.weight * (slip.right - term.value)), slip) for slip in slips]
    left, slip = min(offers, key=lambda offer: offer[0], default=(slack + 1, None))
    return slip if left <= slack else None


def _sums_compared(tree: ast.expr) -> list[ast.expr]:
    """Return the conditions that compare two values for equality, of those that must all hold."""
    parts = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]
    return [
        part for part in parts if isinstance(part, Comparison) and [type(one) for one in part.operators] == [ast.Eq]
    ]


def _terms(step: Step, weight: Decimal, item: int = 0) -> Iterator[Term]:
    """Yield the amounts of a sum; raise _NoSum where it is none."""
    parts = _parts(step)
    if parts is not None:
        for part, sign, number in parts:
            yield from _terms(part, weight * sign, number or item)
    elif isinstance(step.node, Read) and step.frame is not None and step.node.field.type in NUMERIC:
        yield Term(step.frame, step.node.field, step.value, weight, item)
    elif not isinstance(step.node, Value):
        raise _NoSum


def _parts(step: Step) -> list[tuple[Step, int, int]] | None:
    """Return what a step adds up, each with its sign and the number of its item; None where it adds up nothing."""
    match step.node:
        case ast.BinOp(op=ast.Add() | ast.Sub() as operator):
            left, right = step.parts
            return [(left, 1, 0), (right, -1 if isinstance(operator, ast.Sub) else 1, 0)]
        case ast.UnaryOp(op=ast.USub()):
            return [(step.parts[0], -1, 0)]
        case Each(function=function) if function.english == "sum":
            return [(one.parts[-1], 1, one.number) for one in step.items]
        case Ask(default=ast.expr()):
            return [(step.parts[1] if step.parts[1].looked else step.parts[0], 1, 0)]
        case _:
            return None


def _merged(terms: Sequence[Term]) -> list[Term]:
    """Return the terms with those of one amount added up; what cancels out is left out."""
    kept: dict[tuple[int, tuple[str, ...]], Term] = {}
    for term in terms:
        before = kept.get(term.key)
        kept[term.key] = replace(term, weight=term.weight + before.weight) if before else term
    return [term for term in kept.values() if term.weight and term.value]


def _outside(terms: Sequence[Term]) -> Iterator[Term]:
    """Yield the amounts beside those of the sums, on either side: one of them may have been left out."""
    counted = {term.key for term in terms}
    for frame in dict.fromkeys(term.frame for term in terms if not term.item):
        for field in frame.owner.visible():
            if field.unit == "money" and not field.derived and (id(frame), field.path) not in counted:
                yield Term(frame, field, _ZERO, Decimal(1))
                yield Term(frame, field, _ZERO, Decimal(-1))


def _slips(term: Term) -> Iterator[Slip]:
    """Yield what a term should have been, for every slip that it could show."""
    if not term.value:
        amount = term.frame.read(term.field)
        if isinstance(amount, Decimal) and amount:
            yield Slip(term, amount, f"漏算了 {{}}{show(amount)}：相差的数恰好是它")
        return
    wrote = f"{{}}把 {{right}} 写成了 {show(term.value)}"
    for right in _swapped(term.value):
        yield Slip(term, right, f"{wrote}（两位数字颠倒）")
    for power, told in _FACTORS.items():
        for right in (term.value.scaleb(power), term.value.scaleb(-power)):
            yield Slip(term, Decimal(f"{right.normalize():f}"), f"{wrote}（{told}）")
    yield Slip(term, -term.value, f"{{}}的正负号写反了：应为 {{right}}，写的是 {show(term.value)}")
    yield Slip(term, _ZERO, f"多算了 {{}}{show(term.value)}：相差的数恰好是它")


def _swapped(value: Decimal) -> Iterator[Decimal]:
    """Yield the numbers that differ from ``value`` in that two neighbouring digits have changed places."""
    sign, digits, exponent = value.as_tuple()
    padded = (0,) * (1 - len(digits) - int(exponent)) + digits  # 0.12 is 012 with two places
    whole = len(padded) + int(exponent)
    for index in range(len(padded) - 1):
        one, other = padded[index : index + 2]
        changed = (*padded[:index], other, one, *padded[index + 2 :])
        if one != other and (changed[0] or whole == 1):  # nobody writes 0152
            yield Decimal((sign, changed, int(exponent)))
