"""Screening comes to the same outcomes as checking, form by form."""

from collections import Counter
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from anyrecord import records
from hypothesis import HealthCheck, given, settings
from ruling import CATALOGUE, form, load_text, rule_text, ruleset

from checker import rulesets
from checker.engine import check
from checker.engine.screen import Screen
from checker.expressions import cost, evaluate
from checker.model import Form, Outcome

RULES = rulesets.load()
DAY = date(2024, 12, 31)
SCREEN = Screen(RULES, CATALOGUE, DAY)


def agree(screen, rules, record, day=DAY):
    told, report = screen.of(record), check(Form("表", record), rules, day)
    assert told.balance == report.balance()
    reported = Counter((one.rule, one.outcome) for one in report.findings if one.outcome is not Outcome.NOT_APPLICABLE)
    assert Counter((rule, outcome) for rule, _, outcome in told.outcomes) == reported
    return told


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(records(CATALOGUE))
def test_the_shipped_rules_on_any_record(record):
    agree(SCREEN, RULES, record)


def rules(**parts):
    return ruleset(load_text(rule_text(**parts)), load_text(rule_text(id="REC-02", effective="{from: 2030-01-01}")))


@pytest.mark.parametrize("missing", ["fail", "cannot_tell", "not_applicable"])
@pytest.mark.parametrize("value", ["5", None, "约5", "absent"])
@pytest.mark.parametrize("part", ["when", "require"])
def test_what_is_missing_means_the_same(missing, value, part):
    parts = {"require": "年度 > 2000", part: "权重 > 3", "for_each": "绩效指标", "on_missing": missing}
    set_ = rules(**parts)
    item = {"三级指标": "甲"} | ({} if value == "absent" else {"权重": value})
    agree(Screen(set_, CATALOGUE, DAY), set_, form({"年度": 2024, "绩效指标": [item, item]}).record)


@pytest.mark.parametrize("zeroes", [None, "[基本支出]"])
@pytest.mark.parametrize("value", ["5", None, "约5"])
def test_a_blank_that_counts_as_zero_means_the_same(zeroes, value):
    set_ = rules(require="基本支出 > 0", blank_as_zero=zeroes)
    agree(Screen(set_, CATALOGUE, DAY), set_, form({"基本支出": value}).record)


def test_what_stops_is_asked_of_the_item_that_it_is_about():
    set_ = rules(for_each="绩效指标", require="默认(权重, 1) > 0")
    data = {"绩效指标": [{"权重": "十"}, {"权重": "20"}, {"权重": "0"}]}
    told = agree(Screen(set_, CATALOGUE, DAY), set_, form(data).record)
    assert told.outcomes == [("REC-01", 0, Outcome.CANNOT_TELL), ("REC-01", 2, Outcome.FAIL)]


def test_a_field_that_counts_as_zero_hides_no_blank():
    set_ = rules(require="基本支出 + 项目支出 > 5", blank_as_zero="[基本支出]")
    told = agree(Screen(set_, CATALOGUE, DAY), set_, form({"项目支出": None}).record)
    assert told.outcomes == [("REC-01", -1, Outcome.CANNOT_TELL)]


def test_the_item_is_named():
    set_ = rules(for_each="绩效指标", require="已填(三级指标)")
    data = {"绩效指标": [{"三级指标": "甲"}, {"三级指标": None}]}
    assert agree(Screen(set_, CATALOGUE, DAY), set_, form(data).record).outcomes == [("REC-01", 1, Outcome.FAIL)]


def test_a_form_too_large_for_the_fast_way_is_screened_all_the_same(monkeypatch):
    for module in (cost, evaluate):
        monkeypatch.setattr(module, "MAX_STEPS_OF_A_RULE", 20_000)
    set_ = rules(for_each="绩效指标", require="个数(绩效指标, 有(绩效指标, 权重 > 0)) > 0")
    data = {"绩效指标": [{"三级指标": "甲", "权重": "1"}] * 40, "重点工作任务": []}
    told = agree(Screen(set_, CATALOGUE, DAY), set_, form(data).record)
    assert 0 < told.balance[Outcome.ERROR] < 40


def test_a_form_that_the_fast_way_cannot_cope_with_is_screened_all_the_same():
    set_ = ruleset(
        load_text(rule_text(for_each="绩效指标", require="长度(三级指标) > 1")), load_text(rule_text(id="REC-02"))
    )
    record = form({"绩效指标": [{"三级指标": "甲"}, {"三级指标": "甲乙"}], "基本支出": "5", "项目支出": "1"}).record
    screen = Screen(set_, CATALOGUE, DAY)
    quickly = agree(screen, set_, record)
    screen._fused = SimpleNamespace(views=True, run=None)
    assert agree(screen, set_, record) == quickly
    agree(screen, set_, form({"绩效指标": []}).record)


def test_a_list_that_is_not_there_is_not_applicable():
    set_ = rules(for_each="绩效指标", require="长度(三级指标) > 0")
    for data in ({"年度": 2024}, {"绩效指标": []}):
        agree(Screen(set_, CATALOGUE, DAY), set_, form(data).record)
    assert Screen(replace(set_, rules=()), CATALOGUE, DAY).of(form({}).record).outcomes == []


def test_a_severity_that_cannot_be_told_is_an_error_in_both():
    set_ = rules(require="年度 > 2025", severity_if="{warning: 1 / (年度 - 2024) > 0}")
    told = agree(Screen(set_, CATALOGUE, DAY), set_, form({"年度": 2024}).record)
    assert told.balance[Outcome.ERROR] == 1
