"""Every case of every shipped rule, each a test of its own."""

from collections import Counter
from dataclasses import replace

import pytest
from shipped import RULESET, SETTINGS, text_of

from checker.engine.cases import run
from checker.model import Outcome

CASES = [(rule, case) for rule in RULESET.rules for case in rule.cases]


@pytest.mark.parametrize(
    ("rule", "case"), [pytest.param(rule, case, id=f"{rule.id}-{case.name}") for rule, case in CASES]
)
def test_case(rule, case):
    alone = replace(RULESET, rules=(replace(rule, cases=(case,)),))
    (result,) = run(alone)
    assert result.passed, f"{result.file}:{result.line} {result.message}"


@pytest.mark.parametrize("rule", RULESET.rules, ids=lambda rule: rule.id)
def test_every_rule_has_cases_that_pass_fail_and_do_not_apply(rule):
    expected = Counter(case.expect for case in rule.cases)
    assert {Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE} <= set(expected)


@pytest.mark.parametrize("rule", RULESET.rules, ids=lambda rule: rule.id)
def test_the_names_of_the_cases_of_a_rule_differ(rule):
    assert [name for name, count in Counter(case.name for case in rule.cases).items() if count > 1] == []


@pytest.mark.parametrize("rule", RULESET.rules, ids=lambda rule: rule.id)
def test_the_file_is_called_after_its_rule(rule):
    assert rule.file.rpartition("/")[2].startswith(f"{rule.id}-")


def test_every_parameter_and_vocabulary_is_used():
    texts = [text_of(rule) for rule in RULESET.rules]
    for what, names in (("参数", SETTINGS.parameters), ("词表", SETTINGS.vocabulary)):
        assert [name for name in names if not any(f"{what}.{name}" in text for text in texts)] == []
