"""Functions of the amounts that a text states: how many of what, and whether it says so of the thing that is meant.

An amount is a number in figures with its unit. A year, a day of a month and a number after 第 are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from checker import regex
from checker.expressions.library import Shelf
from checker.expressions.units import LONGEST_UNIT, convert, load, measure
from checker.text import fold

QUANTITIES = Shelf("文中数量")
_CLAUSE = regex.lazy("[，。；、！？;!?]|(?<![0-9]),|,(?![0-9]{3}(?![0-9]))")
_FIGURES = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_NO_AMOUNT = "(?:19|20)[0-9]{2}年|(?<=[0-9]月)[0-9]{1,2}[日号]"
_NUMBER = regex.lazy(rf"(?<![0-9.,A-Za-z第])(?!{_NO_AMOUNT})(?:(?<![0-9A-Za-z%)\u4e00-\u9fff])-)?{_FIGURES}(?![0-9])")
_AMOUNT = regex.lazy(rf"(?<![\d.])(?<![0-9],){_FIGURES}")
_SCALE = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_LINKS = regex.lazy("^[和及与并以至到~-]+")
_BREAKS = {
    **dict.fromkeys([*range(0x2460, 0x249C), *range(0x24EA, 0x2500), *range(0x2776, 0x2794), ord("，")], "；"),
    **dict.fromkeys([0xB2, 0xB3, 0xB9, *range(0xBC, 0xBF), *range(0x2070, 0x208A), *range(0x2150, 0x2160)], "^"),
}
_AROUND = 20
_SAME_THING = 4
_COVERED = Decimal("0.7")
_LONGEST_NAME = 200
_SHORT = 200


class Quantity(NamedTuple):
    """An amount: its number, its unit ("" where only 万 or 亿 is written), and where it stands in its clause."""

    number: Decimal
    unit: str
    start: int
    end: int


@QUANTITIES.put(
    "文中数量",
    "quantities",
    "text",
    returns="list of text",
    meaning="文字里用阿拉伯数字写的各个数量，连同单位和同一小句里说的是什么；年份、日期、第几不算",
    costly=True,
)
def quantities(text: str) -> list[str]:
    """Return the amounts in a text as they stand there, with the words around that say of what."""
    return [piece for clause in _clauses(text) for piece in _with_nouns(clause)]


@QUANTITIES.put(
    "文中数",
    "numbers_in",
    "text",
    "text",
    returns="list of number",
    meaning="文字里以某个单位或可与它换算的单位写的各个数，都换算成这个单位",
    unit="给出的单位",
    costly=True,
)
def numbers_in(text: str, unit: str) -> list[Decimal]:
    """Return the numbers that a text states in a unit, or in one that converts into it."""
    return [number for clause in _clauses(text) for number in _numbers(clause, unit)]


@QUANTITIES.put(
    "所述数",
    "stated",
    "text",
    "text",
    "text",
    returns="list of number",
    meaning="文字里说某件事（第二个参数）的小句写的各个数，换算成某个单位；小句与名称有四个字连着相同、含名称里七成的字，才算说它",
    unit="给出的单位",
    costly=True,
)
def stated(text: str, name: str, unit: str) -> list[Decimal]:
    """Return the numbers that a text states of the thing called ``name`` in a unit, or in one that converts into it."""
    about = (clause for clause in _clauses(text) if _same_thing(clause, fold(name)))
    return [number for clause in about for number in _numbers(clause, unit)]


@QUANTITIES.put(
    "提到", "mentions", "text", "number", "text", returns="boolean", meaning="文字里写到了这个数和单位"
)  # fmt: skip
def mentions(text: str, number: Decimal, unit: str) -> bool:
    """Tell whether ``text`` states the amount ``number`` ``unit``."""
    return number in _amounts(_even(text), unit).values()


@QUANTITIES.put(
    "不一致",
    "differing",
    "text",
    "text",
    "number",
    "text",
    returns="list of text",
    meaning="文字里写的同一件事的数量，与给出的数和单位都不同时，列出它们",
    costly=True,
)
def differing(text: str, name: str, number: Decimal, unit: str) -> list[str]:
    """Return the amounts that ``text`` states for the thing called ``name`` when none of them is ``number`` ``unit``.

    An amount belongs to the thing when its clause shares four characters in a row with the name and holds most of the
    name's characters; amounts in other units are no contradiction.
    """
    found: list[str] = []
    for clause in _clauses(text):
        amounts = _amounts(clause, unit)
        if amounts and _same_thing(clause, fold(name)):
            if number in amounts.values():
                return []
            found.extend(amounts)
    return found


def _even(text: str) -> str:
    """Return a text folded, but a list mark or a comma between clauses ends one, and a power is no figure.

    Folding makes 16座 of ①6座, 102人 of 10²人, and one number of 100，200.
    """
    return fold(text.translate(_BREAKS))


@lru_cache(maxsize=256)
def _clauses(text: str) -> list[str]:
    return _CLAUSE.split(_even(text))


def _same_thing(clause: str, name: str) -> bool:
    """Tell whether a clause is about the thing of a name; so long a name is none."""
    if len(name) > _LONGEST_NAME:
        return False
    held = sum(character in clause for character in name)
    pieces = (name[start : start + _SAME_THING] for start in range(len(name) - _SAME_THING + 1))
    return held >= len(name) * _COVERED and any(piece in clause for piece in pieces)


def _amounts(text: str, unit: str) -> dict[str, Decimal]:
    """Return the amounts in ``unit`` that a folded text states, as written and as numbers."""
    unit = fold(unit)
    if not unit or unit not in text or len(unit) > LONGEST_UNIT:
        return {}
    found = {}
    for match in _AMOUNT.finditer(text):
        end = match.end()
        for scale in dict.fromkeys((text[end : end + 1], "")):  # 万元 is 万 of 元, and a unit of its own
            if scale in _SCALE and text.startswith(unit, end + len(scale)):
                written = text[match.start() : end + len(scale) + len(unit)]
                found[written] = Decimal(match[0].replace(",", "")) * _SCALE[scale]
                break
    return found


def _numbers(clause: str, unit: str) -> Iterator[Decimal]:
    """Yield the numbers that a clause states in a unit."""
    own, kind = fold(unit), measure(unit).kind
    rare = kind if isinstance(kind, str) and kind not in load().known else ""
    for one in _read(clause, rare[:LONGEST_UNIT]):
        if one.unit and measure(one.unit).kind == kind:
            yield one.number if one.unit == own else convert(one.number, one.unit, own)


def _with_nouns(clause: str) -> Iterator[str]:
    """Yield each amount of a clause with the words that lead up to it, the last one with those that follow too."""
    found, before = _read(clause), 0
    for one in found:
        lead = clause[max(before, one.start - _AROUND) : one.start]
        tail = clause[one.end : one.end + _AROUND] if one is found[-1] else ""
        yield (_LINKS.sub("", lead) if before else lead) + clause[one.start : one.end] + tail
        before = one.end


def _read(clause: str, rare: str = "") -> Sequence[Quantity]:
    """Return the amounts of a clause, in any unit that is known or in a ``rare`` one."""
    if not any(figure in clause for figure in "0123456789"):
        return ()
    return _remembered(clause, rare) if len(clause) <= _SHORT else tuple(_quantities(clause, rare))


@lru_cache(maxsize=1024)
def _remembered(clause: str, rare: str) -> tuple[Quantity, ...]:
    return tuple(_quantities(clause, rare))


def _quantities(clause: str, rare: str) -> Iterator[Quantity]:
    known, times = _units()
    for match in _NUMBER.finditer(clause):
        number, start, end = Decimal(match[0].replace(",", "")), match.start(), match.end()
        scale = times.match(clause, end)
        after = scale.end() if scale else end
        if rare and clause.startswith(rare, after):
            unit_end = after + len(rare)
            yield Quantity(number, clause[end:unit_end], start, unit_end)
        elif unit := known.match(clause, end):
            yield Quantity(number, unit[0], start, unit.end())
        elif scale:
            yield Quantity(number, "", start, after)


@cache
def _units() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a unit, which may be one for each of something, and of a word that multiplies."""
    table = load()
    known, times = (
        "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
        for words in (table.known, table.multipliers)
    )
    return re.compile(f"(?:{times})?(?:{known})(?:/(?:{known}|月))?"), re.compile(times)
