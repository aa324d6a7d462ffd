"""Functions of the wording of a text: its name, the years in it, a piece of it to quote."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from checker import regex
from checker.expressions.library import Shelf
from checker.expressions.patterns import Pattern
from checker.text import fold, narrow

WORDING = Shelf("行文")
_YEAR = r"(?<![0-9.])((?:19|20)[0-9]{2})"
_SPAN = regex.lazy(_YEAR + r"年?度?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?[-~至到/]+((?:19|20)[0-9]{2})(?:年|学年|财年)")
_SINGLE = regex.lazy(_YEAR + "年")
_AROUND = 8


@WORDING.put("主名", "head", "text", returns="text", meaning="去掉末尾括号后的名称；全是括号的照旧")
def head(name: str) -> str:
    """Return a name without the brackets at its end: 可用率（%） is 可用率."""
    folded = fold(name)
    end = len(folded)
    while folded.endswith(")", 0, end):
        opened = folded.rfind("(", 0, end)
        if opened < folded.rfind(")", 0, end - 1) or opened < 0:
            break
        end = opened
    return folded[:end] or folded


@WORDING.put("文中年份", "years_in", "text", returns="list of number", meaning="文字里写到的年份，一年一个", unit="年")
def years_in(text: str) -> list[Decimal]:
    """Return the years that a text states, each once."""
    return [Decimal(year) for year in dict.fromkeys(_SINGLE.findall(fold(text)))]


@WORDING.put(
    "以前年份",
    "earlier_years",
    "text",
    "number",
    returns="list of number",
    meaning="文字里写到的、早于某年的年份；包含某年的起止年份不算",
    unit="年",
)
def earlier_years(text: str, year: Decimal) -> list[Decimal]:
    """Return the years in ``text`` before ``year``; a span of years that holds it is no other year."""
    return [one for one in _other_years(text, year) if one < year]


@WORDING.put(
    "以后年份",
    "later_years",
    "text",
    "number",
    returns="list of number",
    meaning="文字里写到的、晚于某年的年份；包含某年的起止年份不算",
    unit="年",
)
def later_years(text: str, year: Decimal) -> list[Decimal]:
    """Return the years in ``text`` after ``year``; a span of years that holds it is no other year."""
    return [one for one in _other_years(text, year) if one > year]


@WORDING.put(
    "摘录", "excerpts", "text", "pattern", returns="list of text", meaning="合乎正则表达式的各处，连同前后几个字"
)
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


@WORDING.put(
    "遮盖", "masked", "list of text", returns="list of text", meaning="每个号码只留前三位和后两位，不到 11 位的全遮住"
)
def masked(texts: Sequence[str]) -> list[str]:
    """Return the texts with all but their first three and last two characters hidden, short ones altogether."""
    return [one[:3] + "*" * (len(one) - 5) + one[-2:] if len(one) > 10 else "*" * len(one) for one in texts]


def _other_years(text: str, year: Decimal) -> list[Decimal]:
    folded = fold(text)
    found: list[Decimal] = []
    for match in _SPAN.finditer(folded):
        first, last = Decimal(match[1]), Decimal(match[2])
        if not first <= year <= last:
            found += [first, last]
    found += [Decimal(match[1]) for match in _SINGLE.finditer(_SPAN.sub("，", folded))]
    return list(dict.fromkeys(found))
