"""A checked expression read aloud: the sentence a finance officer can sign, made of the titles in the schema.

基本支出 加 项目支出 等于 财政拨款 加 其他资金（相差不超过 0.01）. Only functions and operators have their words here;
fields, vocabularies and parameters bring their own names. What goes without saying is left out; see spoken.py.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from checker.expressions.kinds import kind_of
from checker.expressions.nodes import Apply, Ask, Comparison, Each, Expression, Read, Value
from checker.expressions.phrases import ASKED, CALLED, DATED, HELD, KNOWN, READ_OUT, SOME, WALKED
from checker.expressions.spoken import MANY, apart, lacks, literal, same_field, spoken, value, without
from checker.expressions.words import Words

Told = Callable[[ast.expr], str | None]
"""What stands in place of a part's own reading; None leaves it as it is."""

WORDS: Mapping[type, str] = {ast.Add: "加", ast.Sub: "减", ast.Mult: "乘以", ast.Div: "除以"}
SIGNS: Mapping[type, str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "×", ast.Div: "÷"}

_COMPARED: Mapping[type, str] = {
    ast.Lt: "小于", ast.LtE: "不大于", ast.Gt: "大于", ast.GtE: "不小于", ast.Eq: "等于", ast.NotEq: "不等于",
}  # fmt: skip
_DATED: Mapping[type, str] = {ast.Lt: "早于", ast.LtE: "不晚于", ast.Gt: "晚于", ast.GtE: "不早于"}
_SAME: Mapping[type, tuple[str, str, str]] = {ast.Eq: ("是", "相同", "空着"), ast.NotEq: ("不是", "不同", "不空")}
_OPPOSITE: Mapping[type, type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.GtE: ast.Lt,
    ast.Gt: ast.LtE, ast.LtE: ast.Gt, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_WITHIN: Mapping[type, tuple[str, str]] = {ast.In: ("在", "是"), ast.NotIn: ("不在", "不是")}
_AND_OR: Mapping[type, str] = {ast.And: "，并且", ast.Or: "，或者"}
_BOUND: Mapping[type, int] = {ast.Add: 1, ast.Sub: 1, ast.Mult: 2, ast.Div: 2}
_COMPOSED = (ast.BinOp, ast.BoolOp, ast.IfExp, ast.UnaryOp, Comparison)
_SOME: Mapping[type, bool] = {ast.Eq: False, ast.LtE: False, ast.NotEq: True, ast.Gt: True}
_WIDE: Mapping[type, str] = {ast.LtE: "不超过", ast.Gt: "超过"}


def aloud(expression: Expression, tolerance: Decimal | None = None) -> str:
    """Return the reading of ``expression``; ``tolerance`` is how far its amounts may be off."""
    return Reader(tolerance).read(expression.tree)


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
                told = f"参数“{node.name}”未启用（现在{'启用' if node.value else '未启用'}）"
            case Comparison(operators=[operator]):
                told = self._comparison(Comparison(node.operands, [_OPPOSITE[type(operator)]()], money=node.money))
            case Ask() if node.default is None:
                told = self._asked(node, denied=True)
            case Each() if node.function.returns == "boolean":
                told = self._walked(node, denied=True)
            case Apply() if node.function.english in HELD:
                told = self._called(node, HELD[node.function.english][1])
            case ast.BoolOp() if len(parts := spoken(node)) == 1:
                told = self.denied(parts[0])
            case _:
                told = f"并非（{self.read(node)}）"
        return told

    def walk(self, node: Each, *, denied: bool = False) -> str:
        """Return how a walk through a list begins that has its conditions told after it."""
        return WALKED[node.function.english][denied].partition("〔")[0].format(self.read(node.source))

    def _read(self, node: Read) -> str:
        title = f"{node.field.parent_title}的{node.field.title}" if node.field.derived else node.field.title
        return f"本项的{title}" if node.depth == 1 and self._depth > 1 else title

    def _part(self, node: ast.expr) -> str:
        """Return the reading of what stands within a phrase; what is put together goes into brackets."""
        told = self.read(node)
        return f"（{told}）" if isinstance(node, _COMPOSED) and self._told(node) is None else told

    def _ask(self, node: Ask) -> str:
        if node.default is None:
            return self._asked(node, denied=False)
        told = self.read(node.read)
        if isinstance(node.default, Value) and node.default.value == "":
            return told
        default = apart(self._literal(node.default, node))
        return f"{told}（没有值时按{default}算）"

    def _asked(self, node: Ask, *, denied: bool) -> str:
        """Return a question about a field, or its opposite; a part read out of a text is never written itself."""
        field, name = node.read.field, node.function.english
        phrases = READ_OUT if field.derived else KNOWN if field.view else DATED if field.type == "date" else ASKED
        return phrases.get(name, ASKED[name])[denied].format(self._part(node.read))

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
        if name == "without":
            text, passages = without(node)
            return CALLED[name][0].format(self._part(text), passages)
        return self._called(node, HELD[name][0] if name in HELD else CALLED[name][len(node.arguments) == 1])

    def _called(self, node: Apply, phrase: str) -> str:
        arguments = [self._part(one) for one in node.arguments]
        if phrase == HELD["matches"][0] and node.pattern is not None and arguments[-1].endswith(MANY):
            arguments[-1] += "之一"
        return phrase.format(*arguments, all="、".join(arguments))

    def _comparison(self, node: Comparison) -> str:
        left, right, operator = node.operands[0], node.operands[1], type(node.operators[0])
        plain = self._idiom(left, right, operator) if len(node.operators) == 1 else ""
        told = plain or self._compared_left(left, operator, right)
        for one, sign, other in zip(node.operands, node.operators, node.operands[1:], strict=False):
            told += "" if plain else self._compared(one, type(sign), other)
        if not (node.money and self._tolerance):
            return told
        equal = not plain and all(isinstance(sign, ast.Eq | ast.NotEq) for sign in node.operators)
        return told + (f"（相差不超过 {self._tolerance}）" if equal else f"（允许误差 {self._tolerance}）")

    def _idiom(self, left: ast.expr, right: ast.expr, operator: type[ast.cmpop]) -> str:
        """Return the plain words for what can only be written as a comparison; "" where there are none."""
        if not isinstance(left, Apply) or self._told(left) is not None:
            return ""
        name, inner = left.function.english, left.arguments[0]
        some = SOME.get(inner.function.english) if isinstance(inner, Apply) and name == "size" else None
        if some and isinstance(inner, Apply) and operator in _SOME and isinstance(right, Value) and right.value == 0:
            return self._called(inner, some[not _SOME[operator]])
        if name == "abs" and isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Sub) and operator in _WIDE:
            return f"{self.read(inner.left)} 与 {self.read(inner.right)} 相差{_WIDE[operator]} {self.read(right)}"
        whole = name == "round" and len(left.arguments) == 1 and same_field(inner, right) and operator in _SAME
        return f"{self.read(inner)}{_SAME[operator][0]}整数" if whole else ""

    def _compared_left(self, left: ast.expr, operator: type[ast.cmpop], right: ast.expr) -> str:
        """Return the left side; that it may have no value goes without saying where the comparison fails then."""
        plain = isinstance(left, Ask) and self._told(left) is None and lacks(left, operator, right)
        return self.read(left.read) if plain and isinstance(left, Ask) else self.read(left)

    def _compared(self, left: ast.expr, operator: type[ast.cmpop], right: ast.expr) -> str:
        other = self._literal(right, left)
        if operator in _WITHIN:
            vocabulary = isinstance(right, Value) and isinstance(right.value, Words)
            return f"{_WITHIN[operator][0]}{other}里" if vocabulary else f"{_WITHIN[operator][1]}{apart(other)}之一"
        kinds = (kind_of(left), kind_of(right))
        if operator in _SAME and "number" not in kinds:
            equal, alike, empty = _SAME[operator]
            if isinstance(right, Value) and right.value == "":
                return empty
            return f"{equal}{apart(other)}".rstrip() if isinstance(right, Value) else f"与{other}{alike}"
        return f" {(_DATED if kinds[0] == 'date' and operator in _DATED else _COMPARED)[operator]} {other}"

    def _literal(self, node: ast.expr, beside: ast.expr) -> str:
        """Return the reading of a value; one of those that a field chooses from as the schema calls it."""
        if isinstance(node, Value) and not node.name and self._told(node) is None:
            return literal(node.value, beside)
        return self.read(node)

    def _chain(self, node: ast.BoolOp) -> str:
        parts = spoken(node)
        if len(parts) == 1:
            return self.read(parts[0])
        told = [f"（{self.read(one)}）" if self._mixed(one) else self.read(one) for one in parts]
        return _AND_OR[type(node.op)].join(dict.fromkeys(told))

    def _mixed(self, node: ast.expr) -> bool:
        """Tell whether a part of a chain needs brackets."""
        if self._told(node) is not None:
            return False
        return isinstance(node, ast.IfExp) or (isinstance(node, ast.BoolOp) and len(spoken(node)) > 1)

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
        body, orelse = (
            f"（{self.read(one)}）" if self._mixed(one) else self.read(one) for one in (node.body, node.orelse)
        )
        return f"如果{self.read(node.test)}，则{apart(body).rstrip()}，否则{apart(orelse).rstrip()}"
