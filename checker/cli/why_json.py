"""What ``checker why`` found out, for programs; see schemas/why.schema.json."""

from __future__ import annotations

from typing import Any

from checker.cli.rules_json import setting
from checker.cli.why_text import because, graded
from checker.engine.barriers import Barrier
from checker.engine.judge import softened
from checker.engine.why import Grading, Judged, Why
from checker.expressions.explain import Step
from checker.model import Outcome
from checker.reporters import json
from checker.reporters.steps import as_json
from checker.rulesets import RuleSet


def told(one: Why) -> dict[str, Any]:
    """Return what is told about one form as JSON."""
    rule, ruleset = one.rule, one.ruleset
    return {
        "file": one.form.file,
        "rule": rule.id,
        "title": rule.title,
        "severity": rule.severity.value,
        "layer": ruleset.layer_of(rule.file),
        "place": f"{rule.file}:{rule.line}",
        "parts": {part: _set(place, ruleset) for part, place in rule.places.items()},
        "settings": [setting(each, ruleset) for each in rule.settings if each.holds(one.day)],
        "as_of": one.day.isoformat(),
        "as_of_named": one.day_named,
        "barrier": _barrier(one.barrier, ruleset) if one.barrier else None,
        "for_each": one.walks or None,
        "counts": {outcome.value: one.counts[outcome] for outcome in Outcome},
        "items": [_item(each) for each in one.items],
        "explained": [_item(each) | _trees(each, one) for each in one.close],
        "lapsed_waivers": [json.lapsed(each) for each in one.lapsed],
    }


def _set(place: str, ruleset: RuleSet) -> dict[str, str]:
    """Return a file:line with the layer that it is of."""
    return {"layer": ruleset.layer_of(place), "place": place}


def _barrier(one: Barrier, ruleset: RuleSet) -> dict[str, Any]:
    """Return what kept the rule from looking at anything."""
    return {"cause": one.cause.value, "told": one.told, **_set(one.place, ruleset)}


def _item(one: Judged) -> dict[str, Any]:
    """Return an item and its outcome."""
    return {
        "number": one.number,
        "name": one.name,
        "at": one.at,
        "place": one.location.spot if one.location else None,
        "outcome": one.outcome.value,
    }


def _trees(one: Judged, whole: Why) -> dict[str, Any]:
    """Return what decided an item, and its conditions as trees."""
    excused = one.finding.waiver if one.finding else None
    trees = {
        key: None if step is None else _tree(step, whole)
        for key, step in (("when", one.when), ("require", one.require))
    }
    return {
        "because": because(one, whole),
        "hint": one.finding.hint if one.finding else "",
        "waiver": json.waiver(excused) if excused else None,
        **trees,
        "severity": _grading(one.grading, whole) if one.grading else None,
    }


def _grading(one: Grading, whole: Why) -> dict[str, Any]:
    """Return how a fail came by its severity."""
    return {
        "severity": (softened(one.ruled) if one.doubt else one.ruled).value,
        "because": graded(one, whole.rule.severity),
        "ruled": one.ruled.value,
        "doubt": one.doubt,
        "conditions": [{"severity": severity.value, **_tree(step, whole)} for severity, step in one.choices],
    }


def _tree(step: Step, whole: Why) -> Any:
    """Return a condition as a tree."""
    return as_json(step, whole.form.origins, whole.rule.tolerance)
