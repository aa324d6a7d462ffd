"""``checker rules show --origin``: who set each part of a rule, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from checker import rulesets
from checker.cli import output
from checker.cli.checking import CLEAN
from checker.cli.parts import in_words
from checker.reporters.labels import PARTS
from checker.reporters.plain import clean, pad, shorten, width, wrap
from checker.rulesets.differences import Origin, origins
from checker.rulesets.load import trace

_NARROW = 24


def origin(identifier: str, folder: str | None) -> int:
    """Print for each part of a rule who set it, and where."""
    made = trace(Path(folder) if folder else None)
    name = identifier.upper()
    entry = made.ledger.disabled.get(name) or made.ledger.entries.get(name) or _missing(made.ruleset(), name)
    lines = [f"{name}　{entry.source.data['title']}"]
    lines += [f"规则层次：{' → '.join(made.labels)}"] if len(made.labels) > 1 else []
    lines += [made.ledger.gone[name]] if name in made.ledger.gone else []
    told = [line for text in lines for line in wrap(clean(text), output.columns(), hang=4)]
    output.say([*told, "", *_origins(list(origins(made, entry)))])
    return CLEAN


def _missing(ruleset: rulesets.RuleSet, name: str) -> Any:
    """Say that there is no such rule, as everywhere."""
    return ruleset.rule(name)


def _origins(found: Sequence[Origin]) -> Iterator[str]:
    """Yield a line for each part: what it is, where it stands, what is written there; below, what it was before."""
    rows = []
    for one in found:
        label = PARTS.get(one.part, one.part)
        rows.append((label, one.place, in_words(one.part, one.value)))
        if one.before is not None:
            rows.append(("", one.before[1], f"（原为）{in_words(one.part, one.before[0])}"))
    widths = [max(width(clean(row[index])) for row in rows) for index in range(2)]
    room = max(_NARROW, output.columns() - sum(widths) - 4)
    for label, place, value in rows:
        yield f"{pad(clean(label), widths[0])}  {pad(clean(place), widths[1])}  {shorten(clean(value), room)}"
