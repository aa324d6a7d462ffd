"""Regular expressions: a bad one, and one whose time could explode, never gets as far as a form."""

import re
import time

import pytest
from ruling import value

from checker.expressions import BudgetError, evaluate
from checker.expressions.parse import ExpressionError
from checker.expressions.patterns import MAX_PATTERN, compile_pattern

GOOD = [
    r"\d+(?:\.\d+)?%",
    "(?:得到|得以|不断|有效){0,3}提高?",
    "优.*良|良.*差",
    r"(?<![0-9])\d{4}年",
    r"^[^、]{3,}、[^、]{3,}$",
    "(?:ab)+c",
    r"(?=.*甲)(?=.*乙)",
    "(?P<年>[0-9]{4})",
    "[甲乙]?",
    r"\b甲\b",
    "(?:a{2}){3}",
    "甲|甲乙|丙.",
    "",
]
BAD = [
    "[[a]",
    "[a--b]",
    "[a||b]",
    "(",
    "[",
    "*",
    "a{2,1}",
    r"\1",
    "(?P<n>",
    "[z-a]",
    r"\p{Han}",
    "(?<=a+)b",
    "(?=(?<=a+)b)b",
    "(?:(?<=ab?)c){2}",
    "((?<=a+)b)",
    "a{99999999999999}",
]
EXPLOSIVE = [
    "(a+)+b",
    "(a*)*b",
    "(a|aa)*b",
    "(?:a?)*b",
    "(.*)*x",
    "((ab)*)*c",
    "(a{1,200})*b",
    "(?:a?b?)+c",
    "(a+){2,50}b",
    "a?" * 40 + "a" * 40,
    "(?:a{1,20}){1,20}b",
    "(a|b|ab){20}c",
    "(?:x|xy|.)*z",
    "(?=(a+)+)b",
    "(?:(?:a+)b?)+c",
    ".*" * 9 + "x",
]
OTHER = [r"(a)\1", "(a)?(?(1)b|c)", "(?>a+)b", "a++b"]


@pytest.mark.parametrize("pattern", GOOD)
def test_a_good_pattern_is_compiled(pattern):
    assert compile_pattern(pattern, 0).source == pattern


@pytest.mark.parametrize("pattern", BAD)
def test_what_is_no_pattern_is_refused(pattern):
    with pytest.raises(ExpressionError, match="正则表达式写法有误") as caught:
        compile_pattern(pattern, 7)
    assert caught.value.offset == 7


@pytest.mark.parametrize("pattern", EXPLOSIVE)
def test_what_could_explode_is_refused(pattern):
    with pytest.raises(ExpressionError, match="可能算不完") as caught:
        compile_pattern(pattern, 7)
    assert caught.value.offset == 7
    assert caught.value.hint


@pytest.mark.parametrize("pattern", ["(?i)(?:ab|AB)*c", "(?i:abc)", "a(?mi:b)"])
def test_upper_and_lower_case_are_told_apart(pattern):
    with pytest.raises(ExpressionError, match="忽略大小写"):
        compile_pattern(pattern, 0)


@pytest.mark.parametrize("pattern", OTHER)
def test_what_cannot_be_judged_is_refused(pattern):
    with pytest.raises(ExpressionError, match="不支持"):
        compile_pattern(pattern, 0)


def test_the_length_is_bounded():
    assert compile_pattern("a" * MAX_PATTERN, 0)
    with pytest.raises(ExpressionError, match="最多 300 个"):
        compile_pattern("a" * (MAX_PATTERN + 1), 0)


@pytest.mark.parametrize("pattern", [pattern for pattern in GOOD if pattern])
def test_a_good_pattern_is_quick_on_bad_texts(pattern):
    compiled = compile_pattern(pattern, 0)
    started = time.perf_counter()
    for text in ("a" * 2000, "1" * 2000, "ab" * 1000, "甲" * 2000, "得到" * 1000):
        assert isinstance(compiled.regex.search(text), re.Match | None)
    assert time.perf_counter() - started < 1


HOSTILE = [
    (r"\d+\s*[多余]?\s*(?:[万亿]?\s*(?:个|项))?x", "1" + " " * 4000),
    ("[0-9].*[0-9].*[0-9]x", "1" * 4000),
    (".*.*.*x", "甲" * 2000),
    (".*" * 4 + "x", "甲" * 200),
    ("(?:甲|乙.*).*.*x", "乙" * 4000),
    (r"^甲\s*\s*\s*\s*x", "甲" + " " * 4000 + "乙"),
    (r"[^、]{3,}、[^、]{3,}率|甲", "乙" * 4000),
    (r"(?<=甲)\b\d+?\d+?\d+?x", "甲" + "1" * 4000),
    (r"(?:\d\d)+(?:\d\d)+(?:\d\d)+(?:\d\d)+x", "1" * 4000),
    (r"(?:a?|b).*.*x", "b" * 4000),
    (r"(a.*.*)x", "a" * 4000),
]
LIMIT = evaluate.MAX_STEPS * evaluate._TRIES_A_STEP


@pytest.mark.parametrize(("pattern", "text"), HOSTILE)
def test_a_search_that_could_take_too_long_is_known_beforehand(pattern, text):
    compiled = compile_pattern(pattern, 0)
    text += "\n" + "".join(compiled.marks[:1])  # without it no search would be made
    assert compiled.work(text) > LIMIT
    with pytest.raises(BudgetError):
        value(f'匹配(表名, "{pattern}")', {"表名": text})


def test_a_text_without_what_a_match_must_hold_is_no_work():
    assert compile_pattern(".*.*.*x", 0).work("甲" * 4000) == 0
    assert value('匹配(表名, ".*.*.*x")', {"表名": "甲" * 4000}) is False
    assert value('匹配处(表名, ".*.*.*x")', {"表名": "甲" * 4000}) == []
    assert value('去掉(表名, ".*.*.*x")', {"表名": "甲１"}) == "甲1"


@pytest.mark.parametrize(("pattern", "text"), HOSTILE)
def test_the_same_search_is_made_on_an_ordinary_text(pattern, text):
    assert compile_pattern(pattern, 0).work(text[:40]) < LIMIT
    assert value(f'匹配(表名, "{pattern}")', {"表名": text[:20]}) in (True, False)


def test_what_a_match_begins_with_bounds_the_work():
    honest = "2023年完成10个项目，群众满意度达到90%以上。" * 100
    for pattern in ("[(（].*.*x", "<p[^>]*[^>]*>", r"(?:《.*.*x)", "^.*x"):
        assert compile_pattern(pattern, 0).work(honest) < LIMIT
        started = time.perf_counter()
        compile_pattern(pattern, 0).regex.search(honest)
        assert time.perf_counter() - started < 1


def test_alternatives_within_alternatives_are_each_looked_at_once():
    deep = "(" * 45 + "a|bc" + "|de)" * 45
    assert compile_pattern(deep, 0).bounds == ((45, 0, True),)
