"""What ``checker why`` found out, for the eye."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker import schema
from checker.engine.barriers import Barrier
from checker.engine.judge import softened
from checker.engine.why import Grading, Judged, Why
from checker.expressions.explain import Step
from checker.model import Outcome, Severity
from checker.reporters.labels import PARTS
from checker.reporters.outline import day, terms
from checker.reporters.plain import clean, shorten, wrap
from checker.reporters.tree import Tree

_LISTED = 40
_NAME = 40
_VALUE = 80


def lines(told: Why, columns: int) -> Iterator[str]:
    """Yield the lines about one form."""
    rule = told.rule
    yield f"{rule.id}　{clean(rule.title)}（{rule.review_item}，{rule.severity.label}）"
    yield from wrap(f"文件：{clean(told.form.file)}　核对基准日：{_day(told)}", columns)
    for line in _set(told):
        yield from wrap(clean(line), columns, hang=6)
    if told.barrier is not None:
        yield from wrap(f"结果：不适用。{clean(_stopped(told, told.barrier))}", columns, hang=6)
    if told.walks:
        counts = "、".join(f"{one.label} {told.counts[one]} 项" for one in Outcome if told.counts[one])
        yield from wrap(f"结果：逐项看了 {len(told.items)} 项{told.walks}：{counts}。", columns)
        yield from _others(told, columns)
    for lapsed in told.lapsed:
        yield from wrap(clean(f"没有起作用的豁免：{lapsed.told}（{lapsed.waiver.place}）"), columns, hang=2)
    for one in told.close:
        yield from _item(one, told, columns)


def _day(told: Why) -> str:
    """Return the day of the rules; where it may have decided, or the user named it, tell where it is from."""
    source = "（由 --as-of 指定）" if told.day_named else ""
    field = schema.of(told.form.record).marked(schema.DAY)
    if field is not None and told.barrier is not None and not told.day_named and told.day < date.max:
        source = f"（按表上的{field.title}）"
    return day(told.day.isoformat(), told.form.record) + source


def _set(told: Why) -> Iterator[str]:
    """Yield who wrote the rule, who changed what of it since, and who set what it reads besides the form."""
    rule, layer = told.rule, told.ruleset.layer_of(told.rule.file)
    yield f"规则：{layer}，{rule.file}:{rule.line}" if layer else f"规则：{rule.file}:{rule.line}"
    for part, place in rule.places.items():
        if part in PARTS and place.rpartition(":")[0] != rule.file:
            yield f"改动：{PARTS[part]}　{_by(place, told)}"
    for one in rule.settings:
        if one.holds(told.day):
            kind, _, name = one.name.partition(".")
            yield f"{kind}：{name} {shorten(str(one), _VALUE)}　{_by(one.place, told)}"


def _by(place: str, told: Why) -> str:
    """Return a file:line, and the layer that it is of unless it is that of the rule."""
    layer = told.ruleset.layer_of(place)
    return f"{layer}，{place}" if layer != told.ruleset.layer_of(told.rule.file) else place


def _stopped(told: Why, barrier: Barrier) -> str:
    """Return what kept the rule from looking at anything, and where that is written."""
    if not barrier.place or barrier.place in barrier.told:
        return barrier.told
    return f"{barrier.told.rstrip('。')}（{_by(barrier.place, told)}）。"


def _others(told: Why, columns: int) -> Iterator[str]:
    """Yield the items that are not looked at closely, by outcome."""
    rest = [one for one in told.items if one.number not in {close.number for close in told.close}]
    for outcome in Outcome:
        same = [str(one.number) for one in rest if one.outcome is outcome]
        if same:
            more = f" 等 {len(same)} 项" if len(same) > _LISTED else ""
            yield from wrap(f"　　　{outcome.label}：第 {'、'.join(same[:_LISTED])} 项{more}", columns, hang=6)
    if rest:
        yield "　　　要看其中一项，请加 --item 序号。"


def _item(one: Judged, told: Why, columns: int) -> Iterator[str]:
    """Yield one item: its outcome, what decided it, and its conditions as trees."""
    yield ""
    if told.walks:
        where = f"（{one.location.spot}）" if one.location else ""
        name = f"“{shorten(clean(one.name), _NAME)}”" if one.name else ""
        yield f"第 {one.number} 项{name}{where}"
    yield from wrap(f"结果：{one.outcome.label}。{clean(because(one, told))}", columns)
    if one.finding is not None and one.finding.waiver is not None:
        yield from wrap(f"豁免：{clean(terms(one.finding.waiver))}", columns, hang=6)
    if one.finding is not None and one.finding.hint:
        yield from wrap(f"线索：{clean(one.finding.hint)}", columns)
    for label, step in (("适用条件", one.when), ("要求", one.require)):
        if step is not None and step.looked:
            yield f"{label}："
            yield from _tree(step, told, columns)
        elif step is not None:
            yield f"{label}：没有看。"
    if one.grading is not None:
        yield from _graded(one.grading, told, columns)


def _graded(grading: Grading, told: Why, columns: int) -> Iterator[str]:
    """Yield how a fail came by its severity, where it is not simply that of the rule."""
    if because := graded(grading, told.rule.severity):
        yield from wrap(clean(because), columns, hang=6)
    for severity, step in grading.choices:
        if step.looked:
            yield f"定为{severity.label}的条件："
            yield from _tree(step, told, columns)


def graded(grading: Grading, severity: Severity) -> str:
    """Return how a fail of a rule of this severity came by its own, in words; "" where that goes without saying."""
    if not grading.choices and not grading.doubt:
        return ""
    final = softened(grading.ruled) if grading.doubt else grading.ruled
    held = any(step.value is True for _, step in grading.choices)
    told = f"级别：{final.label}。"
    if held:
        told += f"另定级别的条件成立，由{severity.label}改为{grading.ruled.label}。"
    elif grading.choices:
        told += f"另定级别的条件不成立，仍是{severity.label}。"
    if grading.doubt:
        told += f"读法不唯一，只算疑似：{grading.doubt}"
        told += (
            f"疑似的最高为{final.label}，由{grading.ruled.label}降为{final.label}。"
            if final is not grading.ruled
            else ""
        )
    return told


def _tree(step: Step, told: Why, columns: int) -> Iterator[str]:
    """Yield a condition as a tree, set in."""
    yield from (f"  {line}" for line in Tree(step, told.form.origins, told.rule.tolerance).lines(columns - 2))


def because(one: Judged, told: Why) -> str:
    """Return what decided the outcome of an item."""
    if one.when is not None and one.when.value is False:
        return f"适用条件不成立：{Tree(one.when, told.form.origins, told.rule.tolerance).decided()}。"
    if one.finding is not None:
        return one.finding.message
    return one.reason or "要求成立。"
