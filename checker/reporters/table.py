"""A report for the eye: findings under the official review items, what could not be told, the balance, the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checker.model import Citation, Evidence, Finding, Outcome, Record, Report, Unreadable
from checker.reporters import outline
from checker.reporters.plain import clean, pad, shorten, width, wrap

_INDENT = "  "
_GAP = 2  # cells between two columns
_NARROWEST = 24  # cells for the text of a finding, whatever the terminal
_QUOTE = 60
_QUOTES = 6
_MESSAGE = 600
_UNREAD = "未能核对"


def render(entries: Sequence[Report | Unreadable], columns: int = 100) -> bytes:
    """Return the reports as text in UTF-8, ``columns`` cells wide."""
    parts = ["\n".join(_entry(entry, columns)) for entry in entries]
    if len(entries) > 1:
        parts.append("\n".join(_summary(entries)))
    separator = f"\n\n{'=' * columns}\n\n"
    return (separator.join(parts) + "\n").encode("utf-8", "backslashreplace")


def _entry(entry: Report | Unreadable, columns: int) -> Iterator[str]:
    """Yield the lines of one form."""
    if isinstance(entry, Unreadable):
        for fault in entry.faults:
            yield from wrap(f"{_UNREAD}：{clean(str(fault))}", columns)
        return
    yield from _header(entry, columns)
    for group in outline.groups(entry):
        yield ""
        yield from _group(group, entry.record, columns)
    yield from _folded(entry, Outcome.CANNOT_TELL, "未能判定（缺数据或读法不唯一，补齐、核实后再核）", columns)
    yield from _folded(entry, Outcome.ERROR, "规则出错（请转规则维护人员）", columns)
    yield from _waived(entry, columns)
    yield from _lapsed(entry, columns)
    yield from _changes(entry, columns)
    yield ""
    yield from _balance(entry, columns)


def _header(report: Report, columns: int) -> Iterator[str]:
    """Yield what was checked, against what."""
    yield from wrap(clean(outline.headline(report.record)), columns)
    if told := clean(outline.heading(report.record)):
        yield from wrap(told, columns)
    yield from wrap(f"文件：{clean(report.file)}", columns)
    day = outline.day(report.as_of, report.record)
    rules = clean(report.versions.get("ruleset", "未注明"))
    if "layers" in report.versions:
        yield from wrap(f"规则层次：{clean(report.versions['layers'])}", columns)
    yield from wrap(f"规则：{rules}，共 {len(report.results)} 条　核对基准日：{day}", columns)


def _group(group: outline.Group, record: Record, columns: int) -> Iterator[str]:
    """Yield the findings under one review item, then what their rules rest on."""
    yield f"【{clean(group.review_item)}】{outline.tally(group.findings)}"
    blocks = [list(_block(cluster, record)) for cluster in group.clusters()]
    widths = [max(width(row[n]) for block in blocks for row in block) + _GAP for n in range(3)]
    yield from _indented(_listed(blocks, widths, max(_NARROWEST, columns - len(_INDENT) - sum(widths))))
    for line in _bases(group.findings):
        yield from _indented(wrap(line, columns - len(_INDENT), hang=5))


def _block(cluster: Sequence[Finding], record: Record) -> Iterator[list[str]]:
    """Yield severity, rule id, place and what was found; below, what was read elsewhere, and how to put it right."""
    head = [cluster[0].severity.label, clean(cluster[0].rule)]
    for finding in cluster:
        yield [*head, clean(outline.place(finding, record)), _told(finding)]
        head = ["", ""]
        if seen := outline.quotes(finding, record):
            more = f"；等 {len(seen)} 处" if len(seen) > _QUOTES else ""
            yield ["", "", "原文", "；".join(_quote(one) for one in seen[:_QUOTES]) + more]
        if finding.hint:
            yield ["", "", "线索", clean(finding.hint)]
    if cluster[0].suggestion:
        yield ["", "", "建议", clean(cluster[0].suggestion)]


def _listed(blocks: Sequence[Sequence[Sequence[str]]], widths: Sequence[int], room: int) -> Iterator[str]:
    """Yield the lines of a list, its texts side by side, with a blank line between two blocks."""
    for number, block in enumerate(blocks):
        if number:
            yield ""
        for *heads, told in block:
            first, *rest = wrap(told, room)
            yield "".join(map(pad, heads, widths)) + first
            yield from (" " * sum(widths) + line for line in rest)


def _told(finding: Finding) -> str:
    """Return what was found, with the name of the item unless the message has it."""
    message, item = clean(finding.message), clean(finding.item)
    if item and item not in message:
        message = f"{shorten(item, _QUOTE)}：{message}"
    return ("（疑似）" if finding.suspected else "") + shorten(message, _MESSAGE)


def _quote(one: Evidence) -> str:
    """Return one value as it stands in the form, with its place."""
    value = "空白" if one.value is None else f"“{shorten(clean(one.value), _QUOTE)}”"
    place = clean(outline.spot(one.location))
    return f"{clean(one.title)}{value}" + (f"（{place}）" if place else "")


def _bases(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield each provision once, with the rules that rest on it."""
    rules: dict[Citation, set[str]] = {}
    for finding in findings:
        for one in finding.basis:
            rules.setdefault(one, set()).add(finding.rule)
    for one, ids in rules.items():
        yield clean(f"依据 {one}：{'、'.join(sorted(ids))}")


def _folded(report: Report, outcome: Outcome, title: str, columns: int) -> Iterator[str]:
    """Yield the findings of one outcome, one line a cause."""
    causes = outline.causes(report, outcome)
    if not causes:
        return
    yield ""
    yield f"【{title}】"
    for cause in causes:
        told, place = clean(cause.finding.message).rstrip("。"), clean(outline.place(cause.finding, report.record))
        line = told if place in told else f"{place} {told}"
        yield from _indented(wrap(f"{line}：{'、'.join(cause.rules)}", columns - len(_INDENT), hang=2))


def _waived(report: Report, columns: int) -> Iterator[str]:
    """Yield what was found and excused, each with why, by whom and until when."""
    found = outline.waived(report)
    if found:
        yield ""
        yield f"【{Outcome.WAIVED.label}（照样核对，不算问题）】"
    for finding, one in found:
        told, place = _told(finding).rstrip("。"), clean(outline.place(finding, report.record))
        yield from _indented(wrap(f"{place} {told}：{clean(finding.rule)}", columns - len(_INDENT), hang=2))
        yield from _indented(_indented(wrap(clean(outline.terms(one)), columns - 2 * len(_INDENT), hang=2)))


def _lapsed(report: Report, columns: int) -> Iterator[str]:
    """Yield the waivers that excused nothing, one a line."""
    if report.lapsed:
        yield ""
        yield "【没有起作用的豁免】"
    for one in report.lapsed:
        yield from _indented(wrap(clean(f"{one.waiver.place}：{one.told}"), columns - len(_INDENT), hang=2))


def _changes(report: Report, columns: int) -> Iterator[str]:
    """Yield what the layers of the rule set loosened of what they inherit: a loosening is never made in silence."""
    if not report.changes:
        return
    yield ""
    yield "【规则集放宽或可能放宽的上层规定】"
    for one in report.changes:
        reason = one.reason + (f"（{one.document}）" if one.document else "")
        told = f"{one.subject} {one.told}（{one.effect.label}）：{reason}　{one.layer} {one.place}"
        yield from _indented(wrap(clean(told), columns - len(_INDENT), hang=2))


def _balance(report: Report, columns: int) -> Iterator[str]:
    """Yield the items by outcome and the verdict: they add up, and nothing is passed over in silence."""
    counts = report.balance()
    idle = sum(not outline.applied(result) for result in report.results)
    told = " · ".join(f"{outcome.label} {count}" for outcome, count in counts.items())
    yield from wrap(f"核对情况：{told}（共 {sum(counts.values())} 项）", columns)
    if idle:
        yield from wrap(f"　　　　　有 {idle} 条规则在这张表上不适用或不生效。", columns)
    yield from wrap(f"结论：{outline.verdict(report)}", columns)


def _summary(entries: Sequence[Report | Unreadable]) -> Iterator[str]:
    """Yield one line a form, then how many passed, did not pass, and could not be checked."""
    words = [outline.standing(entry) if isinstance(entry, Report) else _UNREAD for entry in entries]
    rows = []
    for entry, word in zip(entries, words, strict=True):
        found = [outline.tally(outline.fails(entry)), outline.excused_count(entry)] if isinstance(entry, Report) else []
        rows.append([word, clean(entry.file), "；".join(filter(None, found))])
    from tabulate import tabulate  # noqa: PLC0415 - half as slow to import as all that one form needs

    yield from _indented(tabulate(rows, tablefmt="plain", disable_numparse=True).split("\n"))
    counts = {word: words.count(word) for word in ("通过", "未通过", "不能认定通过", _UNREAD) if word in words}
    yield f"共 {len(entries)} 份表：" + "，".join(f"{word} {count} 份" for word, count in counts.items()) + "。"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines set in, without blanks at their ends."""
    return ((_INDENT + line).rstrip() for line in lines)
