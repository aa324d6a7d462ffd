"""The limits that keep rules and forms from taking long: the last that is let through, the first that is not."""

from decimal import Decimal

import pytest
from ruling import ROOT, evaluator, refused

from checker.expressions import BudgetError, FunctionError, Missing
from checker.expressions.library import whole
from checker.expressions.lists import lookup
from checker.expressions.parse import parse
from checker.expressions.resolve import resolve

HOLDS = resolve('包含(表名, "乙")', ROOT)
SEARCH = resolve('匹配(表名, "(?:a?){0,9}x")', ROOT)


def test_an_expression_has_at_most_500_characters():
    assert parse(" " * 499 + "1")
    assert refused(" " * 500 + "1").offset == 500


def test_brackets_nest_16_deep_at_most():
    assert parse("(" * 16 + "1" + ")" * 16)
    assert refused("(" * 17 + "1" + ")" * 17).offset == 16


def test_an_expression_has_at_most_200_parts():
    assert parse("[" + ",".join(["1"] * 197) + "]")
    assert "200 个" in refused("[" + ",".join(["1"] * 198) + "]").message


def test_an_evaluation_takes_at_most_200000_steps_and_50_characters_are_one():
    longest = (200_000 - 3) * 50 + 49 - 1  # three nodes, and the one character looked for
    assert evaluator({"表名": "甲" * longest}).value(HOLDS) is False
    with pytest.raises(BudgetError, match="200000 步"):
        evaluator({"表名": "甲" * (longest + 1)}).value(HOLDS)


def test_a_thousand_tries_of_a_search_are_one_step():
    ways = 2**9 * 10
    size = next(size for size in range(40_000) if 3 + size // 50 + size * ways // 1000 > 200_000)
    assert evaluator({"表名": "x" * (size - 1)}).value(SEARCH) is True
    with pytest.raises(BudgetError):
        evaluator({"表名": "x" * size}).value(SEARCH)


def test_a_rule_takes_at_most_2000000_steps_on_all_its_items():
    judge = evaluator({"表名": "甲" * (100_000 - 3) * 50})
    for _ in range(21):  # of the twentieth two millions are spent, and no more
        assert judge.value(HOLDS) is False
    with pytest.raises(BudgetError, match="2000000 步"):
        judge.value(HOLDS)


def test_what_is_missing_takes_no_step():
    judge = evaluator({"表名": None})
    with pytest.raises(Missing):
        judge.value(HOLDS)
    assert (judge.steps, judge.spent) == (0, 0)


def test_a_whole_number_has_at_most_15_digits():
    assert whole(Decimal("9" * 15)) == 999_999_999_999_999
    with pytest.raises(FunctionError, match="太大"):
        whole(Decimal("1" + "0" * 15))


def test_at_most_20_numbers_are_compared():
    assert resolve(f"最大({', '.join(map(str, range(20)))})", ROOT)
    assert "最大" in refused(f"最大({', '.join(map(str, range(21)))})").message


def test_what_is_no_entry_of_a_table_is_quoted_up_to_20_characters():
    with pytest.raises(FunctionError, match=f"“{'甲' * 20}”没有写成"):
        lookup("甲", ["甲" * 21])
