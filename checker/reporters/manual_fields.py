"""The page of the manual on the fields that rules can name, generated from the schemas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker import schema
from checker.expressions import types
from checker.reporters.markdown import plain
from checker.schema import FORM, Catalogue, Field

_MOST = 12
_HEAD = """\
规则里写栏目的名称，也可以写英文名。列表里各项的栏目，写在 `for_each: 列表` 的规则里，
或 `合计(列表, 栏目)` 之类的函数里。"""


def page(forms: Iterable[str]) -> Iterator[str]:
    """Yield the lines of the page for some form types."""
    yield from ("# 栏目", "", _HEAD)
    for form in forms:
        yield from _form(schema.load(form))


def _form(catalogue: Catalogue) -> Iterator[str]:
    """Yield a table for the record and one for the items of each of its lists, at any depth."""
    yield from ("", f"## {plain(catalogue.title)}")
    part = next((one for one in catalogue.fields if one.derived), None)
    if part is not None:
        yield from ("", f"“{part.parent_title}”里能读出几个部分，各写作“{plain(part.full_title)}”的样子。")
    yield from _table(catalogue.root)
    for one in catalogue.fields:
        if one.type == "list" and one.children:
            yield from ("", f"### {plain(one.title)}的每一项", *_table(one))


def _table(owner: Field) -> Iterator[str]:
    """Yield a row for each field of an owner."""
    yield from ("", "| 栏目 | 英文名 | 类型 | 说明 | 表上的叫法 |", "| --- | --- | --- | --- | --- |")
    for field in _named(owner):
        cells = (field.full_title, field.key, _kind(field), _meaning(field), "、".join(field.labels))
        yield f"| {' | '.join(plain(one) or '—' for one in cells)} |"


def _named(owner: Field) -> Iterator[Field]:
    """Yield the fields that have values of their own, each followed by the parts that can be read out of it."""
    for field in owner.visible():
        if field.type != "group" and field.key != FORM:
            yield field
            yield from (one for one in field.children.values() if one.derived)


def _kind(field: Field) -> str:
    return "整数" if field.type == "integer" and not field.unit else str(types.of_field(field))


def _meaning(field: Field) -> str:
    """Return what the schema says of a field, and what rules can write where it chooses from a few values."""
    chosen = [one if field.told(one) == one else f"{one}（{field.told(one)}）" for one in field.enum]
    listed = f"只能是：{'、'.join(chosen[:_MOST])}{'等' if len(chosen) > _MOST else ''}。" if chosen else ""
    return str(field.annotations.get("description", "")) + listed
