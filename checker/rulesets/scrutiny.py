"""What a rule says that cannot be meant, though every name and type in it is right.

Conditions that can come out only one way, parts that stand there twice, percentages compared with fractions of one, and
numbers in the title or message that the rule does not compute with. What is grave keeps a rule from being loaded; the
rest is said by ``checker rules lint``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from checker.expressions import Expression, Template
from checker.expressions.nodes import Read, Value, children, walk
from checker.expressions.patterns import Pattern
from checker.expressions.truth import Kind, Path, Problem, Truth, part_at
from checker.expressions.worlds import Claim
from checker.model import Outcome
from checker.rulesets.model import Program
from checker.rulesets.source import Place

_NUMBER = re.compile(r"(?<![A-Za-z0-9_.])[0-9]+(?:\.[0-9]+)?")
_DIGIT = re.compile(r"\d")
_WIDE = re.compile(r"[^\D0-9]|．")
_LONGEST = 40
_CHINESE = {"title": "标题", "message": "说明"}
_COMPUTE = "请改成条件里的数，或写成花括号里的算式，如 {参数.名称}。"
_COMES = {Kind.NEVER: "永远不成立", Kind.ALWAYS: "永远成立"}
_SAID = {
    Kind.TWICE: ("“{}”重复，前面已经写过。", "请删去一处，或改成想说的条件。"),
    Kind.FRACTION: ("“{}”拿百分数和小数比。", "表上的 90% 读作 90，请把 0.9 写成 90。"),
    Kind.BELOW_ONE: (
        "“{}”拿函数得出的百分数和小数比。",
        "50% 请写成 50；确实要比百分之零点几的，请把这个数定为参数。",
    ),
}
_COMPARE = "请对照 when 检查这里。"
_WHERE: Mapping[Any, str] = {"require": "在适用的项里", "severity_if": "在不合格的项里"}
_MEANS: Mapping[tuple[Any, Kind], str] = {
    ("when", Kind.NEVER): "，这条规则什么也查不到",
    ("require", Kind.NEVER): "，没有一项会合格",
    ("require", Kind.ALWAYS): "，这条规则查不出问题",
}


@dataclass(frozen=True)
class Remark:
    """One thing to say of a rule: at which ``place`` of its file, and how many characters into the text there.

    ``fractions`` are the parameters that are below 1 where a percentage is compared with them.
    """

    message: str
    place: Place
    offset: int
    hint: str
    grave: bool
    fractions: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Condition:
    """A condition or placeholder, and where it stands."""

    expression: Expression
    place: Place
    start: int = 0


def remarks(parts: Mapping[str, Any], program: Program, slack: Decimal, *, thorough: bool = False) -> Iterator[Remark]:
    """Yield what there is to say of a rule, whose ``parts`` stand in its file and whose ``program`` they became.

    Only what is grave, unless ``thorough``.
    """
    fixed = all(one.fixed for one in _expressions(program))
    truth = Truth(slack, frozenset(path for _, path in program.zeroes), thorough=thorough, fixed=fixed)
    found = [
        *_conditions(parts, program, truth),
        *_severities(parts, program, truth),
        *_placeholders(parts, program, truth),
        *_numbers(parts, program, slack),
    ]
    yield from (one for one in found if one.grave or thorough)


def _conditions(parts: Mapping[str, Any], program: Program, truth: Truth) -> Iterator[Remark]:
    """Yield what is wrong with ``when``, and with ``require`` where ``when`` holds."""
    given: list[Claim] = []
    if program.when is not None:
        problems = truth.examine(program.when.tree)
        yield from (_remark(one, _Condition(program.when, ("when",)), parts) for one in problems)
        if not any(one.grave for one in problems):  # else require would have the same problem once more
            given.append(Claim(program.when.tree, holds=True))
    for problem in truth.examine(program.require.tree, given):
        yield _remark(problem, _Condition(program.require, ("require",)), parts)


def _severities(parts: Mapping[str, Any], program: Program, truth: Truth) -> Iterator[Remark]:
    """Yield what is wrong with the conditions of ``severity_if``, asked where ``require`` does not hold."""
    given = [Claim(program.when.tree, holds=True)] if program.when is not None else []
    if parts.get("on_missing") != Outcome.FAIL.value:
        given.append(Claim(program.require.tree, holds=False))
    before: list[tuple[str, Expression]] = []
    for severity, expression in program.severities:
        place: Place = ("severity_if", severity.value)
        twin = next((name for name, one in before if truth.same(one.tree, expression.tree)), None)
        if twin is not None:
            yield Remark(f"这个条件和 {twin} 的重复，轮不到它。", place, 0, "请删去一个。", grave=True)
            continue
        for problem in truth.examine(expression.tree, given):
            yield _remark(problem, _Condition(expression, place), parts)
        before.append((severity.value, expression))


def _placeholders(parts: Mapping[str, Any], program: Program, truth: Truth) -> Iterator[Remark]:
    """Yield what is wrong with the conditions within messages."""
    for key, template in (("message", program.message), ("suggestion", program.suggestion)):
        if all(isinstance(part, str) or isinstance(part.tree, Read) for part in template.parts):
            continue  # as in most
        for start, part in _pieces(template):
            if isinstance(part, Expression):
                for problem in truth.inside(part.tree):
                    yield _remark(problem, _Condition(part, (key,), start), parts)


def _remark(problem: Problem, condition: _Condition, parts: Mapping[str, Any]) -> Remark:
    """Put a problem into words, at the place of the part it is about."""
    path, because = problem.path, problem.because
    place, offset, part = spot(parts, condition.place, condition.expression, path)
    tail = _MEANS.get((place[0], problem.kind), "") if not path else ""
    if not path and because is None:
        return Remark(f"{_WHERE[place[0]]}，这个条件{_COMES[problem.kind]}{tail}。", place, 0, _COMPARE, grave=True)
    reason = "" if because in (None, path) else spot(parts, condition.place, condition.expression, because or ())[2]
    message, hint = _told(problem, short(part), short(reason), tail)
    return Remark(message, place, condition.start + offset, hint, problem.grave, _fractions(problem, condition))


def _fractions(problem: Problem, condition: _Condition) -> frozenset[str]:
    """Return the parameters that a problem with percentages is about."""
    if problem.kind is not Kind.FRACTION:
        return frozenset()
    node = condition.expression.tree
    for index in problem.path:
        node = children(node)[index]
    return frozenset(one.name for one in children(node) if isinstance(one, Value))


def spot(parts: Mapping[str, Any], place: Place, expression: Expression, path: Path) -> tuple[Place, int, str]:
    """Return the place of the part at ``path`` of an expression, how far into the text there it starts, and its text.

    Where the rule has a list of conditions, each of these is a text of its own.
    """
    written = parts.get(str(place[0]))
    if not isinstance(written, list):
        return (place, *part_at(expression.text, path))
    index = path[0] if path else 0
    return ((*place, index), *part_at(written[index], path[1:]))


def _told(problem: Problem, part: str, reason: str, tail: str) -> tuple[str, str]:
    """Return the sentence and the way out for a part of a condition."""
    if problem.kind in _SAID:
        message, hint = _SAID[problem.kind]
        return message.format(part), hint
    if not problem.grave:
        why = f"前面有了“{reason}”" if reason else "有了前面的条件"
        return f"{why}，“{part}”{_COMES[problem.kind]}，写了不起作用。", "请删去；判断有没有填的，要写在前面。"
    if reason and problem.kind is Kind.NEVER:
        return f"“{part}”和前面的“{reason}”不能同时成立。", "是不是该用 or？"
    if reason:
        return f"“{part}”和前面的“{reason}”总有一个成立，等于没有条件。", "是不是该用 and？"
    return f"“{part}”{_COMES[problem.kind]}{tail}。", "请删去，或改成想说的条件。"


def short(part: str) -> str:
    """Return a part of a condition as messages quote it."""
    return part if len(part) <= _LONGEST else part[:_LONGEST] + "……"


def _numbers(parts: Mapping[str, Any], program: Program, slack: Decimal) -> Iterator[Remark]:
    """Yield the numbers that title or message write out though the rule computes with no such number."""
    written = [("title", 0, parts.get("title"))]
    literal = [part for part in program.message.parts if isinstance(part, str)]
    if isinstance(parts.get("message"), str) and any(map(_DIGIT.search, literal)):
        written += [("message", start, piece) for start, piece in _pieces(program.message)]
    found = [
        (key, start + number.start(), number.group())
        for key, start, piece in written
        if isinstance(piece, str)
        for number in _NUMBER.finditer(_plain(piece))
    ]
    known = {slack, *_known(program)} if found else set()
    for key, offset, number in found:
        if Decimal(number) not in known:
            said = f"{_CHINESE[key]}里的“{number}”在规则的条件和参数里都没有。"
            yield Remark(said, (key,), offset, _COMPUTE, grave=True)


def _pieces(template: Template) -> Iterator[tuple[int, str | Expression]]:
    """Yield the parts of a message and where each starts: an expression after its brace."""
    start = 0
    for part in template.parts:
        written = "{" + part.text + "}" if isinstance(part, Expression) else part
        start = max(template.text.find(written, start), start)  # a literal brace is written twice
        yield start + (not isinstance(part, str)), part
        start += len(written)


def _plain(text: str) -> str:
    """Return a text with its digits half-width, each character in its place."""
    return _WIDE.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)


def _expressions(program: Program) -> Iterator[Expression]:
    """Yield every expression of a rule."""
    yield from (one for one in (program.when, program.require) if one is not None)
    yield from (one for _, one in program.severities)
    for template in (program.message, program.suggestion):
        yield from (part for part in template.parts if isinstance(part, Expression))


def _known(program: Program) -> Iterator[Decimal]:
    """Yield the numbers that a rule computes with: written in its expressions, or in the parameters these use."""
    for expression in _expressions(program):
        yield from _in_text(expression.text)
        for node in walk(expression.tree):
            if isinstance(node, Value):
                yield from _in_value(node.value)


def _in_value(value: Any) -> Iterator[Decimal]:
    match value:
        case Decimal():
            yield value
        case str():
            yield from _in_text(value)
        case list():
            yield from (number for one in value for number in _in_value(one))
        case Pattern():
            yield from _in_text(value.source)


def _in_text(text: str) -> Iterator[Decimal]:
    yield from (Decimal(found) for found in _NUMBER.findall(_plain(text)))
