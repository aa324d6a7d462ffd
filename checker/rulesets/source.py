"""One YAML file of a rule set: its data, and a fault at the very line and column of any part of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from checker.documents.strict_yaml import Value, compose
from checker.errors import Fault, RuleError
from checker.text import nearest

MAX_BYTES = 1 << 20
Place = tuple[str | int, ...]


class Source:
    """A loaded file; collects faults so that all are reported in one go."""

    def __init__(self, path: Path, shown: str) -> None:
        self.shown = shown
        self.faults: list[Fault] = []
        self.bytes = _read(path, shown)
        try:
            self.text = self.bytes.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise RuleError(
                Fault(f"规则文件不是 UTF-8 编码（第 {error.start} 字节）。", shown, hint="请另存为 UTF-8。")
            ) from None
        self.value: Value = compose(self.text, shown, RuleError)
        self.data: Any = self.value.data

    def fault(self, message: str, place: Place = (), hint: str = "", offset: int | None = None) -> None:
        """Keep a fault at the value of ``place``; ``offset`` counts characters into a text that stands there."""
        line, column = self.value.at(place)
        self._keep(message, hint, line, column, offset)

    def fault_at_key(self, message: str, place: Place, hint: str = "") -> None:
        """Keep a fault at the key of ``place``."""
        line, column = self.value.keys.get(place) or self.value.at(place)
        self._keep(message, hint, line, column, None)

    def _keep(self, message: str, hint: str, line: int, column: int, offset: int | None) -> None:
        lines = self.text.splitlines()
        excerpt = lines[line - 1] if line <= len(lines) else ""
        if offset is not None:
            start = excerpt[column - 1 : column]
            within = min(column + offset + (start in ("'", '"')), max(len(excerpt), 1))
            column = 1 if start in ("|", ">") else within  # a block's text begins on the next line
        self.faults.append(Fault(message, self.shown, line, column, hint, excerpt))

    def line(self, place: Place) -> int:
        """Return the line of the value at ``place``."""
        return self.value.at(place)[0]

    def mapping(self, data: Any, place: Place, known: Mapping[str, bool]) -> dict[str, Any]:
        """Return ``data`` as a mapping with only ``known`` keys, the required ones (True) among them.

        Anything else is kept as a fault, and left out.
        """
        if not isinstance(data, dict):
            self.fault("这里要写成“键: 值”的样子。", place)
            return {}
        for key in data:
            if key not in known:
                hint = nearest(key, known) or f"可用的键：{'、'.join(known)}。"
                self.fault_at_key(f"不认识的键“{key}”。", (*place, key), hint)
        for key, required in known.items():
            if required and data.get(key) in (None, "", [], {}):
                self.fault(f"缺少“{key}”。", (*place, key) if key in data else place, f"请补上“{key}: …”。")
        return {key: value for key, value in data.items() if key in known}

    def check(self) -> None:
        """Raise RuleError with every fault kept so far."""
        if self.faults:
            raise RuleError(*self.faults)


def _read(path: Path, shown: str) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RuleError(Fault(f"规则文件读不出来（{error.strerror}）。", shown)) from None
    if len(data) > MAX_BYTES:
        raise RuleError(Fault("规则文件超过 1 MB。", shown, hint="请拆成几个文件。"))
    return data
