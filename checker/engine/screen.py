"""Many records, fast: which rules failed or could not tell where, and the balance of outcomes, without the explaining.

What a screen names can be explained with :func:`checker.engine.check.check`, which comes to the same outcomes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import getcontext, setcontext
from functools import cached_property
from operator import mul
from typing import Any, NamedTuple

from checker import documents
from checker.engine.judge import Judge, Stack, stacks
from checker.engine.tally import ARITHMETIC
from checker.engine.views import with_views
from checker.expressions import Frame
from checker.expressions.nodes import Expression
from checker.expressions.runtime import ABSENT, number, written
from checker.model import Form, Outcome, Record
from checker.rulesets import Program, Rule, RuleSet
from checker.rulesets.fuse import fuse
from checker.rulesets.model import Stage
from checker.schema import NUMERIC, Catalogue

_PLACE = {outcome: place for place, outcome in enumerate(Outcome)}
_PASS, _FAIL, _NOT_APPLICABLE = (_PLACE[one] for one in (Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE))
_FAILED = int(Stage.FAIL)
_SILENT = (Outcome.PASS, Outcome.NOT_APPLICABLE)


class Screened(NamedTuple):
    """What came of one record.

    ``outcomes`` names rule, item (-1 is the record) and outcome of all that neither passed nor was turned away;
    ``counts`` are all items by outcome, in the order of :class:`Outcome`.
    """

    outcomes: Sequence[tuple[str, int, Outcome]]
    counts: Sequence[int]

    @property
    def balance(self) -> Mapping[Outcome, int]:
        """All items by outcome."""
        return dict(zip(Outcome, self.counts, strict=True))


class Screen:
    """The rules of a set that are in force on a day, ready for many records of one form type."""

    def __init__(self, ruleset: RuleSet, catalogue: Catalogue, as_of: date) -> None:
        self._catalogue = catalogue
        ruleset = ruleset.at(as_of)
        bound = [rule for rule in ruleset.rules if catalogue.form in rule.programs and rule.in_force(as_of)]
        self._rules, self._ids = bound, [rule.id for rule in bound]
        self._idle = len(ruleset.rules) - len(bound)
        self._fused = fuse(bound, catalogue)
        self._graded = [bool(rule.programs[catalogue.form].severities) for rule in bound]
        self._blanks = [_blanks(rule, rule.programs[catalogue.form]) for rule in bound]
        lists = list(self._fused.lists.values())
        self._walks = [lists.count(index) for index in range(len(set(lists)))]
        self._whole = len(bound) - len(lists)
        gates = self._fused.gates
        self._turned = [-len(gate.rules) if gate.lets_through else len(gate.rules) for gate in gates]
        self._let = [
            sum(len(gate.rules) for gate in gates if gate.lets_through and gate.walk == walk)
            for walk in range(-1, len(self._walks))
        ]

    def of(self, record: Record) -> Screened:
        """Return what comes of ``record``, which must be valid against its schema."""
        shown = with_views(Form("", record), self._catalogue) if self._fused.views else record
        callers = getcontext()
        setcontext(ARITHMETIC)
        try:
            return self._quickly(shown)
        except Exception:  # noqa: BLE001 - too large, or of an odd shape: the reference evaluator copes
            return self._slowly(_Reference(self._catalogue, shown))
        finally:
            setcontext(callers)

    def _quickly(self, record: Record) -> Screened:
        events, told, sizes = self._fused.run(record)
        outcomes = []
        counts = [0] * len(_PLACE)
        reference = None
        for index, item, stage in events:
            if stage == _FAILED and not self._graded[index]:  # else its severity may be beyond telling
                outcomes.append((self._ids[index], item, Outcome.FAIL))
                counts[_FAIL] += 1
                continue
            outcome = self._blanks[index][stage].outcome(record, item)
            if outcome is None:
                reference = reference or _Reference(self._catalogue, record)
                outcome = reference.judged(self._rules[index], max(item, 0))
            counts[_PLACE[outcome]] += 1
            if outcome not in _SILENT:
                outcomes.append((self._ids[index], item, outcome))
        turned = self._let[0] + sum(map(mul, told, self._turned)) + sum(map(mul, sizes, self._let[1:]))
        looked = self._whole + sum(map(mul, sizes, self._walks))
        empty = self._idle
        if 0 in sizes:
            empty += sum(rules for rules, size in zip(self._walks, sizes, strict=True) if not size)
        counts[_NOT_APPLICABLE] += turned + empty
        counts[_PASS] += looked - turned - len(events)
        return Screened(outcomes, counts)

    def _slowly(self, reference: _Reference) -> Screened:
        counts = [0] * len(Outcome)
        counts[_NOT_APPLICABLE] = self._idle
        outcomes = []
        for rule in self._rules:
            count = reference.count(rule)
            counts[_NOT_APPLICABLE] += not count
            for index in range(count):
                outcome = reference.judged(rule, index)
                counts[_PLACE[outcome]] += 1
                if outcome not in _SILENT:
                    walks = rule.programs[self._catalogue.form].items is not None
                    outcomes.append((rule.id, index if walks else -1, outcome))
        return Screened(outcomes, counts)


class _Reference:
    """The reference evaluator on one record, made ready only when it is asked."""

    def __init__(self, catalogue: Catalogue, record: Record) -> None:
        self._catalogue, self._record = catalogue, record
        self._judges: dict[str, tuple[Judge, list[Stack]]] = {}

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


class _Blank:
    """What comes of a rule where a field that it needs has no value; only of plain fields that is known at once."""

    def __init__(self, rule: Rule, program: Program, wanted: Expression | None) -> None:
        needs = wanted.needs if wanted is not None else ()
        plain = not program.zeroes and not any(
            read.field.derived or read.field.view or read.field.type == "list" for read in needs
        )
        self._needs = [(read.depth, read.field.path, read.field.type in NUMERIC) for read in needs] if plain else []
        self._items = program.items.path if program.items is not None else ()
        self._blank = Outcome(rule.on_missing)

    def outcome(self, record: Record, index: int) -> Outcome | None:
        """Return the outcome for an item, None where it is not so plain."""
        item: Any = None
        for depth, path, numeric in self._needs:
            if depth and item is None:
                item = written(record, self._items)[index]
            value = written(item if depth else record, path)
            if value is ABSENT:
                return Outcome.NOT_APPLICABLE
            if value is None:
                return self._blank
            if numeric and number(value) is None:
                return Outcome.CANNOT_TELL
        return None


def _blanks(rule: Rule, program: Program) -> Mapping[int, _Blank]:
    """Return what comes of a missing value at each stage; nothing where only the reference evaluator can tell."""
    wanted = {Stage.WHEN: program.when, Stage.REQUIRE: program.require, Stage.FAIL: None, Stage.STOP: None}
    return {int(stage): _Blank(rule, program, one) for stage, one in wanted.items()}
