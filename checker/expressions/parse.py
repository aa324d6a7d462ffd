"""Text of an expression to a bounded Python syntax tree, or a Chinese sentence at the very column.

Only a small part of Python's grammar is let through (security: an allow-list, and bounds that are checked before
``ast.parse`` sees the text, since deep nesting can crash the parser itself).
"""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Mapping

from checker import regex

MAX_LENGTH = 500
MAX_BRACKETS = 16  # also bounds how deep walks through lists, and the code made of them, can nest
MAX_NODES = 200

_PARTS: Mapping[type[ast.AST], tuple[str, ...]] = {
    ast.Expression: ("body",), ast.BoolOp: ("op", "values"), ast.UnaryOp: ("op", "operand"),
    ast.BinOp: ("left", "op", "right"), ast.Compare: ("left", "ops", "comparators"),
    ast.IfExp: ("test", "body", "orelse"), ast.Call: ("func", "args", "keywords"), ast.keyword: ("value",),
    ast.Name: (), ast.Attribute: ("value",), ast.List: ("elts",), ast.Constant: (), ast.Load: (),
    ast.And: (), ast.Or: (), ast.Not: (), ast.USub: (), ast.Add: (), ast.Sub: (), ast.Mult: (), ast.Div: (),
    ast.Eq: (), ast.NotEq: (), ast.Lt: (), ast.LtE: (), ast.Gt: (), ast.GtE: (), ast.In: (), ast.NotIn: (),
}  # fmt: skip
"""The kinds of node that are let through, and which of their attributes hold others, but for a name being read."""
_READ = (ast.Name, ast.Attribute, ast.List)
"""Those that have one node more, which tells that they are read."""

_FULL_WIDTH = {
    "（": "(", "）": ")", "，": ",", "＞": ">", "＜": "<", "＝": "=", "≥": ">=", "≤": "<=", "≠": "!=", "＋": "+",
    "－": "-", "×": "*", "÷": "/", "“": '"', "”": '"', "‘": "'", "’": "'", "．": ".", "。": ".", "；": "", "：": "",
    "！": "not", "＊": "*", "／": "/", "【": "[", "】": "]", "、": ",", "\u3000": "空格",
}  # fmt: skip
_OTHER_WORDS = {
    "并且": "and", "而且": "and", "且": "and", "AND": "and", "或者": "or", "或": "or", "OR": "or", "不是": "not",
    "非": "not", "NOT": "not", "等于": "==", "不等于": "!=", "大于": ">", "小于": "<", "大于等于": ">=",
    "小于等于": "<=", "不": "not",
}  # fmt: skip
_SLIPS = [
    (regex.lazy(r"=>"), "大于等于请写“>=”。"),
    (regex.lazy(r"=<"), "小于等于请写“<=”。"),
    (regex.lazy(r"(?<![=<>!])=(?!=)"), "比较相等要写两个等号“==”。"),
    (regex.lazy(r"&&|\|\|"), "请写 and、or。"),
    (regex.lazy(r"<>"), "不等于请写“!=”。"),
    (regex.lazy(r"%"), "百分数请写成数，如 90；求百分比用函数“百分比(甲, 乙)”。"),
]
_NUMBER_AND_WORD = regex.lazy(r"(?<!\w)[0-9][0-9_]*(?:\.[0-9]+)?(?P<word>[^\W\d_]\w*)")
_UNSUPPORTED = {
    ast.Pow: "乘方", ast.Mod: "取余", ast.FloorDiv: "整除", ast.MatMult: "“@”", ast.UAdd: "正号", ast.Invert: "“~”",
    ast.BitAnd: "“&”，请写 and", ast.BitOr: "“|”，请写 or", ast.BitXor: "“^”", ast.LShift: "移位", ast.RShift: "移位",
    ast.Subscript: "方括号取值", ast.Slice: "方括号取值", ast.Lambda: "lambda", ast.ListComp: "推导式",
    ast.SetComp: "推导式", ast.DictComp: "推导式", ast.GeneratorExp: "推导式", ast.JoinedStr: "f 字符串",
    ast.Dict: "花括号", ast.Set: "花括号", ast.Starred: "星号", ast.NamedExpr: "赋值", ast.Tuple: "逗号",
    ast.Is: "is，请写 ==", ast.IsNot: "is not，请写 !=", ast.Await: "await", ast.Yield: "yield",
    ast.YieldFrom: "yield",
}  # fmt: skip
_STAND_IN = "\x1a"
_PAIRS = {")": "(", "]": "[", "}": "{"}


_BREAK = regex.lazy(r"[\t\r\n]")
_QUOTE = regex.lazy("[\"']")
_QUOTED = regex.lazy("\"[^\"\r\n]*\"|'[^'\r\n]*'")
_BRACKET = regex.lazy(r"[()\[\]{}]")
_WRONG = regex.lazy(f"[#\\\\{re.escape(''.join(_FULL_WIDTH))}]")


class ExpressionError(Exception):
    """One mistake in the text of an expression; ``offset`` counts characters from 0."""

    def __init__(self, message: str, offset: int = 0, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.offset, self.hint = message, offset, hint


def parse(text: str) -> ast.expr:
    """Return the tree of ``text``; it counts columns in UTF-8 bytes, as if ``text`` were one line.

    Between quotes every character stands for itself, backslashes too: Python's escapes would change the patterns that
    rules are written with. Raises ExpressionError when the text is too long or too deep, is no expression, or uses
    what the language has not.
    """
    if not text.strip():
        raise ExpressionError("表达式是空的。")
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"表达式有 {len(text)} 个字符，最多 {MAX_LENGTH} 个。", MAX_LENGTH, "请拆成几条规则。")
    bare = _outside_quotes(text)
    _check_characters(bare)
    _check_brackets(bare)
    tree = _tree(text, bare)
    kinds = [type(one) for one in _nodes(tree)]
    if not _PARTS.keys() >= set(kinds):
        raise _refusal(text, tree)
    _check_number(len(kinds) + sum(map(kinds.count, _READ)))
    return tree.body


def _check_number(nodes: int) -> None:
    if nodes > MAX_NODES:
        raise ExpressionError(f"表达式过于复杂（{nodes} 个成分，最多 {MAX_NODES} 个）。", hint="请拆成几条规则。")


def _refusal(text: str, tree: ast.Expression) -> ExpressionError:
    """Return the error that a node, the first such, is none that is let through; raise one if they are too many."""
    nodes = list(ast.walk(tree))
    _check_number(len(nodes))
    node = next(one for one in nodes if type(one) not in _PARTS)
    parent = next((one for one in nodes if node in ast.iter_child_nodes(one)), node)
    name = _UNSUPPORTED.get(type(node), "这种写法")
    hint = "数里不写千分位的逗号，如 1,000 请写成 1000。" if isinstance(node, ast.Tuple) else ""
    return ExpressionError(f"表达式里不能用{name}。", _offset_below(text, parent, node), hint)


def offset_of(text: str, node: ast.AST) -> int:
    """Return where ``node`` starts in ``text``, in characters; the tree counts UTF-8 bytes."""
    return len(text.encode()[: getattr(node, "col_offset", 0)].decode())


def source_of(text: str, node: ast.expr) -> str:
    """Return the piece of ``text`` that ``node`` was read from."""
    return text.encode()[node.col_offset : node.end_col_offset].decode()


def _tree(text: str, bare: str) -> ast.Expression:
    """Let Python parse the text, on one line and with nothing that it would unescape."""
    line = text.replace("\\", _STAND_IN)
    if _BREAK.search(bare):
        line = "".join(" " if outside in "\t\r\n" else within for within, outside in zip(line, bare, strict=True))
    source = line.lstrip()
    indent = len(line) - len(source)
    try:
        tree = ast.parse(source, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        stopped = (
            getattr(error, "offset", None) or len(source) + 1
        )  # from 1; Python tells none where the end is missing
        raise _syntax_error(bare, indent + stopped - 1) from None
    if indent:
        indent = len(line[:indent].encode())  # the tree counts bytes, and white space may take several
        for node in ast.walk(tree):
            if isinstance(node, ast.expr | ast.keyword):
                node.col_offset += indent
                node.end_col_offset = (node.end_col_offset or 0) + indent
    return tree


def _nodes(tree: ast.Expression) -> list[ast.AST]:
    """Return the tree and every node in it; nothing below one that is not let through, nor that names are read."""
    nodes: list[ast.AST] = [tree]
    for parent in nodes:  # the list grows while it is walked
        for name in _PARTS.get(type(parent), ()):
            value = getattr(parent, name)
            if type(value) is list:
                nodes += value
            else:
                nodes.append(value)
    return nodes


def _offset_below(text: str, parent: ast.AST, node: ast.AST) -> int:
    """Return where ``node`` starts; an operator has no place of its own, and follows what stands on its left."""
    left = getattr(parent, "left", None)
    if hasattr(node, "col_offset") or left is None:
        return offset_of(text, node if hasattr(node, "col_offset") else parent)
    offset = offset_of(text, left) + len(source_of(text, left))
    return offset + len(text[offset:]) - len(text[offset:].lstrip(") "))


def _outside_quotes(text: str) -> str:
    """Return ``text`` with all that stands between quotes blanked out, so that nothing in it is taken for syntax."""
    plain = _QUOTED.sub(lambda found: "_" * len(found.group()), text)
    if text.isprintable() and not _QUOTE.search(plain):
        return plain
    bare, quote, opened = [], "", 0
    for offset, character in enumerate(text):
        if unicodedata.category(character) in ("Cc", "Cf", "Cs") and character not in "\t\r\n":
            raise ExpressionError(f"有看不见的字符（U+{ord(character):04X}）。", offset, "请删去。")
        if quote and character in "\r\n":
            break
        if quote:
            quote = "" if character == quote else quote
            bare.append("_")
        else:
            quote, opened = (character, offset) if character in "\"'" else ("", 0)
            bare.append("_" if quote else character)
    if quote:
        raise ExpressionError("引号不成对。", opened, "请检查前后引号。")
    return "".join(bare)


def _check_characters(bare: str) -> None:
    """Refuse full-width signs, which Python would fold or misread, comments, and numbers that run into a word."""
    wrong = _WRONG.search(bare)
    if wrong and wrong.group() in "#\\":
        raise ExpressionError(f"表达式里不能用“{wrong.group()}”。", wrong.start(), "请删去，或放进引号里。")
    if wrong:
        half = _FULL_WIDTH[wrong.group()]
        hint = f"请改成半角的 {half} 。" if half else "请删去。"
        raise ExpressionError(f"{wrong.group()} 是全角符号。", wrong.start(), hint)
    run = _NUMBER_AND_WORD.search(bare)
    if run:
        hint = "数和文字之间要有空格或运算符；单位不用写，如 100万元 请写成 100。"
        raise ExpressionError(f"数后面直接跟着“{run['word']}”。", run.start("word"), hint)


def _check_brackets(bare: str) -> None:
    """Refuse brackets that do not pair, or nest too deep."""
    found = _BRACKET.findall(bare)
    opened: list[int] = []
    for number, bracket in enumerate(found):
        if bracket in "([{":
            opened.append(number)
            if len(opened) > MAX_BRACKETS:
                raise ExpressionError("括号嵌套过深。", _place_of(bare, number))
        elif not opened or found[opened.pop()] != _PAIRS[bracket]:
            raise ExpressionError("括号不成对。", _place_of(bare, number), "请检查左右括号。")
    if opened:
        raise ExpressionError("括号不成对。", _place_of(bare, opened[-1]), "请检查左右括号。")


def _place_of(bare: str, number: int) -> int:
    """Return where the bracket of this number stands."""
    return [found.start() for found in _BRACKET.finditer(bare)][number]


def _syntax_error(bare: str, offset: int) -> ExpressionError:
    """Say in Chinese what is wrong with the text, as nearly as can be told; ``offset`` is where Python stopped."""
    for word, python in _OTHER_WORDS.items():
        found = re.search(rf"(?<=\)){word}|(?:^|(?<=[\s(])){word}(?=[\s(])", bare)
        if found:
            return ExpressionError(f"“{word}”在这里不认识。", found.start(), f"请写 {python} 。")
    for pattern, hint in _SLIPS:
        slip = pattern.search(bare)
        if slip:
            return ExpressionError(f"“{slip.group()}”用错了。", slip.start(), hint)
    return ExpressionError("表达式写法有误。", min(offset, len(bare)), "请对照 rules/README.md 里条件的写法检查这里。")
