"""Why a rule said what it said about a form: every item with its outcome, and the conditions that decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, localcontext

from checker import documents, schema
from checker.engine.barriers import Barrier, before, without_items
from checker.engine.check import day_of
from checker.engine.judge import Judge, Stack, Verdict, doubt_about, stacks
from checker.engine.tally import ARITHMETIC
from checker.engine.views import with_views
from checker.engine.waivers import excuse, of_rule
from checker.errors import Fault, UsageError
from checker.expressions import Expression, Frame
from checker.expressions.explain import MOST_ITEMS, Explainer, Step
from checker.model import Finding, Form, Lapsed, Location, Origin, Outcome, Report, Severity, Waivers
from checker.rulesets import Program, Rule, RuleSet
from checker.text import fold, nearest


@dataclass(frozen=True)
class Grading:
    """How a fail came by its severity.

    ``choices`` are the conditions of ``severity_if`` in their order, the rest not looked at once one holds; ``ruled``
    is what they come to. ``doubt`` says why the place may be read otherwise: then the fail is at most a warning.
    """

    ruled: Severity
    choices: tuple[tuple[Severity, Step], ...]
    doubt: str


@dataclass(frozen=True)
class Judged:
    """One item and its outcome; ``reason`` says why it did not apply.

    ``when`` and ``require`` are what the conditions came to: None where the rule has none, or where the other decided
    alone; ``grading`` is None for all but a fail. They are made only for the items that are looked at closely.
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
    grading: Grading | None = None


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
    def program(self) -> Program:
        """The rule made ready for the form, which must be of a type that the rule is for."""
        return self.rule.programs[self.form.record[schema.FORM]]

    def explain(self, condition: Expression, stack: Stack, most: int = MOST_ITEMS) -> Step:
        """Return what a condition of the rule came to on one item, with at most ``most`` items of a list."""
        return Explainer(stack, self.program.zeroes, self.rule.tolerance or Decimal(0), most).explain(condition)

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
    day = as_of or day_of(form)
    rule = ruleset.disabled.get(identifier.upper()) or ruleset.at(day).rule(identifier)
    told = Why(rule, ruleset, form, day, as_of is not None)
    if barrier := before(rule, ruleset, form, day):
        return _excused(replace(told, barrier=barrier), waivers)
    catalogue = schema.of(form.record)
    record = with_views(form, catalogue)
    root = Frame(catalogue.root, record, "", record, documents.DERIVE)
    program = rule.programs[catalogue.form]
    looked_at = stacks(program, root)
    if program.items is not None:
        if not looked_at:
            return _excused(replace(told, barrier=without_items(program.items)), waivers)
        told = replace(told, walks=program.items.title)
    with localcontext(ARITHMETIC):
        judged = _judged(rule, program, form.origins, looked_at)
        told = _excused(replace(told, items=judged), waivers)
        failed = {one.number for one in judged if one.outcome is Outcome.FAIL}
        close = [_explained(one, told, looked_at[one.number - 1]) for one in _chosen(told.items, item)]
        close = [_graded(one, told, looked_at[one.number - 1]) if one.number in failed else one for one in close]
    return replace(told, close=tuple(close))


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


def _explained(judged: Judged, told: Why, stack: Stack) -> Judged:
    """Return an item with its conditions explained; a condition that did not hold leaves the other unlooked at."""
    program, when = told.program, None
    if program.when is not None:
        when = told.explain(program.when, stack, _FEWER_ITEMS)
        if not when.value:
            return replace(judged, when=when, require=Step(program.require.tree, looked=False))
    return replace(judged, when=when, require=told.explain(program.require, stack))


def _graded(judged: Judged, told: Why, stack: Stack) -> Judged:
    """Return an item that failed with how it came by its severity: the first condition that holds decides."""
    ruled, choices = None, []
    for severity, condition in told.program.severities:
        step = told.explain(condition, stack) if ruled is None else Step(condition.tree, looked=False)
        choices.append((severity, step))
        ruled = severity if step.value is True else ruled
    evidence = judged.finding.evidence if judged.finding is not None else ()
    item = stack[-1] if told.program.items is not None else None
    doubt = doubt_about(evidence, item, told.form.origins)
    return replace(judged, grading=Grading(ruled or told.rule.severity, tuple(choices), doubt))
