"""Change one comparison or boundary of a module at a time, and see whether a test notices.

    python -m tests.mutation checker/expressions/domains.py [checker/engine/judge.py:40 …]

Which changes are tried: see changes.py; behind a colon stands the only line to look at. What no test noticed is printed
and, unless survivors.toml tells why nothing can notice it, makes the exit code 1. Results are kept in .mutation/; what
was noticed once is not tried again until the module changes, so that a run that was stopped goes on where it was.

mutmut, which does the same for any code, leaves out all that is decorated or stands outside functions: here properties,
cached functions and the very table of comparisons.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from tests.mutation.changes import Change, changed, changes
from tests.mutation.trial import Stages, prepare, tried

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / ".mutation"
KNOWN = tomllib.loads((Path(__file__).parent / "survivors.toml").read_text("utf-8"))

UNIT = ("tests/unit/expressions", "tests/unit/engine", "--ignore=tests/unit/engine/test_determinism.py")
MEANT = ("tests/unit/rulesets/test_scrutiny.py", "tests/unit/rulesets/test_rule_faults.py")
CASES = ("tests/rules/test_cases.py", "tests/acceptance/test_four_accidents.py")
CONCERNED: Mapping[str, Stages] = {
    "domains terms truth worlds": (MEANT, ("tests/property/test_truth.py", "tests/acceptance/test_lint.py")),
    "emit emit_comparisons emit_texts cost layout owners prefilter runtime fuse guards loads screen tally views": (
        ("tests/unit/rulesets/test_fuse.py", "tests/unit/engine/test_views.py", "tests/unit/engine/test_outcomes.py"),
        ("tests/property/test_fused.py", "tests/property/test_screen.py"),
    ),
    "reading explain": (UNIT, ("tests/unit/reporters", "tests/property/test_explain.py")),
}
"""Which tests concern which modules."""
OTHERWISE: Stages = (UNIT, MEANT, CASES)
LIKELY = 12
"""So many of the tests that noticed other changes of a module are tried before all others."""


class Results:
    """What came of the changes of one module, as far as they were tried; kept in a file."""

    def __init__(self, module: str, source: str) -> None:
        RESULTS.mkdir(exist_ok=True)
        digest = hashlib.sha256(source.encode()).hexdigest()[:12]
        self._file = RESULTS / f"{module.replace('/', '.')}.{digest}.jsonl"
        lines = self._file.read_text("utf-8").splitlines() if self._file.exists() else []
        self.killers: dict[int, str] = {one["number"]: one["killer"] for one in map(json.loads, lines)}

    def likely(self) -> list[str]:
        """Return the tests that last noticed a change."""
        tests = [one for one in reversed(self.killers.values()) if "::" in one]
        return list(dict.fromkeys(tests))[:LIKELY]

    def add(self, number: int, change: Change, killer: str) -> None:
        """Keep what came of a change."""
        self.killers[number] = killer
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"number": number, "killer": killer} | asdict(change), ensure_ascii=False) + "\n")


def survivors(module: str, line: str) -> Iterator[Change]:
    """Try the changes of a module, or of one line of it, and yield those that no test notices."""
    path = ROOT / module
    source = path.read_text("utf-8")
    results = Results(module, source)
    stages = next((tests for names, tests in CONCERNED.items() if path.stem in names.split()), OTHERWISE)
    usual: Sequence[float] = ()
    for number, change in enumerate(changes(source)):
        if line not in ("", str(change.line)):
            continue
        if not results.killers.get(number):
            usual = usual or _usual(path, source, stages)
            results.add(number, change, tried(path, changed(source, number), results.likely(), stages, usual).killer)
        if not results.killers[number]:
            yield change


def _usual(path: Path, source: str, stages: Stages) -> Sequence[float]:
    """Return the seconds that the tests take on the code as it is, on which none may fail."""
    told = tried(path, ast.parse(source), (), stages, ())
    if told.killer:
        raise SystemExit(f"{told.killer} fails on the code as it is.")
    return told.seconds


def main() -> int:
    """Try what is asked for and print what survived."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="+", metavar="MODULE[:LINE]")
    prepare()
    unexplained = 0
    for asked in parser.parse_args().modules:
        module, _, line = asked.partition(":")
        reasons, lived = KNOWN.get(module, {}), 0
        for lived, change in enumerate(survivors(module, line), start=1):  # noqa: B007 - counted
            unexplained += str(change) not in reasons
            print(f"{module}:{change.line}: {change}{'' if str(change) in reasons else '  (unexplained)'}", flush=True)
        total = sum(line in ("", str(one.line)) for one in changes((ROOT / module).read_text("utf-8")))
        print(f"{module}: {total} changes, {lived} not noticed ({lived / max(total, 1):.1%})", flush=True)
    return min(unexplained, 1)


if __name__ == "__main__":
    raise SystemExit(main())
