"""What a layer may do to the rules it inherits, and what it may not."""

from dataclasses import replace
from decimal import Decimal

import pytest
from layering import LIMIT, TOP, fault, faults, third, two, write
from ruling import form, pointed, rule_text

from checker.engine import cases, check
from checker.errors import RuleError
from checker.rulesets import load


def overriding(tmp_path, text, **more):
    return two(tmp_path, f"overrides:\n  {text}\n", **more)


def told(ruleset):
    return [(one.subject, one.told, one.effect.value) for one in ruleset.changes]


def test_parts_of_a_rule_are_overridden(tmp_path):
    text = "REC-02: {severity: error, message: 超过 {参数.上限}。, suggestion: 请改。, confidence: low}"
    ruleset = load(overriding(tmp_path, text.replace("超过 {参数.上限}。", "'超过 {参数.上限}。'")))
    rule = ruleset.rule("REC-02")
    assert (rule.severity, rule.message, rule.suggestion, rule.confidence) == (
        "error",
        "超过 {参数.上限}。",
        "请改。",
        "low",
    )
    assert (rule.file, rule.line) == ("top/b.yaml", 1)
    (found,) = [one for one in check(form({"财政供养人员数": 91}), ruleset).findings if one.rule == "REC-02"]
    assert (found.severity, found.message, found.suggestion) == ("error", "超过 90。", "请改。")
    assert ruleset.changes == ()


def test_a_parameter_may_have_a_value_for_one_rule_alone(tmp_path):
    write(tmp_path / "top", {"d.yaml": LIMIT.replace("REC-02", "REC-04")})
    text = "REC-02: {parameters: {上限: 50}}\n  REC-04: {parameters: {上限: {values: [{from: 2030-01-01, value: 60}]}}}"
    ruleset = load(overriding(tmp_path, text))
    report = check(form({"年度": 2024, "财政供养人员数": 70}), ruleset)
    assert [one.rule for one in report.findings] == ["REC-02"]
    report = check(form({"年度": 2030, "财政供养人员数": 70}), ruleset)
    assert [one.rule for one in report.findings] == ["REC-02", "REC-04"]
    below = load(third(tmp_path, "overrides: {REC-02: {parameters: {上限: 40}}}\nparameters: {上限: {value: 1}}\n"))
    report = check(form({"年度": 2024, "财政供养人员数": 45}), below)
    assert [(one.rule, one.message) for one in report.findings] == [("REC-02", "多于 40。")]


def test_layers_override_one_upon_the_other(tmp_path):
    overriding(tmp_path, "REC-02: {severity: error, message: 二层的话。}")
    ruleset = load(third(tmp_path, "overrides: {REC-02: {message: 三层的话。}}\n"))
    rule = ruleset.rule("REC-02")
    assert (rule.severity, rule.message) == ("error", "三层的话。")


LOOSER = [
    ("REC-02: {severity: info, reason: 甲, document: 某文}", [("REC-02", "级别由警告改为提示", "looser")]),
    ("REC-02: {severity: error}", []),
    ("REC-02: {severity: warning}", []),
    ("REC-01: {tolerance: 1, reason: 甲}", [("REC-01", "允许误差由 0.01 改为 1", "looser")]),
    ("REC-01: {tolerance: 0}", []),
    ("REC-02: {parameters: {上限: 95}, reason: 甲}", [("REC-02", "参数.上限 由 90 改为 95", "looser")]),
    ("REC-02: {parameters: {上限: 85}}", []),
    ("REC-02: {message: 甲}", []),
]


@pytest.mark.parametrize(("text", "wanted"), LOOSER)
def test_what_is_looser_is_told_and_what_is_tighter_is_not(tmp_path, text, wanted):
    assert told(load(overriding(tmp_path, text))) == wanted


def test_a_rule_is_switched_off_with_a_reason(tmp_path):
    low = two(tmp_path, "disable:\n  REC-02: {reason: 不适用。, document: 某文}\n")
    ruleset = load(low)
    assert [rule.id for rule in ruleset.rules] == ["REC-01", "REC-03"]
    (change,) = ruleset.changes
    assert (change.subject, change.told, change.effect, change.reason, change.document, change.place) == (
        "REC-02",
        "停用",
        "looser",
        "不适用。",
        "某文",
        "low/ruleset.yaml:6",
    )
    with pytest.raises(RuleError, match=r"规则“REC-02”已由下层（low 2）停用（low/ruleset\.yaml:6）：不适用（某文）。$"):
        ruleset.rule("rec-02")
    found = fault(third(tmp_path, "overrides: {REC-02: {message: 甲}}\n"))
    assert str(found).startswith("third/ruleset.yaml:5:13：规则“REC-02”已由下层")
    found = fault(write(third(tmp_path, ""), {"a.yaml": rule_text(id="REC-02")}))
    assert "上层 top/b.yaml 里已有规则“REC-02”。" in found.message


MISTAKES = [
    ("overrides:\n  REC-2: {message: 甲}", "REC-2:", "上层没有规则“REC-2”。", "是不是“REC-02”？"),
    ("overrides:\n  REC-02: {mesage: 甲}", "mesage", "不认识的键“mesage”。", "是不是“message”？"),
    ("overrides:\n  REC-02: {reason: 甲}", "{reason", "这里没有写改什么。", "可以改：severity、message"),
    ("overrides:\n  REC-02: 甲", "甲", "这里要写成“键: 值”的样子。", ""),
    ("overrides:\n  [REC-02]", "[REC-02]", "“overrides”要写成“规则编号: 内容”的样子。", ""),
    ("overrides:\n  REC-02: {severity: eror}", "eror", "“severity”不能是“eror”。", "是不是“error”？"),
    ("overrides:\n  REC-02: {severity: info}", "{severity", "放宽了上层的规则，要写明理由。", "reason"),
    ("overrides:\n  REC-02: {message: '{没有}'}", "没有", "没有名为“没有”的栏目。", ""),
    ("overrides:\n  REC-02: {confidence: 高}", "高", "“confidence”不能是“高”。", "是不是“high”？"),
    ("overrides:\n  REC-02: {tolerance: 1, reason: 甲}", "1", "require 里没有金额的比较", ""),
    ("overrides:\n  REC-01: {tolerance: 1}", "{tolerance", "允许误差由 0.01 改为 1，放宽了", ""),
    ("overrides:\n  REC-02: {parameters: {上线: 1}}", "上线", "规则“REC-02”没有用到参数“上线”。", "是不是“上限”？"),
    ("overrides:\n  REC-02: {parameters: {下限: 1}}", "下限", "规则“REC-02”没有用到参数“下限”。", ""),
    ("overrides:\n  REC-01: {parameters: {下限: 1}}", "下限", "规则“REC-01”没有用到参数“下限”。", ""),
    ("overrides:\n  REC-02: {parameters: {上限: 甲}}", "甲", "“上限”在上层是数，这里写成了文字。", ""),
    ("overrides:\n  REC-02: {parameters: {上限: null}}", "null", "参数的值要写成", ""),
    ("overrides:\n  REC-02: {parameters: {上限: {valu: 1}}}", "valu", "不认识的键“valu”。", ""),
    ("overrides:\n  REC-02: {parameters: [上限]}", "[上限]", "这里要写成“名称: 值”的样子。", ""),
    ("overrides:\n  REC-02: {cases: [{name: 甲, given: {没有: 1}, expect: pass}]}", "没有", "没有名为“没有”的栏目", ""),
    ("disable:\n  REC-02: {}", "{}", "缺少“reason”。", ""),
    ("disable:\n  REC-02: {document: 甲}", "{document", "缺少“reason”。", ""),
    ("disable:\n  REC-02: 甲", "甲", "理由要写在 reason 后面。", "请写成 REC-02: {reason: 甲}。"),
    ("disable:\n  [REC-02]", "[REC-02]", "“disable”要写成“规则编号: 内容”的样子。", ""),
    ("disable:\n  REC-22: {reason: 甲}", "REC-22", "上层没有规则“REC-22”。", "是不是“REC-02”？"),
    ("lock:\n  [REC-22]", "REC-22", "上层没有规则“REC-22”。", "是不是“REC-02”？"),
    ("lock:\n  [REC-02.severty]", "REC-02.severty", "“severty”不能锁定。", "是不是“severity”？"),
    ("lock:\n  [REC-02.message]", "REC-02.message", "“message”不能锁定。", "可以锁定：severity、tolerance"),
    ("lock:\n  REC-02", "REC-02", "“lock”要写成列表", ""),
    ("retired:\n  [REC-02]", "REC-02", "规则“REC-02”还在用（top/b.yaml），不能列为废止。", "disable"),
    ("retired:\n  ['']", "''", "这里要写成文字。", ""),
]


@pytest.mark.parametrize(("text", "at", "message", "hint"), MISTAKES)
def test_a_mistake_is_named(tmp_path, text, at, message, hint):
    (found,) = [one for one in faults(two(tmp_path, f"{text}\n")) if message in one.message]
    assert (found.file, found.line) == ("low/ruleset.yaml", 6)
    assert pointed(found).startswith(at)
    assert hint in found.hint


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("overrides:", "“overrides”后面没有内容。"),
        ("overrides: {REC-02: {message: null}}", "“message”后面没有内容。"),
        ("overrides: {REC-02: {cases: []}}", "“cases”后面没有内容。"),
    ],
)
def test_what_is_empty_is_told_once(tmp_path, text, message):
    assert [one.message for one in faults(two(tmp_path, f"{text}\n"))] == [message]


@pytest.mark.parametrize("section", ["overrides: {REC-09: {message: 甲}}", "disable: {REC-09: {reason: 甲}}"])
def test_a_rule_of_the_layer_itself_is_changed_in_its_file(tmp_path, section):
    low = two(tmp_path, f"{section}\n", z_yaml=rule_text(id="REC-09"))
    assert fault(low).message == "规则“REC-09”是本层的。"


def test_a_rule_is_not_changed_and_switched_off_at_once(tmp_path):
    low = overriding(tmp_path, "REC-02: {message: 甲}\ndisable:\n  REC-02: {reason: 甲}")
    assert str(fault(low)) == "low/ruleset.yaml:8:3：规则“REC-02”又改又停。 请删去一处。"


def test_an_inherited_id_is_not_used_again(tmp_path):
    found = fault(two(tmp_path, z_yaml=rule_text(id="REC-02")))
    assert str(found).startswith(
        "low/z.yaml:1:5：上层 top/b.yaml 里已有规则“REC-02”。 要改它，请写在 ruleset.yaml 的 overrides"
    )


def test_a_retired_id_is_never_used_again(tmp_path):
    two(tmp_path, top=TOP + "retired: [REC-09]\n")
    low = write(tmp_path / "low", {"z.yaml": rule_text(id="REC-09")})
    assert str(fault(low)).startswith("low/z.yaml:1:5：规则编号“REC-09”已经废止（top/ruleset.yaml:7），不能再用。")
    (low / "z.yaml").unlink()
    with pytest.raises(RuleError, match=r"规则“REC-09”已由上层（top 1）废止（top/ruleset\.yaml:7），编号不再使用。"):
        load(low).rule("REC-09")
    write(tmp_path / "top", {"z.yaml": rule_text(id="REC-09")})
    assert fault(low).file == "top/z.yaml"


LOCKED = [
    (
        "REC-02",
        "disable: {REC-02: {reason: 甲}}",
        "“REC-02”停用，但“REC-02”已由上层（top 1）在 top/ruleset.yaml:7 锁定。",
    ),
    ("REC-02.severity", "disable: {REC-02: {reason: 甲}}", "“REC-02.severity”已由"),
    ("REC-02.severity", "overrides: {REC-02: {severity: info, reason: 甲}}", "“REC-02.severity”已由"),
    ("REC-02", "overrides: {REC-02: {severity: info, reason: 甲}}", "“REC-02”已由"),
    ("REC-01.tolerance", "overrides: {REC-01: {tolerance: 1, reason: 甲}}", "“REC-01.tolerance”已由"),
    ("REC-02", "overrides: {REC-02: {parameters: {上限: 99}, reason: 甲}}", "“REC-02”已由"),
    ("REC-02", "parameters: {上限: {value: 99, reason: 甲}}", "“REC-02”已由"),
    ("REC-03", "vocabulary: {禁词: {remove: [甲词], reason: 甲}}", "“REC-03”已由"),
    ("REC-03.severity", "vocabulary: {禁词: {remove: [甲词], reason: 甲}}", ""),
    ("REC-02.severity", "overrides: {REC-02: {severity: error}}", ""),
    ("REC-02", "overrides: {REC-02: {severity: error, message: 甲, parameters: {上限: 9}}}", ""),
    ("REC-02", "parameters: {上限: {value: 9}, 下限: {value: 9, reason: 甲}}", ""),
    ("REC-02", "vocabulary: {禁词: {remove: [甲词], reason: 甲}}", ""),
]


@pytest.mark.parametrize(("locked", "text", "message"), LOCKED)
def test_what_is_locked_may_be_tightened_only(tmp_path, locked, text, message):
    low = two(tmp_path, f"{text}\n", TOP + f"lock: [{locked}]\n")
    if message:
        found = fault(low)
        assert message in found.message
        assert (found.file, found.line) == ("low/ruleset.yaml", 5)
    else:
        load(low)


def test_a_layer_may_lock_what_it_changed_itself(tmp_path):
    two(tmp_path, "overrides: {REC-02: {severity: info, reason: 甲}}\nlock: [REC-02]\n")
    found = fault(third(tmp_path, "disable: {REC-02: {reason: 甲}}\n"))
    assert "已由下层（low 2）在 low/ruleset.yaml:6 锁定。" in found.message


def test_an_override_that_breaks_a_rule_is_named_where_it_stands(tmp_path):
    write(tmp_path / "top", {"d.yaml": rule_text(id="REC-04", require="匹配(部门名称, 参数.式样)")})
    top = TOP + "  式样: {value: 甲, meaning: 试用}\n"
    found = fault(two(tmp_path, "overrides:\n  REC-04: {parameters: {式样: '('}, reason: 甲}\n", top))
    assert found.message.startswith("这样一改，规则 REC-04 就不成立：")
    assert (found.file, found.line) == ("low/ruleset.yaml", 6)


def test_a_rule_with_mistakes_is_not_made_worse_by_what_lies_below(tmp_path):
    low = overriding(tmp_path, "REC-02: {severity: info, parameters: {上限: 99}}")
    write(tmp_path / "top", {"b.yaml": LIMIT.replace("上限", "上线")})
    assert {one.file for one in faults(low)} == {"top/b.yaml"}


def test_the_cases_of_a_rule_that_was_changed_below_are_no_mistake(tmp_path):
    low = overriding(tmp_path, "REC-02: {parameters: {上限: 85}}")
    (result,) = [one for one in cases.run(load(low)) if one.rule == "REC-02"]
    assert (result.passed, result.changed_by) == (False, "下层（low 2）")
    write(low, {"ruleset.yaml": (low / "ruleset.yaml").read_text("utf-8").replace("85}", "85}, message: 甲")})
    assert load(low).rule("REC-02").changed_by == "下层（low 2）"


def test_a_layer_may_give_cases_of_its_own(tmp_path):
    given = "[{name: 甲, given: {财政供养人员数: 85}, expect: fail}]"
    low = overriding(tmp_path, f"REC-02: {{parameters: {{上限: 80}}, cases: {given}}}")
    (result,) = [one for one in cases.run(load(low)) if one.rule == "REC-02"]
    assert (result.passed, result.changed_by, result.file, result.line) == (True, "", "low/ruleset.yaml", 6)
    assert [one.changed_by for one in cases.run(load(third(tmp_path, "overrides: {REC-02: {message: 甲}}\n")))] == [
        ""
    ] * 3


def test_an_overridden_tolerance_counts(tmp_path):
    ruleset = load(overriding(tmp_path, "REC-01: {tolerance: 5, reason: 甲}"))
    assert ruleset.rule("REC-01").tolerance == Decimal(5)
    data = {"基本支出": 1, "项目支出": 1, "财政拨款": 6}
    for one in (ruleset, replace(ruleset, fused={})):
        assert [found.rule for found in check(form(data), one).findings] == []
