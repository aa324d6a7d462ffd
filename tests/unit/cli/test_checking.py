import io
import json
import sys
from types import SimpleNamespace

import pytest


@pytest.mark.parametrize(
    ("form", "options", "code"),
    [
        ("合格", (), 0),
        ("错误", (), 1),
        ("错误", ("--fail-on", "info"), 1),
        ("警告", (), 0),
        ("警告", ("--fail-on", "warning"), 1),
        ("警告", ("--fail-on", "info"), 1),
        ("缺数", (), 1),
        ("规则错", (), 2),
        ("空", (), 2),
        ("合格 错误", (), 1),
        ("规则错 错误", (), 2),
        ("崩", (), 2),
        ("炸", (), 2),
        ("拒", (), 2),
        (" ", (), 2),
    ],
)
def test_exit_codes(checker, form, options, code):
    assert checker("check", "a", *options, a=form)[0] == code
    assert checker("check", "a", "--format", "json", *options)[0] == code


def test_one_form_prints_one_object(checker):
    code, out, err = checker("check", "a", "--format", "json", a="错误")
    assert (code, err) == (1, "")
    assert json.loads(out)["findings"][0]["rule"] == "R-01"


def test_several_forms_print_a_list_and_a_lost_one_keeps_its_place(checker):
    code, out, err = checker("check", "a", "b", "c", "--format", "json", a="错误", b="", c="合格 合格")
    told = json.loads(out)
    assert code == 2
    assert [one.get("unreadable", one.get("as_of")) for one in told] == [
        "2023-12-31",
        ["b:1:1：文件是空的。 请重新导出。"],
        "2023-12-31",
        "2023-12-31",
    ]
    assert err == "b:1:1：文件是空的。 请重新导出。\n"


def test_among_several_tables_a_lost_form_is_a_line_of_the_output(checker):
    code, out, err = checker("check", "a", "b", a="错误", b="")
    assert (code, err) == (2, "")
    assert "\n未能核对：b:1:1：文件是空的。 请重新导出。\n" in out
    assert out.endswith("共 2 份表：未通过 1 份，未能核对 1 份。\n")


def test_a_single_lost_form_speaks_on_standard_error_only(checker):
    assert checker("check", "b", b="") == (2, "", "b:1:1：文件是空的。 请重新导出。\n")


def test_one_form_that_crashes_leaves_the_others_their_turn(checker):
    code, out, _ = checker("check", "a", a="合格 崩 合格")
    assert code == 2
    assert "未能核对：a：程序内部错误（ZeroDivisionError：boom）。这不是填表的问题。" in out
    assert "共 3 份表：通过 2 份，未能核对 1 份。" in out


def test_a_fault_without_file_gets_the_name_of_the_form(checker):
    assert checker("check", "a", a="拒")[2] == "a：规则不管这类表。\n"


def test_debug_lets_an_unexpected_error_through(checker):
    with pytest.raises(ZeroDivisionError):
        checker("--debug", "check", "a", a="崩")


def test_standard_input(checker, monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO("合格".encode())))
    assert "文件：标准输入" in checker("check", "-")[1]


def test_too_long_an_input_is_refused(checker, monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"x" * 100)))
    assert checker("check", "-") == (2, "", "标准输入：内容太大。 请只保留绩效目标表。\n")


def test_patterns_are_filled_in_where_the_shell_left_them(checker):
    code, out, _ = checker("check", "表*.txt", **{"表1.txt": "合格", "表2.txt": "合格"})
    assert code == 0
    assert "表1.txt" in out
    assert "共 2 份表：通过 2 份。" in out


def test_a_name_that_looks_like_a_pattern_is_taken_as_it_is(checker):
    assert checker("check", "表[1].txt", **{"表[1].txt": "合格"})[0] == 0


def test_the_day_is_the_users_or_the_end_of_the_year_or_of_all_time(checker):
    _, out, _ = checker("check", "a", "--format", "json", a="合格 无年度")
    assert [one["as_of"] for one in json.loads(out)] == ["2023-12-31", "9999-12-31"]
    _, out, _ = checker("check", "a", "--format", "json", "--as-of", "2020-02-29")
    assert [one["as_of"] for one in json.loads(out)] == ["2020-02-29", "2020-02-29"]


@pytest.mark.parametrize("day", ["2023", "20230101", "2023-02-30", "2023-W01-1", "今天", ""])
def test_a_bad_day_is_refused(checker, day):
    assert checker("check", "a", "--as-of", day, a="合格") == (
        2,
        "",
        f"日期“{day}”不对。 --as-of 要写成 2024-12-31 这样。\n",
    )


def test_the_rules_of_a_folder(checker, ruleset):
    checker("check", "a", "--rules", "本地", a="合格")
    checker("check", "a")
    assert [str(folder) for folder in ruleset] == ["本地", "None"]


def test_extract_prints_the_record(checker):
    record = {"form": "department_overall", "title": "合格", "year": 2023}
    code, out, _ = checker("extract", "a", a="合格")
    assert (code, json.loads(out)) == (0, record)
    code, out, err = checker("extract", "a", "b", b="")
    assert code == 2
    assert json.loads(out) == [record, {"file": "b", "unreadable": ["b:1:1：文件是空的。 请重新导出。"]}]
    assert err.startswith("b:1:1：")


def test_extract_can_tell_where_each_value_was_read(checker):
    told = json.loads(checker("extract", "a", "--where", a="甲")[1])
    assert told["record"]["title"] == "甲"
    assert told["where"] == {"/title": {"place": "第1行第2列", "raw": "<p>甲</p>", "doubt": "有两种读法。"}}
