"""Rules for programs: what ``checker rules list`` and ``checker rules show`` print as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from checker.expressions import Expression
from checker.expressions.listing import listed
from checker.reporters.json import citation
from checker.rulesets import Program, Rule, RuleSet
from checker.rulesets.model import Setting


def overview(ruleset: RuleSet, rules: Iterable[Rule]) -> dict[str, Any]:
    """Return a rule set with its rules, each in a few words, in the order given."""
    return named(ruleset) | {"rules": [_head(one) for one in rules], "gone": dict(ruleset.gone)}


def named(one: RuleSet) -> dict[str, Any]:
    """Return which rule set it is."""
    return {"id": one.id, "title": one.title, "version": one.version, "hash": one.hash, "layers": list(one.layers)}


def whole(rule: Rule, settings: Iterable[Setting], ruleset: RuleSet, day: date | None) -> dict[str, Any]:
    """Return everything about one rule; with a day, whether it is in force then."""
    program = next(iter(rule.programs.values()))
    told = _head(rule) | {
        "ruleset": named(ruleset),
        "layer": ruleset.layer_of(rule.file),
        "places": dict(rule.places),
        "for_each": rule.for_each,
        "when": rule.when.split("\n") if rule.when else [],
        "require": rule.require.split("\n"),
        "readings": {} if day and rule.without_value(day) else _readings(program, rule),
        "at": program.at.full_title if program.at else None,
        "tolerance": None if rule.tolerance is None else str(rule.tolerance),
        "blank_as_zero": list(rule.blank_as_zero),
        "on_missing": rule.on_missing,
        "severity_if": [{"severity": key, "condition": written} for key, written in rule.severity_if.items()],
        "message": rule.message,
        "suggestion": rule.suggestion,
        "settings": [setting(one, ruleset) for one in settings],
        "basis": [citation(one) for one in rule.basis],
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


def _readings(program: Program, rule: Rule) -> dict[str, Any]:
    """Return the conditions of a rule in plain Chinese."""
    severities = [_reading(one, rule) for _, one in program.severities]
    when, require = _reading(program.when, rule), _reading(program.require, rule)
    return {"when": when, "require": require, "severity_if": severities}


def _reading(condition: Expression | None, rule: Rule) -> list[dict[str, Any]]:
    """Return a condition in plain Chinese, line by line; what stands deeper belongs to the line above it."""
    lines = listed(condition, rule.tolerance) if condition is not None else []
    return [{"depth": depth, "text": text} for depth, text in lines]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
