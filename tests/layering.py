"""Rule sets of several layers for tests: each as short as what the test is about."""

import pytest
from ruling import rule_text

from checker.errors import RuleError
from checker.rulesets import load
from checker.rulesets.load import trace

TOP = """\
id: top
title: 上层
version: 1
parameters:
  上限: {value: 90, meaning: 试用, stricter: lower}
  下限: {value: 10, meaning: 试用}
"""
LISTS = """\
禁词: {meaning: 试用, words: [甲词, 乙词], harmless: [不甲词], stricter: more}
放行词: {meaning: 试用, words: [丙词], stricter: fewer}
词: {meaning: 试用, words: [丁词]}
"""
LOW = "id: low\ntitle: 下层\nversion: 2\nextends: ../top\n"
LIMIT = rule_text(
    id="REC-02",
    require="财政供养人员数 <= 参数.上限",
    severity="warning",
    message="多于 {参数.上限}。",
    cases="[{name: 恰好, given: {财政供养人员数: 90}, expect: pass}]",
)
MONEY = rule_text(tolerance="0.01", cases="[{name: 空, given: {}, expect: not_applicable}]")
WORDS = rule_text(
    id="REC-03",
    require="已填(部门名称) and not 含词(部门名称, 词表.禁词)",
    cases="[{name: 空, given: {}, expect: not_applicable}]",
)
RULES = {"a.yaml": MONEY, "b.yaml": LIMIT, "c.yaml": WORDS}


def write(folder, files):
    """Write files by their names."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def two(tmp_path, low="", top=TOP, **more):
    """Write an upper layer of three rules and a lower one with ``low`` in its head; return the lower one's folder."""
    upper = {"ruleset.yaml": top, "vocabulary.yaml": LISTS, **RULES}
    write(tmp_path / "top", {name: text for name, text in upper.items() if text})
    files = {name.replace("_", "."): text for name, text in more.items()}
    return write(tmp_path / "low", {"ruleset.yaml": LOW + low, **files})


def third(tmp_path, head):
    """Write a layer below the two; return its folder."""
    text = f"id: third\ntitle: 第三层\nversion: 3\nextends: ../low\n{head}"
    return write(tmp_path / "third", {"ruleset.yaml": text})


def made(folder):
    """Return the rule set of a folder, with who set what."""
    return trace(folder)


def faults(folder):
    """Return the faults of a rule set that must have some."""
    with pytest.raises(RuleError) as caught:
        load(folder)
    return caught.value.faults


def fault(folder):
    """Return the only fault of a rule set."""
    (only,) = faults(folder)
    return only
