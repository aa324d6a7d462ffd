"""A checked expression read aloud: the sentence a finance officer can sign, made of the titles in the schema.

基本支出 加 项目支出 等于 财政拨款 加 其他资金（相差不超过 0.01）. Only functions and operators have their words here;
fields, vocabularies and parameters bring their own names.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from checker.expressions.kinds import kind_of
from checker.expressions.nodes import Apply, Ask, Comparison, Each, Expression, Read, Value
from checker.expressions.patterns import Pattern
from checker.expressions.phrases import ASKED, CALLED, HELD, WALKED
from checker.expressions.template import show
from checker.expressions.words import Words

Told = Callable[[ast.expr], str | None]
"""What stands in place of a part's own reading; None leaves it as it is."""

WORDS: Mapping[type, str] = {ast.Add: "加", ast.Sub: "减", ast.Mult: "乘以", ast.Div: "除以"}
SIGNS: Mapping[type, str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "×", ast.Div: "÷"}

JOINED: Mapping[type, str] = {ast.And: "下面各条要同时成立：", ast.Or: "下面各条至少要有一条成立："}

_COMPARED: Mapping[type, str] = {
    ast.Lt: "小于", ast.LtE: "不大于", ast.Gt: "大于", ast.GtE: "不小于",
}  # fmt: skip
_DATED: Mapping[type, str] = {ast.Lt: "早于", ast.LtE: "不晚于", ast.Gt: "晚于", ast.GtE: "不早于"}
_EQUAL: Mapping[type, tuple[str, str]] = {ast.Eq: ("等于", "是"), ast.NotEq: ("不等于", "不是")}
_OPPOSITE: Mapping[type, type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.GtE: ast.Lt,
    ast.Gt: ast.LtE, ast.LtE: ast.Gt, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_WITHIN: Mapping[type, tuple[str, str]] = {ast.In: ("在", "是"), ast.NotIn: ("不在", "不是")}
_AND_OR: Mapping[type, str] = {ast.And: "，并且", ast.Or: "，或者"}
_BOUND: Mapping[type, int] = {ast.Add: 1, ast.Sub: 1, ast.Mult: 2, ast.Div: 2}
_COMPOSED = (ast.BinOp, ast.BoolOp, ast.IfExp, ast.UnaryOp, Comparison)
_PLAIN = re.compile(r"[\w\u4e00-\u9fff]+(?:\|[\w\u4e00-\u9fff]+)*")
_LISTED = 4


def aloud(expression: Expression, tolerance: Decimal | None = None) -> str:
    """Return the reading of ``expression``; ``tolerance`` is how far its amounts may be off."""
    return Reader(tolerance).read(expression.tree)


def listed(expression: Expression, tolerance: Decimal | None = None) -> list[str]:
    """Return the reading of ``expression`` line by line: what joins several conditions, then each of them."""
    tree = expression.tree
    if not isinstance(tree, ast.BoolOp):
        return [aloud(expression, tolerance)]
    return [JOINED[type(tree.op)], *(Reader(tolerance).read(part) for part in _joined(tree, type(tree.op)))]


def _joined(node: ast.expr, operator: type[ast.boolop]) -> Iterator[ast.expr]:
    """Yield the conditions that one and the same 并且 or 或者 joins."""
    if isinstance(node, ast.BoolOp) and isinstance(node.op, operator):
        for part in node.values:
            yield from _joined(part, operator)
    else:
        yield node


class Reader:
    """Reads the nodes of one expression.

    ``signs`` are the names of the arithmetic operators; ``told`` may say something else in place of a part, such as the
    value it has on a form. ``depth`` is that of the innermost item: only within a walk is 本项 another one.
    """

    def __init__(
        self,
        tolerance: Decimal | None = None,
        signs: Mapping[type, str] = WORDS,
        told: Told = lambda _: None,
        depth: int = 1,
    ) -> None:
        self._tolerance, self._signs, self._told, self._depth = tolerance, signs, told, depth
        self._reads: Mapping[type, Callable[[Any], str]] = {
            Read: self._read,
            Value: value,
            Ask: self._ask,
            Each: self._each,
            Apply: self._apply,
            Comparison: self._comparison,
            ast.BoolOp: self._chain,
            ast.UnaryOp: self._unary,
            ast.BinOp: self._arithmetic,
            ast.IfExp: self._choice,
        }

    def read(self, node: ast.expr) -> str:
        """Return the reading of a node."""
        told = self._told(node)
        return self._reads[type(node)](node) if told is None else told

    def denied(self, node: ast.expr) -> str:
        """Return the reading of the opposite of a condition."""
        match node:
            case ast.UnaryOp(op=ast.Not()):
                told = self.read(node.operand)
            case Value() if node.name:
                told = f"参数“{node.name}”为否（现为{show(node.value)}）"
            case Comparison(operators=[operator]):
                told = self._comparison(Comparison(node.operands, [_OPPOSITE[type(operator)]()], money=node.money))
            case Ask() if node.default is None:
                told = ASKED[node.function.english][1].format(self._part(node.read))
            case Each() if node.function.returns == "boolean":
                told = self._walked(node, denied=True)
            case Apply() if node.function.english in HELD:
                told = self._called(node, HELD[node.function.english][1])
            case _:
                told = f"并非（{self.read(node)}）"
        return told

    def _read(self, node: Read) -> str:
        title = f"{node.field.parent_title}的{node.field.title}" if node.field.derived else node.field.title
        return f"本项的{title}" if node.depth == 1 and self._depth > 1 else title

    def _part(self, node: ast.expr) -> str:
        """Return the reading of what stands within a phrase; what is put together goes into brackets."""
        told = self.read(node)
        return f"（{told}）" if isinstance(node, _COMPOSED) and self._told(node) is None else told

    def _ask(self, node: Ask) -> str:
        if node.default is None:
            return ASKED[node.function.english][0].format(self._part(node.read))
        default = self.read(node.default)
        counted = f" {default} " if kind_of(node.default) == "number" else default
        return f"{self.read(node.read)}（没有值时按{counted}算）"

    def _each(self, node: Each) -> str:
        return self._walked(node, denied=False)

    def _walked(self, node: Each, *, denied: bool) -> str:
        source, outer = self.read(node.source), self._depth
        self._depth = node.depth
        condition = self.read(node.condition) if node.condition is not None else ""
        taken = self.read(node.value) if node.value is not None else ""
        self._depth = outer
        name = node.function.english
        phrase = WALKED[name][denied]
        if node.function.returns != "boolean" and condition:
            source += f"中〔{condition}〕"
        return phrase.format(source, taken or condition)

    def _apply(self, node: Apply) -> str:
        name = node.function.english
        return self._called(node, HELD[name][0] if name in HELD else CALLED[name][len(node.arguments) == 1])

    def _called(self, node: Apply, phrase: str) -> str:
        arguments = [self._part(one) for one in node.arguments]
        return phrase.format(*arguments, all="、".join(arguments))

    def _comparison(self, node: Comparison) -> str:
        told = self.read(node.operands[0])
        for left, operator, right in zip(node.operands, node.operators, node.operands[1:], strict=False):
            told += self._compared(left, type(operator), right)
        if not (node.money and self._tolerance):
            return told
        equal = all(type(operator) in _EQUAL for operator in node.operators)
        return told + (f"（相差不超过 {self._tolerance}）" if equal else f"（允许误差 {self._tolerance}）")

    def _compared(self, left: ast.expr, operator: type[ast.cmpop], right: ast.expr) -> str:
        other = self.read(right)
        if operator in _EQUAL:
            number = "number" in (kind_of(left), kind_of(right))
            return f" {_EQUAL[operator][not number]} {other}"
        if operator not in _WITHIN:
            return f" {(_DATED if kind_of(left) == 'date' else _COMPARED)[operator]} {other}"
        vocabulary = isinstance(right, Value) and isinstance(right.value, Words)
        return f" {_WITHIN[operator][0]} {other} 里" if vocabulary else f" {_WITHIN[operator][1]} {other} 之一"

    def _chain(self, node: ast.BoolOp) -> str:
        mixed = (ast.BoolOp, ast.IfExp)
        return _AND_OR[type(node.op)].join(
            self._part(one) if isinstance(one, mixed) else self.read(one) for one in node.values
        )

    def _unary(self, node: ast.UnaryOp) -> str:
        return self.denied(node.operand) if isinstance(node.op, ast.Not) else f"负的{self._part(node.operand)}"

    def _arithmetic(self, node: ast.BinOp) -> str:
        bound = _BOUND[type(node.op)]
        firm = bound + isinstance(node.op, ast.Sub | ast.Div)  # a - (b - c) keeps its brackets
        left, right = self._bracketed(node.left, bound), self._bracketed(node.right, firm)
        return f"{left} {self._signs[type(node.op)]} {right}"

    def _bracketed(self, node: ast.expr, bound: int) -> str:
        loose = isinstance(node, ast.IfExp) or (isinstance(node, ast.BinOp) and _BOUND[type(node.op)] < bound)
        return self._part(node) if loose else self.read(node)

    def _choice(self, node: ast.IfExp) -> str:
        return f"如果{self.read(node.test)}，则{self._part(node.body)}，否则{self._part(node.orelse)}"


def value(node: Value) -> str:
    """Return how a value that was known at load is called: a parameter by its name, with what it is now."""
    match node.value:
        case Words(name=name):
            return f"词表“{name}”"
        case Pattern(source=source):
            return f"合乎参数“{node.name}”的文字" if node.name else _pattern(source)
        case bool():
            return f"参数“{node.name}”为是（现为{show(node.value)}）" if node.name else show(node.value)
    plain = _shown(node.value)
    return f"参数“{node.name}”（{plain}）" if node.name else plain


def _shown(plain: Any) -> str:
    """Return a literal; of a long list only the first few."""
    if isinstance(plain, list):
        more = f"等 {len(plain)} 个" if len(plain) > _LISTED else ""
        return "、".join(map(_shown, plain[:_LISTED])) + more
    if isinstance(plain, str):
        return f"“{plain}”" if plain else "空白"
    return show(plain)


def _pattern(source: str) -> str:
    """Return a regular expression; one that only lists words reads as these."""
    if not _PLAIN.fullmatch(source):
        return f"合乎式样 {source} 的文字"
    words = [f"“{word}”" for word in source.split("|")]
    return "或".join(words) if len(words) <= _LISTED else f"{''.join(words[:_LISTED])}等 {len(words)} 个词之一"
