"""Comparing and dividing, on the bound and on either side of it, with a tolerance and without."""

import operator
from decimal import Decimal

import pytest
from ruling import value

SIGNS = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("amount", ["4.99", "5", "5.01"])
def test_without_a_tolerance_a_cent_makes_a_difference(sign, amount):
    assert value(f"基本支出 {sign} 5", {"基本支出": Decimal(amount)}) is SIGNS[sign](Decimal(amount), 5)


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize(("amount", "order"), [("4.98", -1), ("4.99", 0), ("5", 0), ("5.01", 0), ("5.02", 1)])
def test_what_is_off_by_the_tolerance_is_equal(sign, amount, order):
    assert value(f"基本支出 {sign} 5", {"基本支出": Decimal(amount)}, tolerance="0.01") is SIGNS[sign](order, 0)


@pytest.mark.parametrize("divisor", [1, -1, Decimal("0.5")])
def test_only_0_divides_nothing(divisor):
    assert value("基本支出 / 项目支出", {"基本支出": 3, "项目支出": divisor}) == 3 / Decimal(divisor)
    with pytest.raises(ZeroDivisionError):
        value("基本支出 / 项目支出", {"基本支出": 3, "项目支出": 0})
