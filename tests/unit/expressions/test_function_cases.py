"""Every example in the manual of functions is true: when loaded, when evaluated, and in the generated function."""

from dataclasses import replace
from decimal import Decimal

import pytest
from ruling import CATALOGUE, evaluator, form, load_text, rule_text, ruleset, settings

from checker.engine import check
from checker.expressions import FunctionError, Missing
from checker.expressions.cases import CASES, VOCABULARIES
from checker.expressions.functions import FUNCTIONS
from checker.expressions.parse import ExpressionError
from checker.expressions.resolve import _Resolver, resolve
from checker.expressions.scope import Scope
from checker.model import Outcome
from checker.rulesets.fuse import fuse

SCOPE = Scope((CATALOGUE.root,), {}, VOCABULARIES)
ALL = dict.fromkeys(FUNCTIONS.values())
EACH = [pytest.param(one, case, id=f"{one.english}-{index}") for one in ALL for index, case in enumerate(one.cases)]
UNDECIDED = {Outcome.ERROR, Outcome.CANNOT_TELL, Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize("function", ALL, ids=lambda one: one.english)
def test_a_function_has_an_ordinary_case_a_boundary_and_a_failure(function):
    assert any(not case.error and not case.edge for case in function.cases)
    assert any(not case.error and case.edge for case in function.cases)
    assert any(case.error for case in function.cases) or not (function.fails or function.per_item)
    assert len({(case.text, str(case.given)) for case in function.cases}) == len(function.cases)


def test_no_case_is_of_a_function_that_is_not_there():
    assert set(CASES) == {one.english for one in ALL}


def told(error):
    """Return what is said of an error."""
    match error:
        case ExpressionError():
            return error.message
        case Missing():
            return error.told
        case _:
            return str(error)


def value_of(case):
    """Return what a case comes to, or what is said of its error."""
    try:
        return evaluator(case.given).value(resolve(case.text, SCOPE)), ""
    except (ExpressionError, Missing, ArithmeticError, FunctionError) as error:
        return None, told(error)


def as_language(value):
    """Return a value as the language has it."""
    if isinstance(value, list):
        return [as_language(one) for one in value]
    is_number = not isinstance(value, bool) and isinstance(value, int)
    return Decimal(value) if is_number else value


@pytest.mark.parametrize(("function", "case"), EACH)
def test_a_case_is_true(function, case):
    value, error = value_of(case)
    wanted = as_language(case.value)
    assert (type(value), value) == (type(wanted), wanted)
    assert error.startswith(case.error)
    assert bool(error) is bool(case.error)
    assert f"{function.name}(" in case.text


@pytest.fixture
def nothing_folded(monkeypatch):
    """Leave calls whose arguments are all known to the evaluator, though at load they are computed at once."""
    monkeypatch.setattr(_Resolver, "_folded", lambda _, __, call: call)


@pytest.mark.usefixtures("nothing_folded")
@pytest.mark.parametrize(("function", "case"), EACH)
def test_a_case_is_true_in_the_generated_function(function, case):  # noqa: ARG001 - it names the test
    try:
        text, wanted = compared(case)
    except ExpressionError as error:
        assert error.message.startswith(case.error)
        assert case.error
        return
    common = replace(settings(), parameters={"应得": as_language(case.value)}, vocabulary=VOCABULARIES)
    for sign, outcome in (("==", Outcome.PASS), ("!=", Outcome.FAIL)):
        require = f"已填(表名) and ({text}) {sign} {wanted}".replace("'", "''")
        rules = ruleset(load_text(rule_text(require=f"'{require}'"), common))
        made = form({"表名": "甲", **case.given})
        fast = check(made, replace(rules, fused={CATALOGUE.form: fuse(rules.rules, CATALOGUE)}))
        assert fast == check(made, replace(rules, fused={}))
        (only,) = fast.results[0].counts
        assert only in UNDECIDED if case.error else only is outcome


def compared(case):
    """Return an expression that a rule can compare, and what with; a list is counted where it cannot be had."""
    kind = resolve(case.text, SCOPE).type.name
    if kind == "date":
        return case.text, f'几天后(日期("{case.value or "2023-01-01"}"), 0)'
    if not case.error:
        return case.text, "参数.应得" if kind != "number" else f"{Decimal(case.value):f}"
    if kind == "list":
        return f"几个({case.text})", "1"
    return case.text, {"text": '"甲"', "boolean": "True", "number": "1"}[kind]


LONG = "甲乙丙丁" * 60_000
BEYOND = [
    "相似度(总体绩效目标, 表名) < 50",
    '几个(无关的(取值(重点工作任务, 默认(实施内容, "")), ["甲"], 词表.通用词, 3)) > 0',
    '几个(文中数(总体绩效目标, "个")) > 0 or 几个(文中数量(总体绩效目标)) > 0',
    "最相近(表名, 取值(重点工作任务, 实施内容)) == 表名",
]


@pytest.mark.parametrize("require", BEYOND)
def test_the_generated_function_takes_no_more_steps_than_the_evaluator_may(require):
    common = replace(settings(), vocabulary=VOCABULARIES)
    rules = ruleset(load_text(rule_text(require=f"'{require}'"), common))
    data = {"表名": "甲", "总体绩效目标": LONG, "重点工作任务": [{"实施内容": LONG}, {"实施内容": LONG}]}
    fast = check(form(data), replace(rules, fused={CATALOGUE.form: fuse(rules.rules, CATALOGUE)}))
    assert fast == check(form(data), replace(rules, fused={}))
    assert "算不完" in fast.findings[0].message
