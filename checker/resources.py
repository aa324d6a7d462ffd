"""Where the packaged data lies: ``rules/`` and ``schemas/``, in the wheel or in a source checkout."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def folder(name: str) -> Path:
    """Return the folder of packaged data called ``name`` ("rules" or "schemas").

    A wheel carries it inside the package; an editable install reads the one at the top of the checkout.
    """
    package = Path(str(files("checker")))
    packaged = package / "data" / name
    return packaged if packaged.is_dir() else package.parent / name
