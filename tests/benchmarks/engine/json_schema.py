"""The lines of the benchmark as JSON Schema, where it can say them: no arithmetic, no uniqueness by one field."""

from __future__ import annotations

from typing import Any

from tests.benchmarks.engine import rules
from tests.benchmarks.engine.rules import LINES

Schema = dict[str, Any]
FILLED: Schema = {"type": "string", "minLength": 1}
NOT_NEGATIVE: Schema = {"type": "number", "minimum": 0}


def _of(key: str, schema: Schema) -> Schema:
    return {"properties": {key: schema}}


def _fits(pattern: str) -> Schema:
    """Return the schema of a text that fits a pattern, or is blank."""
    return {"anyOf": [{"maxLength": 0}, {"pattern": pattern}]}


def _misfits(pattern: str) -> Schema:
    return {"not": {"type": "string", "pattern": pattern}}


def _when(key: str, schema: Schema, then: Schema) -> Schema:
    return {"if": _of(key, schema), "then": then}


def _value(level2: str, schema: Schema) -> Schema:
    return _when("level2", {"const": level2}, _of("value", schema))


def _some(level1: str, least: int = 1) -> Schema:
    return {"contains": _of("level1", {"const": level1}), "minContains": least}


RATE: Schema = {"pattern": "率"}
SCHEMAS: dict[str, Schema] = {
    "BEN-01": _of("name", FILLED),
    "BEN-02": _of("year", {"type": "integer", "minimum": 2015, "maximum": 2030}),
    "BEN-03": _of("staff_count", {"type": "integer", "exclusiveMinimum": 0}),
    "BEN-04": _of("basic_expenditure", NOT_NEGATIVE),
    "BEN-05": _of("project_expenditure", NOT_NEGATIVE),
    "BEN-06": _of("fiscal_appropriation", NOT_NEGATIVE),
    "BEN-11": _of("overall_goal", {"type": "string", "minLength": 100, "maxLength": 1500}),
    "BEN-12": _of("overall_goal", _misfits(rules.MARKUP)),
    "BEN-13": _of("name", _fits(rules.KIND)),
    "BEN-15": _of("overall_goal", _misfits(rules.OPEN)),
    "BEN-16": _of("value", FILLED),
    "BEN-17": _of("name", FILLED),
    "BEN-18": _of("level1", {"enum": rules.LEVELS1}),
    "BEN-19": _of("level2", {"enum": rules.LEVELS2}),
    "BEN-20": _of("value", {"not": {"enum": rules.VAGUE}}),
    "BEN-21": _value("数量指标", _misfits(rules.TREND)),
    "BEN-22": _value("数量指标", _fits(rules.DIGIT)),
    "BEN-23": _when("name", RATE, _value("质量指标", _fits(rules.PERCENT))),
    "BEN-24": _value("时效指标", _fits(rules.DATED)),
    "BEN-25": _value("成本指标", _fits(rules.COST)),
    "BEN-26": _when("level1", {"const": "满意度指标"}, _of("value", _fits(rules.SATISFIED))),
    "BEN-27": _of("value", {"maxLength": 100}),
    "BEN-28": _of("name", {"anyOf": [{"maxLength": 0}, {"minLength": 2, "maxLength": 50}]}),
    "BEN-29": _of("value", _misfits(rules.TOO_MUCH)),
    "BEN-30": _when("name", RATE, _of("value", _misfits(rules.HEADS))),
    "BEN-31": _when("level2", {"const": "数量指标"}, _of("name", {"not": {"pattern": "满意度"}})),
    "BEN-32": _of("name", FILLED),
    "BEN-33": _of("funds", NOT_NEGATIVE),
    "BEN-34": _of("content", {"type": "string", "minLength": 20}),
    "BEN-35": _of("goal", {**FILLED, "not": {"const": "无"}}),
    "BEN-36": _of("content", _misfits(rules.MARKUP)),
    "BEN-38": _of("indicators", _some("产出指标", 3)),
    "BEN-40": _of("indicators", {"allOf": [_some("效益指标"), _some("满意度指标")]}),
    "BEN-41": _of("tasks", {"minItems": 1, "maxItems": 20}),
    "BEN-42": _of("name", {"anyOf": [{"maxLength": 0}, {"minLength": 4}]}),
}
"""What a record, or an item of the line's list, must be."""
IDS = {
    walk: [one.id for one in LINES if one.list == walk and one.id in SCHEMAS] for walk in ("", "tasks", "indicators")
}


def schema() -> Schema:
    """Return the schema of a record; :func:`finding` tells which line an error is of."""
    items = {key: {"items": {"allOf": _said(key)}} for key in ("tasks", "indicators")}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "allOf": _said(""), "properties": items}


def finding(schema_path: list[Any], instance_path: list[Any]) -> tuple[str, int]:
    """Return the line and the item that an error at these paths is about."""
    if schema_path[0] == "allOf":
        return IDS[""][schema_path[1]], -1
    return IDS[schema_path[1]][schema_path[4]], instance_path[1]


def _said(walk: str) -> list[Schema]:
    return [SCHEMAS[one] for one in IDS[walk]]
