"""What an expression came to, for the eye: each condition, the values it saw, and where they stand."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from checker.expressions.explain import Item, Step, deciding
from checker.expressions.listing import JOINED
from checker.expressions.nodes import Apply, Ask, Comparison, Each, Read
from checker.expressions.reading import SIGNS, WORDS, Reader
from checker.model import Origin
from checker.reporters.figures import Figures, shown, simple
from checker.reporters.plain import clean, pad, shorten, width, wrap

_MARKS = ("成立", "不成立", "算不出", "没有看")
_MARK = max(map(width, _MARKS)) + 2
_INDENT = 2
_NAME = 40
_CLAUSE = 240
_GAP = re.compile(r" +(?=[，、。；：）〕])")
_EXAMPLES = 2
_FOUND = {True: "符合的有", False: "不符合的有"}

Line = tuple[str, int, str]
"""Whether a condition holds ("" for a value), how deep it stands, and what is said."""


class Tree:
    """The tree of one expression; ``origins`` tell where the values stand, ``tolerance`` is that of the rule."""

    def __init__(self, step: Step, origins: Mapping[str, Origin], tolerance: Decimal | None = None) -> None:
        self._step, self._tolerance = step, tolerance
        self._figures = Figures(origins)
        self._formulas: set[str] = set()
        self._depth = 1

    def lines(self, columns: int) -> list[str]:
        """Return the tree as lines of text: on the left what holds and what does not."""
        told: list[str] = []
        for mark, depth, text in self._lines(self._step, 0):
            indent = " " * (_INDENT * depth)
            room = max(columns - _MARK - len(indent), 2 * _MARK)
            for number, line in enumerate(wrap(_tidy(text), room, hang=_INDENT)):
                told.append((pad(mark if not number else "", _MARK) + indent + line).rstrip())
        return told

    def decided(self) -> str:
        """Return the conditions that the whole hangs on, in one sentence."""
        self._figures.begin("")
        told = self._facts(deciding(self._step))
        self._figures.end()
        return _tidy(told)

    def _lines(self, step: Step, depth: int) -> Iterator[Line]:
        node, mark = step.node, _mark(step)
        match node:
            case _ if not step.looked:
                yield mark, depth, shorten(self._reader({}).read(node), _CLAUSE)
            case ast.BoolOp():
                yield mark, depth, JOINED[type(node.op)]
                for part in step.parts:
                    yield from self._lines(part, depth + 1)
            case ast.UnaryOp(op=ast.Not(), operand=ast.BoolOp() | ast.IfExp()):
                yield mark, depth, "下面这一条不能成立："
                yield from self._lines(step.parts[0], depth + 1)
            case ast.IfExp():
                yield mark, depth, "分两种情况："
                for word, part in zip(("如果", "就看", "否则看"), step.parts, strict=True):
                    yield "", depth + 1, f"{word}："
                    yield from self._lines(part, depth + 2)
            case _:
                yield from self._leaf(step, depth)

    def _leaf(self, step: Step, depth: int) -> Iterator[Line]:
        """Yield one condition; below it the sums and walks that it compares, with their values."""
        inner = _undenied(step)
        reason = f"（{step.reason}）" if step.reason and not any(one.reason for one in inner.parts) else ""
        yield _mark(step), depth, self._seeing(step).read(step.node) + reason
        for part in (inner, *inner.parts):
            if part.looked and part is not inner and _composed(part.node):
                yield from self._told_once(self._formula(part), depth + 1)
            for walked in [part] if isinstance(part.node, Each) else _walks(part) if part is not inner else ():
                yield from self._walk(walked, depth + 1)

    def _told_once(self, formula: str, depth: int) -> Iterator[Line]:
        if formula not in self._formulas:
            self._formulas.add(formula)
            yield "", depth, formula

    def _walk(self, step: Step, depth: int) -> Iterator[Line]:
        """Yield the items that decided what a walk through a list came to."""
        if not isinstance(step.node, Each) or (step.node.value is None and step.node.condition is None and step.total):
            return  # 个数 of all items: the number says it
        if not step.total:
            yield "", depth, f"{step.reason or '这个列表一项也没有'}。"
            return
        yield "", depth, _summary(step)
        items = step.items[:_EXAMPLES] if _none(step) else step.items
        for item in items:
            yield _mark(item.parts[0]), depth + 1, self._item(item, step.node)
        if more := step.more + len(step.items) - len(items):
            yield "", depth + 1, f"……还有 {more} 项，没有列出。"

    def _item(self, item: Item, walk: Each) -> str:
        """Return one item: its number, name and place, then the value it gave, or what its condition hangs on."""
        place = self._figures.at(item.frame.place)
        name = f"“{shorten(clean(item.frame.name), _NAME)}”" if item.frame.name else ""
        outer, self._depth = self._depth, walk.depth
        last = item.parts[-1]
        self._figures.begin(place)
        told = self._formula(last) if last.node is walk.value else self._facts(deciding(last))
        self._figures.end()
        self._depth = outer
        return f"第 {item.number} 项{name}" + (f"（{place}）" if place else "") + f"：{told}"

    def _facts(self, steps: Iterable[Step]) -> str:
        """Return what turned out, each value told once; that a field is filled goes without saying if it is shown."""
        found = list(steps)
        shown_elsewhere = {one.at for step in found if not _guard(step) for one in _undenied(step).parts if simple(one)}
        kept = [step for step in found if not (_guard(step) and step.parts[0].at in shown_elsewhere)]
        return "，".join(dict.fromkeys(map(self._fact, kept)))

    def _fact(self, step: Step) -> str:
        """Return a condition, or its opposite where it does not hold, or why it cannot be told."""
        if step.reason:
            return step.reason
        reader = self._seeing(step, sums=True)
        return shorten(reader.denied(step.node) if step.value is False else reader.read(step.node), _CLAUSE)

    def _seeing(self, step: Step, *, sums: bool = False) -> Reader:
        """Return a reader that says the values of the fields that a condition looks at, or of ``sums`` too."""
        inner = _undenied(step)
        if isinstance(inner.node, Ask) and inner.node.function.english == "has_field":
            return self._reader({})
        told = {id(part.node): self._figures.told(part, self._depth) for part in inner.parts}
        for part in inner.parts:
            if sums and part.looked and _composed(part.node):
                told[id(part.node)] = f"{self._reader({}).read(part.node)}（{shown(part.value)}）"
        return self._reader(told)

    def _formula(self, step: Step) -> str:
        """Return how a value was come by: every part with its own value and place, then what it makes."""
        if simple(step):
            return self._figures.told(step, self._depth) or ""
        told = {id(one.node): self._figures.told(one, self._depth) for one in _reads(step)}
        formula = self._reader(told, SIGNS).read(step.node)
        return f"{formula}：{step.reason}" if step.reason else f"{formula} = {shown(step.value)}"

    def _reader(self, told: Mapping[int, str | None], signs: Mapping[type, str] = WORDS) -> Reader:
        return Reader(self._tolerance, signs, lambda node: told.get(id(node)), self._depth)


def _tidy(text: str) -> str:
    """Return a text on one line, without the blanks that values left before marks."""
    return _GAP.sub("", clean(text))


def _mark(step: Step) -> str:
    """Return whether a condition holds; "" for a value that is none."""
    if not step.looked:
        return "没有看"
    if step.reason:
        return "算不出"
    return ("成立" if step.value else "不成立") if isinstance(step.value, bool) else ""


def _summary(step: Step) -> str:
    """Return how many items a list has and how many of them decided."""
    decided = len(step.items) + step.more
    if not isinstance(step.node, Each) or step.node.condition is None:
        return f"共 {step.total} 项："
    if step.reason:
        return f"共 {step.total} 项，看到下面这一项时停住了："
    if _none(step):
        return f"共 {step.total} 项，{'全都符合' if step.value is True else '没有一项符合'}，例如："
    return f"共 {step.total} 项，{_FOUND[step.node.function.english != 'all']} {decided} 项："


def _none(step: Step) -> bool:
    """Tell whether no item stood out, so that those kept are mere examples."""
    every = isinstance(step.node, Each) and step.node.function.english == "all"
    return bool(step.items and step.items[0].parts and step.items[0].parts[0].value is every)


def _undenied(step: Step) -> Step:
    """Return the condition that a 并非 is about."""
    return step.parts[0] if isinstance(step.node, ast.UnaryOp) and isinstance(step.node.op, ast.Not) else step


def _guard(step: Step) -> bool:
    """Tell whether a step only says that a field has a value."""
    asked = isinstance(step.node, Ask) and step.node.function.english in ("present", "readable")
    return asked and step.value is True


def _composed(node: ast.expr) -> bool:
    return isinstance(node, ast.BinOp | ast.UnaryOp | ast.IfExp | Apply | Each | Comparison)


def _reads(step: Step) -> Iterator[Step]:
    """Yield the fields that were read below a step, but for those of a list's items."""
    for part in step.parts:
        if simple(part):
            yield part
        else:
            yield from _reads(part)


def _walks(step: Step) -> Iterator[Step]:
    """Yield the walks through lists below a step."""
    for part in step.parts:
        if isinstance(part.node, Each):
            yield part
        elif not isinstance(part.node, Read):
            yield from _walks(part)
