"""Functions of plain values in a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from checker import regex
from checker.expressions.library import FunctionError, Shelf
from checker.text import fold

_ENTRY = regex.lazy(r".+:-?[0-9]+(?:\.[0-9]+)?")
LISTS = Shelf("一串值")


@LISTS.put("几个", "size", "list", returns="number", meaning="一串值有几个", unit="个")
def size(values: Sequence[Any]) -> Decimal:
    """Return how many values there are."""
    return Decimal(len(values))


@LISTS.put("连写", "joined", "list of text", returns="text", meaning="把一串文字用顿号连成一段")
def joined(texts: Sequence[str]) -> str:
    """Return the texts as one."""
    return "、".join(texts)


@LISTS.put("不重复", "distinct", "list", returns="same", meaning="去掉重复的值；文字不管全角半角和空格，留最先写的那个")
def distinct(values: Sequence[Any]) -> list[Any]:
    """Return each value once, as it was written first."""
    first: dict[Any, Any] = {}
    for value in values:
        first.setdefault(_key(value), value)
    return list(first.values())


@LISTS.put(
    "重复", "duplicates", "list", returns="same", meaning="不止出现一次的值，各列一次；文字不管全角半角和空格"
)  # fmt: skip
def duplicates(values: Sequence[Any]) -> list[Any]:
    """Return each value that comes more than once, as it was written first."""
    times = Counter(map(_key, values))
    return [value for value in distinct(values) if times[_key(value)] > 1]


def _must_be_a_table(_: str | None, table: Sequence[str] | None) -> None:
    for entry in table or ():
        if _ENTRY.fullmatch(fold(entry)) is None:
            raise FunctionError(f"“{entry[:20]}”没有写成“名称：数”的样子")


@LISTS.put(
    "查表",
    "lookup",
    "text",
    "list of text",
    returns="list of number",
    meaning="一串文字是一张表，每条写成“名称：数”；名称在文字里的各条的数，只取名称最长的那些",
    unit="表里用的单位",
    costly=True,
    fails="表里有一条不是“名称：数”：直接写出来或写成参数的，装载时指出；由栏目得来的，规则出错",
    known=_must_be_a_table,
)
def lookup(text: str, table: Sequence[str]) -> list[Decimal]:
    """Return the numbers that a table of 名称：数 has for the longest name in the text.

    Raises FunctionError when an entry is not written so.
    """
    _must_be_a_table(text, table)
    folded = fold(text)
    entries = [(name, Decimal(number)) for name, _, number in (fold(entry).rpartition(":") for entry in table)]
    longest = max((len(name) for name, _ in entries if name in folded), default=0)
    return [number for name, number in entries if len(name) == longest and name in folded]


def _key(value: Any) -> Any:
    """Return what makes two values the same."""
    return fold(value) if isinstance(value, str) else value
