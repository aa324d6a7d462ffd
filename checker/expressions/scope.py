"""What an expression may name, at load."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from checker.expressions.functions import FUNCTIONS
from checker.expressions.words import Words
from checker.schema import Field
from checker.text import nearest

_ALSO = {
    "求和": "合计",
    "总和": "合计",
    "计数": "个数",
    "为空": "未填",
    "非空": "已填",
    "字数": "长度",
    "取整": "四舍五入",
    "无": "没有",
    "均无": "没有",
    "查重": "重复",
    "去重": "不重复",
    "相似": "相似度",
    "比例": "占比",
    "单位换算": "换算",
    "天数": "相隔天数",
    "len": "长度",
}
_NOTHING = ("null", "none", "nil", "空", "空白")


def function_hint(name: str) -> str:
    """Return what an author who wrote ``name`` where there is no such function may have meant."""
    return nearest(_ALSO.get(name.lower(), name.lower()), FUNCTIONS) or "全部函数见 rules/README.md。"


@dataclass(frozen=True)
class Scope:
    """What an expression may name: the fields of the record and of the items around it, parameters, vocabularies."""

    levels: tuple[Field, ...]
    parameters: Mapping[str, Any] = field(default_factory=dict)
    vocabulary: Mapping[str, Words] = field(default_factory=dict)

    def inside(self, owner: Field) -> Scope:
        """Return the scope of one item of the list ``owner``."""
        return Scope((*self.levels, owner), self.parameters, self.vocabulary)

    def find(self, name: str) -> tuple[Field, int] | None:
        """Return the nearest field of this title or key, and the depth at which it is read."""
        for depth in range(len(self.levels) - 1, -1, -1):
            found = self.levels[depth].named(name)
            if found is not None:
                return found, depth
        return None

    def bare(self, text: str) -> tuple[Field, int] | None:
        """Return what a text finds that is a name and nothing more, as most placeholders are: nothing to parse."""
        found = self.find(text) if text.isidentifier() and text.isprintable() else None
        return None if found is None or found[0].type == "group" else found

    def hint(self, name: str) -> str:
        """Return what an author who wrote ``name`` where there is no such field may have meant."""
        if name.lower() in _NOTHING:
            return "判断有没有填，请用 已填(…) 或 未填(…)。"
        for prefix, known in (("参数", self.parameters), ("词表", self.vocabulary)):
            if name in known:
                return f"请写 {prefix}.{name}。"
        if any(name in field.enum for level in self.levels for field in level.visible()):
            return f'若是文字，请写成 "{name}"。'
        for listed in self.levels[0].visible():
            if listed.type == "list" and not listed.view and listed.named(name) is not None:
                walk = f"for_each: {listed.title}，或 " if len(self.levels) == 1 else ""
                return f"它是“{listed.title}”每一项的栏目：请写 {walk}有({listed.title}, {name} …) 之类。"
        near = nearest(name, self.names()) or nearest(name, FUNCTIONS)
        return near or f"{self.levels[0].title}没有这一栏；若是文字，请用英文引号括起来。"

    def names(self) -> Iterator[str]:
        """Yield every name of a field that an expression may begin with."""
        yield from (one.title for level in self.levels for one in level.visible())
        yield from (one.key for level in self.levels for one in level.visible())
