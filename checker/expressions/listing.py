"""A condition read aloud line by line: what joins several conditions, and below it each of them, as deep as it takes.

What fits on a line stays on one; the conditions that a rule is made of always stand on lines of their own.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from decimal import Decimal

from checker.expressions.nodes import Each, Expression
from checker.expressions.reading import Reader
from checker.expressions.spoken import spoken

JOINED: Mapping[type, str] = {ast.And: "下面各条要同时成立：", ast.Or: "下面各条至少要有一条成立："}
DENIED: Mapping[type, str] = {ast.And: "下面各条不能同时成立：", ast.Or: "下面各条一条也不能成立："}
_WALKED: Mapping[type, str] = {ast.And: "同时符合下面各条：", ast.Or: "符合下面任何一条："}
_LONG = 45

Line = tuple[int, str]
"""How deep a line stands, and what it says."""


def listed(expression: Expression, tolerance: Decimal | None = None) -> list[Line]:
    """Return the reading of ``expression`` line by line; ``tolerance`` is how far its amounts may be off."""
    return list(_Lister(tolerance).lines(expression.tree, 0, 1))


class _Lister:
    def __init__(self, tolerance: Decimal | None) -> None:
        self._tolerance = tolerance

    def lines(self, node: ast.expr, depth: int, scope: int) -> Iterator[Line]:
        """Yield the lines of a condition; ``scope`` is the depth of the innermost item it is about."""
        match node:
            case ast.BoolOp() if len(parts := spoken(node)) == 1:
                yield from self.lines(parts[0], depth, scope)
            case ast.BoolOp() if not depth or self._long(node, scope):
                yield from self._group(JOINED[type(node.op)], node, depth, scope)
            case ast.UnaryOp(op=ast.Not(), operand=ast.BoolOp() as inner) if len(spoken(inner)) > 1 and (
                not depth or self._long(node, scope)
            ):
                yield from self._group(DENIED[type(inner.op)], inner, depth, scope)
            case ast.UnaryOp(op=ast.Not(), operand=Each() as walk):
                yield from self._walk(node, walk, depth, scope, denied=True)
            case Each():
                yield from self._walk(node, node, depth, scope, denied=False)
            case _:
                yield depth, Reader(self._tolerance, depth=scope).read(node)

    def _long(self, node: ast.expr, scope: int) -> bool:
        return len(Reader(self._tolerance, depth=scope).read(node)) > _LONG

    def _group(self, title: str, node: ast.BoolOp, depth: int, scope: int) -> Iterator[Line]:
        """Yield what joins several conditions, then each; the same one twice is told once."""
        yield depth, title
        told: dict[tuple[Line, ...], None] = dict.fromkeys(
            tuple(self.lines(part, depth + 1, scope)) for part in spoken(node)
        )
        for lines in told:
            yield from lines

    def _walk(self, node: ast.expr, walk: Each, depth: int, scope: int, *, denied: bool) -> Iterator[Line]:
        """Yield a walk through a list; a long condition on its items stands below."""
        condition = walk.condition
        several = isinstance(condition, ast.BoolOp) and len(spoken(condition)) > 1
        split = several and walk.function.english != "all" and self._long(node, scope)
        if isinstance(condition, ast.BoolOp) and split:
            begun = Reader(self._tolerance, depth=scope).walk(walk, denied=denied)
            yield from self._group(begun + _WALKED[type(condition.op)], condition, depth, walk.depth)
        else:
            yield depth, Reader(self._tolerance, depth=scope).read(node)
