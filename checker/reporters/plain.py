"""Plain text for a screen: made harmless, measured by display width, wrapped as Chinese is set."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate

from checker import regex

_BLANKS = regex.lazy(r"[ \t\n\r\f\v\u2028\u2029]+")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})

# A unit is what stays on one line: a number or Latin word, with the marks that may not begin or end a line.
_UNIT = regex.lazy(
    r"[“‘（《〈【「『〔(\[]*(?:[!-'*-Z^-~\\≥≤±]+|.)[，。、；：？！）》〉】」』〕”’…％%)\],.;:?!]*", re.DOTALL
)


def clean(text: str) -> str:
    r"""Return ``text`` on one line and harmless to a terminal.

    Control characters, direction marks and other invisible characters are shown as ``\x1b`` or ``\u202e``: they could
    move the cursor, reverse what is read, or hide. White space becomes one space.
    """
    if text.isprintable() and "  " not in text:
        return text.strip()
    return visible(_BLANKS.sub(" ", decoded(text)).strip())


def visible(text: str) -> str:
    """Return ``text`` with every character that acts or hides replaced by its escape."""
    if text.isprintable():
        return text
    return "".join(_escape(char) if unicodedata.category(char) in _HIDDEN else char for char in text)


def _escape(char: str) -> str:
    """Name one character by its code point."""
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def decoded(text: str) -> str:
    """Return a file name that the locale could not decode as the UTF-8 it most likely is."""
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text


class _Cells(dict[str, int]):
    """The cells that each character takes on a screen, worked out when it first comes up."""

    def __missing__(self, char: str) -> int:
        if unicodedata.category(char) in ("Mn", "Me", "Cf"):
            cells = 0
        else:
            cells = 2 if unicodedata.east_asian_width(char) in "WFA" else 1
        self[char] = cells
        return cells


_cells = _Cells().__getitem__


def width(text: str) -> int:
    """Return the cells that ``text`` takes on a screen.

    Marks of ambiguous width (“ ” … ≥ ①) count two, as Chinese terminals draw them: where they take one, a line is
    merely shorter than it might be.
    """
    return len(text) if text.isascii() else sum(map(_cells, text))


def wrap(text: str, columns: int, hang: int = 0) -> list[str]:
    """Break ``text`` into lines of at most ``columns`` cells, all but the first set in by ``hang``.

    Numbers and Latin words stay whole; 、，。）” never begin a line and （“ never end one.
    """
    if width(text) <= columns:
        return [text.rstrip()]
    reached = [0, *accumulate(map(_cells, text))]
    ends = list(accumulate(map(len, _pieces(text, columns - hang))))
    taken = [reached[end] for end in ends]
    lines: list[str] = []
    start = number = 0
    while number < len(ends):
        room = columns - hang if lines else columns
        number = max(bisect_right(taken, reached[start] + room), number + 1)
        while number < len(ends) and text[ends[number - 1] : ends[number]] == " ":
            number += 1
        lines.append((" " * (hang if lines else 0) + text[start : ends[number - 1]]).rstrip())
        start = ends[number - 1]
    return lines


def _pieces(text: str, columns: int) -> list[str]:
    """Cut ``text`` into what must not be broken; what is wider than a line is broken anyway."""
    units = _UNIT.findall(text)
    if 2 * max(map(len, units)) <= columns:
        return units
    return [piece for unit in units for piece in ([unit] if width(unit) <= columns else unit)]


def shorten(text: str, columns: int) -> str:
    """Return ``text`` cut to ``columns`` cells, with “…” where something was left out."""
    if 2 * len(text) <= columns:
        return text
    reached = list(accumulate(map(_cells, text)))
    if reached[-1] <= columns:
        return text
    return text[: bisect_right(reached, columns - 2)].rstrip() + "…"


def pad(text: str, columns: int) -> str:
    """Return ``text`` filled up with spaces to ``columns`` cells."""
    return text + " " * max(0, columns - width(text))
