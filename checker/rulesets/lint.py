"""Rules about rules: what loads, and yet would trouble the next reader of a rule set or the reader of its findings.

Only the rules of the lowest layer are looked at; those above are their own authors'.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from checker import schema
from checker.errors import Fault
from checker.expressions import Expression
from checker.expressions.nodes import Read, walk
from checker.model import Severity
from checker.rulesets import scrutiny, skeleton
from checker.rulesets.assemble import Assembly
from checker.rulesets.entry import LIST, PARAMETER, Entry
from checker.rulesets.model import Case, Rule
from checker.rulesets.source import Place, Source
from checker.text import nearest

_NUMBERED = re.compile(r"〔.*?号")


class Page:
    """A rule with its file, to write remarks in the margin of."""

    def __init__(self, entry: Entry, rule: Rule, layer: str) -> None:
        self.rule, self.source = rule, entry.overlay()
        self.path = PurePosixPath(rule.file.removeprefix(f"{layer}/"))

    @property
    def remarks(self) -> list[Fault]:
        """What was remarked so far."""
        return self.source.faults

    @property
    def topic(self) -> str:
        """The folder that the rule lies in, "" where the rule set has no such folders."""
        return "" if self.path.parent == PurePosixPath() else self.path.parent.as_posix()

    @property
    def scheme(self) -> str:
        """The letters that the id begins with."""
        return self.rule.id.partition("-")[0]

    def say(self, message: str, place: Place, hint: str, offset: int | None = None) -> None:
        """Remark something at a place of the file."""
        self.source.fault(message, place, hint, offset)


def pages(made: Assembly, layer: str) -> list[Page]:
    """Return the rules of the lowest layer, whose files are shown as lying in ``layer``."""
    own = [entry for entry in made.ledger.entries.values() if entry.layer == made.settings.label]
    return [Page(entry, entry.rule, layer) for entry in own if entry.rule is not None]


def remark(made: Assembly, own: list[Page], layer: str) -> list[Fault]:
    """Write all remarks on the rules, and return those on the settings they share."""
    for page in own:
        _begun(page)
        _name(page)
        _basis(page)
        _severity(page)
        _cases(page)
        _item(page)
        _idle(page)
    _schemes(own)
    _titles(own)
    _citations(own)
    return [*_unused(made, layer), *_fractions(made, layer)]


def _fractions(made: Assembly, layer: str) -> Iterator[Fault]:
    """Yield remarks on values that the lowest layer gives to a rule above it, which compares them with percentages."""
    for entry in made.ledger.entries.values():
        if entry.rule is None or entry.layer == made.settings.label:
            continue
        values = [(one.name, value) for one in entry.parameters_in(made.settings) for value in one.values]
        small = {
            name: value
            for name, value in values
            if isinstance(value.value, Decimal) and 0 < value.value < 1 and _is_in(value.source, layer)
        }
        found = list(_remarks(entry.rule, entry.overlay().data)) if small else []
        for name, value in small.items():
            if any(name in one.fractions for one in found):
                told = f"“{name}”定为 {value.value}，{entry.rule.id} 却拿它和百分数比。"
                value.source.fault(told, value.place, "90% 读作 90，请把 0.9 写成 90。")
                yield value.source.faults.pop()


def _is_in(source: Source, layer: str) -> bool:
    """Tell whether a file lies in the folder of a layer."""
    return source.shown.rpartition("/")[0] == layer


def _remarks(rule: Rule, parts: Mapping[str, Any]) -> Iterator[scrutiny.Remark]:
    for program in rule.programs.values():
        yield from scrutiny.remarks(parts, program, rule.tolerance or Decimal(0), thorough=True)


def _begun(page: Page) -> None:
    """Remark on what ``checker rules new`` wrote for the author to replace."""
    for place in skeleton.untouched(page.source.data):
        page.say("这里还是新规则自带的话。", place, "请写上这条规则自己的。")


def _name(page: Page) -> None:
    if not page.path.name.startswith(f"{page.rule.id}-") and page.path.stem != page.rule.id:
        page.say(f"文件名“{page.path.name}”和编号不一致。", ("id",), f"请改名为 {page.rule.id}-英文简称.yaml。")


def _basis(page: Page) -> None:
    for index, one in enumerate(page.rule.basis):
        place = ("basis", index)
        if one.verified and not one.provision:
            page.say("依据标着已核对原文，却没有写第几条。", place, "请补上 provision，或写 verified: false。")
        written = page.source.get(place)
        if "verified" not in written:
            page.say("没有说明引文核对过没有。", place, "请写上 verified: true 或 verified: false。")


def _severity(page: Page) -> None:
    rule = page.rule
    if rule.confidence == "low" and rule.severity is Severity.ERROR:
        page.say("把握不大的规则不宜定为错误。", ("severity",), "请改成 warning 或 info，或提高 confidence。")
    suits = Severity(schema.gravest(rule.review_item))
    for place, severity in (
        (("severity",), rule.severity.value),
        *((("severity_if", one), one) for one in rule.severity_if),
    ):
        if Severity(severity).rank < suits.rank:
            told = f"“{rule.review_item}”要靠人判断，规则不宜定为{Severity(severity).label}。"
            page.say(told, place, f"请改成 {suits.value} 或更轻的，或换一个评审项。")
    last = list(rule.severity_if)[-1:]
    if last == [rule.severity.value]:
        page.say("级别和 severity 相同，写了不起作用。", ("severity_if", *last), "请删去这一行。")


def _cases(page: Page) -> None:
    """Remark on cases that cannot be told apart, or that show the same thing twice."""
    names: set[str] = set()
    shown: list[Case] = []
    for index, case in enumerate(page.rule.cases):
        if case.name in names:
            page.say(f"前面已有名叫“{case.name}”的例子。", ("cases", index, "name"), "请换一个说得清的名称。")
        names.add(case.name)
        same = next((one for one in shown if (one.given, one.as_of) == (case.given, case.as_of)), None)
        if same is not None:
            page.say(f"给的值和例子“{same.name}”完全一样。", ("cases", index), "请删去一个，或改成另一种情形。")
        shown.append(case)


def _item(page: Page) -> None:
    """Remark that a message does not name the item that the finding is about."""
    for program in page.rule.programs.values():
        placeholders = [part for part in program.message.parts if isinstance(part, Expression)]
        reads = [node for part in placeholders for node in walk(part.tree) if isinstance(node, Read)]
        if program.items is not None and not any(read.depth for read in reads):
            names = "、".join(f"{{{one.title}}}" for one in list(program.items.visible())[:2])
            page.say(f"说明里没有说是哪一项{program.items.title}。", ("message",), f"请写上这一项的栏，如 {names}。")
            return


def _idle(page: Page) -> None:
    """Remark on conditions of which a part does nothing."""
    for one in _remarks(page.rule, page.source.data):
        page.say(one.message, one.place, one.hint, one.offset)


def _schemes(own: Iterable[Page]) -> None:
    """Remark on ids whose letters are not those of their folder, or are those of another."""
    folders: dict[str, Page] = {}
    schemes: dict[str, Page] = {}
    for page in own:
        if not page.topic:
            continue
        first = folders.setdefault(page.topic, page)
        if first.scheme != page.scheme:
            hint = f"请编为 {first.scheme}-…，或移到别的目录。"
            page.say(f"目录“{page.topic}”里的编号都以 {first.scheme} 开头，这里是 {page.rule.id}。", ("id",), hint)
            continue
        first = schemes.setdefault(page.scheme, page)
        if first.topic != page.topic:
            hint = f"请移到“{first.topic}”，或换一个开头。"
            page.say(f"以 {page.scheme} 开头的编号已经用在目录“{first.topic}”里。", ("id",), hint)


def _titles(own: Iterable[Page]) -> None:
    first: dict[str, Page] = {}
    for page in own:
        before = first.setdefault(page.rule.title, page)
        if before is not page:
            page.say(f"标题和 {before.rule.id} 的一样。", ("title",), "请写出两条规则的不同。")


def _citations(own: Iterable[Page]) -> None:
    """Remark on one document under two names, and on one provision that is both verified and not."""
    names: dict[str, str] = {}
    verified: dict[tuple[str, str], tuple[bool, str]] = {}
    for page in own:
        for index, one in enumerate(page.rule.basis):
            number = _NUMBERED.search(one.document)
            name = names.setdefault(number.group() if number else one.document, one.document)
            if name != one.document:
                page.say(f"同一个文件在别处写作“{name}”。", ("basis", index, "document"), "请写成一样的全称。")
            before, rule = verified.setdefault((one.document, one.provision), (one.verified, page.rule.id))
            if before != one.verified:
                page.say(f"同一处引文在 {rule} 里标的核对情况不同。", ("basis", index), "请核对原文后标成一样。")


def _unused(made: Assembly, layer: str) -> Iterator[Fault]:
    """Yield remarks on parameters and vocabularies of the lowest layer that no rule reads."""
    read = {name for entry in made.ledger.entries.values() for name in entry.reads}
    settings = made.settings
    values = ((name, one.values[0]) for name, one in settings.defined.items())
    defined: list[tuple[str, Source, Place]] = [
        (PARAMETER + name, one.source, ("parameters", name)) for name, one in values
    ]
    defined += [(LIST + name, one.source, one.place) for name, one in settings.lists.items()]
    own = {name for name, source, _ in defined if _is_in(source, layer)}
    for name, source, place in defined:
        if name in own - read:
            kind, _, bare = name.partition(".")
            above = (one.partition(".") for one in read - own)
            meant = nearest(bare, [one for other, _, one in above if other == kind])
            there = "要写在 ruleset.yaml 里，" if kind == LIST[:-1] else ""
            hint = f"{meant}改上层的，{there}名称要和上层一样。" if meant else "请删去，或在规则里用上。"
            source.fault_at_key(f"没有规则用到“{name}”。", place, hint)
            yield source.faults.pop()
