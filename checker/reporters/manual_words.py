"""The page of the manual that lists the vocabularies which the rules read: their words, and where these do no harm."""

from __future__ import annotations

from collections.abc import Iterator

from checker.expressions import Expression, Word, Words
from checker.expressions.nodes import Value, walk
from checker.reporters.markdown import plain
from checker.rulesets import Program, Rule, RuleSet
from checker.rulesets.model import Setting

VOCABULARY = "词表."
_HEAD = """\
规则里写“词表.名字”，指的就是这里的词。词里的“…”代表同一小句里隔开的几个字；
无害的说法里，“{词}”代表表中的任何一个词，在这样的说法里出现的不算。"""


def page(ruleset: RuleSet) -> Iterator[str]:
    """Yield the lines of the page."""
    yield from ("# 词表", "", _HEAD)
    for name, words in sorted(_words(ruleset).items()):
        yield from ("", f"## {plain(name)}", "")
        readers = [rule for rule in ruleset.rules if any(one.name == VOCABULARY + name for one in rule.settings)]
        yield from _told(words, readers, ruleset)


def _told(words: Words, readers: list[Rule], ruleset: RuleSet) -> Iterator[str]:
    """Yield what a vocabulary is for, its words, who set it, and which rules read it."""
    settings = [one for one in readers[0].settings if one.name == VOCABULARY + words.name] if readers else []
    if settings:
        yield from (f"{plain(settings[0].meaning)}。", "")
    yield f"- 词（{len(words.entries)} 个）：{'、'.join(_entry(one) for one in words.entries)}"
    if words.harmless:
        yield f"- 无害的说法：{'、'.join(map(plain, words.harmless))}"
    yield from (f"- {_set(one, ruleset)}" for one in settings)
    links = "、".join(f"[{rule.id}]({rule.id}.md)" for rule in sorted(readers, key=lambda one: one.id))
    if links:
        yield f"- 用到它的规则：{links}"


def _entry(one: Word) -> str:
    """Return a word, what should be written for it, and the day after which it is past."""
    notes = [f"应为{one.use}" if one.use else "", f"{one.until} 以后是过去的事" if one.until else ""]
    told = "，".join(filter(None, notes))
    return plain(one.text) + (f"（{plain(told)}）" if told else "")


def _set(one: Setting, ruleset: RuleSet) -> str:
    by = "，".join(filter(None, (ruleset.layer_of(one.place), one.place, one.document)))
    return plain(f"谁定的：{one.told}　{by}")


def _words(ruleset: RuleSet) -> dict[str, Words]:
    """Return the vocabularies that the rules read, by name."""
    programs = (program for rule in ruleset.rules for program in rule.programs.values())
    values = (
        node.value
        for one in programs
        for tree in _expressions(one)
        for node in walk(tree.tree)
        if isinstance(node, Value)
    )
    return {one.name: one for one in values if isinstance(one, Words)}


def _expressions(program: Program) -> Iterator[Expression]:
    """Yield every expression of a rule, those within its messages too."""
    yield from (one for one in (program.when, program.require) if one is not None)
    yield from (one for _, one in program.severities)
    for template in (program.message, program.suggestion):
        yield from (part for part in template.parts if isinstance(part, Expression))
