"""Plain text for a screen: made harmless, measured by display width, wrapped as Chinese is set."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

_BLANKS = re.compile(r"[ \t\n\r\f\v\u2028\u2029]+")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})

# A unit is what stays on one line: a number or Latin word, with the marks that may not begin or end a line.
_UNIT = re.compile(
    r"[“‘（《〈【「『〔(\[]*(?:[!-'*-Z^-~\\≥≤±]+|.)[，。、；：？！）》〉】」』〕”’…％%)\],.;:?!]*", re.DOTALL
)


def clean(text: str) -> str:
    r"""Return ``text`` on one line and harmless to a terminal.

    Control characters, direction marks and other invisible characters are shown as ``\x1b`` or ``\u202e``: they could
    move the cursor, reverse what is read, or hide. White space becomes one space.
    """
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


def width(text: str) -> int:
    """Return the cells that ``text`` takes on a screen.

    Marks of ambiguous width (“ ” … ≥ ①) count two, as Chinese terminals draw them: where they take one, a line is
    merely shorter than it might be.
    """
    return len(text) if text.isascii() else sum(map(_cells, text))


@lru_cache(maxsize=8192)
def _cells(char: str) -> int:
    """Return the cells of one character."""
    if " " <= char <= "~":
        return 1
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def wrap(text: str, columns: int, hang: int = 0) -> list[str]:
    """Break ``text`` into lines of at most ``columns`` cells, all but the first set in by ``hang``.

    Numbers and Latin words stay whole; 、，。）” never begin a line and （“ never end one.
    """
    lines, taken = [""], 0
    for unit, size in _units(text, columns - hang):
        if taken and taken + size > columns and unit != " ":
            lines, taken = [*lines, " " * hang], hang
        lines[-1] += unit
        taken += size
    return [line.rstrip() for line in lines]


def _units(text: str, columns: int) -> Iterator[tuple[str, int]]:
    """Cut ``text`` into what must not be broken, each with its width; what is wider than a line is broken anyway."""
    for unit in _UNIT.findall(text):
        size = width(unit)
        if size <= columns:
            yield unit, size
        else:
            yield from ((char, _cells(char)) for char in unit)


def shorten(text: str, columns: int) -> str:
    """Return ``text`` cut to ``columns`` cells, with “…” where something was left out."""
    if width(text) <= columns:
        return text
    end = sum(taken <= columns - 2 for taken in accumulate(map(_cells, text)))
    return text[:end].rstrip() + "…"


def pad(text: str, columns: int) -> str:
    """Return ``text`` filled up with spaces to ``columns`` cells."""
    return text + " " * max(0, columns - width(text))
