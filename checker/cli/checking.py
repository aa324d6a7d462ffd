"""``checker check`` and ``checker extract``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from checker import engine, regex, rulesets
from checker.cli import output
from checker.cli.kept import cache_folder
from checker.cli.reading import each
from checker.errors import Fault, UsageError
from checker.model import Form, Outcome, Report, Severity, Unreadable, Waivers
from checker.reporters import REPORTERS
from checker.rulesets import RuleSet

CLEAN, FINDINGS, FAILED = 0, 1, 2
_DATE = regex.lazy(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def check(
    forms: Sequence[str], rules: str | None, reporter: str, as_of: str | None, fail_on: str, waived: str | None = None
) -> int:
    """Check forms, print the reports, return the exit code."""
    day = read_day(as_of)
    ruleset = rulesets.load(Path(rules) if rules else None, cache_folder())
    waivers = read_waivers(waived, ruleset)
    entries = each(forms, lambda form: engine.check(form, ruleset, day, waivers), ruleset.record)
    exact = reporter == "json"
    lost = unreadable(entries)
    if exact or len(entries) == 1:
        output.complain(fault for entry in lost for fault in entry.faults)
    if exact or entries != lost[:1]:
        output.write(REPORTERS[reporter](entries, output.columns()), exact=exact)
    if waivers is not None and len(lost) < len(entries):
        complain_of_strangers(waivers, [entry for entry in entries if isinstance(entry, Report)])
    return max(_code(entry, Severity(fail_on)) for entry in entries)


def extract(forms: Sequence[str], *, where: bool) -> int:
    """Print the record of every form, return the exit code."""
    entries = each(forms, _with_places if where else _record)
    lost = unreadable(entries)
    output.complain(fault for entry in lost for fault in entry.faults)
    from checker.reporters import json

    told = [json.unreadable(entry) if isinstance(entry, Unreadable) else entry for entry in entries]
    output.write(json.encode(told[0] if len(told) == 1 else told), exact=True)
    return FAILED if lost else CLEAN


def read_waivers(path: str | None, ruleset: RuleSet) -> Waivers | None:
    """Return the waivers that the user named."""
    if path is None:
        return None
    from checker.rulesets import waivers

    return waivers.load(Path(path), ruleset)


def complain_of_strangers(waivers: Waivers, forms: Sequence[Form | Report]) -> None:
    """Name the waivers that are about none of the forms: no report could."""
    from checker.engine.waivers import strangers

    output.complain(Fault(one.told, one.waiver.place) for one in strangers(waivers, forms))


def read_day(text: str | None) -> date | None:
    """Return the day that the user named."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text if _DATE.fullmatch(text) else "")
    except ValueError:
        raise UsageError(Fault(f"日期“{text}”不对。", hint="--as-of 要写成 2024-12-31 这样。")) from None


def _code(entry: Report | Unreadable, threshold: Severity) -> int:
    """Return the exit code that one form asks for; the gravest of a run is its own."""
    if isinstance(entry, Unreadable):
        return FAILED
    counts = entry.balance()
    if counts[Outcome.ERROR] or counts[Outcome.NOT_APPLICABLE] == sum(counts.values()):
        return FAILED
    grave = (one.severity.rank <= threshold.rank and one.outcome is not Outcome.WAIVED for one in entry.findings)
    return FINDINGS if any(grave) else CLEAN


def unreadable(entries: Sequence[Any]) -> list[Unreadable]:
    """Return the forms that could not be read."""
    return [entry for entry in entries if isinstance(entry, Unreadable)]


def _record(form: Form) -> dict[str, Any]:
    """Return the record alone."""
    return form.record


def _with_places(form: Form) -> dict[str, Any]:
    """Return the record, and beside it where each value was read, in what words and how surely."""
    places = {
        pointer: {"place": str(origin.location), "raw": origin.raw, "doubt": origin.doubt}
        for pointer, origin in form.origins.items()
    }
    return {"record": form.record, "where": places}
