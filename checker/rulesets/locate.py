"""From a character of a YAML scalar's value back to the line and column where its author typed it."""

from __future__ import annotations

import re

_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")
_JOINED = re.compile(r"\\(?:\r\n|[\n\r])[ \t]*")


def lines_of(text: str) -> list[str]:
    """Return the lines of a YAML text, broken where YAML breaks them."""
    return _BREAK.split(text)


def locate(text: str, line: int, column: int, value: str, offset: int) -> tuple[int, int]:
    """Return line and column (from 1) of the character at ``offset`` of a scalar.

    ``line`` and ``column`` say where the scalar starts in ``text``, ``value`` is what it means. Both are walked side by
    side: quotes, escapes, indents and folded line breaks stand in the text only.
    """
    starts = [0] + [match.end() for match in _BREAK.finditer(text)]
    index = starts[line - 1] + column - 1
    style = text[index : index + 1]
    if style in ("|", ">"):
        index = starts[line] if line < len(starts) else len(text)
    elif style in ("'", '"'):
        index += 1
    else:
        style = ""
    for character in value[:offset]:
        index += _width(text, index, character, style)
    if joined := _JOINED.match(text, index) if style == '"' else None:
        index = joined.end()
    index += _space(text, index) if value[offset : offset + 1].strip() else 0
    row = max(number for number, start in enumerate(starts) if start <= index)
    return row + 1, index - starts[row] + 1


def _width(text: str, index: int, character: str, style: str) -> int:
    """Return how many characters of the text, from ``index``, stand for one character of the value."""
    start = index
    if style == '"':
        while joined := _JOINED.match(text, index):
            index = joined.end()
    if text[index : index + 1] != character and not text.startswith("\\", index):
        spaces = _space(text, index)
        if character.isspace():
            return index - start + max(spaces, 1)
        index += spaces
    if style == '"' and (escape := _ESCAPE.match(text, index)):
        return escape.end() - start
    return index - start + (2 if style == "'" and character == "'" else 1)


def _space(text: str, index: int) -> int:
    """Return how much white space stands at ``index``."""
    rest = text[index:]
    return len(rest) - len(rest.lstrip())
