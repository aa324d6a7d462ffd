"""The ``checker`` command: arguments in, exit code out; no error leaves it as a traceback.

Exit codes: 0 clean, 1 findings, 2 could not do the job.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Never

import typer

from checker.cli import kept, late, output
from checker.cli.app import app
from checker.errors import CheckerError

FAILED = 2
INTERRUPTED = 130


def run() -> Never:
    """Run the command line of this process, and end it."""
    with kept.patterns():
        code = main(sys.argv[1:])
    output.leave(code)


def main(argv: Sequence[str]) -> int:
    """Run ``checker`` with ``argv`` and return its exit code."""
    output.prepare()
    try:
        return int(late.group(app).main(list(argv), prog_name="checker", standalone_mode=False) or 0)
    except CheckerError as error:
        output.complain(error.faults)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last door: a traceback helps no finance officer
        output.complain([output.internal(error)])
    return FAILED
