"""From process start to findings: CPU time against importing the libraries the checker stands on, measured alternately.

    python -m tests.benchmarks.startup [FORM] [--runs 15]

Prints the medians and their ratio; it asserts nothing, since a busy machine is no fault of the code.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
BASE = [sys.executable, "-c", "import yaml, jsonschema, simpleeval, tabulate"]


def cpu_seconds(command: list[str]) -> float:
    """Return the user and system time that one run of a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("form", nargs="?", default=str(ROOT / "samples" / "defective.txt"))
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    check = [sys.executable, "-m", "checker", "check", options.form]
    pairs = [(cpu_seconds(BASE), cpu_seconds(check)) for _ in range(options.runs + 1)][1:]
    base, full = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"import yaml, jsonschema, simpleeval, tabulate  {base * 1000:7.1f} ms CPU")
    print(f"check {Path(options.form).name:<40} {full * 1000:7.1f} ms CPU")
    print(f"ratio {full / base:.2f}")


if __name__ == "__main__":
    main()
