"""Examples of every function, for the manual and the tests, which run each of them; no check of a form loads them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from checker.expressions.cases import days, fields, links, numbers, texts
from checker.expressions.cases.case import Case
from checker.expressions.words import Word, Words

__all__ = ["CASES", "VOCABULARIES", "Case"]

CASES: Mapping[str, tuple[Case, ...]] = {
    **fields.CASES, **numbers.CASES, **texts.CASES, **links.CASES, **days.CASES,
}  # fmt: skip
"""The cases of each function by its English name."""

VOCABULARIES: Mapping[str, Words] = {
    words.name: words
    for words in (
        Words("约数", (Word("约"), Word("左右")), ("合约", "{词}谈")),
        Words("错词", (Word("帐户", use="账户"), Word("建立建全", use="建立健全"), Word("拔付"))),
        Words(
            "会议", (Word("十九大", until=date(2022, 10, 22)), Word("二十大", until=date(2027, 10, 1)), Word("两会"))
        ),
        Words("通用词", (Word("建设"), Word("工作"), Word("开展"))),
    )
}
"""The vocabularies that the cases name."""
