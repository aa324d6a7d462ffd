"""What a rule set is made of, once loaded and checked: frozen data."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import IntEnum
from functools import cached_property
from typing import Any, NamedTuple, cast

from checker.documents import DERIVE
from checker.errors import RuleError
from checker.expressions import Expression, Template, Zeroes
from checker.expressions.patterns import Pattern
from checker.expressions.runtime import METERED, NAMES, Meter
from checker.frozen import field, frozen
from checker.late import Late
from checker.model import Change, Citation, Outcome, Record, Severity
from checker.schema import Field
from checker.text import nearest


@frozen
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


@frozen
class Program(Late):
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


@frozen
class Setting:
    """What a rule reads besides the form: a parameter's value from one day to another, or a vocabulary.

    ``name`` is as rules write it (参数.…, 词表.…), ``told`` the value in words, ``place`` the file:line that set it.
    Of a vocabulary there is one for the layer that defined it and one for each layer that changed it.
    """

    name: str
    meaning: str
    told: str
    place: str
    start: date = date.min
    end: date = date.max
    document: str = ""

    def holds(self, day: date) -> bool:
        """Tell whether it is so on ``day``."""
        return self.start <= day <= self.end

    def __str__(self) -> str:
        since = "" if self.start == date.min else f"自{self.start}起 "
        return f"{since}{self.told}" + (f"（{self.document}）" if self.document else "")


@frozen
class Rule(Late):
    """One requirement, as its file says it.

    ``for_each``, ``when``, ``require``, ``message`` and ``suggestion`` are the texts as written; ``programs`` are their
    checked forms, by form type. ``file`` and ``line`` tell where the rule stands; ``places`` the file:line of what may
    keep it from applying (``applies_to``, ``effective``, ``disable``) and of what a layer below changed of it.
    ``settings`` are what it reads besides the form. Before ``values_from`` the parameter ``waits_for`` has no value
    yet. ``changed_by`` is the layer that changed what the rule does and left its cases.
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
    cases: tuple[Case, ...] = field(default_factory=tuple)
    values_from: date | None = None
    waits_for: str = ""
    changed_by: str = ""
    settings: tuple[Setting, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)

    def in_force(self, day: date) -> bool:
        """Tell whether the rule binds on ``day``."""
        return not self.idle(day)

    def idle(self, day: date) -> str:
        """Return why the rule does not bind on ``day``, "" where it does."""
        return self.out_of_force(day) or self.without_value(day)

    def out_of_force(self, day: date) -> str:
        """Return that ``day`` lies before or after the time in which the rule is in force, "" where it lies within."""
        if self.effective_from is not None and day < self.effective_from:
            return f"这条规则自 {self.effective_from} 起施行，{day} 还不生效。"
        if self.effective_to is not None and day > self.effective_to:
            return f"这条规则到 {self.effective_to} 为止，{day} 已不生效。"
        return ""

    def without_value(self, day: date) -> str:
        """Return which parameter has no value yet on ``day``, "" where all have."""
        if self.values_from is not None and day < self.values_from:
            return f"参数“{self.waits_for}”自 {self.values_from} 起才有规定的值，{day} 还没有。"
        return ""


Run = Callable[[Record], tuple[list[tuple[int, int, int]], Sequence[int], Sequence[int]]]
"""A record to events, what was counted at each gate, and the sizes of lists; see fuse.py."""


class Stage(IntEnum):
    """Where the fused function stopped with a rule on an item; see fuse.py."""

    WHEN = 0
    """A field that ``when`` needs has no value."""
    REQUIRE = 1
    """A field that ``require`` needs has no value."""
    FAIL = 2
    STOP = 3
    """Only the reference evaluator can tell."""


class Gate(NamedTuple):
    """A guard that rules of the fused function share: their numbers, and the list whose items they look at.

    ``walk`` is the place of the list among the sizes, -1 for the record. What is counted at the gate are the items that
    it turned away, or else, with ``lets_through``, all the others.
    """

    rules: tuple[int, ...]
    walk: int
    lets_through: bool


@frozen
class Fused:
    """The rules that look at one form type, as one function; see fuse.py.

    ``source`` is its text, ``code`` that compiled (marshal, for this Python), ``constants`` the values it names.
    ``lists`` tells which of the sizes is that of the list a rule walks, ``views`` whether the record needs its views.
    """

    source: str
    code: bytes
    constants: tuple[Any, ...]
    gates: tuple[Gate, ...]
    lists: Mapping[int, int]
    views: bool

    def __reduce__(self) -> tuple[Any, ...]:
        return Fused, (self.source, self.code, self.constants, self.gates, self.lists, self.views)

    @cached_property
    def run(self) -> Run:
        """The function itself; nothing is ever executed but what fuse.py wrote, and it can name only these."""
        meter = Meter()
        names = dict(NAMES) | {name: getattr(meter, name) for name in METERED}
        names |= {f"derive_{name}": derive for name, derive in DERIVE.items()}
        names |= {f"k{index}": value for index, value in enumerate(self.constants)}
        for index, one in enumerate(self.constants):
            if isinstance(one, Pattern):
                names[f"m{index}"] = meter.matcher(one)
        exec(marshal.loads(self.code), names)  # noqa: S102, S302
        return cast("Run", names["run"])


@frozen
class Period:
    """The rules from one day on, until the next period begins, with the parameters as they stand then."""

    start: date
    rules: tuple[Rule, ...]
    fused: Mapping[str, Fused]


@frozen
class RuleSet:
    """An ordered collection of rules with the parameters and vocabularies they share.

    ``hash`` is the SHA-256 of the files' contents, in order of name. ``fused`` has all rules as one function for each
    form type, generated when first asked for; without it, rules are evaluated one by one. Where parameters have dated
    values, ``periods`` hold the rules of every time, and ``rules`` are those of the last.

    ``layers`` names the layers, the highest first; ``changes`` are what they loosened; ``gone`` tells of each id
    that is switched off or retired by whom, and ``disabled`` has the rules that are switched off, without programs.
    ``folders`` names the layer of each folder that files are shown in. ``record`` names the schema of the records that
    the rules are for, where the rule set brings one with it.
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
    disabled: Mapping[str, Rule] = field(default_factory=dict)
    folders: Mapping[str, str] = field(default_factory=dict)

    def at(self, day: date) -> RuleSet:
        """Return the rule set with its parameters as they stand on ``day``."""
        if not self.periods:
            return self
        period = next(one for one in reversed(self.periods) if one.start <= day)
        from dataclasses import replace  # noqa: PLC0415 - most rule sets are the same on every day

        return replace(self, rules=period.rules, fused=period.fused)

    def layer_of(self, place: str) -> str:
        """Return the name of the layer that a file:line is of; "" when it is of none."""
        inner = [folder for folder in self.folders if place.startswith(f"{folder}/")]
        return self.folders[max(inner, key=len)] if inner else ""

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
