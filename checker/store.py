"""A folder of the user's own, for what was worked out before and can be worked out again.

What is kept is read back as Python objects and code (pickle, marshal), as Python's own .pyc files are: whoever can
write it can run code. It is therefore believed only in a folder that belongs to the user and that nobody else can write
to, and only when it is whole and stands under its own name.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from checker.hashes import BYTES, blake2b

MOST = 16
_MAX_BYTES = 64 << 20


class Store:
    """A folder of files, of each kind the latest few. It never fails: what cannot be kept or read back is not there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> memoryview | None:
        """Return what was kept under ``name``; None when there is nothing to be believed."""
        try:
            if not _is_own(self._folder):
                return None
            with (self._folder / name).open("rb", buffering=0) as file:
                whole = file.read(_MAX_BYTES)
        except (OSError, ValueError):
            return None
        data = memoryview(whole)[BYTES:]
        return data if _seal(name, data) == whole[:BYTES] else None

    def put(self, name: str, data: bytes) -> None:
        """Keep ``data`` under ``name``; of all names that end alike only the latest few stay."""
        with suppress(OSError, ValueError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _is_own(self._folder):
                self._write(self._folder / name, _seal(name, data) + data)
                alike = self._folder.glob(f"*{Path(name).suffix}")
                for old in sorted(alike, key=lambda one: -one.stat().st_mtime)[MOST:]:
                    old.unlink()

    def _write(self, path: Path, data: bytes) -> None:
        """Write a file whole or not at all, so that a run beside this one never reads half of it."""
        import tempfile  # noqa: PLC0415 - most runs find what they need

        handle, name = tempfile.mkstemp(path.suffix, dir=self._folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def _seal(name: str, data: bytes | memoryview) -> bytes:
    """Return what tells that ``data`` is whole and was kept under ``name``."""
    return blake2b(data, key=blake2b(name.encode()))


def _is_own(folder: Path) -> bool:
    """Tell whether a folder is there, belongs to this user, and nobody else can write to it."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        return False
    if sys.platform == "win32":  # a user's own folder is closed to others by its access list
        return True
    return found.st_uid == os.getuid() and not found.st_mode & 0o022
