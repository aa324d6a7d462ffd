"""Which fields surely have a value where a condition came out so."""

import pytest
from ruling import ITEM

from checker.expressions.needs import filled
from checker.expressions.resolve import resolve


@pytest.mark.parametrize(
    ("text", "when", "fields"),
    [
        ("已填(表名)", True, {"title"}),
        ("已填(表名)", False, set()),
        ("未填(表名)", False, {"title"}),
        ("未填(表名)", True, set()),
        ("已填(基本支出)", True, set()),  # it may be no number
        ("可读(基本支出)", True, {"basic_expenditure"}),
        ("可读(基本支出)", False, set()),
        ("有栏(表名)", True, set()),
        ("已填(指标值.数值)", True, {"number", "value"}),
        ("not 已填(表名)", False, {"title"}),
        ("not 未填(表名)", True, {"title"}),
        ("已填(表名) and 已填(三级指标)", True, {"title", "name"}),
        ("已填(表名) and 已填(三级指标)", False, set()),
        ("未填(表名) or 未填(三级指标)", False, {"title", "name"}),
        ("已填(表名) or 已填(三级指标)", True, set()),
        ("not (未填(表名) or 未填(三级指标))", True, {"title", "name"}),
        ("年度 > 2020", True, set()),
    ],
)
def test_what_is_surely_there(text, when, fields):
    keys = filled(resolve(text, ITEM).tree, when=when)
    assert {path[-1] for _, path in keys} == fields
