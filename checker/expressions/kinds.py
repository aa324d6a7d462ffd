"""What kind of value a checked node gives, as far as the way to compare it hangs on that."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from checker.expressions.nodes import Apply, Ask, Comparison, Each, Read, Value
from checker.schema import NUMERIC

_OF_VALUES = {bool: "boolean", Decimal: "number", str: "text", date: "date", list: "list"}
_OF_WALKS = {
    "count": "number",
    "sum": "number",
    "all": "boolean",
    "any": "boolean",
    "none": "boolean",
    "values": "list",
}


class Named(ast.expr):
    """An operand of which the generated text is known already."""

    def __init__(self, text: str, node: ast.expr) -> None:
        super().__init__()
        self.text, self.node = text, node


def kind_of(node: ast.expr) -> str:
    """Return number, text, boolean, date or list; "any" where it is none of them or cannot be told."""
    return _KINDS[type(node)](node)


def _of_ask(node: Ask) -> str:
    return kind_of(node.read) if node.default is not None else "boolean"


def _of_apply(node: Apply) -> str:
    returns = node.function.returns
    return kind_of(node.arguments[0]) if returns == "same" else returns.partition(" ")[0]


_KINDS: Mapping[type, Callable[[Any], str]] = {
    Read: lambda node: "number" if node.field.type in NUMERIC else node.field.type,
    Value: lambda node: _OF_VALUES.get(type(node.value), "any"),
    Ask: _of_ask,
    Each: lambda node: _OF_WALKS[node.function.english],
    Apply: _of_apply,
    Comparison: lambda _: "boolean",
    ast.BoolOp: lambda _: "boolean",
    ast.BinOp: lambda _: "number",
    ast.UnaryOp: lambda node: "boolean" if isinstance(node.op, ast.Not) else "number",
    Named: lambda node: kind_of(node.node),
    ast.IfExp: lambda node: kind_of(node.body),
}
