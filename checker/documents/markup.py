"""Left-over web markup in plain text: the known tags go, everything else stays.

No HTML parser: a cell such as ``3<5万元`` is text, not a tag.
"""

from __future__ import annotations

import re

from checker import regex

_BREAKS = regex.lazy(r"<br\s*/?>|</(?:p|div|tr)\s*>", re.IGNORECASE)
_TAGS = regex.lazy(r"</?(?:p|br|div|span|td|tr|b|strong|font)\b[^<>]*>", re.IGNORECASE)
_ENTITY = regex.lazy(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
_GAPS = regex.lazy(r"[^\S\n]*\n\s*")


def strip(raw: str) -> str:
    """Return the text without known tags, entities and outer white space; a paragraph's end becomes a line break."""
    text = raw
    if "<" in text:
        text = _TAGS.sub("", _BREAKS.sub("\n", text))
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    text = text.strip("\u200b\ufeff").strip()
    return _GAPS.sub("\n", text) if "\n" in text else text


def _character(entity: re.Match[str]) -> str:
    """Return the character that an entity stands for."""
    from html import unescape  # noqa: PLC0415 - with the names of two thousand characters

    return unescape(entity[0])
