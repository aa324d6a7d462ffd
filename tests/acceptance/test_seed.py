"""The form that this project was started for: what it says, and what a reviewer sends it back for, at which line."""

from pathlib import Path

import pytest

import checker
from checker.model import Outcome, Severity

FOLDER = Path(__file__).parents[3] / "shared" / "seed"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the form lies beside the checkout, and is not there")


@pytest.fixture(scope="module")
def form():
    (form,) = checker.read_file(next(FOLDER.glob("*.txt")))
    return form


@pytest.fixture(scope="module")
def report(form):
    return checker.check(form, checker.load_rules())


def lines(report, rule, outcome=Outcome.FAIL):
    return [one.location.line for one in report.findings if one.rule == rule and one.outcome is outcome]


def test_amounts_and_counts(form):
    assert form.record["department"] == {
        "name": "中共湛江市委政法委员会",
        "staff_count": 110,
        "subordinate_units": None,
    }
    assert form.record["budget"] == {
        "basic_expenditure": "2152.58",
        "project_expenditure": "1265.11",
        "fiscal_appropriation": "3417.69",
        "other_funds": None,
        "special_funds": None,
        "other_development_expenditure": None,
        "city_level_funds": None,
        "transfer_payments": None,
    }


def test_tasks(form):
    assert [task["funds"] for task in form.record["tasks"]] == ["154", "129", "18", "615.36"]
    assert [form.origins[f"/tasks/{n}/name"].location.line for n in range(4)] == [15, 16, 20, 21]


def test_indicators_stand_under_the_right_levels(form):
    levels = [(one["level1"], one["level2"]) for one in form.record["indicators"]]
    output = [("产出指标", name) for name in ("数量指标", "质量指标", "时效指标", "成本指标") for _ in range(3)]
    benefit = [("效益指标", name) for name in ("经济效益指标", "社会效益指标", "可持续影响指标") for _ in range(3)]
    assert levels == [*output, *benefit, *[("满意度指标", "服务对象满意度指标")] * 2]


def test_every_indicator_has_its_line(form):
    found = [form.origins[f"/indicators/{n}/name"].location.line for n in range(23)]
    assert found == [*range(24, 36), *range(39, 50)]


def test_only_line_48_has_two_readings(form):
    doubtful = {origin.location.line for origin in form.origins.values() if origin.doubt}
    assert doubtful == {48}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("DIS-01", [15]),
        ("REL-06", [28]),
        ("REL-15", [28]),
        ("REL-08", [30]),
        ("REL-10", [34]),
        ("REL-14", [42, 43]),
        ("CMP-15", [48]),
        ("REL-03", [39, 40, 41, 42, 46, 47]),
        ("FEA-02", [15]),
        ("REL-01", [13]),
        ("REL-16", [39, 41, 42, 43, 45, 47]),
        ("REL-13", [32, 33, 44]),
        ("REL-23", [21]),
        ("REC-06", [33, 35]),
        ("CMP-03", [6]),
        ("CMP-17", [24]),
        ("FEA-05", [27]),
    ],
)
def test_reported_at_its_line(report, rule, expected):
    assert lines(report, rule) == expected


@pytest.mark.parametrize("rule", ["APP-06", "CMP-06", "FMT-03", "REL-24"])
def test_reported_once_for_the_form(report, rule):
    assert len(lines(report, rule)) == 1


@pytest.mark.parametrize(
    "rule",
    ["REC-01", "REC-03", "REC-05", "REL-27", "FMT-05", "REL-07", "FMT-01", "FMT-08", "FMT-10", "CMP-04", "CMP-05",
     "CMP-07", "CMP-08", "CMP-10", "CMP-12", "CMP-14", "FEA-01", "DIS-03", "APP-01", "REL-05"],
)  # fmt: skip
def test_silent(report, rule):
    assert lines(report, rule) == []
    assert sum(next(one for one in report.results if one.rule == rule).counts.values()) > 0


def test_the_doubtful_row_is_only_suspected(report):
    (finding,) = [one for one in report.findings if one.rule == "CMP-15" and one.outcome is Outcome.FAIL]
    assert finding.suspected
    assert finding.severity is Severity.WARNING


def test_no_rule_errs(report):
    assert report.balance()[Outcome.ERROR] == 0
