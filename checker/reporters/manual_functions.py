"""The page of the manual that lists the functions of the language, generated from the functions themselves."""

from __future__ import annotations

from collections.abc import Iterator

from checker.expressions.functions import FUNCTIONS, Function

_KINDS = {
    "any": "栏目", "boolean": "条件", "items": "列表", "number": "数", "text": "文字", "words": "词表", "date": "日期",
    "pattern": "正则表达式", "list": "一串值",
}  # fmt: skip
_COMMON = """\
- 参数个数不对、类别不对、名字写错：装载规则时就指出第几行第几列，不会等到核对时。
- 参数用到的栏空着、认不出是数：这一项未能判定（在“已填”“未填”“可读”“有栏”“默认”里面的除外）。
- 参数用到的栏表上没有，或指标值里读不出：这一项不适用。
- 计算步数有上限，文字特别长、嵌套特别深时可能算不完：这一项是“规则出错”。"""


def page() -> Iterator[str]:
    """Yield the lines of the page."""
    functions = list(dict.fromkeys(FUNCTIONS.values()))
    yield "# 函数"
    yield ""
    yield f"规则的表达式里可以用下面 {len(functions)} 个函数，中文名、英文名都可以写。"
    yield from ("", "## 各个函数都有的差错", "", _COMMON)
    yield from ("", "## 一览", "", "| 函数 | 英文名 | 写法 | 得到 | 意思 |", "| --- | --- | --- | --- | --- |")
    for one in functions:
        yield f"| `{one.name}` | `{one.english}` | `{signature(one)}` | {_returned(one)} | {one.meaning} |"
    yield from ("", "## 各自的差错", "", "| 函数 | 什么时候算不出 |", "| --- | --- |")
    for one in functions:
        if told := "；".join(_errors(one)):
            yield f"| `{one.name}` | {told}。 |"


def signature(function: Function) -> str:
    """Return how a function is written: 合计(列表, 数, 条件（可省）)."""
    named = [_parameter(kind) for kind in function.parameters]
    if function.about_field:
        named[1:] = ["值" for _ in named[1:]]  # what a field is worth when it has no value of its own
    return f"{function.name}({', '.join(named)})"


def _parameter(kind: str) -> str:
    bare = kind.removesuffix("...").removesuffix("?")
    named = "或".join(_KINDS[one] for one in bare.split("|"))
    return named + ("（可省）" if kind.endswith("?") else "……" if kind.endswith("...") else "")


def _returned(function: Function) -> str:
    kind, _, element = function.returns.partition(" of ")
    if kind == "same":
        return "与所取的数同类" if function.per_item else "与第一个参数同类"
    return f"一串{_KINDS[element]}" if element else _KINDS[kind]


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
