"""``checker why``: why a rule said what it said about a form."""

from __future__ import annotations

from pathlib import Path

from checker import rulesets
from checker.cli import output, why_json, why_text
from checker.cli.checking import CLEAN, FAILED, complain_of_strangers, read_day, read_waivers, unreadable
from checker.cli.kept import cache_folder
from checker.cli.reading import each
from checker.engine import why as reasons
from checker.engine.waivers import of_rule
from checker.engine.why import Why
from checker.errors import Fault, UsageError
from checker.model import Form
from checker.reporters import json


def why(
    identifier: str, form: str, item: str, rules: str | None, as_of: str | None, reporter: str, waived: str | None
) -> int:
    """Explain one rule on the forms of one file, return the exit code."""
    asked = read_day(as_of)
    if Path(identifier).is_file():
        raise UsageError(Fault("规则编号要写在表格文件前面。", hint=f"请写：checker why {form} {identifier}"))
    ruleset = rulesets.load(Path(rules) if rules else None, cache_folder())
    if identifier.upper() not in ruleset.disabled:
        ruleset.rule(identifier)  # a slip in it is told before the form is read
    waivers = read_waivers(waived, ruleset)

    def explain(one: Form) -> Why:
        return reasons.why(one, ruleset, identifier, asked, item, waivers)

    entries = each([form], explain, ruleset.record)
    lost = unreadable(entries)
    output.complain(fault for entry in lost for fault in entry.faults)
    told = [entry for entry in entries if isinstance(entry, Why)]
    if told and reporter == "json":
        explained = [why_json.told(one) for one in told]
        output.write(json.encode(explained if len(told) > 1 else explained[0]), exact=True)
    elif told:
        text = "\n\n".join("\n".join(why_text.lines(one, output.columns())) for one in told)
        output.write(f"{text}\n".encode("utf-8", "backslashreplace"), exact=False)
    if told and waivers is not None:
        complain_of_strangers(of_rule(waivers, told[0].rule.id), [one.form for one in told])
    return FAILED if lost else CLEAN
