import io
import os
import sys

import pytest
from wcwidth import wcswidth

from checker.cli import output
from checker.errors import Fault, UsageError


@pytest.fixture
def told(capfdbinary):
    def tell(*faults):
        output.complain(faults)
        return capfdbinary.readouterr().err.decode("utf-8").split("\n")[:-1]

    return tell


def test_a_fault_is_one_line(told):
    assert told(Fault("没有这个文件。", "表\n.txt", hint="请检查路径。")) == ["表 .txt：没有这个文件。 请检查路径。"]


def test_a_caret_stands_under_the_place_however_wide_the_text_before(told):
    lines = told(Fault("不认识“基本支处”。", "规则.yaml", 3, 12, "是不是“基本支出”？", "require: 合计+基本支处 == 0"))
    assert lines == [
        "规则.yaml:3:12：不认识“基本支处”。 是不是“基本支出”？",
        "    require: 合计+基本支处 == 0",
        "                 ^",
    ]
    assert wcswidth(lines[1][: lines[1].index("+")]) + 0 == len(lines[2]) - 1


def test_tabs_and_control_characters_before_the_caret(told):
    assert told(Fault("不能用制表符。", "a", 1, 2, excerpt="\t键: \x1b值"))[1:] == ["        键: \\x1b值", "        ^"]


def test_a_long_line_is_cut_around_the_place(told):
    text, caret = told(Fault("错。", "a", 1, 101, excerpt="长" * 100 + "错" * 100))[1:]
    assert text.startswith("    ... 长")
    assert "错" in text
    assert len(text) < 100
    assert caret == " " * wcswidth(text[: text.index("错")]) + "^"


def test_without_a_column_there_is_no_caret(told):
    assert told(Fault("错。", "a", 1, excerpt="甲")) == ["a:1：错。", "    甲"]
    assert told(Fault("错。", "a", 1, 3, excerpt="  ")) == ["a:1:3：错。"]
    assert told(Fault("错。", "a", 1, 99, excerpt="甲"))[2] == "      ^"


def _stream(encoding, monkeypatch, name="stdout"):
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, name, stream)
    return stream


@pytest.mark.parametrize(
    ("encoding", "shown"), [("ascii", "utf-8"), ("latin-1", "utf-8"), ("gbk", "gbk"), ("utf-8", "utf-8")]
)
def test_text_follows_the_locale_unless_it_cannot_write_chinese(monkeypatch, encoding, shown):
    stream = _stream(encoding, monkeypatch)
    _stream(encoding, monkeypatch, "stderr")
    output.prepare()
    output.write("支出\n".encode(), exact=False)
    assert stream.buffer.getvalue() == "支出\n".encode(shown)


def test_what_the_terminal_cannot_write_does_not_stop_it(monkeypatch):
    stream = _stream("gbk", monkeypatch)
    output.prepare()
    output.write("\u0e01支\n".encode(), exact=False)
    assert stream.buffer.getvalue() == "?支\n".encode("gbk")


def test_json_is_utf8_whatever_the_locale(monkeypatch):
    stream = _stream("gbk", monkeypatch)
    output.write("支出\n".encode(), exact=True)
    assert stream.buffer.getvalue() == "支出\n".encode()


def test_streams_of_another_kind_are_left_alone(monkeypatch):
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    output.prepare()


@pytest.mark.parametrize(("columns", "laid_out"), [("80", 80), ("20", 60), ("400", 140)])
def test_the_layout_follows_the_terminal_within_reason(monkeypatch, columns, laid_out):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", columns)
    assert output.columns() == laid_out


def test_without_a_terminal_the_layout_is_fixed(monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    assert output.columns() == 100


def test_a_reader_that_has_gone_is_no_error(monkeypatch):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        output.write(b"x" * 100_000, exact=True)
        output.write(b"x", exact=False)


class Full(io.TextIOWrapper):
    def flush(self):
        raise OSError(28, "No space left on device")


def test_what_cannot_be_written_is_told(monkeypatch):
    monkeypatch.setattr(sys, "stdout", Full(io.BytesIO(), "utf-8"))
    with pytest.raises(UsageError, match="结果写不出去：磁盘满了。"):
        output.say(["甲"])


def test_where_faults_cannot_be_written_either_nothing_is_raised(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Full(io.BytesIO(), "utf-8"))
    output.complain([Fault("错了。")])
