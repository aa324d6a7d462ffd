"""What the parts of a rule, and the choices that stand in them, are called in Chinese."""

from __future__ import annotations

from collections.abc import Mapping

from checker.model import Outcome, Severity

PARTS: Mapping[str, str] = {
    "id": "编号", "title": "名称", "review_item": "评审项", "applies_to": "适用表类", "severity": "级别",
    "severity_if": "另定级别", "for_each": "逐项检查", "at": "问题位置", "when": "适用条件", "require": "要求",
    "tolerance": "允许误差", "blank_as_zero": "空白视零", "on_missing": "缺值时", "message": "问题说明",
    "suggestion": "改正建议", "basis": "依据", "effective": "有效期", "confidence": "把握", "cases": "例子",
}  # fmt: skip
CONFIDENCE: Mapping[str, str] = {"high": "高", "medium": "中", "low": "低"}
_CHOICES: Mapping[str, Mapping[str, str]] = {
    "severity": {one.value: one.label for one in Severity},
    "confidence": CONFIDENCE,
    "on_missing": {one.value: one.label for one in Outcome},
}


def choice(part: str, value: str) -> str:
    """Return a choice as it is called in Chinese, anything else as it stands."""
    return _CHOICES.get(part, {}).get(value, value)
