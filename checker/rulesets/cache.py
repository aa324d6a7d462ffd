"""Checked rule sets, kept from one run to the next, so that the same files are not checked again.

What is kept is read back as Python objects and code (pickle, marshal), as Python's own .pyc files are: whoever can
write it can run code. It is therefore believed only in a folder that belongs to the user and that nobody else can write
to. An entry is found by the contents of the rule files and by the program that checked them.
"""

from __future__ import annotations

import copyreg
import hashlib
import io
import os
import pickle
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from checker import resources, schema
from checker.expressions.functions import FUNCTIONS, Function
from checker.rulesets.model import RuleSet
from checker.schema import Field
from checker.version import VERSION

_SUFFIX = ".ruleset"
_ENTRIES = 16
_MAX_BYTES = 64 << 20


class Cache:
    """A folder of checked rule sets. It never fails: what cannot be kept or read back is checked anew."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, digest: str) -> RuleSet | None:
        """Return the rule set whose files have this hash, if it was kept by this very program."""
        if not _is_own(self._folder):
            return None
        try:
            with self._path(digest).open("rb") as file:
                checksum, data = file.read(32), file.read(_MAX_BYTES)
            if hashlib.sha256(data).digest() != checksum:
                return None
            found = pickle.loads(data)  # noqa: S301 - from a folder of the user's own
        except Exception:  # noqa: BLE001 - a file that is missing, damaged or from elsewhere is as good as none
            return None
        return found if isinstance(found, RuleSet) and found.hash == digest else None

    def put(self, digest: str, ruleset: RuleSet) -> None:
        """Keep a rule set, and only the latest few of those kept before."""
        with suppress(Exception):  # what cannot be kept is checked anew
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _is_own(self._folder):
                data = _pickled(ruleset)
                self._write(self._path(digest), hashlib.sha256(data).digest() + data)
                for old in sorted(self._folder.iterdir(), key=_age)[_ENTRIES:]:
                    old.unlink()

    def _path(self, digest: str) -> Path:
        program = "\n".join((VERSION, sys.version, digest, *_program()))
        return self._folder / (hashlib.sha256(program.encode()).hexdigest() + _SUFFIX)

    def _write(self, path: Path, data: bytes) -> None:
        """Write a file whole or not at all, so that a run beside this one never reads half of it."""
        handle, name = tempfile.mkstemp(dir=self._folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def _is_own(folder: Path) -> bool:
    """Tell whether a folder is there, belongs to this user, and nobody else can write to it."""
    try:
        found = folder.lstat()
    except (OSError, ValueError):
        return False
    if not stat.S_ISDIR(found.st_mode):
        return False
    if sys.platform == "win32":  # a user's own folder is closed to others by its access list
        return True
    return found.st_uid == os.getuid() and not found.st_mode & 0o022


def _age(path: Path) -> float:
    return -path.stat().st_mtime


@cache
def _program() -> tuple[str, ...]:
    """Return what tells one state of this program from another: its own files and the schemas."""
    return tuple(_stamps(Path(__file__).parents[1])) + tuple(_stamps(resources.folder("schemas")))


def _stamps(folder: Path) -> Iterator[str]:
    for entry in sorted(os.scandir(folder), key=lambda one: one.name):
        if entry.is_dir():
            yield from _stamps(Path(entry.path))
        elif entry.name.endswith((".py", ".json")):
            found = entry.stat()
            yield f"{entry.path} {found.st_mtime_ns} {found.st_size}"


def _pickled(ruleset: RuleSet) -> bytes:
    """Return a rule set as bytes; fields and functions are written as what they are called, the program has them."""
    forms = {form for rule in ruleset.rules for form in rule.applies_to}
    places = {id(field): (form, index) for form in forms for index, field in enumerate(schema.load(form).fields)}
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = {
        **copyreg.dispatch_table,
        Field: lambda field: (_field, places[id(field)]),
        Function: lambda function: (_function, (function.name,)),
    }
    pickler.dump(ruleset)
    return buffer.getvalue()


def _field(form: str, index: int) -> Field:
    return schema.load(form).fields[index]


def _function(name: str) -> Function:
    return FUNCTIONS[name]
