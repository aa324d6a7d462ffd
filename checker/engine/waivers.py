"""Waivers on a finished report: every rule is evaluated first, what is waived is excused last, and only here.

A waiver excuses a finding when its form, rule and place are those of the finding, it has not expired on the day of the
report, and the values that the finding rests on are exactly those it names. One that excuses nothing is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import PurePosixPath

from checker import schema
from checker.model import Finding, Form, Lapse, Lapsed, Outcome, Report, RuleResult, Waiver, Waivers
from checker.text import fold, nearest

_EXCUSABLE = (Outcome.FAIL, Outcome.CANNOT_TELL)
_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")
_QUOTE = 30
_MOST = 3

Seen = Mapping[str, Sequence[str | None]]
"""Values by title, those of one title in any order."""


def excuse(report: Report, waivers: Waivers) -> Report:
    """Return ``report`` with what the waivers excuse as ``waived``, and with those that excuse nothing."""
    excused: dict[int, Waiver] = {}
    tried = [_tried(one, report, excused) for one in waivers.entries if concerns(one, report)]
    findings = list(report.findings)
    for number, waiver in excused.items():
        findings[number] = replace(findings[number], outcome=Outcome.WAIVED, waiver=waiver)
    moved = Counter((report.findings[number].rule, report.findings[number].outcome) for number in excused)
    return replace(
        report,
        findings=tuple(findings),
        results=tuple(_recounted(result, moved) for result in report.results),
        versions={**report.versions, "waivers_hash": waivers.hash},
        lapsed=tuple(one for one in tried if one is not None),
    )


def of_rule(waivers: Waivers, rule: str) -> Waivers:
    """Return the waivers of what one rule finds."""
    return replace(waivers, entries=tuple(one for one in waivers.entries if one.rule == rule))


def concerns(waiver: Waiver, form: Form | Report) -> bool:
    """Tell whether the waiver is about ``form``, or the form of a report, by its name or its file."""
    if fold(waiver.form) == fold(_name(form)):
        return True
    wanted, parts = _parts(waiver.form), _parts(form.file)
    return bool(wanted) and parts[-len(wanted) :] == wanted


def strangers(waivers: Waivers, forms: Sequence[Form | Report]) -> list[Lapsed]:
    """Return the waivers that are about none of the forms of a run."""
    names = [name for form in forms if (name := _name(form))]
    return [
        Lapsed(one, Lapse.UNUSED, f"{_title(one)}没有用上：核对的表里没有“{one.form}”。{nearest(one.form, names)}")
        for one in waivers.entries
        if not any(concerns(one, form) for form in forms)
    ]


def _tried(waiver: Waiver, report: Report, excused: dict[int, Waiver]) -> Lapsed | None:
    """Add to ``excused`` what the waiver excuses, by number of the finding; return why, where it is nothing."""
    if report.as_of == date.max.isoformat():  # neither the form nor the user named a day
        field = schema.of(report.record).marked(schema.DAY)
        missing = f"表上没有{field.title}，" if field is not None else ""
        told = f"没有采用：{missing}无从知道是否到期。请用 --as-of 写明核对基准日。"
        return Lapsed(waiver, Lapse.UNDATED, _title(waiver) + told)
    if date.fromisoformat(report.as_of) > waiver.until:
        told = f"已到期：到 {waiver.until} 为止，核对基准日是 {report.as_of}。请重新报批，或删去这一条。"
        return Lapsed(waiver, Lapse.EXPIRED, _title(waiver) + told)
    meant = {number: one for number, one in enumerate(report.findings) if _is_about(waiver, one)}
    same = [number for number, one in meant.items() if _alike(waiver.values, _rests_on(one))]
    fresh = [number for number in same if number not in excused]
    if fresh:
        excused.update(dict.fromkeys(fresh, waiver))
        return None
    if same:
        told = f"没有用上：同一处已由 {excused[same[0]].place} 豁免。请删去一条。"
        return Lapsed(waiver, Lapse.UNUSED, _title(waiver) + told)
    if meant:
        return Lapsed(waiver, Lapse.STALE, _title(waiver) + _stale(waiver, list(meant.values())))
    return Lapsed(waiver, Lapse.UNUSED, _title(waiver) + _unused(waiver, report))


def _is_about(waiver: Waiver, finding: Finding) -> bool:
    """Tell whether a finding is of the rule and at the place that the waiver names."""
    if finding.rule != waiver.rule or finding.outcome not in _EXCUSABLE:
        return False
    if waiver.item.startswith("/"):
        return f"{finding.at}/".startswith(f"{waiver.item.rstrip('/')}/")
    return not waiver.item or fold(waiver.item) == fold(finding.item)


def _rests_on(finding: Finding) -> Seen:
    """Return the values that a finding rests on, by title."""
    seen: dict[str, list[str | None]] = {}
    for one in finding.evidence:
        seen.setdefault(one.title, []).append(one.value)
    return seen


def _alike(one: Seen, other: Seen) -> bool:
    """Tell whether all titles have the same values on both sides."""
    return not any(_differing(one, other))


def _differing(one: Seen, other: Seen) -> Iterator[str]:
    """Yield the titles whose values differ."""
    for title in {**one, **other}:
        if Counter(map(_plain, one.get(title, ()))) != Counter(map(_plain, other.get(title, ()))):
            yield title


def _plain(value: str | None) -> str | Decimal | None:
    """Return a value as it is compared: 3 is 3.00, and blanks and full width make no difference."""
    folded = fold(value or "")
    return Decimal(folded) if _NUMBER.fullmatch(folded) else folded or None


def _stale(waiver: Waiver, found: Sequence[Finding]) -> str:
    """Tell how the values differ from those of the finding that comes nearest to them."""
    pairs = [(one, list(_differing(waiver.values, _rests_on(one)))) for one in found]
    nearest_one, titles = min(pairs, key=lambda pair: len(pair[1]))
    now = _rests_on(nearest_one)
    changes = [f"“{title}”{_change(waiver.values.get(title), now.get(title))}" for title in titles[:_MOST]]
    more = f"；等 {len(titles)} 栏" if len(titles) > _MOST else ""
    return f"已失效：所依据的值变了，{'；'.join(changes)}{more}。请重新报批，或删去这一条。"


def _change(before: Sequence[str | None] | None, now: Sequence[str | None] | None) -> str:
    if before is None:
        return f"没有写，表上是{_told(now)}"
    return f"豁免时是{_told(before)}，现在" + ("没有用到" if now is None else f"是{_told(now)}")


def _told(values: Sequence[str | None] | None) -> str:
    """Return values as a reader sees them, long ones cut short."""
    flat = ["空白" if one is None else " ".join(one.split()) for one in values or ()]
    shown = [one if len(one) <= _QUOTE else f"{one[:_QUOTE]}……" for one in flat]
    return "、".join(shown[:_MOST]) + (f"等 {len(shown)} 个" if len(shown) > _MOST else "")


def _unused(waiver: Waiver, report: Report) -> str:
    """Tell that there is nothing to excuse; where only the item is another, name the nearest."""
    items = [one.item for one in report.findings if one.rule == waiver.rule and one.outcome in _EXCUSABLE]
    hint = nearest(waiver.item, [one for one in items if one])
    return f"没有用上：表上没有这样的问题。{hint or '请删去这一条。'}"


def _title(waiver: Waiver) -> str:
    """Return what a waiver is about, as its line begins."""
    return f"豁免 {waiver.rule}" + (f"（{waiver.item}）" if waiver.item else " ")


def _name(form: Form | Report) -> str:
    return schema.of(form.record).name_of(form.record)


def _parts(path: str) -> tuple[str, ...]:
    return PurePosixPath(path.replace("\\", "/")).parts


def _recounted(result: RuleResult, moved: Mapping[tuple[str, Outcome], int]) -> RuleResult:
    """Return what came of a rule with the items that were excused counted as waived."""
    taken = {outcome: moved[result.rule, outcome] for outcome in _EXCUSABLE if (result.rule, outcome) in moved}
    if not taken:
        return result
    counts = Counter(result.counts)
    counts.subtract(taken)
    counts[Outcome.WAIVED] += sum(taken.values())
    return replace(result, counts=+counts)
