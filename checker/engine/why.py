"""Why a rule said what it said about a form: every item with its outcome, and the conditions that decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum

from checker import documents, schema
from checker.engine.check import last_day
from checker.engine.judge import Judge, Stack, Verdict, stacks
from checker.engine.tally import ARITHMETIC
from checker.engine.views import with_views
from checker.engine.waivers import excuse, of_rule
from checker.errors import Fault, UsageError
from checker.expressions import Frame
from checker.expressions.explain import Explainer, Step
from checker.model import Finding, Form, Lapsed, Location, Origin, Outcome, Report, Waivers
from checker.rulesets import Program, Rule, RuleSet
from checker.text import fold, nearest


@dataclass(frozen=True)
class Judged:
    """One item and its outcome; ``reason`` says why it did not apply.

    ``when`` and ``require`` are what the conditions came to: None where the rule has none, or where the other decided
    alone. They are made only for the items that are looked at closely.
    """

    number: int
    name: str
    at: str
    location: Location | None
    outcome: Outcome
    reason: str = ""
    finding: Finding | None = None
    when: Step | None = None
    require: Step | None = None


class Cause(StrEnum):
    """What can keep a rule from looking at anything."""

    DISABLED = "disabled"
    """A layer switched it off."""
    FORM = "form"
    """It is for other form types."""
    DATE = "date"
    """It is not in force yet, or not any more."""
    PARAMETER = "parameter"
    """A parameter that it reads has no value yet."""
    EMPTY = "empty"
    """The list that it walks has no items."""


@dataclass(frozen=True)
class Barrier:
    """What kept a rule from looking at anything, in words, and the file:line of the rule set that says so."""

    cause: Cause
    told: str
    place: str = ""


@dataclass(frozen=True)
class Why:
    """What a rule said about a form.

    ``rule`` is that of ``ruleset`` on ``day``, which the user named where ``day_named``, or else the form did.
    ``barrier`` is what kept it from looking at anything; ``walks`` names the list of ``for_each``; ``close`` are the
    items looked at closely; ``lapsed`` the waivers of the rule that excused nothing.
    """

    rule: Rule
    ruleset: RuleSet
    form: Form
    day: date
    day_named: bool
    barrier: Barrier | None = None
    walks: str = ""
    items: tuple[Judged, ...] = ()
    close: tuple[Judged, ...] = ()
    lapsed: tuple[Lapsed, ...] = ()

    @property
    def counts(self) -> Counter[Outcome]:
        """Items by outcome."""
        return Counter(one.outcome for one in self.items) or Counter({Outcome.NOT_APPLICABLE: 1})


_MOST = 3
_FEWER_ITEMS = 2  # of a guard, which is seldom what a reader asks about
_GRAVEST = (
    Outcome.ERROR, Outcome.FAIL, Outcome.CANNOT_TELL, Outcome.WAIVED, Outcome.PASS, Outcome.NOT_APPLICABLE,
)  # fmt: skip


def why(
    form: Form,
    ruleset: RuleSet,
    identifier: str,
    as_of: date | None = None,
    item: str = "",
    waivers: Waivers | None = None,
) -> Why:
    """Explain what a rule says about ``form`` on the day ``as_of``, as :func:`checker.engine.check` would have it.

    ``item`` is the number or the name of the one to look at closely; without it the gravest are, three at most. A rule
    that a layer switched off is told of too. Raises RuleError when there is no such rule, UsageError when there is no
    such item.
    """
    day = as_of or last_day(form)
    rule = ruleset.disabled.get(identifier.upper()) or ruleset.at(day).rule(identifier)
    told = Why(rule, ruleset, form, day, as_of is not None)
    barrier = _barrier(told)
    if barrier is not None:
        return _excused(replace(told, barrier=barrier), waivers)
    catalogue = schema.load(form.record["form"])
    record = with_views(form, catalogue)
    root = Frame(catalogue.root, record, "", record, documents.DERIVE)
    program = rule.programs[catalogue.form]
    looked_at = stacks(program, root)
    if program.items is not None:
        if not looked_at:
            barrier = Barrier(Cause.EMPTY, f"表上没有{program.items.title}，看了 0 项。")
            return _excused(replace(told, barrier=barrier), waivers)
        told = replace(told, walks=program.items.title)
    with localcontext(ARITHMETIC):
        judged = _judged(rule, program, form.origins, looked_at)
        told = _excused(replace(told, items=judged), waivers)
        chosen = _chosen(told.items, item)
        close = tuple(_explained(one, rule, program, looked_at[one.number - 1]) for one in chosen)
    return replace(told, close=close)


def _barrier(told: Why) -> Barrier | None:
    """Return what keeps a rule from being asked at all."""
    rule, day = told.rule, told.day
    if rule.id in told.ruleset.disabled:
        return Barrier(Cause.DISABLED, told.ruleset.gone[rule.id], rule.places["disable"])
    if told.form.record["form"] not in rule.programs:
        return Barrier(Cause.FORM, _other_form(rule, told.form), rule.places.get("applies_to", ""))
    if idle := rule.out_of_force(day):
        return Barrier(Cause.DATE, idle, rule.places.get("effective", ""))
    if idle := rule.without_value(day):
        first = next((one for one in rule.settings if one.start == rule.values_from), None)
        return Barrier(Cause.PARAMETER, idle, first.place if first else "")
    return None


def _judged(
    rule: Rule, program: Program, origins: Mapping[str, Origin], looked_at: Sequence[Stack]
) -> tuple[Judged, ...]:
    judge = Judge(rule, program, origins)
    return tuple(
        _verdict(number, stack[-1], judge.verdict(stack), origins) for number, stack in enumerate(looked_at, start=1)
    )


def _excused(told: Why, waivers: Waivers | None) -> Why:
    """Return what is told with the items that are waived, as a report of these findings would have them excused."""
    if waivers is None:
        return told
    items = list(told.items)
    found = {index: one.finding for index, one in enumerate(items) if one.finding is not None}
    report = Report(told.form.file, told.form.record, tuple(found.values()), (), told.day.isoformat(), {})
    report = excuse(report, of_rule(waivers, told.rule.id))
    for index, finding in zip(found, report.findings, strict=True):
        items[index] = replace(items[index], outcome=finding.outcome, finding=finding)
    return replace(told, items=tuple(items), lapsed=report.lapsed)


def _verdict(number: int, frame: Frame, verdict: Verdict, origins: Mapping[str, Origin]) -> Judged:
    origin = origins.get(frame.place)
    where = origin.location if origin else verdict.finding.location if verdict.finding else None
    return Judged(number, frame.name, frame.place, where, verdict.outcome, verdict.reason, verdict.finding)


def _chosen(judged: Sequence[Judged], item: str) -> list[Judged]:
    """Return the item that is asked for, or else the gravest."""
    if item:
        return [_named(judged, item)]
    gravest = next(one for one in _GRAVEST if any(judge.outcome is one for judge in judged))
    most = 1 if gravest in (Outcome.PASS, Outcome.NOT_APPLICABLE) else _MOST
    return [one for one in judged if one.outcome is gravest][:most]


def _named(judged: Sequence[Judged], item: str) -> Judged:
    if item.isdecimal() and 1 <= int(item) <= len(judged):
        return judged[int(item) - 1]
    wanted = fold(item)
    exact = [one for one in judged if fold(one.name) == wanted]
    near = [one for one in judged if wanted in fold(one.name)]
    if len(exact or near) == 1:
        return (exact or near)[0]
    hint = nearest(item, [one.name for one in judged if one.name])
    if exact or near:
        numbers = "、".join(str(one.number) for one in exact or near)
        raise UsageError(Fault(f"叫“{item}”的不止一项。", hint=f"请改写序号：{numbers}。"))
    raise UsageError(Fault(f"没有“{item}”这一项，这条规则看了 {len(judged)} 项。", hint=hint or "请写序号或名称。"))


def _explained(judged: Judged, rule: Rule, program: Program, stack: Sequence[Frame]) -> Judged:
    """Return an item with its conditions explained; a condition that did not hold leaves the other unlooked at."""
    slack, when = rule.tolerance or Decimal(0), None
    if program.when is not None:
        when = Explainer(stack, program.zeroes, slack, _FEWER_ITEMS).explain(program.when)
        if not when.value:
            return replace(judged, when=when, require=Step(program.require.tree, looked=False))
    return replace(judged, when=when, require=Explainer(stack, program.zeroes, slack).explain(program.require))


def _other_form(rule: Rule, form: Form) -> str:
    titles = "、".join(schema.load(one).title for one in rule.applies_to)
    return f"这条规则只管{titles}，这份表是{schema.load(form.record['form']).title}。"
