"""A syntax tree to a checked tree: every name a field, function, parameter or vocabulary, every type in its place.

All that can be known before a form is read is decided here, so that a misspelt name is a mistake at load and never a
rule that silently looks at nothing.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from checker.expressions import types
from checker.expressions.functions import FUNCTIONS, Function
from checker.expressions.needs import item_needs, needs
from checker.expressions.nodes import Apply, Ask, Comparison, Each, Expression, Read, Value
from checker.expressions.parse import ExpressionError, offset_of, parse, source_of
from checker.expressions.patterns import compile_pattern
from checker.expressions.scope import Scope
from checker.expressions.types import Type
from checker.expressions.words import Words
from checker.schema import Field
from checker.text import nearest

THIS = ("本项", "this")
_PARAMETERS = ("参数", "parameters")
_VOCABULARY = ("词表", "vocabulary")
_NUMBER = re.compile(r"\d{1,15}(\.\d{1,9})?", re.ASCII)
_ORDERING = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
Checked = tuple[ast.expr, Type]


def resolve(text: str, scope: Scope, wanted: str = "any") -> Expression:
    """Check ``text`` against ``scope``; ``wanted`` is the type it must have.

    Raises ExpressionError at the first mistake.
    """
    tree, kind = _Resolver(text, scope).check(parse(text))
    if not types.fits(kind, wanted):
        raise ExpressionError(f"这里要的是{Type(wanted)}，表达式给的是{kind}。")
    return Expression(text, tree, kind, tuple(needs(tree).values()))


class _Resolver:
    """One pass over one expression."""

    def __init__(self, text: str, scope: Scope) -> None:
        self.text, self.scope = text, scope

    def fault(self, node: ast.AST, message: str, hint: str = "") -> ExpressionError:
        """Return an error at ``node``."""
        return ExpressionError(message, offset_of(self.text, node), hint)

    def check(self, node: ast.expr) -> Checked:
        """Return the checked form of ``node`` and its type."""
        method = {
            ast.Constant: self._constant,
            ast.Name: self._name,
            ast.Attribute: self._name,
            ast.List: self._list,
            ast.Call: self._call,
            ast.Compare: self._compare,
            ast.BoolOp: self._chain,
            ast.UnaryOp: self._unary,
            ast.BinOp: self._arithmetic,
            ast.IfExp: self._choice,
        }[type(node)]
        checked: Checked = method(node)  # type: ignore[operator]
        return checked

    def of_type(self, node: ast.expr, wanted: str) -> ast.expr:
        """Check ``node`` and demand a type of it."""
        checked, kind = self.check(node)
        self._demand(node, kind, wanted)
        return checked

    def _demand(self, node: ast.expr, kind: Type, wanted: str) -> None:
        if not types.fits(kind, wanted):
            want = "或".join(str(Type(name)) for name in wanted.split("|"))
            raise self.fault(node, f"“{source_of(self.text, node)}”是{kind}，这里要的是{want}。")

    def _constant(self, node: ast.Constant) -> Checked:
        source = source_of(self.text, node)
        if isinstance(node.value, bool):
            return Value(node.value), types.BOOLEAN
        if isinstance(node.value, str) and source[:1] in "\"'":
            return Value(node.value), types.TEXT
        if isinstance(node.value, int | float) and _NUMBER.fullmatch(source):
            return Value(Decimal(source)), types.NUMBER
        hint = "判断有没有填，请用 已填(…) 或 未填(…)。" if node.value is None else "数请写成 12 或 0.5 的样子。"
        raise self.fault(node, f"“{source}”不能用在这里。", hint)

    def _list(self, node: ast.List) -> Checked:
        checked = [self._constant(one) for one in node.elts if isinstance(one, ast.Constant)]
        if len(checked) != len(node.elts) or not checked or len({kind for _, kind in checked}) > 1:
            raise self.fault(node, "方括号里只能列出同一类的文字或数，用逗号隔开。")
        values = [part.value for part, _ in checked if isinstance(part, Value)]
        return Value(values), types.list_of(checked[0][1])

    def _name(self, node: ast.Name | ast.Attribute) -> Checked:
        parts = self._dotted(node)
        head, rest = parts[0], parts[1:]
        if head in _VOCABULARY + _PARAMETERS and len(rest) == 1:
            return self._setting(node, head, rest[0])
        if head in THIS and len(self.scope.levels) > 1 and rest:
            return self._field(node, self.scope.levels[1].named(rest[0]), 1, rest, self.scope.levels[1].visible())
        found = self.scope.find(head)
        if found is None:
            hint = nearest(head, self.scope.names())
            raise self.fault(node, f"没有名为“{head}”的栏目。", hint)
        return self._field(node, found[0], found[1], parts, ())

    def _field(
        self, node: ast.expr, found: Field | None, depth: int, parts: list[str], known: Iterator[Field] | tuple[()]
    ) -> Checked:
        """Follow the rest of a dotted name down declared sub-fields."""
        path = list(parts)
        name = path.pop(0)
        while found is not None and path:
            known, name = found.visible(), path.pop(0)
            found = found.named(name)
        if found is None:
            raise self.fault(node, f"没有名为“{name}”的栏目。", nearest(name, [one.title for one in known]))
        return Read(found, depth, offset_of(self.text, node)), types.of_field(found)

    def _dotted(self, node: ast.expr) -> list[str]:
        if isinstance(node, ast.Attribute):
            return [*self._dotted(node.value), node.attr]
        if isinstance(node, ast.Name):
            return [node.id]
        raise self.fault(node, "点号前面只能是栏目名。")

    def _setting(self, node: ast.expr, head: str, name: str) -> Checked:
        known: Mapping[str, Any] = self.scope.vocabulary if head in _VOCABULARY else self.scope.parameters
        if name not in known:
            what = "词表" if head in _VOCABULARY else "参数"
            raise self.fault(node, f"规则集没有名为“{name}”的{what}。", nearest(name, known))
        return Value(known[name]), _type_of(known[name])

    def _call(self, node: ast.Call) -> Checked:
        name = node.func.id if isinstance(node.func, ast.Name) else source_of(self.text, node.func)
        function = FUNCTIONS.get(name)
        if function is None:
            raise self.fault(node, f"没有名为“{name}”的函数。", nearest(name, FUNCTIONS))
        if node.keywords:
            raise self.fault(node, f"函数“{name}”的参数不写名字。", "请按次序写，用逗号隔开。")
        if not function.least <= len(node.args) <= function.most:
            want = str(function.least) if function.least == function.most else f"{function.least} 到 {function.most}"
            raise self.fault(node, f"函数“{name}”要 {want} 个参数，这里写了 {len(node.args)} 个。")
        if function.about_field:
            return self._ask(node, function)
        return self._each(node, function) if function.per_item else self._apply(node, function)

    def _ask(self, node: ast.Call, function: Function) -> Checked:
        read, kind = self.check(node.args[0])
        if not isinstance(read, Read):
            raise self.fault(node.args[0], f"函数“{function.name}”里要写栏目名。")
        if function.english != "default":
            return Ask(function, read, None), types.BOOLEAN
        return Ask(function, read, self.of_type(node.args[1], kind.name)), kind

    def _each(self, node: ast.Call, function: Function) -> Checked:
        source, kind = self.check(node.args[0])
        if not isinstance(source, Read) or kind.field is None:
            raise self.fault(node.args[0], f"函数“{function.name}”的第一个参数要写列表，如 绩效指标。")
        inner = _Resolver(self.text, self.scope.inside(kind.field))
        value, condition, value_type = None, None, types.BOOLEAN
        for index, argument in enumerate(node.args[1:], start=1):
            wanted = function.parameter(index)
            checked, checked_type = inner.check(argument)
            inner._demand(argument, checked_type, wanted)
            if wanted == "boolean":
                condition = checked
            else:
                value, value_type = checked, checked_type
        each = Each(function, source, len(self.scope.levels), value, condition)
        each.needs = tuple(read for read in item_needs(each).values() if read.depth == each.depth)
        for read in each.needs:
            if read.field.derived:
                raise ExpressionError(
                    f"不是每一项都读得出“{read.field.title}”。", read.offset, f"请先写 已填({_spelling(read)}) and …。"
                )
        returned = {"number": types.NUMBER, "boolean": types.BOOLEAN, "list": types.list_of(value_type)}
        return each, returned.get(function.returns, value_type)

    def _apply(self, node: ast.Call, function: Function) -> Checked:
        arguments, kinds = [], []
        for index, argument in enumerate(node.args):
            wanted = function.parameter(index)
            if wanted == "pattern":
                checked, kind = self._pattern(argument)
            else:
                checked, kind = self.check(argument)
                self._demand(argument, kind, wanted)
            arguments.append(checked)
            kinds.append(kind)
        if function.returns == "same":
            return Apply(function, arguments), kinds[0]
        if function.returns.startswith("list of "):
            return Apply(function, arguments), types.list_of(Type(function.returns.removeprefix("list of ")))
        return Apply(function, arguments), Type(function.returns)

    def _pattern(self, node: ast.expr) -> Checked:
        checked, kind = self.check(node)
        if not isinstance(checked, Value) or kind.name != "text":
            raise self.fault(node, "正则表达式要直接写出来，或写成参数。")
        return Value(compile_pattern(checked.value, offset_of(self.text, node))), kind

    def _chain(self, node: ast.BoolOp) -> Checked:
        return ast.BoolOp(node.op, [self.of_type(value, "boolean") for value in node.values]), types.BOOLEAN

    def _unary(self, node: ast.UnaryOp) -> Checked:
        wanted = "boolean" if isinstance(node.op, ast.Not) else "number"
        operand, kind = self.check(node.operand)
        self._demand(node.operand, kind, wanted)
        return ast.UnaryOp(node.op, operand), kind

    def _arithmetic(self, node: ast.BinOp) -> Checked:
        left, left_type = self.check(node.left)
        right, right_type = self.check(node.right)
        self._demand(node.left, left_type, "number")
        self._demand(node.right, right_type, "number")
        ratio = isinstance(node.op, ast.Div) and left_type.unit == right_type.unit
        unit = None if ratio else left_type.unit or right_type.unit
        return ast.BinOp(left, node.op, right), replace(types.NUMBER, unit=unit)

    def _choice(self, node: ast.IfExp) -> Checked:
        test = self.of_type(node.test, "boolean")
        body, kind = self.check(node.body)
        return ast.IfExp(test, body, self.of_type(node.orelse, kind.name)), kind

    def _compare(self, node: ast.Compare) -> Checked:
        nodes = [node.left, *node.comparators]
        checked = [self.check(one) for one in nodes]
        for index, operator in enumerate(node.ops):
            left, right = checked[index], checked[index + 1]
            self._comparable(nodes[index + 1], operator, left, right)
        money = any(kind.unit == "money" for _, kind in checked)
        return Comparison([part for part, _ in checked], node.ops, money=money), types.BOOLEAN

    def _comparable(self, node: ast.expr, operator: ast.cmpop, left: Checked, right: Checked) -> None:
        """Refuse a comparison that could never be true, or has no meaning."""
        kind, other = left[1], right[1]
        if isinstance(operator, ast.In | ast.NotIn):
            element = types.TEXT if other.name == "words" else other.element
            if element is None:
                raise self.fault(node, "“in”后面要写词表，或用方括号列出的值。")
            other = element
        elif isinstance(operator, _ORDERING) and {kind.name, other.name} - {"number", "date", "any"}:
            raise self.fault(node, f"{kind}和{other}不能比大小。")
        if not types.fits(kind, other.name) and not types.fits(other, kind.name):
            raise self.fault(node, f"{kind}和{other}不能比较。")
        for texts, enum in ((right[0], kind.enum), (left[0], other.enum)):
            self._known_texts(node, texts, enum)

    def _known_texts(self, node: ast.expr, texts: ast.expr, enum: tuple[str, ...]) -> None:
        """Refuse to compare a field that has a closed list of texts with any other text."""
        if not enum or not isinstance(texts, Value) or isinstance(texts.value, Words):
            return
        for text in texts.value if isinstance(texts.value, list) else [texts.value]:
            if text not in enum:
                hint = nearest(str(text), enum) or f"可以是：{'、'.join(enum)}。"
                raise self.fault(node, f"这一栏不会是“{text}”。", hint)


def _type_of(value: Any) -> Type:
    """Return the type of a parameter's value."""
    match value:
        case Words():
            return types.WORDS
        case bool():
            return types.BOOLEAN
        case Decimal():
            return types.NUMBER
        case date():
            return types.DATE
        case list():
            return types.list_of(_type_of(value[0]) if value else types.ANY)
        case _:
            return types.TEXT


def _spelling(read: Read) -> str:
    """Return a sub-field as a rule writes it."""
    return f"{read.field.parent_title}.{read.field.title}"
