"""Many records, fast: which rules failed or could not tell where, and the balance of outcomes, without the explaining.

What a screen names can be explained with :func:`checker.engine.check.check`, which comes to the same outcomes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import localcontext
from functools import cached_property
from typing import Any

from checker import documents
from checker.engine.judge import Judge, Stack, stacks
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

_NONE = dict.fromkeys(Outcome, 0)
_SILENT = (Outcome.PASS, Outcome.NOT_APPLICABLE)


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
        ruleset = ruleset.at(as_of)
        bound = [rule for rule in ruleset.rules if catalogue.form in rule.programs and rule.in_force(as_of)]
        self._rules = bound
        self._idle = len(ruleset.rules) - len(bound)
        self._fused = fuse(bound, catalogue)
        lists = self._fused.lists
        self._walks = [list(lists.values()).count(index) for index in range(len(set(lists.values())))]
        self._whole = len(bound) - len(lists)
        self._group_sizes = [len(group) for group in self._fused.groups]

    def of(self, record: Record) -> Screened:
        """Return what comes of ``record``, which must be valid against its schema."""
        shown = with_views(Form("", record), self._catalogue) if self._fused.views else record
        reference = _Reference(self._catalogue, shown)
        with localcontext(ARITHMETIC):
            try:
                events, unfit, sizes = self._fused.run(shown)
            except Exception:  # noqa: BLE001 - too large, or of an odd shape: the reference evaluator copes
                return self._slowly(reference)
            outcomes = []
            for number, item, stage in events:
                rule = self._rules[number]
                outcome = Outcome.FAIL if stage == Stage.FAIL else reference.decided(rule, item, stage)
                outcomes.append((rule.id, item, outcome))
        balance = dict(_NONE)
        for _, _, outcome in outcomes:
            balance[outcome] += 1
        walked = list(zip(self._walks, sizes, strict=True))
        turned = sum(count * size for count, size in zip(unfit, self._group_sizes, strict=True))
        empty = self._idle + sum(rules for rules, size in walked if size <= 0)
        looked = self._whole + sum(rules * size for rules, size in walked if size > 0)
        balance[Outcome.NOT_APPLICABLE] += turned + empty
        balance[Outcome.PASS] += looked - turned - len(outcomes)
        return Screened([one for one in outcomes if one[2] not in _SILENT], balance)

    def _slowly(self, reference: _Reference) -> Screened:
        balance = dict(_NONE)
        balance[Outcome.NOT_APPLICABLE] = self._idle
        outcomes = []
        for rule in self._rules:
            count = reference.count(rule)
            balance[Outcome.NOT_APPLICABLE] += not count
            for index in range(count):
                outcome = reference.judged(rule, index)
                balance[outcome] += 1
                if outcome not in _SILENT:
                    walks = rule.programs[self._catalogue.form].items is not None
                    outcomes.append((rule.id, index if walks else -1, outcome))
        return Screened(outcomes, balance)


class _Reference:
    """The reference evaluator on one record, made ready only when it is asked."""

    def __init__(self, catalogue: Catalogue, record: Record) -> None:
        self._catalogue, self._record = catalogue, record
        self._judges: dict[str, tuple[Judge, list[Stack]]] = {}

    def decided(self, rule: Rule, item: int, stage: int) -> Outcome:
        """Return the outcome for an item that the fused function stopped at; what a plain blank means is known."""
        program = rule.programs[self._catalogue.form]
        if stage != Stage.STOP:
            wanted = program.when if stage == Stage.WHEN else program.require
            for read in wanted.needs if wanted is not None else ():
                outcome = _without(read, rule, program, self._record, item)
                if outcome is not None:
                    return outcome
        return self.judged(rule, max(item, 0))

    def judged(self, rule: Rule, index: int) -> Outcome:
        """Return what the reference evaluator says; one judge for all items of a rule, who counts the steps."""
        judge, looked_at = self._looked(rule)
        return judge.verdict(looked_at[index]).outcome

    def count(self, rule: Rule) -> int:
        """Return the number of items that a rule looks at."""
        return len(self._looked(rule)[1])

    def _looked(self, rule: Rule) -> tuple[Judge, list[Stack]]:
        if rule.id not in self._judges:
            program = rule.programs[self._catalogue.form]
            self._judges[rule.id] = Judge(rule, program, {}), stacks(program, self._root)
        return self._judges[rule.id]

    @cached_property
    def _root(self) -> Frame:
        return Frame(self._catalogue.root, self._record, "", self._record, documents.DERIVE)


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
