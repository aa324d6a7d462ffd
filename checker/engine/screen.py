"""Many records, fast: which rules failed or could not tell where, and the balance of outcomes, without the explaining.

What a screen names can be explained with :func:`checker.engine.check.check`, which comes to the same outcomes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import localcontext
from typing import Any

from checker import documents
from checker.engine.judge import Judge
from checker.engine.tally import ARITHMETIC
from checker.engine.views import with_views
from checker.expressions import Frame
from checker.expressions.nodes import Read
from checker.expressions.runtime import ABSENT, number, written
from checker.model import Form, Outcome, Record
from checker.rulesets import Program, Rule, RuleSet
from checker.rulesets.fuse import fuse
from checker.rulesets.model import Stage
from checker.schema import NUMERIC, Catalogue


@dataclass(frozen=True)
class Screened:
    """What came of one record.

    ``outcomes`` names rule, item (-1 is the record) and outcome of all that neither passed nor was turned away;
    ``balance`` counts all items by outcome.
    """

    outcomes: Sequence[tuple[str, int, Outcome]]
    balance: Mapping[Outcome, int]


class Screen:
    """The rules of a set that are in force on a day, ready for many records of one form type."""

    def __init__(self, ruleset: RuleSet, catalogue: Catalogue, as_of: date) -> None:
        self._catalogue = catalogue
        bound = [rule for rule in ruleset.rules if catalogue.form in rule.programs and rule.in_force(as_of)]
        self._rules = bound
        self._idle = len(ruleset.rules) - len(bound)
        self._fused = fuse(bound, catalogue)
        self._ids = [rule.id for rule in bound]
        self._programs = [rule.programs[catalogue.form] for rule in bound]
        lists = self._fused.lists
        self._walks = [list(lists.values()).count(index) for index in range(len(set(lists.values())))]
        self._whole = len(bound) - len(lists)
        self._group_sizes = [len(group) for group in self._fused.groups]

    def of(self, record: Record) -> Screened:
        """Return what comes of ``record``, which must be valid against its schema."""
        shown = with_views(Form("", record), self._catalogue) if self._fused.views else record
        with localcontext(ARITHMETIC):
            try:
                events, unfit, sizes = self._fused.run(shown)
            except Exception:  # noqa: BLE001 - too many items, or an odd shape: the reference evaluator copes
                return self._slowly(shown)
            outcomes = [
                (
                    self._rules[rule].id,
                    item,
                    Outcome.FAIL if stage == Stage.FAIL else self._decided(rule, item, stage, shown),
                )
                for rule, item, stage in events
            ]
        balance = dict.fromkeys(Outcome, 0)
        for _, _, outcome in outcomes:
            balance[outcome] += 1
        walked = list(zip(self._walks, sizes, strict=True))
        turned = sum(count * size for count, size in zip(unfit, self._group_sizes, strict=True))
        empty = self._idle + sum(rules for rules, size in walked if size <= 0)
        looked = self._whole + sum(rules * size for rules, size in walked if size > 0)
        balance[Outcome.NOT_APPLICABLE] += turned + empty
        balance[Outcome.PASS] += looked - turned - len(outcomes)
        return Screened([one for one in outcomes if one[2] is not Outcome.NOT_APPLICABLE], balance)

    def _decided(self, number_: int, item: int, stage: int, record: Record) -> Outcome:
        """Return what the absence of a value means, as :class:`Judge` would; ask that where it is not plain."""
        rule, program = self._rules[number_], self._programs[number_]
        if stage != Stage.STOP:
            wanted = program.when if stage == Stage.WHEN else program.require
            for read in wanted.needs if wanted is not None else ():
                outcome = _without(read, rule, program, record, item)
                if outcome is not None:
                    return outcome
        stacks = _stacks(Frame(self._catalogue.root, record, "", record, documents.DERIVE), program)
        return Judge(rule, program, {}).verdict(stacks[max(item, 0)]).outcome

    def _slowly(self, record: Record) -> Screened:
        root = Frame(self._catalogue.root, record, "", record, documents.DERIVE)
        balance = dict.fromkeys(Outcome, 0)
        balance[Outcome.NOT_APPLICABLE] = self._idle
        outcomes = []
        for rule, program in zip(self._rules, self._programs, strict=True):
            judge, stacks = Judge(rule, program, {}), _stacks(root, program)
            balance[Outcome.NOT_APPLICABLE] += not stacks
            for item, stack in enumerate(stacks, start=0 if program.items else -1):
                outcome = judge.verdict(stack).outcome
                balance[outcome] += 1
                if outcome not in (Outcome.PASS, Outcome.NOT_APPLICABLE):
                    outcomes.append((rule.id, item, outcome))
        return Screened(outcomes, balance)


def _stacks(root: Frame, program: Program) -> list[tuple[Frame, ...]]:
    """Return the frames of each item that a rule looks at."""
    if program.items is None:
        return [(root,)]
    items = root.read(program.items)
    return [(root, item) for item in items] if isinstance(items, list) else []


def _without(read: Read, rule: Rule, program: Program, record: Record, item: int) -> Outcome | None:
    """Return the outcome where a needed field has no value; None where it has one, or that is not so plain."""
    field, data = read.field, record
    if field.derived or field.view or field.type == "list" or program.zeroes:
        return None
    if read.depth:
        items: Any = record
        for key in program.items.path if program.items is not None else ():
            items = items[key]
        data = items[item]
    value = written(data, field.path)
    if value is ABSENT:
        return Outcome.NOT_APPLICABLE
    if value is None:
        return Outcome(rule.on_missing)
    return Outcome.CANNOT_TELL if field.type in NUMERIC and number(value) is None else None
