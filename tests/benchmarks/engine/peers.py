"""The same rules in other engines: each builder returns what finds, its inputs, and how many of them to time."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from functools import cache
from typing import Any

from tests.benchmarks.engine.rules import LEVELS1, LEVELS2, LINES, VAGUE

BUDGET = [
    "basic_expenditure", "project_expenditure", "fiscal_appropriation", "other_funds", "special_funds",
    "city_level_funds", "transfer_payments",
]  # fmt: skip
CONSTANTS = {
    "LEVELS1": LEVELS1, "LEVELS2": LEVELS2, "VAGUE": VAGUE, "slack": 0.0150001, "half": 0.0050001, "share": 0.0503,
}  # fmt: skip


def plain(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record flat and with floats, as these engines want it."""
    flat = {
        "name": record["department"]["name"],
        "staff_count": record["department"]["staff_count"],
        "year": record["year"],
        "overall_goal": record["overall_goal"],
        "indicators": record["indicators"],
        "tasks": [{**task, "funds": _float(task["funds"])} for task in record["tasks"]],
    }
    return flat | {key: _float(record["budget"][key]) for key in BUDGET}


def _float(value: Any) -> float | None:
    return None if value is None else float(value)


@cache
def _search(pattern: str) -> Callable[[str], object]:
    return re.compile(pattern).search


def _functions() -> dict[str, Any]:
    return {
        "found": lambda pattern, text: _search(pattern)(text) is not None,
        "total": lambda tasks: sum(task["funds"] or 0 for task in tasks),
        "len": len, "abs": abs, "set": set,
    }  # fmt: skip


def _walk(record: dict[str, Any], holds: Callable[[int, dict[str, Any]], bool]) -> list[tuple[str, int]]:
    """Return what does not hold, rule by rule and item by item."""
    found = []
    for number, line in enumerate(LINES):
        if not line.list:
            if not holds(number, record):
                found.append((line.id, -1))
            continue
        found += [(line.id, index) for index, item in enumerate(record[line.list]) if not holds(number, item)]
    return found


def simpleeval_naive(records: list[Any]) -> tuple[Any, list[Any], int]:
    """An evaluator and the text of the rule for each evaluation, as a first version has it."""
    from simpleeval import EvalWithCompoundTypes

    def holds(number: int, names: dict[str, Any]) -> bool:
        evaluator = EvalWithCompoundTypes(names={**CONSTANTS, **names}, functions=_functions())
        return bool(evaluator.eval(LINES[number].python))

    return lambda record: _walk(record, holds), records, 20


def simpleeval_parsed(records: list[Any]) -> tuple[Any, list[Any], int]:
    """One evaluator, every rule parsed once."""
    from simpleeval import EvalWithCompoundTypes

    evaluator = EvalWithCompoundTypes(functions=_functions())
    trees = [evaluator.parse(line.python) for line in LINES]

    def holds(number: int, names: dict[str, Any]) -> bool:
        evaluator.names = {**CONSTANTS, **names}
        return bool(evaluator.eval(LINES[number].python, previously_parsed=trees[number]))

    return lambda record: _walk(record, holds), records, 80


def code_objects(records: list[Any]) -> tuple[Any, list[Any], int]:
    """Python's own eval of compiled rules: no safety, no blanks, no decimals; what a rule costs without them."""
    names = {**CONSTANTS, **_functions()}
    codes = [compile(ast.parse(line.python, mode="eval"), line.id, "eval") for line in LINES]

    def holds(number: int, item: dict[str, Any]) -> bool:
        return bool(eval(codes[number], names, item))  # noqa: S307 - the texts stand in rules.py

    return lambda record: _walk(record, holds), records, 500


def cel(records: list[Any]) -> tuple[Any, list[Any], int]:
    """CEL in C++ (cel-expr-python), one call a rule and item."""
    from cel_expr_python import cel as library

    types = {"name": "DYN", "total": "DOUBLE", "t": "DYN", "i": "DYN", "tasks": "DYN", "indicators": "DYN"}
    variables = {name: getattr(library.Type, kind) for name, kind in types.items()}
    others = [*BUDGET, "staff_count", "year", "overall_goal", "LEVELS1", "LEVELS2", "VAGUE"]
    variables |= dict.fromkeys(others, library.Type.DYN)
    environment = library.NewEnv(variables=variables)
    programs = [environment.compile(line.cel) for line in LINES]
    shared = {key: CONSTANTS[key] for key in ("LEVELS1", "LEVELS2", "VAGUE")}

    def run(record: dict[str, Any]) -> list[tuple[str, int]]:
        total = sum(task["funds"] or 0.0 for task in record["tasks"])
        whole = {**record, **shared, "total": total}

        def holds(number: int, item: dict[str, Any]) -> bool:
            line = LINES[number]
            data = {**shared, line.list[0]: item} if line.list else whole
            return bool(programs[number].eval(data=data).value())

        return _walk(record, holds)

    return run, records, 60


ENGINES = {
    "simpleeval, naive": simpleeval_naive,
    "simpleeval, parsed once": simpleeval_parsed,
    "Python code objects, unsafe": code_objects,
    "cel-expr-python (C++)": cel,
}
