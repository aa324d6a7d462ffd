"""The installed program, as a shell runs it."""

import json
import os
import subprocess

import pytest
from jsonschema import Draft202012Validator
from material import FORM, PROGRAM, RULE

from checker import resources

PLAIN = {"PATH": "/usr/bin:/bin"}


def _schema():
    return Draft202012Validator(json.loads((resources.folder("schemas") / "report.schema.json").read_text("utf-8")))


def test_a_form_is_checked_against_the_packaged_rules(program):
    done = program("check", "form.txt")
    text = done.stdout.decode("utf-8")
    assert done.returncode in (0, 1)
    assert text.startswith("2024年度部门整体预算绩效目标表\n部门名称：青岚市水务局　年度：2024　金额单位：万元\n")
    assert "\n核对情况：合格 " in text
    assert "\n结论：" in text
    assert done.stderr == b""


def test_the_report_keeps_its_schema_and_is_the_same_each_time(program):
    first, second = (program("check", "form.txt", "--format", "json").stdout for _ in range(2))
    assert first == second
    report = json.loads(first)
    _schema().validate(report)
    assert report["record"]["department"]["name"] == "青岚市水务局"
    assert report["as_of"] == "2024-12-31"


def test_two_forms_in_one_file_are_two_reports(folder, program):
    (folder / "two.txt").write_text(FORM + FORM.replace("2024", "2025"), "utf-8")
    told = json.loads(program("check", "two.txt", "--format", "json").stdout)
    _schema().validate(told)
    assert [one["record"]["year"] for one in told] == [2024, 2025]
    assert len(json.loads(program("extract", "two.txt").stdout)) == 2


@pytest.mark.parametrize(
    "locale",
    [
        {},
        {"LANG": "C", "LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
)
def test_chinese_comes_out_whatever_the_locale(folder, program, locale):
    (folder / "表.txt").write_text(FORM, "utf-8")
    environment = PLAIN | locale
    assert "文件：表.txt" in program("check", "表.txt", env=environment).stdout.decode("utf-8")
    assert json.loads(program("check", "表.txt", "--format", "json", env=environment).stdout)["file"] == "表.txt"
    assert "没有这个文件" in program("check", "无.txt", env=environment).stderr.decode("utf-8")
    assert "用法：" in program("check", "--help", env=environment).stdout.decode("utf-8")


def test_json_is_utf8_even_where_text_is_gbk(program):
    environment = PLAIN | {"PYTHONIOENCODING": "gbk"}
    assert "青岚市水务局" in program("check", "form.txt", env=environment).stdout.decode("gbk")
    assert "青岚市水务局" in program("check", "form.txt", "--format", "json", env=environment).stdout.decode("utf-8")


def test_a_form_from_standard_input(program):
    done = program("check", "-", input=FORM.encode())
    assert "文件：标准输入" in done.stdout.decode("utf-8")
    done = program("check", "-", "--format", "json", input=b"")
    assert done.returncode == 2
    assert json.loads(done.stdout)["file"] == "标准输入"


@pytest.mark.parametrize("options", [(), ("--format", "json"), ("--help",)])
def test_a_reader_that_goes_away_hears_no_complaint(folder, options):
    names = ["form.txt"] * 8  # more than a pipe holds
    command = ["bash", "-c", 'exec 3>&1; "$@" | head -c 1 >&3', "bash", PROGRAM, "check", *names, *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert done.stderr == b""
    assert len(done.stdout) == 1


def test_escape_sequences_in_a_form_do_not_reach_the_terminal(folder, program):
    (folder / "evil.txt").write_text(FORM.replace("青岚市水务局", "青岚\x1b[2J\u202e市水务局"), "utf-8")
    for options in ((), ("--format", "json")):
        done = program("check", "evil.txt", *options)
        assert b"\x1b" not in done.stdout + done.stderr
        assert "\u202e" not in (done.stdout + done.stderr).decode("utf-8")


def test_findings_come_soon(program):
    """Reading the packaged rules and one form is a matter of a moment, on a slow machine too."""
    before = os.times()
    program("check", "form.txt")
    after = os.times()
    assert after.children_user - before.children_user < 3


def test_packaged_rules_can_be_listed_and_shown(checker):
    code, out, _ = checker("rules", "list")
    identifiers = [line.split()[0] for line in out.split("\n")[2:-3]]
    assert code == 0
    assert f"\n共 {len(identifiers)} 条规则（" in out
    for identifier in identifiers[::15]:
        code, shown, _ = checker("rules", "show", identifier)
        assert code == 0
        assert shown.startswith(f"{identifier}　")
        assert "\n要求　　　" in shown
        assert "\n规则文件　national/" in shown


def test_cases_of_a_rule_set_are_run(folder, checker):
    code, out, _ = checker("rules", "test", "--rules", "rules")
    assert (code, out) == (0, "共 1 条规则，2 个例子：相符 2，不符 0。\n")
    (folder / "rules" / "REC-01.yaml").write_text(RULE.replace("expect: fail", "expect: pass"), "utf-8")
    code, out, _ = checker("rules", "test", "--rules", "rules")
    assert code == 1
    assert out.startswith("rules/REC-01.yaml:15：REC-01“不等”：应为“合格”，实为“不合格”")
    assert out.endswith("\n共 1 条规则，2 个例子：相符 1，不符 1。\n")
