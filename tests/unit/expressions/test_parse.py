"""The text of an expression: what is no expression is named in Chinese, at its very column."""

import ast
import subprocess
import sys
import time

import pytest
from ruling import ROOT, refused, value

from checker.expressions.parse import MAX_BRACKETS, MAX_LENGTH, ExpressionError, parse

SLIPS = [
    ("基本支出＞1", "＞1", "全角", "改成半角的 > "),
    ("已填（基本支出)", "（基本支出)", "全角", "改成半角的 ( "),
    ("基本支出 ≥ 1", "≥ 1", "全角", ">="),
    ("年度 == “甲”", "“甲”", "全角", '"'),
    ("基本支出；", "；", "全角", "请删去"),
    ("基本支出\u3000> 1", "\u3000> 1", "全角", "空格"),
    ("基本支出 = 1", "= 1", "“=”用错了", "=="),
    ("基本支出 && 1", "&& 1", "&&", "and"),
    ("基本支出 <> 1", "<> 1", "<>", "!="),
    ("年度 > 90%", "%", "%", "百分比"),
    ("已填(年度) 并且 已填(年度)", "并且 已填(年度)", "并且", "and"),
    ("已填(年度)并且已填(年度)", "并且已填(年度)", "并且", "and"),
    ("已填(年度) 或者 (年度 > 1)", "或者 (年度 > 1)", "或者", "or"),
    ("非 已填(年度)", "非 已填(年度)", "非", "not"),
    ("年度 等于 1", "等于 1", "等于", "=="),
    ("年度 > 1 AND 年度 < 2", "AND 年度 < 2", "AND", "and"),
    ("已填(年度", "(年度", "括号不成对", "左右括号"),
    ("已填(年度))", ")", "括号不成对", "左右括号"),
    ("已填(年度]", "]", "括号不成对", "左右括号"),
    ('表名 == "(" or 已填(年度', "(年度", "括号不成对", "左右括号"),
    ('表名 == "甲', '"甲', "引号不成对", "前后引号"),
    ("表名 == '甲", "'甲", "引号不成对", "前后引号"),
    ("表名 == 'a\nb'", "'a\nb'", "引号不成对", "前后引号"),
    ("年度 # 备注", "# 备注", "“#”", "引号"),
    ("年度 \\ 1", "\\ 1", "“\\”", "引号"),
    ("年度 > 100万元", "万元", "数后面直接跟着“万元”", "单位不用写"),
    ("年度 > 1or 年度", "or 年度", "or", "空格"),
    ("年度 > 0x10", "x10", "x10", "空格"),
    ("年度 > 1e5", "e5", "e5", "空格"),
    ("年\u200b度", "\u200b度", "U+200B", "删去"),
    ("年度 > 1\x00", "\x00", "U+0000", "删去"),
    ("\ud800", "\ud800", "U+D800", "删去"),
    ("年度 年度", None, "写法有误", "对照"),
    ("年度 >", None, "写法有误", "对照"),
]

UNSUPPORTED = [
    ("年度 ** 2", "** 2", "乘方"),
    ("(年度) % 2", "% 2", "取余"),
    ("年度 // 2", "// 2", "整除"),
    ("年度 is 2", "is 2", "=="),
    ("年度 & 2", "& 2", "and"),
    ("+年度", "+年度", "正号"),
    ("年度[1]", "年度[1]", "方括号取值"),
    ("lambda: 1", "lambda: 1", "lambda"),
    ("[一 for 一 in 年度]", "[一 for 一 in 年度]", "推导式"),
    ("f'{年度}'", "f'{年度}'", "f 字符串"),
    ("{1: 2}", "{1: 2}", "花括号"),
    ("(年度 := 5)", "年度 := 5)", "赋值"),
    ("已填(*年度)", "*年度)", "星号"),
    ("1, 2", "1, 2", "逗号"),
    ("await 年度", "await 年度", "await"),
    ("  年度 ** 2", "** 2", "乘方"),
]


@pytest.mark.parametrize(("text", "at", "message", "hint"), SLIPS)
def test_a_slip_is_named_at_its_column(text, at, message, hint):
    error = refused(text)
    assert message in error.message
    assert hint in error.hint
    if at is not None:
        assert text[error.offset :] == at


@pytest.mark.parametrize(("text", "at", "name"), UNSUPPORTED)
def test_what_the_language_has_not_is_named_at_its_column(text, at, name):
    error = refused(text)
    assert name in error.message
    assert text[error.offset :] == at


def test_a_slip_within_quotes_is_none():
    assert parse('表名 == "甲 并且 乙 = （100万元） # %"')


def test_every_character_between_quotes_stands_for_itself():
    assert value(r'"\d\n\b" == 表名', {"表名": r"\d\n\b"}) is True
    assert value(r"表名 == '\'", {"表名": "\\"}) is True


def test_white_space_and_line_breaks_are_free():
    assert value("  年度\n  > 1\r\n\tand 年度 < 3000\n", {"年度": 2024}) is True


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_an_empty_expression_is_refused(text):
    assert refused(text).message == "表达式是空的。"


def test_the_length_is_bounded():
    assert parse("年度 > 1" + " " * (MAX_LENGTH - 6))
    error = refused("年度 > 1" + " " * (MAX_LENGTH - 5))
    assert (error.offset, "最多 500" in error.message) == (MAX_LENGTH, True)


def test_the_depth_is_bounded():
    assert parse("(" * MAX_BRACKETS + "1" + ")" * MAX_BRACKETS)
    text = "(" * (MAX_BRACKETS + 1) + "1" + ")" * (MAX_BRACKETS + 1)
    assert refused(text).offset == MAX_BRACKETS


def test_the_number_of_parts_is_bounded():
    assert "过于复杂" in refused("+".join(["1"] * 100)).message


def test_what_python_itself_cannot_parse_is_refused(monkeypatch):
    def fail(*_, **__):
        raise MemoryError

    monkeypatch.setattr(ast, "parse", fail)
    with pytest.raises(ExpressionError, match="写法有误"):
        parse("年度")


DANGEROUS = [
    "4000000**4000000", "9**9**6", "(4000000**300000)*(4000000**300000)", "f'{1:>400000000}'", "'%400000000d' % 1",
    "'a'.ljust(400000000)", "'a'.zfill(400000000)", "'\\t'.expandtabs(400000000)",
    "('a'*99999).replace('a','b'*5000)", "('b'*5000).join('a'*99999)", "'a'*200000", "(1<<10000)<<10000",
    "(((1<<1000)*(1<<1000))**4000000)", "(" * 200 + "1" + ")" * 200, "-" * 5000 + "1", "-" * 100000 + "1",
    "-" * 490 + "1", "+".join(["1"] * 2000), "+".join(["1"] * 20000), "x" + ".a" * 5000, "x" + ".a" * 200,
    "(lambda: 1)()", "(y:=5)", "a=1+1", "1;2", "rand()", "randint(5)", "''.__class__", "'{0.__class__}'.format(1)",
    "年度.__class__", "已填.__globals__", "x＞1", "ｘ + 1", "１ + 1", "预算 + 1", "str(10**5000)", "int('9'*5000)",
    "'a' in 5", "open('/etc/passwd')", "__import__('os')", "exec('1')", "(" * 80 + "1" + ")" * 80, "[]*1000000",
    "[1]*100000000", "9" * 400, "not " * 120 + "1",
]  # fmt: skip


@pytest.mark.parametrize("text", DANGEROUS, ids=lambda text: text[:30])
def test_a_dangerous_expression_is_refused_at_once(text):
    started = time.perf_counter()
    refused(text)
    assert time.perf_counter() - started < 1


def test_no_python_warning_leaks_from_an_expression():
    code = "from checker.expressions.parse import parse; parse(r'\"\\d\" == (1)(2)')"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_wanted_type_is_demanded():
    assert refused("年度", ROOT, "boolean").message == "这里要的是是或否，表达式给的是数。"


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("1 2", 2),
        ("  1 2", 4),
        ("基本支出 > > 3", 7),
        ("(1 +)", 4),
        ("基本支出 项目支出", 5),
        ("基本支出 +", 6),  # the end is missing
        ("  基本支出 + ", 9),
        ("年度 in", 5),
    ],
)
def test_what_cannot_be_parsed_is_told_where_python_stopped(text, offset):
    error = refused(text)
    assert (error.message, error.offset) == ("表达式写法有误。", offset)
