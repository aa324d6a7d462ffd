"""What an expression came to, part by part: every node of a checked tree with its value or why it has none.

The reference evaluator does the computing; here it only keeps what each step gave. Where it would stop at once because
a field has no value, the walk goes on, so that a reader sees what is there beside what is missing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import Any

from checker.expressions.evaluate import BudgetError, Evaluator, Zeroes
from checker.expressions.frames import Frame, Missing, State
from checker.expressions.library import FunctionError
from checker.expressions.needs import Keys, needs, sure
from checker.expressions.nodes import Apply, Ask, Comparison, Each, Expression, Read, children
from checker.frozen import frozen

MOST_ITEMS = 5
_STRICT = (ast.BinOp, ast.UnaryOp, Apply, Comparison)  # none of their parts is ever passed over
_NOTHING: Keys = frozenset()


@frozen
class Item:
    """One item that decided what a walk through a list came to: its condition and, where it has one, its value."""

    number: int
    frame: Frame
    parts: tuple[Step, ...]


@frozen
class Step:
    """One node of an expression and what came of it.

    ``reason`` says why it has no value, ``looked`` is False where the walk did not come by. ``frame`` is what a field
    was read from, ``zero`` marks a blank that counts as 0. Of a walk through a list ``items`` are those that decided,
    ``more`` counts those of them that are not kept, ``total`` all that the list has.
    """

    node: ast.expr
    value: Any = None
    reason: str = ""
    looked: bool = True
    frame: Frame | None = None
    zero: bool = False
    parts: tuple[Step, ...] = ()
    items: tuple[Item, ...] = ()
    more: int = 0
    total: int = 0

    @property
    def at(self) -> str:
        """The JSON Pointer of the field that was read; "" for any other step."""
        return self.frame.pointer_of(self.node.field) if self.frame and isinstance(self.node, Read) else ""


def deciding(step: Step) -> Iterator[Step]:
    """Yield the conditions that a condition hangs on: of several that must all hold, those that do not."""
    match step.node:
        case ast.BoolOp() | ast.UnaryOp(op=ast.Not()) | ast.IfExp():
            seen = [part for part in step.parts if part.looked]
            if isinstance(step.node, ast.BoolOp):
                seen = [part for part in seen if (part.reason if step.reason else part.value is step.value)] or seen
            for part in seen:
                yield from deciding(part)
        case _:
            yield step


class Explainer(Evaluator):
    """An evaluator that keeps its steps; ``most`` is how many items of a list are kept, None for all."""

    def __init__(
        self,
        frames: Sequence[Frame],
        zeroes: Zeroes = frozenset(),
        tolerance: Decimal = Decimal(0),
        most: int | None = MOST_ITEMS,
    ) -> None:
        super().__init__(frames, zeroes, tolerance)
        self._most = most
        self._open: list[list[Step]] = []
        self._lacking: set[tuple[int, tuple[str, ...]]] = set()
        self._plain_chain = self.nodes[ast.BoolOp]
        self.nodes[ast.BoolOp] = self._chain

    def explain(self, expression: Expression) -> Step:
        """Return what ``expression`` and every part of it come to; the same as :meth:`value` says of the whole."""
        self.steps, self._open = 0, [[]]
        self._lacking.clear()
        self._demand(expression.needs)
        with suppress(Exception):  # each step tells its own
            self._eval(expression.tree)
        return self._open[0][0]

    def _demand(self, needs: Sequence[Read]) -> None:
        """Note which fields have no value, instead of stopping at the first."""
        for read in needs:
            if isinstance(self._state(read), State):
                self._lacking.add(self._place(read))

    def _lost(self, node: ast.expr, known: Keys = _NOTHING) -> Read | None:
        """Return the first field without which ``node`` has no value and that has none."""
        wanted = needs(node, known).values() if self._lacking else ()
        return next((read for read in wanted if self._place(read) in self._lacking), None)

    def _place(self, read: Read) -> tuple[int, tuple[str, ...]]:
        return id(self.frames[read.depth]), read.field.path

    def _eval(self, node: Any) -> Any:
        self._open.append([])
        value, reason = None, ""
        try:
            value = self._strictly(node)
        except Exception as error:
            reason = _told(error)
            if isinstance(error, Missing) and isinstance(node, _STRICT):
                self._go_on(node)
            raise
        finally:
            self._open[-2].append(self._step(node, value, reason, self._open.pop()))
        return value

    def _strictly(self, node: ast.expr) -> Any:
        """Return the value of a node; what it needs must be there, even if no step on the way came to ask for it."""
        lost = self._lost(node)
        if lost is None:
            return super()._eval(node)
        with suppress(Missing, ArithmeticError, ValueError, BudgetError):
            super()._eval(node)
        raise Missing(lost.field, self.frames[lost.depth], self._state(lost))

    def _go_on(self, node: ast.expr) -> None:
        """Look at the parts that a missing value kept from being looked at."""
        for part in list(children(node)):
            if all(step.node is not part for step in self._open[-1]):
                with suppress(Exception):
                    self._eval(part)

    def _chain(self, node: ast.BoolOp) -> Any:
        """Walk an and/or. It needs all its parts: where one has no value, no other decides for it."""
        if self._lost(node) is None:
            return self._plain_chain(node)
        stop, decided, known = isinstance(node.op, ast.Or), False, _NOTHING
        for part in node.values:
            if not decided or self._lost(part, known) is not None:
                with suppress(Missing):
                    decided = self._eval(part) is stop or decided
            known |= sure(part, when=not stop)
        return decided is stop

    def _step(self, node: Any, value: Any, reason: str, found: Sequence[Step]) -> Step:
        """Return the step of a node from what was kept on the way."""
        match node:
            case Read():
                return self._of_read(node, value, reason)
            case Ask():
                source = self._of_read(node.read, self._state(node.read), "")
                return Step(node, value, reason, parts=(source, *self._all(node, found)[1:]))
            case Each():
                return self._of_each(node, value, reason, found)
            case _:
                return Step(node, value, reason, parts=tuple(self._all(node, found)))

    def _of_read(self, node: Read, value: Any, reason: str) -> Step:
        frame = self.frames[node.depth]
        state = frame.read(node.field)
        if isinstance(value, State):
            value, reason = None, Missing(node.field, frame, value).told
        zero = isinstance(state, State) and value is not None
        return Step(node, value, reason, frame=frame, zero=zero)

    def _all(self, node: ast.expr, found: Sequence[Step]) -> list[Step]:
        """Return a step for each part of a node, those passed over too."""
        looked = {id(step.node): step for step in found}
        return [looked.get(id(part)) or Step(part, looked=False) for part in children(node)]

    def _of_each(self, node: Each, value: Any, reason: str, found: Sequence[Step]) -> Step:
        frames = self.frames[node.source.depth].read(node.source.field)
        if not isinstance(frames, list):
            return Step(node, value, reason)
        first = node.condition if node.condition is not None else node.value
        groups: list[list[Step]] = [] if first is not None else [[] for _ in frames]
        for step in found:
            if step.node is first:
                groups.append([])
            groups[-1].append(step)
        items = [Item(number + 1, frames[number], tuple(group)) for number, group in enumerate(groups)]
        decided = [one for one in items if _decides(node, one, lost=bool(reason))] or items
        shown = decided[: self._most]
        return Step(node, value, reason, items=tuple(shown), more=len(decided) - len(shown), total=len(frames))


def _told(error: Exception) -> str:
    """Say why there is no value."""
    match error:
        case Missing():
            return error.told
        case ZeroDivisionError():
            return "除数是 0，算不出"
        case BudgetError() | FunctionError():
            return str(error)
        case _:
            return "算不出"


def _decides(node: Each, item: Item, *, lost: bool) -> bool:
    """Tell whether an item is one that made the walk come out as it did; where it got ``lost``, the one it got to."""
    if lost or node.condition is None:
        return any(part.reason for part in item.parts) is lost
    return item.parts[0].value is not (node.function.english == "all")
