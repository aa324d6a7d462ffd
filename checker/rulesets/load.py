"""A folder of YAML files to a RuleSet, with every mistake of every file in one go."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from checker import resources
from checker.errors import Fault, RuleError
from checker.rulesets import settings
from checker.rulesets.build import build
from checker.rulesets.model import Rule, RuleSet
from checker.rulesets.source import Source

DEFAULT = "national"
_SETTINGS = ("ruleset.yaml", "vocabulary.yaml")


@cache
def review_items() -> tuple[str, ...]:
    """Return the review items a rule may belong to, in the order in which a reviewer goes through them."""
    items = json.loads((resources.folder("schemas") / "review-items.json").read_text("utf-8"))
    return tuple(items)


def load(folder: Path | None = None) -> RuleSet:
    """Load the rule set of ``folder``, or the packaged one.

    Raises RuleError with a fault for every mistake, each at file:line:column.
    """
    folder = folder or resources.folder("rules") / DEFAULT
    if not folder.is_dir():
        raise RuleError(f"找不到规则目录“{folder}”。请检查 --rules 后面的路径。")
    if not (folder / _SETTINGS[0]).is_file():
        raise RuleError(f"目录“{folder}”里没有 ruleset.yaml，不是规则集。请检查 --rules 后面的路径。")
    head, words = (_source(folder / name, folder) for name in _SETTINGS)
    sources = list(_sources(folder))
    if not sources:
        raise RuleError(f"规则集“{folder}”里一条规则也没有。")
    if head is None:  # pragma: no cover - looked for above
        raise RuleError(str(folder))
    shared = settings.read(head, words)
    every = [one for one in (head, words, *sources) if one is not None]
    rules = [rule for one in sources if (rule := build(one, shared, review_items()))]
    faults = [fault for one in every for fault in one.faults] + list(_duplicates(rules))
    if faults:
        raise RuleError(*faults)
    digest = hashlib.sha256(b"\0".join(one.shown.encode() + b"\0" + one.bytes for one in every)).hexdigest()
    return RuleSet(shared.id, shared.title, shared.version, digest, tuple(rules))


def _sources(folder: Path) -> Iterator[Source]:
    """Yield the rule files in order of path; a file that cannot be read as YAML stops the load."""
    faults: list[Fault] = []
    for path in sorted(folder.rglob("*.y*ml")):
        if path.name in _SETTINGS and path.parent == folder:
            continue
        try:
            yield Source(path, _shown(path, folder))
        except RuleError as error:
            faults.extend(error.faults)
    if faults:
        raise RuleError(*faults)


def _source(path: Path, folder: Path) -> Source | None:
    return Source(path, _shown(path, folder)) if path.is_file() else None


def _shown(path: Path, folder: Path) -> str:
    """Return how a file is named to the user: from the rule folder down, the same on every machine."""
    return (Path(folder.name) / path.relative_to(folder)).as_posix()


def _duplicates(rules: list[Rule]) -> Iterator[Fault]:
    first: dict[str, Rule] = {}
    for rule in rules:
        before = first.setdefault(rule.id, rule)
        if before is not rule:
            yield Fault(
                f"规则编号“{rule.id}”重复，{before.file} 里已经有了。",
                rule.file,
                rule.line,
                1,
                "请换一个没用过的编号。",
            )
