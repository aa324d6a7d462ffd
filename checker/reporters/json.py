"""A report as JSON: one object for one form, a list for several; see schemas/report.schema.json."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from checker import regex
from checker.model import (
    Change,
    Citation,
    Evidence,
    Finding,
    Lapsed,
    Location,
    Outcome,
    Report,
    RuleResult,
    Unreadable,
    Waiver,
)
from checker.schema import FORM

# Harmless in JSON, not on a terminal that it is printed to; they stand inside strings only, where \u is allowed.
_ACTING = regex.lazy("[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def render(entries: Sequence[Report | Unreadable], columns: int = 0) -> bytes:  # noqa: ARG001 - for tables
    """Return the reports as JSON in UTF-8."""
    told = [_entry(entry) for entry in entries]
    return encode(told[0] if len(told) == 1 else told)


def encode(value: object) -> bytes:
    """Return ``value`` as indented JSON in UTF-8 with a newline at the end, keys in the order they were given."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    text = _ACTING.sub(lambda char: f"\\u{ord(char[0]):04x}", text)
    return f"{text}\n".encode("utf-8", "backslashreplace")  # a lone surrogate becomes its JSON escape


def unreadable(entry: Unreadable) -> dict[str, Any]:
    """Return the entry of a form that could not be checked."""
    return {"file": entry.file, "unreadable": [str(fault) for fault in entry.faults]}


def _entry(entry: Report | Unreadable) -> dict[str, Any]:
    """Return one report, or why there is none."""
    if isinstance(entry, Unreadable):
        return unreadable(entry)
    return {
        "file": entry.file,
        "form": entry.record.get(FORM),
        "as_of": entry.as_of,
        "versions": dict(sorted(entry.versions.items())),
        "balance": _counts(entry.balance()) | {"total": sum(entry.balance().values())},
        "findings": [finding(one) for one in entry.findings],
        "rules": [_result(result) for result in entry.results],
        "changes": [_change(change) for change in entry.changes],
        "lapsed_waivers": [lapsed(one) for one in entry.lapsed],
        "record": entry.record,
    }


def finding(one: Finding) -> dict[str, Any]:
    """Return one one."""
    return {
        "rule": one.rule,
        "title": one.title,
        "review_item": one.review_item,
        "outcome": one.outcome.value,
        "severity": one.severity.value,
        "suspected": one.suspected,
        "at": one.at,
        "item": one.item,
        "place": _place(one.location),
        "location": asdict(one.location) if one.location else None,
        "message": one.message,
        "suggestion": one.suggestion,
        "hint": one.hint,
        "evidence": [_evidence(each) for each in one.evidence],
        "basis": [citation(each) for each in one.basis],
        "waiver": waiver(one.waiver) if one.waiver else None,
    }


def _evidence(one: Evidence) -> dict[str, Any]:
    """Return one value that a finding rests on."""
    return {"at": one.at, "title": one.title, "value": one.value, "place": _place(one.location)}


def citation(one: Citation) -> dict[str, Any]:
    """Return one provision that a rule rests on."""
    return {"document": one.document, "provision": one.provision, "verified": one.verified}


def _result(result: RuleResult) -> dict[str, Any]:
    """Return what came of one rule."""
    return {
        "rule": result.rule,
        "title": result.title,
        "review_item": result.review_item,
        "severity": result.severity.value,
        "counts": _counts(result.counts),
        "looked_at": result.looked_at,
        "note": result.note,
    }


def _change(change: Change) -> dict[str, str]:
    """Return what a layer loosened."""
    return {
        "layer": change.layer,
        "subject": change.subject,
        "change": change.told,
        "effect": change.effect.value,
        "reason": change.reason,
        "document": change.document,
        "place": change.place,
    }


def waiver(one: Waiver) -> dict[str, Any]:
    """Return what excuses a finding."""
    return {
        "form": one.form,
        "item": one.item,
        "reason": one.reason,
        "document": one.document,
        "approver": one.approver,
        "until": one.until.isoformat(),
        "values": {title: list(values) for title, values in one.values.items()},
        "place": one.place,
    }


def lapsed(one: Lapsed) -> dict[str, Any]:
    """Return a waiver that excused nothing, and why."""
    return {"lapse": one.lapse.value, "told": one.told, "rule": one.waiver.rule, **waiver(one.waiver)}


def _counts(counts: Mapping[Outcome, int]) -> dict[str, int]:
    """Return items by outcome, all six named."""
    return {outcome.value: counts.get(outcome, 0) for outcome in Outcome}


def _place(location: Location | None) -> str | None:
    """Return a place in words."""
    return str(location) or None if location else None
