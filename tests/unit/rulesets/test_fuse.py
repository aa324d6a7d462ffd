"""The fused function: where it gives up, and what it must not do. That it answers right is for tests/property."""

import pickle
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from ruling import CATALOGUE, form, load_text, rule_text, ruleset

from checker import documents, rulesets
from checker.engine import check
from checker.engine.tally import tally
from checker.engine.views import with_views
from checker.expressions import runtime
from checker.expressions.prefilter import marks
from checker.model import Outcome
from checker.rulesets.fuse import fuse
from checker.rulesets.model import Stage

SAMPLES = Path(__file__).parents[3] / "samples"
SHIPPED = rulesets.load()


def fused(**parts):
    rules = ruleset(load_text(rule_text(**parts)))
    return replace(rules, fused={CATALOGUE.form: fuse(rules.rules, CATALOGUE)})


def stages(rules, data):
    record = with_views(form(data), CATALOGUE)
    return [Stage(stage) for _, _, stage in rules.fused[CATALOGUE.form].run(record)[0]]


@pytest.mark.parametrize("name", ["clean", "minor", "defective"])
def test_the_reference_evaluator_is_hardly_ever_asked_about_a_plain_form(name):
    record = with_views(documents.read_file(SAMPLES / f"{name}.txt")[0], CATALOGUE)
    events, _, _ = SHIPPED.fused[CATALOGUE.form].run(record)
    assert sum(stage == Stage.STOP for _, _, stage in events) <= 5


def test_no_word_of_a_rule_or_form_type_stands_in_the_text():
    source = SHIPPED.fused[CATALOGUE.form].source
    assert source.isascii()
    assert '"' not in source
    assert "'" not in source
    assert "import" not in source


def test_it_can_name_nothing_but_what_it_was_given():
    assert runtime.NAMES["__builtins__"] == {}
    assert not {"open", "eval", "exec", "getattr", "__import__", "type", "vars"} & set(runtime.NAMES)


def test_it_can_be_kept_after_it_was_run():
    rules = fused(require="年度 > 2000")
    check(form({"年度": 2}), rules)
    again = pickle.loads(pickle.dumps(rules.fused[CATALOGUE.form]))  # noqa: S301 - our own
    assert again.run(form({"年度": 0}).record) == ([(0, -1, Stage.FAIL)], [], [])


DATA = {"年度": 2024, "基本支出": "5", "绩效指标": [{"三级指标": "甲", "指标值": "5个"}] * 3}


@pytest.mark.parametrize(
    ("require", "data", "stage"),
    [
        ("年度 > 2000", DATA, []),
        ("默认(项目支出, 1) > 0", {"项目支出": "约5"}, [Stage.STOP]),
        ("默认(项目支出, 1) > 0", {"项目支出": None}, []),
        ("可读(项目支出)", {"项目支出": None}, [Stage.FAIL]),
        ("(1 if 年度 > 2000 else 默认(年度, 2)) in [1]", DATA, []),
        ("max(年度, 1) == 2024", DATA | {"表名": "甲"}, []),
        ('取值(绩效指标, 三级指标) == 取值(绩效指标, 默认(三级指标, ""))', DATA, []),
        ("年度 < 2000", DATA, [Stage.FAIL]),
        ("项目支出 < 2000", DATA, [Stage.REQUIRE]),
        ("基本支出 / (基本支出 - 5) > 1", DATA, [Stage.STOP]),
        ("已填(项目支出)", DATA, [Stage.STOP]),
        ('匹配(表名, ".*甲.*乙.*丙.*丁")', {"表名": "甲" * 9000}, [Stage.STOP]),
        ('匹配处(表名, ".*甲.*乙.*丙.*丁") == 文中年份(表名)', {"表名": "甲" * 9000}, [Stage.STOP]),
        ('匹配(表名, ".*丁")', {"表名": "甲" * 1500 + "丁"}, []),
    ],
)
def test_where_it_decides_and_where_it_stops(require, data, stage):
    rules = fused(require="'" + require + "'")
    assert stages(rules, data) == stage
    assert check(form(data), rules) == check(form(data), replace(rules, fused={}))


def test_walks_within_walks_over_many_items_are_left_to_the_budget():
    rules = fused(for_each="绩效指标", require="'个数(绩效指标, 都(绩效指标, 三级指标 == 本项.三级指标)) > 0'")
    many = DATA | {"绩效指标": [{"三级指标": str(number)} for number in range(150)]}
    assert set(stages(rules, many)) == {Stage.STOP}
    few = DATA | {"绩效指标": [{"三级指标": "甲"} for _ in range(9)]}
    assert stages(rules, few) == []


def test_a_form_of_very_many_items_is_left_to_the_budget():
    rules = fused(require="个数(绩效指标) > 0")
    record = with_views(form(DATA | {"绩效指标": [{"三级指标": "甲"}] * 2001}), CATALOGUE)
    assert tally(rules.fused[CATALOGUE.form], record) is None


def test_a_record_of_another_shape_is_left_to_the_reference():
    rules = fused(require="基本支出 > 0")
    assert tally(rules.fused[CATALOGUE.form], {"form": CATALOGUE.form, "budget": "不是一组"}) is None


def test_rules_of_other_forms_and_rules_out_of_force_are_passed_over():
    rule = load_text(rule_text(require="年度 > 2000", effective="{from: 2030-01-01}"))
    other = replace(rule, id="REC-02", programs={})
    rules = replace(ruleset(rule, other), fused={CATALOGUE.form: fuse((rule, other), CATALOGUE)})
    report = check(form({"年度": 2024}), rules)
    assert [one.note for one in report.results] == ["这条规则在2024-12-31不生效。", "这条规则不管这类表。"]
    (result, _) = check(form({"年度": 2024}), rules, date(2031, 1, 1)).results
    assert result.counts == {Outcome.PASS: 1}


MARKS = [
    ("<[a-z]+>", (">",)),
    ("待定|另行", ("待", "行")),
    ("x{2,}", ("x", "ｘ")),
    ("[甲乙]丙", ("丙",)),
    ("(?:甲|乙)", ("乙", "甲")),
    ("(甲甲|乙乙)", ()),
    ("甲?", ()),
    ("\\d+", ()),
    ("(甲)+", ("甲",)),
    ("甲|乙|丙|丁|戊", ()),
    ("[0-9]%", ("%", "％")),
]


@pytest.mark.parametrize(("pattern", "wanted"), MARKS)
def test_what_every_match_must_hold(pattern, wanted):
    assert marks(pattern) == wanted


def test_a_number_that_is_one_already_stays_as_it_is():
    assert runtime.number(Decimal("1.50")) == Decimal("1.50")
    assert runtime.number(7) == 7
    assert runtime.number(True) is None  # noqa: FBT003 - as a record may have it
    assert runtime.number("　5 ") == 5


def test_short_texts_are_remembered_and_forgotten_in_time():
    table = runtime._Remembered(str.upper)
    assert [table["a"], table["a" * 200]] == ["A", "A" * 200]
    assert list(table) == ["a"]
    for number in range(runtime._REMEMBERED + 5):
        assert table[f"x{number}"] == f"X{number}"
    assert len(table) < runtime._REMEMBERED
