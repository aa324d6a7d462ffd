"""From process start to findings: CPU time against importing the libraries the checker stands on, measured alternately.

    python -m tests.benchmarks.startup [FORM] [--runs 15]

The first start on a machine checks the rule set and keeps it; later ones find it kept. Both are printed, as medians and
ratios, and where the time of a later one goes, stage by stage; nothing is asserted, since a busy machine is no fault of
the code. All is measured with byte code in place, as it is where the program was installed.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
BASES = ("import yaml, jsonschema, simpleeval, tabulate", "import typer, yaml")


def cpu_seconds(command: list[str], home: str) -> float:
    """Return the user and system time that one run of a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, env=_environment(home))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def stages(form: str, home: str) -> dict[str, float]:
    """Return the CPU time of each stage of one later start, see stages.py."""
    command = [sys.executable, "-m", "tests.benchmarks.stages", form]
    done = subprocess.run(command, capture_output=True, check=True, env=_environment(home), cwd=ROOT)
    times: dict[str, float] = json.loads(done.stderr)
    return times


def _environment(home: str) -> dict[str, str]:
    """Return the environment of a run, so that what is kept of the first start is found by the later one only."""
    return os.environ | {"XDG_CONFIG_HOME": home}  # noqa: TID251 - a benchmark, not the program


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("form", nargs="?", default=str(ROOT / "samples" / "defective.txt"))
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    form = str(Path(options.form).resolve())
    compileall.compile_dir(ROOT / "checker", quiet=1)
    check = [sys.executable, "-m", "checker", "check", form]
    rounds, parts = [], []
    with tempfile.TemporaryDirectory() as home:
        for _ in range(options.runs + 1):
            bases = [cpu_seconds([sys.executable, "-c", base], home) for base in BASES]
            shutil.rmtree(home, ignore_errors=True)
            rounds.append([*bases, cpu_seconds(check, home), cpu_seconds(check, home)])
            parts.append(stages(form, home))
    names = [*BASES, f"check {Path(form).name}, first start", "the same, later"]
    medians = [statistics.median(column) for column in zip(*rounds[1:], strict=True)]
    for name, seconds in zip(names, medians, strict=True):
        ratios = "  ".join(f"{seconds / base:5.2f}" for base in medians[: len(BASES)])
        print(f"{name:<48} {seconds * 1000:7.1f} ms CPU   {ratios}")
    print("the two columns on the right: times the first line, times the second")
    print("a later start, stage by stage, and times the second line:")
    for name in parts[0]:
        seconds = statistics.median(one[name] for one in parts[1:])
        print(f"  {name:<46} {seconds * 1000:7.1f} ms CPU          {seconds / medians[1]:5.2f}")


if __name__ == "__main__":
    main()
