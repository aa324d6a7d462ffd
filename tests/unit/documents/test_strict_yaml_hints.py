"""Lines a little out of line, and brackets that do not pair: told where the author slipped, not where YAML stumbled."""

from __future__ import annotations

import pytest
import yaml

from checker.documents import strict_yaml, yaml_hints
from checker.errors import RuleError

CASES = "id: a\ncases:\n"


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def loader(request, monkeypatch):
    for module in (strict_yaml, yaml_hints):
        monkeypatch.setattr(module, "_LOADER", getattr(yaml, request.param))


def fault(text):
    with pytest.raises(RuleError) as caught:
        strict_yaml.compose(text, "规则.yaml", RuleError)
    return caught.value.faults[0]


@pytest.mark.parametrize(
    ("text", "line", "indent", "sibling", "column"),
    [
        ("id: a\n when: x\nrequire: y\n", 2, 1, 1, 0),
        ("id: a\nwhen: x\n  require: y\n", 3, 2, 2, 0),
        (CASES + "  - {name: 甲}\n - {name: 乙}\n", 4, 1, 3, 2),
        (CASES + "  - {name: 甲}\n   - {name: 乙}\n", 4, 3, 3, 2),
        (CASES + "  - name: 甲\n   expect: pass\n", 4, 3, 3, 4),
        (CASES + "  - name: 甲\n     expect: pass\n", 4, 5, 3, 4),
        (CASES + "  - name: 甲\n   - name: 乙\n", 4, 3, 3, 2),
        (CASES + "  - name: 甲\n when: x\n", 4, 1, 2, 0),
        ("effective:\n  from: 2020-01-01\n   to: 2021-01-01\n", 3, 3, 2, 2),
        ("effective:\n  from: 2020-01-01\n\n # 注\n to: 2021-01-01\n", 5, 1, 2, 2),
        ("effective:\n  from: 2020-01-01\nid: a\n  when: x\n", 4, 2, 3, 0),
        ("  id: a\nwhen: b\n", 1, 2, 2, 0),
    ],
)
def test_a_line_a_little_out_of_line(text, line, indent, sibling, column):
    found = fault(text)
    assert (found.line, found.column) == (line, 1)
    assert found.message == f"这一行缩进了 {indent} 格，应与第 {sibling} 行对齐。"
    assert found.hint == f"请改成缩进 {column} 格。"


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("message: 指标值: 缺\nid: a\n", 1, "冒号加空格"),
        ("effective:\n  from:2020\n  to: 2021\n", 2, "少一个空格"),
        ("id: a\n\twhen: x\n", 2, "制表符"),
        (CASES + "  - name: 甲\n  \u3000\u3000given: {}\n", 4, "全角空格"),
        ("id: a\nmessage: {三级指标}以“等”结尾。\n", 2, "值以括号开头，括号后面又有字"),
        ("id: a\ncases:\n  - {name: 甲，given: {表名: 乙}, expect: pass}\n", 3, "括号里的逗号是全角的“，”"),
        ("id: a\nbasis: ｛document: 甲, verified: false｝\n", 2, "括号是全角的“｛”"),
        ("id: a\nmessage: 见财预［2015］88号: 缺\n", 2, "冒号加空格"),
        ("id: a\n        when: x\n", 2, "不该有冒号"),
        ("id: a\n- b\n", 2, "缩进或写法与上文不一致"),
    ],
)
def test_other_slips_keep_their_own_words(text, line, told):
    found = fault(text)
    assert told in found.message
    assert found.line == line


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        (CASES + "  - {name: 甲, given: {年度: 1}, expect: pass\n  - {name: 乙}\n", 3, 43, "第 3 行少一个“}”。"),
        (CASES + "  - {name: 甲, given: {年度: 1, expect: pass}\n  - {name: 乙}\n", 3, 43, "第 3 行少一个“}”。"),
        (CASES + "  - {name: 甲, given: {表: [{a: 1}}}\n  - {name: 乙}\n", 3, 26, "第 3 行少一个“]”。"),
        (CASES + "  - {name: 甲, given: {表: [{a: 1\n  - {name: 乙}\n", 3, 32, "第 3 行少“}]}}”。"),
        (
            CASES + "  - {name: '}', given: {},\n     expect: pass\n  # 注\n  - {name: 乙}\n",
            4,
            18,
            "第 4 行少一个“}”。",
        ),
        (CASES + "  - {given: {l: [\n    {x: 1}},\n    expect: pass}\nz: 1\n", 4, 11, "第 4 行少一个“]”。"),
        ("甲: {words: [a, b}\n乙: {words: [c]}\n", 1, 12, "第 1 行少一个“]”。"),
        ("words: [a, b\nz: 1\n", 1, 13, "第 1 行少一个“]”。"),
        ("words: [a, b,\nz: {m: x}\ny: {m: x}\n", 1, 14, "第 1 行少一个“]”。"),
        ("a: {b: 1", 1, 9, "第 1 行少一个“}”。"),
        ("a: [b,\n\n", 1, 7, "第 1 行少一个“]”。"),
        ("a: [b]]\nc: 1\n", 1, 7, "第 1 行多一个“]”。"),
        ("a: {b: [1]]\nc: 1\n", 1, 11, "第 1 行多一个“]”。"),
        ("a: [\n  {x: 1}\n  {y: 2},\n]\nb: 2\n", 1, 4, "方括号没有配对，或少了逗号。"),
        ("- {name: 甲, given: {a: 1 b: 2}}\n", 1, 20, "花括号没有配对，或少了逗号。"),
    ],
)
def test_brackets_that_do_not_pair(text, line, column, message):
    found = fault(text)
    assert (found.message, found.line, found.column) == (message, line, column)
