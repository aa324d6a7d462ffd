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
import hashlib
import json
import tomllib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from tests.mutation.changes import Change, changed, changes
from tests.mutation.reach import Reach, batches, of_file
from tests.mutation.trial import killer_of, prepare

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / ".mutation"
KNOWN = tomllib.loads((Path(__file__).parent / "survivors.toml").read_text("utf-8"))
TESTS = (
    "unit/expressions/test_*.py",
    "unit/engine/test_*.py",
    "unit/rulesets/test_*.py",
    "unit/reporters/test_*.py",
    "rules/test_cases.py",
    "acceptance/test_any_record.py",
    "acceptance/test_author_mistakes.py",
    "acceptance/test_catalogue.py",
    "acceptance/test_four_accidents.py",
    "acceptance/test_lint.py",
    "property/test_[aeflst]*.py",
)
LIKELY = 12
"""So many of the tests that noticed other changes of a module are tried before all others."""


class Results:
    """What came of the changes of one module, as far as they were tried; kept in a file."""

    def __init__(self, module: str, source: str) -> None:
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


def survivors(module: str, line: str, reaches: list[Reach]) -> Iterator[Change]:
    """Try the changes of a module, or of one line of it, and yield those that no test notices."""
    path = ROOT / module
    source = path.read_text("utf-8")
    results = Results(module, source)
    for number, change in enumerate(changes(source)):
        if line not in ("", str(change.line)):
            continue
        if not results.killers.get(number):
            concerned, usual = batches(reaches, f"{module}:{change.place}")
            tried = [results.likely(), *concerned]
            results.add(number, change, killer_of(path, changed(source, number), tried, usual))
        if not results.killers[number]:
            yield change


def main() -> int:
    """Try what is asked for and print what survived."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="+", metavar="MODULE[:LINE]")
    asked = parser.parse_args().modules
    RESULTS.mkdir(exist_ok=True)
    prepare()
    files = sorted(file.relative_to(ROOT).as_posix() for each in TESTS for file in (ROOT / "tests").glob(each))
    reaches = [of_file(ROOT, file, RESULTS) for file in files]
    unexplained = 0
    for module, _, line in (one.partition(":") for one in asked):
        reasons, lived = KNOWN.get(module, {}), 0
        for lived, change in enumerate(survivors(module, line, reaches), start=1):  # noqa: B007 - counted
            unexplained += str(change) not in reasons
            print(f"{module}:{change.line}: {change}{'' if str(change) in reasons else '  (unexplained)'}", flush=True)
        total = sum(line in ("", str(one.line)) for one in changes((ROOT / module).read_text("utf-8")))
        print(f"{module}: {total} changes, {lived} not noticed ({lived / max(total, 1):.1%})", flush=True)
    return min(unexplained, 1)


if __name__ == "__main__":
    raise SystemExit(main())
