"""Every rule of the catalogue is YAML alone: those that are shipped, and the others as small rules of their own.

The others look at what no form of ours holds yet (last year's form, the published budget, dates of approval), which a
schema of their own provides.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from checker import rulesets, schema
from checker.engine import cases, check
from checker.rulesets import given
from checker.rulesets.fuse import fuse

HERE = Path(__file__).parent
HOMES = [HERE / "catalogue", HERE / "catalogue_form"]
CATALOGUE = {"FMT": 11, "CMP": 20, "REL": 28, "APP": 13, "FEA": 9, "REC": 14, "DIS": 5}


def test_all_hundred_rules_are_there():
    told = {f"{topic}-{number:02}" for topic, most in CATALOGUE.items() for number in range(1, most + 1)}
    assert len(told) == 100
    shipped = {rule.id for rule in rulesets.load().rules}
    small = {rule.id for home in HOMES for rule in rulesets.load(home).rules}
    assert told == shipped | small


@pytest.mark.parametrize("home", HOMES, ids=lambda home: home.name)
def test_every_case_of_the_small_rules_holds(home):
    results = cases.run(rulesets.load(home))
    assert len(results) > 10
    assert [one.message for one in results if not one.passed] == []


@pytest.mark.parametrize("home", HOMES, ids=lambda home: home.name)
def test_the_generated_function_says_the_same(home):
    rules = rulesets.load(home)
    for rule in rules.rules:
        catalogue = schema.load(rule.applies_to[0])
        alone = replace(rules, rules=(rule,), fused={catalogue.form: fuse((rule,), catalogue)})
        for case in rule.cases:
            form = given.form(case.given, catalogue)
            assert check(form, alone) == check(form, replace(alone, fused={}))
