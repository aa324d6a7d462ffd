import re

import pytest

from checker.cli import checking, main, output
from checker.cli.app import app
from checker.cli.chinese import _usage_error


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["chek"], "没有“chek”这个命令。 是不是“check”？运行 checker --help 可看用法。"),
        (["复核"], "没有“复核”这个命令。 可用的命令：check、extract、why、rules。运行 checker --help 可看用法。"),
        (["rules", "lst"], "没有“lst”这个命令。 是不是“list”？运行 checker rules --help 可看用法。"),
        (["--vers"], "没有“--vers”这个选项。 是不是“--version”？运行 checker --help 可看用法。"),
        (["check"], "缺少“表格文件”。 运行 checker check --help 可看用法。"),
        (["rules", "show"], "缺少“规则编号”。 运行 checker rules show --help 可看用法。"),
        (
            ["check", "a", "--fromat", "x"],
            "没有“--fromat”这个选项。 是不是“--format”？运行 checker check --help 可看用法。",
        ),
        (["check", "a", "-x"], "没有“-x”这个选项。 运行 checker check --help 可看用法。"),
        (["check", "a", "--format"], "选项“--format”后面要写一个值。 运行 checker check --help 可看用法。"),
        (["extract", "a", "--where=1"], "选项“--where”后面不用写值。 运行 checker extract --help 可看用法。"),
        (["check", "a", "--format", "xml"], "--format 不能写“xml”。 可以写：table、json。"),
        (["check", "a", "--fail-on", "warn"], "--fail-on 不能写“warn”。 是不是“warning”？"),
        (
            ["rules", "show", "REC-01", "--origin", "--format", "json"],
            "--origin 只列出处。 请去掉 --as-of 和 --format，或去掉 --origin。",
        ),
        (["rules", "show", "REC-01", "--as-of", "12-31"], "日期“12-31”不对。 --as-of 要写成 2024-12-31 这样。"),
        (["rules", "show", "A-1", "B-2"], "多出了“B-2”，这个命令不用它。 运行 checker rules show --help 可看用法。"),
        (
            ["rules", "list", "a\x1b[2J"],
            "多出了“a\\x1b[2J”，这个命令不用它。 运行 checker rules list --help 可看用法。",
        ),
    ],
)
def test_wrong_usage_is_answered_in_chinese_with_the_way_out(checker, arguments, message):
    assert checker(*arguments) == (2, "", message + "\n")


def test_a_form_given_as_command_is_recognised(checker):
    message = "没有“表.txt”这个命令。 要核对这份表，请写：checker check 表.txt。运行 checker --help 可看用法。\n"
    assert checker("表.txt", **{"表.txt": "合格"}) == (2, "", message)


@pytest.mark.parametrize(
    "command", [[], ["check"], ["extract"], ["rules"], ["rules", "list"], ["rules", "show"], ["rules", "test"]]
)
def test_help_is_chinese_and_not_wide(checker, command):
    code, out, err = checker(*command, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"用法：{' '.join(['checker', *command])} ")
    assert "--help" in out
    assert "显示这份说明。" in out
    assert not re.search(r"Usage|Options|Arguments|Commands|Show|default|required|completion|debug", out)


def test_help_lines_up_by_display_width(checker):
    lines = checker("check", "--help")[1].split("\n")
    assert "  --rules 目录                  规则所在的目录；不写时用随程序安装的规则。" in lines
    assert "  --as-of 年-月-日              核对基准日，决定用哪些有效的规则；不写时为表上年度的最后一天。" in lines
    assert "  checker check 目标表.txt" in lines


@pytest.mark.parametrize("command", [[], ["rules"]])
def test_without_a_command_help_is_shown_and_nothing_was_done(checker, command):
    code, out, _ = checker(*command)
    assert code == 2
    assert out.startswith("用法：checker")


def test_version(checker):
    code, out, _ = checker("--version")
    assert code == 0
    assert re.fullmatch(r"checker \d+\.\d+\.\d+\n", out)


def test_an_unexpected_error_is_one_line(checker, monkeypatch):
    def broken(*_):
        raise KeyError("x\x1b")

    monkeypatch.setattr(checking, "check", broken)
    code, out, err = checker("check", "a")
    assert (code, out) == (2, "")
    assert err == (
        "程序内部错误（KeyError：'x\\x1b'）。这不是填表的问题。 "
        "请把这一行和所用的表反馈给维护人员；用 checker --debug 再运行一次可看详情。\n"
    )


def test_an_interrupt_is_quiet(checker, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(checking, "check", interrupted)
    assert checker("check", "a") == (130, "", "")
    monkeypatch.setattr(main.typer.main, "get_command", interrupted)
    assert checker("check", "a") == (130, "", "")


def test_usage_that_is_wrong_in_some_other_way_is_still_answered():
    context = main.typer.main.get_command(app).make_context("checker", ["--version=1"], resilient_parsing=True)
    told = _usage_error(main.typer.BadParameter("odd"), context)
    assert str(told) == "命令写得不对（Invalid value: odd）。 运行 checker --help 可看用法。"


@pytest.fixture
def exit_code(monkeypatch):
    """Run the whole of the command; return how it ends the process, and with which code."""

    def run(*arguments, watched):
        ended = []
        monkeypatch.setattr(main.sys, "argv", ["checker", *arguments])
        monkeypatch.setattr(output.sys, "gettrace", lambda: watched)
        monkeypatch.setattr(output.sys, "getprofile", lambda: None)
        monkeypatch.setattr(output.os, "_exit", lambda code: ended.append(("at once", code)))
        with pytest.raises(SystemExit) as left:
            main.run()
        return ended or [("let finish", left.value.code)]

    return run


def test_run_exits_with_the_code(exit_code):
    assert exit_code("rules", "nosuch", watched=None) == [("at once", 2)]
    assert exit_code("--version", watched=None) == [("at once", 0)]


def test_a_run_that_is_watched_is_let_finish(exit_code):
    assert exit_code("rules", "nosuch", watched=print) == [("let finish", 2)]


def test_debug_is_off_unless_asked_for(checker):
    checker("check", "a", a="合格")
    assert output.DEBUG.get() is False
