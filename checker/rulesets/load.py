"""A folder of YAML files to a RuleSet, with every mistake of every file in one go."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from checker import resources
from checker.errors import Fault, RuleError
from checker.rulesets import settings
from checker.rulesets.build import build
from checker.rulesets.model import RuleSet
from checker.rulesets.settings import Settings
from checker.rulesets.source import Source, open_source
from checker.schema import review_items

DEFAULT = "national"
_SETTINGS = ("ruleset.yaml", "vocabulary.yaml")
_SUFFIXES = (".yaml", ".yml")


def load(folder: Path | None = None) -> RuleSet:
    """Load the rule set of ``folder``, or the packaged one.

    Raises RuleError with a fault for every mistake, each at file:line:column.
    """
    folder = folder or resources.folder("rules") / DEFAULT
    if folder.is_file():
        raise RuleError(f"“{folder}”是文件。--rules 后面要写规则集所在的目录，如 {folder.parent}。")
    if not folder.is_dir():
        raise RuleError(f"找不到规则目录“{folder}”。请检查 --rules 后面的路径。")
    if not (folder / _SETTINGS[0]).is_file():
        raise RuleError(
            f"目录“{folder}”里没有 ruleset.yaml，还不是规则集。"
            "请在里面新建 ruleset.yaml，写上 id、title、version 三行。"
        )
    paths = list(_files(folder))
    own = [folder / name for name in _SETTINGS if folder / name in paths]
    if not set(paths) - set(own):
        raise RuleError(f"规则集“{folder}”里一条规则也没有。")
    faults: list[Fault] = []
    settled = {path.name: one for path in own if (one := _source(path, folder, faults))}
    rule_files = [one for path in paths if path not in own and (one := _source(path, folder, faults))]
    shared = _settings(settled, faults) if len(settled) == len(own) else None
    if shared is None:
        raise RuleError(*faults)
    rules = [rule for one in rule_files if (rule := build(one, shared, review_items()))]
    _check_ids(rule_files)
    faults += [fault for one in rule_files for fault in one.faults]
    if faults:
        raise RuleError(*faults)
    every = (*settled.values(), *rule_files)
    digest = hashlib.sha256(b"\0".join(one.shown.encode() + b"\0" + one.bytes for one in every)).hexdigest()
    return RuleSet(shared.id, shared.title, shared.version, digest, tuple(rules))


def _files(folder: Path) -> Iterator[Path]:
    """Yield the YAML files below a folder in order; what only looks like one, or lies elsewhere, is refused aloud."""
    for path in sorted(one for one in folder.rglob("*") if one.is_file() and not one.name.startswith(".")):
        shown = _shown(path, folder)
        if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
            raise RuleError(Fault("这个文件是指向规则目录以外的链接。", shown, hint="请把文件本身放进来。"))
        if path.suffix in _SUFFIXES:
            yield path
        elif any(one in path.name.lower() for one in _SUFFIXES):
            raise RuleError(Fault("规则文件名要以 .yaml 结尾，这个文件不会被读到。", shown, hint="请改名。"))


def _source(path: Path, folder: Path, faults: list[Fault]) -> Source | None:
    """Read a file; one that is no YAML leaves its faults and None, so that the others are still read."""
    try:
        return open_source(path, _shown(path, folder))
    except RuleError as error:
        faults.extend(error.faults)
        return None


def _settings(settled: Mapping[str, Source], faults: list[Fault]) -> Settings | None:
    """Return what the rules share; None when it has mistakes, since then every rule would seem to have some too."""
    shared = settings.read(settled[_SETTINGS[0]], settled.get(_SETTINGS[1]))
    found = [fault for one in settled.values() for fault in one.faults]
    faults += found
    return None if found else shared


def _shown(path: Path, folder: Path) -> str:
    """Return how a file is named to the user: from the rule folder down, the same on every machine."""
    return (Path(folder.name) / path.relative_to(folder)).as_posix()


def _check_ids(sources: Iterable[Source]) -> None:
    first: dict[str, Source] = {}
    for source in sources:
        identifier = source.data.get("id") if isinstance(source.data, dict) else None
        if isinstance(identifier, str) and first.setdefault(identifier, source) is not source:
            before = first[identifier].shown
            source.fault(f"规则编号“{identifier}”重复，{before} 里已经有了。", ("id",), "请换一个没用过的编号。")
