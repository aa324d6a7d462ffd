"""Which findings appear, vanish or change in severity under another rule set."""

from ruling import form, load_text, rule_text, ruleset

from checker.engine import check
from checker.engine.impact import Kind, shifts

DATA = {"基本支出": 1, "项目支出": 1, "财政拨款": 3, "绩效指标": [{"三级指标": "甲"}, {"三级指标": "乙"}]}
EACH = rule_text(id="REC-02", for_each="绩效指标", require="长度(三级指标) > 9")


def report(*texts):
    return check(form(DATA), ruleset(*(load_text(text) for text in texts)))


def told(one, other):
    return [(shift.kind, shift.finding.rule, shift.finding.at, shift.before) for shift in shifts(one, other)]


def test_the_same_rules_change_nothing():
    assert shifts(report(rule_text(), EACH), report(rule_text(), EACH)) == []


def test_findings_appear_and_vanish_with_their_rule():
    assert told(report(rule_text()), report(EACH)) == [
        (Kind.VANISHES, "REC-01", "/budget", None),
        (Kind.APPEARS, "REC-02", "/indicators/0/name", None),
        (Kind.APPEARS, "REC-02", "/indicators/1/name", None),
    ]


def test_a_severity_changes():
    assert told(report(rule_text()), report(rule_text(severity="info"))) == [
        (Kind.CHANGES, "REC-01", "/budget", "error"),
    ]
    assert [kind.label for kind in Kind] == ["出现", "消失", "改级"]
