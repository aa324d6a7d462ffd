"""A report to bytes, one module a format.

Each module has ``render(entries, columns) -> bytes`` (UTF-8). It is imported when first used, so that JSON does not
wait for the libraries of the table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import cast

from checker.model import Report, Unreadable

Entry = Report | Unreadable
Reporter = Callable[[Sequence[Entry], int], bytes]

COLUMNS = 100


def _late(module: str) -> Reporter:
    """Return the reporter of ``module``, imported when it is called."""

    def render(entries: Sequence[Entry], columns: int = COLUMNS) -> bytes:
        return cast("bytes", import_module(f"checker.reporters.{module}").render(entries, columns))

    return render


REPORTERS: Mapping[str, Reporter] = MappingProxyType({name: _late(name) for name in ("table", "json")})
