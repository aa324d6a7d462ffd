"""The files of a rule set's layers to a RuleSet, with every mistake of every file in one go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from checker import schema
from checker.errors import Fault, RuleError
from checker.rulesets import settings as shared
from checker.rulesets.amend import Amender, Ledger
from checker.rulesets.entry import Entry
from checker.rulesets.fuse import fuse
from checker.rulesets.layers import EXTENDS, HEAD, SCHEMA, WORDS, Layer
from checker.rulesets.model import Fused, Period, Rule, RuleSet
from checker.rulesets.settings import Amendment, Settings
from checker.rulesets.source import Source
from checker.text import nearest


def assemble(layers: Sequence[Layer], digest: str, faults: list[Fault]) -> RuleSet:
    """Check the files of the ``layers``, the highest first; ``faults`` are those known already.

    Raises RuleError with a fault for every mistake, each at file:line:column.
    """
    return assembly(layers, digest, faults).ruleset()


def assembly(layers: Sequence[Layer], digest: str, faults: list[Fault]) -> Assembly:
    """Check the files of the layers, and keep beside the rules who set what, and where."""
    made = Assembly(digest, faults)
    for layer in layers:
        made.add(layer)
    if faults:
        raise RuleError(*dict.fromkeys(faults))
    if not made.ledger.entries:
        raise RuleError(f"规则集“{layers[-1].folder}”里一条规则也没有。")
    return made


@dataclass
class Assembly:
    """A rule set as it grows layer by layer."""

    digest: str
    faults: list[Fault]
    ledger: Ledger = field(default_factory=Ledger)
    settings: Settings = field(default_factory=lambda: Settings("", "", "", {}, {}))
    heads: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    record: str = ""
    amended: list[tuple[str, Amendment]] = field(default_factory=list)

    def add(self, layer: Layer) -> None:
        """Read the files of one layer over those above it.

        Raises RuleError when its settings have mistakes, since then every rule would seem to have some too.
        """
        own = [name for name in (f"{layer.shown}/{HEAD}", f"{layer.shown}/{WORDS}") if name in layer.files]
        settled = [one for name in own if (one := self._source(layer, name))]
        sources = [one for name in layer.files if name not in own and (one := self._source(layer, name))]
        if not settled or len(settled) < len(own):
            raise RuleError(*self.faults)
        self.settings = shared.read(settled[0], settled[1] if len(settled) > 1 else None, self.settings)
        self._check_head(settled[0])
        self._find_record(settled[0], layer)
        self.files |= dict.fromkeys(layer.files, self.settings.label)
        if found := [fault for one in settled for fault in one.faults]:
            raise RuleError(*self.faults, *found)
        self._amend(settled[0], sources)
        self.faults += [fault for one in (*settled, *sources) for fault in one.faults]

    def layer_of(self, source: Source) -> str:
        """Return the name of the layer that a file is of."""
        return self.files[source.shown]

    def ruleset(self) -> RuleSet:
        """Return the rule set."""
        rules = _rules(self.ledger.entries.values())
        changes = tuple(one.change(label) for label, one in self.amended if one.effect.told)
        layers = tuple(self.labels) if len(self.labels) > 1 else ()
        last = self.settings
        head = (last.id, last.title, last.version, self.digest)
        return RuleSet(
            *head,
            rules,
            _Functions(rules),
            self._periods(rules),
            layers,
            changes,
            self.ledger.gone,
            self.record,
            dict(self._disabled()),
            {self.heads[one].rpartition("/")[0]: label for one, label in zip(self.heads, self.labels, strict=True)},
        )

    def _disabled(self) -> Iterator[tuple[str, Rule]]:
        """Yield the rules that are switched off, without what it takes to run them."""
        for name, entry in self.ledger.disabled.items():
            if entry.rule is not None:
                places = {**entry.rule.places, "disable": entry.disabled_at}
                yield name, replace(entry.rule, programs={}, cases=(), places=places)

    def _source(self, layer: Layer, name: str) -> Source | None:
        """Read a file; one that is no YAML leaves its faults and None, so that the others are still read."""
        try:
            return Source(layer.files[name], name)
        except RuleError as error:
            self.faults.extend(error.faults)
            return None

    def _check_head(self, head: Source) -> None:
        identifier = self.settings.id
        if identifier and identifier in self.heads:
            head.fault(f"上层 {self.heads[identifier]} 的 id 也是“{identifier}”。", ("id",), "请换一个。")
        if not self.heads and isinstance(head.data, dict) and EXTENDS in head.data:
            head.fault_at_key("“extends”要照原样写，不要用转义。", (EXTENDS,))
        self.heads[identifier] = head.shown
        self.labels.append(self.settings.label)

    def _find_record(self, head: Source, layer: Layer) -> None:
        """Take up which schema the records have that the rules are for, where it is none of ours."""
        named = head.data.get("record") if isinstance(head.data, dict) else None
        if named is None:
            return
        if not isinstance(named, str) or named not in layer.schemas:
            known = nearest(str(named), layer.schemas) or "请把结构定义放在 ruleset.yaml 旁边，如 invoice.schema.json。"
            head.fault(f"没有结构定义文件“{named}”。", ("record",), known)
        else:
            self.record = named.removesuffix(SCHEMA)

    def _amend(self, head: Source, sources: Sequence[Source]) -> None:
        """Take up the layer's rules, and what it does to those above it."""
        own: dict[str, Source] = {}
        amender = Amender(head, self.settings, self.ledger, own)
        amender.retire()
        for source in sources:
            self._enter(source, own)
        amender.apply()
        amender.lock()
        self.amended += [(self.settings.label, one) for one in amender.amendments]

    def _enter(self, source: Source, own: dict[str, Source]) -> None:
        """Take up one rule."""
        identifier = source.data.get("id") if isinstance(source.data, dict) else None
        entry = Entry(identifier if isinstance(identifier, str) else "", self.settings.label, source)
        entry.rule = entry.make(self.settings)
        self.faults += entry.faults
        above = self.ledger.entries.get(entry.id) or self.ledger.disabled.get(entry.id)
        if not entry.id:
            return
        if entry.id in own:
            told = f"规则编号“{entry.id}”重复，{own[entry.id].shown} 里已经有了。"
            source.fault(told, ("id",), "请换一个没用过的编号。")
        elif above is not None:
            hint = f"要改它，请写在 {HEAD} 的 overrides 里；新规则请换一个编号。"
            source.fault(f"上层 {above.source.shown} 里已有规则“{entry.id}”。", ("id",), hint)
        elif entry.id in self.ledger.retired:
            told = f"规则编号“{entry.id}”已经废止（{self.ledger.retired[entry.id]}），不能再用。"
            source.fault(told, ("id",), "请换一个没用过的编号。")
        else:
            self.ledger.entries[entry.id] = entry
        own.setdefault(entry.id, source)

    def _periods(self, latest: tuple[Rule, ...]) -> tuple[Period, ...]:
        """Return the rules of every time, where parameters have more than one dated value; else none."""
        dated = [one for entry in self.ledger.entries.values() for one in entry.parameters_in(self.settings)]
        starts = sorted({value.start for one in dated for value in one.values[1:]})
        if not starts:
            return ()
        makers = [_Maker(entry, self.settings) for entry in self.ledger.entries.values()]
        before = [(day, tuple(filter(None, (one.at(day) for one in makers)))) for day in (date.min, *starts[:-1])]
        if found := [fault for one in makers for fault in one.faults]:
            raise RuleError(*dict.fromkeys(found))
        return tuple(Period(day, rules, _Functions(rules)) for day, rules in (*before, (starts[-1], latest)))


class _Maker:
    """Makes one rule as it stands on other days; where no value differs, it is the same object."""

    def __init__(self, entry: Entry, settings: Settings) -> None:
        self._entry, self._settings = entry, settings
        self._read = list(entry.parameters_in(settings))
        self._made = {self._values(date.max): entry.rule}
        self.faults: list[Fault] = []

    def at(self, day: date) -> Rule | None:
        """Return the rule as it stands on ``day``."""
        values = self._values(day)
        if values not in self._made:
            self._made[values] = self._entry.make(self._settings, day)
            self.faults += [self._blamed(fault, day) for fault in self._entry.faults]
        return self._made[values]

    def _values(self, day: date) -> tuple[date, ...]:
        return tuple(one.at(day).start for one in self._read)

    def _blamed(self, fault: Fault, day: date) -> Fault:
        """Return the fault at the value of that day: with the latest values there was none."""
        value = next(one.at(day) for one in self._read if len(one.values) > 1)
        value.source.fault(f"参数是这个值时，规则 {self._entry.id} 不成立：{fault.message}", value.place, fault.hint)
        return value.source.faults.pop()


def _rules(entries: Iterable[Entry]) -> tuple[Rule, ...]:
    return tuple(entry.rule for entry in entries if entry.rule is not None)


class _Functions(Mapping[str, Fused]):
    """The rules as one function for each form type, generated when it is asked for: most commands check no form."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._made: dict[str, Fused | None] = {form: None for rule in rules for form in rule.applies_to}

    def __getitem__(self, form: str) -> Fused:
        made = self._made[form]
        if made is None:
            made = self._made[form] = fuse(self._rules, schema.load(form))
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)

    def __contains__(self, form: object) -> bool:
        return form in self._made

    def get(self, form: str, default: Any = None, /) -> Any:
        """Return the function for a form type; what goes wrong while it is generated is not taken for its want."""
        return self[form] if form in self._made else default

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)
