"""YAML files to Waivers, every mistake at file:line:column; what a waiver excuses stands in engine/waivers.py."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from checker import schema
from checker.errors import Fault, RuleError, UsageError
from checker.expressions.nodes import Read, walk
from checker.model import Waiver, Waivers
from checker.rulesets.given import pointer_known
from checker.rulesets.layers import MAX_BYTES
from checker.rulesets.model import Rule, RuleSet
from checker.rulesets.settings import read_date
from checker.rulesets.source import Place, Source
from checker.text import fold, nearest

KEYS = {
    "rule": True, "form": True, "item": False, "reason": True, "document": True, "approver": True, "until": True,
    "values": False,
}  # fmt: skip
_LIST = "waivers"
_KIND = "豁免文件"
_SUFFIXES = (".yaml", ".yml")

Values = dict[str, tuple[str | None, ...]]
Thing = tuple[Any, ...]
"""What a waiver is about: rule, form, item, and the values where nothing else tells items apart."""


def load(path: str | Path, ruleset: RuleSet) -> Waivers:
    """Load the waivers of a YAML file, or of all those below a folder, and check them against ``ruleset``.

    Raises RuleError with a fault for every mistake, each at file:line:column; UsageError when there is no such file.
    """
    path = Path(path)
    faults: list[Fault] = []
    entries: list[Waiver] = []
    known: dict[Thing, str] = {}
    digest = hashlib.sha256()
    for file in _files(path):
        source = _source(file, faults)
        if source is not None:
            digest.update(file.relative_to(path.parent).as_posix().encode("utf-8", "surrogateescape") + b"\0")
            digest.update(source.bytes + b"\0")
            entries += _Reader(source, ruleset, known).waivers()
            faults += source.faults
    if faults:
        raise RuleError(*faults)
    return Waivers(tuple(entries), digest.hexdigest())


def _files(path: Path) -> list[Path]:
    """Return the files to read; one that would be passed over though it looks like YAML is refused aloud."""
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise UsageError(f"找不到{_KIND}“{path}”。请检查 --waivers 后面的路径。")
    files = sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith("."))
    for file in files:
        if file.suffix not in _SUFFIXES and any(one in file.name.lower() for one in _SUFFIXES):
            raise UsageError(Fault(f"{_KIND}名要以 .yaml 结尾，这个文件不会被读到。", str(file), hint="请改名。"))
    found = [file for file in files if file.suffix in _SUFFIXES]
    if not found:
        raise UsageError(f"目录“{path}”里没有{_KIND}（.yaml）。请检查 --waivers 后面的路径。")
    return found


def _source(file: Path, faults: list[Fault]) -> Source | None:
    """Return a file as YAML; one that cannot be read leaves a fault, so that the others still are."""
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError:
        faults.append(Fault(f"{_KIND}读不出来。", str(file), hint="请检查文件是否还在、有没有权限。"))
        return None
    if len(data) > MAX_BYTES:
        faults.append(Fault(f"{_KIND}超过 1 MB。", str(file), hint="请拆成几个文件。"))
        return None
    try:
        return Source(data, str(file), _KIND)
    except RuleError as error:
        faults += error.faults
        return None


class _Reader:
    """Reads the waivers of one file; ``known`` tells where those of all files stand."""

    def __init__(self, source: Source, ruleset: RuleSet, known: dict[Thing, str]) -> None:
        self._source, self._ruleset, self._known = source, ruleset, known

    def waivers(self) -> Iterator[Waiver]:
        """Yield the waivers that could be read."""
        parts = self._source.mapping(self._source.data, (), {_LIST: True})
        for index, entry in enumerate(self._source.read_list(parts, _LIST)):
            waiver = self._waiver(entry, (_LIST, index))
            if waiver is not None:
                yield waiver

    def _waiver(self, entry: Any, place: Place) -> Waiver | None:
        parts = self._source.mapping(entry, place, KEYS)
        if not parts:
            return None
        texts = {key: self._text(parts, key, place) for key in ("form", "item", "reason", "document", "approver")}
        until = self._day(parts, place)
        rule = self._rule(parts, place)
        if rule is None:
            return None
        self._check_item(texts["item"], rule, place)
        values = self._values(parts, rule, place)
        self._check_alone(rule, texts, values, place)
        return Waiver(rule=rule.id, until=until, values=values, place=self._source.at(place), **texts)

    def _text(self, parts: dict[str, Any], key: str, place: Place) -> str:
        """Return the text under ``key``, trimmed; one of blanks only is none."""
        text = self._source.read_text(parts, key, place)
        if text and not text.strip():
            self._source.fault(f"“{key}”后面只有空格。", (*place, key), "请写上内容。")
        return text.strip()

    def _day(self, parts: dict[str, Any], place: Place) -> date:
        """Return the last day of a waiver."""
        written, here = parts.get("until"), (*place, "until")
        if written in (None, "", [], {}):
            return date.min  # told already
        return read_date(self._source, written, here) or date.min

    def _rule(self, parts: dict[str, Any], place: Place) -> Rule | None:
        """Return the rule that is waived."""
        name = self._text(parts, "rule", place)
        if not name:
            return None
        try:
            return self._ruleset.rule(name)
        except RuleError as error:
            for fault in error.faults:
                self._source.fault(fault.message, (*place, "rule"), fault.hint)
            return None

    def _check_item(self, item: str, rule: Rule, place: Place) -> None:
        """Keep a fault where nothing that the rule looks at could be meant by ``item``."""
        here = (*place, "item")
        if item.startswith("/"):
            if not any(pointer_known(item, schema.load(form).root) for form in rule.applies_to):
                self._source.fault(f"表上没有“{item}”这个位置。", here, "请照 JSON 报告里的 at 写，如 /indicators/3。")
        elif item and rule.for_each is None:
            self._source.fault(f"规则 {rule.id} 不是逐项检查的，没有名叫“{item}”的项。", here, "请删去 item。")

    def _values(self, parts: dict[str, Any], rule: Rule, place: Place) -> Values:
        """Return the values that the waiver excuses, by title."""
        here = (*place, "values")
        known = _titles(rule)
        if "values" not in parts:
            self._source.fault("缺少“values”。", place, f"请写上问题所依据的值，如 values: {{{known[0]}: …}}。")
            return {}
        written = parts["values"]
        if not isinstance(written, dict):
            if written not in (None, "", []):  # else told already
                self._source.fault("“values”要写成“栏目: 值”的样子。", here, f"如 {{{known[0]}: …}}。")
            return {}
        for title in written:
            if title not in known:
                hint = nearest(title, known) or f"它看的是：{'、'.join(known)}。"
                self._source.fault_at_key(f"规则 {rule.id} 不看“{title}”。", (*here, title), hint)
        return {title: self._several(value, (*here, title)) for title, value in written.items()}

    def _several(self, written: Any, place: Place) -> tuple[str | None, ...]:
        """Return the values of one title: a finding may rest on the same field of several items."""
        if not isinstance(written, list):
            return (self._value(written, place),)
        if not written:
            self._source.fault("方括号里没有值。", place, "空白的栏写 null。")
        return tuple(self._value(one, (*place, index)) for index, one in enumerate(written))

    def _value(self, written: Any, place: Place) -> str | None:
        if written is None or (isinstance(written, str | int | Decimal) and not isinstance(written, bool)):
            return None if written is None else str(written)
        self._source.fault("值要写成文字或数，空白的栏写 null。", place, "文字可以用英文引号括起来。")
        return None

    def _check_alone(self, rule: Rule, texts: dict[str, str], values: Values, place: Place) -> None:
        """Keep a fault where another waiver is about the same thing: nobody could tell which of them holds."""
        several = rule.for_each is not None and not texts["item"]
        thing = (rule.id, fold(texts["form"]), fold(texts["item"]), tuple(values.items()) if several else ())
        if texts["form"] and thing in self._known:
            self._source.fault(f"同一件事已在 {self._known[thing]} 豁免过。", place, "请只留一条。")
        self._known.setdefault(thing, self._source.at(place))


def _titles(rule: Rule) -> list[str]:
    """Return the titles of the fields that the rule's conditions read: only these can stand in its evidence."""
    trees = [
        one.tree for program in rule.programs.values() for one in (program.require, program.when) if one is not None
    ]
    fields = [node.field for tree in trees for node in walk(tree) if isinstance(node, Read)]
    return list(dict.fromkeys(field.full_title for field in fields if field.type != "group"))
