"""What a report says, in the order people read it: groups, what could not be told, the verdict. No layout here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from checker import regex, schema
from checker.errors import RuleError
from checker.frozen import frozen
from checker.model import Evidence, Finding, Location, Outcome, Record, Report, RuleResult, Severity, Waiver
from checker.text import fold

_CELL = regex.lazy(r"([A-Z]{1,3})(\d{1,7})")


@frozen
class Group:
    """The fails under one review item, gravest first, then in the order of the form."""

    review_item: str
    findings: tuple[Finding, ...]

    def clusters(self) -> list[list[Finding]]:
        """Return the findings with those of one rule and one remedy together, at the place of the first."""
        together: dict[tuple[str, Severity, str], list[Finding]] = {}
        for finding in self.findings:
            together.setdefault((finding.rule, finding.severity, finding.suggestion), []).append(finding)
        return list(together.values())


@frozen
class Cause:
    """One reason why rules came to no answer, and the rules it stopped."""

    finding: Finding
    rules: tuple[str, ...]


def review_rank(item: str) -> tuple[int, str]:
    """Return where a review item stands in the official order; unknown ones come last, by name."""
    known = schema.review_items()
    return (known.index(item), "") if item in known else (len(known), item)


def groups(report: Report) -> list[Group]:
    """Return the fails of ``report`` under their review items."""
    found = fails(report)
    items = sorted({finding.review_item for finding in found}, key=review_rank)
    return [Group(item, tuple(_sorted(f for f in found if f.review_item == item))) for item in items]


def fails(report: Report, threshold: Severity = Severity.INFO) -> list[Finding]:
    """Return the fails at or above ``threshold``."""
    return [finding for finding in _of(report, Outcome.FAIL) if finding.severity.rank <= threshold.rank]


def waived(report: Report) -> list[tuple[Finding, Waiver]]:
    """Return what was excused with the waiver that excuses it, in the order of the form."""
    found = sorted(_of(report, Outcome.WAIVED), key=_place_key)
    return [(finding, finding.waiver) for finding in found if finding.waiver is not None]


def terms(waiver: Waiver) -> str:
    """Return why something is excused, by whom and until when, and where that is written."""
    return f"理由：{waiver.reason}　{waiver.document}　{waiver.approver}批准　到 {waiver.until} 为止　{waiver.place}"


def excused_count(report: Report) -> str:
    """Return how many items were excused, in words; "" when none was."""
    count = report.balance()[Outcome.WAIVED]
    return f"{Outcome.WAIVED.label} {count} 项" if count else ""


def causes(report: Report, outcome: Outcome) -> list[Cause]:
    """Return the findings of ``outcome`` folded: what the same blank or doubt stops is told once."""
    folded: dict[tuple[str, str], list[Finding]] = {}
    for finding in sorted(_of(report, outcome), key=_place_key):
        folded.setdefault((finding.at, finding.message), []).append(finding)
    return [Cause(same[0], tuple(sorted({finding.rule for finding in same}))) for same in folded.values()]


def tally(findings: Iterable[Finding]) -> str:
    """Count findings by severity: 错误 6 处、警告 18 处."""
    severities = [finding.severity for finding in findings]
    return "、".join(f"{one.label} {severities.count(one)} 处" for one in Severity if one in severities)


def passes(report: Report) -> bool:
    """Tell whether no error was found, and nothing was left without an answer."""
    return not fails(report, Severity.ERROR) and not obstacles(report)


def obstacles(report: Report) -> list[str]:
    """Return what, besides fails, keeps a form from passing: silence is never success."""
    counts, found = report.balance(), []
    if unknown := counts[Outcome.CANNOT_TELL]:
        found.append(f"有 {unknown} 项未能判定，请补齐或核实后再核")
    if broken := counts[Outcome.ERROR]:
        found.append(f"有 {broken} 项规则出错，请规则维护人员处理后再核")
    if doubts := sum(1 for origin in report.origins.values() if origin.doubt):
        found.append(f"有 {doubts} 处读法不唯一，请对照原表核实")
    if not any(counts[outcome] for outcome in Outcome if outcome is not Outcome.NOT_APPLICABLE):
        found.append("没有一项得到核对，请确认规则适用于这张表")
    return found


def standing(report: Report) -> str:
    """Return the verdict in a word."""
    if passes(report):
        return "通过"
    return "未通过" if fails(report, Severity.ERROR) else "不能认定通过"


def applied(result: RuleResult) -> int:
    """Return the number of items that a rule had something to say about."""
    return result.looked_at - result.counts.get(Outcome.NOT_APPLICABLE, 0)


def verdict(report: Report) -> str:
    """Return the last word on a form: 通过, or exactly what stands in its way."""
    word, found, asides = standing(report), tally(fails(report)), obstacles(report)
    excused = f"；{told}" if (told := excused_count(report)) else ""
    if word == "未通过":
        return f"{word}：{found}" + "".join(f"；另{aside}" for aside in asides) + f"{excused}。"
    if asides:
        return f"{word}：" + "；".join(asides) + (f"；另有{found}" if found else "") + f"{excused}。"
    at_work = [result for result in report.results if applied(result)]
    looked = f"{len(at_work)} 条规则，{sum(map(applied, at_work))} 项"
    rest = f"没有错误；另有{found}，请酌情修改" if found else "没有发现别的问题" if excused else "没有发现问题"
    return f"{word}：核对了 {looked}，{rest}{excused}。"


def place(finding: Finding, record: Record) -> str:
    """Return where a finding is for its reader: 第28行, E7, or the name of the field when no place is known."""
    return spot(finding.location) or field_name(finding.at, record)


def spot(where: Location | None) -> str:
    """Return a place in words, a line without its column; "" when it is not known."""
    return "" if where is None else where.spot


def quotes(finding: Finding, record: Record) -> list[Evidence]:
    """Return the values that a reader must be shown: what the message does not quote, or what stands in another row.

    Parts read out of a text (a number, a unit) are shown as the text they were read from, each text once.
    """
    found: dict[str, Evidence] = {}
    row, message = _row(finding.location), fold(finding.message)
    for one in finding.evidence:
        pointer, value = _printed(one, record)
        if pointer in found:
            continue
        *_, (_, field) = ("", None), *_fields(pointer, record)
        same_row = one.location is None or _row(one.location) == row
        told = value is not None and not _figure(pointer, field) and fold(value) in message
        if not same_row or not told:
            found[pointer] = Evidence(pointer, field.title if field and field.title else one.title, value, one.location)
    return list(found.values())


def headline(record: Record) -> str:
    """Return what stands above all else: the title that the form prints, or the name of its type where it has none."""
    catalogue = schema.of(record)
    field = catalogue.marked(schema.HEADLINE)
    return catalogue.title if field is None else str(schema.value_at(record, field) or f"（表上没有{field.title}）")


def heading(record: Record) -> str:
    """Return the fields that tell one form from another, with their values."""
    fields = schema.of(record).all_marked(schema.HEADING)
    values = [(one, schema.value_at(record, one)) for one in fields]
    return "　".join(f"{one.title}：{'未填写' if value in (None, '') else value}" for one, value in values)


def day(as_of: str, record: Record) -> str:
    """Return the day of the rules; a form that names none is judged by the latest of them."""
    if as_of != date.max.isoformat():
        return as_of
    field = schema.of(record).marked(schema.DAY)
    missing = f"表上没有{field.title}，" if field is not None else ""
    return f"未定（{missing}按最新的规则）"


def field_name(pointer: str, record: Record) -> str:
    """Return the Chinese name of the place that a JSON Pointer leads to, such as 绩效指标第3项指标值."""
    if not pointer:
        return "全表"
    words: list[str] = []
    for part, field in _fields(pointer, record):
        if field is None:
            return pointer
        words.append(f"第{int(part) + 1}项" if part.isdecimal() else "" if field.type == "group" else field.title)
    return "".join(words) or _title(pointer, record)


def _fields(pointer: str, record: Record) -> Iterator[tuple[str, schema.Field | None]]:
    """Yield each step of a JSON Pointer with the field it leads to, None where the schema knows none."""
    try:
        here: schema.Field | None = schema.of(record).root
    except RuleError:
        here = None
    for part in pointer.split("/")[1:]:
        if here is not None and not part.isdecimal():
            here = here.children.get(part)
        yield part, here


def _title(pointer: str, record: Record) -> str:
    """Return the name of the field that a JSON Pointer leads to; "" when the schema knows none."""
    *_, (_, field) = ("", None), *_fields(pointer, record)
    return field.title if field else ""


def _figure(pointer: str, field: schema.Field | None) -> bool:
    """Tell whether a field of the record's own holds an amount or a count: a sum is shown with all its parts."""
    return field is not None and field.type in ("money", "integer") and "/" not in pointer.strip("/").partition("/")[2]


def _of(report: Report, outcome: Outcome) -> list[Finding]:
    """Return the findings of one outcome."""
    return [finding for finding in report.findings if finding.outcome is outcome]


def _sorted(findings: Iterable[Finding]) -> Sequence[Finding]:
    """Order findings by severity, then place, then rule."""
    return sorted(findings, key=lambda finding: (finding.severity.rank, _place_key(finding)))


def _printed(one: Evidence, record: Record) -> tuple[str, str | None]:
    """Return the pointer and the text of the field that holds the evidence, as the record has them."""
    here: Any = record
    steps: list[str] = []
    for part in one.at.split("/")[1:]:
        if isinstance(here, list) and part.isdecimal() and int(part) < len(here):
            here = here[int(part)]
        elif isinstance(here, dict) and part in here:
            here = here[part]
        else:
            break
        steps.append(part)
    if here is None or isinstance(here, str | int):
        return "".join(f"/{step}" for step in steps), None if here is None else str(here)
    return one.at, one.value


def _row(where: Location | None) -> tuple[str | None, int | str | None]:
    """Return the row that a place is in."""
    if where is None:
        return None, None
    match = _CELL.fullmatch(where.cell or "")
    return where.table, int(match[2]) if match else where.cell or where.line


def _place_key(finding: Finding) -> tuple[tuple[str, int, int, str], list[tuple[int, str]], str]:
    """Order places as they stand in the form: table, row, column; what has no place comes first."""
    where = finding.location
    if where is None:
        spot = ("", 0, 0, "")
    elif match := _CELL.fullmatch(where.cell or ""):
        spot = (where.table or "", int(match[2]), len(match[1]), match[1])
    else:
        spot = (where.table or "", where.line or 0, where.column or 0, where.cell or "")
    steps = [(int(part), "") if part.isdecimal() else (-1, part) for part in finding.at.split("/")]
    return spot, steps, finding.rule
