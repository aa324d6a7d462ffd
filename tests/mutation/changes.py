"""The ways in which one comparison or one boundary of a source text can be off: what is tried, one by one.

``<`` becomes ``<=``, ``>`` ``>=``, ``==`` ``!=``, ``in`` ``not in``, ``is`` ``is not``, ``and`` between two neighbours
``or``, ``min`` ``max``, and the other way round; ``not x`` becomes ``x``; every whole or decimal number but an index is
one more and one less.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import islice

_PAIRS = [(ast.Lt, ast.LtE), (ast.Gt, ast.GtE), (ast.Eq, ast.NotEq), (ast.In, ast.NotIn), (ast.Is, ast.IsNot)]
_SWAPPED = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}
_EXTREMES = {"min": "max", "max": "min"}
_TOO_SMALL = (ast.Constant, ast.Name, ast.UnaryOp, ast.Slice, ast.keyword, ast.MatchValue)
"""What is shown together with what it stands in, since alone it says little."""

Around = tuple[ast.AST, ...]


@dataclass(frozen=True)
class Change:
    """One change: the line, the function ("" outside of any), and what stands there before and after."""

    line: int
    place: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{f'{self.place}: ' if self.place else ''}{self.before} → {self.after}"


def changes(source: str) -> list[Change]:
    """Return every change of a source text, in a fixed order."""
    return list(_changes(ast.parse(source)))


def changed(source: str, number: int) -> ast.Module:
    """Return the tree of a source text after the change of that number."""
    tree = ast.parse(source)
    walk = _changes(tree)
    next(islice(walk, number, None))
    del walk  # left where it stands, it puts nothing back
    return tree


def _changes(tree: ast.Module) -> Iterator[Change]:
    """Yield each change while the tree has it; going on takes it back."""
    for node, around in _walk(tree, ()):
        shown = _shown(node, around)
        place = _place(around)
        before = _text(shown)
        for _ in _each_way(node):
            yield Change(getattr(node, "lineno", 0), place, before, _text(shown))


def _place(around: Around) -> str:
    """Return the function or method that the code belongs to, be it within another function in it."""
    names: list[str] = []
    for one in around:
        if isinstance(one, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            names.append(one.name)
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
            return ".".join(names)
    return ""


def _walk(node: ast.AST, around: Around) -> Iterator[tuple[ast.AST, Around]]:
    """Yield every node that is evaluated when the code runs, with the nodes that it stands in."""
    yield node, around
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list") or (name == "slice" and _is_number(value)):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _walk(child, (*around, node))


def _is_number(node: object) -> bool:
    """Tell whether a node is a number written out: as an index it picks a part, and is no boundary."""
    return isinstance(node, ast.Constant) or (isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant))


def _each_way(node: ast.AST) -> Iterator[None]:
    """Change a node in each of its ways; yield while it is changed."""
    match node:
        case ast.Compare(ops=operators):
            for index, operator in enumerate(operators):
                operators[index] = _SWAPPED[type(operator)]()
                yield
                operators[index] = operator
        case ast.BoolOp(op=operator, values=values):
            other = ast.Or() if isinstance(operator, ast.And) else ast.And()
            kept = list(values)
            for index in range(len(kept) - 1):
                if len(kept) == 2:
                    node.op = other
                else:
                    pair = ast.copy_location(ast.BoolOp(other, kept[index : index + 2]), kept[index])
                    values[:] = [*kept[:index], pair, *kept[index + 2 :]]
                yield
            node.op, values[:] = operator, kept
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            node.operand = ast.copy_location(ast.UnaryOp(ast.Not(), operand), operand)
            yield
            node.operand = operand
        case ast.Name(id=("min" | "max") as name):
            node.id = _EXTREMES[name]
            yield
            node.id = name
        case ast.Constant(value=int() as number) if not isinstance(number, bool):
            for node.value in (number + 1, number - 1):
                yield
            node.value = number
        case ast.Call(func=ast.Name(id="Decimal"), args=[ast.Constant(value=str() as text) as written]):
            for written.value in _neighbours(text):
                yield
            written.value = text


def _neighbours(text: str) -> list[str]:
    try:
        return [str(Decimal(text) + 1), str(Decimal(text) - 1)]
    except InvalidOperation:
        return []


def _shown(node: ast.AST, around: Around) -> ast.AST:
    """Return the part that a change is shown in."""
    for outer in reversed(around):
        if not isinstance(node, _TOO_SMALL) or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)):
            break
        node = outer
    return node


def _text(node: ast.AST) -> str:
    """Return the first line of the text of a node: of a function, its head."""
    return ast.unparse(ast.fix_missing_locations(node)).partition("\n")[0]
