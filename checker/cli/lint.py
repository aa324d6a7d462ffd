"""``checker rules lint``: what loads, and yet would trouble the next reader of the rules."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from checker.cli import output
from checker.engine import proof
from checker.errors import Fault
from checker.reporters.plain import clean
from checker.rulesets import RuleSet, scrutiny
from checker.rulesets import lint as margin
from checker.rulesets.lint import Page
from checker.rulesets.load import trace


def lint(folder: str | None) -> int:
    """Print every remark on a rule set; what keeps it from loading is raised as RuleError, as always."""
    made = trace(Path(folder) if folder else None)
    ruleset, layer = made.ruleset(), made.heads[made.settings.id].rpartition("/")[0]
    pages = margin.pages(made, layer)
    remarks = margin.remark(made, pages, layer)
    for page in pages:
        _prove(page, ruleset)
        remarks += page.remarks
    warnings = [replace(one, message=f"警告：{one.message}") for one in sorted(remarks, key=_order)]
    output.say([*(line for one in warnings for line in output.lines(one)), _sum(ruleset, len(pages), len(warnings))])
    return 1 if warnings else 0


def _prove(page: Page, ruleset: RuleSet) -> None:
    """Remark what the cases of a rule do not show, unless a layer below changed it and left the cases."""
    if page.rule.changed_by:
        return
    program = page.rule.programs[page.rule.applies_to[0]]
    for gap in proof.gaps(page.rule, ruleset):
        condition = program.when if gap.place == ("when",) else program.require
        if gap.path is None or condition is None:
            page.say(gap.message, gap.place, gap.hint)
            continue
        place, offset, part = scrutiny.spot(page.source.data, gap.place, condition, gap.path)
        page.say(f"“{scrutiny.short(part)}”：{gap.message}", place, gap.hint, offset)


def _order(fault: Fault) -> tuple[str, int, int]:
    return fault.file, fault.line or 0, fault.column or 0


def _sum(ruleset: RuleSet, rules: int, warnings: int) -> str:
    told = f"{warnings} 处要看一看。" if warnings else "没有要改的地方。"
    return clean(f"{ruleset.title}（{ruleset.id} {ruleset.version}）：{rules} 条规则，{told}")
