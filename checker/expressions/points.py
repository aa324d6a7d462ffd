"""Functions of the numbered points of a text: 一是…二是…, （一）…（二）… and the like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from checker import regex
from checker.expressions.library import Shelf
from checker.frozen import frozen
from checker.text import narrow

POINTS = Shelf("分项")
_CHINESE = "一二三四五六七八九十"
_FURTHEST_SKIP = 3
_START = r"(?:^\s*|(?<=[。;；,，:：!！?？\s”\"]))"
_MARKS = (
    rf"(?P<are>[{_CHINESE}]{{1,3}})是"
    rf"|第(?P<nth>[{_CHINESE}]{{1,3}})[,，、]"
    rf"|[(（](?P<round>[{_CHINESE}]{{1,3}})[)）]"
    rf"|(?P<comma>[{_CHINESE}]{{1,3}})、"
    r"|[(（](?P<rounded>[0-9]{1,2})[)）]"
    r"|(?P<dot>[0-9]{1,2})[.．](?![0-9])"
    r"|(?P<stop>[0-9]{1,2})、"
    r"|(?P<half>[0-9]{1,2})[)）]"
)
_POINT = regex.lazy(f"{_START}(?:{_MARKS})")
_HEADED = rf"目标(?P<goal>[{_CHINESE}]{{1,3}}|[0-9]{{1,2}})[:：、]|(?P<circled>[①-⑳])"
_ANY_POINT = regex.lazy(f"{_START}(?:{_MARKS}|{_HEADED})")
_ARABIC = ("rounded", "dot", "stop", "half")
_CIRCLED = {0x2460 + number: f"({number + 1})" for number in range(20)}
_ENDS = "；;，,、。 \t\r\n"


@frozen
class _Point:
    """A numbered point: how it is numbered, which number, and the text it stands at."""

    style: str
    number: int
    shown: str
    start: int

    @property
    def family(self) -> str:
        return "arabic" if self.style in _ARABIC else self.style


@POINTS.put(
    "要点",
    "points",
    "text",
    returns="list of text",
    meaning="文字里分项写的各点，不带序号；第一点以前的话不算，没有分项的一点也没有",
    costly=True,
)
def points(text: str) -> list[str]:
    """Return what the numbered points of a text say; points within points are a part of what these say.

    Points begin as in :func:`numbering_faults`, or with 目标1：.
    """
    text = narrow(text)
    found = [match for match in _ANY_POINT.finditer(text) if _number(match[match.lastgroup or ""])]
    outer = [match for match in found if match.lastgroup == found[0].lastgroup]
    ends = [match.start() for match in outer[1:]] + [len(text)]
    said = (text[match.end() : end].strip(_ENDS) for match, end in zip(outer, ends, strict=False))
    return [one for one in said if one]


@POINTS.put(
    "序号差错",
    "numbering_faults",
    "text",
    returns="list of text",
    meaning="分项序号里跳号、重号、缺标点、写法不一致的地方",
)
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
    text = text.translate(_CIRCLED).strip("()")
    if text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _CHINESE.index(text) + 1 if len(text) == 1 else 0
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return 10 * (_CHINESE.index(tens) + 1 if tens else 1) + (_CHINESE.index(ones) + 1 if ones else 0)
