"""A case's ``given`` to the record it stands for: fields by title or key, placed where the schema has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from checker.model import Form, Location, Origin
from checker.rulesets.source import Place
from checker.schema import Catalogue, Field
from checker.text import nearest


def mistakes(given: Any, owner: Field, place: Place) -> Iterator[tuple[Place, str, str]]:
    """Yield (place, message, hint) for every key of ``given`` that ``owner`` has no field for."""
    if not isinstance(given, Mapping):
        yield place, "这里要写成“栏目: 值”的样子。", ""
        return
    for name, value in given.items():
        field = owner.named(name)
        if field is None or field.type == "group":
            yield (*place, name), f"没有名为“{name}”的栏目。", nearest(name, [one.title for one in owner.visible()])
        elif field.type == "list":
            if not isinstance(value, list):
                yield (*place, name), f"“{name}”是列表，要用方括号写。", ""
                continue
            for index, item in enumerate(value):
                yield from mistakes(item, field, (*place, name, index))


def form(given: Mapping[str, Any], catalogue: Catalogue) -> Form:
    """Return the form that ``given`` describes; a field that is not given is not on its layout."""
    origins: dict[str, Origin] = {}
    record = _filled({"form": catalogue.form}, given, catalogue.root, "", origins)
    return Form("", record, origins)


def _filled(
    data: dict[str, Any], given: Mapping[str, Any], owner: Field, pointer: str, origins: dict[str, Origin]
) -> dict[str, Any]:
    for name, value in given.items():
        field = owner.named(name)
        if field is None:  # pragma: no cover - refused at load
            continue
        if field.view:
            origins[pointer] = Origin(Location(), doubt=str(value or ""))
            continue
        place = data
        for key in field.path[:-1]:
            place = place.setdefault(key, {})
        if field.type == "list":
            inner = f"{pointer}/{field.key}"
            items = enumerate(value)
            place[field.key] = [_filled({}, item, field, f"{inner}/{index}", origins) for index, item in items]
        else:
            place[field.key] = _json(value, field)
    return data


def _json(value: Any, field: Field) -> Any:
    """Return a value as a record holds it: numbers are decimal strings, but for integers."""
    if isinstance(value, Decimal) or (isinstance(value, int) and not isinstance(value, bool)):
        return int(value) if field.type == "integer" and value == int(value) else str(value)
    return value
