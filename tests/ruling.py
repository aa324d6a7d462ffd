"""Rules, forms and expressions for tests: as short as what the test is about."""

from decimal import Decimal

import pytest

from checker import documents, schema
from checker.engine import check
from checker.engine.views import with_views
from checker.errors import RuleError
from checker.expressions import Evaluator, Frame, Word, Words
from checker.expressions.parse import ExpressionError
from checker.expressions.placeholders import compile_template
from checker.expressions.resolve import resolve
from checker.expressions.scope import Scope
from checker.rulesets import RuleSet, given
from checker.rulesets import settings as shared
from checker.rulesets.build import build
from checker.rulesets.source import Source
from checker.schema import review_items

CATALOGUE = schema.load("department_overall")
INDICATORS = CATALOGUE.root.named("绩效指标")
WORDS = Words("比率类词尾", (Word("率"), Word("满意度")))
ROOT = Scope((CATALOGUE.root,), {"上限": Decimal(90), "单位类": ["ratio", "score"]}, {"比率类词尾": WORDS})
ITEM = ROOT.inside(INDICATORS)

BASE = {
    "id": "REC-01",
    "title": "收支相等",
    "review_item": "勾稽",
    "applies_to": "[department_overall]",
    "severity": "error",
    "require": "基本支出 + 项目支出 == 财政拨款",
    "message": "不相等。",
    "basis": "[{document: 预算法}]",
    "cases": "[{name: 空, given: {}, expect: not_applicable}]",
}
SETTINGS = """\
id: trial
title: 试用规则
version: 1.0
parameters:
  上限: {value: 90, meaning: 试用}
"""
VOCABULARY = """\
比率类词尾: {meaning: 试用, words: [率, 满意度]}
"""


def rule_text(**parts):
    """Return a rule file: the base, with YAML in place of some of its values; None leaves a key out."""
    return "".join(f"{key}: {value}\n" for key, value in (BASE | parts).items() if value is not None)


def settings(head=SETTINGS, vocabulary=VOCABULARY):
    """Return what rules share; raise RuleError for its faults."""
    sources = [Source(head.encode(), "trial/ruleset.yaml"), Source(vocabulary.encode(), "trial/vocabulary.yaml")]
    read = shared.read(*sources)
    faults = [fault for source in sources for fault in source.faults]
    if faults:
        raise RuleError(*faults)
    return read


def load_text(text, common=None):
    """Return the rule in the text of a rule file; raise RuleError for its faults."""
    source = Source(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"), "trial/rule.yaml")
    rule = build(source, common or settings(), review_items())
    if rule is None:
        raise RuleError(*source.faults)
    return rule


def ruleset(*rules):
    """Return a rule set of rules."""
    return RuleSet("trial", "试用规则", "1.0", "0" * 64, rules)


def faults(text):
    """Return the faults of a rule file that must have some."""
    with pytest.raises(RuleError) as caught:
        load_text(text)
    return caught.value.faults


def pointed(fault):
    """Return what stands at the column of a fault, up to the end of the line."""
    return fault.excerpt[fault.column - 1 :]


def form(data, origins=None):
    """Return the form that fields by title describe."""
    made = given.form(data, CATALOGUE)
    made.origins.update(origins or {})
    return made


def checked(data, origins=None, as_of=None, **parts):
    """Return the report of one rule, the base with ``parts``, on a form."""
    return check(form(data, origins), ruleset(load_text(rule_text(**parts))), as_of)


def outcome(data, **parts):
    """Return what came of one rule on a form, a single outcome."""
    (only,) = checked(data, **parts).results[0].counts
    return only.value


def finding(data, **parts):
    """Return the only finding of one rule on a form."""
    (only,) = checked(data, **parts).findings
    return only


def evaluator(data, item=None, zeroes=frozenset(), tolerance="0"):
    """Return an evaluator for a form, within the indicator of number ``item``."""
    record = with_views(form(data), CATALOGUE)
    root = Frame(CATALOGUE.root, record, "", record, documents.DERIVE)
    frames = [root] if item is None else [root, root.read(INDICATORS)[item]]
    return Evaluator(frames, zeroes, Decimal(tolerance))


def value(text, data, item=None, tolerance="0"):
    """Return the value of an expression on a form."""
    scope = ROOT if item is None else ITEM
    return evaluator(data, item, tolerance=tolerance).value(resolve(text, scope))


def filled(text, data, item=None):
    """Return a message filled in from a form."""
    return compile_template(text, ROOT if item is None else ITEM).fill(evaluator(data, item))


def refused(text, scope=ROOT, wanted="any"):
    """Return the error of an expression that must be refused."""
    with pytest.raises(ExpressionError) as caught:
        resolve(text, scope, wanted)
    return caught.value
