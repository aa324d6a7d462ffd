"""A field as it was read, in words: its name, its value, and where it stands in the form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.expressions.explain import Step
from checker.expressions.frames import State
from checker.expressions.nodes import Ask, Read, Value
from checker.expressions.reading import Reader
from checker.expressions.template import show
from checker.model import Origin
from checker.reporters.plain import clean, shorten

_QUOTE = 40
_STATES: Mapping[State, str] = {
    State.ABSENT: "本表没有这一栏", State.BLANK: "空着", State.UNREADABLE: "认不出是数", State.UNPARSED: "无",
}  # fmt: skip


class Figures:
    """Tells fields: 基本支出 2152.58（第8行）. Between ``begin`` and ``end`` what was told once is only named."""

    def __init__(self, origins: Mapping[str, Origin]) -> None:
        self._origins = origins
        self._told: set[tuple[str, str]] | None = None
        self._here = ""

    def begin(self, place: str) -> None:
        """Begin a sentence about ``place``, which need not be told again."""
        self._told, self._here = set(), place

    def end(self) -> None:
        """End the sentence."""
        self._told, self._here = None, ""

    def at(self, pointer: str) -> str:
        """Return where a JSON Pointer stands in the form; "" where that is not known."""
        origin = self._origins.get(pointer)
        return origin.location.spot if origin else ""

    def told(self, step: Step, depth: int) -> str | None:
        """Return a field with its value; None for a step that is no field."""
        if isinstance(step.node, Value) and isinstance(step.value, list) and step.node.name and self._told is not None:
            return f"参数“{step.node.name}”"
        if not simple(step):
            return None
        source = step.parts[0] if isinstance(step.node, Ask) else step
        title = Reader(depth=depth).read(source.node)
        if self._told is not None:
            if (title, source.at) in self._told:
                return title
            self._told.add((title, source.at))
        return _figure(title, self._place(source), step, source)

    def _place(self, source: Step) -> str:
        place = self.at(source.at)
        return "" if place == self._here else place


def simple(step: Step) -> bool:
    """Tell whether a step only reads a field."""
    ask = isinstance(step.node, Ask) and step.node.default is not None
    return step.looked and (ask or (isinstance(step.node, Read) and step.node.field.type != "list"))


def shown(value: Any) -> str:
    """Return a value that was computed; a list with the number of its values."""
    if isinstance(value, str):
        return f"“{shorten(clean(value), _QUOTE)}”" if value else "空白"
    if isinstance(value, list):
        return f"{len(value)} 个：{shorten(clean(show(value)), _QUOTE)}" if value else "一个也没有"
    return show(value)


def _figure(title: str, place: str, step: Step, source: Step) -> str:
    """Return the name of a field with its value, or with what keeps it from having one."""
    state = source.frame.read(source.node.field) if source.frame and isinstance(source.node, Read) else None
    if isinstance(state, State):
        counted = f"按 {shown(step.value)} 算" if step.value is not None else ""
        dated = isinstance(source.node, Read) and source.node.field.type == "date" and state is State.UNREADABLE
        return f"{title}（{'，'.join(filter(None, (place, '认不出是日期' if dated else _STATES[state], counted)))}）"
    gap = "" if isinstance(step.value, str) else " "
    value = source.node.field.told(step.value) if isinstance(source.node, Read) else step.value
    return f"{title}{gap}{shown(value)}" + (f"（{place}）" if place else gap)
