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
from io import FileIO
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
            with _opened(self._folder, name) as file:
                whole = file.read(_MAX_BYTES)
        except (OSError, ValueError):
            return None
        data = memoryview(whole)[BYTES:]
        return data if _seal(name, data) == whole[:BYTES] else None

    def put(self, name: str, data: bytes) -> None:
        """Keep ``data`` under ``name``; of all names that end alike only the latest few stay."""
        with suppress(OSError, ValueError):
            for folder in (self._folder.parent, self._folder):  # the mode is only that of the last one made
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _is_own(self._folder.lstat()):
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


def _opened(folder: Path, name: str) -> FileIO:
    """Return an open file of a folder, both the user's own; what is read is what was looked at, whoever moves what.

    Raises OSError when there is none to be believed.
    """
    if sys.platform == "win32":  # a user's own folder is closed to others by its access list
        return (folder / name).open("rb", buffering=0)
    within = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        if not _is_own(os.fstat(within)):
            raise PermissionError(folder)
        file = FileIO(os.open(name, os.O_RDONLY | os.O_NOFOLLOW, dir_fd=within))
    finally:
        os.close(within)
    if not _is_own(os.fstat(file.fileno())):
        file.close()
        raise PermissionError(name)
    return file


def _is_own(found: os.stat_result) -> bool:
    """Tell whether a file or folder belongs to this user, and nobody else can write to it."""
    if sys.platform == "win32":
        return stat.S_ISDIR(found.st_mode)
    return found.st_uid == os.getuid() and not found.st_mode & 0o022
