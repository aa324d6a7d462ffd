"""One rule on one item: the outcome, and the finding that explains it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from checker.engine.views import doubt_at
from checker.expressions import BudgetError, Evaluator, Frame, FunctionError, Missing, Seen, State, show
from checker.frozen import frozen
from checker.model import Evidence, Finding, Location, Origin, Outcome, Severity
from checker.rulesets import Program, Rule

_ZERO = Decimal(0)


@frozen
class Verdict:
    """The outcome of a rule on one item; ``reason`` says why it did not apply."""

    outcome: Outcome
    finding: Finding | None = None
    reason: str = ""


Stack = tuple[Frame, ...]
"""The frames that a rule sees at once: the record, and the item it looks at."""


def stacks(program: Program, root: Frame) -> list[Stack]:
    """Return what a rule looks at, the record or each item of its list; none where the form has no such items."""
    if program.items is None:
        return [(root,)]
    items = root.read(program.items)
    return [(root, item) for item in items] if isinstance(items, list) else []


class Judge:
    """Applies one rule to items."""

    def __init__(
        self,
        rule: Rule,
        program: Program,
        origins: Mapping[str, Origin],
        doubted: Mapping[str, Origin] | None = None,
    ) -> None:
        self.rule, self.program, self.origins = rule, program, origins
        self._doubted = origins if doubted is None else doubted
        self._tracing = False

    @cached_property
    def _evaluator(self) -> Evaluator:
        """What decides about all items, made for the first: most rules are looked at by the fused function alone."""
        return self._made(())

    @cached_property
    def _teller(self) -> Evaluator:
        """What computes how a finding is told; its steps are its own, for the outcome must not hang on them."""
        return self._made(())

    def _made(self, frames: Sequence[Frame]) -> Evaluator:
        return Evaluator(frames, self.program.zeroes, self.rule.tolerance or _ZERO)

    def verdict(self, frames: Sequence[Frame], *, tracing: bool = False) -> Verdict:
        """Return the outcome for the last of ``frames``; a rule cannot crash the run.

        With ``tracing`` what ``require`` rests on is noted at once: one evaluation less where it surely fails.
        """
        evaluator, self._tracing = self._evaluator, tracing
        evaluator.frames = list(frames)
        try:
            return self._verdict(evaluator)
        except ZeroDivisionError:
            return self._error(evaluator, "规则里有一步除数是 0，算不下去。")
        except ArithmeticError:
            return self._error(evaluator, "规则里有一步的数太大或位数太多，算不下去。")
        except BudgetError as error:
            return self._error(evaluator, f"规则算不完：{error}。")
        except FunctionError as error:
            return self._error(evaluator, f"规则里有一步算不下去：{error}。")
        except Exception as error:  # noqa: BLE001 - whatever it is, it is this rule's outcome and the others go on
            return self._error(evaluator, f"规则计算出错（{type(error).__name__}）。")

    def _verdict(self, evaluator: Evaluator) -> Verdict:
        try:
            return self._decided(evaluator)
        except Missing as missing:
            return self._missing(missing, evaluator)

    def _decided(self, evaluator: Evaluator) -> Verdict:
        if self.program.when is not None and not evaluator.value(self.program.when):
            return Verdict(Outcome.NOT_APPLICABLE, reason="不符合这条规则的适用条件。")
        if evaluator.value(self.program.require, tracing=self._tracing):
            return Verdict(Outcome.PASS)
        if not self._tracing:  # once more, to see what it rests on
            evaluator = self._made(evaluator.frames)
            evaluator.value(self.program.require, tracing=True)
        return Verdict(Outcome.FAIL, self._finding(evaluator.frames, Outcome.FAIL, evaluator.seen))

    def _missing(self, missing: Missing, evaluator: Evaluator) -> Verdict:
        """Decide what a missing value means: the layout lacks the field, the text has no such part, or it is blank."""
        if missing.state in (State.ABSENT, State.UNPARSED):
            return Verdict(Outcome.NOT_APPLICABLE, reason=f"{missing.told}。")
        seen = [Seen(missing.field, missing.frame, missing.state)]
        if missing.state is State.BLANK and self.rule.on_missing != Outcome.CANNOT_TELL:
            outcome = Outcome(self.rule.on_missing)
            return Verdict(outcome, self._finding(evaluator.frames, outcome, seen), f"{missing.told}。")
        message = f"{missing.told}，不能判定。"
        return Verdict(Outcome.CANNOT_TELL, self._finding(evaluator.frames, Outcome.CANNOT_TELL, seen, message))

    def _error(self, evaluator: Evaluator, message: str) -> Verdict:
        return Verdict(Outcome.ERROR, self._finding(evaluator.frames, Outcome.ERROR, [], message))

    def _finding(
        self, frames: Sequence[Frame], outcome: Outcome, seen: Sequence[Seen], message: str | None = None
    ) -> Finding:
        evaluator = self._teller
        evaluator.frames = list(frames)
        evidence = tuple({(one.at, one.title, one.value): one for one in self._evidence(seen)}.values())
        item = evaluator.frames[-1] if self.program.items is not None else None
        at = self._at(evaluator) or _common([one.at for one in evidence], item)
        severity, doubt = self._severity(evaluator, outcome), doubt_about(evidence, item, self._doubted)
        return Finding(
            rule=self.rule.id,
            title=self.rule.title,
            review_item=self.rule.review_item,
            outcome=outcome,
            severity=softened(severity) if doubt else severity,
            at=at,
            message=self.program.message.fill(evaluator) + self._allowed() if message is None else message,
            item=item.name if item is not None else "",
            suggestion=self.program.suggestion.fill(evaluator) if message is None else "",
            hint=self._hint(evaluator) if message is None else "",
            suspected=bool(doubt),
            location=self._location(at, evidence),
            evidence=evidence,
            basis=self.rule.basis,
        )

    def _hint(self, evaluator: Evaluator) -> str:
        """Return the one slip that would explain a wrong sum, if there is one."""
        from checker.engine import slips  # noqa: PLC0415 - a form without fails needs it not

        frames, program = evaluator.frames, self.program
        return slips.hint(program.require, frames, program.zeroes, evaluator.tolerance, self._place)

    def _place(self, pointer: str) -> str:
        """Return where a JSON Pointer stands in the form; "" when that is not known."""
        origin = self.origins.get(pointer)
        return origin.location.spot if origin is not None else ""

    def _at(self, evaluator: Evaluator) -> str:
        """Return the place the rule itself names, if it does."""
        field = self.program.at
        if field is None:
            return ""
        owner = next(frame for frame in reversed(evaluator.frames) if field in frame.owner.visible())
        return owner.pointer_of(field)

    def _allowed(self) -> str:
        """Return how far amounts may be off, where the rule allows for it."""
        return f"（允许误差 {self.rule.tolerance}）" if self.rule.tolerance else ""

    def _severity(self, evaluator: Evaluator, outcome: Outcome) -> Severity:
        if outcome is Outcome.FAIL:
            for severity, condition in self.program.severities:
                try:
                    if evaluator.value(condition):
                        return severity
                except Missing:
                    continue
        return self.rule.severity

    def _evidence(self, seen: Sequence[Seen]) -> Iterator[Evidence]:
        for one in {(id(one.frame), id(one.field)): one for one in seen}.values():
            unreadable = one.frame.written(one.field) if one.value is State.UNREADABLE else None
            value = unreadable if isinstance(one.value, State) else one.value
            at = one.pointer
            origin = self.origins.get(at)
            yield Evidence(
                at,
                one.field.full_title,
                None if value is None else value if isinstance(value, str) else show(value),
                origin.location if origin else None,
            )

    def _location(self, at: str, evidence: Sequence[Evidence]) -> Location | None:
        """Return where ``at`` stands in the document; for a group of fields that is the first that was looked at."""
        known = [one.location for one in evidence if one.location is not None]
        is_group = any(one.at.startswith(f"{at}/") and not one.at[len(at) + 1].isdigit() for one in evidence)
        if at in self.origins and not (is_group and known and self.program.items is None):
            return self.origins[at].location
        return known[0] if known else None


def doubt_about(evidence: Sequence[Evidence], item: Frame | None, origins: Mapping[str, Origin]) -> str:
    """Return why what a finding rests on may be read otherwise: its item, or else its evidence; "" where it may not."""
    places = [one.at for one in evidence] if item is None else [item.place]
    return next((doubt for at in places if (doubt := doubt_at(origins, at))), "")


def softened(severity: Severity) -> Severity:
    """Return the severity of a finding that is only suspected: at most a warning."""
    return max(severity, Severity.WARNING, key=lambda one: one.rank)


def _common(pointers: Sequence[str], item: Frame | None) -> str:
    """Return the deepest place that holds all the pointers; within the item, where there is one."""
    if item is not None:
        pointers = [one for one in pointers if f"{one}/".startswith(f"{item.place}/")] or [item.place]
    shared: list[str] = []
    for parts in zip(*(pointer.split("/") for pointer in pointers), strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    return "/".join(shared)
