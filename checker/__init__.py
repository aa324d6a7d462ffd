"""Check Chinese government budget performance-target forms against declarative rules.

    from pathlib import Path
    import checker

    rules = checker.load_rules()
    for form in checker.read_file(Path("表.txt")):
        report = checker.check(form, rules)
        for finding in report.findings:
            print(finding.location, finding.rule, finding.message)

Only what ``__all__`` names is promised to stay.
"""

from checker.documents import read_file, read_forms
from checker.engine import check
from checker.errors import CheckerError, Fault, FormError, RecordError, RuleError, UsageError
from checker.model import Citation, Evidence, Finding, Form, Location, Origin, Outcome, Report, RuleResult, Severity
from checker.rulesets import load as load_rules

__all__ = [
    "CheckerError",
    "Citation",
    "Evidence",
    "Fault",
    "Finding",
    "Form",
    "FormError",
    "Location",
    "Origin",
    "Outcome",
    "RecordError",
    "Report",
    "RuleError",
    "RuleResult",
    "Severity",
    "UsageError",
    "check",
    "load_rules",
    "read_file",
    "read_forms",
]
