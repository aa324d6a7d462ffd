"""Rules for programs: what ``checker rules list`` and ``checker rules show`` print as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from checker.expressions import Expression
from checker.expressions.listing import listed
from checker.rulesets import Rule, RuleSet
from checker.rulesets.model import Setting


def overview(ruleset: RuleSet, rules: Iterable[Rule]) -> dict[str, Any]:
    """Return a rule set with its rules, each in a few words, in the order given."""
    return named(ruleset) | {"rules": [_head(one) for one in rules], "gone": dict(ruleset.gone)}


def named(one: RuleSet) -> dict[str, Any]:
    """Return which rule set it is."""
    return {"id": one.id, "title": one.title, "version": one.version, "hash": one.hash, "layers": list(one.layers)}


def whole(rule: Rule, settings: Iterable[Setting], ruleset: RuleSet, day: date | None) -> dict[str, Any]:
    """Return everything about one rule; with a day, whether it is in force then."""
    told = _head(rule) | {
        "layer": ruleset.layer_of(rule.file),
        "places": dict(rule.places),
        "for_each": rule.for_each,
        "when": rule.when.split("\n") if rule.when else [],
        "require": rule.require.split("\n"),
        "readings": dict(_readings(rule)),
        "tolerance": None if rule.tolerance is None else str(rule.tolerance),
        "blank_as_zero": list(rule.blank_as_zero),
        "on_missing": rule.on_missing,
        "severity_if": dict(rule.severity_if),
        "message": rule.message,
        "suggestion": rule.suggestion,
        "settings": [setting(one, ruleset) for one in settings],
        "basis": [
            {"document": one.document, "provision": one.provision, "verified": one.verified} for one in rule.basis
        ],
        "effective": {"from": _day(rule.effective_from), "to": _day(rule.effective_to)},
        "confidence": rule.confidence,
        "cases": [{"name": one.name, "expect": one.expect.value} for one in rule.cases],
    }
    return told if day is None else told | {"as_of": day.isoformat(), "idle": rule.idle(day) or None}


def setting(one: Setting, ruleset: RuleSet) -> dict[str, Any]:
    """Return what a rule reads besides the form."""
    start = one.start.isoformat() if one.start > date.min else None
    layer = {"layer": ruleset.layer_of(one.place), "place": one.place}
    return {"name": one.name, "value": one.told, "from": start, "document": one.document, **layer}


def _head(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "title": rule.title,
        "review_item": rule.review_item,
        "severity": rule.severity.value,
        "applies_to": list(rule.applies_to),
        "place": f"{rule.file}:{rule.line}",
    }


def _readings(rule: Rule) -> Iterator[tuple[str, list[str]]]:
    """Yield each condition with its lines in plain Chinese."""
    program = next(iter(rule.programs.values()))
    severities = {f"severity_if.{severity.value}": one for severity, one in program.severities}
    conditions: dict[str, Expression | None] = {"when": program.when, "require": program.require, **severities}
    for key, condition in conditions.items():
        if condition is not None:
            yield key, [line for _, line in listed(condition, rule.tolerance)]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
