"""What stands in a part of a rule, in a few Chinese words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from checker import schema
from checker.reporters.labels import choice
from checker.reporters.plain import shorten

_NONE = "（无）"
_FROM_TO = {"from": "自", "to": "至"}
_LONG = 200


def in_words(part: str, value: Any) -> str:
    """Return what is written in a part of a rule, in a few words."""
    return _NONE if value is None else shorten(_IN_WORDS.get(part, _plain)(part, value), _LONG)


def _plain(part: str, value: Any) -> str:
    return "、".join(choice(part, str(one)) for one in (value if isinstance(value, list) else [value]))


def _titles(_: str, forms: Any) -> str:
    """Return form types by the titles of their forms."""
    return "、".join(schema.load(one).title for one in forms)


_IN_WORDS: Mapping[str, Callable[[str, Any], str]] = {
    "applies_to": _titles,
    "cases": lambda _, value: f"{len(value)} 个",
    "severity_if": lambda _, value: "；".join(f"{choice('severity', key)}：{one}" for key, one in value.items()),
    "basis": lambda _, value: "；".join(f"{one['document']}{one.get('provision', '')}" for one in value),
    "effective": lambda _, value: "".join(f"{_FROM_TO[key]}{day}" for key, day in value.items()),
}
