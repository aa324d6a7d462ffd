"""What another rule set makes of the same form: the findings that appear, vanish or change in severity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from checker.model import Finding, Report, Severity


class Kind(StrEnum):
    """What became of a finding."""

    APPEARS = "appears"
    VANISHES = "vanishes"
    CHANGES = "changes"

    @property
    def label(self) -> str:
        """The kind in Chinese."""
        return {"appears": "出现", "vanishes": "消失", "changes": "改级"}[self.value]


@dataclass(frozen=True)
class Shift:
    """One finding that is not the same under both rule sets; ``before`` is the severity that it had."""

    kind: Kind
    finding: Finding
    before: Severity | None = None


def shifts(one: Report, other: Report) -> list[Shift]:
    """Return how the findings of ``other`` differ from those of ``one``, by rule, then in the order of the form."""
    old, new = _placed(one), _placed(other)
    found = [shift for key in {**old, **new} for shift in _between(old.get(key, []), new.get(key, []))]
    return sorted(found, key=lambda shift: shift.finding.rule)


def _placed(report: Report) -> dict[tuple[str, ...], list[Finding]]:
    """Return the findings by rule, place and outcome; there may be several of one."""
    placed: dict[tuple[str, ...], list[Finding]] = {}
    for one in report.findings:
        placed.setdefault((one.rule, one.at, one.item, one.outcome), []).append(one)
    return placed


def _between(old: list[Finding], new: list[Finding]) -> Iterator[Shift]:
    for before, after in zip_longest(old, new):
        if after is None:
            yield Shift(Kind.VANISHES, before)
        elif before is None:
            yield Shift(Kind.APPEARS, after)
        elif before.severity is not after.severity:
            yield Shift(Kind.CHANGES, after, before.severity)
