"""YAML that means what it says, and Chinese words for what it does not allow."""

from __future__ import annotations

import importlib
from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.documents import strict_yaml, yaml_hints
from checker.errors import RuleError


def compose(text: str) -> strict_yaml.Value:
    return strict_yaml.compose(text, "规则.yaml", RuleError)


def fault(text: str):
    with pytest.raises(RuleError) as caught:
        compose(text)
    return caught.value.faults[0]


def test_plain_scalars_mean_only_what_they_look_like():
    text = "a: yes\nb: 1:30\nc: 010\nd: 2024-02-30\ne: 1_000\nf: 'true'\ng: 1.10\nh: -3\n"
    text += "i: null\nj:\nk: true\nl: False\nm: 1e5"
    assert compose(text).data == {
        "a": "yes", "b": "1:30", "c": "010", "d": "2024-02-30", "e": "1_000", "f": "true", "g": Decimal("1.10"),
        "h": -3, "i": None, "j": None, "k": True, "l": "False", "m": "1e5",
    }  # fmt: skip


def test_marks_of_values_and_keys():
    value = compose("\ufeff表:\n  - 甲: 一\n    乙: [2, 3]\n")
    assert value.marks[("表", 0, "甲")] == (2, 8)
    assert value.marks[("表", 0, "乙", 1)] == (3, 12)
    assert value.keys[("表", 0, "乙")] == (3, 5)
    assert value.at(("表", 0, "没有", "x")) == value.marks[("表", 0)]


def test_marks_are_a_mapping_in_the_order_of_the_text():
    value = compose("甲: [1, {乙: 2}]\n丙: 3\n")
    assert list(value.marks) == [(), ("甲",), ("甲", 0), ("甲", 1), ("甲", 1, "乙"), ("丙",)]
    assert dict(value.keys.items()) == {("甲",): (1, 1), ("甲", 1, "乙"): (1, 9), ("丙",): (2, 1)}
    assert (len(value.marks), len(value.keys)) == (6, 3)
    assert () not in value.keys
    assert ("甲", 2) not in value.marks
    assert ("丙", "x") not in value.marks


@given(st.text(alphabet="[]{},:?-\n \"'|>#a", max_size=60))
def test_no_text_has_more_events_than_its_length_allows(text):
    events = 0
    try:
        for _ in yaml.parse(text, strict_yaml._LOADER):
            events += 1
    except yaml.YAMLError:
        pass
    assert events <= strict_yaml._EVENTS_A_CHARACTER * len(text) + 4


def test_all_duplicates_at_once():
    with pytest.raises(RuleError) as caught:
        compose("a: 1\na: 2\nb:\n  c: 1\n  c: 2")
    assert [(one.line, one.column) for one in caught.value.faults] == [(2, 1), (5, 3)]
    assert caught.value.faults[0].excerpt == "a: 2"


@pytest.mark.parametrize(
    ("text", "line", "column", "told"),
    [
        ("", 1, 1, "文件是空的"),
        ("# 只有注释\n", 1, 1, "文件是空的"),
        ("a: &x 1", 1, 4, "锚点"),
        ("*x", 1, 1, "锚点"),
        ("a: !!python/name:os.system x", 1, 4, "标签"),
        ("[" * 40, 1, 33, "嵌套太深"),
        ("a: 1\n---\nb: 2", 2, 1, "---"),
        ("a: \x07", 1, 4, "控制字符"),
        ("a: \ud800", 1, 4, "控制字符"),
        ("? [1]\n: 2", 1, 3, "键必须是文字"),
        ('"": 2', 1, 1, "键必须是文字"),
        ("a：1\nb: 2", 1, 2, "全角"),
        ("- id: x\n  msg: 指标值: 缺", 2, 12, "冒号加空格"),
        ("a:\n\tb: 1", 2, 1, "制表符"),
        ("a: %x", 1, 4, "不能以“%”开头"),
        ("a: @x", 1, 4, "不能以“@”开头"),
        ("a:1\nb: 2", 1, 3, "少一个空格"),
        ("a: 'xx\nb: 2\n", 1, 4, "引号没有配对"),
        ("a: [1 [2]]\nb: 3", 1, 4, "方括号"),
        ("a: {b: 1 c: 2}", 1, 4, "花括号"),
        ('a: "\\q"', 1, 5, "反斜杠"),
        ("a: b\n c d: e", 2, 5, "不该有冒号"),
        ("a: 1\nb\nc: 2", 3, 1, "缺少冒号"),
        ("a: |\n  x\n y", 3, 2, "缩进"),
        ("a: &", 1, 5, "锚点"),
        ("a: |9x\n b", 1, 6, "“|”"),
        ("%YAML x\n---\na: 1", 1, 7, ""),
    ],
)
def test_faults_say_where_and_what(text, line, column, told):
    found = fault(text)
    assert told in found.message
    assert found.line == line
    if line and column and told:
        assert found.column == column
        assert found.file == "规则.yaml"


def test_bounds(monkeypatch):
    monkeypatch.setattr(strict_yaml, "MAX_EVENTS", 10)
    assert "内容太多" in fault("[1, 2, 3, 4, 5, 6, 7, 8]").message
    monkeypatch.setattr(strict_yaml, "MAX_CHARACTERS", 5)
    assert "文件太大" in fault("a: 123").message


def test_the_slow_loader_agrees(monkeypatch):
    text = "a: [1, x, 'y']\nb:\n  c: 2.50\n  d: |\n    文\n"
    fast = compose(text)
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    try:
        slow = importlib.reload(strict_yaml).compose(text, "x")
    finally:
        monkeypatch.undo()
        importlib.reload(strict_yaml)
    assert (slow.data, dict(slow.marks)) == (fast.data, dict(fast.marks))


def test_errors_without_a_place_are_told_too():
    scene = yaml_hints.Scene("a", "x")
    assert "YAML" in scene.explain(yaml.YAMLError("?")).message
    mark = yaml.Mark("x", 0, 0, 0, "a", 0)
    assert scene.explain(yaml.MarkedYAMLError(None, None, "新的问题", mark)).message == "这里不合 YAML 的写法。"
    assert scene.at(9, 1, "x").excerpt == ""
