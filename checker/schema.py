"""Record schemas as a catalogue of fields: the only source of field names, labels, types and units.

A schema is JSON Schema (draft 2020-12) plus annotations: ``title`` (the name in rules), ``x-type`` (the type in rules),
``x-unit``, ``x-labels`` (how forms print it), ``x-derived`` (sub-fields read out of a text), ``x-views`` (what is known
about a record without standing in it), ``x-enum: titles`` (only titles of fields) and ``x-enum-titles`` (what the
values of an enumeration are called). The schema as a whole names fields by their titles: ``x-form-name`` (whose value a
form goes by), ``x-form-day`` (the year or day whose rules bind it), ``x-headline`` and ``x-heading`` (what stands at
the head of a report). Nothing here knows any form.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from checker import resources
from checker.errors import Fault, RuleError
from checker.frozen import field, frozen
from checker.text import nearest

_KINDS = ("text", "number", "integer", "money", "date", "boolean", "list", "group", "any")
_TYPES = {"array": "list", "object": "group", "number": "number", "integer": "integer", "boolean": "boolean"}
NUMERIC = frozenset({"money", "number", "integer"})
"""The types whose values are decimals."""
FORM = "form"
"""The key by which every record tells its form type: the only one that is the same in all of them."""
NAME, DAY, HEADLINE, HEADING = "x-form-name", "x-form-day", "x-headline", "x-heading"
"""What a schema names fields for."""


@frozen
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

    @property
    def full_title(self) -> str:
        """The title as findings show it: a sub-field's with that of the text it is read out of."""
        return f"{self.parent_title}.{self.title}" if self.derived else self.title

    def told(self, value: Any) -> Any:
        """Return what one of the values that the field chooses from is called, of a list each; others as they are."""
        if isinstance(value, list):
            return [self.told(one) for one in value]
        return self.annotations.get("x-enum-titles", {}).get(value, value) if isinstance(value, str) else value

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


@frozen
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

    def marked(self, annotation: str) -> Field | None:
        """Return the field that the schema names under ``annotation``; None where it names none."""
        return next(iter(self.all_marked(annotation)), None)

    def all_marked(self, annotation: str) -> list[Field]:
        """Return the fields that the schema names under ``annotation``, one or a list."""
        named = self.document.get(annotation, [])
        fields = [self.root.named(str(one)) for one in (named if isinstance(named, list) else [named])]
        return [one for one in fields if one is not None]

    def name_of(self, record: Mapping[str, Any]) -> str:
        """Return the name that a form goes by, such as its department's; "" where it has none."""
        field = self.marked(NAME)
        value = None if field is None else value_at(record, field)
        return value if isinstance(value, str) else ""


def value_at(record: Mapping[str, Any], field: Field) -> Any:
    """Return what stands in a field of the record's own; None where nothing does."""
    value: Any = record
    for key in field.path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def forms() -> tuple[str, ...]:
    """Return the form types that have a schema, in order of name."""
    return tuple(name for name in _paths() if load(name).form == name)


def review_items() -> tuple[str, ...]:
    """Return the items of the official review in their order, then those beside them (勾稽、公开、格式)."""
    return tuple(_review())


def gravest(review_item: str) -> str:
    """Return the gravest severity that suits a review item; of one that only a person can judge it is a warning."""
    return str(_review()[review_item]["gravest"])


@cache
def _review() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = json.loads(
        (resources.folder("schemas") / "review-items.json").read_text("utf-8")
    )
    return found


def load(form: str) -> Catalogue:
    """Return the catalogue of the form type ``form``, packaged or added.

    Raises RuleError when there is no schema of that name.
    """
    return _added[form] if form in _added else _packaged(form)


def of(record: Mapping[str, Any]) -> Catalogue:
    """Return the catalogue of the form type that a record is of.

    Raises RuleError when it is of none that is known.
    """
    return load(str(record.get(FORM, "")))


_added: dict[str, Catalogue] = {}


def add(form: str, document: Any, shown: str) -> Catalogue:
    """Add the schema of a record that a rule set brings with it, called ``form`` in its rules.

    Raises RuleError when it is no schema of an object, or when there is another one of that name.
    """
    if not isinstance(document, dict) or not isinstance(document.get("properties"), dict):
        raise RuleError(Fault("这不是一个记录的结构定义。", shown, hint="请写成 JSON Schema，最外层要有 properties。"))
    known = _added.get(form)
    if form in _paths() or (known is not None and known.document != document):
        raise RuleError(Fault(f"已经有一个名为“{form}”的结构定义，内容不同。", shown, hint="请给文件换一个名字。"))
    if known is None:
        try:
            root = _build(document, (), document)
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            told = "结构定义写法有误，或 $ref 指向了没有的地方。"
            raise RuleError(Fault(told, shown, hint="请对照 JSON Schema 检查。")) from error
        known = Catalogue(form, str(document.get("title", form)), root, document)
        _check_types(known, shown)
        _check_marks(known, shown)
        _added[form] = known
    return known


def _check_types(catalogue: Catalogue, shown: str) -> None:
    """Refuse a schema that has a field of a type which rules do not know."""
    for one in (each for each in catalogue.fields if each.type not in _KINDS):
        hint = nearest(str(one.type), _KINDS) or f"可以是：{'、'.join(_KINDS)}。"
        raise RuleError(Fault(f"“{one.title}”的 x-type 不能是“{one.type}”。", shown, hint=hint))


def _check_marks(catalogue: Catalogue, shown: str) -> None:
    """Refuse a schema that marks a field which it has not."""
    titles = [one.title for one in catalogue.root.visible()]
    for annotation in (NAME, DAY, HEADLINE, HEADING):
        written = catalogue.document.get(annotation, [])
        for name in written if isinstance(written, list) else [written]:
            if catalogue.root.named(str(name)) is None:
                hint = nearest(str(name), titles) or "请写栏目的 title。"
                raise RuleError(Fault(f"{annotation} 里的“{name}”不是这个记录的栏目。", shown, hint=hint))


@cache
def _packaged(form: str) -> Catalogue:
    if form not in _paths():
        raise RuleError(f"没有表类“{form}”的结构定义（schemas/{form}.schema.json）。")
    return read(_paths()[form])


_OF_OTHER_THINGS = ("report", "rule", "ruleset")


@cache
def _paths() -> dict[str, Path]:
    """Return the schemas of records by name; only what lies in the folder has one, so that no name leads elsewhere."""
    suffix = ".schema.json"
    folder = resources.folder("schemas")
    names = sorted(name for name in os.listdir(folder) if name.endswith(suffix))  # noqa: PTH208 - at every start
    found = {name.removesuffix(suffix): folder / name for name in names}
    return {name: path for name, path in found.items() if name not in _OF_OTHER_THINGS}


def read(path: Path) -> Catalogue:
    """Read a schema file as a catalogue."""
    document = json.loads(path.read_text("utf-8"))
    form = document.get("properties", {}).get(FORM, {}).get("const", "")
    return Catalogue(form, document.get("title", ""), _build(document, (), document), document)


def _build(node: Mapping[str, Any], path: tuple[str, ...], document: Mapping[str, Any], **more: Any) -> Field:
    """Turn one schema node into a field, its children with it; ``more`` is what is known of it from outside."""
    node = _resolved(node, document)
    children: dict[str, Field] = {}
    kind = node.get("x-type") or _type_of(node)
    base = () if kind == "list" else path
    items = _resolved(node.get("items", {}), document)
    for key, child in {**node.get("properties", {}), **items.get("properties", {})}.items():
        children[key] = _build(child, (*base, key), document)
    for key, child in node.get("x-views", {}).items():
        view = {"type": "array", **child} if "items" in child else child
        children[key] = _build(view, (*base, key), document, view=True)
    grammar = node.get("x-derived", "")
    for key, child in document.get("$defs", {}).get(grammar, {}).get("properties", {}).items():
        children[key] = _build(child, (*path, key), document, derived=grammar, parent_title=node["title"])
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
        **more,
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
    if not reference.startswith("#/"):
        return node
    target: Any = document
    for key in reference.removeprefix("#/").split("/"):
        target = target[key]
    return {**_resolved(target, document), **node}


def _type_of(node: Mapping[str, Any]) -> str:
    """Return the type in rules that JSON Schema's own words mean."""
    written = node.get("type", "")
    kinds = [one for one in (written if isinstance(written, list) else [written]) if one != "null"]
    if kinds == ["string"] and node.get("format") == "date":
        return "date"
    return _TYPES.get(kinds[0], "text") if len(kinds) == 1 else "text"
