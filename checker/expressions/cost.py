"""How many steps the reference evaluator could take for a rule, as a formula in the sizes of a form.

The generated function counts no steps. It works the formula out once for each form, and leaves a rule that could go
beyond its budget to the reference evaluator, which does count. Patterns are weighed when a text meets one (``Meter``).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from math import prod

from checker.expressions.evaluate import CHARACTERS_A_STEP, MAX_STEPS, MAX_STEPS_OF_A_RULE
from checker.expressions.nodes import Apply, Each, Read, Value, children

Sizes = Callable[[Read], str]
"""The name of the variable that holds the length of a list, or the greatest length of texts such as this."""


@dataclass(frozen=True)
class Formula:
    """A sum of products of variables, by the variables, in order, with a factor each."""

    terms: Mapping[tuple[str, ...], float] = field(default_factory=dict)

    def __add__(self, other: Formula) -> Formula:
        names = dict.fromkeys([*self.terms, *other.terms])
        return Formula({name: self.terms.get(name, 0) + other.terms.get(name, 0) for name in names})

    def times(self, variable: str) -> Formula:
        """Return the product with a variable."""
        return Formula({tuple(sorted((*names, variable))): factor for names, factor in self.terms.items()})

    def over(self, divisor: int) -> Formula:
        """Return the formula divided by a number."""
        return Formula({names: factor / divisor for names, factor in self.terms.items()})

    def at(self, usual: Callable[[str], int]) -> float:
        """Return the value where each variable is as ``usual``."""
        return sum(factor * prod(map(usual, names)) for names, factor in self.terms.items())

    def __str__(self) -> str:
        return " + ".join("*".join([f"{factor:.4g}", *names]) for names, factor in self.terms.items()) or "0"


def constant(number: float) -> Formula:
    """Return the formula that is a number."""
    return Formula({(): number})


class Cost:
    """The formula of one rule, whose items, if it walks through a list, are as many as ``items`` names."""

    def __init__(self, trees: Sequence[ast.expr], items: str, sizes: Sizes) -> None:
        self._sizes = sizes
        self._once = reduce(Formula.__add__, map(self._steps, trees))
        self._all = self._once.times(items) if items else self._once

    def fits(self, usual: Callable[[str], int]) -> bool:
        """Tell whether a form of usual size keeps the rule within its budget."""
        return self._once.at(usual) <= MAX_STEPS and self._all.at(usual) <= MAX_STEPS_OF_A_RULE

    @property
    def varies(self) -> bool:
        """Tell whether it depends on the form at all."""
        return any(self._all.terms)

    def __str__(self) -> str:
        return f"({self._once} > {MAX_STEPS} or {self._all} > {MAX_STEPS_OF_A_RULE})"

    def _steps(self, node: ast.expr) -> Formula:
        parts = sum(map(self._steps, children(node)), constant(1))
        if isinstance(node, Each):
            return parts.times(self._sizes(node.source)) + constant(2)
        if isinstance(node, Apply):
            read = sum(map(self._characters, node.arguments), constant(0))
            return parts + read.over(1 if node.function.costly else CHARACTERS_A_STEP)
        return parts

    def _characters(self, node: ast.expr) -> Formula:
        """Return at most how many characters the texts of a value have."""
        match node:
            case Read():
                return Formula({(self._sizes(node),): 1}) if node.field.type == "text" else constant(0)
            case Value(value=str() as text):
                return constant(len(text))
            case Value(value=list() as values):
                return constant(sum(len(one) for one in values if isinstance(one, str)))
            case Value():
                return constant(0)
        parts = sum(map(self._characters, children(node)), constant(0))
        return parts.times(self._sizes(node.source)) if isinstance(node, Each) else parts
