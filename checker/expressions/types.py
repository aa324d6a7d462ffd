"""The types of the expression language, and where one may stand for another."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from checker.expressions.library import Function
from checker.expressions.words import Words
from checker.frozen import frozen, replace
from checker.schema import NUMERIC, Field

_CHINESE = {
    "text": "文字",
    "number": "数",
    "boolean": "是或否",
    "date": "日期",
    "list": "一串值",
    "items": "列表",
    "words": "词表",
    "group": "一组栏目",
    "any": "任意值",
}
_UNITS = {"money": "金额", "count": "个数", "percent": "百分数"}


@frozen
class Type:
    """What kind of value an expression has.

    ``name`` is one of text, number, boolean, date, list (of plain values), items (a list of the record), words (a
    vocabulary), any. ``unit`` is the class of what is measured, which no other may be compared with: money (comparisons
    obey a rule's tolerance), count or percent. ``element`` is the type of a
    list's values. ``enum`` names the only texts a field may hold. ``field`` is the list that items belong to.
    """

    name: str
    unit: str | None = None
    element: Type | None = None
    enum: tuple[str, ...] = ()
    field: Field | None = None

    def __str__(self) -> str:
        if self.name == "list" and self.element is not None and self.element.name != "any":
            return f"一串{self.element}"
        return _UNITS.get(self.unit or "", _CHINESE[self.name]) if self.name == "number" else _CHINESE[self.name]


TEXT = Type("text")
NUMBER = Type("number")
MONEY = Type("number", "money")
BOOLEAN = Type("boolean")
DATE = Type("date")
WORDS = Type("words")
ANY = Type("any")


def of_field(field: Field) -> Type:
    """Return the type that reading ``field`` gives."""
    if field.type == "list":
        return Type("items", field=field)
    name = "number" if field.type in NUMERIC else field.type
    unit = field.unit if field.unit in _UNITS else None
    return Type(name, unit, enum=field.enum) if field.enum else _simple(name, unit)


@cache
def _simple(name: str, unit: str | None) -> Type:
    """Return a type that is no more than its name and unit; there are few."""
    return Type(name, unit)


def of_value(value: Any) -> Type:
    """Return the type of a parameter's value."""
    match value:
        case Words():
            return WORDS
        case bool():
            return BOOLEAN
        case Decimal():
            return NUMBER
        case list():
            return list_of(of_value(value[0]) if value else ANY)
        case _:
            return TEXT


def list_of(element: Type) -> Type:
    """Return the type of a list of plain values."""
    return Type("list", element.unit, element)


@cache
def called(name: str) -> Type:
    """Return the type of a name as parameters and results have it (see library.py): number, list of text."""
    kind, _, element = name.partition(" of ")
    return list_of(Type(element)) if element else Type(kind)


def fits(given: Type, wanted: str) -> bool:
    """Tell whether a value of type ``given`` may stand where a parameter wants ``wanted`` (see library.py)."""
    if given.name == wanted or "any" in (wanted, given.name):
        return True
    return any(_fits(given, called(one)) for one in wanted.split("|"))


def _fits(given: Type, wanted: Type) -> bool:
    alike = given.element is None or wanted.element is None or fits(given.element, wanted.element.name)
    return given.name == wanted.name and alike


def returned(function: Function, kinds: Sequence[Type]) -> Type:
    """Return the type of what a function gives for arguments of these types."""
    name, _, unit = function.returns.partition(" in ")
    if name == "same":
        return replace(kinds[0], unit=next((kind.unit for kind in kinds if kind.unit), None))
    return replace(called(name), unit=kinds[0].unit if unit == "list" else unit) if unit else called(name)


def clash(one: Type, other: Type) -> bool:
    """Tell whether two numbers measure different things, so that neither comparing nor adding them has a meaning."""
    return one.unit is not None and other.unit is not None and one.unit != other.unit


def combined(operator: ast.operator, one: Type, other: Type) -> Type | None:
    """Return the type of what ``+ - * /`` make of two numbers; None when one cannot be added to the other.

    So much money for each is money, and so is money for each of something; the ratio of like to like is a bare number.
    What any other product or quotient measures, only the rule knows.
    """
    match operator:
        case ast.Mult():
            return MONEY if "money" in (one.unit, other.unit) else NUMBER
        case ast.Div():
            return MONEY if one.unit == "money" != other.unit else NUMBER
        case _:
            return None if clash(one, other) else _simple("number", one.unit or other.unit)


def either(one: Type, other: Type) -> Type:
    """Return the type of a value that is the one or the other: money if either is, any text unless both are closed."""
    enum = (*one.enum, *other.enum) if one.enum and other.enum else ()
    return Type(one.name, one.unit or other.unit, one.element, enum, one.field)


def names(fields: Iterable[Field]) -> list[str]:
    """Return the names of fields, to look for the nearest: titles first, then keys."""
    known = list(fields)
    return [one.title for one in known] + [one.key for one in known]
