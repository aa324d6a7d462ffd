"""What the schema calls views: known about a record without standing in it, such as the list of all its texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.model import Form, Origin, Record
from checker.schema import Catalogue, Field

Leaves = Sequence[tuple[Field, str, Any]]
"""Fields that hold a value, each with its JSON Pointer and the value."""


def with_views(form: Form, catalogue: Catalogue) -> Record:
    """Return a copy of the form's record to which the views are added, each item with the pointer it stands ``at``."""
    leaves = list(_leaves(catalogue.root, form.record, ""))
    doubts = doubted(form.origins)
    record = {key: _with_doubts(value, f"/{key}", doubts) for key, value in form.record.items()}
    collect = {"text": lambda: list(_texts(leaves, form.origins)), "money": lambda: list(_amounts(leaves))}
    for key, field in catalogue.root.children.items():
        if field.view:
            record[key] = collect[field.annotations["x-collects"]]()
    return record


def _texts(leaves: Leaves, origins: Mapping[str, Origin]) -> Iterator[Record]:
    for field, at, value in leaves:
        if field.type == "text" and not field.enum and "const" not in field.annotations and value:
            yield {"at": at, "content": value, "raw": _raw(origins.get(at), value), "label": field.title}


def _amounts(leaves: Leaves) -> Iterator[Record]:
    for field, at, value in leaves:
        if field.type == "money":
            yield {"at": at, "amount": value, "written": value, "label": field.title}


def doubted(origins: Mapping[str, Origin]) -> dict[str, Origin]:
    """Return the origins that are in doubt: few, if any, so that it is quicker to look only among these."""
    return {at: one for at, one in origins.items() if one.doubt}


def doubt_at(origins: Mapping[str, Origin], pointer: str) -> str:
    """Return the doubt about the place, about what it belongs to, or about any part of it; "" when there is none."""
    for at, one in origins.items():
        if one.doubt and (f"{at}/".startswith(f"{pointer}/") or f"{pointer}/".startswith(f"{at}/")):
            return one.doubt
    return ""


def _with_doubts(value: Any, pointer: str, origins: Mapping[str, Origin]) -> Any:
    if not isinstance(value, list):
        return value
    return [
        {**item, "doubt": doubt_at(origins, f"{pointer}/{index}") or None} if isinstance(item, dict) else item
        for index, item in enumerate(value)
    ]


def _raw(origin: Origin | None, value: str) -> str:
    return origin.raw if origin is not None and origin.raw else value


def _leaves(owner: Field, data: Mapping[str, Any], pointer: str) -> Iterator[tuple[Field, str, Any]]:
    """Yield every field that the record has, with its pointer and value, in the order of the record."""
    for key, value in data.items() if isinstance(data, Mapping) else ():  # another's list may hold plain values
        field = owner.children.get(key)
        if field is None:
            continue
        at = f"{pointer}/{key}"
        if field.type == "list":
            for index, item in enumerate(value or ()):
                yield from _leaves(field, item, f"{at}/{index}")
        elif field.type == "group":
            yield from _leaves(field, value, at)
        else:
            yield field, at, value
