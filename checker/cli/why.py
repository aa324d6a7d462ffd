"""``checker why``: why a rule said what it said about a form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from checker import rulesets
from checker.cli import output
from checker.cli.checking import (
    CLEAN,
    FAILED,
    cache_folder,
    complain_of_strangers,
    read_day,
    read_waivers,
    unreadable,
)
from checker.cli.reading import each
from checker.engine import why as reasons
from checker.engine.waivers import of_rule
from checker.engine.why import Judged, Why
from checker.errors import Fault, UsageError
from checker.model import Form, Outcome
from checker.reporters import json
from checker.reporters.outline import day, terms
from checker.reporters.plain import clean, shorten, wrap
from checker.reporters.steps import as_json
from checker.reporters.tree import Tree

_LISTED = 40
_NAME = 40


def why(
    identifier: str, form: str, item: str, rules: str | None, as_of: str | None, reporter: str, waived: str | None
) -> int:
    """Explain one rule on the forms of one file, return the exit code."""
    asked = read_day(as_of)
    if Path(identifier).is_file():
        raise UsageError(Fault("规则编号要写在表格文件前面。", hint=f"请写：checker why {form} {identifier}"))
    ruleset = rulesets.load(Path(rules) if rules else None, cache_folder())
    rule = ruleset.rule(identifier)  # a slip in it is told before the form is read
    waivers = read_waivers(waived, ruleset)

    def explain(one: Form) -> Why:
        return reasons.why(one, ruleset, identifier, asked, item, waivers)

    entries = each([form], explain, ruleset.record)
    lost = unreadable(entries)
    output.complain(fault for entry in lost for fault in entry.faults)
    told = [entry for entry in entries if isinstance(entry, Why)]
    if told and reporter == "json":
        output.write(json.encode([_json(one) for one in told] if len(told) > 1 else _json(told[0])), exact=True)
    elif told:
        text = "\n\n".join("\n".join(_lines(one, output.columns())) for one in told)
        output.write(f"{text}\n".encode("utf-8", "backslashreplace"), exact=False)
    if told and waivers is not None:
        complain_of_strangers(of_rule(waivers, rule.id), [one.form for one in told])
    return FAILED if lost else CLEAN


def _lines(told: Why, columns: int) -> Iterator[str]:
    """Yield the lines about one form."""
    rule = told.rule
    yield f"{rule.id}　{clean(rule.title)}（{rule.review_item}，{rule.severity.label}）"
    yield from wrap(f"文件：{clean(told.form.file)}　核对基准日：{day(told.day.isoformat())}", columns)
    if told.note:
        yield from wrap(f"结果：不适用。{clean(told.note)}", columns)
    if told.walks:
        counts = "、".join(f"{one.label} {told.counts[one]} 项" for one in Outcome if told.counts[one])
        yield from wrap(f"结果：逐项看了 {len(told.items)} 项{told.walks}：{counts}。", columns)
        yield from _others(told, columns)
    for lapsed in told.lapsed:
        yield from wrap(clean(f"没有起作用的豁免：{lapsed.told}（{lapsed.waiver.place}）"), columns, hang=2)
    for one in told.close:
        yield from _item(one, told, columns)


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
    yield from wrap(f"结果：{one.outcome.label}。{clean(_because(one, told))}", columns)
    if one.finding is not None and one.finding.waiver is not None:
        yield from wrap(f"豁免：{clean(terms(one.finding.waiver))}", columns, hang=6)
    if one.finding is not None and one.finding.hint:
        yield from wrap(f"线索：{clean(one.finding.hint)}", columns)
    for label, step in (("适用条件", one.when), ("要求", one.require)):
        if step is not None and step.looked:
            yield f"{label}："
            yield from (f"  {line}" for line in Tree(step, told.form.origins, told.rule.tolerance).lines(columns - 2))
        elif step is not None:
            yield f"{label}：没有看。"


def _because(one: Judged, told: Why) -> str:
    """Return what decided the outcome of an item."""
    if one.when is not None and one.when.value is False:
        return f"适用条件不成立：{Tree(one.when, told.form.origins, told.rule.tolerance).decided()}。"
    if one.finding is not None:
        return one.finding.message
    return one.reason or "要求成立。"


def _json(told: Why) -> dict[str, Any]:
    """Return what is told about one form as JSON."""
    return {
        "file": told.form.file,
        "rule": told.rule.id,
        "title": told.rule.title,
        "severity": told.rule.severity.value,
        "as_of": told.day.isoformat(),
        "note": told.note,
        "for_each": told.walks or None,
        "counts": {outcome.value: told.counts[outcome] for outcome in Outcome},
        "items": [_json_item(one) for one in told.items],
        "explained": [_json_item(one) | _json_trees(one, told) for one in told.close],
        "lapsed_waivers": [json.lapsed(one) for one in told.lapsed],
    }


def _json_item(one: Judged) -> dict[str, Any]:
    """Return an item and its outcome."""
    return {
        "number": one.number,
        "name": one.name,
        "at": one.at,
        "place": one.location.spot if one.location else None,
        "outcome": one.outcome.value,
    }


def _json_trees(one: Judged, told: Why) -> dict[str, Any]:
    """Return what decided an item, and its conditions as trees."""
    trees = {
        key: None if step is None else as_json(step, told.form.origins, told.rule.tolerance)
        for key, step in (("when", one.when), ("require", one.require))
    }
    excused = one.finding.waiver if one.finding else None
    return {
        "because": _because(one, told),
        "hint": one.finding.hint if one.finding else "",
        "waiver": json.waiver(excused) if excused else None,
        **trees,
    }
