"""What a rule asks of the wording of a text: the years in it, the order of its points, a piece of it to quote."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from checker.expressions.patterns import Pattern
from checker.text import fold, narrow

_CHINESE = "一二三四五六七八九十"
_YEAR = r"(?<![0-9.])((?:19|20)[0-9]{2})"
_SPAN = re.compile(_YEAR + r"年?度?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?[-~至到/]+((?:19|20)[0-9]{2})(?:年|学年|财年)")
_SINGLE = re.compile(_YEAR + "年")
_AROUND = 8
_FURTHEST_SKIP = 3
_POINT = re.compile(
    r"(?:^\s*|(?<=[。;,:!?\s”\"]))(?:"
    rf"(?P<are>[{_CHINESE}]{{1,3}})是"
    rf"|第(?P<nth>[{_CHINESE}]{{1,3}})[,、]"
    rf"|\((?P<round>[{_CHINESE}]{{1,3}})\)"
    rf"|(?P<comma>[{_CHINESE}]{{1,3}})、"
    r"|\((?P<rounded>[0-9]{1,2})\)"
    r"|(?P<dot>[0-9]{1,2})\.(?![0-9])"
    r"|(?P<stop>[0-9]{1,2})、"
    r"|(?P<half>[0-9]{1,2})\)"
    r")"
)
_ARABIC = ("rounded", "dot", "stop", "half")
_CIRCLED = {0x2460 + number: f"({number + 1})" for number in range(20)}


@dataclass(frozen=True)
class _Point:
    """A numbered point: how it is numbered, which number, and the text it stands at."""

    style: str
    number: int
    shown: str
    start: int

    @property
    def family(self) -> str:
        return "arabic" if self.style in _ARABIC else self.style


def earlier_years(text: str, year: Decimal) -> list[Decimal]:
    """Return the years in ``text`` before ``year``; a span of years that holds it is no other year."""
    return [one for one in _other_years(text, year) if one < year]


def later_years(text: str, year: Decimal) -> list[Decimal]:
    """Return the years in ``text`` after ``year``; a span of years that holds it is no other year."""
    return [one for one in _other_years(text, year) if one > year]


def without(text: str, pattern: Pattern) -> str:
    """Return ``text`` without the pieces that fit ``pattern``."""
    return pattern.without(text)


def excerpts(text: str, pattern: Pattern) -> list[str]:
    """Return the pieces that fit ``pattern`` with a few characters on either side, each on one line.

    Pieces that would overlap are shown as one.
    """
    text = narrow(text)
    spans: list[list[int]] = []
    for match in pattern.places(text):
        start, end = max(match.start() - _AROUND, 0), match.end() + _AROUND
        if spans and start <= spans[-1][1]:
            spans[-1][1] = end
        else:
            spans.append([start, end])
    return [" ".join(text[start:end].split()) for start, end in spans]


def masked(texts: list[str]) -> list[str]:
    """Return the texts with all but their first three and last two characters hidden, short ones altogether."""
    return [one[:3] + "*" * (len(one) - 5) + one[-2:] if len(one) > 10 else "*" * len(one) for one in texts]


def numbering_faults(text: str) -> list[str]:
    """Return what is wrong with the numbers of the points in ``text``: one left out, without its mark, or marked anew.

    Points begin with 一是, （一）, 一、, 第一， 1. 1、 1） or （1）, at the start of a clause.
    """
    folded = unicodedata.normalize("NFKC", text.translate(_CIRCLED))
    faults: list[str] = []
    last: dict[str, _Point] = {}
    for point in _points(folded):
        same, before = last.get(point.style), last.get(point.family)
        nested = same is not None and point.number == same.number + 1
        if before is not None and point.number != 1 and not nested:
            faults.extend(_fault(before, point, folded))
        last[point.style] = last[point.family] = point
    return faults


def _other_years(text: str, year: Decimal) -> list[Decimal]:
    folded = fold(text)
    found: list[Decimal] = []
    for match in _SPAN.finditer(folded):
        first, last = Decimal(match[1]), Decimal(match[2])
        if not first <= year <= last:
            found += [first, last]
    found += [Decimal(match[1]) for match in _SINGLE.finditer(_SPAN.sub("，", folded))]
    return list(dict.fromkeys(found))


def _points(text: str) -> Iterator[_Point]:
    for match in _POINT.finditer(text):
        style = match.lastgroup or ""
        number = _number(match[style])
        if number:
            yield _Point(style, number, match[0].strip(), match.start())


def _fault(before: _Point, point: _Point, text: str) -> Iterator[str]:
    step = point.number - before.number
    if step == 1 and point.style != before.style:
        yield f"“{before.shown}”之后写成了“{point.shown}”，写法不一致"
    elif step == 0 and point.style == before.style:
        yield f"“{point.shown}”出现了两次"
    elif 1 < step <= _FURTHEST_SKIP:
        bare = re.search(rf"[。;,\s]{before.number + 1}[\u4e00-\u9fff]{{1,4}}", text[before.start : point.start])
        if bare and point.family == "arabic":
            yield f"“{bare[0][1:]}”的序号后面没有标点"
        else:
            yield f"“{before.shown}”之后直接是“{point.shown}”"


def _number(text: str) -> int:
    """Return what an Arabic number or a Chinese one below a hundred says; 0 when it says nothing."""
    if text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _CHINESE.index(text) + 1 if len(text) == 1 else 0
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return 10 * (_CHINESE.index(tens) + 1 if tens else 1) + (_CHINESE.index(ones) + 1 if ones else 0)
