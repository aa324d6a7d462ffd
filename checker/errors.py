"""Every error that this package raises on purpose.

CheckerError                 anything the user can put right; its text is one Chinese sentence
├── FormError                a form cannot be read
│   └── RecordError          a JSON or YAML record breaks its schema
├── RuleError                a rule, rule set, expression or waiver is wrong
└── UsageError               a wrong option, a missing file, a bad date

A rule that fails while it is evaluated is no exception but an outcome (``Outcome.ERROR``), and a form that cannot be
read costs one line of a run, never the run.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.frozen import frozen


@frozen
class Fault:
    """One thing wrong in one place.

    ``line`` and ``column`` count from 1, in characters. ``hint`` tells the way out. ``excerpt`` is the line of the
    file, shown with a caret under ``column``.
    """

    message: str
    file: str = ""
    line: int | None = None
    column: int | None = None
    hint: str = ""
    excerpt: str = ""

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        text = f"{place}：{self.message}" if place else self.message
        return f"{text} {self.hint}" if self.hint else text


class CheckerError(Exception):
    """The base of the tree; carries one or more faults, all found in one go."""

    def __init__(self, *faults: Fault | str) -> None:
        self.faults: Sequence[Fault] = tuple(f if isinstance(f, Fault) else Fault(f) for f in faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class FormError(CheckerError):
    """A form cannot be read: not found, binary, wrong encoding, no such form."""


class RecordError(FormError):
    """A JSON or YAML record breaks its schema; one fault for each breach."""


class RuleError(CheckerError):
    """A rule, rule set, expression or waiver is wrong; one fault for each mistake."""


class UsageError(CheckerError):
    """The command or a call was used wrongly."""
