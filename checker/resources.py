"""Where the packaged data lies: ``rules/`` and ``schemas/``, in the wheel or in a source checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent


@cache
def folder(name: str) -> Path:
    """Return the folder of packaged data called ``name`` ("rules" or "schemas").

    A wheel carries it inside the package; an editable install reads the one at the top of the checkout.
    """
    packaged = PACKAGE / "data" / name
    return packaged if packaged.is_dir() else PACKAGE.parent / name
