"""What the command line keeps from one run to the next, in the user's own folder."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import typer

from checker.regex import MEMORY
from checker.resources import program
from checker.store import Store


def cache_folder() -> Path | None:
    """Return the folder to keep checked rule sets and compiled patterns in; None where the user has no home."""
    found = Path(typer.get_app_dir("budget-form-checker", roaming=False))
    return found / "rulesets" if found.is_absolute() else None


@contextlib.contextmanager
def patterns() -> Iterator[None]:
    """Remember the patterns that were compiled before, and keep those that are new."""
    found = cache_folder()
    if found is None:
        yield
        return
    store = Store(found)
    MEMORY.begin(lambda: store.get(_name()))
    yield
    if learnt := MEMORY.learnt():
        store.put(_name(), learnt)


def _name() -> str:
    """Return the name of the patterns of this very program: it decides which parts of one are patterns too."""
    return f"{program().hex()}.patterns"
