"""A case's ``given`` to the record it stands for: fields by title or key, placed where the schema has them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from checker.model import Form, Location, Origin
from checker.rulesets.source import WRITTEN, Place, Source
from checker.schema import FORM, Catalogue, Field
from checker.text import nearest


def check(source: Source, given: Any, owner: Field, place: Place) -> None:
    """Keep a fault for every key of ``given`` that ``owner`` has no field for, and for every value it cannot hold."""
    if not isinstance(given, dict):
        source.fault("这里要写成“栏目: 值”的样子。", place)
        return
    for name, value in given.items():
        field = owner.named(name)
        if field is None or field.type == "group" or (field.view and field.type == "list"):
            known = [one.title for one in owner.visible() if one.type != "group"]
            source.fault_at_key(f"没有名为“{name}”的栏目。", (*place, name), nearest(name, known))
        elif field.type != "list":
            if value is not None:  # anything may be blank
                _check_value(source, value, field, (*place, name))
        elif not isinstance(value, list):
            source.fault(f"“{name}”是列表，要用方括号写。", (*place, name))
        else:
            for index, item in enumerate(value):
                check(source, item, field, (*place, name, index))


def _check_value(source: Source, value: Any, field: Field, place: Place) -> None:
    if type(value) not in WRITTEN:
        source.fault(f"“{field.title}”要写成文字、数，或者空着（null）。", place)
    elif field.enum and value not in field.enum:
        source.fault(f"“{field.title}”不会是“{value}”。", place, nearest(str(value), field.enum))
    elif isinstance(value, str) and field.annotations.get("type") == ["integer", "null"]:
        source.fault(f"“{field.title}”要写成整数。", place)
    elif not isinstance(value, str) and "minimum" in field.annotations:
        low, high = field.annotations["minimum"], field.annotations.get("maximum", value)
        if value != int(value) or not low <= value <= high:
            source.fault(f"“{field.title}”要写成 {low} 到 {high} 的整数。", place)


def pointer_known(pointer: str, owner: Field) -> bool:
    """Tell whether a JSON Pointer leads to a place that a record of this form can have."""
    found: Field | None = owner
    keys = iter(pointer.split("/")[1:])
    for key in keys:
        if found is None:
            return False
        if key.isascii() and key.isdigit() and found.type == "list":
            continue
        found = found.children.get(key)
    return pointer[:1] in ("", "/") and found is not None and not found.derived


def form(given: Mapping[str, Any], catalogue: Catalogue) -> Form:
    """Return the form that ``given`` describes; a field that is not given is not on its layout."""
    origins: dict[str, Origin] = {}
    record = _filled({FORM: catalogue.form}, given, catalogue.root, "", origins)
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
    if isinstance(value, Decimal | int):
        return int(value) if field.type == "integer" and value == int(value) else str(value)
    return value
