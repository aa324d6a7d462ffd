"""What an indicator's value says: sign, number, unit, date, grade; what cannot be read for certain is left out.

The grammar is data (``schemas/values.json``); here stands only the order in which its parts are tried.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from checker import regex
from checker.documents import value_dates, value_words
from checker.documents.grid import fold
from checker.documents.value_words import Words
from checker.model import Record

Parts = dict[str, Any]

_DIGIT = regex.lazy("[0-9]")
_BRACKETS = regex.lazy(r"\([^()]*\)")
_TWO_NUMBERS = regex.lazy(r"[0-9][^0-9]+[0-9]")


def parse(item: Mapping[str, Any], record: Record) -> Parts:
    """Return the parts of ``item["value"]`` by the keys of ``$defs.indicator_value``, only those that were read.

    A sign or unit that the value lacks comes from the item's own columns. ``record`` gives the year of dates without
    one, and the unit of money for ``amount``.
    """
    value = item.get("value")
    words = value_words.load()
    text = fold(value) if isinstance(value, str) else ""
    if not text:
        return {}
    if len(text) > words.data["longest"]:
        return {"kind": "text", "residue": text}
    parts: Parts = {}
    if hedges := [match[0] for match in words.hedge.finditer(text)]:
        parts["hedge"] = "、".join(hedges)
        text = words.hedge.sub("", text).strip()
    year = record.get("year")
    parts |= _read(text, year if isinstance(year, int) and 1 <= year < 9999 else None)
    _complete(parts, item, record, words)
    return {key: part for key, part in parts.items() if part is not None and part != ""}


@lru_cache(maxsize=4096)
def _read(text: str, year: int | None) -> Mapping[str, Any]:
    """Return what the text without its hedge says, most certain reading first; values come again and again."""
    words = value_words.load()
    for whole in dict.fromkeys((text, words.trim.sub("", text))):
        for read in (_date, _range, _number, _spelled, _grade):
            if parts := read(whole, year, words):
                return parts
    return _within(text, year, words)


def _date(text: str, year: int | None, words: Words) -> Parts:
    sign = next((sign for sign in ("≤", "≥", "<", ">", "=") if text.startswith(sign)), None)
    span = value_dates.whole(text.removeprefix(sign or "").strip(), year, words)
    if span is not None:
        return {"operator": sign, "start_date": span[0], "date": span[1], "kind": "date"}
    if words.recurring.fullmatch(text):
        return {"duration": text, "unit_class": "time", "kind": "duration"}
    return {}


def _range(text: str, _: int | None, words: Words) -> Parts:
    match = words.range.fullmatch(text) if _TWO_NUMBERS.search(text) else None
    if match is None:
        return {}
    lower, upper = (Decimal(match[name].replace(",", "")) for name in ("lower", "number"))
    unit = match["unit"]
    if lower > upper or (match["lower_unit"] and match["lower_unit"] != unit):
        return {}
    times = words.multipliers.get(match["times"] or "", Decimal(1))
    measured = {"number": _scaled(lower, times), "upper": _scaled(upper, times), "unit": unit}
    return {**measured, "unit_class": words.unit_class(unit) if unit else None, "kind": "range"}


def _number(text: str, _: int | None, words: Words) -> Parts:
    if match := words.quantity.fullmatch(text):
        return _quantity(match, words)
    match = words.free.fullmatch(text)
    if match is None or words.not_unit.search(match["unit"]):
        return {}
    times = words.multipliers.get(match["times"] or "", Decimal(1))
    number = _scaled(Decimal(match["number"].replace(",", "")), times)
    return {**_signed(match, words), "number": number, "unit": match["unit"], "kind": "number"}


def _quantity(match: re.Match[str], words: Words) -> Parts:
    number = Decimal(match["number"].replace(",", ""))
    unit = match["unit"] or match["unit2"]
    times = match["times"]
    if times and not unit and times in words.data["bare_money"]:
        return {**_signed(match, words), "number": number, "unit": times, "unit_class": "money", "kind": "number"}
    if times:
        number = _scaled(number, words.multipliers[times])
    return {**_signed(match, words), "number": number, "unit": unit, **_kind(unit, match, words)}


def _kind(unit: str | None, match: re.Match[str], words: Words) -> Parts:
    """Return class and kind by the unit; a time is a duration, shown as it is printed."""
    name = words.unit_class(unit) if unit else None
    if name != "time" or unit is None or "/" in unit:
        return {"unit_class": name, "kind": "number"}
    amount = match.groupdict().get("numeral") or match["number"]
    return {"unit_class": name, "duration": f"{amount}{unit}", "kind": "duration"}


def _signed(match: re.Match[str], words: Words) -> Parts:
    """Return the operator before or after a number; two that differ give none."""
    before = match["operator"] or match["inner"]
    signs = {words.operators[before]} if before else set()
    if match["suffix"]:
        signs.add(words.suffixes[match["suffix"]])
    return {"operator": signs.pop()} if len(signs) == 1 else {}


def _spelled(text: str, _: int | None, words: Words) -> Parts:
    """Read a number in Chinese numerals, which must be all there is besides sign and unit."""
    if match := words.percent.fullmatch(text):
        alone = words.data["places"].get(match["numeral"])
        number = Decimal(alone) if alone == 100 else numeral(match["numeral"], words)
        if number is not None:
            return {**_signed(match, words), "number": number, "unit": "%", "unit_class": "ratio", "kind": "number"}
    match = words.spelled.fullmatch(text)
    number = numeral(match["numeral"], words) if match else None
    if match is None or number is None:
        return {}
    return {**_signed(match, words), "number": number, "unit": match["unit"], **_kind(match["unit"], match, words)}


def numeral(text: str, words: Words) -> Decimal | None:
    """Return the number that Chinese numerals up to 万 spell, or None when they spell none."""
    digits, places = words.data["numerals"], words.data["places"]
    if text == words.data["half"]:
        return Decimal("0.5")
    total = section = 0
    digit: int | None = None
    last = max(places.values()) * 10
    for character in text:
        if character in places:
            place = places[character]
            if place >= last or (digit is None and (place != 10 or total or section)):
                return None
            last = place
            section += (1 if digit is None else digit) * place
            digit = None
        elif character in digits and digit in (None, 0):
            digit = digits[character]
        else:
            return None
    return Decimal(total + section + (digit or 0))


def _grade(text: str, _: int | None, words: Words) -> Parts:
    if match := words.grade.fullmatch(text):
        return {"grade": match["grade"], "kind": "grade"}
    return {"grade": text, "kind": "grade"} if words.grades.fullmatch(text) else {}


def _within(text: str, year: int | None, words: Words) -> Parts:
    """Read the one quantity or date that stands within other words; two quantities are none."""
    parts: Parts = {"kind": "text", "residue": _trimmed(text, words)}
    rest = text
    if found := value_dates.search(text, year, words):
        rest = text[: found.start] + " " + text[found.end :]
        parts = {"date": found.last, "kind": "date", "residue": _trimmed(rest, words)}
    plain = rest
    for aside in (_BRACKETS, words.year_word):
        plain = aside.sub(lambda match: " " * len(match[0]), plain)
    matches = [match for match in words.quantity.finditer(plain) if match["unit"] or match["unit2"] or match["times"]]
    if len(matches) == 1 and len(_DIGIT.findall(plain)) == len(_DIGIT.findall(matches[0][0])):
        match = matches[0]
        rest = rest[: match.start()] + " " + rest[match.end() :]
        return {**parts, **_quantity(match, words), "residue": _trimmed(rest, words)}
    if not _DIGIT.search(plain) and "date" not in parts:
        return _opening_time(text, words) or parts
    return parts


def _opening_time(text: str, words: Words) -> Parts:
    """Read a span in Chinese numerals at the beginning of a text, as in "一年完成各项工作"."""
    match = words.spelled.match(text)
    if (
        match is None
        or words.unit_class(match["unit"]) != "time"
        or (number := numeral(match["numeral"], words)) is None
    ):
        return {}
    kind = {**_signed(match, words), "number": number, "unit": match["unit"], **_kind(match["unit"], match, words)}
    return {**kind, "residue": _trimmed(text[match.end() :], words)}


def _trimmed(text: str, words: Words) -> str:
    return words.trim.sub("", " ".join(text.split()))


def _scaled(number: Decimal, factor: Decimal) -> Decimal:
    """Return the product, without the zeros that multiplying leaves behind the point."""
    if factor == 1:
        return number
    product = number * factor
    return product.quantize(Decimal(1)) if product == product.to_integral_value() else product.normalize()


def _complete(parts: Parts, item: Mapping[str, Any], record: Record, words: Words) -> None:
    """Take sign and unit from the item's columns where the value has none, and convert money."""
    if "number" not in parts:
        return
    operator, unit = item.get("operator"), item.get("unit")
    if parts.get("operator") is None and isinstance(operator, str):
        parts["operator"] = words.operators.get(fold(operator))
    if isinstance(unit, str) and unit and (not parts.get("unit") or parts["unit"] in words.data["bare_money"]):
        if times := words.multipliers.get(parts.get("unit") or ""):
            parts["number"] = _scaled(parts["number"], times)
        parts["unit"], parts["unit_class"] = unit, words.unit_class(unit)
        if parts["unit_class"] == "time" and parts["kind"] == "number":
            parts |= {"duration": f"{parts['number']}{unit}", "kind": "duration"}
    if not parts.get("unit"):
        parts["unit_class"] = "none"
    printed = parts.get("unit") or ""
    ours = words.money.get(record.get("money_unit") or "")
    theirs = words.money.get(words.data["bare_money"].get(printed, fold(printed)))
    if ours and theirs and parts["kind"] == "number":
        parts["amount"] = _scaled(parts["number"] * theirs, 1 / ours)
