"""Bytes to text: encodings by certainty, everything else refused with a way out."""

from __future__ import annotations

import codecs

import pytest
from reading import HEAD, fault

from checker.documents import read_file, read_forms
from checker.errors import FormError

TEXT = HEAD + "基本支出\t1\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("gb18030"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "bom", "gb18030", "utf-16-le", "utf-16-be"],
)
def test_encodings(data):
    assert read_forms(data, "x")[0].record["department"]["name"] == "甲局"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "文件是空的"),
        (b" \n\t", "只有空白"),
        (b"PK\x03\x04....xl/workbook.xml", "Excel 工作簿"),
        (b"PK\x03\x04....word/document.xml", "Word 文档"),
        (b"PK\x03\x04....", "压缩包"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xx", "旧版 Office"),
        (b"%PDF-1.4", "PDF"),
        (b"{\\rtf1", "RTF"),
        (b"\x89PNG\r\n", "图片"),
        (b"abc\0def", "第4个字节是空字节"),
        ("部门".encode() + b"\xff\xff", "第7个字节读不出来"),
        (codecs.BOM_UTF16_LE + b"\x00\xdc\x00\x00", "编码不是 UTF-16-LE"),
        (codecs.BOM_UTF16_LE + "部门".encode("utf-16-le")[:3], "文件在末尾断了"),
        (codecs.BOM_UTF8 + "部门".encode()[:-1], "文件在末尾断了"),
        ("部门整体".encode()[:-2], "文件在末尾断了"),
        ("部门整体".encode("gb18030")[:-1], "文件在末尾断了"),
        (b"  <!DOCTYPE html><html>", "网页"),
        (b"<?xml version='1.0'?>", "网页"),
    ],
)
def test_refusals(data, told):
    assert told in fault(data)


def test_office_files_are_told_the_way_out():
    assert "另存为“文本文件（制表符分隔）”" in fault(b"PK\x03\x04....xl/workbook.xml")


def test_read_file_from_disk(tmp_path):
    path = tmp_path / "表.txt"
    path.write_bytes(TEXT.encode())
    (form,) = read_file(path)
    assert read_file(str(path)) == [form]
    assert form.file == str(path)


@pytest.mark.parametrize(("name", "told"), [("没有.txt", "没有这个文件"), ("", "这是文件夹"), ("a\0b", "文件打不开")])
def test_read_file_refusals(tmp_path, name, told):
    with pytest.raises(FormError, match=told):
        read_file(tmp_path / name)


def test_read_file_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr("checker.documents.MAX_BYTES", 10)
    (tmp_path / "x").write_bytes(b"1" * 11)
    with pytest.raises(FormError, match="文件太大"):
        read_file(tmp_path / "x")
