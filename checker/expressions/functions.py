"""The functions of the language: each with a Chinese and an English name, a signature and a one-line meaning.

A parameter type is one of types.py's names, or several joined with ``|``; ``...`` after the last one lets it repeat,
``?`` lets it be left out. ``returns`` is a type, ``same`` for the type of the first argument, or ``list of …``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from checker.expressions import linking, wording
from checker.expressions.patterns import Pattern
from checker.expressions.words import Words
from checker.text import fold, size


@dataclass(frozen=True)
class Function:
    """A function of the language.

    ``per_item`` marks one whose first argument is a list and whose other arguments are computed for each item;
    ``about_field`` one whose first argument is a field that may lack a value; ``costly`` one that takes time for every
    character of its texts. ``fails`` says when it gives no value though all its arguments have one.
    """

    name: str
    english: str
    parameters: tuple[str, ...]
    returns: str
    meaning: str
    call: Callable[..., Any] | None = None
    per_item: bool = False
    about_field: bool = False
    costly: bool = False
    fails: str = ""

    @property
    def least(self) -> int:
        """The least number of arguments."""
        return sum(not kind.endswith("?") for kind in self.parameters)

    @property
    def most(self) -> int:
        """The greatest number of arguments."""
        return 20 if self.parameters and self.parameters[-1].endswith("...") else len(self.parameters)

    def parameter(self, index: int) -> str:
        """Return the type wanted at ``index``."""
        return self.parameters[min(index, len(self.parameters) - 1)].removesuffix("...").removesuffix("?")


_ALL: list[Function] = [
    Function("已填", "present", ("any",), "boolean", "这一栏填了内容", about_field=True),
    Function("未填", "blank", ("any",), "boolean", "这一栏空着", about_field=True),
    Function("可读", "readable", ("any",), "boolean", "这一栏填了，而且认得出是数", about_field=True),
    Function("有栏", "has_field", ("any",), "boolean", "本表印有这一栏，不论填没填", about_field=True),
    Function("默认", "default", ("any", "any"), "same", "这一栏的值；没有值时用后面给的值", about_field=True),
    Function("个数", "count", ("items", "boolean?"), "number", "列表里（符合条件的）有几项", per_item=True),
    Function("合计", "sum", ("items", "number", "boolean?"), "same", "把（符合条件的）每一项的数加起来", per_item=True),
    Function("都", "all", ("items", "boolean"), "boolean", "每一项都符合条件；一项也没有时算符合", per_item=True),
    Function("有", "any", ("items", "boolean"), "boolean", "至少有一项符合条件", per_item=True),
    Function(
        "取值", "values", ("items", "any", "boolean?"), "list", "（符合条件的）每一项的值，排成一串", per_item=True
    ),
]


def _define(
    name: str, english: str, *parameters: str, returns: str, meaning: str, costly: bool = False, fails: str = ""
) -> Callable[..., Any]:
    def keep(call: Callable[..., Any]) -> Callable[..., Any]:
        _ALL.append(Function(name, english, parameters, returns, meaning, call, costly=costly, fails=fails))
        return call

    return keep


@_define("绝对值", "abs", "number", returns="same", meaning="去掉正负号")
def _absolute(number: Decimal) -> Decimal:
    return abs(number)


@_define("最大", "max", "number", "number...", returns="same", meaning="几个数里最大的")
def _largest(*numbers: Decimal) -> Decimal:
    return max(numbers)


@_define("最小", "min", "number", "number...", returns="same", meaning="几个数里最小的")
def _smallest(*numbers: Decimal) -> Decimal:
    return min(numbers)


@_define("四舍五入", "round", "number", "number?", returns="same", meaning="四舍五入到几位小数，不写位数则取整")
def _rounded(number: Decimal, places: Decimal = Decimal(0)) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)


@_define(
    "百分比",
    "percent",
    "number",
    "number",
    returns="text",
    meaning="前一个数占后一个数的百分之几，保留一位小数",
    fails="后一个数是 0，规则出错",
)
def _percent(part: Decimal, whole: Decimal) -> str:
    if not whole:
        raise ZeroDivisionError("除数是 0")
    return f"{_rounded(part * 100 / whole, Decimal(1))}%"


@_define("长度", "length", "text", returns="number", meaning="文字有几个字，空白不算")
def _length(text: str) -> Decimal:
    return Decimal(size(text))


@_define("包含", "contains", "text", "text", returns="boolean", meaning="前一段文字里有后一段")
def _contains(text: str, part: str) -> bool:
    return fold(part) in fold(text)


@_define("开头是", "starts", "text", "text|words", returns="boolean", meaning="文字以某个词开头")
def _starts(text: str, start: str | Words) -> bool:
    return start.starts(text) if isinstance(start, Words) else fold(text).startswith(fold(start))


@_define("结尾是", "ends", "text", "text|words", returns="boolean", meaning="文字以某个词结尾")
def _ends(text: str, end: str | Words) -> bool:
    return end.ends(text) if isinstance(end, Words) else fold(text).endswith(fold(end))


@_define("匹配", "matches", "text", "pattern", returns="boolean", meaning="文字里有一处合乎正则表达式")
def _matches(text: str, pattern: Pattern) -> bool:
    return pattern.found(text)


@_define("匹配处", "matched", "text", "pattern", returns="list of text", meaning="合乎正则表达式的各处文字")
def _matched(text: str, pattern: Pattern) -> list[str]:
    return [match.group() for match in pattern.places(text)]


@_define("含词", "has_word", "text", "words", returns="boolean", meaning="文字里有词表里的词（无害的上下文除外）")
def _has_word(text: str, words: Words) -> bool:
    return bool(words.hits(text))


@_define("命中词", "found_words", "text", "words", returns="list of text", meaning="文字里有词表里的哪些词")
def _found_words(text: str, words: Words) -> list[str]:
    return [hit.text for hit in words.hits(text)]


@_define("过期词", "past_words", "text", "words", "number", returns="list of text", meaning="在某年以前就已过去的词")
def _past_words(text: str, words: Words, year: Decimal) -> list[str]:
    return [hit.text for hit in words.hits(text) if hit.word.until and hit.word.until.year < year]


@_define("改正", "corrections", "text", "words", returns="list of text", meaning="错词和应改成的词")
def _corrections(text: str, words: Words) -> list[str]:
    return [f"“{hit.text}”应为“{hit.word.use}”" for hit in words.hits(text)]


_define("最长公共", "common", "text", "text", returns="text", meaning="两段文字里最长的相同部分", costly=True)(
    linking.common
)
_define("主名", "head", "text", returns="text", meaning="去掉末尾括号后的名称")(linking.head)
_define(
    "共有词", "shared", "text", "text", "words",
    returns="text", meaning="两段文字除去通用词后最长的相同部分", costly=True,
)(linking.shared)  # fmt: skip
_define(
    "不一致", "differing", "text", "text", "number", "text",
    returns="list of text", meaning="文字里写的同一件事的数量，与给出的数和单位都不同时，列出它们",
)(linking.differing)  # fmt: skip
_define("提到", "mentions", "text", "number", "text", returns="boolean", meaning="文字里写到了这个数和单位")(
    linking.mentions
)


_define("去掉", "without", "text", "pattern", returns="text", meaning="去掉文字里合乎正则表达式的各处")(wording.without)
_define("摘录", "excerpts", "text", "pattern", returns="list of text", meaning="合乎正则表达式的各处，连同前后几个字")(
    wording.excerpts
)
_define("遮盖", "masked", "list", returns="list of text", meaning="每个号码只留前三位和后两位")(wording.masked)
_define(
    "序号差错",
    "numbering_faults",
    "text",
    returns="list of text",
    meaning="分项序号里跳号、重号、缺标点、写法不一致的地方",
)(wording.numbering_faults)


@_define("几个", "size", "list", returns="number", meaning="一串值有几个")
def _size(values: list[Any]) -> Decimal:
    return Decimal(len(values))


@_define("连写", "joined", "list", returns="text", meaning="把一串文字用顿号连成一段")
def _joined(texts: list[str]) -> str:
    return "、".join(texts)


@_define("不重复", "distinct", "list", returns="same", meaning="去掉重复的值")
def _distinct(values: list[Any]) -> list[Any]:
    return list(dict.fromkeys(values))


@_define(
    "日期",
    "date",
    "number|text",
    "number?",
    "number?",
    returns="date",
    meaning='某一天：日期(2023, 12, 31)或日期("2023-12-31")',
    fails="没有这一天，如 2 月 30 日：直接写出来的，装载时指出；由栏目得来的，规则出错",
)
def _date(year: Decimal | str, month: Decimal = Decimal(1), day: Decimal = Decimal(1)) -> date:
    return date.fromisoformat(year) if isinstance(year, str) else date(int(year), int(month), int(day))


@_define("年份", "year_of", "date", returns="number", meaning="日期是哪一年")
def _year_of(day: date) -> Decimal:
    return Decimal(day.year)


_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?=年)")


@_define("文中年份", "years_in", "text", returns="list of number", meaning="文字里写到的年份，一年一个")
def _years_in(text: str) -> list[Decimal]:
    return [Decimal(year) for year in dict.fromkeys(_YEAR.findall(fold(text)))]


_define(
    "以前年份", "earlier_years", "text", "number",
    returns="list of number", meaning="文字里写到的、早于某年的年份；包含某年的起止年份不算",
)(wording.earlier_years)  # fmt: skip
_define(
    "以后年份", "later_years", "text", "number",
    returns="list of number", meaning="文字里写到的、晚于某年的年份；包含某年的起止年份不算",
)(wording.later_years)  # fmt: skip


FUNCTIONS: dict[str, Function] = {name: one for one in _ALL for name in (one.name, one.english)}
"""Every function by its Chinese and by its English name."""
