"""The expression language: text to a checked tree, the tree to a value."""

from checker.expressions.evaluate import BudgetError, Evaluator, Seen, Zeroes
from checker.expressions.frames import Derivers, Frame, Missing, State
from checker.expressions.nodes import Expression
from checker.expressions.parse import ExpressionError
from checker.expressions.resolve import all_of, resolve
from checker.expressions.scope import Scope
from checker.expressions.template import Template, compile_template, show
from checker.expressions.words import Word, Words

__all__ = [
    "BudgetError",
    "Derivers",
    "Evaluator",
    "Expression",
    "ExpressionError",
    "Frame",
    "Missing",
    "Scope",
    "Seen",
    "State",
    "Template",
    "Word",
    "Words",
    "Zeroes",
    "all_of",
    "compile_template",
    "resolve",
    "show",
]
