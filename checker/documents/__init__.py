"""Files to forms: bytes -> text -> grid -> record, each value with the place it was read at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from checker import schema
from checker.documents import decode, recognise, text_grid, values
from checker.documents.lexicon import Lexicon
from checker.documents.sniff import kind_of_record, sniff
from checker.errors import Fault, FormError, reason
from checker.model import Form, Record

MAX_BYTES = 20 * 1024 * 1024
_FORM = "department_overall"

# Grammar named by ``x-derived`` in a schema -> how it reads an item's value into the sub-fields of ``$defs``.
DERIVE: Mapping[str, Callable[[Mapping[str, Any], Record], Mapping[str, Any]]] = MappingProxyType(
    {"indicator_value": values.parse}
)


@cache
def _lexicon() -> Lexicon:
    return Lexicon(schema.load(_FORM))


def read_forms(data: bytes, name: str, record: str = "") -> list[Form]:
    """Return the forms in the bytes of a file, shown as ``name`` in messages; never an empty list.

    ``record`` names the schema that a rule set brings with it; then the bytes are JSON or YAML records of that.
    Raises FormError, or RecordError for a record that breaks its schema.
    """
    text = decode.decode(data, name)
    if kind := kind_of_record(text, name) if record else sniff(text, name):
        from checker.documents import records  # noqa: PLC0415 - with the libraries that only records need

        return records.read(text, name, kind, record)
    lexicon = _lexicon()
    grid = text_grid.read(text, lexicon.knows, lexicon.date_gap)
    return recognise.forms(grid, name, lexicon)


def read_file(path: str | Path, record: str = "") -> list[Form]:
    """Return the forms in a file; see :func:`read_forms`.

    Raises FormError also when the file is missing, is a folder, cannot be opened or is larger than 20 MB.
    """
    name, path = str(path), Path(path)
    if path.is_dir():
        raise FormError(Fault("这是文件夹，不是文件。", name, hint="请给出文件夹里的具体文件。"))
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise FormError(Fault("没有这个文件。", name, hint="请检查路径和文件名。")) from None
    except (OSError, ValueError) as error:
        hint = "请检查权限，或先关闭正在使用它的程序。"
        raise FormError(Fault(f"文件打不开：{reason(error)}。", name, hint=hint)) from None
    if len(data) > MAX_BYTES:
        raise FormError(Fault(f"文件太大，超过{MAX_BYTES // 1024 // 1024} MB。", name, hint="请只保留绩效目标表。"))
    return read_forms(data, name, record)
