"""Functions of two texts: the words they share, how alike they are, whether they speak of the same thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from checker.expressions.arithmetic import rounded
from checker.expressions.library import Shelf, whole
from checker.expressions.similarity import common_length
from checker.expressions.words import Words
from checker.text import fold

LINKING = Shelf("两段文字")
_LONGEST = 5000
_LONGEST_COMPARED = 10_000
_LONGEST_NAME = 200
_PIECE = 4
_MOST = 100
_PERCENT = "百分数，保留一位小数，0 到 100"


@LINKING.put(
    "最长公共",
    "common",
    "text",
    "text",
    returns="text",
    meaning="两段文字里最长的相同部分，只看前 5000 字",
    costly=True,
)
def common(one: str, other: str) -> str:
    """Return the longest piece that both texts contain, the first of several."""
    return _longest_piece(fold(one)[:_LONGEST], fold(other)[:_LONGEST])


@LINKING.put(
    "共有词",
    "shared",
    "text",
    "text",
    "words",
    returns="text",
    meaning="两段文字除去通用词后最长的相同部分，只看前 5000 字",
    costly=True,
)
def shared(one: str, other: str, generic: Words) -> str:
    """Return the longest piece that both texts contain once generic words are cut out of them."""
    return _longest_piece(generic.cut(one, "\n")[:_LONGEST], generic.cut(other, "\v")[:_LONGEST])


@LINKING.put(
    "相关",
    "linked",
    "text",
    "text",
    "words",
    "number",
    returns="boolean",
    meaning="两段文字除去通用词后，有几个字以上连着相同",
    costly=True,
)
def linked(one: str, other: str, generic: Words, least: Decimal) -> bool:
    """Tell whether both texts contain a piece of so many characters once generic words are cut out of them."""
    return not unlinked([one], [other], generic, least)


@LINKING.put(
    "无关的",
    "unlinked",
    "list of text",
    "list of text",
    "words",
    "number",
    returns="list of text",
    meaning="前一串文字里，与后一串的哪一段都不相关（见“相关”）的那些",
    costly=True,
)
def unlinked(texts: Sequence[str], others: Sequence[str], generic: Words, least: Decimal) -> list[str]:
    """Return the ``texts`` that share no piece of so many characters with any of the ``others``."""
    length = max(1, min(whole(least), _MOST))
    known = {piece for other in others for piece in _pieces(generic.cut(other, "\v"), length)}
    return [text for text in texts if known.isdisjoint(_pieces(generic.cut(text, "\n"), length))]


@LINKING.put(
    "相似度",
    "similarity",
    "text",
    "text",
    returns="number in percent",
    meaning="两段文字有多像：按原来的次序能对上的字占两段总字数的比例，完全一样是 100；只看前 10000 字",
    unit=_PERCENT,
    costly=True,
)
def similarity(one: str, other: str) -> Decimal:
    """Return twice the length of what two texts have in common, as a percentage of the length of both."""
    return rounded(_alike(fold(one)[:_LONGEST_COMPARED], fold(other)[:_LONGEST_COMPARED]), Decimal(1))


@LINKING.put(
    "重合度",
    "overlap",
    "text",
    "text",
    returns="number in percent",
    meaning="前一段文字有多少写在后一段里：每连着的 4 个字看一次，在后一段里找得到的占几成；不满 4 个字的整段找",
    unit=_PERCENT,
    costly=True,
)
def overlap(text: str, source: str) -> Decimal:
    """Return how many of the pieces of four characters that a text has are in the source too, as a percentage."""
    folded = fold(text)
    if not folded:
        return Decimal(0)
    length = min(_PIECE, len(folded))
    known = set(_pieces(fold(source), length))
    found = [piece in known for piece in _pieces(folded, length)]
    return rounded(Decimal(100 * sum(found)) / len(found), Decimal(1))


@LINKING.put(
    "最相近",
    "nearest",
    "text",
    "list of text",
    returns="text",
    meaning="一串文字里与这段文字相似度最高的一段，几段一样高取最前的，各只看前 200 字；一串里没有文字，就是空白",
    costly=True,
)
def nearest(text: str, others: Sequence[str]) -> str:
    """Return the one of the ``others`` that is most similar to the text, the first of several; "" if there is none."""
    name = fold(text)[:_LONGEST_NAME]
    return max(others, key=lambda other: _alike(name, fold(other)[:_LONGEST_NAME]), default="")


def _pieces(text: str, length: int) -> Iterator[str]:
    """Yield every piece of a text that has so many characters."""
    return (text[start : start + length] for start in range(len(text) - length + 1))


def _alike(one: str, other: str) -> Decimal:
    """Return how alike two folded texts are, as a percentage."""
    both = len(one) + len(other)
    return Decimal(200 * common_length(one, other)) / both if both else Decimal(100)


@lru_cache(maxsize=4096)
def _longest_piece(one: str, other: str) -> str:
    """Go along the one text, and lengthen the piece found so far as long as the other has it too."""
    if set(one).isdisjoint(other):
        return ""
    found, length = "", 1
    for start in range(len(one)):
        while start + length <= len(one) and one[start : start + length] in other:
            found = one[start : start + length]
            length += 1
    return found
