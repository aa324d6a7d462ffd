"""The cases in the rule files, run through the same check as any form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from checker import schema
from checker.engine.check import check
from checker.model import Finding, Outcome, Report, Severity
from checker.rulesets import Case, Rule, RuleSet, given

_GRAVEST = (Outcome.ERROR, Outcome.FAIL, Outcome.CANNOT_TELL, Outcome.WAIVED, Outcome.PASS, Outcome.NOT_APPLICABLE)


@dataclass(frozen=True)
class CaseResult:
    """What came of one case; ``message`` says what was expected and what came, when they differ.

    ``changed_by`` is the layer that changed the rule after its cases were written: then a difference is no mistake.
    """

    rule: str
    case: str
    passed: bool
    message: str
    file: str
    line: int
    changed_by: str = ""


def run(ruleset: RuleSet) -> list[CaseResult]:
    """Run every case of every rule."""
    return [_result(ruleset, rule, case) for rule in ruleset.rules for case in rule.cases]


def _result(ruleset: RuleSet, rule: Rule, case: Case) -> CaseResult:
    catalogue = schema.load(rule.applies_to[0])
    day = case.as_of or max(rule.effective_from or rule.effective_to or date.min, rule.values_from or date.min)
    if case.as_of is not None and ruleset.periods:
        rule = ruleset.at(day).rule(rule.id)
    alone = replace(ruleset, rules=(rule,), fused={}, periods=())
    report = check(given.form(case.given, catalogue), alone, None if day == date.min else day)
    message = "；".join(_differences(report, case))
    return CaseResult(rule.id, case.name, not message, message, case.file or rule.file, case.line, rule.changed_by)


def _differences(report: Report, case: Case) -> Iterator[str]:
    counts = report.results[0].counts
    outcome = next(one for one in _GRAVEST if counts.get(one))
    if outcome is not case.expect:
        note = "；".join(one.message for one in report.findings) or report.results[0].note
        yield f"应为“{case.expect.label}”，实为“{outcome.label}”" + (f"（{note}）" if note else "")
        return
    found = [one for one in report.findings if one.outcome is outcome]
    places = [one.at for one in found]
    if case.at is not None and case.at not in places:
        yield f"应在 {case.at}，实在 {'、'.join(places) or '无处'}"
    if case.severity is not None and case.severity not in _severities(found):
        yield f"级别应为“{case.severity.label}”，实为“{'、'.join(one.label for one in _severities(found))}”"


def _severities(found: list[Finding]) -> list[Severity]:
    return [one.severity for one in found]
