"""Frozen data: what ``@dataclass(frozen=True)`` makes, with methods that are shared and not written anew each time.

A dataclass writes its methods as text and compiles them whenever the program starts: half a millisecond for each, and a
check needs dozens. These do without; in all else they are dataclasses, and ``dataclasses.replace`` and the like know
their fields. A default is kept with the constructor and not with the class, so that what is not there is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Never, TypeVar, dataclass_transform

__all__ = ["field", "frozen", "replace"]

Made = TypeVar("Made")


class _Mark:
    """What a class says of one of its fields beside its type."""

    def __init__(self, said: Mapping[str, Any]) -> None:
        self.said = said
        self.init: bool = said.get("init", True)
        self.repr: bool = said.get("repr", True)
        self.compare: bool = said.get("compare", True)
        self.hash: bool = self.compare if said.get("hash") is None else said["hash"]


def field(**said: Any) -> Any:
    """Say of a field what ``dataclasses.field`` says: default, default_factory, init, repr, compare, hash."""
    return _Mark(said)


if TYPE_CHECKING:
    from dataclasses import replace  # a checker of types knows what its calls mean
else:

    def replace(one: Made, **changes: Any) -> Made:
        """Return a copy of ``one`` with other values, as ``dataclasses.replace`` does without that module."""
        return type(one)(**{name: getattr(one, name) for name in one.__match_args__} | changes)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[Made]) -> type[Made]:
    """Make a class of frozen data out of the annotations of ``cls``, which has no base of that kind."""
    marks: dict[str, _Mark] = {}
    for name in cls.__annotations__:
        said = vars(cls).get(name, _Mark({}))
        marks[name] = said if isinstance(said, _Mark) else _Mark({"default": said})
        if name in vars(cls):
            delattr(cls, name)
    order = tuple(name for name, mark in marks.items() if mark.init)
    methods = {
        "__dataclass_fields__": _Fields(marks),
        "__match_args__": order,
        "__init__": _init(cls.__qualname__, order, marks),
        "__eq__": _eq(attrgetter(*[name for name, mark in marks.items() if mark.compare])),
        "__hash__": _hash(attrgetter(*[name for name, mark in marks.items() if mark.hash])),
        "__repr__": _repr,
        "__replace__": replace,
        "__setattr__": _refuse,
        "__delattr__": _refuse,
    }
    for name, method in methods.items():
        setattr(cls, name, method)
    return cls


class _Fields:
    """The fields as the module ``dataclasses`` has them, worked out when it asks."""

    def __init__(self, marks: Mapping[str, _Mark]) -> None:
        self._marks = marks

    def __get__(self, _: object, owner: Any) -> dict[str, Any]:
        import dataclasses  # noqa: PLC0415 - a plain check never asks

        said = {name: dataclasses.field(**mark.said) for name, mark in self._marks.items()}
        twin: Any = type(
            owner.__name__, (), {"__annotations__": owner.__annotations__, "__doc__": owner.__doc__, **said}
        )
        found: dict[str, Any] = dataclasses.dataclass(init=False, repr=False, eq=False)(twin).__dataclass_fields__
        owner.__dataclass_fields__ = found
        return found


def _init(name: str, order: Sequence[str], marks: Mapping[str, _Mark]) -> Callable[..., None]:
    """Return what fills in a new object of the class called ``name``."""
    plain = {one: mark.said["default"] for one, mark in marks.items() if "default" in mark.said}
    makers = {one: mark.said["default_factory"] for one, mark in marks.items() if "default_factory" in mark.said}
    wanted, takes = marks.keys(), frozenset(order)
    rests = {
        size: tuple(plain[one] for one in order[size:])
        for size in range(len(order) + 1)
        if len(order) == len(marks) and plain.keys() >= set(order[size:])
    }

    def init(self: Any, *values: Any, **named: Any) -> None:
        state = self.__dict__
        if not named and len(values) in rests:
            state.update(zip(order, values + rests[len(values)], strict=False))
            return
        state.update(plain)
        state.update(zip(order, values, strict=False))
        state.update(named)
        for missing, make in makers.items():
            if missing not in state:
                state[missing] = make()
        twice = values and not named.keys().isdisjoint(order[: len(values)])
        if twice or len(values) > len(order) or not takes.issuperset(named) or state.keys() != wanted:
            raise TypeError(f"{name}() takes {', '.join(order)}")

    return init


def _eq(values: Callable[[Any], Any]) -> Callable[[Any, object], bool]:
    def equal(self: Any, other: object) -> bool:
        return NotImplemented if other.__class__ is not self.__class__ else bool(values(self) == values(other))

    return equal


def _hash(values: Callable[[Any], Any]) -> Callable[[Any], int]:
    def hashed(self: Any) -> int:
        return hash(values(self))

    return hashed


def _repr(self: Any) -> str:
    shown = [name for name, one in self.__dataclass_fields__.items() if one.repr]
    return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"


def _refuse(_: Any, name: str, *__: Any) -> Never:
    from dataclasses import FrozenInstanceError  # noqa: PLC0415 - nobody should come here

    raise FrozenInstanceError(f"cannot change field {name!r}")
