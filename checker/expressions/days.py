"""Functions of days. A budget year is a calendar year (预算法第十八条)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from checker.expressions.frames import day as written
from checker.expressions.library import FunctionError, Shelf, whole

DAYS = Shelf("日期")
_NO_YEAR = "不是公元 1 年到 9999 年里的一年：直接写出来的，装载时指出；由栏目得来的，规则出错"


@DAYS.put(
    "日期",
    "date",
    "number|text",
    "number?",
    "number?",
    returns="date",
    meaning='某一天：日期(2023, 12, 31)或日期("2023-12-31")',
    fails="没有这一天，如 2 月 30 日：直接写出来的，装载时指出；由栏目得来的，规则出错",
)
def day(year: Decimal | str, month: Decimal = Decimal(1), number: Decimal = Decimal(1)) -> date:
    """Return a day. Raises FunctionError when there is no such day."""
    try:
        found = written(year) if isinstance(year, str) else date(whole(year), whole(month), whole(number))
    except (ValueError, OverflowError):
        found = None
    if found is None:
        told = f"“{year[:20]}”" if isinstance(year, str) else f" {year:.15g} 年 {month:.15g} 月 {number:.15g} 日"
        raise FunctionError(f"没有{told}这一天")
    return found


@DAYS.put("年份", "year_of", "date", returns="number", meaning="日期是哪一年", unit="年")
def year_of(one: date) -> Decimal:
    """Return the year of a day."""
    return Decimal(one.year)


@DAYS.put("月份", "month_of", "date", returns="number", meaning="日期是几月，1 到 12", unit="月")
def month_of(one: date) -> Decimal:
    """Return the month of a day."""
    return Decimal(one.month)


@DAYS.put("日", "day_of", "date", returns="number", meaning="日期是当月的几日，1 到 31", unit="日")
def day_of(one: date) -> Decimal:
    """Return the day of the month of a day."""
    return Decimal(one.day)


@DAYS.put("年初", "year_start", "number", returns="date", meaning="预算年度的第一天，1 月 1 日", fails=_NO_YEAR)
def year_start(year: Decimal) -> date:
    """Return the first day of a budget year. Raises FunctionError when there is no such year."""
    return day(year)


@DAYS.put("年末", "year_end", "number", returns="date", meaning="预算年度的最后一天，12 月 31 日", fails=_NO_YEAR)
def year_end(year: Decimal) -> date:
    """Return the last day of a budget year. Raises FunctionError when there is no such year."""
    return day(year, Decimal(12), Decimal(31))


@DAYS.put("月末", "month_end", "date", returns="date", meaning="日期所在的月份的最后一天")
def month_end(one: date) -> date:
    """Return the last day of the month of a day."""
    return date(one.year, 12, 31) if one.month == 12 else date(one.year, one.month + 1, 1) - timedelta(1)


@DAYS.put(
    "相隔天数",
    "days_between",
    "date",
    "date",
    returns="number",
    meaning="从前一个日期到后一个日期有几天；后一个日期在前的是负数",
    unit="天",
)
def days_between(first: date, last: date) -> Decimal:
    """Return how many days it is from the first day to the last, negative when that comes before."""
    return Decimal((last - first).days)


@DAYS.put(
    "几天后",
    "days_after",
    "date",
    "number",
    returns="date",
    meaning="某一天之后的第几天，节假日也算；天数是负数就往前数",
    fails="天数不是整数，或者超出了公元 1 年到 9999 年：规则出错",
)
def days_after(one: date, days: Decimal) -> date:
    """Return the day so many days later. Raises FunctionError when the calendar does not reach so far."""
    try:
        return one + timedelta(whole(days))
    except OverflowError:
        raise FunctionError("日期超出了公元 1 年到 9999 年") from None
