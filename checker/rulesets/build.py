"""One rule file to a Rule: every key known, every name resolved, every mistake at its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from checker import schema
from checker.errors import RuleError
from checker.expressions import Expression, ExpressionError, Scope, Template, compile_template, resolve
from checker.model import Citation, Outcome, Severity
from checker.rulesets import given
from checker.rulesets.model import Case, Program, Rule
from checker.rulesets.settings import Settings, read_date
from checker.rulesets.source import Place, Source
from checker.schema import Catalogue, Field
from checker.text import nearest

_KEYS = {
    "id": True, "title": True, "review_item": True, "applies_to": True, "severity": True, "severity_if": False,
    "for_each": False, "at": False, "when": False, "require": True, "tolerance": False, "blank_as_zero": False,
    "on_missing": False,
    "message": True, "suggestion": False, "basis": True, "effective": False, "confidence": False, "cases": True,
}  # fmt: skip
_BASIS_KEYS = {"document": True, "provision": False, "verified": False}
_EFFECTIVE_KEYS = {"from": False, "to": False}
_CASE_KEYS = {"name": True, "given": False, "expect": True, "at": False, "severity": False}
_ID = re.compile(r"[A-Z]{2,5}-\d{2,3}", re.ASCII)
_ON_MISSING = (Outcome.CANNOT_TELL, Outcome.FAIL, Outcome.NOT_APPLICABLE)
_CONFIDENCE = ("high", "medium", "low")


def build(source: Source, settings: Settings, review_items: Iterable[str]) -> Rule | None:
    """Return the rule of a file, or None when it has faults; these are kept in ``source``."""
    return _Builder(source, settings).rule(tuple(review_items))


@dataclass
class _Builder:
    """Reads the parts of one rule."""

    source: Source
    settings: Settings

    def rule(self, review_items: tuple[str, ...]) -> Rule | None:
        parts = self.source.mapping(self.source.data, (), _KEYS)
        if self.source.faults:
            return None
        if not _ID.fullmatch(str(parts["id"])):
            self.source.fault(f"规则编号“{parts['id']}”不合规定。", ("id",), "请写成 REC-01 的样子。")
        self._one_of(parts, "review_item", review_items)
        self._one_of(parts, "severity", [one.value for one in Severity])
        self._one_of(parts, "confidence", _CONFIDENCE)
        self._one_of(parts, "on_missing", [one.value for one in _ON_MISSING])
        catalogues = [one for name in self._texts(parts, "applies_to") if (one := self._catalogue(name))]
        programs = {one.form: program for one in catalogues if (program := self._program(parts, one))}
        cases = tuple(self._cases(parts, catalogues))
        basis = tuple(self._basis(parts))
        effective = self._effective(parts)
        tolerance = self._tolerance(parts)
        if self.source.faults:
            return None
        return Rule(
            id=parts["id"],
            title=str(parts["title"]),
            review_item=parts["review_item"],
            applies_to=tuple(programs),
            severity=Severity(parts["severity"]),
            require=str(parts["require"]),
            message=str(parts["message"]),
            programs=programs,
            file=self.source.shown,
            line=self.source.line(()),
            for_each=parts.get("for_each"),
            when=str(parts.get("when") or ""),
            suggestion=str(parts.get("suggestion") or ""),
            severity_if=parts.get("severity_if") or {},
            tolerance=tolerance,
            blank_as_zero=tuple(parts.get("blank_as_zero") or ()),
            on_missing=parts.get("on_missing") or Outcome.CANNOT_TELL.value,
            basis=basis,
            effective_from=effective.get("from"),
            effective_to=effective.get("to"),
            confidence=parts.get("confidence") or "",
            cases=cases,
        )

    def _one_of(self, parts: Mapping[str, Any], key: str, known: Iterable[str]) -> None:
        value = parts.get(key)
        if value is not None and value not in known:
            hint = nearest(str(value), known) or f"可以是：{'、'.join(known)}。"
            self.source.fault(f"“{key}”不能是“{value}”。", (key,), hint)

    def _texts(self, parts: Mapping[str, Any], key: str) -> list[str]:
        value = parts.get(key) or []
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.source.fault(f"“{key}”要写成列表，如 [甲, 乙]。", (key,))
            return []
        return value

    def _catalogue(self, form: str) -> Catalogue | None:
        try:
            return schema.load(form)
        except RuleError:
            self.source.fault(f"没有表类“{form}”。", ("applies_to",), nearest(form, schema.forms()))
            return None

    def _program(self, parts: Mapping[str, Any], catalogue: Catalogue) -> Program | None:
        """Check the rule's expressions against one form's fields."""
        scope = Scope((catalogue.root,), self.settings.parameters, self.settings.vocabulary)
        items = self._field(catalogue.root, parts.get("for_each"), ("for_each",), only="list")
        if items is not None:
            scope = scope.inside(items)
        when = self._expression(parts, ("when",), scope) if parts.get("when") else None
        require = self._expression(parts, ("require",), scope)
        message = self._template(parts, "message", scope)
        suggestion = self._template(parts, "suggestion", scope)
        severities = tuple(self._severities(parts, scope))
        at = self._field(scope.levels[-1], parts.get("at"), ("at",), other=catalogue.root)
        zeroes = [
            self._field(scope.levels[-1], name, ("blank_as_zero", index), other=catalogue.root)
            for index, name in enumerate(self._texts(parts, "blank_as_zero"))
        ]
        if self.source.faults or require is None or message is None or suggestion is None:
            return None
        return Program(
            items, at, when, require, message, suggestion, severities, frozenset(one.path for one in zeroes if one)
        )

    def _field(self, owner: Field, name: Any, place: Place, only: str = "", other: Field | None = None) -> Field | None:
        if name is None:
            return None
        field = owner.named(str(name)) or (other.named(str(name)) if other else None)
        if field is None or (only and field.type != only):
            known = [one.title for one in owner.visible() if not only or one.type == only]
            what = "列表" if only else "栏目"
            self.source.fault(f"没有名为“{name}”的{what}。", place, nearest(str(name), known))
            return None
        return field

    def _expression(self, parts: Mapping[str, Any], place: Place, scope: Scope) -> Expression | None:
        text: Any = parts
        for key in place:
            text = text[key]
        if not isinstance(text, str):
            self.source.fault("表达式要写成文字。", place, "请用引号括起来。")
            return None
        try:
            return resolve(text, scope, "boolean")
        except ExpressionError as error:
            self.source.fault(error.message, place, error.hint, error.offset)
            return None

    def _template(self, parts: Mapping[str, Any], key: str, scope: Scope) -> Template | None:
        try:
            return compile_template(str(parts.get(key) or ""), scope)
        except ExpressionError as error:
            self.source.fault(error.message, (key,), error.hint, error.offset)
            return None

    def _severities(self, parts: Mapping[str, Any], scope: Scope) -> Iterable[tuple[Severity, Expression]]:
        conditions = parts.get("severity_if") or {}
        known = {one.value: False for one in Severity}
        for name in self.source.mapping(conditions, ("severity_if",), known):
            expression = self._expression(parts, ("severity_if", name), scope)
            if expression is not None:
                yield Severity(name), expression

    def _basis(self, parts: Mapping[str, Any]) -> Iterable[Citation]:
        for index, entry in enumerate(parts["basis"] if isinstance(parts["basis"], list) else [parts["basis"]]):
            one = self.source.mapping(entry, ("basis", index), _BASIS_KEYS)
            yield Citation(str(one.get("document", "")), str(one.get("provision", "")), one.get("verified") is True)

    def _effective(self, parts: Mapping[str, Any]) -> dict[str, date | None]:
        if not parts.get("effective"):
            return {}
        entry = self.source.mapping(parts["effective"], ("effective",), _EFFECTIVE_KEYS)
        return {key: read_date(self.source, text, ("effective", key)) for key, text in entry.items()}

    def _tolerance(self, parts: Mapping[str, Any]) -> Decimal | None:
        value = parts.get("tolerance")
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or value < 0:
            self.source.fault(f"误差“{value}”要写成不小于 0 的数。", ("tolerance",), "如 0.01。")
            return None
        return Decimal(value)

    def _cases(self, parts: Mapping[str, Any], catalogues: list[Catalogue]) -> Iterable[Case]:
        cases = parts["cases"] if isinstance(parts["cases"], list) else []
        for index, entry in enumerate(cases):
            place: Place = ("cases", index)
            one = self.source.mapping(entry, place, _CASE_KEYS)
            known = [outcome.value for outcome in Outcome]
            if one.get("expect") not in known:
                hint = nearest(str(one.get("expect")), known) or f"可以是：{'、'.join(known)}。"
                self.source.fault(f"不认识的结果“{one.get('expect')}”。", (*place, "expect"), hint)
                continue
            data = one.get("given") or {}
            for catalogue in catalogues[:1]:
                for where, message, hint in given.mistakes(data, catalogue.root, (*place, "given")):
                    self.source.fault_at_key(message, where, hint)
            severity = Severity(one["severity"]) if one.get("severity") in list(Severity) else None
            yield Case(str(one["name"]), data, Outcome(one["expect"]), one.get("at"), severity, self.source.line(place))
