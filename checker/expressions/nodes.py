"""The nodes of a checked tree: Python's own operators, and leaves that know the field or list they mean.

A checked tree is what both reading a rule aloud and evaluating it work on; nothing in it is a bare name any more.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from copyreg import __newobj__  # type: ignore[attr-defined]
from typing import Any

from checker.expressions.library import Function
from checker.expressions.patterns import Pattern
from checker.expressions.types import Type
from checker.frozen import frozen
from checker.schema import Field


class _Node(ast.expr):
    """A node that can be pickled; Python's own can only be built from nothing, ours from what they mean.

    That of Python is never initialised, which takes time and gives nothing: ours have no fields for it to fill.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        return __newobj__, (type(self),), vars(self)


class Read(_Node):
    """Read a field. ``depth`` counts the scopes: 0 is the record, the item being looked at comes next.

    Reads of the same ``key`` are the same.
    """

    def __init__(self, field: Field, depth: int, offset: int) -> None:
        self.field, self.depth, self.offset = field, depth, offset
        self.key = depth, field.path

    def __reduce__(self) -> tuple[Any, ...]:
        return Read, (self.field, self.depth, self.offset)


class Value(_Node):
    """A value known at load: a literal, a parameter (which has a ``name``), a vocabulary, a compiled pattern."""

    def __init__(self, value: Any, name: str = "") -> None:
        self.value, self.name = value, name


class Ask(_Node):
    """Ask about a field that may lack a value: 已填, 未填, 可读, 有栏, 默认."""

    def __init__(self, function: Function, read: Read, default: ast.expr | None) -> None:
        self.function, self.read, self.default = function, read, default


class Each(_Node):
    """Go through a list: 个数, 合计, 都, 有, 取值.

    ``depth`` is the scope of its items; ``needs`` are the item's fields without which the condition cannot be told,
    ``value_needs`` those without which an item that meets it has no value.
    """

    def __init__(
        self, function: Function, source: Read, depth: int, value: ast.expr | None, condition: ast.expr | None
    ) -> None:
        self.function, self.source, self.depth, self.value, self.condition = function, source, depth, value, condition
        self.needs: tuple[Read, ...] = ()
        self.value_needs: tuple[Read, ...] = ()


class Apply(_Node):
    """Call a plain function; ``pattern`` is the regular expression among its arguments, if there is one."""

    def __init__(self, function: Function, arguments: list[ast.expr]) -> None:
        self.function, self.arguments = function, arguments
        found = (one.value for one in arguments if isinstance(one, Value) and isinstance(one.value, Pattern))
        self.pattern: Pattern | None = next(found, None)


class Comparison(_Node):
    """Compare neighbours; ``money`` tells that the rule's tolerance applies."""

    def __init__(self, operands: list[ast.expr], operators: list[ast.cmpop], *, money: bool) -> None:
        self.operands, self.operators, self.money = operands, operators, money


@frozen
class Expression:
    """A checked expression: its text, tree and type, and the fields without which it has no value.

    It is ``fixed`` when it reads no parameter of the rule set.
    """

    text: str
    tree: ast.expr
    type: Type
    needs: tuple[Read, ...]
    fixed: bool = True


_PARTS: Mapping[type, Callable[[Any], Sequence[ast.expr]]] = {
    Ask: lambda node: (node.read,) if node.default is None else (node.read, node.default),
    Each: lambda node: [part for part in (node.source, node.value, node.condition) if part is not None],
    Apply: lambda node: node.arguments,
    Comparison: lambda node: node.operands,
    ast.BoolOp: lambda node: node.values,
    ast.BinOp: lambda node: (node.left, node.right),
    ast.UnaryOp: lambda node: (node.operand,),
    ast.IfExp: lambda node: (node.test, node.body, node.orelse),
}


def children(node: ast.expr) -> Sequence[ast.expr]:
    """Return the direct parts of a checked node; a leaf has none."""
    parts = _PARTS.get(type(node))
    return parts(node) if parts is not None else ()


def walk(node: ast.expr) -> Iterator[ast.expr]:
    """Yield ``node`` and every part of it, each before its own parts."""
    ahead = [node]
    while ahead:
        node = ahead.pop()
        yield node
        ahead.extend(reversed(children(node)))
