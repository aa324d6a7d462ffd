"""The engine against others: the same rules on the same records in one interleaved run; equal findings are demanded.

    python -m tests.benchmarks.engine [--records 2000] [--rounds 5]

Needs the extra ``bench``; an engine that is not installed is named and left out. Prints medians per record and ratios.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import time
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import orjson

from checker import schema
from checker.engine.screen import Screen
from checker.model import Outcome
from checker.rulesets import RuleSet
from tests.benchmarks.engine import peers
from tests.benchmarks.engine.ours import load
from tests.benchmarks.engine.records import generate

CATALOGUE = schema.load("department_overall")
DAY = date(2026, 12, 31)
Findings = set[tuple[str, int]]
Engine = Callable[[Any], Iterable[tuple[str, int]]]


def screen(rules: RuleSet) -> Screen:
    """Return our engine, ready."""
    return Screen(rules, CATALOGUE, DAY)


def seconds(run: Callable[[Any], object], inputs: list[Any]) -> float:
    """Return the processor time one input takes."""
    gc.collect()
    gc.disable()
    started = time.process_time()
    for one in inputs:
        run(one)
    took = time.process_time() - started
    gc.enable()
    return took / len(inputs)


def interleaved(engines: dict[str, tuple[Callable[[Any], object], list[Any]]], rounds: int) -> dict[str, float]:
    """Return the median time of each engine; they take turns, so that a busy minute is everybody's."""
    taken: dict[str, list[float]] = {name: [] for name in engines}
    for _ in range(rounds):
        for name, (run, inputs) in engines.items():
            taken[name].append(seconds(run, inputs))
    return {name: statistics.median(times) for name, times in taken.items()}


def encoded(record: dict[str, Any]) -> bytes:
    """Return a record as our contract has it: amounts are decimal strings."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"), default=str).encode()


def growth(rounds: int) -> None:
    """Print how the time grows with the number of rules, and with that of indicators."""
    lines = [encoded(record) for record in generate(100)]
    records = [orjson.loads(line) for line in lines]
    long = [orjson.loads(encoded(record)) for record in generate(20, 400)]
    few, many = screen(load(1)), screen(load(16))
    times = interleaved(
        {"rules": (few.of, records), "16 x rules": (many.of, records), "16 x indicators": (few.of, long)}, rounds
    )
    print(f"16 x rules: {times['16 x rules'] / times['rules']:.1f} x the time")
    print(f"16 x indicators: {times['16 x indicators'] / times['rules']:.1f} x the time")


def agree(name: str, run: Engine, inputs: list[Any], wanted: list[Findings]) -> None:
    """Demand that an engine finds what ours does."""
    for one, findings in zip(inputs, wanted, strict=False):
        found = set(run(one))
        if found != findings:
            raise SystemExit(f"{name}: {sorted(found ^ findings)}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    made = generate(options.records)
    lines = [encoded(record) for record in made]
    records = [orjson.loads(line) for line in lines]
    plain = [peers.plain(record) for record in made]
    ours = screen(load(1))
    wanted = [{(rule, item) for rule, item, outcome in ours.of(one).outcomes} for one in records]
    assert all(outcome is Outcome.FAIL for one in records for _, _, outcome in ours.of(one).outcomes)
    total = sum(map(len, wanted))
    size = sum(map(len, lines)) // len(lines)
    print(f"{len(peers.LINES)} rules, {len(records)} records of {size} bytes, {total} findings")
    engines: dict[str, tuple[Callable[[Any], object], list[Any]]] = {
        "ours, check": (ours.of, records),
        "ours, from JSON bytes": (lambda line: ours.of(orjson.loads(line)), lines),
        "orjson.loads of the same bytes": (orjson.loads, lines),
    }
    for name, build in peers.ENGINES.items():
        try:
            run, inputs, count = build(plain)
        except ImportError as error:
            print(f"{name}: not installed ({error.name})")
            continue
        agree(name, run, inputs[:count], wanted)
        engines[name] = run, inputs[:count]
    times = interleaved(engines, options.rounds)
    check, whole = times["ours, check"], times["ours, from JSON bytes"]
    for name, taken in times.items():
        print(f"{name:<44} {taken * 1e6:10.1f} us a record {taken / check:8.1f} x check {taken / whole:8.1f} x bytes")
    growth(options.rounds)


if __name__ == "__main__":
    main()
