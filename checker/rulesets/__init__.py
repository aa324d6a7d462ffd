"""Rule files to a rule set: load and check."""

from checker.rulesets.load import load
from checker.rulesets.model import Case, Fused, Program, Rule, RuleSet

__all__ = ["Case", "Fused", "Program", "Rule", "RuleSet", "load"]
