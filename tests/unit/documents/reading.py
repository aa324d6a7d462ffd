"""Short forms for the readers' tests, and a shorter way to read them."""

from __future__ import annotations

from pathlib import Path

from checker.documents import read_forms
from checker.errors import FormError
from checker.model import Form

SHARED = Path(__file__).parents[3] / ".." / "shared"
TITLE = "2023年市级部门整体预算绩效目标表\n"
HEAD = TITLE + "部门名称\t甲局\n"
COLUMNS = "\t一级指标\t二级指标\t三级指标\t指标值\n"
ROW = "\t产出指标\t数量指标\t村居数\t20个\n"


def read(text: str) -> Form:
    """Return the one form in a text."""
    (form,) = read_forms(text.encode(), "表.txt")
    return form


def items(form: Form, *keys: str) -> list[tuple[object, ...]]:
    """Return some fields of every indicator."""
    return [
        tuple(item[key] for key in keys or ("level1", "level2", "name", "value")) for item in form.record["indicators"]
    ]


def others(form: Form) -> list[str]:
    """Return the texts that belong to no field."""
    return [item["content"] for item in form.record.get("other_texts", [])]


def doubts(form: Form) -> list[str]:
    """Return the pointers that carry a doubt."""
    return [pointer for pointer, origin in form.origins.items() if origin.doubt]


def fault(data: str | bytes, name: str = "表.txt") -> str:
    """Return what is said about data that cannot be read."""
    try:
        read_forms(data if isinstance(data, bytes) else data.encode(), name)
    except FormError as error:
        return str(error)
    raise AssertionError("the data was read")
