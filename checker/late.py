"""Data of which a part is read only when something first asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Self

_REST = "_rest"


class Late:
    """The base of frozen data that may be late; a field that can be has no default that stands in for it."""

    @classmethod
    def late(cls, known: Mapping[str, Any], rest: Callable[[], Mapping[str, Any]]) -> Self:
        """Return an object of which only ``known`` is there; ``rest`` brings the other fields."""
        one = cls.__new__(cls)
        vars(one).update(known)
        vars(one)[_REST] = rest
        return one

    if not TYPE_CHECKING:  # a checker of types must go on to know the fields

        def __getattr__(self, name: str) -> Any:
            """Read the other fields, for one of them is asked for."""
            state = vars(self)
            rest = state.get(_REST)
            if rest is not None:
                state.update({**rest(), **state})
                state.pop(_REST, None)  # last, since another thread may be asking too
            if name not in state:
                raise AttributeError(f"{type(self).__name__} has no {name}")
            return state[name]
