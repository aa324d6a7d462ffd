"""Text and values as the manual writes them in Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_ESCAPED = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>|#"})


def given(fields: Mapping[str, Any]) -> str:
    """Return what a form is given, field by field; the items of a list one after the other."""
    told: list[str] = []
    for name, value in fields.items():
        if isinstance(value, list):
            items = [f"<br>({number}) {given(one) or '空行'}" for number, one in enumerate(value, start=1)]
            told.append(f"{plain(name)} {len(items)} 项：" + "".join(items) if items else f"{plain(name)} 一项也没有")
        else:
            told.append(f"{plain(name)}{'（空着）' if value is None else f' {_value(value)}'}")
    return "<br>".join(told) if any(isinstance(value, list) for value in fields.values()) else "，".join(told)


def _value(value: Any) -> str:
    return f"“{plain(value)}”" if isinstance(value, str) else plain(f"{value}")


def plain(text: str) -> str:
    """Return ``text`` as Markdown shows it unchanged."""
    return " ".join(text.translate(_ESCAPED).split())
