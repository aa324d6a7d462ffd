"""What keeps a rule from looking at anything on a form, and which line of which layer says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from checker import schema
from checker.model import Form
from checker.rulesets import Rule, RuleSet
from checker.schema import Field


class Cause(StrEnum):
    """What can keep a rule from looking at anything."""

    DISABLED = "disabled"
    """A layer switched it off."""
    FORM = "form"
    """It is for other form types."""
    DATE = "date"
    """It is not in force yet, or not any more."""
    PARAMETER = "parameter"
    """A parameter that it reads has no value yet."""
    EMPTY = "empty"
    """The list that it walks has no items."""


@dataclass(frozen=True)
class Barrier:
    """What kept a rule from looking at anything, in words, and the file:line of the rule set that says so."""

    cause: Cause
    told: str
    place: str = ""


def before(rule: Rule, ruleset: RuleSet, form: Form, day: date) -> Barrier | None:
    """Return what keeps ``rule`` from being asked about ``form`` on ``day``; None where nothing does."""
    if rule.id in ruleset.disabled:
        return Barrier(Cause.DISABLED, ruleset.gone[rule.id], rule.places["disable"])
    if form.record[schema.FORM] not in rule.programs:
        return Barrier(Cause.FORM, _other_form(rule, form), rule.places.get("applies_to", ""))
    if idle := rule.out_of_force(day):
        return Barrier(Cause.DATE, idle, rule.places.get("effective", ""))
    if idle := rule.without_value(day):
        first = next((one for one in rule.settings if one.start == rule.values_from), None)
        return Barrier(Cause.PARAMETER, idle, first.place if first else "")
    return None


def without_items(items: Field) -> Barrier:
    """Return that the form has none of the items that the rule looks at one by one."""
    return Barrier(Cause.EMPTY, f"表上没有{items.title}，看了 0 项。")


def _other_form(rule: Rule, form: Form) -> str:
    titles = "、".join(schema.load(one).title for one in rule.applies_to)
    return f"这条规则只管{titles}，这份表是{schema.of(form.record).title}。"
