"""The data that flows through the checker: frozen, plain, without behaviour beyond naming itself.

A record is a JSON object (``dict[str, Any]``) valid against its schema; see schemas/. What is known *about* its values,
where each was read and how surely, stands beside it as :class:`Origin` by JSON Pointer (RFC 6901).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from checker.errors import Fault
from checker.frozen import field, frozen

Record = dict[str, Any]


class Outcome(StrEnum):
    """What came of one rule on one item. They always add up to the items looked at."""

    PASS = "pass"
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    CANNOT_TELL = "cannot_tell"
    WAIVED = "waived"
    ERROR = "error"

    __hash__ = str.__hash__  # Enum's own is written in Python, and outcomes are counted by the hundred

    @property
    def label(self) -> str:
        """The outcome in Chinese."""
        return _OUTCOME_LABELS[self]


_OUTCOME_LABELS = {
    Outcome.PASS: "合格",
    Outcome.FAIL: "不合格",
    Outcome.NOT_APPLICABLE: "不适用",
    Outcome.CANNOT_TELL: "未能判定",
    Outcome.WAIVED: "已豁免",
    Outcome.ERROR: "规则出错",
}


class Severity(StrEnum):
    """How grave a finding is, gravest first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        """The severity in Chinese."""
        return {"error": "错误", "warning": "警告", "info": "提示"}[self.value]

    @property
    def rank(self) -> int:
        """0 for error, 1 for warning, 2 for info."""
        return _GRAVITY.index(self)


_GRAVITY = tuple(Severity)


class Effect(StrEnum):
    """Whether a layer of a rule set makes what it inherits more or less strict."""

    NONE = "none"
    TIGHTER = "tighter"
    LOOSER = "looser"
    UNCLEAR = "unclear"

    @property
    def label(self) -> str:
        """The effect in Chinese."""
        return {"none": "无变化", "tighter": "从严", "looser": "放宽", "unclear": "宽严不定"}[self.value]

    @property
    def told(self) -> bool:
        """Tell whether it needs a reason and stands in every report: it makes less strict, or that cannot be told."""
        return self in (Effect.LOOSER, Effect.UNCLEAR)


@frozen
class Location:
    """A place in a form as its reader sees it: a cell of a sheet or table, or a line and column of a text (from 1)."""

    table: str | None = None
    cell: str | None = None
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        if self.cell:
            return f"{self.table}!{self.cell}" if self.table else self.cell
        if self.line is None:
            return self.table or ""
        return f"第{self.line}行" + (f"第{self.column}列" if self.column else "")

    @property
    def spot(self) -> str:
        """The place in words, a line without its column: a reader looks for the line."""
        return f"第{self.line}行" if self.line and not self.cell else str(self)


@frozen
class Origin:
    """Where one value of a record was read, and how surely.

    ``raw`` is the text of the cell before markup was removed. ``doubt`` is empty when there is only one way to read
    the place, else a Chinese sentence that names the readings.
    """

    location: Location
    raw: str | None = None
    doubt: str = ""


@frozen
class Form:
    """One form as read: its record, and an origin for each JSON Pointer of it."""

    file: str
    record: Record
    origins: Mapping[str, Origin] = field(default_factory=dict)


@frozen
class Citation:
    """The document and provision a rule rests on; ``verified`` only when its text was read."""

    document: str
    provision: str = ""
    verified: bool = False

    def __str__(self) -> str:
        return self.document + self.provision + ("" if self.verified else "（引文未核对原文）")


@frozen
class Evidence:
    """One value that a finding rests on."""

    at: str
    title: str
    value: str | None
    location: Location | None = None


@frozen
class Waiver:
    """What one rule finds on one form, accepted for a reason, by somebody, until a day (the last on which it holds).

    ``form`` is the name or the file of the form, ``item`` the name or the JSON Pointer of the place, "" for any.
    ``values`` are those that the finding rests on, by title as its evidence shows them. ``place`` is file:line.
    """

    rule: str
    form: str
    item: str
    reason: str
    document: str
    approver: str
    until: date
    values: Mapping[str, tuple[str | None, ...]] = field(hash=False)
    place: str


@frozen
class Waivers:
    """The waivers of a run; ``hash`` is the SHA-256 of the files they stand in."""

    entries: tuple[Waiver, ...]
    hash: str


class Lapse(StrEnum):
    """Why a waiver excused nothing."""

    EXPIRED = "expired"
    UNDATED = "undated"
    STALE = "stale"
    UNUSED = "unused"


@frozen
class Lapsed:
    """A waiver that excused nothing; ``told`` says why in one sentence."""

    waiver: Waiver
    lapse: Lapse
    told: str


@frozen
class Finding:
    """A fail, cannot_tell or error that is reported, or what a waiver excused of these.

    ``at`` is the JSON Pointer of the place, ``location`` that place in the document where it is known; ``item`` names
    the indicator or task. ``suspected`` (疑似) marks a finding on a row with more than one reading. ``hint`` guesses at
    the one slip that would explain a wrong sum. ``waiver`` is what excuses it, where something does.
    """

    rule: str
    title: str
    review_item: str
    outcome: Outcome
    severity: Severity
    at: str
    message: str
    item: str = ""
    suggestion: str = ""
    hint: str = ""
    suspected: bool = False
    location: Location | None = None
    evidence: tuple[Evidence, ...] = ()
    basis: tuple[Citation, ...] = ()
    waiver: Waiver | None = None


@frozen
class RuleResult:
    """What came of one rule on one form: items by outcome; ``note`` says why it did not apply."""

    rule: str
    title: str
    review_item: str
    severity: Severity
    counts: Mapping[Outcome, int]
    note: str = ""

    @property
    def looked_at(self) -> int:
        """The number of items, whatever their outcome."""
        return sum(self.counts.values())


@frozen
class Change:
    """What a layer of the rule set loosened, or may have, of what it inherits; ``place`` is file:line.

    ``subject`` is a rule, a parameter or a vocabulary, as rules name it.
    """

    layer: str
    subject: str
    told: str
    effect: Effect
    reason: str
    document: str
    place: str


@frozen
class Report:
    """Everything one run says about one form. Pure data: the same inputs give the same report."""

    file: str
    record: Record
    findings: tuple[Finding, ...]
    results: tuple[RuleResult, ...]
    as_of: str
    versions: Mapping[str, str]
    origins: Mapping[str, Origin] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    lapsed: tuple[Lapsed, ...] = ()

    def balance(self) -> dict[Outcome, int]:
        """Items by outcome, all six named, over all rules."""
        return {outcome: sum(result.counts.get(outcome, 0) for result in self.results) for outcome in Outcome}


@frozen
class Unreadable:
    """A form that could not be checked: it takes its place among the reports of a run, the others go on."""

    file: str
    faults: tuple[Fault, ...]
