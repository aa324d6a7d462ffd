"""The page of the manual on the fields that rules can name, generated from the schemas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker import schema
from checker.reporters.markdown import plain
from checker.schema import FORM, Field

_KINDS = {
    "text": "文字", "number": "数", "integer": "整数", "boolean": "是或否", "date": "日期", "money": "金额",
    "list": "列表", "any": "任意值",
}  # fmt: skip
_UNITS = {"money": "金额", "count": "个数", "percent": "百分数"}
_MOST = 12
_HEAD = """\
规则里写栏目的名称，也可以写英文名。列表里各项的栏目，写在 `for_each: 列表` 的规则里，或写在 `合计(列表, 栏目)` 这样的
函数里。指标值这样的栏目能读出几个部分，写作“指标值.数值”。"""


def page(forms: Iterable[str]) -> Iterator[str]:
    """Yield the lines of the page for some form types."""
    yield from ("# 栏目", "", _HEAD)
    for form in forms:
        catalogue = schema.load(form)
        yield from ("", f"## {plain(catalogue.title)}", "", *_table(catalogue.root))
        for one in catalogue.root.visible():
            if one.type == "list":
                yield from ("", f"### {plain(one.title)}的每一项", "", *_table(one))


def _table(owner: Field) -> Iterator[str]:
    """Yield a row for each field of an owner."""
    yield from ("| 栏目 | 英文名 | 类型 | 说明 | 表上的叫法 |", "| --- | --- | --- | --- | --- |")
    for field in _named(owner):
        if field.key != FORM:
            cells = (field.full_title, field.key, _kind(field), _meaning(field), "、".join(field.labels))
            yield f"| {' | '.join(plain(one) or '—' for one in cells)} |"


def _named(owner: Field) -> Iterator[Field]:
    """Yield the fields that have values of their own, each followed by the parts that can be read out of it."""
    for field in owner.visible():
        if field.type != "group":
            yield field
            yield from (one for one in field.children.values() if one.derived)


def _kind(field: Field) -> str:
    return _UNITS.get(field.unit or "") or _KINDS[field.type]


def _meaning(field: Field) -> str:
    chosen = [str(field.told(one)) for one in field.enum]
    listed = f"只能是：{'、'.join(chosen[:_MOST])}{'等' if len(chosen) > _MOST else ''}。" if chosen else ""
    return str(field.annotations.get("description", "")) + listed
