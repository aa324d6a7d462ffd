"""Functions of a text: what it holds, how it begins and ends, which words of a vocabulary are in it."""

from __future__ import annotations

from decimal import Decimal

from checker.expressions.library import Shelf
from checker.expressions.patterns import Pattern
from checker.expressions.words import Words
from checker.text import fold, size

TEXTS = Shelf("文字")
VOCABULARIES = Shelf("词表")


@TEXTS.put("长度", "length", "text", returns="number", meaning="文字有几个字，空白不算", unit="字")
def length(text: str) -> Decimal:
    """Return the number of characters that are neither white space nor invisible."""
    return Decimal(size(text))


@TEXTS.put("包含", "contains", "text", "text", returns="boolean", meaning="前一段文字里有后一段")
def contains(text: str, part: str) -> bool:
    """Tell whether the text holds the part."""
    return fold(part) in fold(text)


@TEXTS.put("开头是", "starts", "text", "text|words", returns="boolean", meaning="文字以某个词开头")
def starts(text: str, start: str | Words) -> bool:
    """Tell whether the text begins so."""
    return start.starts(text) if isinstance(start, Words) else fold(text).startswith(fold(start))


@TEXTS.put("结尾是", "ends", "text", "text|words", returns="boolean", meaning="文字以某个词结尾")
def ends(text: str, end: str | Words) -> bool:
    """Tell whether the text ends so."""
    return end.ends(text) if isinstance(end, Words) else fold(text).endswith(fold(end))


@TEXTS.put("匹配", "matches", "text", "pattern", returns="boolean", meaning="文字里有一处合乎正则表达式")
def matches(text: str, pattern: Pattern) -> bool:
    """Tell whether a place of the text fits the pattern."""
    return pattern.found(text)


@TEXTS.put("匹配处", "matched", "text", "pattern", returns="list of text", meaning="合乎正则表达式的各处文字")
def matched(text: str, pattern: Pattern) -> list[str]:
    """Return the places of the text that fit the pattern."""
    return [match.group() for match in pattern.places(text)]


@TEXTS.put("去掉", "without", "text", "pattern", returns="text", meaning="去掉文字里合乎正则表达式的各处")
def without(text: str, pattern: Pattern) -> str:
    """Return the text without the places that fit the pattern."""
    return pattern.without(text)


@VOCABULARIES.put(
    "含词", "has_word", "text", "words", returns="boolean", meaning="文字里有词表里的词（无害的上下文除外）"
)
def has_word(text: str, words: Words) -> bool:
    """Tell whether a word is in the text outside its harmless contexts."""
    return bool(words.hits(text))


@VOCABULARIES.put(
    "命中词", "found_words", "text", "words", returns="list of text", meaning="文字里有词表里的哪些词"
)  # fmt: skip
def found_words(text: str, words: Words) -> list[str]:
    """Return the words that are in the text outside their harmless contexts, each once."""
    return [hit.text for hit in words.hits(text)]


@VOCABULARIES.put(
    "过期词",
    "past_words",
    "text",
    "words",
    "number",
    returns="list of text",
    meaning="文字里有、在某年以前就已过去的词；词表里没有写 until 的词永不过期",
)
def past_words(text: str, words: Words, year: Decimal) -> list[str]:
    """Return the words in the text that were past before the year."""
    return [hit.text for hit in words.hits(text) if hit.word.until and hit.word.until.year < year]


@VOCABULARIES.put(
    "改正",
    "corrections",
    "text",
    "words",
    returns="list of text",
    meaning="文字里的错词和应改成的词；词表里没有写 use 的词不算",
)
def corrections(text: str, words: Words) -> list[str]:
    """Return what each wrong word in the text should be."""
    return [f"“{hit.text}”应为“{hit.word.use}”" for hit in words.hits(text) if hit.word.use]
