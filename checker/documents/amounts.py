"""Numbers in a form's cells: money, counts and weights, read only where one reading is possible."""

from __future__ import annotations

from checker import regex
from checker.documents.grid import fold

_PLAIN = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_SIGNED = regex.lazy(rf"(?P<sign>[-+]?)\s*(?P<digits>{_PLAIN})")
_BRACKETED = regex.lazy(rf"\(\s*(?P<digits>{_PLAIN})\s*\)")
_COUNT = regex.lazy(r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)\s*(?P<unit>[^0-9.,\s]?)")
_MAX_DIGITS = 40


def decimal(text: str, suffixes: tuple[str, ...] = ()) -> str | None:
    """Return the number a cell holds as a decimal string without separators, or None when it is not surely one.

    Zeros are kept as printed ("4297.00"); "(12.5)" is negative. ``suffixes`` are units that may follow.
    """
    text = fold(text).replace("，", ",")
    for suffix in suffixes:
        if suffix and text.endswith(suffix):
            text = text[: -len(suffix)].rstrip()
            break
    if len(text) > _MAX_DIGITS:
        return None
    if match := _SIGNED.fullmatch(text):
        return match["sign"].replace("+", "") + match["digits"].replace(",", "")
    if match := _BRACKETED.fullmatch(text):
        return "-" + match["digits"].replace(",", "")
    return None


def count(text: str, units: tuple[str, ...] = ()) -> int | None:
    """Return the whole number a cell holds ("110", "1,240", "110人"), or None when it is not surely one."""
    match = _COUNT.fullmatch(fold(text))
    if match is None or len(text) > _MAX_DIGITS or (match["unit"] and match["unit"] not in units):
        return None
    return int(match["digits"].replace(",", ""))
