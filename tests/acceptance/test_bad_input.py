"""Whatever is put in: one clear Chinese sentence with file, line and column where known, and the way out; code 2."""

import json
import re

import pytest
from material import FORM, RULE

FORMS = {
    "empty.txt": (b"", "empty.txt：文件是空的，没有任何内容。 请确认选对了文件。"),
    "blank.txt": (b" \n\n", "blank.txt：文件里只有空白，没有文字。 请确认选对了文件。"),
    "binary.txt": (b"MZ\x90\x00\x03", "binary.txt：这是二进制文件"),
    "encoding.txt": (FORM.encode() + b"\xff\xfe\x80", "encoding.txt：文字编码不是 UTF-8，也不是 GB18030"),
    "other.txt": ("关于召开会议的通知\n各单位：\n".encode(), "other.txt：没有找到部门整体预算绩效目标表。"),
    "years.txt": (
        FORM.replace("部门名称", "预算年度\t2023\n部门名称", 1).encode(),
        "years.txt:1:1：同一张表印了两个年度：第1行第1列是2024年，年度一栏填的是2023年。 请改正其中一处。",
    ),
    "truncated.txt": (
        FORM.split("\n")[0].encode(),
        "truncated.txt:1:1：有表名“2024年度部门整体预算绩效目标表”，但没有读到",
    ),
    "record.json": (
        b'{\n  "form": "department_overall",\n  "yeer": 2024\n}',
        "record.json:3:3：不认识的键“yeer”（/yeer）。 是不是“year”？",
    ),
    "type.json": (b'{\n  "form": "department_overall",\n  "year": "abc"\n}', "type.json:3:11："),
    "cut.json": (b'{"form": "department_overall"', "cut.json:1:30：JSON 不完整，文件可能被截断了。"),
}


def _is_clear(line):
    """Tell whether a line is a Chinese sentence without a word of Python or of an English library."""
    return bool(re.search(r"[\u4e00-\u9fff].*[。？]", line)) and not re.search(
        r"Traceback|Error|Exception|None|expected|Errno|File \"", line
    )


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("command", ["check", "extract"])
def test_a_form_that_cannot_be_read(folder, checker, name, command):
    data, sentence = FORMS[name]
    (folder / name).write_bytes(data)
    code, out, err = checker(command, name)
    first, *more = err.split("\n")
    assert code == 2
    assert first.startswith(sentence)
    assert _is_clear(first)
    assert all(line.startswith("    ") or not line for line in more)
    assert command == "extract" or out == ""


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("没有.txt", "没有.txt：没有这个文件。 请检查路径和文件名。\n"),
        ("rules", "rules：这是文件夹，不是文件。 请给出文件夹里的具体文件。\n"),
        ("a\0b", "a\\x00b：文件打不开：名字里有不能用的字符。"),
        ("x" * 5000, "xxx"),
    ],
)
def test_a_file_that_cannot_be_opened(checker, name, sentence):
    code, out, err = checker("check", name)
    assert (code, out) == (2, "")
    assert err.startswith(sentence)
    assert err.count("\n") == 1


def test_every_breach_of_a_record_is_told_at_once(folder, checker):
    (folder / "r.json").write_text('{"form": "department_overall", "yeer": 1, "titel": "甲"}', "utf-8")
    code, _, err = checker("check", "r.json")
    assert code == 2
    assert len([line for line in err.split("\n") if line.startswith("r.json:1:")]) == 2


def _changed(old, new, count=1):
    assert old in RULE
    return RULE.replace(old, new, count)


RULES = {
    "misspelt field": (
        _changed("require: 基本支出", "require: 基本支处"),
        "rules/bad.yaml:6:10：没有名为“基本支处”的栏目。 是不是“基本支出”？",
        "         ^",
    ),
    "tab": (
        _changed("  - {document", "\t- {document"),
        "rules/bad.yaml:11:1：缩进用了制表符（Tab）。 请改用空格缩进。",
        "^",
    ),
    "full-width colon": (
        _changed("severity: error", "severity：error"),
        "rules/bad.yaml:5:9：键后面的冒号是全角的“：”。 请改成英文冒号加一个空格“: ”。",
        "        ^",
    ),
    "unknown key": (
        _changed("severity: error", "severety: error"),
        "rules/bad.yaml:5:1：不认识的键“severety”。 是不是“severity”？",
        "^",
    ),
    "unknown value": (_changed("severity: error", "severity: fatal"), "rules/bad.yaml:5:11：", "          ^"),
    "duplicate id": (RULE, "：规则编号“REC-01”重复，", "^"),
    "caret after Chinese": (
        _changed("+ 项目支出 ==", "+ 项目支处 =="),
        "rules/bad.yaml:6:17：没有名为“项目支处”的栏目。 是不是“项目支出”？",
        "                    ^",
    ),
    "not UTF-8": (None, "：规则文件不是 UTF-8 编码", None),
}


@pytest.mark.parametrize("kind", RULES)
@pytest.mark.parametrize("command", [("check", "form.txt"), ("rules", "list"), ("rules", "test")])
def test_a_rule_file_with_a_mistake(folder, checker, kind, command):
    text, sentence, caret = RULES[kind]
    (folder / "rules" / "bad.yaml").write_bytes(text.encode() if text else RULE.encode("gb18030"))
    if kind not in ("duplicate id", "not UTF-8"):
        (folder / "rules" / "REC-01.yaml").unlink()
    code, out, err = checker(*command, "--rules", "rules")
    lines = err.split("\n")
    assert (code, out) == (2, "")
    told = next(number for number, line in enumerate(lines) if sentence in line)
    assert _is_clear(lines[told])
    if caret and kind != "duplicate id":
        assert lines[told + 2] == f"    {caret}"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--rules", "没有"), "找不到规则目录“没有”。"),
        (("--rules", "."), "里没有 ruleset.yaml，还不是规则集。"),
        (("--as-of", "2024年"), "日期“2024年”不对。 --as-of 要写成 2024-12-31 这样。"),
    ],
)
def test_options_that_cannot_be_followed(checker, options, sentence):
    code, out, err = checker("check", "form.txt", *options)
    assert (code, out) == (2, "")
    assert sentence in err
    assert err.count("\n") == 1


def test_one_unreadable_form_does_not_stop_the_others(folder, checker):
    (folder / "empty.txt").write_bytes(b"")
    code, out, err = checker("check", "form.txt", "empty.txt", "form.txt", "--rules", "rules", "--format", "json")
    told = json.loads(out)
    assert code == 2
    assert [one["file"] for one in told] == ["form.txt", "empty.txt", "form.txt"]
    assert told[1]["unreadable"] == [err.strip()]
    assert told[0]["balance"]["pass"] == 1
    code, out, err = checker("check", "form.txt", "empty.txt", "--rules", "rules")
    assert (code, err) == (2, "")
    assert "未能核对：empty.txt：文件是空的" in out
    assert out.endswith("共 2 份表：通过 1 份，未能核对 1 份。\n")
