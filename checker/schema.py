"""Record schemas as a catalogue of fields: the only source of field names, labels, types and units.

A schema is JSON Schema (draft 2020-12) plus annotations: ``title`` (the name in rules), ``x-type`` (the type in rules),
``x-unit``, ``x-labels`` (how forms print it), ``x-derived`` (sub-fields read out of a text), ``x-views`` (what is known
about a record without standing in it) and ``x-enum: titles`` (only titles of fields). Nothing here knows any form.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from checker import resources
from checker.errors import RuleError

NUMERIC = frozenset({"money", "number", "integer"})
"""The types whose values are decimals."""


@dataclass(frozen=True)
class Field:
    """A named place in a record, or in one item of a list.

    ``path`` leads there from the record, or from the item for a field of an item. ``type`` is one of text, money,
    number, integer, boolean, date, list, group. ``derived`` names the grammar that reads a sub-field out of its
    parent's text, ``view`` marks one that is known beside the record. ``annotations`` holds the schema's own words.
    """

    path: tuple[str, ...]
    title: str
    type: str
    unit: str | None = None
    enum: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    derived: str = ""
    view: bool = False
    parent_title: str = ""
    children: Mapping[str, Field] = field(default_factory=dict)
    annotations: Mapping[str, Any] = field(default_factory=dict)
    _names: dict[str, Field] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def key(self) -> str:
        """The last key of the path."""
        return self.path[-1] if self.path else ""

    def named(self, name: str) -> Field | None:
        """Return the child of this title or key, looking through groups; None when there is none."""
        if not self._names:
            for child in self.visible():
                self._names.setdefault(child.title, child)
                self._names.setdefault(child.key, child)
        return self._names.get(name)

    def visible(self) -> Iterator[Field]:
        """Yield the children that a rule can name here: a group's members stand beside it."""
        for child in self.children.values():
            yield child
            if child.type == "group":
                yield from child.visible()


@dataclass(frozen=True)
class Catalogue:
    """The fields of one form type."""

    form: str
    title: str
    root: Field
    document: Mapping[str, Any]

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every field at any depth, the record itself first, always in the same order."""
        return tuple(_all(self.root))


def forms() -> tuple[str, ...]:
    """Return the form types that have a schema, in order of name."""
    return tuple(name for name in _paths() if load(name).form == name)


@cache
def review_items() -> tuple[str, ...]:
    """Return the items of the official review in their order, then those beside them (勾稽、公开、格式)."""
    return tuple(json.loads((resources.folder("schemas") / "review-items.json").read_text("utf-8")))


@cache
def load(form: str) -> Catalogue:
    """Return the catalogue of the form type ``form``.

    Raises RuleError when there is no schema of that name.
    """
    path = _paths().get(form)
    if path is None:
        raise RuleError(f"没有表类“{form}”的结构定义（schemas/{form}.schema.json）。")
    return read(path)


@cache
def _paths() -> dict[str, Path]:
    """Return the schema files by name; only what lies in the folder has a name, so that no name leads elsewhere."""
    suffix = ".schema.json"
    return {path.name.removesuffix(suffix): path for path in sorted(resources.folder("schemas").glob("*" + suffix))}


def read(path: Path) -> Catalogue:
    """Read a schema file as a catalogue."""
    document = json.loads(path.read_text("utf-8"))
    form = document.get("properties", {}).get("form", {}).get("const", "")
    return Catalogue(form, document.get("title", ""), _build(document, (), document), document)


def _build(node: Mapping[str, Any], path: tuple[str, ...], document: Mapping[str, Any]) -> Field:
    """Turn one schema node into a field, its children with it."""
    node = _resolved(node, document)
    children: dict[str, Field] = {}
    kind = node.get("x-type") or {"array": "list", "object": "group"}.get(node.get("type", ""), "text")
    base = () if kind == "list" else path
    items = _resolved(node.get("items", {}), document)
    for key, child in {**node.get("properties", {}), **items.get("properties", {})}.items():
        children[key] = _build(child, (*base, key), document)
    for key, child in node.get("x-views", {}).items():
        view = {"type": "array", **child} if "items" in child else child
        children[key] = replace(_build(view, (*base, key), document), view=True)
    grammar = node.get("x-derived", "")
    for key, child in document["$defs"].get(grammar, {}).get("properties", {}).items():
        children[key] = replace(_build(child, (*path, key), document), derived=grammar, parent_title=node["title"])
    enum = tuple(value for value in node.get("enum", ()) if value is not None)
    if node.get("x-enum") == "titles":
        enum = tuple(dict.fromkeys(_titles(document)))
    return Field(
        path,
        node.get("title", path[-1] if path else ""),
        kind,
        node.get("x-unit"),
        enum,
        tuple(node.get("x-labels", ())),
        children=children,
        annotations=node,
    )


def _all(owner: Field) -> Iterator[Field]:
    yield owner
    for child in owner.children.values():
        yield from _all(child)


def _titles(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield the titles of every field that the record itself holds, at any depth."""
    for child in document.get("properties", {}).values():
        inner = {**child.get("properties", {}), **child.get("items", {}).get("properties", {})}
        yield child.get("title", "")
        yield from _titles({"properties": inner})


def _resolved(node: Mapping[str, Any], document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Merge a local ``$ref`` into the node that makes it; the node's own words win."""
    reference = node.get("$ref", "")
    if not reference.startswith("#/$defs/"):
        return node
    return {**document["$defs"][reference.removeprefix("#/$defs/")], **node}
