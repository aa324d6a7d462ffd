"""Which fields an expression cannot do without, decided before any form is read.

``已填(X) and f(X)`` needs no X: where f is reached, X is filled. So the walk carries the reads already known to have a
value, and ``and``, ``or``, ``not`` and ``if`` pass that knowledge on (flow typing, as type checkers narrow optionals).
"""

from __future__ import annotations

import ast

from checker.expressions.nodes import Ask, Each, Read, children

Keys = frozenset[tuple[int, tuple[str, ...]]]
_NOTHING: Keys = frozenset()


def needs(node: ast.expr, known: Keys = _NOTHING) -> dict[tuple[int, tuple[str, ...]], Read]:
    """Return the reads that must have a value whenever ``node`` is evaluated, given those ``known`` to have one."""
    match node:
        case Read():
            return {} if node.key in known else {node.key: node}
        case Ask():
            return needs(node.default, known) if node.default is not None else {}
        case ast.BoolOp():
            return _chain(node, known)
        case ast.IfExp():
            truths, falsehoods = sure(node.test, when=True), sure(node.test, when=False)
            return {
                **needs(node.test, known),
                **needs(node.body, known | truths),
                **needs(node.orelse, known | falsehoods),
            }
        case Each():
            return {**needs(node.source, known), **_outer(node, known)}
        case _:
            return {key: read for child in children(node) for key, read in needs(child, known).items()}


def item_needs(node: Each, known: Keys = _NOTHING) -> dict[tuple[int, tuple[str, ...]], Read]:
    """Return what the condition and the value of a walk through a list need."""
    found: dict[tuple[int, tuple[str, ...]], Read] = {}
    if node.condition is not None:
        found |= needs(node.condition, known)
        known |= sure(node.condition, when=True)
    if node.value is not None:
        found |= needs(node.value, known)
    return found


def sure(node: ast.expr, *, when: bool) -> Keys:
    """Return the reads that surely have a value when ``node`` turns out to be ``when``."""
    match node:
        case Ask(function=function, read=read):
            tells = {"present": True, "readable": True, "blank": False}.get(function.english)
            return frozenset([read.key]) if tells is when else _NOTHING
        case ast.UnaryOp(op=ast.Not()):
            return sure(node.operand, when=not when)
        case ast.BoolOp() if isinstance(node.op, ast.And) is when:
            return frozenset().union(*(sure(value, when=when) for value in node.values))
        case _:
            return _NOTHING


def _chain(node: ast.BoolOp, known: Keys) -> dict[tuple[int, tuple[str, ...]], Read]:
    """Walk an and/or from left to right; each part is reached only if the ones before did not decide."""
    found: dict[tuple[int, tuple[str, ...]], Read] = {}
    for value in node.values:
        found |= needs(value, known)
        known |= sure(value, when=isinstance(node.op, ast.And))
    return found


def _outer(node: Each, known: Keys) -> dict[tuple[int, tuple[str, ...]], Read]:
    """Return the needs of a walk's parts that lie outside its own item."""
    return {key: read for key, read in item_needs(node, known).items() if read.depth < node.depth}
