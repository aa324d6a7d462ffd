"""What an expression came to, for programs: every part with its reading, its value or why it has none, its place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from checker.expressions.explain import Item, Step
from checker.expressions.nodes import Each, Read
from checker.expressions.reading import Reader
from checker.model import Origin
from checker.reporters.figures import Figures


def as_json(step: Step, origins: Mapping[str, Origin], tolerance: Decimal | None = None, depth: int = 1) -> Any:
    """Return the tree of one expression as JSON; ``depth`` is that of the innermost item."""
    told: dict[str, Any] = {"reading": Reader(tolerance, depth=depth).read(step.node), "looked_at": step.looked}
    if step.looked:
        told |= {"value": _plain(step.value), "reason": step.reason or None}
    if isinstance(step.node, Read):
        told |= {"at": step.at, "place": _place(step.at, origins), "blank_as_zero": step.zero}
    if isinstance(step.node, Each):
        items = [_item(one, origins, tolerance, step.node.depth) for one in step.items]
        told |= {"total": step.total, "items": items, "more": step.more}
    elif step.parts:
        told["parts"] = [as_json(one, origins, tolerance, depth) for one in step.parts]
    return told


def _item(item: Item, origins: Mapping[str, Origin], tolerance: Decimal | None, depth: int) -> dict[str, Any]:
    return {
        "number": item.number,
        "name": item.frame.name,
        "at": item.frame.place,
        "place": _place(item.frame.place, origins),
        "parts": [as_json(one, origins, tolerance, depth) for one in item.parts],
    }


def _place(pointer: str, origins: Mapping[str, Origin]) -> str | None:
    return Figures(origins).at(pointer) or None


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: numbers are decimal strings; items, vocabularies, patterns are none."""
    match value:
        case bool() | str():
            return value
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case list():
            return [plain for one in value if (plain := _plain(one)) is not None]
        case _:
            return None
