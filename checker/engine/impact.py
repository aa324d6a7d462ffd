"""What another rule set makes of the same form: the findings that appear, vanish, or are not what they were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from checker.model import Finding, Report


class Kind(StrEnum):
    """What became of a finding."""

    APPEARS = "appears"
    VANISHES = "vanishes"
    REGRADED = "regraded"
    """It has another severity."""
    REWORDED = "reworded"
    """It says something else, such as another limit, or asks for something else."""

    @property
    def label(self) -> str:
        """The kind in Chinese."""
        return {"appears": "出现", "vanishes": "消失", "regraded": "改级", "reworded": "改说明"}[self.value]


@dataclass(frozen=True)
class Shift:
    """One finding that is not the same under both rule sets, as it was and as it is; None where there is none."""

    kind: Kind
    before: Finding | None
    after: Finding | None

    @property
    def finding(self) -> Finding:
        """The finding as it is, or, where it vanished, as it was."""
        found = self.after or self.before
        if found is None:  # pragma: no cover - one of them is there
            raise AssertionError(self)
        return found


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
        if kind := _kind(before, after):
            yield Shift(kind, before, after)


def _kind(before: Finding | None, after: Finding | None) -> Kind | None:
    """Return what became of a finding, None where it is what it was."""
    if before is None or after is None:
        return Kind.VANISHES if after is None else Kind.APPEARS
    if before.severity is not after.severity:
        return Kind.REGRADED
    same = (before.message, before.suggestion, before.hint) == (after.message, after.suggestion, after.hint)
    return None if same else Kind.REWORDED
