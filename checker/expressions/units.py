"""Functions of units: what so much in one is in another. Which units there are is data (``schemas/values.json``)."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any, NamedTuple

from checker import resources
from checker.expressions.library import FunctionError, Shelf
from checker.text import fold

UNITS = Shelf("单位")
LONGEST_UNIT = 20


class Measure(NamedTuple):
    """What a unit measures, and how much of that one of it is: two of one ``kind`` convert into each other."""

    kind: Hashable
    factor: Fraction


class Table(NamedTuple):
    """The units by name, what a word before one multiplies it by, and which such word alone stands for a unit."""

    known: frozenset[str]
    measures: Mapping[str, Measure]
    multipliers: Mapping[str, Fraction]
    alone: Mapping[str, str]


def _must_convert(_: Decimal | None, source: str | None, target: str | None) -> None:
    if source is not None and target is not None and not convertible(source, target):
        raise FunctionError(f"“{source[:LONGEST_UNIT]}”不能换算成“{target[:LONGEST_UNIT]}”")


@UNITS.put(
    "换算",
    "convert",
    "number",
    "text",
    "text",
    returns="same",
    meaning="把一个数从前一个单位换算成后一个单位，如元和万元、亩和公顷、人和万人",
    unit="后一个单位",
    fails="两个单位不是同一类：直接写出来的，装载时指出；由栏目得来的，规则出错，请先写 可换算(…) and …",
    known=_must_convert,
)
def convert(number: Decimal, source: str, target: str) -> Decimal:
    """Return what a number of one unit is in another. Raises FunctionError when they measure different things."""
    _must_convert(number, source, target)
    ratio = measure(source).factor / measure(target).factor
    return (number * ratio.numerator / ratio.denominator).normalize()


@UNITS.put(
    "可换算", "convertible", "text", "text", returns="boolean", meaning="两个单位是同一类，可以换算；两个一样的也可以"
)
def convertible(source: str, target: str) -> bool:
    """Tell whether two units measure the same thing."""
    return measure(source).kind == measure(target).kind


def measure(unit: str) -> Measure:
    """Return what a unit measures; one that is not known measures itself, and so does one for each of something."""
    folded = fold(unit)
    return _measure(folded) if len(folded) <= LONGEST_UNIT else Measure(folded, Fraction(1))


@lru_cache(maxsize=1024)
def _measure(unit: str) -> Measure:
    table = load()
    unit = table.alone.get(unit, unit)
    if unit in table.measures or unit in table.known:
        return table.measures.get(unit) or Measure(unit, Fraction(1))
    head, stroke, each = unit.partition("/")
    if stroke:
        kind, factor = _measure(head)
        return Measure((kind, each), factor)
    for word, times in table.multipliers.items():
        if unit.startswith(word) and unit != word:
            kind, factor = _measure(unit.removeprefix(word))
            return Measure(kind, factor * times)
    return Measure(unit, Fraction(1))


@cache
def load() -> Table:
    """Return the units, read once."""
    data: Mapping[str, Any] = json.loads((resources.folder("schemas") / "values.json").read_text("utf-8"))
    measures = {
        fold(unit): Measure(kind, Fraction(factor))
        for kind, units in enumerate([data["money"], *data["conversion"]])
        for unit, factor in units.items()
    }
    known = [fold(unit) for units in data["units"].values() for unit in units]
    times = sorted(data["multipliers"].items(), key=lambda one: -len(one[0]))
    return Table(
        frozenset([*measures, *known]),
        measures,
        {word: Fraction(factor) for word, factor in times},
        data["bare_money"],
    )
