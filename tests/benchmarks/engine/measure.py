"""Measuring: who takes part, a turn of one of them, and whether it finds what it should."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple

Findings = set[tuple[str, int]]
Times = dict[str, list[float]]
STRETCH = 100


class Contender(NamedTuple):
    """Who takes part: ``run`` is timed, on what ``takes`` makes of a record.

    ``finds`` are the ids of the lines whose findings it must come to, empty for what finds nothing; ``reads`` makes
    findings of what came back. ``before`` is done before each ``stretch`` of so many records. Only ``run`` is timed.
    """

    run: Callable[[Any], Any]
    takes: Callable[[dict[str, Any]], Any]
    finds: Collection[str] = ()
    reads: Callable[[Any], Iterable[Any]] = list
    before: Callable[[], object] = gc.collect
    stretch: int = STRETCH


def turn(contender: Contender, records: list[dict[str, Any]]) -> tuple[float, list[Any]]:
    """Return the processor time that one record takes, in seconds, and what came of each."""
    inputs = [contender.takes(one) for one in records]
    took, results = 0.0, []
    gc.collect()
    gc.disable()  # it comes when it likes, be it in another's turn
    for start in range(0, len(inputs), contender.stretch):
        part = inputs[start : start + contender.stretch]
        contender.before()
        started = time.process_time()
        came = [contender.run(one) for one in part]
        took += time.process_time() - started
        results += came
    gc.enable()
    return took / len(inputs), results


def round_of(contenders: Mapping[str, Contender], records: list[dict[str, Any]]) -> dict[str, float]:
    """Return the time that each takes for one of the ``records``; all must find what the first one finds.

    Raises SystemExit with the difference.
    """
    taken, wanted = {}, None
    for name, contender in contenders.items():
        taken[name], results = turn(contender, records)
        if not contender.finds:
            continue
        found = [{(line, item) for line, item, *_ in contender.reads(one)} for one in results]
        wanted = found if wanted is None else wanted
        for mine, all_wanted in zip(found, wanted, strict=True):
            difference = mine ^ {one for one in all_wanted if one[0] in contender.finds}
            if difference:
                raise SystemExit(f"{name}: {sorted(difference)}")
    return taken
