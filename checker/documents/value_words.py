"""The grammar of indicator values, read once from ``schemas/values.json`` and compiled at first use."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from checker import regex, resources
from checker.documents.grid import fold
from checker.frozen import frozen

_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,20})(?:\.[0-9]{1,10})?(?![0-9]|[.,][0-9])"
_NUMBER = r"(?:(?<![0-9A-Za-z%\u4e00-\u9fff])-)?(?<![0-9.,])" + _DIGITS


@frozen
class Words:
    """Compiled patterns and tables; ``data`` is the file itself."""

    data: Mapping[str, Any]
    operators: Mapping[str, str]
    suffixes: Mapping[str, str]
    classes: Mapping[str, str]
    money: Mapping[str, Decimal]
    multipliers: Mapping[str, Decimal]
    quantity: re.Pattern[str]
    free: re.Pattern[str]
    range: re.Pattern[str]
    spelled: re.Pattern[str]
    percent: re.Pattern[str]
    hedge: re.Pattern[str]
    grade: re.Pattern[str]
    grades: re.Pattern[str]
    recurring: re.Pattern[str]
    not_unit: re.Pattern[str]
    trim: re.Pattern[str]
    year_word: re.Pattern[str]
    dates: Mapping[str, re.Pattern[str]]

    def unit_class(self, unit: str) -> str | None:
        """Return the class of a unit: of the whole, else of what stands before the first stroke; None if unknown."""
        folded = fold(unit)
        return self.classes.get(folded) or self.classes.get(folded.partition("/")[0])


@cache
def load() -> Words:
    """Return the grammar."""
    data = json.loads((resources.folder("schemas") / "values.json").read_text("utf-8"))
    money = {unit: Decimal(factor) for unit, factor in data["money"].items()}
    classes = {fold(unit): name for name, units in data["units"].items() for unit in units}
    classes |= dict.fromkeys(money, "money")
    operators = _inverted(data["operators"]["before"])
    suffixes = _inverted(data["operators"]["after"])
    before = f"(?:(?P<operator>{_any(operators)})\\s*)?(?:(?:{_any(data['operators']['lead'])})\\s*)?"
    before += f"(?:(?P<inner>{_any(operators)})\\s*)?"
    times = f"(?:\\s*(?P<times>{_any(data['multipliers'])}))?"
    after = f"(?:\\s*(?P<suffix>{_any(suffixes)}))?"
    unit = f"\\s*(?P<unit>(?:{_any(classes)})(?:{data['per']})?)"
    free = f"\\s*(?P<unit>{data['free_unit']}(?:{data['per']})?)"
    number = f"(?P<number>{_NUMBER})"
    numerals = "".join([*data["numerals"], *data["places"], data["half"]])
    words = _any(data["grades"]["words"])
    dates = data["dates"]
    return Words(
        data=data,
        operators=operators,
        suffixes=suffixes,
        classes=classes,
        money=money,
        multipliers={word: Decimal(factor) for word, factor in data["multipliers"].items()},
        quantity=regex.lazy(f"{before}{number}(?:{unit}|{times}(?:{unit.replace('<unit>', '<unit2>')})?){after}"),
        free=regex.lazy(f"{before}{number}{times}{free}{after}"),
        range=regex.lazy(
            f"{before}(?P<lower>{_NUMBER})\\s*(?P<lower_unit>{_any(classes)})?\\s*(?:{data['range']})\\s*"
            f"(?P<number>{_DIGITS}){times}(?:{unit})?"
        ),
        spelled=regex.lazy(f"{before}(?P<numeral>[{numerals}]+)\\s*(?:{unit}){after}"),
        percent=regex.lazy(f"{before}{data['percent_words']}{after}"),
        hedge=_hedge(data["hedges"], numerals),
        grade=regex.lazy(data["grades"]["around"].replace("{words}", words)),
        grades=regex.lazy(data["grades"]["list"].replace("{words}", words)),
        recurring=regex.lazy(data["recurring"]),
        not_unit=regex.lazy(data["not_unit"]),
        year_word=regex.lazy(data["year_word"]),
        trim=regex.lazy(f"^{data['trim']}|{data['trim']}$"),
        dates={name: regex.lazy(dates[name]) for name in ("point", "figures", "whole_year", "short_range", "years")}
        | {"between": regex.lazy(dates["between"])},
    )


def _any(words: Iterable[str]) -> str:
    """Return an alternation of words, longest first so that none hides another."""
    folded = dict.fromkeys(fold(word) for word in words)
    return "|".join(re.escape(word) for word in sorted(folded, key=lambda word: (-len(word), word)))


def _inverted(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {fold(word): sign for sign, words in table.items() for word in words}


def _hedge(hedges: Mapping[str, Iterable[str]], numerals: str) -> re.Pattern[str]:
    """Return the pattern of words of uncertainty; the schema says where each must stand to be one."""
    numeral = f"[0-9{numerals}]"
    places = (
        f"(?:{'|'.join(hedges['before_number'])})(?=\\s*{numeral})",
        f"(?<=[0-9%‰\u4e00-\u9fff])(?:{'|'.join(hedges['after_number'])})$",
        f"^(?:{'|'.join(hedges['opening'])})",
        f"(?:{'|'.join(hedges['anywhere'])})",
    )
    return regex.lazy("|".join(places))
