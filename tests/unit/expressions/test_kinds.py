from decimal import Decimal

import pytest
from ruling import ITEM

from checker.expressions.evaluate import equal
from checker.expressions.kinds import kind_of
from checker.expressions.resolve import resolve


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("基本支出", "number"),
        ("三级指标", "text"),
        ("已填(基本支出)", "boolean"),
        ("默认(基本支出, 1)", "number"),
        ('默认(三级指标, "")', "text"),
        ("not 已填(三级指标)", "boolean"),
        ("-基本支出", "number"),
        ("最大(基本支出, 1)", "number"),
        ("文中年份(三级指标)", "list"),
        ("基本支出 if 已填(三级指标) else 5", "number"),
    ],
)
def test_what_kind_of_value_an_expression_has(text, kind):
    assert kind_of(resolve(text, ITEM).tree) == kind


@pytest.mark.parametrize("left", ["5", Decimal(5), None, ["5"], True])
@pytest.mark.parametrize("right", ["5", Decimal(5), None, ["5"], True])
def test_values_of_different_kinds_are_not_equal(left, right):
    assert equal(left, right, Decimal(9)) is (left is right or left == right)
