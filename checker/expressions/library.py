"""What a function of the language is, and the shelf that the functions of one topic stand on.

A parameter type is one of types.py's names, ``list of`` one of them, or several joined with ``|``; ``...`` after the
last one lets it repeat, ``?`` lets it be left out. ``returns`` is a type, ``same`` for the type of the first argument,
``number in percent``, or ``number in list`` for what the first argument is a list of.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from checker.frozen import frozen

if TYPE_CHECKING:
    from checker.expressions.cases import Case

_DIGITS = 15
Body = TypeVar("Body", bound=Callable[..., Any])


class FunctionError(ValueError):
    """A function has no answer to its arguments; the text says why, a Chinese clause without its full stop."""


def whole(number: Decimal) -> int:
    """Return a whole number as one.

    Raises FunctionError when it is none, or has more than fifteen digits, as no count, place or year has: Python would
    take long.
    """
    if number.adjusted() >= _DIGITS:
        raise FunctionError("这个数太大")
    if number != int(number):
        raise FunctionError(f"这里要整数，不能是 {number:.15g}")
    return int(number)


@frozen
class Function:
    """A function of the language.

    ``per_item`` marks one whose first argument is a list and whose other arguments are computed for each item;
    ``about_field`` one whose first argument is a field that may lack a value; ``costly`` one that takes time for every
    character of its texts. ``unit`` is what its number counts or measures. ``fails`` says when it gives no value though
    all its arguments have one; ``known`` finds that out at load, from the arguments known by then (None for the
    others), and raises FunctionError.
    """

    name: str
    english: str
    parameters: tuple[str, ...]
    returns: str
    meaning: str
    call: Callable[..., Any] | None = None
    per_item: bool = False
    about_field: bool = False
    costly: bool = False
    unit: str = ""
    fails: str = ""
    known: Callable[..., Any] | None = None

    @property
    def least(self) -> int:
        """The least number of arguments."""
        return sum(not kind.endswith("?") for kind in self.parameters)

    @property
    def most(self) -> int:
        """The greatest number of arguments."""
        return 20 if self.parameters and self.parameters[-1].endswith("...") else len(self.parameters)

    @property
    def cases(self) -> tuple[Case, ...]:
        """Examples of calls and what comes of them, for the manual and the tests."""
        from checker.expressions.cases import CASES  # noqa: PLC0415 - no check of a form needs them

        return CASES[self.english]

    def parameter(self, index: int) -> str:
        """Return the type wanted at ``index``."""
        return self.parameters[min(index, len(self.parameters) - 1)].removesuffix("...").removesuffix("?")


class Shelf:
    """The functions of one topic, in the order in which they were put there."""

    def __init__(self, title: str, *functions: Function) -> None:
        self.title = title
        self.functions = list(functions)

    def put(  # noqa: PLR0913 - one for each thing that the manual tells
        self,
        name: str,
        english: str,
        *parameters: str,
        returns: str,
        meaning: str,
        unit: str = "",
        fails: str = "",
        costly: bool = False,
        known: Callable[..., Any] | None = None,
    ) -> Callable[[Body], Body]:
        """Put the decorated body on the shelf, under two names."""

        def keep(body: Body) -> Body:
            made = Function(
                name, english, parameters, returns, meaning, body, costly=costly, unit=unit, fails=fails, known=known
            )
            self.functions.append(made)
            return body

        return keep
