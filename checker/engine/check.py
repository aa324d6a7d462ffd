"""All rules on one form: the one function that every door of the checker leads to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import localcontext

from checker import documents, schema
from checker.engine.judge import Judge, Stack, stacks
from checker.engine.tally import ARITHMETIC, Told, tally
from checker.engine.views import doubted, with_views
from checker.expressions import Frame, frames
from checker.hashes import sha256
from checker.model import Finding, Form, Origin, Outcome, Report, RuleResult, Waivers
from checker.rulesets import Rule, RuleSet
from checker.version import VERSION

_REPORTED = (Outcome.FAIL, Outcome.CANNOT_TELL, Outcome.ERROR)


def check(form: Form, ruleset: RuleSet, as_of: date | None = None, waivers: Waivers | None = None) -> Report:
    """Evaluate every rule of ``ruleset`` on ``form``, then excuse what is waived.

    ``as_of`` decides which rules are in force; left out, it is the last day of the form's budget year (预算法 §18), or
    the end of time where the form names none. Same form, rule set, day and waivers give the same report.
    """
    report = _evaluated(form, ruleset, as_of)
    if waivers is None:
        return report
    from checker.engine.waivers import excuse  # noqa: PLC0415 - few runs have any

    return excuse(report, waivers)


def _evaluated(form: Form, ruleset: RuleSet, as_of: date | None) -> Report:
    """Return what the rules say, whatever is waived."""
    day = as_of or day_of(form)
    ruleset = ruleset.at(day)
    catalogue = schema.of(form.record)
    record = with_views(form, catalogue)
    doubts = doubted(form.origins)
    root = Frame(catalogue.root, record, "", record, documents.DERIVE)
    told = tally(ruleset.fused.get(catalogue.form), record)
    findings: list[Finding] = []
    results: list[RuleResult] = []
    with localcontext(ARITHMETIC):
        for number, rule in enumerate(ruleset.rules):
            counts, found, note = _Applied(rule, form, root, doubts, day).result(
                None if told is None else told.of(number)
            )
            findings += found
            results.append(RuleResult(rule.id, rule.title, rule.review_item, rule.severity, counts, note))
    versions = {
        "engine": VERSION,
        "ruleset": f"{ruleset.title}（{ruleset.id} {ruleset.version}）",
        "ruleset_hash": ruleset.hash,
        "record_hash": _hash(form),
    }
    if ruleset.layers:
        versions["layers"] = " → ".join(ruleset.layers)
    return Report(
        form.file,
        form.record,
        tuple(findings),
        tuple(results),
        day.isoformat(),
        versions,
        form.origins,
        ruleset.changes,
    )


def day_of(form: Form) -> date:
    """Return the day that a form names, of a year the last; the end of time where it names none."""
    field = schema.of(form.record).marked(schema.DAY)
    told = None if field is None else schema.value_at(form.record, field)
    if isinstance(told, str):
        return frames.day(told) or date.max
    if isinstance(told, int) and not isinstance(told, bool) and 1 <= told <= date.max.year:
        return date(told, 12, 31)
    return date.max


Result = tuple[Mapping[Outcome, int], list[Finding], str]
_NONE: Mapping[Outcome, int] = {Outcome.NOT_APPLICABLE: 1}


class _Applied:
    """One rule on one form."""

    def __init__(self, rule: Rule, form: Form, root: Frame, doubts: Mapping[str, Origin], day: date) -> None:
        self._rule, self._form, self._root, self._doubts, self._day = rule, form, root, doubts, day

    def result(self, told: Told | None) -> Result:
        """Return the items by outcome, what is to be reported, and why the rule did not apply, if it did not.

        What the fused function ``told`` spares looking at the items that passed or that ``when`` turned away.
        """
        program = self._rule.programs.get(self._form.record[schema.FORM])
        if program is None:
            return _NONE, [], "这条规则不管这类表。"
        if idle := self._rule.idle(self._day):
            return _NONE, [], idle
        looked_at = stacks(program, self._root)
        if program.items is not None and not looked_at:
            return _NONE, [], f"表上没有{program.items.title}，看了 0 项。"
        return self._looked(Judge(self._rule, program, self._form.origins, self._doubts), looked_at, told)

    def _looked(self, judge: Judge, looked_at: list[Stack], told: Told | None) -> Result:
        doubtful = looked_at if told is None else [looked_at[max(index, 0)] for index in told.events]
        verdicts = [judge.verdict(stack, tracing=told is not None) for stack in doubtful]
        counts: dict[Outcome, int] = {}
        for verdict in verdicts:
            counts[verdict.outcome] = counts.get(verdict.outcome, 0) + 1
        if told is not None:
            passed = len(looked_at) - len(verdicts) - told.unfit
            for outcome, more in ((Outcome.NOT_APPLICABLE, told.unfit), (Outcome.PASS, passed)):
                if more > 0:
                    counts[outcome] = counts.get(outcome, 0) + more
        found = [one.finding for one in verdicts if one.finding is not None and one.outcome in _REPORTED]
        note = ""
        if counts.get(Outcome.NOT_APPLICABLE) == len(looked_at):
            note = judge.verdict(looked_at[0]).reason
        return counts, found, note


def _hash(form: Form) -> str:
    text = json.dumps(form.record, ensure_ascii=False, sort_keys=True, default=str)
    return sha256(text.encode("utf-8", "surrogatepass"))
