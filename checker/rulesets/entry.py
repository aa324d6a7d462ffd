"""A rule of a rule set with what the layers below changed of it, and which of its parts stands where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from checker.errors import Fault
from checker.rulesets.build import build
from checker.rulesets.model import Rule, Setting
from checker.rulesets.settings import Parameter, Settings, Valued, text_of
from checker.rulesets.source import Place, Source
from checker.schema import review_items

PARAMETER, LIST = "参数.", "词表."


class Overlay(Source):
    """A rule's file with some of its keys taken from elsewhere: a fault stands where its author wrote the part."""

    def __init__(self, base: Source, patches: Mapping[str, tuple[Source, Place]]) -> None:
        self.shown, self.text, self.bytes, self.value = base.shown, base.text, base.bytes, base.value
        self.faults: list[Fault] = []
        self.data: Any = base.data
        if patches and isinstance(base.data, dict):
            self.data = base.data | {key: source.get(place) for key, (source, place) in patches.items()}
        self._base, self._patches = base, patches

    def of(self, place: Place) -> tuple[Source, Place]:
        """Return the file that ``place`` was written in, and the place there."""
        if place and place[0] in self._patches:
            source, start = self._patches[str(place[0])]
            return source, (*start, *place[1:])
        return self._base, place

    def fault(self, message: str, place: Place = (), hint: str = "", offset: int | None = None) -> None:
        """Keep a fault at the value of ``place``, wherever that was written."""
        source, there = self.of(place)
        source.fault(message, there, hint, offset)
        self.faults.append(source.faults.pop())

    def fault_at_key(self, message: str, place: Place, hint: str = "") -> None:
        """Keep a fault at the key of ``place``, wherever that was written."""
        source, there = self.of(place)
        source.fault_at_key(message, there, hint)
        self.faults.append(source.faults.pop())

    def get(self, place: Place) -> Any:
        """Return the value at ``place``."""
        source, there = self.of(place)
        return source.get(there)

    def line(self, place: Place) -> int:
        """Return the line of the value at ``place``."""
        source, there = self.of(place)
        return source.line(there)

    def file(self, place: Place) -> str:
        """Return the name of the file that ``place`` stands in."""
        return self.of(place)[0].shown


class _Noted(Mapping[str, Any]):
    """A mapping that notes what is looked up in it."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.names.add(name)
        return self._data[name]

    def __contains__(self, name: object) -> bool:
        return name in self._data

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)


@dataclass
class Entry:
    """One rule, as the layers so far left it: its file, the parts that were overridden, its own parameters' values.

    ``reads`` are the parameters and vocabularies that it names; ``changed_by`` is the layer that changed what it does
    and gave no cases for it; ``disabled_at`` is the file:line that switched it off.
    """

    id: str
    layer: str
    source: Source
    patches: dict[str, tuple[Source, Place]] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    rule: Rule | None = None
    reads: frozenset[str] = frozenset()
    changed_by: str = ""
    disabled_at: str = ""
    faults: list[Fault] = field(default_factory=list)

    def follows(self, subjects: AbstractSet[str]) -> bool:
        """Tell whether the rule changes with one of these parameters and vocabularies, having no value of its own."""
        return bool((self.reads & subjects) - {PARAMETER + name for name in self.parameters})

    def overlay(self) -> Overlay:
        """Return the rule's file with the parts that were overridden."""
        return Overlay(self.source, self.patches)

    def make(self, settings: Settings, day: date = date.max) -> Rule | None:
        """Build the rule with the settings of ``day``; mistakes are kept in ``faults``, the names it read in ``reads``.

        It is not kept as the entry's own rule.
        """
        whole = (
            settings.of({**settings.defined, **self.parameters}, day)
            if self.parameters or day != date.max
            else settings
        )
        parameters, words = _Noted(whole.parameters), _Noted(whole.vocabulary)
        overlay = self.overlay()
        rule = build(overlay, replace(whole, parameters=parameters, vocabulary=words), review_items())
        self.faults = overlay.faults
        self.reads |= {PARAMETER + one for one in parameters.names} | {LIST + one for one in words.names}
        if rule is None:
            return None
        told = replace(rule, changed_by=self.changed_by, settings=tuple(self._settings(whole)), places=self._places())
        return self._waiting(told, whole)

    def parameters_in(self, settings: Settings) -> Iterator[Parameter]:
        """Yield the parameters that the rule reads, as they are for it."""
        names = {one.removeprefix(PARAMETER) for one in self.reads if one.startswith(PARAMETER)}
        for name in settings.defined if names else ():
            if name in names:
                yield self.parameters.get(name, settings.defined[name])

    def _settings(self, settings: Settings) -> Iterator[Setting]:
        """Yield the parameters' values and the vocabularies that the rule reads, and where each was set."""
        for one in self.parameters_in(settings):
            ends = [after.start - timedelta(1) for after in one.values[1:]]
            for value, end in zip(one.values, (*ends, date.max), strict=True):
                name, told = PARAMETER + one.name, text_of(value.value)
                yield Setting(name, one.meaning, told, value.source.at(value.place), value.start, end, value.document)
        for name, listed in settings.lists.items():
            if LIST + name in self.reads:
                yield Setting(LIST + name, listed.meaning, f"{listed.size} 个词", listed.source.at(listed.place))
                for change in listed.changes:
                    yield Setting(LIST + name, listed.meaning, change.told, change.at, document=change.document)

    def _places(self) -> dict[str, str]:
        """Return where the parts stand that may keep the rule from applying, or that were overridden."""
        overlay = self.overlay()
        parts = [key for key in ("applies_to", "effective", *self.patches) if key in overlay.data and key != "cases"]
        return {key: overlay.at((key,)) for key in parts}

    def _waiting(self, rule: Rule, settings: Settings) -> Rule:
        """Return the rule with the day before which one of its parameters has no value."""
        first = [one for one in self.parameters_in(settings) if one.values[0].start > date.min]
        if not first:
            return rule
        last = max(first, key=lambda one: one.values[0].start)
        start = last.values[0]
        if rule.effective_to is not None and rule.effective_to < start.start:
            self.faults.append(_never(rule, last, start))
        return replace(rule, values_from=start.start, waits_for=last.name)


def _never(rule: Rule, parameter: Parameter, first: Valued) -> Fault:
    """Return the fault that a rule ends before a parameter of it has a value."""
    source = Overlay(first.source, {})
    source.fault(
        f"规则 {rule.id} 到{rule.effective_to}为止，而它用的参数“{parameter.name}”自{first.start}起才有值。",
        first.place,
        "请补上更早的值，或改规则的有效期。",
    )
    return source.faults[0]
