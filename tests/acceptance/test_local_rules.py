"""A province and a city over the packaged rules, as their authors and reviewers use them."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from material import FORM, RULE
from shapes import valid

from checker import resources

ROOT = Path(__file__).parents[2]
CITY, PROVINCE = (ROOT / "samples" / "layers" / name for name in ("linjiang", "lanjiang"))
MINOR = ROOT / "samples" / "minor.txt"


@pytest.fixture
def local(folder):
    """Return a rule set that extends the small one."""
    home = folder / "local"
    home.mkdir()
    head = (
        "id: local\ntitle: 本地规则\nversion: 2\nextends: ../rules\noverrides: {REC-01: {severity: info, reason: 甲}}\n"
    )
    (home / "ruleset.yaml").write_text(head, "utf-8")
    return home


def test_the_layer_in_the_manual_loads(checker, folder):
    manual = (ROOT / "rules" / "README.md").read_text("utf-8")
    (text,) = [
        one for one in re.findall(r"^```yaml\n(.+?)^```$", manual, re.MULTILINE | re.DOTALL) if "extends:" in one
    ]
    (folder / "manual").mkdir()
    (folder / "manual" / "ruleset.yaml").write_text(text, "utf-8")
    code, out, _ = checker("rules", "diff", "national", "manual")
    assert (code, out.splitlines()[-1]) == (1, "共计：规则增加 0 条、去掉 1 条、改动 2 条，参数 2 个，词表 3 处。")


@pytest.mark.parametrize("rules", [CITY, PROVINCE], ids=lambda path: path.name)
def test_every_case_of_the_sample_layers_holds(checker, rules):
    code, out, _ = checker("rules", "test", "--rules", rules)
    assert (code, out.split("，")[-1]) == (0, "不符 0。\n")


def test_a_report_names_the_layers_and_what_they_loosened(checker):
    code, out, _ = checker("check", MINOR, "--rules", CITY)
    assert code == 1
    assert "规则层次：国家层通用规则（national 2026.11） → 澜江省规则（lanjiang 2026.1） → 临江市规则" in out
    head, _, loosened = out.partition("【规则集放宽或可能放宽的上层规定】\n")
    assert "低于 88%" in head
    for wanted in ("词表.不确定用语 去掉“约”（放宽）", "APP-12 停用（放宽）", "FMT-04 级别由警告改为提示（放宽）"):
        assert wanted in loosened
    assert "CMP-03" not in loosened
    assert "lanjiang/ruleset.yaml:" in loosened


def test_the_day_picks_the_value(checker):
    _, out, _ = checker("check", MINOR, "--rules", CITY, "--as-of", "2026-01-01")
    assert "低于 90%" in out
    _, out, _ = checker("check", MINOR, "--rules", CITY, "--as-of", "2023-12-31")
    assert "低于 85%" in out


def test_the_json_report_tells_it_too(checker):
    _, out, _ = checker("check", MINOR, "--rules", CITY, "--format", "json")
    report = json.loads(out)
    Draft202012Validator(json.loads((resources.folder("schemas") / "report.schema.json").read_text("utf-8"))).validate(
        report
    )
    assert {one["subject"] for one in report["changes"]} == {
        "词表.不确定用语",
        "APP-12",
        "参数.任务资金占比下限",
        "FMT-04",
    }
    assert report["changes"][1]["document"] == "澜财绩〔2024〕6号"
    assert report["versions"]["layers"].endswith("临江市规则（linjiang 2026.1）")


def test_who_set_each_part_is_shown(checker):
    code, out, _ = checker("rules", "show", "app-01", "--origin", "--rules", CITY)
    assert code == 0
    lines = [line.split() for line in out.splitlines()]
    assert ["级别", "national/fitness/APP-01-satisfaction-too-low.yaml:5", "警告"] in lines
    assert any(line[:1] == ["改正建议"] and line[1].startswith("lanjiang/ruleset.yaml:") for line in lines)
    assert any("（原为）4" in line for line in lines)
    assert sum(line[:1] == ["参数.满意度下限"] for line in lines) == 3


def test_a_rule_that_was_switched_off_still_tells_who_did_it(checker):
    code, out, _ = checker("rules", "show", "APP-12", "--origin", "--rules", CITY)
    assert code == 0
    assert "规则“APP-12”已由澜江省规则（lanjiang 2026.1）停用（lanjiang/ruleset.yaml:" in out
    code, _, err = checker("rules", "show", "APP-12", "--rules", CITY)
    assert (code, "已由澜江省规则（lanjiang 2026.1）停用" in err) == (2, True)
    code, out, _ = checker("rules", "list", "--rules", CITY)
    assert (code, "APP-12" in out.splitlines()[-1]) == (0, True)


DEFECTIVE = ROOT / "samples" / "defective.txt"
IDLE = [
    (
        ("APP-12", CITY),
        "disabled",
        (
            "结果：不适用。规则“APP-12”已由澜江省规则（lanjiang 2026.1）停用（lanjiang/ruleset.yaml:40）："
            "我省人员经费由省级统发，表上的基本支出不含这一块（澜财绩〔2024〕6号）。"
        ),
    ),
    (
        ("LAN-01", PROVINCE, "--as-of", "2023-12-31"),
        "parameter",
        "核对基准日：2023-12-31（由 --as-of 指定）",
        "参数“重点任务上限”自 2024-01-01 起才有规定的值，2023-12-31 还没有（lanjiang/ruleset.yaml:15）。",
    ),
    (
        ("REC-01", CITY, "--as-of", "2020-09-30"),
        "date",
        "这条规则自 2020-10-01 起施行，2020-09-30 还不生效（national/reconciliation/",
    ),
]


@pytest.mark.parametrize(("asked", "cause", "told"), [(one[0], one[1], one[2:]) for one in IDLE])
def test_why_a_rule_was_idle_names_the_layer_and_the_line(checker, asked, cause, told):
    rule, rules, *more = asked
    run = ("why", rule, DEFECTIVE, "--rules", rules, *more)
    code, out, _ = checker(*run)
    flat = re.sub(r"\n +", "", out)
    assert (code, [one for one in told if one not in flat]) == (0, [])
    barrier = valid(checker(*run, "--format", "json")[1], "why.schema.json")["barrier"]
    assert (barrier["cause"], barrier["told"][:4]) == (cause, told[-1].removeprefix("结果：不适用。")[:4])
    assert re.fullmatch(r"(national|lanjiang)/.+\.yaml:\d+", barrier["place"])


def test_why_names_the_layers_that_changed_what_a_rule_does(checker):
    _, out, _ = checker("why", "CMP-03", DEFECTIVE, "--rules", CITY)
    assert "\n改动：级别　澜江省规则（lanjiang 2026.1），lanjiang/ruleset.yaml:21\n" in out
    _, out, _ = checker("why", "LAN-01", DEFECTIVE, "--rules", CITY)
    assert "\n参数：重点任务上限 2　临江市规则（linjiang 2026.1），linjiang/ruleset.yaml:11\n" in out
    _, out, _ = checker("why", "REL-13", DEFECTIVE, "--rules", CITY)
    assert "\n词表：不确定用语 去掉“约”（澜财绩〔2025〕17号）　澜江省规则（lanjiang 2026.1），" in out
    run = ("why", "APP-01", DEFECTIVE, "--rules", CITY, "--format", "json", "--as-of")
    for day, value, place in (("2023-12-31", "85", "national"), ("2026-01-01", "90", "lanjiang")):
        settings = valid(checker(*run, day)[1], "why.schema.json")["settings"]
        assert next((one["value"], one["place"].partition("/")[0]) for one in settings) == (value, place)


@pytest.mark.parametrize(("day", "value"), [("2023-12-31", "85"), ("2026-01-01", "90")])
def test_a_rule_is_shown_with_the_values_of_a_day(checker, day, value):
    run = ("rules", "show", "app-01", "--rules", CITY, "--as-of", day)
    told = valid(checker(*run, "--format", "json")[1], "rules.schema.json")
    assert [one["value"] for one in told["settings"] if one["name"] == "参数.满意度下限"] == [value]
    assert (told["as_of"], told["idle"]) == (day, None)
    _, out, _ = checker(*run)
    assert f"用到的值　参数.满意度下限：{value}" in re.sub(r"自\S+起 ", "", out)
    assert out.count("参数.满意度下限：") == 1


def test_without_a_day_a_rule_is_shown_with_the_values_of_all_times(checker):
    run = ("rules", "show", "app-01", "--rules", CITY)
    told = valid(checker(*run, "--format", "json")[1], "rules.schema.json")
    assert [one["value"] for one in told["settings"] if one["name"] == "参数.满意度下限"] == ["85", "88", "90"]
    assert "as_of" not in told
    assert checker(*run)[1].count("参数.满意度下限：") == 3


def test_a_rule_that_is_not_in_force_on_the_day_says_so(checker):
    run = ("rules", "show", "REC-01", "--rules", CITY, "--as-of", "2020-09-30")
    told = "这条规则自 2020-10-01 起施行，2020-09-30 还不生效。"
    assert checker(*run)[1].startswith(f"REC-01　部门预算收支相等\n基准日　　2020-09-30　{told}\n评审项")
    assert valid(checker(*run, "--format", "json")[1], "rules.schema.json")["idle"] == told


def test_before_a_parameter_has_a_value_a_rule_is_not_read_aloud(checker, local):
    (local / "ruleset.yaml").write_text(
        "id: local\ntitle: 本地规则\nversion: 2\nextends: ../rules\n"
        "parameters: {下限: {values: [{from: 2025-01-01, value: 5}], meaning: 试用}}\n",
        "utf-8",
    )
    rule = RULE.replace("REC-01", "REC-30").replace("== 财政拨款", "== 参数.下限 + 财政拨款", 1)
    (local / "REC-30.yaml").write_text(rule, "utf-8")
    run = ("rules", "show", "REC-30", "--rules", "local", "--as-of")
    told = "参数“下限”自 2025-01-01 起才有规定的值，2024-12-31 还没有。"
    out = checker(*run, "2024-12-31")[1]
    assert f"基准日　　2024-12-31　{told}\n" in out
    assert "读作" not in out
    shown = valid(checker(*run, "2024-12-31", "--format", "json")[1], "rules.schema.json")
    assert (shown["idle"], shown["readings"], shown["settings"]) == (told, {}, [])
    shown = valid(checker(*run, "2025-01-01", "--format", "json")[1], "rules.schema.json")
    assert (shown["idle"], shown["settings"][0]["value"]) == (None, "5")
    assert "下限" in shown["readings"]["require"][0]["text"]


def test_a_condition_in_several_lines_is_one(checker, local):
    rule = RULE.replace("REC-01", "REC-30").replace(
        "severity:", "when: |\n  已填(基本支出)\n  and 已填(表名)\nseverity:", 1
    )
    (local / "REC-30.yaml").write_text(rule, "utf-8")
    run = ("rules", "show", "REC-30", "--rules", "local")
    assert "适用条件　已填(基本支出) and 已填(表名)\n" in checker(*run)[1]
    shown = valid(checker(*run, "--format", "json")[1], "rules.schema.json")
    assert shown["when"] == ["已填(基本支出) and 已填(表名)"]


def test_what_stands_within_a_condition_stands_deeper(checker):
    shown = valid(checker("rules", "show", "CMP-08", "--format", "json")[1], "rules.schema.json")
    assert {line["depth"] for line in (*shown["readings"]["when"], *shown["readings"]["require"])} >= {0, 1, 2}
    assert shown["ruleset"]["id"] == "national"
    shown = valid(checker("rules", "show", "REC-05", "--format", "json")[1], "rules.schema.json")
    assert shown["at"] == "指标值"
    assert "问题指向　指标值\n" in checker("rules", "show", "REC-05")[1]
    graded = valid(checker("rules", "show", "FEA-04", "--format", "json")[1], "rules.schema.json")
    assert len(graded["severity_if"]) == len(graded["readings"]["severity_if"]) == 2


def test_every_shipped_rule_can_be_had_by_programs(checker):
    for rules in ("national", CITY):
        told = valid(checker("rules", "list", "--rules", rules, "--format", "json")[1], "rules.schema.json")
        assert told["rules"]
        assert (rules == CITY) == bool(told["gone"]) == (len(told["layers"]) == 3)
        for one in told["rules"]:
            shown = checker("rules", "show", one["id"], "--rules", rules, "--format", "json")[1]
            assert one.items() <= valid(shown, "rules.schema.json").items()


def test_a_retired_id_names_who_retired_it(checker):
    code, out, err = checker("why", "lan-02", DEFECTIVE, "--rules", CITY)
    assert (code, out) == (2, "")
    assert err == "规则“LAN-02”已由澜江省规则（lanjiang 2026.1）废止（lanjiang/ruleset.yaml:42），编号不再使用。\n"


def test_a_rule_set_without_layers_shows_its_places(checker):
    code, out, _ = checker("rules", "show", "rec-01", "--origin", "--rules", "rules")
    assert code == 0
    assert out.splitlines()[:3] == ["REC-01　部门预算收支相等", "", "编号      rules/REC-01.yaml:1   REC-01"]
    assert "依据      rules/REC-01.yaml:11  中华人民共和国预算法实施条例第五条" in out
    code, _, err = checker("rules", "show", "REC-11", "--origin", "--rules", "rules")
    assert (code, "没有规则“REC-11”" in err) == (2, True)


def test_two_rule_sets_are_compared(checker):
    code, out, _ = checker("rules", "diff", "national", CITY)
    assert code == 1
    assert "增加的规则\n  LAN-01　重点工作任务过多（警告）\n" in out
    assert "\n  APP-12　人均基本支出异常：规则“APP-12”已由澜江省规则" in out
    assert "\n  CMP-03　下属二级单位数未填\n    级别：警告 → 错误\n" in out
    assert "\n  满意度下限：85 → 85；自2024-01-01起 88（澜财绩〔2023〕41号）；自2026-01-01起 90" in out
    assert "\n  不确定用语：去掉“约”\n  涉密用语：增加“不对外”\n" in out
    assert out.endswith("共计：规则增加 1 条、去掉 1 条、改动 5 条，参数 3 个，词表 2 处。\n")


def test_the_same_rule_set_does_not_differ(checker):
    assert checker("rules", "diff", "rules", "rules")[:2] == (
        0,
        "比较规则集：试用规则（trial 1.0） → 试用规则（trial 1.0）\n\n两套规则没有不同。\n",
    )


def test_every_kind_of_part_is_told_in_words(checker, folder):
    other = folder / "other"
    other.mkdir()
    (other / "ruleset.yaml").write_text("id: other\ntitle: 另一套\nversion: 1\n", "utf-8")
    text = RULE.replace("confidence: high", "confidence: low\neffective: {from: 2020-01-01, to: 2021-01-01}")
    text = text.replace("第五条", "第六条").replace(
        "severity: error", "severity: error\nseverity_if: {info: 年度 > 2020}"
    )
    text = text.replace("name: 不等", "name: 不相等").replace("tolerance: 0.01", "blank_as_zero: [基本支出, 项目支出]")
    (other / "REC-01.yaml").write_text(text, "utf-8")
    code, out, _ = checker("rules", "diff", "rules", "other")
    assert code == 1
    assert out.splitlines()[4:-2] == [
        "    另定级别：（无） → 提示：年度 > 2020",
        "    允许误差：0.01 → （无）",
        "    空白视零：（无） → 基本支出、项目支出",
        "    依据：中华人民共和国预算法实施条例第五条 → 中华人民共和国预算法实施条例第六条",
        "    有效期：（无） → 自2020-01-01至2021-01-01",
        "    把握：高 → 低",
        "    例子：2 个，内容有改动",
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nationl", "找不到规则集“nationl”。 是不是“national”？"),
        ("完全不同", "请写规则集的目录，或随带规则集的名字：national。"),
        ("form.txt", "“form.txt”是文件。"),
        ("", "还不是规则集"),
    ],
)
def test_a_rule_set_that_is_not_there_is_named(checker, name, message):
    code, out, err = checker("rules", "diff", "rules", name)
    assert (code, out) == (2, "")
    assert message in err


def test_the_impact_on_forms_is_counted(checker, folder, local):  # noqa: ARG001 - asked for what it writes
    (folder / "other.txt").write_text(FORM.replace("\t1300", "\t1400"), "utf-8")
    code, out, _ = checker("rules", "impact", "rules", "local", "form.txt", "other.txt")
    assert code == 1
    assert out.splitlines() == [
        "由 试用规则（trial 1.0） 换成 本地规则（local 2）：",
        "",
        "form.txt：没有变化",
        "",
        "other.txt：改级 1 处",
        "  改级  REC-01  错误→提示  第6行  支出合计 1300，收入合计 1400。（允许误差 0.01）",
        "",
        "规则    名称              改级",
        "------  ----------------  ------",
        "REC-01  部门预算收支相等  1",
        "",
        "共 2 份表，1 份有变化：改级 1 处。",
    ]


def test_findings_that_appear_and_vanish_are_told(checker):
    code, out, _ = checker("rules", "impact", "national", PROVINCE, MINOR, "--as-of", "2025-12-31")
    assert code == 1
    assert "minor.txt：消失 1 处，改级 1 处，改说明 1 处\n" in out
    told = "\n".join(line.strip() for line in out.split("\n"))
    assert (
        "改说明  APP-01  警告        第31行  满意度目标“≥82%”低于 88%。\n（原为）满意度目标“≥82%”低于 85%。\n" in told
    )
    code, out, _ = checker("rules", "impact", PROVINCE, "national", MINOR)
    assert "\n  出现    REL-13  警告" in out


def test_a_suggestion_that_is_another_is_shown_with_what_it_was(checker, folder, local):
    head = local / "ruleset.yaml"
    head.write_text(head.read_text("utf-8").replace("{severity: info, reason: 甲}", "{suggestion: 请改。}"), "utf-8")
    (folder / "other.txt").write_text(FORM.replace("\t1300", "\t1400"), "utf-8")
    _, out, _ = checker("rules", "impact", "rules", "local", "other.txt")
    told = "".join(line.strip() for line in out.split("\n"))
    assert "（允许误差 0.01）　建议：请改。（原为）建议：请核对各栏。" in told


def test_the_impact_is_told_to_programs_too(checker):
    forms = (MINOR, MINOR.with_name("clean.txt"), "nix.txt")
    run = ("rules", "impact", "national", CITY, *forms, "--format", "json")
    code, out, err = checker(*run)
    told = valid(out, "impact.schema.json")
    assert (code, "nix.txt" in err, checker(*run)[1]) == (2, True, out)
    assert [one.get("unreadable") is None for one in told["forms"]] == [True, True, False]
    minor, clean, _ = told["forms"]
    assert [(one["kind"], one["rule"]) for one in minor["shifts"]] == [
        ("reworded", "APP-01"), ("regraded", "CMP-03"), ("appears", "LAN-01"), ("vanishes", "REL-13"),
    ]  # fmt: skip
    reworded, regraded, appears, vanishes = minor["shifts"]
    assert [one["message"] for one in (reworded["before"], reworded["after"])] == [
        "满意度目标“≥82%”低于 85%。", "满意度目标“≥82%”低于 88%。",
    ]  # fmt: skip
    assert [regraded[key]["severity"] for key in ("before", "after")] == ["warning", "error"]
    assert (appears["before"], vanishes["after"], vanishes["before"]["place"]) == (None, None, "第20行第15列")
    assert (minor["appears"], minor["as_of"], clean["appears"]) == (1, "2025-12-31", 1)
    assert told["totals"] == {
        "forms": 3, "changed": 2, "unreadable": 1, "appears": 2, "vanishes": 1, "regraded": 1, "reworded": 1,
    }  # fmt: skip
    assert {one["rule"]: one["appears"] for one in told["rules"]} == {
        "APP-01": 0,
        "CMP-03": 0,
        "LAN-01": 2,
        "REL-13": 0,
    }
    assert (told["before"]["id"], told["after"]["layers"][-1]) == ("national", "临江市规则（linjiang 2026.1）")


def test_differences_are_told_to_programs_too(checker):
    code, out, _ = checker("rules", "diff", "national", CITY, "--format", "json")
    told = valid(out, "diff.schema.json")
    assert (code, checker("rules", "diff", "national", CITY, "--format", "json")[1]) == (1, out)
    assert [one["rule"] for one in told["added"]] == ["LAN-01"]
    ((removed,), changed) = told["removed"], {one["rule"]: one["edits"] for one in told["changed"]}
    assert (removed["rule"], "澜财绩〔2024〕6号" in removed["reason"]) == ("APP-12", True)
    assert changed["FMT-04"] == [{"part": "severity", "before": "warning", "after": "info"}]
    limits = {one["name"]: one for one in told["parameters"]}
    assert [(one["value"], one["from"]) for one in limits["满意度下限"]["after"]] == [
        ("85", None), ("88", "2024-01-01"), ("90", "2026-01-01"),
    ]  # fmt: skip
    assert limits["重点任务上限"]["before"] is None
    assert told["vocabulary"][1] == {"name": "涉密用语", "harmless": False, "added": ["不对外"], "removed": []}
    code, out, _ = checker("rules", "diff", "rules", "rules", "--format", "json")
    same = valid(out, "diff.schema.json")
    assert (code, [same[key] for key in ("added", "removed", "changed", "parameters", "vocabulary")]) == (0, [[]] * 5)


def test_no_impact_is_told_plainly(checker):
    assert checker("rules", "impact", "rules", "rules", "form.txt")[:2] == (
        0,
        "由 试用规则（trial 1.0） 换成 试用规则（trial 1.0）：\n\nform.txt：没有变化\n\n共 1 份表，0 份有变化。\n",
    )


def test_a_form_that_cannot_be_read_is_counted(checker):
    code, out, err = checker("rules", "impact", "rules", "rules", "form.txt", "nix.txt")
    assert code == 2
    assert out.endswith("共 2 份表，0 份有变化，1 份没能核对。\n")
    assert "nix.txt" in err


def test_a_rule_that_breaks_is_told(checker, folder):
    other = folder / "other"
    other.mkdir()
    (other / "ruleset.yaml").write_text("id: other\ntitle: 另一套\nversion: 1\n", "utf-8")
    rule = RULE.replace("基本支出 + 项目支出 ==", "基本支出 / 其他资金 ==").replace("tolerance: 0.01\n", "")
    (other / "REC-01.yaml").write_text(rule.replace("== 财政拨款 + 其他资金", "== 1"), "utf-8")
    code, out, _ = checker("rules", "impact", "rules", "other", "form.txt")
    assert code == 2
    assert "  出现  REC-01  错误（规则出错）  全表  规则里有一步除数是 0" in out
    assert "  有规则运行出错，请先用 checker check 查看。" in out


def test_cases_that_a_layer_changed_are_no_mistake(checker, local):
    text = (local / "ruleset.yaml").read_text("utf-8").replace("severity: info", "tolerance: 9")
    (local / "ruleset.yaml").write_text(text, "utf-8")
    code, out, _ = checker("rules", "test", "--rules", "local")
    assert code == 0
    assert "（本地规则（local 2）改过这条规则）" in out
    assert "共 1 条规则，2 个例子：相符 1，不符 0，因下层改动而不同 1。\n因下层改动而不同的不算错" in out


def test_a_parameter_of_the_layer_above_that_is_misspelt_is_told(checker, local):
    head = (
        "id: local\ntitle: 本地规则\nversion: 2\nextends: national\nparameters: {满意度下线: {value: 80, reason: 甲}}\n"
    )
    (local / "ruleset.yaml").write_text(head, "utf-8")
    code, _, err = checker("rules", "lint", "--rules", "local")
    said = "local/ruleset.yaml:5:14：上层没有名为“满意度下线”的参数。 是不是“满意度下限”？新的参数要写 meaning。"
    assert (code, err.split("\n")[0]) == (2, said)
