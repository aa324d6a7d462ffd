"""Which findings appear, vanish or are not what they were under another rule set."""

import pytest
from ruling import form, load_text, rule_text, ruleset

from checker.engine import check
from checker.engine.impact import Kind, shifts

DATA = {"基本支出": 1, "项目支出": 1, "财政拨款": 3, "绩效指标": [{"三级指标": "甲"}, {"三级指标": "乙"}]}
EACH = rule_text(id="REC-02", for_each="绩效指标", require="长度(三级指标) > 9")


def report(*texts):
    return check(form(DATA), ruleset(*(load_text(text) for text in texts)))


def told(one, other):
    return [(shift.kind, shift.finding.rule, shift.finding.at) for shift in shifts(one, other)]


def test_the_same_rules_change_nothing():
    assert shifts(report(rule_text(), EACH), report(rule_text(), EACH)) == []


def test_findings_appear_and_vanish_with_their_rule():
    assert told(report(rule_text()), report(EACH)) == [
        (Kind.VANISHES, "REC-01", "/budget"),
        (Kind.APPEARS, "REC-02", "/indicators/0/name"),
        (Kind.APPEARS, "REC-02", "/indicators/1/name"),
    ]


def test_a_severity_changes():
    (shift,) = shifts(report(rule_text()), report(rule_text(severity="info", message="改过。")))
    assert (shift.kind, shift.before.severity, shift.after.severity) == (Kind.REGRADED, "error", "info")
    assert [kind.label for kind in Kind] == ["出现", "消失", "改级", "改说明"]


SAID = [
    ({"message": "不相等，差 {财政拨款}。"}, Kind.REWORDED),
    ({"suggestion": "请改。"}, Kind.REWORDED),
    ({"title": "另一个名称"}, None),
]


@pytest.mark.parametrize(("parts", "kind"), SAID)
def test_what_still_fails_may_say_something_else(parts, kind):
    found = shifts(report(rule_text()), report(rule_text(**parts)))
    assert [shift.kind for shift in found] == ([kind] if kind else [])
    assert all(shift.before.message == "不相等。" for shift in found)
