"""One letter of any name in any shipped rule is wrong: the rule does not load, and the mistake is named at its line."""

import re

import pytest
from shipped import RULESET, SETTINGS, text_of

from checker.errors import RuleError
from checker.expressions.nodes import Ask, Comparison, Read, Value, walk
from checker.rulesets.build import build
from checker.rulesets.locate import locate
from checker.rulesets.source import Source
from checker.schema import review_items

NAMED = {"for_each", "at", "on_missing", "severity", "review_item", "confidence", "expect"}
LISTED = {"applies_to", "blank_as_zero"}
CONDITIONS = {"when", "require", "severity_if"}
MESSAGES = {"message", "suggestion"}
NAME = re.compile(r"[^\W\d]\w*")
KEYWORDS = {"and", "or", "not", "in", "if", "else", "True", "False"}
PLACEHOLDER = re.compile(r"\{(?:\"[^\"]*\"|'[^']*'|[^{}\"'])*\}")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


class Sites:
    """The places in a rule file at which a name stands: (index in the text, name)."""

    def __init__(self, rule):
        self.rule = rule
        self.text = text_of(rule)
        self.source = Source(self.text.encode(), rule.file)
        self.lines = [0, *(match.end() for match in re.finditer("\n", self.text))]

    def __iter__(self):
        seen = set()
        for path, name, index in [*self._keys(), *self._values()]:
            kind = (tuple(part for part in path if isinstance(part, str)), name)
            if path[0] != "cases" or kind not in seen:  # in cases the same names come again and again
                seen.add(kind)
                yield index, name

    def _keys(self):
        for path, mark in self.source.value.keys.items():
            yield path, path[-1], self._index(mark)

    def _values(self):
        for path, mark in self.source.value.marks.items():
            value = self.source.get(path)
            last = path[-1] if path else ""
            if not isinstance(value, str):
                continue
            if last in NAMED or (len(path) == 2 and path[0] in LISTED):
                yield path, value, self._inside(mark, value, 0)
            elif path[0] in CONDITIONS:
                yield from self._expression(path, mark, value, 0, value)
            elif path[0] in MESSAGES:
                for match in PLACEHOLDER.finditer(value):
                    yield from self._expression(path, mark, match.group()[1:-1], match.start() + 1, value)

    def _expression(self, path, mark, expression, start, value):
        bare = QUOTED.sub(lambda match: "_" * len(match.group()), expression)
        names = [
            match for match in NAME.finditer(bare) if match.group() not in KEYWORDS | {"_"} and "_" not in match[0][:1]
        ]
        closed = self._closed()
        quoted = [
            match
            for match in QUOTED.finditer(expression)
            if match.group()[1:-1] in closed and _compared(expression, match)
        ]
        for match in [*names, *quoted]:
            name = match.group().strip("\"'")
            offset = start + match.start() + (match.group() != name)
            yield path, name, self._inside(mark, value, offset)

    def _closed(self):
        """Return the texts that the rule compares with fields that can hold no others."""
        texts = set()
        for program in self.rule.programs.values():
            parts = [*program.message.parts, *program.suggestion.parts, *(one for _, one in program.severities)]
            for part in (program.when, program.require, *parts):
                if part is None or isinstance(part, str):
                    continue
                for node in walk(part.tree):
                    if isinstance(node, Comparison) and any(_is_closed(one) for one in node.operands):
                        texts.update(text for one in node.operands for text in _texts(one))
        return texts

    def _index(self, mark):
        line, column = mark
        return self.lines[line - 1] + column - 1

    def _inside(self, mark, value, offset):
        return self._index(locate(self.text, *mark, value, offset))


def _is_closed(node):
    read = node.read if isinstance(node, Ask) else node
    return isinstance(read, Read) and bool(read.field.enum)


def _texts(node):
    value = node.value if isinstance(node, Value) else []
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def _compared(expression, match):
    """Tell whether a quoted text stands in a comparison with a closed field, and not for instance in 匹配(…)."""
    before = expression[: match.start()].rstrip()
    named = re.search(r"(一级指标|单位类|运算符|类型|金额单位)\"?\)?\s*(?:==|!=|(?:not )?in\s*\[[^\]]*)$", before)
    return named is not None and "默认(运算符" not in before


def _letter(name):
    """Return which letter to replace, and the letter to put there."""
    places = [index for index, character in enumerate(name) if character.isalpha()] or [0]
    place = places[len(places) // 2]
    other = ("甲", "乙") if name[place] > "\u2e80" else ("q", "z")
    return place, other[name[place] in other]


def _misspelt(text, index, name):
    place, letter = _letter(name)
    assert text[index : index + len(name)] == name, (text[index : index + 20], name)
    return text[: index + place] + letter + text[index + place + 1 :]


def _lines_of_faults(text, file):
    try:
        source = Source(text.encode(), file)
        build(source, SETTINGS, review_items())
    except RuleError as error:
        return {fault.line for fault in error.faults}
    assert all(fault.file == file for fault in source.faults)
    return {fault.line for fault in source.faults}


@pytest.mark.parametrize("rule", RULESET.rules, ids=lambda rule: rule.id)
def test_no_misspelt_name_loads(rule):
    sites = Sites(rule)
    found = list(sites)
    uncaught = []
    for index, name in found:
        line = sites.text.count("\n", 0, index) + 1
        if line not in _lines_of_faults(_misspelt(sites.text, index, name), rule.file):
            uncaught.append(f"{line}: {name}")
    assert uncaught == []
    assert {"id", "require", "department_overall", rule.severity.value} <= {name for _, name in found}
