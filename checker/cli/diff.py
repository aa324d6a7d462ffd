"""``checker rules diff``: how two rule sets differ, in words or as JSON (schemas/output/diff.schema.json)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from checker import resources
from checker.cli import output
from checker.cli.checking import CLEAN, FINDINGS
from checker.cli.parts import in_words
from checker.cli.rules_json import named
from checker.errors import Fault, UsageError
from checker.reporters import json
from checker.reporters.labels import PARTS
from checker.reporters.plain import clean, wrap
from checker.rulesets import Rule
from checker.rulesets.assemble import Assembly
from checker.rulesets.differences import Differences, Edit, Reworded, differences
from checker.rulesets.layers import HEAD
from checker.rulesets.load import by_name, trace
from checker.rulesets.settings import Parameter, Valued
from checker.text import nearest


def diff(one: str, other: str, reporter: str) -> int:
    """Print how one rule set differs from another; return the exit code."""
    before, after = trace(folder_of(one)), trace(folder_of(other))
    found = differences(before, after)
    if reporter == "json":
        output.write(json.encode(_json(before, after, found)), exact=True)
        return FINDINGS if found else CLEAN
    lines = [f"比较规则集：{before.settings.label} → {after.settings.label}", *_differences(found), "", _sum(found)]
    output.say(line for text in lines for line in wrap(_clean(text), output.columns(), hang=6))
    return FINDINGS if found else CLEAN


def _differences(found: Differences) -> Iterator[str]:
    yield from _titled("增加的规则", [f"{one.id}　{one.title}（{one.severity.label}）" for one in found.added])
    gone = [f"{one.id}　{one.title}" + (f"：{why}" if why else "") for one, why in found.removed]
    yield from _titled("去掉的规则", gone)
    changed = []
    for rule, edits in found.changed:
        changed.append(f"{rule.id}　{rule.title}")
        changed += [f"  {PARTS.get(one.part, one.part)}：{_change(one)}" for one in edits]
    yield from _titled("改动的规则", changed)
    yield from _titled("参数", [f"{one.part}：{_change(one)}" for one in found.parameters])
    yield from _titled("词表", [_words(one) for one in found.vocabulary])


def _titled(title: str, lines: Sequence[str]) -> Iterator[str]:
    """Yield lines under a title, nothing when there are none."""
    if lines:
        yield from ("", title, *(f"  {line}" for line in lines))


def _change(one: Edit) -> str:
    """Return a change in words: from what to what."""
    before, after = (in_words(one.part, value) for value in (one.before, one.after))
    return f"{before} → {after}" if before != after else f"{after}，内容有改动"


def _words(one: Reworded) -> str:
    """Return the words that came and went."""
    told = [("增加", one.added), ("去掉", one.removed)]
    changes = (f"{label}{'、'.join(f'“{word}”' for word in words)}" for label, words in told if words)
    return f"{one.name}{'（无害说法）' if one.harmless else ''}：{'；'.join(changes)}"


def _sum(found: Differences) -> str:
    """Return the last line."""
    if not found:
        return "两套规则没有不同。"
    rules = f"规则增加 {len(found.added)} 条、去掉 {len(found.removed)} 条、改动 {len(found.changed)} 条"
    return f"共计：{rules}，参数 {len(found.parameters)} 个，词表 {len(found.vocabulary)} 处。"


def _json(before: Assembly, after: Assembly, found: Differences) -> dict[str, Any]:
    """Return the differences as JSON."""
    return {
        "before": named(before.ruleset()),
        "after": named(after.ruleset()),
        "added": [_rule(one) for one in found.added],
        "removed": [{**_rule(one), "reason": reason} for one, reason in found.removed],
        "changed": [{**_rule(one), "edits": [_edit(edit) for edit in edits]} for one, edits in found.changed],
        "parameters": [_edit(one, "name") for one in found.parameters],
        "vocabulary": [
            {"name": one.name, "harmless": one.harmless, "added": list(one.added), "removed": list(one.removed)}
            for one in found.vocabulary
        ],
    }


def _rule(one: Rule) -> dict[str, Any]:
    place = f"{one.file}:{one.line}"
    return {"rule": one.id, "title": one.title, "severity": one.severity.value, "place": place}


def _edit(one: Edit, key: str = "part") -> dict[str, Any]:
    return {key: one.part, "before": _plain(one.before), "after": _plain(one.after)}


def _plain(value: Any) -> Any:
    """Return what was written as JSON has it: numbers are decimal strings, a parameter the list of its values."""
    match value:
        case Parameter():
            return [_value(one) for one in value.values]
        case dict():
            return {str(key): _plain(one) for key, one in value.items()}
        case list():
            return [_plain(one) for one in value]
        case bool() | None:
            return value
        case _:
            return str(value)


def _value(one: Valued) -> dict[str, Any]:
    """Return a value of a parameter, from when on and by which document."""
    start = None if one.start == date.min else one.start.isoformat()
    return {"value": _plain(one.value), "from": start, "document": one.document, "place": one.source.at(one.place)}


def folder_of(name: str) -> Path:
    """Return the folder of a rule set, given by its path or, if it came with the program, by its name."""
    folder = by_name(Path(name))
    if folder.exists() or not name:
        return folder
    known = [one.parent.name for one in resources.folder("rules").glob(f"*/{HEAD}")]
    hint = nearest(name, known) or f"请写规则集的目录，或随带规则集的名字：{'、'.join(known)}。"
    raise UsageError(Fault(f"找不到规则集“{name}”。", hint=hint))


def _clean(text: str) -> str:
    """Return a line harmless to a terminal, set in as it was."""
    return " " * (len(text) - len(text.lstrip(" "))) + clean(text)
