"""Left-over web markup in plain text: the known tags go, everything else stays.

No HTML parser: a cell such as ``3<5万元`` is text, not a tag.
"""

from __future__ import annotations

import html
import re

_BREAKS = re.compile(r"<br\s*/?>|</(?:p|div|tr)\s*>", re.IGNORECASE)
_TAGS = re.compile(r"</?(?:p|br|div|span|td|tr|b|strong|font)\b[^<>]*>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
_GAPS = re.compile(r"[^\S\n]*\n\s*")


def strip(raw: str) -> str:
    """Return the text without known tags, entities and outer white space; a paragraph's end becomes a line break."""
    text = raw
    if "<" in text:
        text = _TAGS.sub("", _BREAKS.sub("\n", text))
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    text = text.strip("\u200b\ufeff").strip()
    return _GAPS.sub("\n", text) if "\n" in text else text
