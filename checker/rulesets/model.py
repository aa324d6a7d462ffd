"""What a rule set is made of, once loaded and checked: frozen data."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import IntEnum
from functools import cached_property
from typing import Any, cast

from checker.documents import DERIVE
from checker.errors import RuleError
from checker.expressions import Expression, Template, Zeroes
from checker.expressions.patterns import Pattern
from checker.expressions.runtime import NAMES, Meter, searcher
from checker.model import Change, Citation, Outcome, Record, Severity
from checker.schema import Field
from checker.text import nearest


@dataclass(frozen=True)
class Case:
    """An example that stands in the rule's file: what is given, and what must come of it.

    ``given`` holds fields by title or key; ``at`` and ``severity`` are checked only where they are named. ``as_of`` is
    the day whose parameters it is about, where it names one.
    """

    name: str
    given: Mapping[str, Any]
    expect: Outcome
    at: str | None
    severity: Severity | None
    line: int
    file: str = ""
    as_of: date | None = None


@dataclass(frozen=True)
class Program:
    """A rule made ready for one form type: every name resolved, every type checked.

    ``items`` is the list of ``for_each``; ``at`` the field a finding points to, where the rule names one.
    """

    items: Field | None
    at: Field | None
    when: Expression | None
    require: Expression
    message: Template
    suggestion: Template
    severities: tuple[tuple[Severity, Expression], ...]
    zeroes: Zeroes


@dataclass(frozen=True)
class Rule:
    """One requirement, as its file says it.

    ``for_each``, ``when``, ``require``, ``message`` and ``suggestion`` are the texts as written; ``programs`` are their
    checked forms, by form type. ``file`` and ``line`` tell where the rule stands. Before ``values_from`` the parameter
    ``waits_for`` has no value yet. ``changed_by`` is the layer that changed what the rule does and left its cases.
    """

    id: str
    title: str
    review_item: str
    applies_to: tuple[str, ...]
    severity: Severity
    require: str
    message: str
    programs: Mapping[str, Program]
    file: str
    line: int
    for_each: str | None = None
    when: str = ""
    suggestion: str = ""
    severity_if: Mapping[str, str] = field(default_factory=dict)
    tolerance: Decimal | None = None
    blank_as_zero: tuple[str, ...] = ()
    on_missing: str = Outcome.CANNOT_TELL.value
    basis: tuple[Citation, ...] = ()
    effective_from: date | None = None
    effective_to: date | None = None
    confidence: str = ""
    cases: tuple[Case, ...] = ()
    values_from: date | None = None
    waits_for: str = ""
    changed_by: str = ""

    def in_force(self, day: date) -> bool:
        """Tell whether the rule binds on ``day``."""
        return not self.idle(day)

    def idle(self, day: date) -> str:
        """Return why the rule does not bind on ``day``, "" where it does."""
        if not (self.effective_from or date.min) <= day <= (self.effective_to or date.max):
            return f"这条规则在{day.isoformat()}不生效。"
        if self.values_from is not None and day < self.values_from:
            return f"参数“{self.waits_for}”自{self.values_from}起才有规定的值，{day.isoformat()}还没有。"
        return ""


Run = Callable[[Record], tuple[list[tuple[int, int, int]], list[int], list[int]]]
"""A record to events, the items that each guard turned away, and the sizes of lists; see fuse.py."""


class Stage(IntEnum):
    """Where the fused function stopped with a rule on an item; see fuse.py."""

    WHEN = 0
    """A field that ``when`` needs has no value."""
    REQUIRE = 1
    """A field that ``require`` needs has no value."""
    FAIL = 2
    STOP = 3
    """Only the reference evaluator can tell."""


@dataclass(frozen=True)
class Fused:
    """The rules that look at one form type, as one function; see fuse.py.

    ``source`` is its text, ``code`` that compiled (marshal, for this Python), ``constants`` the values it names.
    ``groups`` are the rules behind each guard, ``lists`` tells which of the sizes is that of the list a rule walks,
    ``views`` whether the record must have its views.
    """

    source: str
    code: bytes
    constants: tuple[Any, ...]
    groups: tuple[tuple[int, ...], ...]
    lists: Mapping[int, int]
    views: bool

    def __reduce__(self) -> tuple[Any, ...]:
        return Fused, (self.source, self.code, self.constants, self.groups, self.lists, self.views)

    @cached_property
    def run(self) -> Run:
        """The function itself; nothing is ever executed but what fuse.py wrote, and it can name only these."""
        meter = Meter()
        names = dict(NAMES) | {"bounded": meter.bounded, "reset": meter.reset}
        names |= {f"derive_{name}": derive for name, derive in DERIVE.items()}
        names |= {f"k{index}": value for index, value in enumerate(self.constants)}
        for index, one in enumerate(self.constants):
            if isinstance(one, Pattern):
                names |= {f"m{index}": meter.matcher(one), f"s{index}": searcher(one, names, f"s{index}")}
        exec(marshal.loads(self.code), names)  # noqa: S102, S302
        return cast("Run", names["run"])


@dataclass(frozen=True)
class Period:
    """The rules from one day on, until the next period begins, with the parameters as they stand then."""

    start: date
    rules: tuple[Rule, ...]
    fused: Mapping[str, Fused]


@dataclass(frozen=True)
class RuleSet:
    """An ordered collection of rules with the parameters and vocabularies they share.

    ``hash`` is the SHA-256 of the files' contents, in order of name. ``fused`` has all rules as one function for each
    form type, generated when first asked for; without it, rules are evaluated one by one. Where parameters have dated
    values, ``periods`` hold the rules of every time, and ``rules`` are those of the last.

    ``layers`` names the layers, the highest first; ``changes`` are what they loosened; ``gone`` tells of each id
    that is switched off or retired by whom. ``record`` names the schema of the records that the rules are
    for, where the rule set brings one with it.
    """

    id: str
    title: str
    version: str
    hash: str
    rules: tuple[Rule, ...]
    fused: Mapping[str, Fused] = field(default_factory=dict)
    periods: tuple[Period, ...] = ()
    layers: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    gone: Mapping[str, str] = field(default_factory=dict)
    record: str = ""

    def at(self, day: date) -> RuleSet:
        """Return the rule set with its parameters as they stand on ``day``."""
        if not self.periods:
            return self
        period = next(one for one in reversed(self.periods) if one.start <= day)
        return replace(self, rules=period.rules, fused=period.fused)

    def rule(self, identifier: str) -> Rule:
        """Return the rule of this id.

        Raises RuleError, with the nearest id, when there is none.
        """
        for rule in self.rules:
            if rule.id == identifier.upper():
                return rule
        if identifier.upper() in self.gone:
            raise RuleError(self.gone[identifier.upper()])
        hint = nearest(identifier.upper(), [rule.id for rule in self.rules])
        raise RuleError(f"规则集“{self.title}”里没有规则“{identifier}”。{hint}")
