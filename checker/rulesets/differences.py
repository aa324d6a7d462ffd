"""Who set each part of a rule, and how two rule sets differ: read off the layers as they were put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checker.rulesets.assemble import Assembly
from checker.rulesets.build import KEYS
from checker.rulesets.entry import PARAMETER, Entry
from checker.rulesets.model import Rule
from checker.rulesets.settings import Parameter, Settings


@dataclass(frozen=True)
class Origin:
    """Who set one part of a rule, or a parameter or vocabulary that it reads; ``place`` is file:line.

    ``before`` tells what stood there in the layer above, and where.
    """

    part: str
    value: Any
    layer: str
    place: str
    before: tuple[Any, str] | None = None


@dataclass(frozen=True)
class Edit:
    """One part of a rule, or a parameter, that differs; None where there is none."""

    part: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Reworded:
    """A vocabulary, or its harmless contexts, of which words came and went."""

    name: str
    harmless: bool
    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True)
class Differences:
    """How a rule set differs from another; ``removed`` tells why of those that were switched off."""

    added: tuple[Rule, ...]
    removed: tuple[tuple[Rule, str], ...]
    changed: tuple[tuple[Rule, tuple[Edit, ...]], ...]
    parameters: tuple[Edit, ...]
    vocabulary: tuple[Reworded, ...]

    def __bool__(self) -> bool:
        return any((self.added, self.removed, self.changed, self.parameters, self.vocabulary))


def origins(made: Assembly, entry: Entry) -> Iterator[Origin]:
    """Yield who set each part of a rule, in the order in which rules are written, then what it reads."""
    overlay = entry.overlay()
    for key in KEYS:
        if key in overlay.data:
            source, place = overlay.of((key,))
            layer, before = entry.layer, None
            if key in entry.patches:
                layer = made.layer_of(source)
                before = (entry.source.get((key,)), entry.source.at((key,))) if key in entry.source.data else None
            yield Origin(key, source.get(place), layer, source.at(place), before)
    for one in _rule(entry).settings:
        yield Origin(one.name, str(one), made.files[one.place.rpartition(":")[0]], one.place)


def differences(one: Assembly, other: Assembly) -> Differences:
    """Return how ``other`` differs from ``one``."""
    old, new = one.ledger.entries, other.ledger.entries
    both = [(entry, new[name]) for name, entry in old.items() if name in new]
    changed = [(_rule(after), tuple(_edits(before, after))) for before, after in both]
    return Differences(
        tuple(_rule(entry) for name, entry in new.items() if name not in old),
        tuple((_rule(entry), other.ledger.gone.get(name, "")) for name, entry in old.items() if name not in new),
        tuple((rule, edits) for rule, edits in changed if edits),
        tuple(_parameters(one.settings, other.settings)),
        tuple(_vocabulary(one.settings, other.settings)),
    )


def _rule(entry: Entry) -> Rule:
    if entry.rule is None:  # pragma: no cover - an assembly with mistakes is not given out
        raise AssertionError(entry.id)
    return entry.rule


def _edits(before: Entry, after: Entry) -> Iterator[Edit]:
    """Yield the parts of a rule that differ, as they were written."""
    old, new = before.overlay().data, after.overlay().data
    for key in KEYS:
        if old.get(key) != new.get(key):
            yield Edit(key, old.get(key), new.get(key))
    for name in dict.fromkeys((*before.parameters, *after.parameters)):
        yield from _edit(PARAMETER + name, before.parameters.get(name), after.parameters.get(name))


def _parameters(one: Settings, other: Settings) -> Iterator[Edit]:
    for name in dict.fromkeys((*one.defined, *other.defined)):
        yield from _edit(name, one.defined.get(name), other.defined.get(name))


def _edit(name: str, before: Parameter | None, after: Parameter | None) -> Iterator[Edit]:
    """Yield an edit where the values of a parameter differ on some day."""
    texts = [None if one is None else str(one) for one in (before, after)]
    if texts[0] != texts[1]:
        yield Edit(name, before, after)


def _vocabulary(one: Settings, other: Settings) -> Iterator[Reworded]:
    """Yield for each vocabulary the words, and the harmless contexts, that only one of the two has."""
    for name in dict.fromkeys((*one.vocabulary, *other.vocabulary)):
        old, new = _lists(one, name), _lists(other, name)
        for harmless, was in old.items():
            gone, come = tuple(_without(was, new[harmless])), tuple(_without(new[harmless], was))
            if gone or come:
                yield Reworded(name, harmless, come, gone)


def _lists(settings: Settings, name: str) -> Mapping[bool, Iterable[Any]]:
    words = settings.vocabulary.get(name)
    entries = () if words is None else words.entries
    return {False: [one for one in entries if one.text != "\0"], True: () if words is None else words.harmless}


def _without(these: Iterable[Any], those: Iterable[Any]) -> Iterator[str]:
    known = set(those)
    for one in these:
        if one not in known:
            yield one if isinstance(one, str) else one.text
