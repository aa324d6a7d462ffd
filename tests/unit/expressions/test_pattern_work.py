"""How much work a pattern can be: the ways to try it at one place, its endless repeats, what both make of a text."""

import pytest

from checker.expressions.parse import ExpressionError
from checker.expressions.patterns import compile_pattern

TEN_WAYS = "a{0,9}"


@pytest.mark.parametrize(
    ("pattern", "bounds"),
    [
        ("a", [(1, 0)]),
        ("[甲乙]?", [(2, 0)]),
        ("a{2,4}", [(3, 0)]),
        ("a{3}", [(1, 0)]),
        ("a?b?", [(4, 0)]),
        ("(?:a?){1,2}", [(8, 0)]),
        ("(?:a?)?b", [(4, 0)]),
        ("(a?)b", [(2, 0)]),
        ("(?=a?)b", [(2, 0)]),
        ("(?<!a)b", [(1, 0)]),
        # from 61 on a repeat counts as endless
        ("a{0,60}", [(61, 0)]),
        ("a{0,61}", [(1, 1)]),
        ("(?:ab){1,60}", [(60, 0)]),
        ("(?:ab){1,61}", [(1, 1)]),
        ("a+b*", [(1, 2)]),
        ("(?:a+)?b", [(2, 1)]),
        ("(a+)(?=b*)", [(1, 2)]),
        # what stands side by side at the top is tried one after the other
        ("a|b?|c+", [(1, 0), (2, 0), (1, 1)]),
        ("a?|b?", [(2, 0), (2, 0)]),
        # of words only those that begin one another can both fit
        ("(?:甲|乙)丙", [(1, 0)]),
        ("(?:甲|甲乙)丙", [(2, 0)]),
        ("(?:甲|甲乙|甲乙丙|丁)戊", [(3, 0)]),
        ("(?:x|xy|.)z", [(3, 0)]),
        ("(?:a|b?|c+)d", [(4, 1)]),
        ("(?:a+|b+)c?", [(4, 2)]),
    ],
)
def test_ways_and_endless_repeats(pattern, bounds):
    assert [(ways, endless) for ways, endless, _ in compile_pattern(pattern, 0).bounds] == bounds


@pytest.mark.parametrize(
    ("allowed", "refused", "told"),
    [
        (TEN_WAYS * 4 + "x", f"(?:{TEN_WAYS * 4}|y)x", "可长可短的地方太多"),
        (".*" * 8 + "x", ".*" * 9 + "x", "可长可短的地方太多"),
        ("(?:a|b.*.*)x" + ".*" * 6, "(?:a|b.*.*)x" + ".*" * 7, "可长可短的地方太多"),
        ("(?:ab){2,}c", "(?:ab?){2,}c", "重复套着重复"),
        ("(?:a+){0,1}c", "(?:a+){0,2}c", "重复套着重复"),
        ("(?:a?){0,9}c", "(?:a?){0,61}c", "重复套着重复"),
    ],
)
def test_the_last_that_is_let_through_and_the_first_that_is_not(allowed, refused, told):
    assert compile_pattern(allowed, 0)
    with pytest.raises(ExpressionError, match=told):
        compile_pattern(refused, 0)


@pytest.mark.parametrize(
    ("pattern", "starts"),
    [
        (".*.*x", 3003),
        ("[(（].*.*x", 3),
        ("(a).*.*x", 1000),
        ("a{2}.*.*x", 1000),
        ("a?.*.*x", 3003 * 2),
        ("(?:aa|bc).*.*x", 3003),
        (r"\ba.*.*x", 3003),
        ("^.*.*x", 1),
        ("(?m)^.*.*x", 3),
        ("(?m:^).*.*x", 3),
        ("(?m:(?-m:^).*.*x)", 1),
        (r"(?=[^\n])a.*.*x", 1000),
        ("(?!x)a.*.*x", 1000),
        ("y.*.*x", 0),
    ],
)
def test_the_work_is_the_places_to_begin_times_the_longest_runs(pattern, starts):
    text = "(" * 3 + "a" * 999 + "\na\n" + "b" * 1997 + "x"  # three lines, the last of which is the longest
    assert len(text) == 3003
    assert compile_pattern(pattern, 0).work(text) == starts * 1999 * 1999


def test_what_is_repeated_may_be_longer_than_one_character():
    assert compile_pattern("(?:ab){2,}.*x", 0).work("ab" * 999 + "x") == 999 * 1999 * 2000


def test_a_run_that_is_not_there_leaves_one_way():
    assert compile_pattern("a.*[0-9]*x", 0).work("a" * 2000 + "x") == 2000 * 2002


def test_alternatives_are_searched_one_after_the_other():
    assert compile_pattern("a.*.*x|b.*x", 0).work("a" * 2000 + "b" * 5 + "x") == 2000 * 2007 * 2007 + 5 * 2007


def test_up_to_a_million_tries_are_a_moment():
    assert compile_pattern(TEN_WAYS * 4 + "x", 0).work("x" * 100) == 1_000_000
    assert compile_pattern(TEN_WAYS * 4 + "x", 0).work("x" * 99) == 0
    assert compile_pattern("a{0,36}x", 0).work("x" * 27027) == 0
    assert compile_pattern("a{0,36}x", 0).work("x" * 27028) == 27028 * 37


@pytest.mark.parametrize("pattern", ["a+x", ".*.*x", "a|b+", TEN_WAYS * 4, "甲"])
def test_an_easy_text_is_the_longest_that_takes_a_moment(pattern):
    compiled = compile_pattern(pattern, 0)
    tries = [
        size * sum(ways * (size + 1) ** endless for ways, endless, _ in compiled.bounds)
        for size in (compiled.easy, compiled.easy + 1)
    ]
    assert tries[0] < 1_000_000 <= tries[1]


def test_what_a_lookbehind_sees_must_be_of_one_width():
    assert compile_pattern("(?<=甲乙)丙", 0)
    with pytest.raises(ExpressionError, match="写法有误"):
        compile_pattern("(?<=甲+)丙", 0)
