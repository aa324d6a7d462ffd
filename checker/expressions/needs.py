"""Which fields an expression cannot do without, decided before any form is read.

``已填(X) and f(X)`` needs no X: where f is reached, X is filled. So the walk carries the reads already known to have a
value, and ``and``, ``or``, ``not`` and ``if`` pass that knowledge on (flow typing, as type checkers narrow optionals).
``and`` and ``or`` need all their parts, so that their order does not matter; of ``if``, and of what 默认 falls back on,
only the part that is taken is needed.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

from checker.expressions.nodes import Ask, Each, Read, Value, children
from checker.schema import NUMERIC

Keys = frozenset[tuple[int, tuple[str, ...]]]
Reads = dict[tuple[int, tuple[str, ...]], Read]
_NOTHING: Keys = frozenset()


def needs(node: ast.expr, known: Keys = _NOTHING) -> Reads:
    """Return the reads that must have a value whenever ``node`` is evaluated, given those ``known`` to have one."""
    own = _OWN.get(type(node))
    if own is not None:
        return own(node, known)
    found: Reads = {}
    for part in children(node):
        if type(part) is not Value:
            found |= needs(part, known)
    return found


def item_needs(node: Each, known: Keys = _NOTHING) -> tuple[Reads, Reads]:
    """Return what the condition of a walk through a list needs, and what the value of an item that meets it needs."""
    condition: Reads = {}
    if node.condition is not None:
        condition = needs(node.condition, known)
        known |= sure(node.condition, when=True)
    return condition, needs(node.value, known) if node.value is not None else {}


def sure(node: ast.expr, *, when: bool) -> Keys:
    """Return the reads that surely have a value when ``node`` turns out to be ``when``.

    有栏 is counted too, though a printed field may be blank: then its read, once reached, says so itself.
    """
    match node:
        case Ask(function=function, read=read):
            tells = {"present": True, "readable": True, "blank": False, "has_field": True}.get(function.english)
            return _with_source(read) if tells is when else _NOTHING
        case ast.UnaryOp(op=ast.Not()):
            return sure(node.operand, when=not when)
        case ast.BoolOp() if isinstance(node.op, ast.And) is when:
            return frozenset().union(*(sure(value, when=when) for value in node.values))
        case _:
            return _NOTHING


def filled(node: ast.expr, *, when: bool) -> Keys:
    """Return the reads that surely have a typed value when ``node`` turns out to be ``when``.

    有栏 promises no value, and 已填 no number where the field may hold what is none.
    """
    match node:
        case Ask(function=function, read=read):
            told = {"present": True, "readable": True, "blank": False}.get(function.english)
            certain = function.english == "readable" or read.field.derived or read.field.type not in (*NUMERIC, "date")
            return _with_source(read) if told is when and certain else _NOTHING
        case ast.UnaryOp(op=ast.Not()):
            return filled(node.operand, when=not when)
        case ast.BoolOp() if isinstance(node.op, ast.And) is when:
            return frozenset().union(*(filled(value, when=when) for value in node.values))
        case _:
            return _NOTHING


def _with_source(read: Read) -> Keys:
    """Return a read, and that of the text it is a part of: where the part is there, so is the text."""
    source = (read.depth, read.field.path[:-1])
    return frozenset([read.key, source] if read.field.derived else [read.key])


def _read(node: Read, known: Keys) -> Reads:
    return {} if node.key in known else {node.key: node}


def _chain(node: ast.BoolOp, known: Keys) -> Reads:
    """Walk an and/or from left to right; each part is reached only if the ones before did not decide."""
    found: Reads = {}
    goes_on = isinstance(node.op, ast.And)
    for value in node.values:
        found |= needs(value, known)
        if told := sure(value, when=goes_on):
            known |= told
    return found


def _choice(node: ast.IfExp, known: Keys) -> Reads:
    body = needs(node.body, known | sure(node.test, when=True))
    orelse = needs(node.orelse, known | sure(node.test, when=False))
    both = {key: read for key, read in body.items() if key in orelse}
    return {**needs(node.test, known), **both}


def _walk(node: Each, known: Keys) -> Reads:
    """Return the needs of a walk's list, and those of its parts that lie outside its own item."""
    condition, value = item_needs(node, known)
    outer = {key: read for key, read in (condition | value).items() if read.depth < node.depth}
    return {**needs(node.source, known), **outer}


_OWN: Mapping[type, Callable[[Any, Keys], Reads]] = {
    Read: _read,
    Value: lambda *_: {},
    Ask: lambda *_: {},
    ast.BoolOp: _chain,
    ast.IfExp: _choice,
    Each: _walk,
}
"""The kinds of node that do not just need what their parts need."""
