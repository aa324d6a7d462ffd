"""A syntax tree to a checked tree: every name a field, function, parameter or vocabulary, every type in its place.

All that can be known before a form is read is decided here, so that a misspelt name is a mistake at load and never a
rule that silently looks at nothing.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from checker.expressions import types
from checker.expressions.compare import check_comparisons
from checker.expressions.functions import FUNCTIONS
from checker.expressions.library import Function, FunctionError
from checker.expressions.needs import item_needs, needs
from checker.expressions.nodes import Apply, Ask, Comparison, Each, Expression, Read, Value
from checker.expressions.parse import ExpressionError, parse
from checker.expressions.patterns import compile_pattern
from checker.expressions.scope import Scope, function_hint
from checker.expressions.types import Type
from checker.schema import Field
from checker.text import nearest

THIS = ("本项", "this")
_PARAMETERS = ("参数", "parameters")
_VOCABULARY = ("词表", "vocabulary")
_NUMBERS = {name: (one.least, one.most) for name, one in FUNCTIONS.items()}
"""How many arguments each function takes, at least and at most."""
_NUMBER = re.compile(r"\d{1,15}(\.\d{1,9})?", re.ASCII)
Checked = tuple[ast.expr, Type]


def resolve(text: str, scope: Scope, wanted: str = "any") -> Expression:
    """Check ``text`` against ``scope``; ``wanted`` is the type it must have.

    Raises ExpressionError at the first mistake.
    """
    resolver, bare = _Resolver(text, scope), scope.bare(text)
    tree, kind = (Read(*bare, 0), types.of_field(bare[0])) if bare is not None else resolver.check(parse(text))
    if not types.fits(kind, wanted):
        raise ExpressionError(f"这里要的是{types.called(wanted)}，表达式给的是{kind}。")
    return Expression(text, tree, kind, tuple(needs(tree).values()), resolver.fixed)


def all_of(parts: Sequence[Expression]) -> Expression:
    """Return the condition that all of ``parts`` hold, in their order; an earlier one may guard a later one."""
    tree = ast.BoolOp(ast.And(), [part.tree for part in parts])
    text = " and ".join(f"({part.text})" for part in parts)
    return Expression(text, tree, types.BOOLEAN, tuple(needs(tree).values()), all(part.fixed for part in parts))


class _Resolver:
    """One pass over one expression."""

    def __init__(self, text: str, scope: Scope) -> None:
        self.text, self.scope = text, scope
        self._bytes = text.encode("utf-8", "surrogatepass")  # which no parser lets through
        self.fixed = True

    def _offset(self, node: ast.AST) -> int:
        """Return where a node starts, in characters."""
        return len(self._bytes[: getattr(node, "col_offset", 0)].decode())

    def _source(self, node: ast.expr) -> str:
        """Return the piece of the text that a node was read from."""
        return self._bytes[node.col_offset : node.end_col_offset].decode()

    def fault(self, node: ast.AST, message: str, hint: str = "") -> ExpressionError:
        """Return an error at ``node``."""
        return ExpressionError(message, self._offset(node), hint)

    def _fault_at_last(self, node: ast.expr, message: str, hint: str) -> ExpressionError:
        """Return an error at the last part of a dotted name."""
        source = self._source(node)
        last = source.rpartition(".")[2].lstrip()
        return ExpressionError(message, self._offset(node) + len(source) - len(last), hint)

    def check(self, node: ast.expr) -> Checked:
        """Return the checked form of ``node`` and its type."""
        return self._CHECKS[type(node)](self, node)

    def of_type(self, node: ast.expr, wanted: str) -> ast.expr:
        """Check ``node`` and demand a type of it."""
        checked, kind = self.check(node)
        self._demand(node, kind, wanted)
        return checked

    def _demand(self, node: ast.expr, kind: Type, wanted: str) -> None:
        if not types.fits(kind, wanted):
            want = "或".join(str(types.called(name)) for name in wanted.split("|"))
            raise self.fault(node, f"“{self._source(node)}”是{kind}，这里要的是{want}。")

    def _constant(self, node: ast.Constant) -> Checked:
        source = self._source(node)
        if isinstance(node.value, bool):
            return Value(node.value), types.BOOLEAN
        if isinstance(node.value, str) and source[:1] in "\"'":
            if source[0] in source[1:-1]:
                raise self.fault(node, f"{source}不是一段文字。", "两段文字之间要有逗号或运算符。")
            return Value(source[1:-1]), types.TEXT
        if type(node.value) in (int, float) and _NUMBER.fullmatch(source):
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
        head, *rest = parts = self._dotted(node)
        if head in _VOCABULARY + _PARAMETERS:
            if len(rest) != 1:
                raise self.fault(node, f"“{'.'.join(parts)}”不完整或多了一节。", f"请写成 {head}.名称。")
            return self._setting(node, head, rest[0])
        if head in THIS and len(self.scope.levels) > 1 and rest:
            return self._field(node, self.scope.levels[1].named(rest[0]), 1, rest, self.scope.levels[1].visible())
        found = self.scope.find(head)
        if found is None:
            raise self.fault(node, f"没有名为“{head}”的栏目。", self.scope.hint(head))
        return self._field(node, found[0], found[1], parts, ())

    def _field(
        self, node: ast.expr, found: Field | None, depth: int, parts: list[str], known: Iterable[Field]
    ) -> Checked:
        """Follow the rest of a dotted name down declared sub-fields."""
        path = list(parts)
        name = path.pop(0)
        while found is not None and path:
            if found.type == "list":
                hint = f"请用 有({found.title}, …)、取值({found.title}, …) 等函数。"
                raise self.fault(node, f"“{found.title}”是列表，不能直接取“{path[0]}”。", hint)
            known, name = found.visible(), path.pop(0)
            found = found.named(name)
        if found is None:
            for _ in path:
                node = node.value if isinstance(node, ast.Attribute) else node
            raise self._fault_at_last(node, f"没有名为“{name}”的栏目。", nearest(name, types.names(known)))
        if found.type == "group":
            members = "、".join(one.title for one in found.visible())
            raise self.fault(node, f"“{found.title}”是一组栏目。", f"请写到具体栏目：{members}。")
        return Read(found, depth, self._offset(node)), types.of_field(found)

    def _dotted(self, node: ast.expr) -> list[str]:
        if isinstance(node, ast.Attribute):
            return [*self._dotted(node.value), node.attr]
        if isinstance(node, ast.Name):
            return [node.id]
        raise self.fault(node, "点号前面只能是栏目名。")

    def _setting(self, node: ast.expr, head: str, name: str) -> Checked:
        known: Mapping[str, Any] = self.scope.vocabulary if head in _VOCABULARY else self.scope.parameters
        self.fixed = self.fixed and head in _VOCABULARY
        if name not in known:
            what = "词表" if head in _VOCABULARY else "参数"
            raise self._fault_at_last(node, f"规则集没有名为“{name}”的{what}。", nearest(name, known))
        return Value(known[name], name), types.of_value(known[name])

    def _call(self, node: ast.Call) -> Checked:
        name = node.func.id if isinstance(node.func, ast.Name) else self._source(node.func)
        function = FUNCTIONS.get(name)
        if function is None:
            raise self.fault(node, f"没有名为“{name}”的函数。", function_hint(name))
        if node.keywords:
            raise self.fault(node, f"函数“{name}”的参数不写名字。", "请按次序写，用逗号隔开。")
        least, most = _NUMBERS[name]
        if not least <= len(node.args) <= most:
            want = str(least) if least == most else f"{least} 到 {most}"
            told = f"函数“{name}”要 {want} 个参数，这里写了 {len(node.args)} 个。"
            raise self.fault(node, told, f"{function.name}：{function.meaning}。")
        if function.about_field:
            return self._ask(node, function)
        return self._each(node, function) if function.per_item else self._apply(node, function)

    def _ask(self, node: ast.Call, function: Function) -> Checked:
        read, kind = self.check(node.args[0])
        if not isinstance(read, Read):
            raise self.fault(node.args[0], f"函数“{function.name}”里要写栏目名。")
        if function.english != "default":
            return Ask(function, read, None), types.BOOLEAN
        if kind.field is not None:
            raise self.fault(node.args[0], f"“{read.field.title}”是列表，不能有默认值。")
        default, other = self.check(node.args[1])
        self._demand(node.args[1], other, kind.name)
        return Ask(function, read, default), types.either(kind, _closed(default, other))

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
        self.fixed = self.fixed and inner.fixed
        if value_type.name in ("items", "words"):
            raise self.fault(node.args[1], f"函数“{function.name}”要逐项取一个值，不能取{value_type}。")
        each = Each(function, source, len(self.scope.levels), value, condition)
        condition_needs, value_needs = item_needs(each)
        each.needs = tuple(read for read in condition_needs.values() if read.depth == each.depth)
        each.value_needs = tuple(read for read in value_needs.values() if read.depth == each.depth)
        for read in (*each.needs, *each.value_needs):
            if read.field.derived:
                hint = f"请先写 已填({read.field.parent_title}.{read.field.title}) and …。"
                raise ExpressionError(f"不是每一项都读得出“{read.field.title}”。", read.offset, hint)
        values = types.list_of(value_type.element or value_type)
        returned = {"number": types.NUMBER, "boolean": types.BOOLEAN, "list": values}
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
        return self._folded(node, Apply(function, arguments)), types.returned(function, kinds)

    def _folded(self, node: ast.Call, call: Apply) -> ast.expr:
        """Compute a call whose arguments are all known now, so that a date that does not exist is found at load."""
        function = call.function
        values = [argument.value if isinstance(argument, Value) else None for argument in call.arguments]
        try:
            if function.known is not None:
                function.known(*values)
            if function.call is None or not all(isinstance(argument, Value) for argument in call.arguments):
                return call
            return Value(function.call(*values))
        except (ArithmeticError, FunctionError) as error:
            why = f"：{error}" if isinstance(error, FunctionError) else ""
            told = f"“{self._source(node)}”算不出来{why}。"
            raise self.fault(node, told, f"请检查里面的值。{function.meaning}。") from None

    def _pattern(self, node: ast.expr) -> Checked:
        checked, kind = self.check(node)
        if not isinstance(checked, Value) or kind.name != "text":
            raise self.fault(node, "正则表达式要直接写出来，或写成参数。")
        return Value(compile_pattern(checked.value, self._offset(node)), checked.name), kind

    def _chain(self, node: ast.BoolOp) -> Checked:
        return ast.BoolOp(node.op, [self.of_type(value, "boolean") for value in node.values]), types.BOOLEAN

    def _unary(self, node: ast.UnaryOp) -> Checked:
        wanted = "boolean" if isinstance(node.op, ast.Not) else "number"
        operand, kind = self.check(node.operand)
        self._demand(node.operand, kind, wanted)
        return ast.UnaryOp(node.op, operand), kind

    def _arithmetic(self, node: ast.BinOp) -> Checked:
        (left, one), (right, other) = self.check(node.left), self.check(node.right)
        self._demand(node.left, one, "number")
        self._demand(node.right, other, "number")
        kind = types.combined(node.op, one, other)
        if kind is None:
            raise self.fault(node.right, f"{one}和{other}不能相加减。")
        if isinstance(node.op, ast.Div) and isinstance(right, Value) and not right.value and not right.name:
            raise self.fault(node.right, "除数是 0，算不出来。")
        return ast.BinOp(left, node.op, right), kind

    def _choice(self, node: ast.IfExp) -> Checked:
        test = self.of_type(node.test, "boolean")
        body, kind = self.check(node.body)
        orelse, other = self.check(node.orelse)
        self._demand(node.orelse, other, kind.name)
        return ast.IfExp(test, body, orelse), types.either(_closed(body, kind), _closed(orelse, other))

    def _compare(self, node: ast.Compare) -> Checked:
        nodes = [node.left, *node.comparators]
        checked = [self.check(one) for one in nodes]
        check_comparisons(self.text, nodes, node.ops, checked)
        money = any(kind.unit == "money" for _, kind in checked)
        return Comparison([part for part, _ in checked], node.ops, money=money), types.BOOLEAN

    _CHECKS: ClassVar[Mapping[type, Callable[[Any, Any], Checked]]] = {
        ast.Constant: _constant, ast.Name: _name, ast.Attribute: _name, ast.List: _list, ast.Call: _call,
        ast.Compare: _compare, ast.BoolOp: _chain, ast.UnaryOp: _unary, ast.BinOp: _arithmetic, ast.IfExp: _choice,
    }  # fmt: skip


def _closed(part: ast.expr, kind: Type) -> Type:
    """Return the type of a part; a text that is written out can only be that text."""
    return Type("text", enum=(part.value,)) if isinstance(part, Value) and kind == types.TEXT else kind
