"""What is explained is what was computed, whatever the expression and the form."""

from itertools import pairwise

from anyrecord import records
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruling import CATALOGUE, INDICATORS, ITEM, ROOT
from test_fused import ITEM_WIDE, RECORD_WIDE

from checker import documents
from checker.engine.views import with_views
from checker.errors import RuleError
from checker.expressions import BudgetError, Evaluator, Frame, Missing, listing, reading
from checker.expressions.explain import Explainer, deciding
from checker.expressions.nodes import Each, children
from checker.expressions.parse import ExpressionError
from checker.expressions.resolve import resolve
from checker.model import Form

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
SCOPES = {"record": ROOT, "item": ITEM}
CONDITIONS = st.tuples(st.just("record"), RECORD_WIDE) | st.tuples(st.just("item"), ITEM_WIDE)


def stacks(record, scope):
    """Return the frames of a record, or of each of its indicators."""
    whole = with_views(Form("", record), CATALOGUE)
    root = Frame(CATALOGUE.root, whole, "", whole, documents.DERIVE)
    items = root.read(INDICATORS)
    return [(root,)] if scope == "record" else [(root, item) for item in (items if isinstance(items, list) else ())]


def reference(expression, frames):
    """Return the value that the evaluator gives, and why it gives none."""
    try:
        return Evaluator(frames).value(expression), ""
    except Missing as missing:
        return None, missing.told
    except BudgetError as error:
        return None, str(error)
    except ZeroDivisionError:
        return None, "除数是 0，算不出"
    except ArithmeticError:
        return None, "算不出"


def steps(step):
    """Yield a step and all below it."""
    yield step
    for part in (*step.parts, *(part for item in step.items for part in item.parts)):
        yield from steps(part)


@SLOW
@given(records(CATALOGUE), CONDITIONS)
def test_the_whole_has_the_value_that_the_evaluator_gives(record, condition):
    scope, text = condition
    try:
        expression = resolve(text, SCOPES[scope])
    except (ExpressionError, RuleError):
        return
    for frames in stacks(record, scope):
        step = Explainer(frames).explain(expression)
        value, reason = reference(expression, frames)
        assert step.value == value
        assert step.reason == reason
        assert list(deciding(step))


@SLOW
@given(records(CATALOGUE), CONDITIONS)
def test_every_part_has_a_value_or_a_reason_or_was_passed_over(record, condition):
    scope, text = condition
    try:
        expression = resolve(text, SCOPES[scope])
    except (ExpressionError, RuleError):
        return
    for frames in stacks(record, scope):
        for step in steps(Explainer(frames, most=None).explain(expression)):
            assert (step.value is not None) + bool(step.reason) + (not step.looked) == 1
            parts = [part.node for part in step.parts]
            assert parts == ([] if isinstance(step.node, Each) or not step.looked else list(children(step.node)))


@SLOW
@given(CONDITIONS)
def test_every_expression_can_be_read_aloud(condition):
    scope, text = condition
    try:
        expression = resolve(text, SCOPES[scope])
    except (ExpressionError, RuleError):
        return
    told = reading.aloud(expression)
    assert told.isprintable()
    assert "{}" not in told
    lines = listing.listed(expression)
    assert [depth for depth, _ in lines][:1] == [0]
    assert all(deeper - depth <= 1 for (depth, _), (deeper, _) in pairwise(lines))
    assert all(line and line.isprintable() for _, line in lines)
