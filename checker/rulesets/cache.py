"""Checked rule sets, kept from one run to the next, so that the same files are not checked again.

An entry is found by the contents of the rule files and by the program that checked them (see store.py for who may write
it). Each rule's trees and cases stand in it by themselves and are read back when first asked for: most are of rules
that a form keeps, and about those the fused function says all there is to say.
"""

from __future__ import annotations

from _pickle import Pickler, Unpickler, loads  # the rest of pickle takes a millisecond to import
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

from checker import schema
from checker.expressions.functions import FUNCTIONS, Function
from checker.expressions.patterns import Pattern
from checker.expressions.words import Words
from checker.hashes import blake2b
from checker.late import Late
from checker.resources import program
from checker.rulesets.model import Program, Rule, RuleSet
from checker.schema import Field
from checker.store import Store

_PROTOCOL = 5
_AT_ONCE: Mapping[type[Late], Sequence[str]] = {
    Program: ("items",),
    Rule: [name for name in Rule.__annotations__ if name != "cases"],
}
"""The fields that every check asks for; the others are read late."""


class Cache:
    """A folder of checked rule sets. It never fails: what cannot be kept or read back is checked anew."""

    def __init__(self, folder: Path) -> None:
        self._store = Store(folder)

    def get(self, contents: bytes) -> RuleSet | None:
        """Return the rule set that this very program made of files with these contents, if it was kept."""
        try:
            _, found = loads(self._store.get(_name(contents)) or b"")
        except Exception:  # noqa: BLE001 - what is no rule set is as good as none
            return None
        return found if isinstance(found, RuleSet) else None

    def put(self, contents: bytes, ruleset: RuleSet) -> None:
        """Keep a rule set, and only the latest few of those kept before."""
        with suppress(Exception):  # what cannot be kept is checked anew
            self._store.put(_name(contents), _written(ruleset))


def _name(contents: bytes) -> str:
    return blake2b(contents, key=program()).hex() + ".ruleset"


def _written(ruleset: RuleSet) -> bytes:
    """Return a rule set as bytes; fields and functions are written as what they are called, the program has them."""
    forms = {form for one in _late_of(ruleset) if isinstance(one, Rule) for form in one.applies_to}
    places = {id(field): (form, index) for form in forms for index, field in enumerate(schema.load(form).fields)}
    named: dict[type, Any] = {
        Field: lambda field: (_field, places[id(field)]),
        Function: lambda function: (_function, (function.name,)),
    }
    shared: list[Any] = []
    rests = {id(one): _Rest(named, shared).written(one) for one in _late_of(ruleset)}

    def made(one: Late) -> tuple[Any, ...]:
        return _made, (type(one), {name: getattr(one, name) for name in _AT_ONCE[type(one)]}, rests[id(one)], shared)

    target = BytesIO()
    pickler = Pickler(target, _PROTOCOL)
    pickler.dispatch_table = {**named, **dict.fromkeys(_AT_ONCE, made)}
    pickler.dump((shared, ruleset))
    return target.getvalue()


def _late_of(ruleset: RuleSet) -> Iterator[Late]:
    """Yield every rule of every period, those that are switched off too, and the programs of each."""
    of_periods = (rule for period in ruleset.periods for rule in period.rules)
    for rule in (*ruleset.rules, *of_periods, *ruleset.disabled.values()):
        yield rule
        yield from rule.programs.values()


class _Rest(Pickler):
    """Writes what is read late; what several rules hold, and must find to be one, goes to ``shared``."""

    def __init__(self, named: dict[type, Any], shared: list[Any]) -> None:
        self._target = BytesIO()
        super().__init__(self._target, _PROTOCOL)
        self.dispatch_table = named
        self._shared = shared

    def persistent_id(self, thing: Any) -> int | None:
        """Return the number of what is shared."""
        if not isinstance(thing, Words | Pattern):
            return None
        number = next((number for number, one in enumerate(self._shared) if one is thing), len(self._shared))
        self._shared[number:] = self._shared[number:] or [thing]
        return number

    def written(self, one: Late) -> bytes:
        """Return the fields of ``one`` that are read late."""
        self.dump({name: getattr(one, name) for name in type(one).__annotations__ if name not in _AT_ONCE[type(one)]})
        return self._target.getvalue()


class _Reader(Unpickler):
    """Reads what :class:`_Rest` wrote."""

    def __init__(self, data: bytes, shared: Sequence[Any]) -> None:
        super().__init__(BytesIO(data))
        self._shared = shared

    def persistent_load(self, number: int) -> Any:
        """Return what is shared."""
        return self._shared[number]


def _made(kind: type[Late], known: Mapping[str, Any], rest: bytes, shared: Sequence[Any]) -> Late:
    return kind.late(known, lambda: _Reader(rest, shared).load())


def _field(form: str, index: int) -> Field:
    return schema.load(form).fields[index]


def _function(name: str) -> Function:
    return FUNCTIONS[name]
