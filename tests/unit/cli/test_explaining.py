"""``checker why`` and ``checker rules docs`` with the shipped rules on a small form."""

import json

import pytest
from shapes import valid

from checker.cli.main import main
from checker.cli.why_text import graded
from checker.engine.why import Grading
from checker.model import Severity

FORM = """\
2025年市级部门整体预算绩效目标表

部门名称	临江市水利局
基本信息	财政供养人员数	64	下属二级单位数	3
预算整体情况	部门预算支出	预算金额（万元）	收入来源	预算金额（万元）
	基本支出	1284.50	财政拨款	3900.00
	项目支出	7215.50	其他资金	100.00
总体绩效目标	2025年治理中小河流22公里。
	一级指标	二级指标	三级指标	指标值
	产出指标	数量指标	治理中小河流长度	≥22公里
			除险加固水库座数	6座
		质量指标	水质合格率	168次
"""


@pytest.fixture
def run(tmp_path, monkeypatch, capfdbinary):
    """Run the command beside the form; return exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "表.txt").write_text(FORM, "utf-8")

    def run(*arguments):
        code = main(arguments)
        out, err = capfdbinary.readouterr()
        return code, out.decode("utf-8"), err.decode("utf-8")

    return run


def test_a_wrong_sum_is_explained_with_its_slip(run):
    code, out, _ = run("why", "REC-01", "表.txt")
    assert code == 0
    assert out.split("\n") == [
        "REC-01　部门预算收支相等（勾稽，错误）",
        "文件：表.txt　核对基准日：2025-12-31",
        "规则：国家层通用规则（national 2026.11），",
        "      national/reconciliation/REC-01-income-equals-expenditure.yaml:1",
        "",
        "结果：不合格。支出合计 8500.00 万元，收入合计 4000.00 万元，相差 4500.00 万元。（允许误差 0.01）",
        "线索：疑似 项目支出（第7行）把 2715.50 写成了 7215.50（两位数字颠倒）。",
        "要求：",
        "  不成立  基本支出 加 项目支出 等于 财政拨款 加 其他资金（相差不超过 0.01）",
        "            基本支出 1284.50（第6行） + 项目支出 7215.50（第7行） = 8500.00",
        "            财政拨款 3900.00（第6行） + 其他资金 100.00（第7行） = 4000.00",
        "",
    ]


def test_the_slip_is_in_the_report_too(run):
    _, out, _ = run("check", "表.txt")
    assert "线索 疑似 项目支出（第7行）把 2715.50 写成了 7215.50（两位数字颠倒）。" in " ".join(out.split())
    _, out, _ = run("check", "表.txt", "--format", "json")
    hints = {one["rule"]: one["hint"] for one in json.loads(out)["findings"] if one["hint"]}
    assert hints == {"REC-01": "疑似 项目支出（第7行）把 2715.50 写成了 7215.50（两位数字颠倒）。"}


def test_items_are_counted_and_the_gravest_explained(run):
    code, out, _ = run("why", "rel-06", "表.txt")
    lines = out.split("\n")
    assert code == 0
    assert lines[3] == "词表：比率类词尾 7 个词　national/vocabulary.yaml:2"
    assert lines[7:12] == [
        "结果：逐项看了 3 项绩效指标：合格 2 项、不合格 1 项。",
        "　　　合格：第 1、2 项",
        "　　　要看其中一项，请加 --item 序号。",
        "",
        "第 3 项“水质合格率”（第12行）",
    ]
    assert lines[12].startswith("结果：不合格。指标“水质合格率”应当是比率")


def test_an_item_that_did_not_apply_says_why_not(run):
    _, out, _ = run("why", "REL-08", "表.txt", "--item", "水质合格率")
    assert "第 3 项“水质合格率”（第12行）" in out
    told = out.replace("\n", "")
    assert "结果：不适用。适用条件不成立：二级指标“质量指标”（第12行）不以“时效”开头，二级指标不以“进度”开头。" in told
    assert out.endswith("要求：没有看。\n")


VAGUE = """{"form": "department_overall", "year": 2025, "indicators": [
  {"level1": "产出指标", "name": "甲", "value": "提高"}, {"level1": "效益指标", "name": "乙", "value": "提升"}]}"""


def test_a_severity_of_its_own_is_explained_with_its_condition(run, tmp_path):
    (tmp_path / "表.json").write_text(VAGUE, "utf-8")
    _, out, _ = run("why", "REL-03", "表.json")
    assert (
        """
级别：错误。另定级别的条件不成立，仍是错误。
定为警告的条件：
  不成立  下面各条要同时成立：
  成立      一级指标“产出指标”（第2行）已填写
"""
        in out
    )
    assert (
        """
级别：警告。另定级别的条件成立，由错误改为警告。
定为警告的条件：
  成立    下面各条要同时成立：
  成立      一级指标“效益指标”（第2行）已填写
  成立      一级指标“效益指标”（第2行）是“效益指标”
"""
        in out
    )
    told = valid(run("why", "REL-03", "表.json", "--format", "json")[1], "why.schema.json")
    first, second = (one["severity"] for one in told["explained"])
    assert (first["severity"], first["ruled"], second["severity"], second["ruled"]) == (
        "error", "error", "warning", "warning",
    )  # fmt: skip
    assert [(one["severity"], one["value"]) for one in second["conditions"]] == [("warning", True)]
    assert second["conditions"][0]["parts"][1]["parts"][0]["place"] == "第2行"


DOUBTS = [
    (Severity.ERROR, Severity.ERROR, "读法不唯一，只算疑似：甲。疑似的最高为警告，由错误降为警告。"),
    (Severity.INFO, Severity.INFO, "读法不唯一，只算疑似：甲。"),
    (Severity.ERROR, Severity.WARNING, "读法不唯一，只算疑似：甲。"),
]


@pytest.mark.parametrize(("severity", "ruled", "told"), DOUBTS)
def test_a_doubt_that_lowers_the_severity_says_so(severity, ruled, told):
    assert graded(Grading(ruled, (), "甲。"), severity).partition("。")[2] == told
    assert graded(Grading(severity, (), ""), severity) == ""


def test_a_rule_that_passed_says_so(run):
    _, out, _ = run("why", "CMP-03", "表.txt")
    assert "结果：合格。要求成立。" in out


def test_a_rule_that_looked_at_nothing_says_why(run):
    code, out, _ = run("why", "REC-01", "表.txt", "--as-of", "2019-12-31")
    assert code == 0
    assert "核对基准日：2019-12-31（由 --as-of 指定）" in out
    told = "".join(line.strip() for line in out.split("\n"))
    assert told.endswith(
        "结果：不适用。这条规则自 2020-10-01 起施行，2019-12-31 还不生效"
        "（national/reconciliation/REC-01-income-equals-expenditure.yaml:13）。"
    )


def test_a_missing_column_is_named(run):
    _, out, _ = run("why", "REC-10", "表.txt")
    assert "结果：不适用。本表没有“预算总额”这一栏。" in out


def test_json_says_the_same(run):
    code, out, _ = run("why", "REL-06", "表.txt", "--format", "json")
    told = valid(out, "why.schema.json")
    assert (code, told["rule"], told["for_each"], told["as_of"]) == (0, "REL-06", "绩效指标", "2025-12-31")
    assert [one["outcome"] for one in told["items"]] == ["pass", "pass", "fail"]
    assert told["counts"] == {
        "pass": 2, "fail": 1, "not_applicable": 0, "cannot_tell": 0, "waived": 0, "error": 0,
    }  # fmt: skip
    (one,) = told["explained"]
    assert (one["number"], one["name"], one["place"], one["hint"]) == (3, "水质合格率", "第12行", "")
    assert one["because"].startswith("指标“水质合格率”应当是比率")
    assert (one["when"]["value"], one["require"]["value"]) == (True, False)


def test_json_of_a_rule_without_when_has_none(run):
    _, out, _ = run("why", "REC-01", "表.txt", "--format", "json")
    (one,) = json.loads(out)["explained"]
    assert one["when"] is None
    assert one["hint"].startswith("疑似 项目支出")


def test_several_forms_in_one_file_are_explained_one_by_one(run, tmp_path):
    (tmp_path / "两份.json").write_text(
        json.dumps([{"form": "department_overall", "year": year, "title": "表"} for year in (2024, 2025)]), "utf-8"
    )
    code, out, _ = run("why", "FMT-01", "两份.json")
    assert (code, out.count("结果：合格。")) == (0, 2)
    _, out, _ = run("why", "FMT-01", "两份.json", "--format", "json")
    assert [one["as_of"] for one in json.loads(out)] == ["2024-12-31", "2025-12-31"]


WRONG = [
    (("why", "REC-99", "表.txt"), "没有规则“REC-99”"),
    (("why", "REC-01", "无.txt"), "无.txt"),
    (("why", "表.txt", "REC-01"), "规则编号要写在表格文件前面。 请写：checker why REC-01 表.txt"),
    (("why", "REL-06", "表.txt", "--item", "9"), "没有“9”这一项，这条规则看了 3 项。 请写序号或名称。"),
    (("why", "REL-06", "表.txt", "--as-of", "昨天"), "日期“昨天”不对"),
    (("why", "REL-06", "表.txt", "--format", "xml"), "--format 不能写“xml”"),
    (("why", "REL-06"), "缺少“表格文件”"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG)
def test_what_cannot_be_explained_is_told_with_the_way_out(run, arguments, message):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


def test_many_items_of_one_outcome_are_cut_short(run, tmp_path):
    items = [{"name": f"指标{number}", "value": "提高"} for number in range(50)]
    (tmp_path / "多.json").write_text(json.dumps({"form": "department_overall", "indicators": items}), "utf-8")
    _, out, _ = run("why", "REL-03", "多.json")
    assert "等 47 项" in out


def test_the_manual_is_written_and_counted(run, tmp_path):
    code, out, _ = run("rules", "docs", "--out", "手册/规则")
    pages = list((tmp_path / "手册" / "规则").iterdir())
    assert (code, out) == (0, f"写好了 {len(pages)} 页，从 手册/规则/README.md 看起。\n")
    assert "部门预算收支相等" in (tmp_path / "手册" / "规则" / "REC-01.md").read_text("utf-8")


def test_a_manual_is_not_written_over_what_is_none(run, tmp_path):
    (tmp_path / "README.md").write_text("我的文件", "utf-8")
    code, out, err = run("rules", "docs", "--out", str(tmp_path))
    assert (code, out) == (2, "")
    assert "里已有不是手册的 README.md。 请换一个目录" in err
    (tmp_path / "README.md").unlink()
    assert [run("rules", "docs", "--out", str(tmp_path))[0] for _ in range(2)] == [0, 0]


def test_a_manual_is_not_written_among_rules(run, tmp_path):
    (tmp_path / "ruleset.yaml").write_text("id: a", "utf-8")
    code, _, err = run("rules", "docs", "--out", str(tmp_path))
    assert (code, "是规则集的目录。 手册有许多页，请写到别的目录。" in err) == (2, True)
    assert not (tmp_path / "README.md").exists()


def test_a_manual_that_cannot_be_written_is_told(run):
    code, out, err = run("rules", "docs", "--out", "表.txt")
    assert (code, out) == (2, "")
    assert "手册写不到“表.txt”：那里已有同名的文件。" in err
    assert "请换一个目录" in err


def test_conditions_are_read_aloud_when_a_rule_is_shown(run):
    _, out, _ = run("rules", "show", "REC-01")
    assert "读作　　　基本支出 加 项目支出 等于 财政拨款 加 其他资金（相差不超过 0.01）\n" in out
    _, out, _ = run("rules", "show", "REL-20")
    assert "读作　　　绩效指标中至少有一项〔一级指标是“效益指标”，并且三级指标已填写〕\n" in out
    _, out, _ = run("rules", "show", "CMP-01")
    assert "读作　　　下面各条要同时成立：\n　　　　　· 部门名称已填写\n" in out


def test_where_every_item_is_explained_none_is_left_to_ask_for(run, tmp_path):
    text = json.dumps({"form": "department_overall", "indicators": [{"name": "甲", "value": "提高"}]})
    (tmp_path / "一.json").write_text(text, "utf-8")
    _, out, _ = run("why", "REL-03", "一.json")
    assert "核对基准日：未定（表上没有年度，按最新的规则）" in out
    assert "结果：逐项看了 1 项绩效指标：不合格 1 项。\n\n第 1 项“甲”" in out
