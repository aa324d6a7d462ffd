"""All functions of the language, topic by topic; those on fields and items stand here, for the evaluator computes them.

The bodies of the others stand beside their descriptions, a module a topic.
"""

from __future__ import annotations

from checker.expressions import arithmetic, days, linking, lists, points, quantities, texts, units, wording
from checker.expressions.library import Function, Shelf

__all__ = ["FUNCTIONS", "SHELVES", "Function"]

_FIELDS = Shelf(
    "栏目",
    Function("已填", "present", ("any",), "boolean", "这一栏填了内容", about_field=True),
    Function("未填", "blank", ("any",), "boolean", "这一栏空着", about_field=True),
    Function("可读", "readable", ("any",), "boolean", "这一栏填了，而且认得出是数（日期栏：是日期）", about_field=True),
    Function("有栏", "has_field", ("any",), "boolean", "本表印有这一栏，不论填没填", about_field=True),
    Function("默认", "default", ("any", "any"), "same", "这一栏的值；没有值时用后面给的值", about_field=True),
)
_ITEMS = Shelf(
    "逐项",
    Function("个数", "count", ("items", "boolean?"), "number", "列表里（符合条件的）有几项", per_item=True, unit="项"),
    Function("合计", "sum", ("items", "number", "boolean?"), "same", "把（符合条件的）每一项的数加起来", per_item=True),
    Function("都", "all", ("items", "boolean"), "boolean", "每一项都符合条件；一项也没有时算符合", per_item=True),
    Function("有", "any", ("items", "boolean"), "boolean", "至少有一项符合条件", per_item=True),
    Function("没有", "none", ("items", "boolean"), "boolean", "没有一项符合条件；一项也没有时也算", per_item=True),
    Function(
        "取值", "values", ("items", "any", "boolean?"), "list", "（符合条件的）每一项的值，排成一串", per_item=True
    ),
)

SHELVES: tuple[Shelf, ...] = (
    _FIELDS, _ITEMS, arithmetic.NUMBERS, units.UNITS, texts.TEXTS, texts.VOCABULARIES, wording.WORDING, points.POINTS,
    linking.LINKING, quantities.QUANTITIES, lists.LISTS, days.DAYS,
)  # fmt: skip
"""The functions by topic, in the order of the manual."""

FUNCTIONS: dict[str, Function] = {
    name: one for shelf in SHELVES for one in shelf.functions for name in (one.name, one.english)
}
"""Every function by its Chinese and by its English name."""
