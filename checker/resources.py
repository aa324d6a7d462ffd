"""Where the packaged data lies, ``rules/`` and ``schemas/``, and in which state the program is."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from checker.hashes import blake2b
from checker.version import VERSION

PACKAGE = Path(__file__).parent


@cache
def folder(name: str) -> Path:
    """Return the folder of packaged data called ``name`` ("rules" or "schemas").

    A wheel carries it inside the package; an editable install reads the one at the top of the checkout.
    """
    packaged = PACKAGE / "data" / name
    return packaged if packaged.is_dir() else PACKAGE.parent / name


@cache
def program() -> bytes:
    """Return what tells one state of this program from another: its version, its own files and the schemas."""
    files = (*_stamps(PACKAGE), *_stamps(folder("schemas")))
    return blake2b("\n".join((VERSION, sys.version, *files)).encode())


def _stamps(within: str | Path) -> Iterator[str]:
    for entry in sorted(os.scandir(within), key=lambda one: one.name):
        if entry.name.endswith((".py", ".json")):
            found = entry.stat()
            yield f"{entry.path} {found.st_mtime_ns} {found.st_size}"
        elif entry.name != "__pycache__" and entry.is_dir():
            yield from _stamps(entry.path)
