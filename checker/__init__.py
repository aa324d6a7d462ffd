"""Check Chinese government budget performance-target forms against declarative rules.

    from pathlib import Path
    import checker

    rules = checker.load_rules()
    for form in checker.read_file(Path("表.txt")):
        report = checker.check(form, rules)
        for finding in report.findings:
            print(finding.location, finding.rule, finding.message)

What was approved not to be put right is told apart: ``check(form, rules, waivers=load_waivers(path, rules))``.

Only what ``__all__`` names is promised to stay.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checker.documents import read_file, read_forms
    from checker.engine.check import check
    from checker.errors import CheckerError, Fault, FormError, RecordError, RuleError, UsageError
    from checker.model import (
        Citation,
        Evidence,
        Finding,
        Form,
        Lapse,
        Lapsed,
        Location,
        Origin,
        Outcome,
        Report,
        RuleResult,
        Severity,
        Waiver,
        Waivers,
    )
    from checker.rulesets.load import load as load_rules
    from checker.rulesets.waivers import load as load_waivers

__all__ = [
    "CheckerError",
    "Citation",
    "Evidence",
    "Fault",
    "Finding",
    "Form",
    "FormError",
    "Lapse",
    "Lapsed",
    "Location",
    "Origin",
    "Outcome",
    "RecordError",
    "Report",
    "RuleError",
    "RuleResult",
    "Severity",
    "UsageError",
    "Waiver",
    "Waivers",
    "check",
    "load_rules",
    "load_waivers",
    "read_file",
    "read_forms",
]

_ELSEWHERE = {
    "check": ("engine", "check"),
    "load_rules": ("rulesets", "load"),
    "load_waivers": ("rulesets.waivers", "load"),
    "read_file": ("documents", "read_file"),
    "read_forms": ("documents", "read_forms"),
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that help and errors come at once (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module 'checker' has no attribute {name!r}")
    default = "errors" if name == "Fault" or name.endswith("Error") else "model"
    home, attribute = _ELSEWHERE.get(name, (default, name))
    return getattr(import_module(f"checker.{home}"), attribute)
