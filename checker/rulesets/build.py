"""One rule file to a Rule: every key known, every name resolved, every mistake at its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from checker import schema
from checker.errors import RuleError
from checker.expressions import Expression, Template
from checker.expressions.nodes import Comparison, Read, walk
from checker.expressions.parse import ExpressionError
from checker.expressions.placeholders import compile_template
from checker.expressions.resolve import all_of, resolve
from checker.expressions.scope import Scope
from checker.model import Outcome, Severity
from checker.rulesets import scrutiny, sections
from checker.rulesets.model import Program, Rule
from checker.rulesets.settings import Settings
from checker.rulesets.source import Place, Source
from checker.schema import NUMERIC, Catalogue, Field
from checker.text import nearest

KEYS = {
    "id": True, "title": True, "review_item": True, "applies_to": True, "severity": True, "severity_if": False,
    "for_each": False, "at": False, "when": False, "require": True, "tolerance": False, "blank_as_zero": False,
    "on_missing": False,
    "message": True, "suggestion": False, "basis": True, "effective": False, "confidence": False, "cases": True,
}  # fmt: skip
ID = re.compile(r"[A-Z]{2,5}-[0-9]{2,3}")
"""How the id of a rule is written."""
_SEVERITIES = tuple(one.value for one in Severity)
_ON_MISSING = tuple(one.value for one in (Outcome.CANNOT_TELL, Outcome.FAIL, Outcome.NOT_APPLICABLE))
_CONFIDENCE = ("high", "medium", "low")


def build(source: Source, settings: Settings, review_items: Iterable[str]) -> Rule | None:
    """Return the rule of a file, or None when it has faults; these are kept in ``source``."""
    parts = source.mapping(source.data, (), KEYS)
    rule = _Builder(source, settings, parts).rule(tuple(review_items)) if parts else None
    return None if source.faults else rule


@dataclass
class _Builder:
    """Reads the parts of one rule."""

    source: Source
    settings: Settings
    parts: Mapping[str, Any]

    def rule(self, review_items: tuple[str, ...]) -> Rule | None:
        source, parts = self.source, self.parts
        texts = {key: source.read_text(parts, key) for key in ("id", "title", "message", "suggestion")}
        if "id" in parts and not ID.fullmatch(texts["id"]):
            source.fault(f"规则编号“{texts['id']}”不合规定。", ("id",), "请写成 REC-01 的样子。")
        choices = {
            "review_item": sections.one_of(source, parts, "review_item", review_items),
            "severity": sections.one_of(source, parts, "severity", _SEVERITIES),
            "confidence": sections.one_of(source, parts, "confidence", _CONFIDENCE),
            "on_missing": sections.one_of(source, parts, "on_missing", _ON_MISSING),
        }
        zeroes = tuple(source.read_texts(parts, "blank_as_zero"))
        catalogues = list(self._catalogues())
        programs = {one.form: program for one in catalogues if (program := self._program(one, texts, zeroes))}
        cases = tuple(sections.cases(source, parts, catalogues))
        basis = tuple(sections.basis(source, parts))
        effective = sections.effective(source, parts)
        tolerance = sections.tolerance(source, parts)
        if tolerance is not None and programs and not any(_compares_money(one.require) for one in programs.values()):
            hint = "请删去 tolerance，或把误差写进 require。"
            source.fault("require 里没有金额的比较，误差用不上。", ("tolerance",), hint)
        if source.faults:
            return None
        for program in programs.values():
            for one in scrutiny.remarks(parts, program, tolerance or Decimal(0)):
                source.fault(one.message, one.place, one.hint, one.offset)
        return Rule(
            id=texts["id"],
            title=texts["title"],
            review_item=choices["review_item"],
            applies_to=tuple(programs),
            severity=Severity(choices["severity"]),
            require=_written(parts["require"]),
            message=texts["message"],
            programs=programs,
            file=source.shown,
            line=source.line(("id",)),
            for_each=parts.get("for_each"),
            when=_written(parts.get("when", "")),
            suggestion=texts["suggestion"],
            severity_if=parts.get("severity_if", {}),
            tolerance=tolerance,
            blank_as_zero=zeroes,
            on_missing=choices["on_missing"] or Outcome.CANNOT_TELL.value,
            basis=basis,
            effective_from=effective.get("from"),
            effective_to=effective.get("to"),
            confidence=choices["confidence"],
            cases=cases,
        )

    def _catalogues(self) -> Iterator[Catalogue]:
        for index, form in enumerate(self.source.read_texts(self.parts, "applies_to")):
            try:
                yield schema.load(form)
            except RuleError:
                named = next((f"“{form}”写作 {one}。" for one in schema.forms() if schema.load(one).title == form), "")
                hint = named or nearest(form, schema.forms())
                self.source.fault(f"没有表类“{form}”。", ("applies_to", index), hint)

    def _program(self, catalogue: Catalogue, texts: Mapping[str, str], zeroes: Iterable[str]) -> Program | None:
        """Check the rule's expressions against one form's fields."""
        scope = Scope((catalogue.root,), self.settings.parameters, self.settings.vocabulary)
        items = self._field(scope, "for_each", only="list")
        if items is not None:
            scope = scope.inside(items[1])
        elif "for_each" in self.parts:
            return None
        at = self._field(scope, "at")
        when = self._conditions("when", scope)
        require = self._conditions("require", scope)
        message = self._template("message", texts, scope)
        suggestion = self._template("suggestion", texts, scope)
        severities = tuple(self._severities(scope))
        counted = [self._zero(scope, name, index) for index, name in enumerate(zeroes) if name]
        if require is None or message is None or suggestion is None:
            return None
        return Program(
            items[1] if items else None,
            at[1] if at else None,
            when,
            require,
            message,
            suggestion,
            severities,
            frozenset((owner.path, field.path) for owner, field in filter(None, counted)),
        )

    def _field(self, scope: Scope, key: str, only: str = "") -> tuple[Field, Field] | None:
        """Return the field that a key of the rule names, after the record or list it belongs to."""
        if key not in self.parts:
            return None
        return self._named(scope, self.source.read_text(self.parts, key), (key,), only)

    def _named(self, scope: Scope, name: str, place: Place, only: str = "") -> tuple[Field, Field] | None:
        for owner in reversed(scope.levels):
            field = owner.named(name)
            if field is not None and (not only or field.type == only):
                return owner, field
        known = [one for owner in scope.levels for one in owner.visible() if not only or one.type == only]
        what = "列表" if only else "栏目"
        hint = nearest(name, [one.title for one in known] + [one.key for one in known])
        if only and not hint:
            hint = f"可以写：{'、'.join(one.title for one in known)}。"
        self.source.fault(f"没有名为“{name}”的{what}。", place, hint)
        return None

    def _zero(self, scope: Scope, name: str, index: int) -> tuple[Field, Field] | None:
        found = self._named(scope, name, ("blank_as_zero", index))
        if found is not None and found[1].type not in NUMERIC:
            self.source.fault(f"“{name}”不是数，空着不能按 0 算。", ("blank_as_zero", index))
        return found

    def _conditions(self, key: str, scope: Scope) -> Expression | None:
        """Return the condition under ``key``: one expression, or a list of which every one must hold."""
        written = self.parts.get(key)
        if not isinstance(written, list):
            return self._condition((key,), scope) if key in self.parts else None
        found = [self._condition((key, index), scope) for index in range(len(written))]
        parts = [one for one in found if one is not None]
        return all_of(parts) if parts and len(parts) == len(found) else None

    def _condition(self, place: Place, scope: Scope) -> Expression | None:
        text = self.source.get(place)
        if not isinstance(text, str):
            self.source.fault("表达式要写成文字。", place, "请用引号括起来。")
            return None
        try:
            expression = resolve(text, scope, "boolean")
        except ExpressionError as error:
            self.source.fault(error.message, place, error.hint, error.offset)
            return None
        if not any(isinstance(node, Read) for node in walk(expression.tree)):
            self.source.fault("这个条件一个栏目也没有看，永远是同一个结果。", place)
        return expression

    def _template(self, key: str, texts: Mapping[str, str], scope: Scope) -> Template | None:
        try:
            return compile_template(texts[key], scope)
        except ExpressionError as error:
            self.source.fault(error.message, (key,), error.hint, error.offset)
            return None

    def _severities(self, scope: Scope) -> Iterator[tuple[Severity, Expression]]:
        if "severity_if" not in self.parts:
            return
        known = dict.fromkeys(_SEVERITIES, False)
        for name in self.source.mapping(self.parts["severity_if"], ("severity_if",), known):
            expression = self._condition(("severity_if", name), scope)
            if expression is not None:
                yield Severity(name), expression


def _written(condition: Any) -> str:
    """Return a condition as its author wrote it, in one line; of a list, each in a line of its own."""
    return "\n".join(
        " ".join(one.split("\n")).strip() for one in ([condition] if isinstance(condition, str) else condition)
    )


def _compares_money(expression: Expression) -> bool:
    return any(isinstance(node, Comparison) and node.money for node in walk(expression.tree))
