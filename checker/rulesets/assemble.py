"""The files of a rule set to a RuleSet, with every mistake of every file in one go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from checker import schema
from checker.errors import Fault, RuleError
from checker.rulesets import settings
from checker.rulesets.build import build
from checker.rulesets.fuse import fuse
from checker.rulesets.load import HEAD
from checker.rulesets.model import RuleSet
from checker.rulesets.settings import Settings
from checker.rulesets.source import Source
from checker.schema import review_items

_WORDS = "vocabulary.yaml"


def assemble(folder: Path, files: Mapping[str, bytes], digest: str, faults: list[Fault]) -> RuleSet:
    """Check the ``files`` of a rule set, given by the names they are shown under; ``faults`` are those known already.

    Raises RuleError with a fault for every mistake, each at file:line:column.
    """
    own = [f"{folder.name}/{name}" for name in (HEAD, _WORDS)]
    own = [name for name in own if name in files]
    if not faults and len(own) == len(files):
        raise RuleError(f"规则集“{folder}”里一条规则也没有。")
    settled = [one for name in own if (one := _source(files[name], name, faults))]
    rule_files = [one for name in files if name not in own and (one := _source(files[name], name, faults))]
    shared = _settings(settled, faults) if settled and len(settled) == len(own) else None
    if shared is None:
        raise RuleError(*faults)
    rules = [rule for one in rule_files if (rule := build(one, shared, review_items()))]
    _check_ids(rule_files)
    faults += [fault for one in rule_files for fault in one.faults]
    if faults:
        raise RuleError(*faults)
    forms = {form: schema.load(form) for rule in rules for form in rule.applies_to}
    fused = {form: fuse(rules, catalogue) for form, catalogue in forms.items()}
    return RuleSet(shared.id, shared.title, shared.version, digest, tuple(rules), fused)


def _source(data: bytes, shown: str, faults: list[Fault]) -> Source | None:
    """Read a file; one that is no YAML leaves its faults and None, so that the others are still read."""
    try:
        return Source(data, shown)
    except RuleError as error:
        faults.extend(error.faults)
        return None


def _settings(settled: list[Source], faults: list[Fault]) -> Settings | None:
    """Return what the rules share; None when it has mistakes, since then every rule would seem to have some too."""
    shared = settings.read(*settled)
    found = [fault for one in settled for fault in one.faults]
    faults += found
    return None if found else shared


def _check_ids(sources: Iterable[Source]) -> None:
    first: dict[str, Source] = {}
    for source in sources:
        identifier = source.data.get("id") if isinstance(source.data, dict) else None
        if isinstance(identifier, str) and first.setdefault(identifier, source) is not source:
            before = first[identifier].shown
            source.fault(f"规则编号“{identifier}”重复，{before} 里已经有了。", ("id",), "请换一个没用过的编号。")
