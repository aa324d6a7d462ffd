"""``checker rules show --origin``, ``diff`` and ``impact``: who set what, and what a change comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tabulate import tabulate

from checker import engine, resources, rulesets
from checker.cli import output
from checker.cli.checking import CLEAN, FAILED, FINDINGS, cache_folder, read_day, unreadable
from checker.cli.reading import each
from checker.engine.impact import Kind, Shift, shifts
from checker.errors import Fault, UsageError
from checker.model import Form, Outcome, Report
from checker.reporters import outline
from checker.reporters.labels import PARTS, choice
from checker.reporters.plain import clean, pad, shorten, width, wrap
from checker.rulesets.differences import Differences, Edit, Origin, differences, origins
from checker.rulesets.layers import HEAD
from checker.rulesets.load import trace
from checker.text import nearest

_NONE = "（无）"
_FROM_TO = {"from": "自", "to": "至"}
_LONG = 200
_NARROW = 24
_MESSAGE = 120


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
        rows.append((label, one.place, _value(one.part, one.value, _LONG)))
        if one.before is not None:
            rows.append(("", one.before[1], f"（原为）{_value(one.part, one.before[0], _LONG)}"))
    widths = [max(width(clean(row[index])) for row in rows) for index in range(2)]
    room = max(_NARROW, output.columns() - sum(widths) - 4)
    for label, place, value in rows:
        yield f"{pad(clean(label), widths[0])}  {pad(clean(place), widths[1])}  {shorten(clean(value), room)}"


def diff(one: str, other: str) -> int:
    """Print how one rule set differs from another."""
    before, after = trace(_folder(one)), trace(_folder(other))
    found = differences(before, after)
    lines = [f"比较规则集：{before.settings.label} → {after.settings.label}", *_differences(found), "", _sum(found)]
    output.say(line for text in lines for line in wrap(_clean(text), output.columns(), hang=6))
    return FINDINGS if found else CLEAN


def _differences(found: Differences) -> Iterator[str]:
    yield from _titled("增加的规则", [f"{one.id}　{one.title}（{one.severity.label}）" for one in found.added])
    gone = [f"{one.id}　{one.title}" + (f"：{why}" if why else "") for one, why in found.removed]
    yield from _titled("去掉的规则", gone)
    changed = []
    for rule, edits in found.changed:
        changed.append(f"{rule.id}　{rule.title}")
        changed += [f"  {PARTS.get(one.part, one.part)}：{_change(one)}" for one in edits]
    yield from _titled("改动的规则", changed)
    yield from _titled("参数", [f"{one.part}：{_change(one)}" for one in found.parameters])
    yield from _titled("词表", [f"{one.part}：{_words(one)}" for one in found.vocabulary])


def _titled(title: str, lines: Sequence[str]) -> Iterator[str]:
    """Yield lines under a title, nothing when there are none."""
    if lines:
        yield from ("", title, *(f"  {line}" for line in lines))


def _change(one: Edit) -> str:
    """Return a change in words: from what to what."""
    before, after = (_value(one.part, value) for value in (one.before, one.after))
    return f"{before} → {after}" if before != after else f"{after}，内容有改动"


def _words(one: Edit) -> str:
    """Return the words that came and went."""
    told = [("增加", one.after), ("去掉", one.before)]
    return "；".join(f"{label}{'、'.join(f'“{word}”' for word in words)}" for label, words in told if words)


def _sum(found: Differences) -> str:
    """Return the last line."""
    if not found:
        return "两套规则没有不同。"
    rules = f"规则增加 {len(found.added)} 条、去掉 {len(found.removed)} 条、改动 {len(found.changed)} 条"
    return f"共计：{rules}，参数 {len(found.parameters)} 个，词表 {len(found.vocabulary)} 处。"


def _value(part: str, value: Any, limit: int = _LONG) -> str:
    """Return what is written in a part of a rule, in a few words."""
    return _NONE if value is None else shorten(_IN_WORDS.get(part, _plain)(part, value), limit)


def _plain(part: str, value: Any) -> str:
    return "、".join(choice(part, str(one)) for one in (value if isinstance(value, list) else [value]))


_IN_WORDS: Mapping[str, Callable[[str, Any], str]] = {
    "cases": lambda _, value: f"{len(value)} 个",
    "severity_if": lambda _, value: "；".join(f"{choice('severity', key)}：{one}" for key, one in value.items()),
    "basis": lambda _, value: "；".join(f"{one['document']}{one.get('provision', '')}" for one in value),
    "effective": lambda _, value: "".join(f"{_FROM_TO[key]}{day}" for key, day in value.items()),
}


def impact(one: str, other: str, forms: Sequence[str], as_of: str | None) -> int:
    """Print which findings appear, vanish or change in severity on the forms; return the exit code."""
    day = read_day(as_of)
    before, after = (rulesets.load(_folder(name), cache_folder()) for name in (one, other))

    def compared(form: Form) -> _Compared:
        reports = [engine.check(form, ruleset, day) for ruleset in (before, after)]
        return _Compared(reports[1], tuple(shifts(*reports)), any(one.balance()[Outcome.ERROR] for one in reports))

    entries = each(forms, compared, after.record)
    lost = unreadable(entries)
    output.complain(fault for entry in lost for fault in entry.faults)
    told = [entry for entry in entries if isinstance(entry, _Compared)]
    names = [f"{ruleset.title}（{ruleset.id} {ruleset.version}）" for ruleset in (before, after)]
    output.say([f"由 {names[0]} 换成 {names[1]}：", *_forms(told), "", *_total(told, len(lost))])
    if lost or any(entry.broken for entry in told):
        return FAILED
    return FINDINGS if any(entry.shifts for entry in told) else CLEAN


@dataclass(frozen=True)
class _Compared:
    """One form under both rule sets; ``broken`` when a rule could not be computed."""

    report: Report
    shifts: tuple[Shift, ...]
    broken: bool


def _forms(told: Iterable[_Compared]) -> Iterator[str]:
    """Yield what changes on each form."""
    for entry in told:
        yield ""
        yield f"{clean(entry.report.file)}：{_counted(entry.shifts) or '没有变化'}"
        if entry.shifts:
            yield from _rows(entry)
        if entry.broken:
            yield "  有规则运行出错，请先用 checker check 查看。"


def _rows(entry: _Compared) -> Iterator[str]:
    """Yield the findings that changed, aligned."""
    rows = [
        (one.kind.label, one.finding.rule, _severity(one), outline.place(one.finding, entry.report.record))
        for one in entry.shifts
    ]
    widths = [max(width(clean(row[index])) for row in rows) for index in range(4)]
    for row, one in zip(rows, entry.shifts, strict=True):
        head = "  " + "  ".join(pad(clean(cell), size) for cell, size in zip(row, widths, strict=True)) + "  "
        message = shorten(clean(one.finding.message), _MESSAGE)
        yield from _beside(head, message)


def _beside(head: str, message: str) -> Iterator[str]:
    """Yield a message beside its head, wrapped."""
    start = width(head)
    for number, line in enumerate(wrap(message, max(_NARROW, output.columns() - start))):
        yield (" " * start if number else head) + line


def _severity(one: Shift) -> str:
    """Return the severity, from what to what where it changed; an outcome that is no fail is named too."""
    label = one.finding.severity.label
    label = f"{one.before.label}→{label}" if one.before else label
    return label if one.finding.outcome is Outcome.FAIL else f"{label}（{one.finding.outcome.label}）"


def _counted(found: Iterable[Shift]) -> str:
    counts = Counter(one.kind for one in found)
    return "，".join(f"{kind.label} {counts[kind]} 处" for kind in Kind if counts[kind])


def _total(told: Sequence[_Compared], lost: int) -> Iterator[str]:
    """Yield the sum by rule, then over all."""
    found = [one for entry in told for one in entry.shifts]
    rows = []
    for rule in sorted({one.finding.rule for one in found}):
        mine = [one for one in found if one.finding.rule == rule]
        title = clean(mine[0].finding.title)
        rows.append([rule, title, *(sum(one.kind is kind for one in mine) or "" for kind in Kind)])
    if rows:
        headers = ["规则", "名称", *(kind.label for kind in Kind)]
        yield from tabulate(rows, headers=headers, tablefmt="simple", disable_numparse=True).split("\n")
        yield ""
    changed = sum(bool(entry.shifts) for entry in told)
    unread = f"，{lost} 份没能核对" if lost else ""
    yield f"共 {len(told) + lost} 份表，{changed} 份有变化{unread}" + (f"：{_counted(found)}。" if found else "。")


def _folder(name: str) -> Path:
    """Return the folder of a rule set, given by its path or, if it came with the program, by its name."""
    folder, packaged = Path(name), resources.folder("rules")
    if folder.exists() or not name:
        return folder
    if (packaged / name / HEAD).is_file():
        return packaged / name
    known = [one.parent.name for one in packaged.glob(f"*/{HEAD}")]
    hint = nearest(name, known) or f"请写规则集的目录，或随带规则集的名字：{'、'.join(known)}。"
    raise UsageError(Fault(f"找不到规则集“{name}”。", hint=hint))


def _clean(text: str) -> str:
    """Return a line harmless to a terminal, set in as it was."""
    return " " * (len(text) - len(text.lstrip(" "))) + clean(text)
