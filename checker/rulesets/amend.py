"""What a layer does to the rules it inherits: overrides, disable, lock, retired."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from checker.model import Effect
from checker.rulesets.entry import PARAMETER, Entry
from checker.rulesets.model import Rule
from checker.rulesets.settings import Amendment, Parameter, Settings, effect_of, override
from checker.rulesets.source import Place, Source
from checker.text import nearest

PATCHED = ("severity", "message", "suggestion", "confidence", "tolerance", "cases")
OVERRIDE_KEYS = dict.fromkeys((*PATCHED, "parameters", "reason", "document"), False)
DISABLE_KEYS = {"reason": True, "document": False}
LOCKED_PARTS = ("severity", "tolerance")


@dataclass
class Ledger:
    """The rules of a rule set as far as its layers were read, and what of them may not be touched any more.

    ``locks`` tells for each locked id, and for each locked part of one, by whom; ``gone`` for each id that is switched
    off or retired.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    disabled: dict[str, Entry] = field(default_factory=dict)
    locks: dict[str, str] = field(default_factory=dict)
    retired: dict[str, str] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)


class Amender:
    """Reads one layer's head against the ledger; ``amendments`` are what it did, ``own`` the ids of its own rules."""

    def __init__(self, head: Source, settings: Settings, ledger: Ledger, own: Collection[str]) -> None:
        self._head, self._settings, self._ledger, self._own = head, settings, ledger, own
        self._data: Mapping[str, Any] = head.data if isinstance(head.data, dict) else {}
        self.amendments: list[Amendment] = []

    def apply(self) -> None:
        """Change the inherited rules as the layer says, and those whose parameters or vocabularies it changed."""
        shared = {one.subject for one in self._settings.amendments if one.effect is not Effect.NONE}
        patched = dict(self._overrides())
        for entry in self._ledger.entries.values():
            if entry.id not in self._own and (entry.id in patched or entry.follows(shared)):
                self._rebuild(entry, patched.get(entry.id), shared)
        for one in self._settings.amendments:
            self._check(one, [each.id for each in self._ledger.entries.values() if each.follows({one.subject})])
        for identifier, amendment in list(self._disabled(patched)):
            self.amendments.append(amendment)
            self._check(amendment, [identifier, *(f"{identifier}.{part}" for part in LOCKED_PARTS)])
            entry = self._ledger.disabled[identifier] = self._ledger.entries.pop(identifier)
            entry.disabled_at = amendment.at
            by = f"已由{self._settings.label}停用（{amendment.at}）"
            document = f"（{amendment.document}）" if amendment.document else ""
            self._ledger.gone[identifier] = f"规则“{identifier}”{by}：{amendment.reason.rstrip('。')}{document}。"
        self.amendments = [*self._settings.amendments, *self.amendments]

    def lock(self) -> None:
        """Keep what the layer locks, for the layers below."""
        for index, name in enumerate(self._head.read_texts(self._data, "lock")):
            identifier, dot, part = name.partition(".")
            place: Place = ("lock", index)
            if self._entry(identifier, place) is None:
                continue
            if dot and part not in LOCKED_PARTS:
                hint = nearest(part, LOCKED_PARTS) or f"可以锁定：{'、'.join(LOCKED_PARTS)}；锁定整条规则只写编号。"
                self._head.fault(f"“{part}”不能锁定。", place, hint)
            else:
                self._ledger.locks.setdefault(name, f"{self._settings.label}在 {self._head.at(place)} ")

    def retire(self) -> None:
        """Keep the ids that may never be used again; one that an inherited rule bears is a fault."""
        for index, name in enumerate(self._head.read_texts(self._data, "retired")):
            place: Place = ("retired", index)
            there = self._ledger.entries.get(name)
            if there is not None:
                hint = f"要停用，请写 disable: {{{name}: {{reason: …}}}}。"
                self._head.fault(f"规则“{name}”还在用（{there.source.shown}），不能列为废止。", place, hint)
            elif name:
                where = self._ledger.retired.setdefault(name, self._head.at(place))
                told = f"规则“{name}”已由{self._settings.label}废止（{where}），编号不再使用。"
                self._ledger.gone.setdefault(name, told)

    def _overrides(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield the overrides of rules that there are, with the parts that they have."""
        for identifier, definition in self._by_id("overrides"):
            place: Place = ("overrides", identifier)
            parts = self._head.mapping(definition, place, OVERRIDE_KEYS)
            if isinstance(definition, dict) and not {*PATCHED, "parameters"} & parts.keys():
                self._head.fault("这里没有写改什么。", place, f"可以改：{'、'.join((*PATCHED, 'parameters'))}。")
            if self._inherited(identifier, place) is not None:
                yield identifier, parts

    def _disabled(self, patched: Collection[str]) -> Iterator[tuple[str, Amendment]]:
        """Yield the rules that the layer switches off, with why."""
        for identifier, definition in self._by_id("disable"):
            place: Place = ("disable", identifier)
            if isinstance(definition, str):
                self._head.fault("理由要写在 reason 后面。", place, f"请写成 {identifier}: {{reason: {definition}}}。")
                continue
            parts = self._head.mapping(definition, place, DISABLE_KEYS)
            if identifier in patched:
                self._head.fault_at_key(f"规则“{identifier}”又改又停。", place, "请删去一处。")
            if self._inherited(identifier, place) is not None:
                reason, document = (self._head.read_text(parts, key, place) for key in DISABLE_KEYS)
                # A missing reason was told already.
                done = Amendment(identifier, "停用", Effect.LOOSER, reason or "…", document, self._head, place)
                yield identifier, done

    def _by_id(self, key: str) -> Iterable[tuple[str, Any]]:
        """Return what stands under ``key`` by rule id."""
        data = self._data.get(key, {})
        if isinstance(data, dict):
            return data.items()
        self._head.fault(f"“{key}”要写成“规则编号: 内容”的样子。", (key,), "如 REC-01: {reason: …}。")
        return ()

    def _inherited(self, identifier: str, place: Place) -> Entry | None:
        """Return an inherited rule, or keep a fault that there is none to be changed."""
        if identifier in self._own:
            self._head.fault_at_key(f"规则“{identifier}”是本层的。", place, "请直接改规则文件。")
            return None
        return self._entry(identifier, place)

    def _entry(self, identifier: str, place: Place) -> Entry | None:
        found = self._ledger.entries.get(identifier)
        if found is None and identifier in self._ledger.gone:
            self._head.fault_at_key(self._ledger.gone[identifier], place, "请删去这一处。")
        elif found is None:
            hint = nearest(identifier, self._ledger.entries)
            self._head.fault_at_key(f"上层没有规则“{identifier}”。", place, hint)
        return found

    def _rebuild(self, entry: Entry, parts: Mapping[str, Any] | None, shared: AbstractSet[str]) -> None:
        """Build a rule anew as this layer has it; ``shared`` are the parameters and vocabularies that it changed."""
        before, earlier = entry.rule, dict(entry.parameters)
        place: Place = ("overrides", entry.id)
        if parts is not None:
            patched = [key for key in PATCHED if parts.get(key) not in (None, "", [])]  # of the others it was told
            entry.patches |= {key: (self._head, (*place, key)) for key in patched}
            own = parts.get("parameters", {})
            if isinstance(own, dict):
                entry.parameters |= dict(self._own_parameters(entry, own, (*place, "parameters")))
            else:
                self._head.fault("这里要写成“名称: 值”的样子。", (*place, "parameters"))
        if before is None:
            return  # its file has mistakes, and these are told already
        given = parts or {}
        if "cases" in given:
            entry.changed_by = ""
        elif entry.follows(shared) or given.keys() & {"severity", "tolerance", "parameters"}:
            entry.changed_by = self._settings.label
        entry.rule = entry.make(self._settings)
        self._keep(entry)
        if entry.rule is not None and parts is not None:
            self._judge(entry, (before, entry.rule), earlier, parts)

    def _own_parameters(self, entry: Entry, given: Mapping[str, Any], place: Place) -> Iterator[tuple[str, Parameter]]:
        """Yield the parameters that have a value of their own for one rule."""
        used = [one.removeprefix(PARAMETER) for one in entry.reads if one.startswith(PARAMETER)]
        for name, definition in given.items():
            before = entry.parameters.get(name) or self._settings.defined.get(name)
            if before is None or (entry.rule is not None and name not in used):
                hint = nearest(name, used) or (f"它用的参数有：{'、'.join(sorted(used))}。" if used else "")
                self._head.fault_at_key(f"规则“{entry.id}”没有用到参数“{name}”。", (*place, name), hint)
            else:
                yield name, override(self._head, before, definition, (*place, name))

    def _keep(self, entry: Entry) -> None:
        """Keep the mistakes of a rule that was built anew; what was right before is put down to what changed."""
        changed = [one for one in self._settings.amendments if entry.follows({one.subject})]
        for fault in entry.faults:
            if fault.file != entry.source.shown:
                self._head.faults.append(fault)
            elif changed:
                one = changed[0]
                one.source.fault(
                    f"“{one.subject}”这样一改，规则 {entry.id} 就不成立：{fault.message}", one.place, fault.hint
                )
            else:
                place: Place = ("overrides", entry.id)
                self._head.fault(f"这样一改，规则 {entry.id} 就不成立：{fault.message}", place, fault.hint)

    def _judge(
        self, entry: Entry, rules: tuple[Rule, Rule], earlier: Mapping[str, Parameter], parts: Mapping[str, Any]
    ) -> None:
        """Keep what an override does to a rule; ``rules`` are the rule before and after."""
        (before, after), place = rules, ("overrides", entry.id)
        told: dict[str, tuple[Effect, str]] = {}
        if after.severity is not before.severity:
            effect = Effect.LOOSER if after.severity.rank > before.severity.rank else Effect.TIGHTER
            told[f"{entry.id}.severity"] = effect, f"级别由{before.severity.label}改为{after.severity.label}"
        if (after.tolerance or 0) != (before.tolerance or 0):
            effect = Effect.LOOSER if (after.tolerance or 0) > (before.tolerance or 0) else Effect.TIGHTER
            told[f"{entry.id}.tolerance"] = effect, f"允许误差由 {before.tolerance or 0} 改为 {after.tolerance or 0}"
        for name, one in entry.parameters.items():
            was = earlier.get(name) or self._settings.defined[name]
            if one is not was:
                told[f"{entry.id}.{PARAMETER}{name}"] = effect_of(was, one), f"{PARAMETER}{name} 由 {was} 改为 {one}"
        reason, document = (self._head.read_text(parts, key, place) for key in ("reason", "document"))
        for locked, (effect, text) in told.items():
            done = Amendment(entry.id, text, effect, reason, document, self._head, place)
            self.amendments.append(done)
            self._check(done, [entry.id, locked])

    def _check(self, one: Amendment, touched: Iterable[str]) -> None:
        """Keep a fault where something is loosened without a reason, or though a layer above locked it."""
        if not one.effect.told:
            return
        what = "放宽了上层的规则" if one.effect is Effect.LOOSER else "看不出是从严还是放宽"
        if not one.reason:
            one.source.fault(f"“{one.subject}”{one.told}，{what}，要写明理由。", one.place, "请补上“reason: …”。")
        locked = next((name for name in touched if name in self._ledger.locks), None)
        if locked is not None:
            hint = "只能从严，不能放宽或停用。"
            by = self._ledger.locks[locked]
            one.source.fault(f"“{one.subject}”{one.told}，但“{locked}”已由{by}锁定。", one.place, hint)
