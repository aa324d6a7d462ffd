"""The manual of a rule set as Markdown: a page for every rule, an index by review item, pages of words and functions.

Everything in it comes from the rule set, the schemas and the language itself, so that it cannot fall behind them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from checker import schema
from checker.expressions import Expression, Template
from checker.expressions.listing import Line, listed
from checker.expressions.reading import aloud
from checker.model import Outcome
from checker.reporters.labels import CONFIDENCE, PARTS
from checker.reporters.manual_fields import page as fields_page
from checker.reporters.manual_functions import page as functions_page
from checker.reporters.manual_words import VOCABULARY
from checker.reporters.manual_words import page as words_page
from checker.reporters.markdown import given, plain
from checker.reporters.outline import review_rank
from checker.reporters.plain import shorten
from checker.rulesets import Case, Program, Rule, RuleSet
from checker.rulesets.model import Setting

INDEX = "README.md"
MADE = "本手册由 `checker rules docs` 从规则文件生成，请改规则文件，不要改这里。"
FIELDS = "栏目.md"
FUNCTIONS = "函数.md"
WORDS = "词表.md"
_PARAMETER = "参数."
_VALUE = 80


def pages(ruleset: RuleSet) -> dict[str, str]:
    """Return the text of every page by the name of its file."""
    forms = dict.fromkeys(form for rule in ruleset.rules for form in rule.applies_to)
    made = {INDEX: _index(ruleset), FIELDS: fields_page(forms), FUNCTIONS: functions_page(), WORDS: words_page(ruleset)}
    return {name: _text(lines) for name, lines in made.items()} | {
        f"{rule.id}.md": _text(_page(rule, ruleset)) for rule in ruleset.rules
    }


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


def _index(ruleset: RuleSet) -> Iterator[str]:
    """Yield the lines of the index."""
    yield f"# {plain(ruleset.title)}：规则手册"
    yield ""
    yield f"规则集 {plain(ruleset.id)}，版本 {plain(ruleset.version)}，共 {len(ruleset.rules)} 条规则。"
    if ruleset.layers:
        yield f"规则层次：{plain(' → '.join(ruleset.layers))}。"
    yield MADE
    yield f"规则里可以写的栏目见[栏目]({FIELDS})，可以用的函数见[函数]({FUNCTIONS})，用到的词见[词表]({WORDS})。"
    for item in sorted({rule.review_item for rule in ruleset.rules}, key=review_rank):
        yield from ("", f"## {plain(item)}", "", "| 编号 | 名称 | 级别 |", "| --- | --- | --- |")
        for rule in sorted(ruleset.rules, key=lambda one: one.id):
            if rule.review_item == item:
                yield f"| [{rule.id}]({rule.id}.md) | {plain(rule.title)} | {rule.severity.label} |"
    if ruleset.changes:
        yield from ("", "## 放宽或可能放宽的上层规定", "")
        for one in ruleset.changes:
            document = f"（{one.document}）" if one.document else ""
            told = f"{one.subject} {one.told}（{one.effect.label}）：{one.reason}{document}　{one.layer}，{one.place}"
            yield f"- {plain(told)}"
    if ruleset.gone:
        yield from ("", "## 不再使用的规则", "", *(f"- {plain(told)}" for told in ruleset.gone.values()))


def _page(rule: Rule, ruleset: RuleSet) -> Iterator[str]:
    """Yield the lines of one rule's page."""
    yield f"# {rule.id}　{plain(rule.title)}"
    yield from ("", "| 项目 | 内容 |", "| --- | --- |")
    program = next(iter(rule.programs.values()))
    for label, text in _facts(rule, program, ruleset):
        if text:
            yield f"| {label} | {plain(text)} |"
    if program.when is not None:
        yield from _condition("适用条件", rule.when, program.when, rule.tolerance)
    yield from _condition("要求", rule.require, program.require, rule.tolerance)
    if program.severities:
        yield from ("", "## 另定级别", "", "从上到下，第一个成立的算数。")
        for severity, condition in program.severities:
            yield from _lines(f"定为{severity.label}：", listed(condition, rule.tolerance))
    yield from ("", "## 不合格时怎么说", "", f"> {_filled_in(program.message)}")
    if rule.suggestion:
        yield from ("", f"改正建议：{_filled_in(program.suggestion)}")
    if not all(isinstance(part, str) for part in (*program.message.parts, *program.suggestion.parts)):
        yield from ("", "｛｝里的部分会换成表上的值。")
    yield from _parameters(rule, ruleset)
    yield from _vocabulary(rule, ruleset)
    yield from _basis(rule)
    yield from _cases(rule)
    yield from ("", f"规则文件：`{rule.file}`　[返回目录]({INDEX})")


def _facts(rule: Rule, program: Program, ruleset: RuleSet) -> Iterator[tuple[str, str]]:
    yield "评审项", rule.review_item
    yield "级别", rule.severity.label
    yield "适用表类", "、".join(schema.load(form).title for form in rule.applies_to)
    yield "逐项检查", rule.for_each or ""
    yield "问题指向", program.at.full_title if program.at else ""
    yield "允许误差", "" if rule.tolerance is None else f"{rule.tolerance}"
    yield "空着按 0 算", "、".join(rule.blank_as_zero)
    yield "要用的栏空着时", Outcome(rule.on_missing).label
    start = f"自 {rule.effective_from} 起" if rule.effective_from else ""
    yield "有效期", start + (f"至 {rule.effective_to} 止" if rule.effective_to else "")
    yield "把握", CONFIDENCE.get(rule.confidence, "未注明")
    yield "谁定的", _by(f"{rule.file}:{rule.line}", ruleset)
    changed = [(part, place) for part, place in rule.places.items() if place.rpartition(":")[0] != rule.file]
    yield "下层改动", "；".join(f"{PARTS[part]}：{_by(place, ruleset)}" for part, place in changed)


def _by(place: str, ruleset: RuleSet) -> str:
    """Return a file:line with the layer that it is of."""
    return "，".join(filter(None, (ruleset.layer_of(place), place)))


def _condition(title: str, written: str, checked: Expression, slack: Decimal | None) -> Iterator[str]:
    """Yield a condition as it is read aloud and as it is written."""
    (_, first), *parts = listed(checked, slack)
    yield from ("", f"## {title}", "", plain(first) if parts else f"{plain(first)}。", "")
    if parts:
        yield from (*_nested(parts), "")
    yield from ("```", written, "```")


def _lines(title: str, lines: list[Line]) -> Iterator[str]:
    """Yield a condition under a title of its own."""
    (_, first), *parts = lines
    yield from ("", f"{title}{plain(first)}" if parts else f"{title}{plain(first)}。")
    if parts:
        yield from ("", *_nested(parts))


def _nested(parts: Iterable[Line]) -> Iterator[str]:
    return (f"{'  ' * (depth - 1)}- {plain(part)}" for depth, part in parts)


def _filled_in(message: Template) -> str:
    """Return a message with its expressions read aloud."""
    parts = (part if isinstance(part, str) else f"｛{aloud(part)}｝" for part in message.parts)
    return plain("".join(parts))


def _parameters(rule: Rule, ruleset: RuleSet) -> Iterator[str]:
    """Yield the parameters that the rule reads: every value, from when to when, who set it and by which document."""
    found = [one for one in rule.settings if one.name.startswith(_PARAMETER)]
    if not found:
        return
    yield from ("", "## 参数", "", "| 参数 | 值 | 意思 | 谁定的 |", "| --- | --- | --- | --- |")
    for one in found:
        cells = [
            one.name.removeprefix(_PARAMETER),
            shorten(one.told, _VALUE) + _period(one),
            one.meaning,
            _by(one.place, ruleset) + (f"，{one.document}" if one.document else ""),
        ]
        yield f"| {' | '.join(map(plain, cells))} |"


def _period(one: Setting) -> str:
    """Return from when to when a value holds; "" when always."""
    told = (f"自 {one.start} 起" if one.start > date.min else "") + (f"至 {one.end} 止" if one.end < date.max else "")
    return f"（{told}）" if told else ""


def _vocabulary(rule: Rule, ruleset: RuleSet) -> Iterator[str]:
    """Yield the vocabularies that the rule reads, and who defined and changed them."""
    found = [one for one in rule.settings if one.name.startswith(VOCABULARY)]
    if found:
        yield from ("", "## 词表", "")
    for one in found:
        name = plain(one.name.removeprefix(VOCABULARY))
        told = plain(f"{one.told}　{_by(one.place, ruleset)}" + (f"，{one.document}" if one.document else ""))
        yield f"- [{name}]({WORDS}#{name})（{plain(one.meaning)}）：{told}"


def _basis(rule: Rule) -> Iterator[str]:
    yield from ("", "## 依据", "")
    for one in rule.basis:
        mark = "" if one.verified else "　**（引文未核对原文）**"
        yield f"- {plain(one.document)}{plain(one.provision)}{mark}"


def _cases(rule: Rule) -> Iterator[str]:
    """Yield the cases as a table: what the form says, what comes of it."""
    if not rule.cases:
        return
    yield from ("", "## 例子", "")
    if rule.changed_by:
        yield from (f"例子写在先，{plain(rule.changed_by)}后来改过这条规则，结果可能已经不同。", "")
    yield from ("| 例子 | 表上填的 | 结果 |", "| --- | --- | --- |")
    for case in rule.cases:
        day = f"（核对基准日 {case.as_of}）" if case.as_of else ""
        yield f"| {plain(case.name)}{day} | {given(case.given) or '（什么也没有）'} | {_expected(case)} |"


def _expected(case: Case) -> str:
    return case.expect.label + (f"（{case.severity.label}）" if case.severity else "")
