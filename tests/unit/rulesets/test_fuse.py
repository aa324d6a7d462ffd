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
from checker.expressions import cost, evaluate, runtime
from checker.expressions.prefilter import marks
from checker.model import Form, Outcome
from checker.rulesets import assemble
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
        ('匹配(表名, ".*甲.*乙.*丙.*丁")', {"表名": "乙丙" + "甲" * 9000}, [Stage.STOP]),
        ('匹配处(表名, ".*甲.*乙.*丙.*丁") == 文中年份(表名)', {"表名": "乙丙" + "甲" * 9000}, [Stage.STOP]),
        ('匹配(表名, ".*丁")', {"表名": "甲" * 1500 + "丁"}, []),
    ],
)
def test_where_it_decides_and_where_it_stops(require, data, stage):
    rules = fused(require="'" + require + "'")
    assert stages(rules, data) == stage
    assert check(form(data), rules) == check(form(data), replace(rules, fused={}))


def items(count, **parts):
    return {"绩效指标": [{"三级指标": "甲", **parts} for _ in range(count)], "年度": 2024}


WALKS = "有(绩效指标, 有(绩效指标, 有(绩效指标, 权重 > 5)))"
LARGE = [
    ({"require": f"not {WALKS}"}, 9, 150, {"权重": "1"}),
    ({"when": WALKS, "require": "年度 > 2030"}, 9, 150, {"权重": "9"}),
    ({"require": "个数(绩效指标, 长度(最长公共(三级指标, 备注)) > 3) == 0"}, 5, 30, {"备注": "乙" * 3900}),
    ({"require": "都(绩效指标, 长度(三级指标) > 0)"}, 30, 100_000, {}),
]


@pytest.mark.parametrize(("parts", "few", "many", "more"), LARGE)
def test_what_could_go_beyond_its_budget_is_left_to_the_reference(parts, few, many, more):
    rules = fused(**{key: f"'{text}'" for key, text in parts.items()})
    assert Stage.STOP not in stages(rules, items(few, **more))
    record = with_views(form(items(many, **more)), CATALOGUE)
    told = tally(rules.fused[CATALOGUE.form], record)
    assert told is None or told.of(0).events
    if many < 1000:
        assert check(form(items(many, **more)), rules) == check(form(items(many, **more)), replace(rules, fused={}))


def test_the_budget_of_a_rule_is_for_all_its_items(monkeypatch):
    for module in (cost, evaluate):
        monkeypatch.setattr(module, "MAX_STEPS_OF_A_RULE", 20_000)
    rules = fused(for_each="绩效指标", require="'个数(绩效指标, 都(绩效指标, 三级指标 == 本项.三级指标)) > 0'")
    assert stages(rules, items(5)) == []
    assert set(stages(rules, items(40))) == {Stage.STOP}
    assert check(form(items(40)), rules) == check(form(items(40)), replace(rules, fused={}))


def test_hard_searches_are_added_up_over_a_form():
    rules = fused(for_each="绩效指标", require="'not 匹配(备注, \"[a-c]*[a-d]*[é-ü]\")'")
    found = stages(rules, items(60, 备注="a" * 100))
    assert 0 < found.count(Stage.STOP) < 60
    assert stages(rules, items(2, 备注="a" * 100)) == []


def test_a_text_that_lacks_what_a_pattern_needs_is_no_work():
    rules = fused(require="'not 匹配(部门名称, \"[^x]*[^y]*[^z]*待定\")'")
    assert check(form({"部门名称": "啊" * 3000}), rules).results[0].counts == {Outcome.PASS: 1}
    assert check(form({"部门名称": "啊" * 3000}), replace(rules, fused={})).results[0].counts == {Outcome.PASS: 1}


ODD = [
    ({"blank_as_zero": "[基本支出]", "require": "年度 == 2023 or 基本支出 > 1"}, {"年度": 2023, "基本支出": "约5"}),
    ({"blank_as_zero": "[基本支出]", "when": "年度 == 2024 and 基本支出 > 1"}, {"年度": 2023, "基本支出": "约5"}),
    ({"blank_as_zero": "[基本支出]", "require": "年度 == 2023 or 基本支出 > 1"}, {"年度": 2023, "基本支出": None}),
    ({"require": '部门名称 == "e´"'}, {"部门名称": "e\u0301"}),
    ({"require": '部门名称 in ["e´", "x"]'}, {"部门名称": "e\u0301"}),
    ({"require": '总体绩效目标 == "e´"'}, {"总体绩效目标": "e\u0301"}),
]


@pytest.mark.parametrize(("parts", "data"), ODD)
def test_odd_values_come_to_the_same(parts, data):
    rules = fused(**{key: f"'{text}'" if key != "blank_as_zero" else text for key, text in parts.items()})
    assert check(form(data), rules) == check(form(data), replace(rules, fused={}))


def test_a_part_of_a_text_that_is_only_white_space_is_none():
    rules = fused(for_each="绩效指标", require="'not 已填(指标值.单位)'")
    data = form({"绩效指标": [{"指标值": "2", "计量单位": "   "}]})
    assert check(data, rules).results[0].counts == {Outcome.PASS: 1}
    assert check(data, rules) == check(data, replace(rules, fused={}))


def test_a_list_that_is_null_is_printed_all_the_same():
    rules = fused(require="'not 有栏(绩效指标)'")
    odd = Form("表", {"form": CATALOGUE.form, "indicators": None})
    assert check(odd, rules) == check(odd, replace(rules, fused={}))


def test_a_record_of_another_shape_is_left_to_the_reference():
    rules = fused(require="基本支出 > 0")
    assert tally(rules.fused[CATALOGUE.form], {"form": CATALOGUE.form, "budget": "不是一组"}) is None


def test_rules_of_other_forms_and_rules_out_of_force_are_passed_over():
    rule = load_text(rule_text(require="年度 > 2000", effective="{from: 2030-01-01}"))
    other = replace(rule, id="REC-02", programs={})
    rules = replace(ruleset(rule, other), fused={CATALOGUE.form: fuse((rule, other), CATALOGUE)})
    report = check(form({"年度": 2024}), rules)
    assert [one.note for one in report.results] == [
        "这条规则自 2030-01-01 起施行，2024-12-31 还不生效。",
        "这条规则不管这类表。",
    ]
    (result, _) = check(form({"年度": 2024}), rules, date(2031, 1, 1)).results
    assert result.counts == {Outcome.PASS: 1}


MARKS = [
    ("<[a-z]+>", ("<>",)),
    ("待定|另行", ("待定", "另行")),
    ("x{2,}", ("x", "ｘ")),
    ("[甲乙]丙", ("丙",)),
    ("(?:甲|乙)", ("乙", "甲")),
    ("(甲甲|乙乙)", ()),
    ("甲?", ()),
    ("\\d+", ()),
    ("(甲)+", ("甲",)),
    ("[甲乙丙丁戊己庚辛壬]", ()),
    ("甲|乙丙|丁戊|己|庚|辛|壬癸|子|丑", ()),
    ("[0-9]%", ("%", "％")),
    ("甲%", ("甲",)),
    ("一二三四五", ("一二三",)),
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
    table = runtime.Table(str.upper, most=5)
    assert [table["a"], table["a" * 200]] == ["A", "A" * 200]
    assert list(table) == ["a"]
    for number in range(12):
        assert table[f"x{number}"] == f"X{number}"
    assert len(table) <= 5


def test_what_was_remembered_of_a_text_is_told_again():
    rules = fused(for_each="绩效指标", require='\'指标值 != "提高" and not 匹配(指标值, "[0-9]+个")\'')
    data = {"绩效指标": [{"指标值": one} for one in ("提高", "5个", "提　高", "≥98%", None, " ", "提高", "5个")]}
    assert [stage for _, _, stage in rules.fused[CATALOGUE.form].run(form(data).record)[0]] == [2, 2, 2, 1, 1, 2, 2]
    assert check(form(data), rules) == check(form(data), replace(rules, fused={}))


def test_it_is_generated_when_it_is_first_asked_for(monkeypatch):
    made = []
    monkeypatch.setattr(assemble, "fuse", lambda *arguments: made.append(arguments) or fuse(*arguments))
    rules = rulesets.load()
    assert (list(rules.fused), len(rules.fused), made) == ([CATALOGUE.form], 1, [])
    assert rules.fused.get("别的表") is None
    assert "别的表" not in rules.fused
    assert rules.fused[CATALOGUE.form] is rules.fused.get(CATALOGUE.form)
    assert len(made) == 1
    kept = pickle.loads(pickle.dumps(rules.fused))  # noqa: S301 - our own
    assert kept[CATALOGUE.form].source == rules.fused[CATALOGUE.form].source


def test_what_goes_wrong_while_it_is_generated_is_not_hidden(monkeypatch):
    monkeypatch.setattr(assemble, "fuse", lambda *_: {}["缺"])
    with pytest.raises(KeyError, match="缺"):
        check(form({"年度": 2024}), rulesets.load())


def test_a_rule_that_is_weighed_and_a_length_that_is_asked_do_not_meet():
    rules = ruleset(
        load_text(
            rule_text(
                id="REC-01", for_each="绩效指标", require="个数(绩效指标, 相似度(三级指标, 本项.三级指标) > 80) >= 1"
            )
        ),
        load_text(rule_text(id="REC-02", require="长度(总体绩效目标) >= 3")),
    )
    rules = replace(rules, fused={CATALOGUE.form: fuse(rules.rules, CATALOGUE)})
    for count in (5, 600):
        data = items(count) | {"总体绩效目标": "完成全部任务"}
        assert check(form(data), rules) == check(form(data), replace(rules, fused={}))


ANSWERLESS = [
    ({"for_each": "绩效指标", "require": "年份(日期(备注)) > 2000", "when": "已填(备注)"}, {"备注": "随便"}),
    ({"for_each": "绩效指标", "require": "默认(权重, 1) > 0"}, {"权重": ""}),
]


@pytest.mark.parametrize(("parts", "item"), ANSWERLESS)
def test_what_has_no_answer_is_no_matter_of_the_whole_form(parts, item):
    rules = fused(**parts)
    data = form({"绩效指标": [item, {"三级指标": "甲", "备注": "2024-01-01", "权重": "5"}]})
    assert tally(rules.fused[CATALOGUE.form], with_views(data, CATALOGUE)) is not None
    assert check(data, rules) == check(data, replace(rules, fused={}))


def test_what_it_takes_to_tell_a_finding_has_no_part_in_the_outcome(monkeypatch):
    for module in (cost, evaluate):
        monkeypatch.setattr(module, "MAX_STEPS_OF_A_RULE", 20_000)
    same = "个数(绩效指标, 三级指标 == 本项.三级指标)"
    rules = fused(for_each="绩效指标", require=f"'{same} < 1'", message=f"'{{{same}}}、{{{same}}}、{{{same}}}'")
    assert set(stages(rules, items(50))) == {Stage.FAIL}
    report = check(form(items(50)), rules)
    assert report == check(form(items(50)), replace(rules, fused={}))
    assert report.results[0].counts == {Outcome.FAIL: 50}
    assert report.findings[0].message == "50、50、50"
    assert report.findings[-1].message == "（算不出）、（算不出）、（算不出）"
