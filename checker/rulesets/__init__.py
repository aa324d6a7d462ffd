"""Rule files to a rule set: load and check."""

from checker.rulesets.load import load
from checker.rulesets.model import Case, Program, Rule, RuleSet

__all__ = ["Case", "Program", "Rule", "RuleSet", "load"]
