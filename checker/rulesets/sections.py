"""The sections of a rule that hold no expressions: choices, basis, effective, tolerance, cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from checker.model import Citation, Outcome, Severity
from checker.rulesets import given
from checker.rulesets.model import Case
from checker.rulesets.settings import read_date
from checker.rulesets.source import Place, Source
from checker.schema import Catalogue
from checker.text import nearest

BASIS_KEYS = {"document": True, "provision": False, "verified": False}
EFFECTIVE_KEYS = {"from": False, "to": False}
CASE_KEYS = {"name": True, "given": False, "expect": True, "at": False, "severity": False, "as_of": False}
_OUTCOMES = tuple(one.value for one in Outcome)
_SEVERITIES = tuple(one.value for one in Severity)
_BY_OUTCOME = {one.label: one.value for one in Outcome}
_LABELS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "severity": {one.label: one.value for one in Severity},
        "expect": _BY_OUTCOME,
        "on_missing": _BY_OUTCOME,
        "confidence": {"高": "high", "中": "medium", "低": "low"},
    }
)


def one_of(source: Source, parts: Mapping[str, Any], key: str, known: Iterable[str], place: Place = ()) -> str:
    """Return the choice under ``key``, "" when there is none; a choice that is not ``known`` is kept as a fault."""
    value = parts.get(key)
    if value is None:
        return ""
    if value not in known:
        meant = _LABELS.get(key, {}).get(str(value).strip(), str(value))
        hint = nearest(meant, known) or f"可以是：{'、'.join(known)}。"
        source.fault(f"“{key}”不能是“{value}”。", (*place, key), hint)
        return ""
    return str(value)


def basis(source: Source, parts: Mapping[str, Any]) -> Iterator[Citation]:
    """Yield the documents that a rule rests on."""
    for index, entry in enumerate(source.read_list(parts, "basis")):
        place: Place = ("basis", index)
        one = source.mapping(entry, place, BASIS_KEYS)
        verified = one.get("verified", False)
        if not isinstance(verified, bool):
            source.fault("“verified”只能是 true 或 false。", (*place, "verified"), "核对过原文写 true，没有写 false。")
        document, provision = (source.read_text(one, key, place) for key in ("document", "provision"))
        yield Citation(document, provision, verified is True)


def effective(source: Source, parts: Mapping[str, Any]) -> dict[str, date | None]:
    """Return the first and the last day on which a rule binds, by "from" and "to"."""
    if "effective" not in parts:
        return {}
    entry = source.mapping(parts["effective"], ("effective",), EFFECTIVE_KEYS)
    days = {key: read_date(source, text, ("effective", key)) for key, text in entry.items()}
    first, last = days.get("from"), days.get("to")
    if first and last and first > last:
        source.fault("终止日期早于起始日期。", ("effective", "to"))
    return days


def tolerance(source: Source, parts: Mapping[str, Any]) -> Decimal | None:
    """Return how far the money comparisons of a rule may be off."""
    value = parts.get("tolerance")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or value < 0:
        source.fault(f"误差“{value}”要写成不小于 0 的数。", ("tolerance",), "如 0.01。")
        return None
    return Decimal(value)


def cases(source: Source, parts: Mapping[str, Any], catalogues: list[Catalogue]) -> Iterator[Case]:
    """Yield the examples of a rule; what they give is checked against the first form that the rule applies to."""
    for index, entry in enumerate(source.read_list(parts, "cases")):
        place: Place = ("cases", index)
        one = source.mapping(entry, place, CASE_KEYS)
        name, at = (source.read_text(one, key, place) for key in ("name", "at"))
        expect = one_of(source, one, "expect", _OUTCOMES, place)
        severity = one_of(source, one, "severity", _SEVERITIES, place)
        data = one.get("given", {})
        for catalogue in catalogues[:1]:
            given.check(source, data, catalogue.root, (*place, "given"))
            if at and not given.pointer_known(at, catalogue.root):
                source.fault(f"表上没有“{at}”这个位置。", (*place, "at"), _pointer(at, catalogue))
        if expect:
            day = read_date(source, one["as_of"], (*place, "as_of")) if one.get("as_of") is not None else None
            yield Case(
                name,
                data,
                Outcome(expect),
                at or None,
                Severity(severity) if severity else None,
                source.line(place),
                source.file(place),
                day,
            )


def _pointer(name: str, catalogue: Catalogue) -> str:
    """Return how a place is written, that of the field called ``name`` if there is one."""
    field = catalogue.root.named(name)
    return f"请写成 /{'/'.join(field.path) if field is not None else 'budget/total'} 的样子。"
