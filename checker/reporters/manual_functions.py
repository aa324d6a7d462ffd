"""The page of the manual on the functions of the language, generated from the functions themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from checker.expressions import Words, show
from checker.expressions.cases import VOCABULARIES, Case
from checker.expressions.functions import SHELVES, Function
from checker.reporters.markdown import given, plain

_KINDS = {
    "any": "栏目", "boolean": "条件", "items": "列表", "number": "数", "text": "文字", "words": "词表", "date": "日期",
    "pattern": "正则表达式", "list": "一串值",
}  # fmt: skip
_COMMON = """\
- 参数个数不对、类别不对、名字写错：装载规则时就指出第几行第几列，不会等到核对时。
- 参数用到的栏空着、认不出是数：这一项未能判定（在“已填”“未填”“可读”“有栏”“默认”里面的除外）。
- 参数用到的栏表上没有，或指标值里读不出：这一项不适用。
- 计算步数有上限，文字特别长、嵌套特别深时可能算不完：这一项是“规则出错”。"""
_HEAD = ("| 函数 | 英文名 | 写法 | 得到 | 意思 |", "| --- | --- | --- | --- | --- |")


def page() -> Iterator[str]:
    """Yield the lines of the page."""
    yield "# 函数"
    yield ""
    yield f"规则的表达式里可以用下面 {sum(len(shelf.functions) for shelf in SHELVES)} 个函数，中文名、英文名都可以写。"
    yield from ("", "## 各个函数都有的差错", "", _COMMON)
    yield from ("", "## 一览", "", *overview())
    for shelf in SHELVES:
        yield from ("", f"## {shelf.title}")
        for one in shelf.functions:
            yield from _function(one)
    yield from ("", "## 例子里用到的词表", "")
    for words in VOCABULARIES.values():
        yield f"- {plain(words.name)}：{_listed(words)}"


def overview() -> Iterator[str]:
    """Yield the table of all functions, a row each; the guide for authors has the same."""
    yield from _HEAD
    for shelf in SHELVES:
        for one in shelf.functions:
            yield f"| `{one.name}` | `{one.english}` | `{signature(one)}` | {_returned(one)} | {one.meaning} |"


def signature(function: Function) -> str:
    """Return how a function is written: 合计(列表, 数, 条件（可省）)."""
    named = [_parameter(kind) for kind in function.parameters]
    if function.about_field:
        named[1:] = ["值" for _ in named[1:]]  # what a field is worth when it has no value of its own
    return f"{function.name}({', '.join(named)})"


def _function(function: Function) -> Iterator[str]:
    """Yield what there is to say of one function."""
    yield from ("", f"### {function.name}　{function.english}", "")
    unit = f"（{function.unit}）" if function.unit else ""
    yield f"`{signature(function)}`　得到：{_returned(function)}{unit}。{function.meaning}。"
    if told := "；".join(_errors(function)):
        yield from ("", f"算不出：{told}。")
    yield from ("", "| 例子 | 表上填的 | 结果 | 说明 |", "| --- | --- | --- | --- |")
    for case in function.cases:
        written = case.text.replace("|", "\\|")
        yield f"| `{written}` | {given(case.given) or '—'} | {_result(case)} | {case.edge or '—'} |"


def _result(case: Case) -> str:
    return f"算不出：{plain(case.error)}" if case.error else _value(case.value)


def _value(value: Any) -> str:
    """Return a value as a reader of the manual wants to see it; a text can be told from a number."""
    match value:
        case list():
            return "、".join(map(_value, value)) or "空的一串"
        case str():
            return f"“{plain(value)}”" if value else "空白"
        case bool() | Decimal() | date():
            return show(value)
        case _:
            return f"{value}"


def _listed(words: Words) -> str:
    """Return the words of a vocabulary, each with what is said of it, and the contexts in which they are harmless."""
    told = [
        word.text
        + (f"（应写成“{word.use}”）" if word.use else "")
        + (f"（{word.until} 以后过期）" if word.until else "")
        for word in words.entries
    ]
    harmless = f"；在这些说法里不算：{'、'.join(words.harmless)}" if words.harmless else ""
    return plain("、".join(told) + harmless)


def _parameter(kind: str) -> str:
    bare = kind.removesuffix("...").removesuffix("?")
    named = "或".join(map(_kind, bare.split("|")))
    return named + ("（可省）" if kind.endswith("?") else "……" if kind.endswith("...") else "")


def _kind(name: str) -> str:
    kind, _, element = name.partition(" of ")
    return f"一串{_KINDS[element]}" if element else _KINDS[kind]


def _returned(function: Function) -> str:
    kind, _, unit = function.returns.partition(" in ")
    if kind == "same":
        return "与所取的数同类" if function.per_item else "与第一个参数同类"
    return "百分数" if unit == "percent" else _kind(kind)


def _errors(function: Function) -> Iterator[str]:
    """Yield what can keep a function from giving a value, beyond what is common to all."""
    if function.per_item:
        yield "有一项的条件所用的栏没有值，整个结果就未能判定，请先写 已填(…) and …"
        yield "逐项读指标值的一部分，要先写 已填(…)，否则装载时指出"
    if function.about_field:
        yield "第一个参数不是栏目名，装载时指出"
    if "pattern" in function.parameters:
        yield "正则表达式写错，或者可能慢得没有尽头，装载时指出"
    if function.fails:
        yield function.fails
