"""``checker rules impact``: what another rule set makes of forms, in words or as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tabulate import tabulate

from checker import engine, rulesets
from checker.cli import output
from checker.cli.checking import CLEAN, FAILED, FINDINGS, read_day, unreadable
from checker.cli.diff import folder_of
from checker.cli.kept import cache_folder
from checker.cli.reading import each
from checker.cli.rules_json import named
from checker.engine.impact import Kind, Shift, shifts
from checker.model import Form, Outcome, Report, Unreadable
from checker.reporters import json, outline
from checker.reporters.plain import clean, pad, shorten, width, wrap
from checker.rulesets import RuleSet

_NARROW = 24
_MESSAGE = 120


def impact(one: str, other: str, forms: Sequence[str], as_of: str | None, reporter: str) -> int:
    """Print which findings appear, vanish or are not what they were on the forms; return the exit code."""
    day = read_day(as_of)
    before, after = (rulesets.load(folder_of(name), cache_folder()) for name in (one, other))

    def compared(form: Form) -> _Compared:
        reports = [engine.check(form, ruleset, day) for ruleset in (before, after)]
        return _Compared(reports[1], tuple(shifts(*reports)), any(one.balance()[Outcome.ERROR] for one in reports))

    entries = each(forms, compared, after.record)
    lost = unreadable(entries)
    output.complain(fault for entry in lost for fault in entry.faults)
    told = [entry for entry in entries if isinstance(entry, _Compared)]
    if reporter == "json":
        output.write(json.encode(_json(before, after, entries)), exact=True)
    else:
        names = [f"{ruleset.title}（{ruleset.id} {ruleset.version}）" for ruleset in (before, after)]
        output.say([f"由 {names[0]} 换成 {names[1]}：", *_forms(told), "", *_text_of(_totals(told, len(lost)))])
    if lost or any(entry.broken for entry in told):
        return FAILED
    return FINDINGS if any(entry.shifts for entry in told) else CLEAN


@dataclass(frozen=True)
class _Compared:
    """One form under both rule sets; ``broken`` when a rule could not be computed."""

    report: Report
    shifts: tuple[Shift, ...]
    broken: bool


def _forms(told: Iterable[_Compared]) -> Iterator[str]:
    """Yield what changes on each form."""
    for entry in told:
        yield ""
        yield f"{clean(entry.report.file)}：{_counted(Counter(one.kind for one in entry.shifts)) or '没有变化'}"
        if entry.shifts:
            yield from _rows(entry)
        if entry.broken:
            yield "  有规则运行出错，请先用 checker check 查看。"


def _rows(entry: _Compared) -> Iterator[str]:
    """Yield the findings that changed, aligned."""
    rows = [
        (one.kind.label, one.finding.rule, _severity(one), outline.place(one.finding, entry.report.record))
        for one in entry.shifts
    ]
    widths = [max(width(clean(row[index])) for row in rows) for index in range(4)]
    for row, one in zip(rows, entry.shifts, strict=True):
        head = "  " + "  ".join(pad(clean(cell), size) for cell, size in zip(row, widths, strict=True)) + "  "
        said, before = _said(one)
        yield from _beside(head, shorten(clean(said), _MESSAGE))
        if before:
            yield from _beside(" " * width(head), f"（原为）{shorten(clean(before), _MESSAGE)}")


def _said(one: Shift) -> tuple[str, str]:
    """Return what a finding says, and what it said before where that was something else."""
    if one.before is None or one.after is None:
        return one.finding.message, ""
    if one.before.message != one.after.message:
        return one.after.message, one.before.message
    for label, told, was in (
        ("建议", one.after.suggestion, one.before.suggestion),
        ("线索", one.after.hint, one.before.hint),
    ):
        if told != was:
            return f"{one.after.message}　{label}：{told or '（无）'}", f"{label}：{was or '（无）'}"
    return one.after.message, ""


def _beside(head: str, message: str) -> Iterator[str]:
    """Yield a message beside its head, wrapped."""
    start = width(head)
    for number, line in enumerate(wrap(message, max(_NARROW, output.columns() - start))):
        yield (" " * start if number else head) + line


def _severity(one: Shift) -> str:
    """Return the severity, from what to what where it changed; an outcome that is no fail is named too."""
    label = one.finding.severity.label
    if one.kind is Kind.REGRADED and one.before is not None:
        label = f"{one.before.severity.label}→{label}"
    return label if one.finding.outcome is Outcome.FAIL else f"{label}（{one.finding.outcome.label}）"


def _counted(counts: Mapping[Kind, int]) -> str:
    return "，".join(f"{kind.label} {counts[kind]} 处" for kind in Kind if counts.get(kind))


@dataclass(frozen=True)
class _Totals:
    """How many findings of each kind there are, by rule and over all, and on how many forms."""

    rules: Mapping[str, tuple[str, Counter[Kind]]]
    all: Counter[Kind]
    forms: int
    changed: int
    unreadable: int


def _totals(told: Sequence[_Compared], lost: int) -> _Totals:
    """Return the sums."""
    rules: dict[str, tuple[str, Counter[Kind]]] = {}
    for one in sorted((one for entry in told for one in entry.shifts), key=lambda one: one.finding.rule):
        rules.setdefault(one.finding.rule, (one.finding.title, Counter()))[1][one.kind] += 1
    whole = sum((counts for _, counts in rules.values()), Counter[Kind]())
    return _Totals(rules, whole, len(told) + lost, sum(bool(entry.shifts) for entry in told), lost)


def _text_of(totals: _Totals) -> Iterator[str]:
    """Yield the sums by rule, then over all; a kind that there is none of has no column."""
    kinds = [kind for kind in Kind if totals.all[kind]]
    rows = [
        [rule, clean(title), *(counts[kind] or "" for kind in kinds)] for rule, (title, counts) in totals.rules.items()
    ]
    if rows:
        headers = ["规则", "名称", *(kind.label for kind in kinds)]
        yield from tabulate(rows, headers=headers, tablefmt="simple", disable_numparse=True).split("\n")
        yield ""
    unread = f"，{totals.unreadable} 份没能核对" if totals.unreadable else ""
    counted = f"：{_counted(totals.all)}。" if rows else "。"
    yield f"共 {totals.forms} 份表，{totals.changed} 份有变化{unread}{counted}"


def _json(before: RuleSet, after: RuleSet, entries: Sequence[_Compared | Unreadable]) -> dict[str, Any]:
    """Return everything as JSON; see schemas/output/impact.schema.json."""
    told = [entry for entry in entries if isinstance(entry, _Compared)]
    totals = _totals(told, len(entries) - len(told))
    return {
        "before": named(before),
        "after": named(after),
        "forms": [json.unreadable(one) if isinstance(one, Unreadable) else _form(one) for one in entries],
        "rules": [{"rule": rule, "title": title, **_kinds(counts)} for rule, (title, counts) in totals.rules.items()],
        "totals": {
            "forms": totals.forms,
            "changed": totals.changed,
            "unreadable": totals.unreadable,
            **_kinds(totals.all),
        },
    }


def _form(one: _Compared) -> dict[str, Any]:
    """Return what changes on one form."""
    counts = Counter(shift.kind for shift in one.shifts)
    shifted = [_shift(shift) for shift in one.shifts]
    return {
        "file": one.report.file,
        "as_of": one.report.as_of,
        "broken": one.broken,
        **_kinds(counts),
        "shifts": shifted,
    }


def _shift(one: Shift) -> dict[str, Any]:
    """Return one finding that is not the same, as it was and as it is."""
    return {
        "kind": one.kind.value,
        "rule": one.finding.rule,
        "before": json.finding(one.before) if one.before else None,
        "after": json.finding(one.after) if one.after else None,
    }


def _kinds(counts: Mapping[Kind, int]) -> dict[str, int]:
    """Return how many there are of each kind, all named."""
    return {kind.value: counts.get(kind, 0) for kind in Kind}
