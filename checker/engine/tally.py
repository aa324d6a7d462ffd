"""What the fused function of a rule set says about one record: what passed, and what must be looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Context, localcontext

from checker.frozen import frozen
from checker.model import Record
from checker.rulesets import Fused

ARITHMETIC = Context(prec=28)
"""In which all rules compute: the caller's own decimal context must not change a verdict."""


@frozen
class Told:
    """What became of one rule: the items that did not simply pass (-1 is the record itself).

    ``unfit`` counts those that its ``when`` turned away; all others passed.
    """

    events: Sequence[int]
    unfit: int


@frozen
class Tally:
    """What became of all rules, by their numbers."""

    events: Mapping[int, list[int]]
    unfit: Mapping[int, int]

    def of(self, rule: int) -> Told:
        """Return what became of one rule."""
        return Told(self.events.get(rule, ()), self.unfit.get(rule, 0))


def tally(fused: Fused | None, record: Record) -> Tally | None:
    """Run the fused function; None where there is none or it cannot cope: then rules must be looked at one by one."""
    if fused is None:
        return None
    try:
        with localcontext(ARITHMETIC):
            found, counts, sizes = fused.run(record)
    except Exception:  # noqa: BLE001 - the reference evaluator will say what is wrong, rule by rule
        return None
    events: dict[int, list[int]] = {}
    for rule, item, _stage in found:
        events.setdefault(rule, []).append(item)
    unfit: dict[int, int] = {}
    for gate, count in zip(fused.gates, counts, strict=True):
        looked = sizes[gate.walk] if gate.walk >= 0 else 1
        turned_away = looked - count if gate.lets_through else count
        unfit |= dict.fromkeys(gate.rules, turned_away)
    return Tally(events, unfit)
