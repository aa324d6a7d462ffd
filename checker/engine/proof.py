"""What the cases of a rule leave unproven: parts that could be otherwise, and every case would still come out.

Each comparison of a number in ``when`` and ``require`` is changed for a moment (``>=`` to ``>``, to always, to never),
the tolerance is narrowed and widened, each severity of ``severity_if`` is left out, and the cases are run again. Where
none notices, no case lies on the boundary, beyond it or within it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from checker.engine import cases
from checker.expressions import Expression
from checker.expressions.claims import Claims
from checker.expressions.kinds import kind_of
from checker.expressions.needs import needs, sure
from checker.expressions.nodes import Comparison, Each, Value, children
from checker.expressions.truth import Path
from checker.model import Outcome
from checker.rulesets import Program, Rule, RuleSet
from checker.rulesets.source import Place

_NEIGHBOUR: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
}  # fmt: skip
_ZERO, _ONE = Value(Decimal(0)), Value(Decimal(1))
_ALMOST, _WIDER = Decimal("0.999"), Decimal(10)


@dataclass(frozen=True)
class Gap:
    """What no case shows, and which part of the rule it is about; ``path`` leads to a comparison in it."""

    message: str
    hint: str
    place: Place = ("cases",)
    path: Path | None = None


def gaps(rule: Rule, ruleset: RuleSet) -> Iterator[Gap]:
    """Yield what the cases of a rule do not show."""
    alone = replace(ruleset, rules=(rule,), fused={}, periods=())
    expected = {case.expect for case in rule.cases}
    for outcome in (Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE):
        if outcome not in expected:
            yield Gap(f"没有结果是“{outcome.label}”的例子。", f"请在 cases 里补一个 expect: {outcome.value} 的例子。")
    program = rule.programs[rule.applies_to[0]]
    if rule.on_missing == Outcome.CANNOT_TELL and Outcome.CANNOT_TELL not in expected:
        yield from (_blank(title) for title in _may_be_blank(program))
    if all(one.passed for one in cases.run(alone)):  # else every change would seem to be noticed
        yield from _unnoticed(alone)


def _blank(title: str) -> Gap:
    return Gap(f"没有“{title}”空着的例子。", f"请补一个 {title}: null、expect: cannot_tell 的例子。")


def _may_be_blank(program: Program) -> list[str]:
    """Return the first field whose blank keeps the rule from telling, at most one: an example of it will do."""
    known = frozenset() if program.when is None else sure(program.when.tree, when=True)
    reads = {} if program.when is None else needs(program.when.tree)
    reads |= needs(program.require.tree, known)
    zeroes = {path for _, path in program.zeroes}
    viewed = program.items is not None and program.items.view
    titles = [
        read.field.title
        for read in reads.values()
        if not (read.field.derived or read.field.view or read.field.type == "list" or read.field.path in zeroes)
        and not (viewed and read.depth)
    ]
    return titles[:1]


def _unnoticed(alone: RuleSet) -> Iterator[Gap]:
    """Yield the changes of a rule that none of its cases notices."""
    (rule,) = alone.rules
    yield from _tolerance(alone, rule)
    yield from _severities(alone, rule)
    program = rule.programs[rule.applies_to[0]]
    for key, condition, fits in (("when", program.when, "适用"), ("require", program.require, "合格")):
        if condition is not None:
            yield from _boundaries(alone, (key,), condition, fits)


def _tolerance(alone: RuleSet, rule: Rule) -> Iterator[Gap]:
    """Yield what no case shows of the tolerance: a difference within it, on it, or just beyond it."""

    def unnoticed(slack: Decimal | None) -> bool:
        return not _noticed(replace(alone, rules=(replace(rule, tolerance=slack),)))

    slack = rule.tolerance
    if not slack:
        return
    if unnoticed(None):
        yield Gap("没有相差在误差以内的例子。", "请补一个两数不等、但相差不超过 tolerance 的例子。")
    elif unnoticed(slack * _ALMOST):
        yield Gap("没有恰在误差上的例子。", f"请补一个两数正好相差 {slack} 的例子。")
    if unnoticed(slack * _WIDER):
        hint = f"请补一个两数相差比 {slack} 大、但不到 {slack * _WIDER} 的例子。"
        yield Gap("没有刚超出误差的例子。", hint)


def _severities(alone: RuleSet, rule: Rule) -> Iterator[Gap]:
    """Yield the severities of ``severity_if`` that no case shows."""
    names = list(rule.severity_if)
    if names[-1:] == [rule.severity.value]:
        names.pop()  # it does nothing, and that is remarked elsewhere
    for name in names:
        programs = {
            form: replace(one, severities=tuple(pair for pair in one.severities if pair[0].value != name))
            for form, one in rule.programs.items()
        }
        if not _noticed(replace(alone, rules=(replace(rule, programs=programs),))):
            hint = f"请补一个这个条件成立、写明 severity: {name} 的例子。"
            yield Gap("没有一个例子看得出这个级别。", hint, ("severity_if", name))


def _boundaries(alone: RuleSet, place: Place, condition: Expression, fits: str) -> Iterator[Gap]:
    """Yield what no case shows of the comparisons in one condition."""
    for nodes, path in _thresholds(condition.tree):
        with _changed(nodes, next_sign=True):
            if not _noticed(alone):
                yield Gap("没有恰在界限上（两边相等）的例子。", "请补一个两边正好相等的例子。", place, path)
        for holds, what in ((True, "不成立"), (False, "成立")):
            with _changed(nodes, holds=holds):
                if not _noticed(alone):
                    hint = f"请补一个这里{what}、别处都{fits}的例子。"
                    yield Gap(f"没有一个例子的结果取决于这里{what}。", hint, place, path)


def _noticed(alone: RuleSet) -> bool:
    return any(not one.passed for one in cases.run(alone))


@contextmanager
def _changed(nodes: Sequence[Comparison], *, next_sign: bool = False, holds: bool = False) -> Iterator[None]:
    """Let comparisons have the next sign, or always come out as ``holds``, for a moment."""
    before = [(node.operands, node.operators) for node in nodes]
    for node in nodes:
        if next_sign:
            node.operators = [_NEIGHBOUR[type(node.operators[0])]()]
        else:
            node.operands, node.operators = [_ZERO, _ONE], [ast.Lt() if holds else ast.Gt()]
    try:
        yield
    finally:
        for node, (operands, operators) in zip(nodes, before, strict=True):
            node.operands, node.operators = operands, operators


def _thresholds(tree: ast.expr) -> list[tuple[list[Comparison], Path]]:
    """Return the comparisons of each threshold, and the way to the first of them.

    The same values summed over all items or over some of them, and compared with the same, are one threshold.
    """
    key = Claims(Decimal(0), frozenset(), settled=True).key
    found: dict[Any, tuple[list[Comparison], Path]] = {}
    for node, path in _comparisons(tree, ()):
        left, right = node.operands
        what = (key(left.source), left.value and key(left.value)) if isinstance(left, Each) else key(left)
        same = (type(node.operators[0]), what, key(right))
        found.setdefault(same, ([], path))[0].append(node)
    return list(found.values())


def _comparisons(node: ast.expr, path: Path) -> Iterator[tuple[Comparison, Path]]:
    """Yield the comparisons of two numbers or days by size; that something is more than nothing is no boundary."""
    if isinstance(node, Comparison) and len(node.operators) == 1 and type(node.operators[0]) in _NEIGHBOUR:
        zero = any(isinstance(one, Value) and one.value == 0 for one in node.operands)
        if kind_of(node.operands[0]) in ("number", "date") and not zero:
            yield node, path
    for index, part in enumerate(children(node)):
        yield from _comparisons(part, (*path, index))
