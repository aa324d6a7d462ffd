"""Forms named on the command line, one after the other: one that fails costs its own place, never the run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from checker import documents
from checker.cli import output
from checker.errors import CheckerError, Fault, FormError
from checker.model import Form, Unreadable
from checker.reporters.plain import decoded

STANDARD_INPUT = "标准输入"
_MAGIC = frozenset("*?[")

Given = TypeVar("Given")
Made = TypeVar("Made")


def each(names: Sequence[str], use: Callable[[Form], Made], record: str = "") -> list[Made | Unreadable]:
    """Return what ``use`` makes of every form of every file, in order; ``record`` names a rule set's own schema."""
    found: list[Made | Unreadable] = []
    for name in _expanded(names):
        shown = STANDARD_INPUT if name == "-" else decoded(name)
        forms = _attempt(lambda given: _read(given, record), name, shown)
        if isinstance(forms, Unreadable):
            found.append(forms)
        else:
            found += [_attempt(use, Form(shown, form.record, form.origins), shown) for form in forms]
    return found


def _expanded(names: Sequence[str]) -> Iterator[str]:
    """Yield the names with patterns such as ``*.xlsx`` filled in, which the Windows shell leaves to the program."""
    for name in names:
        if not _MAGIC.isdisjoint(name) and not Path(name).exists():
            import glob

            yield from sorted(glob.glob(name)) or [name]  # noqa: PTH207 - a path from anywhere
        else:
            yield name


def _read(name: str, record: str) -> list[Form]:
    """Return the forms of one file, or of standard input."""
    if name != "-":
        return documents.read_file(Path(name), record)
    data = sys.stdin.buffer.read(documents.MAX_BYTES + 1)
    if len(data) > documents.MAX_BYTES:
        raise FormError(Fault("内容太大。", hint="请只保留绩效目标表。"))
    return documents.read_forms(data, STANDARD_INPUT, record)


def _attempt(function: Callable[[Given], Made], given: Given, shown: str) -> Made | Unreadable:
    """Return ``function(given)``, or why it failed; every fault names the file."""
    try:
        return function(given)
    except CheckerError as error:
        from dataclasses import replace

        return Unreadable(shown, tuple(replace(fault, file=decoded(fault.file) or shown) for fault in error.faults))
    except Exception as error:  # noqa: BLE001 - the next form must still have its turn
        return Unreadable(shown, (output.internal(error, shown),))
