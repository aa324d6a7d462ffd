"""The expression language: what a checked expression is, and what it is worth on a form.

How a text is checked stands in ``resolve`` and ``placeholders``; a rule set that was kept needs neither.
"""

from checker.expressions.evaluate import BudgetError, Evaluator, Seen, Zeroes
from checker.expressions.frames import Derivers, Frame, Missing, State
from checker.expressions.library import FunctionError
from checker.expressions.nodes import Expression
from checker.expressions.template import Template, show
from checker.expressions.words import Word, Words

__all__ = [
    "BudgetError",
    "Derivers",
    "Evaluator",
    "Expression",
    "Frame",
    "FunctionError",
    "Missing",
    "Seen",
    "State",
    "Template",
    "Word",
    "Words",
    "Zeroes",
    "show",
]
