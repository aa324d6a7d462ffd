"""Dates and spans of time in an indicator's value: the last day meant, and the first where a span is printed."""

from __future__ import annotations

import re
from datetime import date

from checker import regex
from checker.documents.value_words import Words
from checker.frozen import frozen

_WORD = regex.lazy(r"[^0-9~-]")
Span = tuple[date | None, date]


@frozen
class Found:
    """A date in a text: its last day, the first day of a span, and the text it was read from."""

    last: date
    first: date | None
    start: int
    end: int


def whole(text: str, year: int | None, words: Words) -> Span | None:
    """Return the span that the whole text means, or None."""
    for read in (_whole_year, _months, _years, _two):
        if span := read(text, year, words):
            return span
    match = words.dates["point"].fullmatch(text) or words.dates["figures"].fullmatch(text)
    if match is None:
        return None
    figures = "mark" in match.groupdict()
    if figures and not match["day"]:
        return None  # "2023.07" alone may be a number; with a day it is a date
    span = _figures(match) if figures else _point(match, year, words)
    return (None, span[1]) if span else None


def search(text: str, year: int | None, words: Words) -> Found | None:
    """Return the only date within a text, exact to the quarter at least; None when there is none or more than one."""
    matches = [match for match in words.dates["point"].finditer(text) if _exact(match)]
    if len(matches) != 1 or not (span := _point(matches[0], year, words)):
        return None
    return Found(span[1], None, matches[0].start(), matches[0].end())


def _exact(match: re.Match[str]) -> bool:
    end = match["end"]
    dated = match["year"] or match["this"] or match["next"]
    return bool(match["month"] or match["quarter"] or match["half"] or (end and (len(end) > 1 or dated)))


def _point(match: re.Match[str], year: int | None, words: Words) -> tuple[date, date] | None:
    """Return first and last day of what a date's groups name, in ``year`` unless they name their own."""
    if match["year"]:
        year = int(match["year"])
    elif match["next"] and year is not None:
        year += 1
    if year is None or not (match["year"] or match["this"] or match["next"] or _exact(match)):
        return None
    if match["month"]:
        return _month(year, int(match["month"]), match["day"], words.data["dates"]["parts"].get(match["part"]))
    if match["quarter"]:
        last = 3 * int(words.data["dates"]["quarters"].get(match["quarter"], match["quarter"]))
        return date(year, last - 2, 1), _last(year, last)
    if match["half"]:
        last = words.data["dates"]["halves"][match["half"]]
        return date(year, last - 5, 1), _last(year, last)
    return date(year, 1, 1), date(year, 12, 31)


def _month(year: int, month: int, day: str | None, part: int | None) -> tuple[date, date] | None:
    final = _days(year, month)
    if day is None:
        return date(year, month, 1), date(year, month, min(part or final, final))
    if not 1 <= int(day) <= final:
        return None
    exact = date(year, month, int(day))
    return exact, exact


def _last(year: int, month: int) -> date:
    return date(year, month, _days(year, month))


def _days(year: int, month: int) -> int:
    """Return how many days a month has."""
    return 31 if month == 12 else (date(year, month + 1, 1) - date(year, month, 1)).days


def _figures(match: re.Match[str]) -> tuple[date, date] | None:
    return _month(int(match["year"]), int(match["month"]), match["day"], None)


def _whole_year(text: str, year: int | None, words: Words) -> Span | None:
    match = words.dates["whole_year"].fullmatch(text)
    if match is None:
        return None
    year = int(match["year"]) if match["year"] else year
    return (date(year, 1, 1), date(year, 12, 31)) if year else None


def _months(text: str, year: int | None, words: Words) -> Span | None:
    """Read "3月至5月", "2023年1-12月"."""
    match = words.dates["short_range"].fullmatch(text)
    if match is None:
        return None
    year = int(match["year"]) if match["year"] else year
    first, last = int(match["first"]), int(match["last"])
    return (date(year, first, 1), _last(year, last)) if year and first <= last else None


def _years(text: str, _: int | None, words: Words) -> Span | None:
    """Read "2021-2025年"."""
    match = words.dates["years"].fullmatch(text)
    if match is None or match["first"] > match["last"] or not _WORD.search(text):
        return None
    return date(int(match["first"]), 1, 1), date(int(match["last"]), 12, 31)


def _two(text: str, year: int | None, words: Words) -> Span | None:
    """Read two dates with a dash or "至" between them; the second may leave out the year of the first."""
    for gap in words.dates["between"].finditer(text):
        one = _either(text[: gap.start()].strip(), year, words)
        if one is None:
            continue
        two = _either(text[gap.end() :].strip(), one[0].year, words)
        if two is not None and one[0] <= two[1]:
            return one[0], two[1]
    return None


def _either(text: str, year: int | None, words: Words) -> tuple[date, date] | None:
    if match := words.dates["figures"].fullmatch(text):
        return _figures(match)
    match = words.dates["point"].fullmatch(text)
    return _point(match, year, words) if match else None
