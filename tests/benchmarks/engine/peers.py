"""The same rules in other engines: each builder returns an Engine, or raises ImportError."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Collection, Iterable
from functools import cache
from typing import Any, NamedTuple

from tests.benchmarks.engine import json_schema, rego
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


class Engine(NamedTuple):
    """What finds, in what ``takes`` makes of a record; ``says`` are the ids of the lines that the engine can say."""

    run: Callable[[Any], Iterable[Any]]
    takes: Callable[[dict[str, Any]], Any] = plain
    says: Collection[str] = frozenset(line.id for line in LINES)


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


def simpleeval_naive() -> Engine:
    """An evaluator and the text of the rule for each evaluation, as a first version has it."""
    from simpleeval import EvalWithCompoundTypes

    def holds(number: int, names: dict[str, Any]) -> bool:
        evaluator = EvalWithCompoundTypes(names={**CONSTANTS, **names}, functions=_functions())
        return bool(evaluator.eval(LINES[number].python))

    return Engine(lambda record: _walk(record, holds))


def simpleeval_parsed() -> Engine:
    """One evaluator, every rule parsed once."""
    from simpleeval import EvalWithCompoundTypes

    evaluator = EvalWithCompoundTypes(functions=_functions())
    trees = [evaluator.parse(line.python) for line in LINES]

    def holds(number: int, names: dict[str, Any]) -> bool:
        evaluator.names = {**CONSTANTS, **names}
        return bool(evaluator.eval(LINES[number].python, previously_parsed=trees[number]))

    return Engine(lambda record: _walk(record, holds))


def code_objects() -> Engine:
    """Python's own eval of compiled rules: no safety, no blanks, no decimals; what a rule costs without them."""
    names = {**CONSTANTS, **_functions()}
    codes = [compile(ast.parse(line.python, mode="eval"), line.id, "eval") for line in LINES]

    def holds(number: int, item: dict[str, Any]) -> bool:
        return bool(eval(codes[number], names, item))  # noqa: S307 - the texts stand in rules.py

    return Engine(lambda record: _walk(record, holds))


def cel() -> Engine:
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

    return Engine(run)


def regorus_machine() -> Engine:
    """Rego in Rust (regorus), compiled for its virtual machine; from the text of the record to the findings."""
    import orjson
    import regorus

    program = regorus.Program.compile_from_modules("{}", [("p.rego", rego.module())], ["data.p.broken"])
    machine = regorus.Rvm()
    machine.load_program(program)

    def run(text: str) -> Any:
        machine.set_input_json(text)
        return orjson.loads(machine.execute())

    return Engine(run, lambda record: orjson.dumps(plain(record)).decode())


def json_schema_rs() -> Engine:
    """JSON Schema in Rust (jsonschema-rs): all errors of the lines that a schema can say."""
    import jsonschema_rs as library

    validator = library.Draft202012Validator(json_schema.schema(), pattern_options=library.RegexOptions())
    finding = json_schema.finding

    def run(record: dict[str, Any]) -> list[tuple[str, int]]:
        return [finding(error.schema_path, error.instance_path) for error in validator.iter_errors(record)]

    return Engine(run, says=json_schema.SCHEMAS)


NAIVE, PARSED, REGORUS = "simpleeval, naive", "simpleeval, parsed once", "regorus RVM (Rust), from JSON text"
ENGINES: dict[str, Callable[[], Engine]] = {
    NAIVE: simpleeval_naive,
    PARSED: simpleeval_parsed,
    "Python code objects, unsafe": code_objects,
    "cel-expr-python (C++)": cel,
    REGORUS: regorus_machine,
    f"jsonschema-rs (Rust), {len(json_schema.SCHEMAS)} of {len(LINES)} rules": json_schema_rs,
}
