"""Reading and checking a rule set from its files, nothing kept, against PyYAML's C composer on the same files.

    python -m tests.benchmarks.loading [RULESET] [--rounds 15] [--copies 16]

One process, taking turns, processor time; medians and minima, and the ratios of each round. Every cache is emptied
before each load, so that it is the first of a process but for the imports. Then where the time goes, stage by stage,
and how it grows with the number of rules. Nothing is asserted, since a busy machine is no fault of the code.
"""

from __future__ import annotations

import argparse
import functools
import gc
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml

from checker import resources
from checker.rulesets.assemble import assemble
from checker.rulesets.layers import HEAD, WORDS, Layer
from checker.rulesets.load import DEFAULT, found, load
from checker.rulesets.model import RuleSet

STAGES = (
    ("files found and read", "rulesets.load", ("found", "_contents")),
    ("YAML to data", "rulesets.source", ("compose",)),
    ("ruleset.yaml, vocabulary.yaml", "rulesets.settings", ("read",)),
    ("schemas to catalogues", "schema", ("_packaged", "forms")),
    ("expressions parsed", "expressions.resolve", ("parse",)),
    ("patterns examined", "expressions.resolve", ("compile_pattern",)),
    ("fields that are needed", "expressions.resolve", ("needs", "item_needs")),
    ("names and types resolved", "rulesets.build", ("resolve", "all_of")),
    ("messages", "rulesets.build", ("compile_template",)),
    ("cases", "rulesets.sections", ("cases",)),
    ("scrutiny: can it be meant", "rulesets.scrutiny", ("remarks",)),
)
"""What each stage is called, and the functions, in the module that calls them, whose time is its own."""
REST = "keys, sections and all else"
_ID = re.compile(rb"(?m)^id:.*$")


class Clock:
    """Splits the time among the stages; that of a stage within another is its own alone."""

    def __init__(self) -> None:
        self.taken = dict.fromkeys([name for name, *_ in STAGES] + [REST], 0.0)
        self._open = [REST]
        self._since = time.process_time()

    def turn(self) -> None:
        """Put the time since the last turn down to the stage that is open."""
        now = time.process_time()
        self.taken[self._open[-1]] += now - self._since
        self._since = now

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with its time put down to a stage; what it yields is drawn at once."""

        def call(*arguments: Any, **named: Any) -> Any:
            self.turn()
            self._open.append(stage)
            try:
                made = function(*arguments, **named)
                return iter(list(made)) if isinstance(made, Iterator) else made
            finally:
                self.turn()
                self._open.pop()

        return call


def stages(run: Callable[[], object]) -> dict[str, float]:
    """Return how long each stage takes; telling them apart slows the small ones a little."""
    clock, kept = Clock(), []
    for stage, home, names in STAGES:
        module = import_module(f"checker.{home}")
        for name in names:
            kept.append((module, name, getattr(module, name)))
            setattr(module, name, clock.timed(stage, getattr(module, name)))
    try:
        clock.turn()
        clock.taken[REST] = 0.0
        run()
        clock.turn()
    finally:
        for module, name, function in reversed(kept):
            setattr(module, name, function)
    return clock.taken


def forget() -> None:
    """Empty every cache of the package, and that of Python's patterns, so that the next load is as the first."""
    for name, module in list(sys.modules.items()):
        if name.startswith("checker"):
            for one in list(vars(module).values()):
                if isinstance(one, functools._lru_cache_wrapper):
                    one.cache_clear()
    re.purge()


@contextmanager
def alone() -> Iterator[None]:
    """Let no earlier garbage be paid for."""
    forget()
    gc.collect()
    yield


def seconds(run: Callable[[], object]) -> float:
    """Return the processor time of one run."""
    with alone():
        started = time.process_time()
        run()
        return time.process_time() - started


def composed(texts: Sequence[str]) -> None:
    """Compose every file, as PyYAML does before it builds anything of the nodes."""
    for text in texts:
        yaml.compose(text, yaml.CSafeLoader)


def events(texts: Sequence[str]) -> None:
    """Draw the events of every file, which is the least that any reading on PyYAML takes."""
    for text in texts:
        event = yaml.CSafeLoader(text).get_event
        while not isinstance(event(), yaml.StreamEndEvent):
            pass


def generated(ruleset: RuleSet) -> None:
    """Have the functions generated that the first form of each type to be checked would ask for."""
    for form in ruleset.fused:
        assert ruleset.fused[form].code


def multiplied(layers: Sequence[Layer], copies: int) -> list[Layer]:
    """Return the layers with every rule so many times, each under an id of its own."""
    return [replace(layer, files=dict(_copies(layer, copies))) for layer in layers]


def _copies(layer: Layer, copies: int) -> Iterator[tuple[str, bytes]]:
    for serial, (name, data) in enumerate(layer.files.items()):
        yield name, data
        if name.rpartition("/")[2] in (HEAD, WORDS):
            continue
        for copy in range(1, copies):
            number = serial * copies + copy
            made = f"id: Z{chr(65 + number // 900 // 26)}{chr(65 + number // 900 % 26)}-{100 + number % 900}"
            yield f"{name}.{copy}.yaml", _ID.sub(made.encode(), data, count=1)


def told(name: str, times: Sequence[float], rules: int, base: Sequence[float]) -> None:
    """Print one line: the whole, a rule's share, and how many times the composer's that is."""
    ratios = [one / other for one, other in zip(times, base, strict=True)]
    middle, least = statistics.median(times) * 1000, min(times) * 1000
    print(
        f"{name:<34} {middle:8.1f} {least:8.1f} ms   a rule {middle / rules:7.3f} {least / rules:7.3f} ms"
        f"   x composer {statistics.median(ratios):6.2f} {min(times) / min(base):6.2f}"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ruleset", nargs="?", type=Path, default=resources.folder("rules") / DEFAULT)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--copies", type=int, default=16)
    options = parser.parse_args()
    layers = found(options.ruleset, [])
    files = [data for layer in layers for data in layer.files.values()]
    texts = [data.decode("utf-8-sig") for data in files]
    rules = len(load(options.ruleset).rules)
    print(f"{rules} rules, {len(files)} files, {sum(map(len, files))} bytes; {options.rounds} rounds")
    print(f"{'':<34} {'median':>8} {'least':>8}")
    runs: dict[str, Callable[[], object]] = {
        "PyYAML's C composer": lambda: composed(texts),
        "the same parser, events only": lambda: events(texts),
        "load, nothing kept": lambda: load(options.ruleset),
        "and generate its functions": lambda: generated(load(options.ruleset)),
    }
    taken: dict[str, list[float]] = {name: [] for name in runs}
    parts: list[dict[str, float]] = []
    for _ in range(options.rounds):
        for name, run in runs.items():
            taken[name].append(seconds(run))
        with alone():
            parts.append(stages(runs["load, nothing kept"]))
    base = taken["PyYAML's C composer"]
    for name, times in taken.items():
        told(name, times, rules, base)
    print("of which")
    for name in parts[0]:
        told(f"  {name}", [one[name] for one in parts], rules, base)
    many = multiplied(layers, options.copies)
    few, more = ([seconds(lambda: assemble(one, "", [])) for _ in range(3)] for one in (layers, many))  # noqa: B023
    print(f"{options.copies} x the rules: {min(more) / min(few):.1f} x the time")


if __name__ == "__main__":
    main()
