"""The manual of a rule set as Markdown: a page for every rule, an index by review item, a page of all functions.

Everything in it comes from the rule set, the schemas and the language itself, so that it cannot fall behind them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from checker import schema
from checker.expressions import Expression, Template
from checker.expressions.listing import listed
from checker.expressions.reading import aloud
from checker.model import Outcome
from checker.reporters.labels import CONFIDENCE
from checker.reporters.manual_functions import page as functions_page
from checker.reporters.outline import review_rank
from checker.rulesets import Case, Rule, RuleSet

INDEX = "README.md"
FUNCTIONS = "函数.md"
_ESCAPED = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>|#"})


def pages(ruleset: RuleSet) -> dict[str, str]:
    """Return the text of every page by the name of its file."""
    made = {INDEX: _text(_index(ruleset)), FUNCTIONS: _text(functions_page())}
    return made | {f"{rule.id}.md": _text(_page(rule)) for rule in ruleset.rules}


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


def _index(ruleset: RuleSet) -> Iterator[str]:
    """Yield the lines of the index."""
    yield f"# {plain(ruleset.title)}：规则手册"
    yield ""
    yield f"规则集 {plain(ruleset.id)}，版本 {plain(ruleset.version)}，共 {len(ruleset.rules)} 条规则。"
    yield "本手册由 `checker rules docs` 从规则文件生成，请改规则文件，不要改这里。"
    yield f"规则里可以用的函数见[函数]({FUNCTIONS})。"
    for item in sorted({rule.review_item for rule in ruleset.rules}, key=review_rank):
        yield from ("", f"## {plain(item)}", "", "| 编号 | 名称 | 级别 |", "| --- | --- | --- |")
        for rule in sorted(ruleset.rules, key=lambda one: one.id):
            if rule.review_item == item:
                yield f"| [{rule.id}]({rule.id}.md) | {plain(rule.title)} | {rule.severity.label} |"
    if ruleset.gone:
        yield from ("", "## 不再使用的规则", "", *(f"- {plain(told)}" for told in ruleset.gone.values()))


def _page(rule: Rule) -> Iterator[str]:
    """Yield the lines of one rule's page."""
    yield f"# {rule.id}　{plain(rule.title)}"
    yield from ("", "| 项目 | 内容 |", "| --- | --- |")
    for label, text in _facts(rule):
        if text:
            yield f"| {label} | {text} |"
    program = next(iter(rule.programs.values()))
    if program.when is not None:
        yield from _condition("适用条件", rule.when, program.when, rule.tolerance)
    yield from _condition("要求", rule.require, program.require, rule.tolerance)
    if program.severities:
        yield from ("", "## 另定级别", "")
        for severity, condition in program.severities:
            yield f"- {severity.label}：{plain(aloud(condition, rule.tolerance))}"
    yield from ("", "## 不合格时怎么说", "", f"> {_filled_in(program.message)}")
    if rule.suggestion:
        yield from ("", f"改正建议：{_filled_in(program.suggestion)}")
    if not all(isinstance(part, str) for part in (*program.message.parts, *program.suggestion.parts)):
        yield from ("", "〔〕里的部分会换成表上的值。")
    yield from _basis(rule)
    yield from _cases(rule)
    yield from ("", f"规则文件：`{rule.file}`　[返回目录]({INDEX})")


def _facts(rule: Rule) -> Iterator[tuple[str, str]]:
    yield "评审项", plain(rule.review_item)
    yield "级别", rule.severity.label
    yield "适用表类", "、".join(plain(schema.load(form).title) for form in rule.applies_to)
    yield "逐项检查", plain(rule.for_each or "")
    yield "允许误差", "" if rule.tolerance is None else f"{rule.tolerance}"
    yield "空着按 0 算", "、".join(map(plain, rule.blank_as_zero))
    yield "要用的栏空着时", Outcome(rule.on_missing).label
    start = f"自 {rule.effective_from} 起" if rule.effective_from else ""
    yield "有效期", start + (f"至 {rule.effective_to} 止" if rule.effective_to else "")
    yield "把握", CONFIDENCE.get(rule.confidence, "未注明")


def _condition(title: str, written: str, checked: Expression, slack: Decimal | None) -> Iterator[str]:
    """Yield a condition as it is read aloud and as it is written."""
    (_, first), *parts = listed(checked, slack)
    yield from ("", f"## {title}", "", plain(first) if parts else f"{plain(first)}。", "")
    if parts:
        yield from (*(f"{'  ' * (depth - 1)}- {plain(part)}" for depth, part in parts), "")
    yield from ("```", written, "```")


def _filled_in(message: Template) -> str:
    """Return a message with its expressions read aloud."""
    parts = (part if isinstance(part, str) else f"〔{aloud(part)}〕" for part in message.parts)
    return plain("".join(parts))


def _basis(rule: Rule) -> Iterator[str]:
    yield from ("", "## 依据", "")
    for one in rule.basis:
        mark = "" if one.verified else "　**（引文未核对原文）**"
        yield f"- {plain(one.document)}{plain(one.provision)}{mark}"


def _cases(rule: Rule) -> Iterator[str]:
    """Yield the cases as a table: what the form says, what comes of it."""
    if not rule.cases:
        return
    yield from ("", "## 例子", "", "| 例子 | 表上填的 | 结果 |", "| --- | --- | --- |")
    for case in rule.cases:
        yield f"| {plain(case.name)} | {_given(case.given) or '（什么也没有）'} | {_expected(case)} |"


def _expected(case: Case) -> str:
    return case.expect.label + (f"（{case.severity.label}）" if case.severity else "")


def _given(given: Mapping[str, Any]) -> str:
    """Return what a case gives, field by field; the items of a list one after the other."""
    told: list[str] = []
    for name, value in given.items():
        if isinstance(value, list):
            items = [f"<br>({number}) {_given(one) or '空行'}" for number, one in enumerate(value, start=1)]
            told.append(f"{plain(name)} {len(items)} 项：" + "".join(items))
        else:
            told.append(f"{plain(name)}{'（空着）' if value is None else f' {_value(value)}'}")
    return "<br>".join(told) if any(isinstance(value, list) for value in given.values()) else "，".join(told)


def _value(value: Any) -> str:
    return f"“{plain(value)}”" if isinstance(value, str) else plain(f"{value}")


def plain(text: str) -> str:
    """Return ``text`` as Markdown shows it unchanged."""
    return " ".join(text.translate(_ESCAPED).split())
