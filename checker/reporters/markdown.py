"""Text for Markdown: shown as it is, whatever stands in it."""

from __future__ import annotations

_ESCAPED = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>|#"})


def plain(text: str) -> str:
    """Return ``text`` as Markdown shows it unchanged."""
    return " ".join(text.translate(_ESCAPED).split())
