"""``checker rules``: list, show, test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tabulate import tabulate

from checker import rulesets, schema
from checker.cli import output, rules_json
from checker.cli.checking import read_day
from checker.engine import cases
from checker.expressions import Expression
from checker.expressions.listing import listed
from checker.model import Severity
from checker.reporters import json
from checker.reporters.labels import choice
from checker.reporters.outline import review_rank
from checker.reporters.plain import clean, shorten, wrap
from checker.rulesets import Rule, RuleSet
from checker.rulesets.model import Setting

_LABEL = 5  # Chinese characters, two cells each
_LONG = 200


def list_all(folder: str | None, reporter: str) -> int:
    """Print every rule on one line, in the order of the review."""
    ruleset = _load(folder)
    rules = sorted(ruleset.rules, key=lambda rule: (review_rank(rule.review_item), rule.id))
    if reporter == "json":
        output.write(json.encode(rules_json.overview(ruleset, rules)), exact=True)
        return 0
    rows = [[rule.id, rule.title, rule.review_item, rule.severity.label] for rule in rules]
    table = tabulate(rows, headers=["编号", "名称", "评审项", "级别"], tablefmt="simple", disable_numparse=True)
    told = [f"共 {len(rules)} 条规则（{ruleset.title}，{ruleset.id} {ruleset.version}）。", *ruleset.gone.values()]
    output.say([*table.split("\n"), "", *(clean(line) for line in told)])
    return 0


def show(identifier: str, folder: str | None, as_of: str | None, reporter: str) -> int:
    """Print everything about one rule, as it stands on a day where one is named."""
    day = read_day(as_of)
    ruleset = _load(folder)
    rule = (ruleset.at(day) if day else ruleset).rule(identifier)
    settings = [one for one in rule.settings if day is None or one.holds(day)]
    if reporter == "json":
        output.write(json.encode(rules_json.whole(rule, settings, ruleset, day)), exact=True)
        return 0
    output.say(_shown(rule, settings, day))
    return 0


def test(folder: str | None) -> int:
    """Run every case of every rule; print those that came out otherwise."""
    ruleset = _load(folder)
    results = cases.run(ruleset)
    failed = [result for result in results if not result.passed and not result.changed_by]
    changed = [result for result in results if not result.passed and result.changed_by]
    lines = [_told(one) for one in failed]
    lines += [f"{_told(one)}（{one.changed_by}改过这条规则）" for one in changed]
    told = f"{len(results)} 个例子：相符 {len(results) - len(failed) - len(changed)}，不符 {len(failed)}"
    lines.append(
        f"共 {len(ruleset.rules)} 条规则，{told}" + (f"，因下层改动而不同 {len(changed)}。" if changed else "。")
    )
    if changed:
        lines.append("因下层改动而不同的不算错；请在 overrides 里给这些规则写上自己的 cases。")
    output.say(clean(line) for line in lines)
    return 1 if failed else 0


def _told(result: cases.CaseResult) -> str:
    """Return what was expected of a case and what came."""
    return f"{result.file}:{result.line}：{result.rule}“{result.case}”：{result.message}"


def _load(folder: str | None) -> RuleSet:
    """Return the rule set of ``folder``, or the packaged one."""
    return rulesets.load(Path(folder) if folder else None)


def _shown(rule: Rule, settings: list[Setting], day: date | None) -> Iterator[str]:
    """Yield a rule part by part, each under its Chinese name; parts that it leaves out are left out."""
    yield f"{rule.id}　{clean(rule.title)}"
    blank = "　" * _LABEL
    for label, text in _parts(rule, settings, day):
        indent = "　" * (len(text) - len(text.lstrip("　")))
        room = output.columns() - 2 * (_LABEL + len(indent))
        lines = [indent + line for line in wrap(clean(text), room)] if text else []
        yield from ((blank if number else (label + blank)[:_LABEL]) + line for number, line in enumerate(lines))


def _parts(rule: Rule, settings: list[Setting], day: date | None) -> Iterator[tuple[str, str]]:
    """Yield the parts of a rule; before a parameter has a value, its conditions cannot be read aloud."""
    program = next(iter(rule.programs.values()), None)
    spoken = program if not day or not rule.without_value(day) else None
    conditions = dict(spoken.severities) if spoken else {}
    yield "基准日", f"{day}　{rule.idle(day) or '这条规则有效。'}" if day else ""
    yield "评审项", rule.review_item
    yield "级别", rule.severity.label
    for severity, written in rule.severity_if.items():
        yield "", f"满足“{written}”时为{Severity(severity).label}"
        yield from _readings(conditions.get(Severity(severity)), rule)
    yield "适用表类", "、".join(schema.load(form).title for form in rule.applies_to)
    yield "逐项检查", rule.for_each or ""
    yield "问题指向", program.at.full_title if program and program.at else ""
    yield from _conditions("适用条件", rule.when)
    yield from _readings(spoken.when if spoken else None, rule)
    yield from _conditions("要求", rule.require)
    yield from _readings(spoken.require if spoken else None, rule)
    for number, each in enumerate(settings):
        yield "" if number else "用到的值", shorten(f"{each.name}：{each}", _LONG)
    yield "允许误差", "" if rule.tolerance is None else str(rule.tolerance)
    yield "空白视零", "、".join(rule.blank_as_zero)
    yield "缺值时", choice("on_missing", rule.on_missing)
    yield "问题说明", rule.message
    yield "改正建议", rule.suggestion
    for number, one in enumerate(rule.basis):
        yield "" if number else "依据", str(one)
    yield "有效期", _period(rule)
    yield "把握", choice("confidence", rule.confidence)
    yield "规则文件", f"{rule.file}:{rule.line}"
    for number, case in enumerate(rule.cases):
        yield "" if number else "例子", f"{case.name} → {case.expect.label}"


def _conditions(label: str, written: str) -> Iterator[tuple[str, str]]:
    """Yield a condition, or each of those that must all hold on a line of its own."""
    first, *more = written.split("\n")
    yield label, first
    yield from (("", f"并且 {one}") for one in more)


def _readings(condition: Expression | None, rule: Rule) -> Iterator[tuple[str, str]]:
    """Yield a condition as it is read aloud."""
    lines = listed(condition, rule.tolerance) if condition is not None else []
    for number, (depth, line) in enumerate(lines):
        yield "" if number else "读作", f"{'　' * (depth - 1)}· {line}" if depth else line


def _period(rule: Rule) -> str:
    """Return when the rule binds."""
    start = f"自 {rule.effective_from} 起" if rule.effective_from else ""
    return start + (f"至 {rule.effective_to} 止" if rule.effective_to else "")
