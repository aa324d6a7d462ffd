"""One YAML file of a rule set: its data, and a fault at the very line and column of any part of it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from checker.documents.strict_yaml import Value, compose
from checker.errors import Fault, RuleError
from checker.rulesets.locate import lines_of, locate
from checker.text import nearest

Place = tuple[str | int, ...]
WRITTEN = frozenset({str, int, Decimal})
"""The kinds of value that count as the text they are; true and false do not."""
_KEYS: Mapping[str, str] = MappingProxyType(
    {
        "编号": "id", "名称": "title", "标题": "title", "评审项": "review_item", "表类": "applies_to",
        "级别": "severity", "逐项": "for_each", "适用条件": "when", "条件": "require", "要求": "require",
        "误差": "tolerance", "说明": "message", "建议": "suggestion", "依据": "basis", "有效期": "effective",
        "把握": "confidence", "例子": "cases", "意思": "meaning", "值": "value", "词": "words",
    }
)  # fmt: skip
"""What an author who does not remember a key may write for it."""


class Source:
    """The bytes of a file, read as YAML; collects faults so that all are reported in one go."""

    def __init__(self, data: bytes, shown: str, kind: str = "规则文件") -> None:
        self.shown = shown
        self.faults: list[Fault] = []
        self.bytes = data
        try:
            self.text = self.bytes.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise RuleError(Fault(f"{kind}不是 UTF-8 编码。", shown, line, 1, "请另存为 UTF-8。")) from None
        self.value: Value = compose(self.text, shown, RuleError)
        self.data: Any = self.value.data

    def fault(self, message: str, place: Place = (), hint: str = "", offset: int | None = None) -> None:
        """Keep a fault at the value of ``place``; ``offset`` counts characters into a text that stands there."""
        line, column = self.value.at(place)
        if offset is not None:
            line, column = locate(self.text, line, column, self.get(place), offset)
        self._keep(message, hint, line, column)

    def fault_at_key(self, message: str, place: Place, hint: str = "") -> None:
        """Keep a fault at the key of ``place``."""
        line, column = self.value.keys.get(place) or self.value.at(place)
        self._keep(message, hint, line, column)

    def get(self, place: Place) -> Any:
        """Return the value at ``place``."""
        data = self.data
        for key in place:
            data = data[key]
        return data

    def _keep(self, message: str, hint: str, line: int, column: int) -> None:
        excerpt = lines_of(self.text)[line - 1]
        self.faults.append(Fault(message, self.shown, line, column, hint, excerpt))

    def line(self, place: Place) -> int:
        """Return the line of the value at ``place``."""
        return self.value.at(place)[0]

    def file(self, place: Place) -> str:  # noqa: ARG002 - a rule with overrides is of several files
        """Return the name of the file that ``place`` stands in."""
        return self.shown

    def at(self, place: Place) -> str:
        """Return file:line of the value at ``place``."""
        return f"{self.file(place)}:{self.line(place)}"

    def mapping(self, data: Any, place: Place, known: Mapping[str, bool]) -> dict[str, Any]:
        """Return ``data`` as a mapping with only ``known`` keys, the required ones (True) among them.

        Anything else is kept as a fault, and left out.
        """
        if not isinstance(data, dict):
            wide = isinstance(data, str) and "：" in data
            wanted = [key for key, required in known.items() if required] or [*known][:1]
            shape = f"请写成 {{{', '.join(f'{key}: …' for key in wanted)}}} 的样子。"
            self.fault("这里要写成“键: 值”的样子。", place, "冒号要用英文的“:”，后面空一格。" if wide else shape)
            return {}
        strange = not data.keys() <= known.keys()
        for key in data if strange else ():
            if key not in known:
                hint = nearest(_KEYS.get(key, key), known) or f"可用的键：{'、'.join(known)}。"
                self.fault_at_key(f"不认识的键“{key}”。", (*place, key), hint)
        for key, required in known.items():
            if (required or key in data) and not data.get(key):
                self._check_blank(data, key, place, required=required)
        return {key: value for key, value in data.items() if key in known} if strange else dict(data)

    def _check_blank(self, data: Mapping[str, Any], key: str, place: Place, *, required: bool) -> None:
        """Keep a fault where a key is missing, or has nothing behind it; 0 and ``false`` are something."""
        if required and data.get(key) in (None, "", [], {}):
            here = (*place, key) if key in data else place
            self.fault(f"缺少“{key}”。", here, self._swallowed(here) or f"请补上“{key}: …”。")
        elif not required and data[key] in (None, "", []):
            self.fault(f"“{key}”后面没有内容。", (*place, key), "请写上，或删去这个键。")

    def _swallowed(self, place: Place) -> str:
        """Return what to say where a value was taken for a comment, since it begins with #."""
        line, column = self.value.at(place)
        rest = lines_of(self.text)[line - 1][column - 1 :].lstrip()
        return "“#”开头的是注释；要写它，请用英文引号把整个值括起来。" if rest.startswith("#") else ""

    def read_text(self, parts: Mapping[str, Any], key: str, place: Place = ()) -> str:
        """Return the text under ``key``; a number counts as the text it is, a missing key as ""."""
        value = parts.get(key, "")
        if type(value) not in WRITTEN:
            if value is not None:
                self.fault(f"“{key}”要写成文字。", (*place, key), "请用英文引号括起来。")
            return ""
        return str(value)

    def read_list(self, parts: Mapping[str, Any], key: str, place: Place = ()) -> list[Any]:
        """Return the list under ``key``; a missing key counts as []."""
        value = parts.get(key, [])
        if not isinstance(value, list):
            if value is not None:
                self.fault(f"“{key}”要写成列表，如 [甲, 乙]。", (*place, key))
            return []
        return value

    def read_texts(self, parts: Mapping[str, Any], key: str, place: Place = ()) -> list[str]:
        """Return the list of texts under ``key``; a number counts as the text it is."""
        texts: list[str] = []
        for index, one in enumerate(self.read_list(parts, key, place)):
            if type(one) not in WRITTEN or not str(one).strip():
                self.fault("这里要写成文字。", (*place, key, index), "请用英文引号括起来。")
                texts.append("")
            else:
                texts.append(str(one))
        return texts
