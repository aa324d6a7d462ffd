"""Where the time of one check goes: runs the command itself, and prints the CPU time of each stage as JSON to stderr.

python -m tests.benchmarks.stages FORM
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from typing import Any

now = time.process_time  # counts from the start of the process
TIMES: dict[str, float] = {}


def timed(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return ``function``, whose time is added to that of ``stage``."""

    def run(*given: Any, **named: Any) -> Any:
        begun = now()
        try:
            return function(*given, **named)
        finally:
            TIMES[stage] = TIMES.get(stage, 0) + now() - begun

    return run


def main(form: str) -> None:
    """Check one form."""
    gc.set_threshold(100_000)  # as __main__.py does
    import typer  # noqa: F401

    TIMES["interpreter and typer"] = now()
    begun = now()
    import checker.engine.slips  # what a check with findings imports on its way
    import checker.reporters.table  # noqa: F401
    from checker import documents, engine, rulesets
    from checker.cli import checking, kept
    from checker.cli.main import main as check

    TIMES["our own imports"] = now() - begun
    rulesets.load = timed("kept rules", rulesets.load)
    documents.read_file = timed("reading", documents.read_file)
    engine.check = timed("checking", engine.check)
    checking.REPORTERS = {name: timed("printing", one) for name, one in checking.REPORTERS.items()}
    begun, before = now(), sum(TIMES.values())
    with kept.patterns():
        check(["check", form])
    TIMES["the command, options and all else"] = now() - begun - (sum(TIMES.values()) - before)
    print(json.dumps(TIMES), file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1])
