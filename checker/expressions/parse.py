"""Text of an expression to a bounded Python syntax tree, or a Chinese sentence at the very column.

Only a small part of Python's grammar is let through (security: an allow-list, and bounds that are checked before
``ast.parse`` sees the text, since deep nesting can crash the parser itself).
"""

from __future__ import annotations

import ast
import re

MAX_LENGTH = 500
MAX_BRACKETS = 25
MAX_NODES = 200

_ALLOWED = (
    ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.BinOp, ast.Add, ast.Sub, ast.Mult,
    ast.Div, ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.IfExp, ast.Call,
    ast.Name, ast.Attribute, ast.Load, ast.Constant, ast.List,
)  # fmt: skip

_FULL_WIDTH = {
    "（": "(", "）": ")", "，": ",", "＞": ">", "＜": "<", "＝": "=", "≥": ">=", "≤": "<=", "≠": "!=", "＋": "+",
    "－": "-", "×": "*", "÷": "/", "“": '"', "”": '"', "‘": "'", "’": "'", "．": ".", "。": ".", "；": "", "：": "",
    "！": "not", "＊": "*", "／": "/", "【": "[", "】": "]", "、": ",", "\u3000": "半角空格",
}  # fmt: skip
_CHINESE_WORDS = {"并且": "and", "而且": "and", "且": "and", "或者": "or", "或": "or", "不是": "not", "非": "not"}
_SLIPS = [
    (re.compile(r"(?<![=<>!])=(?!=)"), "比较相等要写两个等号“==”。"),
    (re.compile(r"&&|\|\|"), "请写 and、or。"),
    (re.compile(r"<>"), "不等于请写“!=”。"),
    (re.compile(r"%"), "百分数请写成数，如 90；求百分比用函数“百分比(甲, 乙)”。"),
]
_UNSUPPORTED = {
    ast.Pow: "乘方", ast.Mod: "取余", ast.FloorDiv: "整除", ast.Subscript: "方括号取值", ast.Lambda: "lambda",
    ast.ListComp: "推导式", ast.GeneratorExp: "推导式", ast.JoinedStr: "f 字符串", ast.Dict: "花括号",
    ast.Set: "花括号",
    ast.Starred: "星号", ast.NamedExpr: "赋值", ast.Tuple: "逗号", ast.Is: "is", ast.IsNot: "is not",
}  # fmt: skip


class ExpressionError(Exception):
    """One mistake in the text of an expression; ``offset`` counts characters from 0."""

    def __init__(self, message: str, offset: int = 0, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.offset, self.hint = message, offset, hint


def parse(text: str) -> ast.expr:
    """Return the tree of ``text``.

    Raises ExpressionError when the text is too long or too deep, is no expression, or uses what the language has not.
    """
    _check_bounds(text)
    _check_characters(text)
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise _syntax_error(text, error) from None
    nodes = list(ast.walk(tree))
    if len(nodes) > MAX_NODES:
        raise ExpressionError(f"表达式过于复杂（{len(nodes)} 个成分，最多 {MAX_NODES} 个）。", hint="请拆成几条规则。")
    for node in nodes:
        if not isinstance(node, _ALLOWED):
            name = _UNSUPPORTED.get(type(node), type(node).__name__)
            raise ExpressionError(f"表达式里不能用{name}。", offset_of(text, node))
    return tree.body


def offset_of(text: str, node: ast.AST) -> int:
    """Return where ``node`` starts in ``text``, in characters; the tree counts UTF-8 bytes."""
    lines = text.splitlines(keepends=True) or [""]
    row = getattr(node, "lineno", 1) - 1
    column = len(lines[row].encode()[: getattr(node, "col_offset", 0)].decode(errors="ignore"))
    return sum(map(len, lines[:row])) + column


def source_of(text: str, node: ast.AST) -> str:
    """Return the piece of ``text`` that ``node`` was read from."""
    return ast.get_source_segment(text, node) or ""


def _check_bounds(text: str) -> None:
    if not text.strip():
        raise ExpressionError("表达式是空的。")
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"表达式有 {len(text)} 个字符，最多 {MAX_LENGTH} 个。", MAX_LENGTH, "请拆成几条规则。")
    depth = 0
    for offset, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if depth > MAX_BRACKETS:
            raise ExpressionError("括号嵌套过深。", offset)


def _check_characters(text: str) -> None:
    """Refuse full-width signs outside quotes; Python would fold or misread them."""
    quote = ""
    for offset, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character in _FULL_WIDTH:
            half = _FULL_WIDTH[character]
            raise ExpressionError(
                f"“{character}”是全角符号。", offset, f"请改成半角的 {half} 。" if half else "请删去。"
            )


def _syntax_error(text: str, error: BaseException) -> ExpressionError:
    """Say in Chinese what is wrong with the text, as nearly as can be told."""
    for word, python in _CHINESE_WORDS.items():
        found = re.search(rf"(?<=[\s)]){word}(?=[\s(])", text)
        if found:
            return ExpressionError(f"“{word}”不是连接词。", found.start(), f"请写 {python} 。")
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", lambda match: " " * len(match.group()), text)
    for pattern, hint in _SLIPS:
        slip = pattern.search(bare)
        if slip:
            return ExpressionError(f"“{slip.group()}”用错了。", slip.start(), hint)
    if bare.count("(") != bare.count(")"):
        return ExpressionError("括号不成对。", max(bare.rfind("("), 0), "请检查左右括号。")
    if text.count('"') % 2:
        return ExpressionError("引号不成对。", text.rfind('"'), "请检查前后引号。")
    offset = getattr(error, "offset", None) or 1
    return ExpressionError("表达式写法有误。", min(max(offset - 1, 0), len(text)), "请对照规则语言的写法检查这里。")
