"""Bytes to text: what kind of file it is, and in which encoding."""

from __future__ import annotations

import codecs

from checker.errors import Fault, FormError

_AS_TEXT = "请在原软件中另存为“文本文件（制表符分隔）”或 UTF-8 文本，再检查。"

# (opening bytes, what the file is, the way out); office files are told apart further in _kind.
_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office 或 WPS 文件（.doc、.xls、.wps、.et）", _AS_TEXT),
    (b"%PDF", "PDF 文件", "请复制其中的表格，存为 UTF-8 文本，再检查。"),
    (b"{\\rtf", "RTF 文件", _AS_TEXT),
    (b"\x89PNG", "图片", "请用文字版的表格。"),
    (b"\xff\xd8\xff", "图片", "请用文字版的表格。"),
    (b"Rar!", "压缩包", "请先解压。"),
    (b"7z\xbc\xaf", "压缩包", "请先解压。"),
    (b"\x1f\x8b", "压缩包", "请先解压。"),
)
_PACKED = ((b"xl/", "Excel 工作簿（.xlsx）"), (b"word/", "Word 文档（.docx）"), (b"content.xml", "OpenDocument 文档"))
_MARKUP = ("<!doctype", "<html", "<?xml", "<table")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode(data: bytes, name: str) -> str:
    """Return the text of a file: by its byte order mark, else strict UTF-8, else strict GB18030.

    Raises FormError for an empty or binary file, and for bytes that are no text in any of these.
    """
    if not data:
        raise FormError(Fault("文件是空的，没有任何内容。", name, hint="请确认选对了文件。"))
    _refuse_binary(data, name)
    text = _text(data, name)
    if not text.strip():
        raise FormError(Fault("文件里只有空白，没有文字。", name, hint="请确认选对了文件。"))
    if text.lstrip()[:9].lower().startswith(_MARKUP):
        hint = "请在浏览器中打开，复制表格，存为 UTF-8 文本，再检查。"
        raise FormError(Fault("这是网页（HTML）或 XML 文件，本版本只读纯文本和 JSON、YAML 记录。", name, hint=hint))
    return text


def _refuse_binary(data: bytes, name: str) -> None:
    for signature, kind, hint in _SIGNATURES:
        if data.startswith(signature):
            raise FormError(Fault(f"这是{kind}，本版本只读纯文本和 JSON、YAML 记录。", name, hint=hint))
    if data.startswith(b"PK\x03\x04"):
        kind = next((label for mark, label in _PACKED if mark in data), "压缩包")
        hint = "请先解压。" if kind == "压缩包" else _AS_TEXT
        raise FormError(Fault(f"这是{kind}，本版本只读纯文本和 JSON、YAML 记录。", name, hint=hint))


def _text(data: bytes, name: str) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                _refuse_cut(error, name)
                raise _undecodable(name, encoding.upper(), len(mark) + error.start) from None
    if (nul := data.find(b"\0")) >= 0:
        hint = "请用文本文件；Excel、Word 文件请另存为 UTF-8 文本。"
        raise FormError(Fault(f"这是二进制文件，不是文本（第{nul + 1}个字节是空字节）。", name, hint=hint))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        first = error
    if not data[: first.start].isascii():
        _refuse_cut(first, name)  # before GB18030, which makes other words of it
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        _refuse_cut(error, name)
        raise _undecodable(name, "UTF-8，也不是 GB18030", max(first.start, error.start)) from None


def _refuse_cut(error: UnicodeDecodeError, name: str) -> None:
    """Refuse a text of which only the last character cannot be read, being there in part."""
    if error.reason in ("unexpected end of data", "truncated data", "incomplete multibyte sequence"):
        told = "文件在末尾断了：最后一个字只有一半，它后面的内容没有存下来。"
        raise FormError(Fault(told, name, hint="请从原处重新导出或复制一份。")) from None


def _undecodable(name: str, encoding: str, offset: int) -> FormError:
    return FormError(
        Fault(f"文字编码不是 {encoding}：第{offset + 1}个字节读不出来。", name, hint="请另存为 UTF-8 文本，再检查。")
    )
