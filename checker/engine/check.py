"""All rules on one form: the one function that every door of the checker leads to."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Context, localcontext

from checker import documents, schema
from checker.engine.judge import Judge, Verdict
from checker.engine.views import with_views
from checker.expressions import Frame
from checker.model import Finding, Form, Outcome, Report, RuleResult
from checker.rulesets import Rule, RuleSet
from checker.version import VERSION

_ARITHMETIC = Context(prec=28)  # the caller's own decimal context must not change a verdict
_REPORTED = (Outcome.FAIL, Outcome.CANNOT_TELL, Outcome.ERROR)


def check(form: Form, ruleset: RuleSet, as_of: date | None = None) -> Report:
    """Evaluate every rule of ``ruleset`` on ``form``.

    ``as_of`` decides which rules are in force; left out, it is the last day of the form's budget year (预算法 §18), or
    the end of time where the form names no year. Same form, rule set and day give the same report.
    """
    day = as_of or date(form.record.get("year") or date.max.year, 12, 31)
    catalogue = schema.load(form.record["form"])
    record = with_views(form, catalogue)
    root = Frame(catalogue.root, record, "", record, documents.DERIVE)
    findings: list[Finding] = []
    results: list[RuleResult] = []
    for rule in ruleset.rules:
        with localcontext(_ARITHMETIC):
            verdicts, note = _apply(rule, form, root, day)
        counts = Counter(verdict.outcome for verdict in verdicts)
        findings.extend(one.finding for one in verdicts if one.finding is not None and one.outcome in _REPORTED)
        results.append(RuleResult(rule.id, rule.title, rule.review_item, rule.severity, counts, note))
    versions = {
        "engine": VERSION,
        "ruleset": f"{ruleset.title}（{ruleset.id} {ruleset.version}）",
        "ruleset_hash": ruleset.hash,
        "record_hash": _hash(form),
    }
    return Report(form.file, form.record, tuple(findings), tuple(results), day.isoformat(), versions, form.origins)


def _apply(rule: Rule, form: Form, root: Frame, day: date) -> tuple[list[Verdict], str]:
    """Return what came of one rule on each item it looked at, and why it did not apply, if it did not."""
    program = rule.programs.get(form.record["form"])
    if program is None:
        return [Verdict(Outcome.NOT_APPLICABLE)], "这条规则不管这类表。"
    if not rule.in_force(day):
        return [Verdict(Outcome.NOT_APPLICABLE)], f"这条规则在{day.isoformat()}不生效。"
    judge = Judge(rule, program, form.origins)
    if program.items is None:
        verdicts = [judge.verdict((root,))]
    else:
        items = root.read(program.items)
        if not isinstance(items, list) or not items:
            return [Verdict(Outcome.NOT_APPLICABLE)], f"表上没有{program.items.title}，看了 0 项。"
        verdicts = [judge.verdict((root, item)) for item in items]
    return verdicts, next(_reasons(verdicts), "")


def _reasons(verdicts: list[Verdict]) -> Iterator[str]:
    """Yield why a rule applied to no item at all."""
    if all(one.outcome is Outcome.NOT_APPLICABLE for one in verdicts):
        yield from (one.reason for one in verdicts if one.reason)


def _hash(form: Form) -> str:
    text = json.dumps(form.record, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
