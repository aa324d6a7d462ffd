"""Functions of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from checker.expressions.library import FunctionError, Shelf, whole

NUMBERS = Shelf("数")
_ZERO_WHOLE = "后一个数是 0，规则出错"


@NUMBERS.put("绝对值", "abs", "number", returns="same", meaning="去掉正负号")
def absolute(number: Decimal) -> Decimal:
    """Return the number without its sign."""
    return abs(number)


@NUMBERS.put("最大", "max", "number", "number...", returns="same", meaning="几个数里最大的")
def largest(*numbers: Decimal) -> Decimal:
    """Return the largest of the numbers."""
    return max(numbers)


@NUMBERS.put("最小", "min", "number", "number...", returns="same", meaning="几个数里最小的")
def smallest(*numbers: Decimal) -> Decimal:
    """Return the smallest of the numbers."""
    return min(numbers)


@NUMBERS.put(
    "四舍五入",
    "round",
    "number",
    "number?",
    returns="same",
    meaning="四舍五入到几位小数，不写位数则取整",
    fails="小数位数不是整数，或者位数多到写不下（整数和小数共 28 位）：规则出错",
)
def rounded(number: Decimal, places: Decimal = Decimal(0)) -> Decimal:
    """Return the number rounded half up. Raises ArithmeticError when it would have too many digits."""
    return number.quantize(Decimal(1).scaleb(-whole(places)), ROUND_HALF_UP)


@NUMBERS.put(
    "占比",
    "share",
    "number",
    "number",
    returns="number in percent",
    meaning="前一个数占后一个数的百分之几，是数，可以比大小；要限定位数请用“四舍五入”",
    unit="百分数，占九成就是 90",
    fails=_ZERO_WHOLE,
)
def share(part: Decimal, total: Decimal) -> Decimal:
    """Return how many percent of a total its part is. Raises ZeroDivisionError when there is no total."""
    if not total:
        raise ZeroDivisionError("除数是 0")
    return part * 100 / total


@NUMBERS.put(
    "百分比",
    "percent",
    "number",
    "number",
    returns="text",
    meaning="前一个数占后一个数的百分之几，保留一位小数，写成文字",
    fails=_ZERO_WHOLE,
)
def percent(part: Decimal, total: Decimal) -> str:
    """Return the share as it is written. Raises ZeroDivisionError when there is no total."""
    return f"{rounded(share(part, total), Decimal(1))}%"


@NUMBERS.put(
    "中位数",
    "median",
    "list of number",
    returns="number in list",
    meaning="一串数从小到大排列，正中间的一个；有两个时取它们的平均数",
    fails="一个数也没有，规则出错；请先写 几个(…) > 0 and …",
)
def median(numbers: Sequence[Decimal]) -> Decimal:
    """Return the middle one of the numbers, or the mean of the two. Raises FunctionError when there is none."""
    if not numbers:
        raise FunctionError("一个数也没有，没有中位数")
    ranked, middle = sorted(numbers), len(numbers) // 2
    return ranked[middle] if len(ranked) % 2 else (ranked[middle - 1] + ranked[middle]) / 2
