"""checker check --waivers: what is waived is listed, and counts for neither verdict nor exit code."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from material import FORM

from checker import resources

SAMPLES = Path(__file__).parents[2] / "samples"
WAIVER = """waivers:
  - rule: REC-01
    form: 青岚市水务局
    reason: 上级补助尚未分解
    document: 青财〔2024〕1号
    approver: 青岚市财政局
    until: 2024-12-31
    values: {基本支出: 800, 项目支出: 500, 财政拨款: 1400, 其他资金: 0}
"""


@pytest.fixture
def waived(folder, checker):
    """Check an unequal form against one rule with a waiver; return code, output and errors."""
    (folder / "form.txt").write_text(FORM.replace("1300", "1400"), "utf-8")

    def run(text=WAIVER, *more):
        (folder / "w.yaml").write_text(text, "utf-8")
        return checker("check", "form.txt", "--rules", "rules", "--waivers", "w.yaml", *more)

    return run


def test_without_waivers_the_form_does_not_pass(folder, waived, checker):  # noqa: ARG001 - writes the form
    code, out, _ = checker("check", "form.txt", "--rules", "rules")
    assert (code, "结论：未通过" in out, "【已豁免" in out) == (1, True, False)


def test_a_waived_form_passes_and_says_so(waived):
    code, out, err = waived()
    assert (code, err) == (0, "")
    assert out.endswith(
        """
【已豁免（照样核对，不算问题）】
  第6行 支出合计 1300，收入合计 1400。（允许误差 0.01）：REC-01
    理由：上级补助尚未分解　青财〔2024〕1号　青岚市财政局批准　到 2024-12-31 为止　w.yaml:2

核对情况：合格 0 · 不合格 0 · 不适用 0 · 未能判定 0 · 已豁免 1 · 规则出错 0（共 1 项）
结论：通过：核对了 1 条规则，1 项，没有发现别的问题；已豁免 1 项。
"""
    )


def test_several_forms_count_what_is_waived(waived):
    _, out, _ = waived(WAIVER, "form.txt")
    assert out.endswith("  通过  form.txt  已豁免 1 项\n  通过  form.txt  已豁免 1 项\n共 2 份表：通过 2 份。\n")


def test_the_json_report_keeps_its_schema(waived):
    schema = json.loads((resources.folder("schemas") / "report.schema.json").read_text("utf-8"))
    code, out, _ = waived(WAIVER, "--format", "json")
    told = json.loads(out)
    Draft202012Validator(schema).validate(told)
    (finding,) = told["findings"]
    assert (code, finding["outcome"], told["balance"]["waived"]) == (0, "waived", 1)
    assert finding["waiver"]["values"]["财政拨款"] == ["1400"]
    assert finding["waiver"]["until"] == "2024-12-31"
    assert (len(told["versions"]["waivers_hash"]), told["lapsed_waivers"]) == (64, [])
    _, out, _ = waived(WAIVER.replace("1400", "1500"), "--format", "json")
    told = json.loads(out)
    Draft202012Validator(schema).validate(told)
    assert [(one["lapse"], one["rule"], one["place"]) for one in told["lapsed_waivers"]] == [
        ("stale", "REC-01", "w.yaml:2")
    ]
    assert told["findings"][0]["waiver"] is None


DEAD = [
    ("2024-12-31", "2023-12-31", "已到期：到 2023-12-31 为止，核对基准日是 2024-12-31。"),
    ("1400", "1500", "已失效：所依据的值变了，“财政拨款”豁免时是1500，现在是1400。"),
]


@pytest.mark.parametrize(("old", "new", "told"), DEAD)
def test_a_dead_waiver_excuses_nothing_and_is_told(waived, old, new, told):
    code, out, err = waived(WAIVER.replace(old, new))
    assert (code, err) == (1, "")
    flat = "".join(line.strip() for line in out.split("\n"))
    assert f"【没有起作用的豁免】w.yaml:2：豁免 REC-01 {told}" in flat
    assert "【已豁免" not in out
    assert "结论：未通过：错误 1 处。" in out


def test_a_waiver_of_no_form_is_told_beside_the_reports(waived):
    code, out, err = waived(WAIVER.replace("水务局", "水务句"))
    assert code == 1
    assert err == "w.yaml:2：豁免 REC-01 没有用上：核对的表里没有“青岚市水务句”。是不是“青岚市水务局”？\n"
    assert "豁免 REC-01" not in out


def test_where_no_form_can_be_read_nothing_is_said_of_waivers(folder, waived):
    (folder / "form.txt").write_text("", "utf-8")
    code, out, err = waived()
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "豁免" not in err


def test_mistakes_stop_the_run_before_any_form_is_read(waived):
    code, out, err = waived(WAIVER.replace("2024-12-31", "2024-02-30").replace("项目支出", "项目支岀"))
    assert (code, out) == (2, "")
    assert "w.yaml:7:12：没有 2024-02-30 这一天。 请核对年、月、日。\n" in err
    assert "w.yaml:8:25：规则 REC-01 不看“项目支岀”。 是不是“项目支出”？\n" in err


def test_a_path_that_leads_nowhere_is_told(folder, checker):  # noqa: ARG001 - where it runs
    code, _, err = checker("check", "form.txt", "--rules", "rules", "--waivers", "没有")
    assert (code, err) == (2, "找不到豁免文件“没有”。请检查 --waivers 后面的路径。\n")


def test_a_waived_finding_is_explained_as_waived(checker):
    form, waivers = SAMPLES / "defective.txt", SAMPLES / "waivers"
    code, out, err = checker("why", "REC-01", form, "--waivers", waivers)
    flat = "".join(line.strip() for line in out.split("\n"))
    assert (code, err) == (0, "")
    assert "结果：已豁免。支出合计 4805.70 万元" in flat
    assert "豁免：理由：年初预留的上级补助 2.80 万元尚未分解到支出，待年中调整　临财绩〔2025〕31号　临江市财" in flat
    assert f"到 2025-12-31 为止　{waivers}/linjiang.yaml:4" in flat
    assert "不成立  基本支出 加 项目支出 等于 财政拨款 加 其他资金" in out
    _, out, _ = checker("why", "REC-01", form, "--waivers", waivers, "--format", "json")
    (one,) = json.loads(out)["explained"]
    assert (one["outcome"], one["waiver"]["until"], one["waiver"]["approver"]) == (
        "waived", "2025-12-31", "临江市财政局绩效管理科",
    )  # fmt: skip


EXPLAINED_DEAD = [
    (("REL-07",), "stale", "“指标值.数值”豁免时是19.2，现在是192。"),
    (("REC-01", "--as-of", "2026-01-01"), "expired", "已到期：到 2025-12-31 为止，核对基准日是 2026-01-01。"),
]


@pytest.mark.parametrize(("asked", "lapse", "told"), EXPLAINED_DEAD)
def test_a_dead_waiver_is_explained(checker, asked, lapse, told):
    rule, *more = asked
    run = ("why", rule, SAMPLES / "defective.txt", "--waivers", SAMPLES / "waivers", *more)
    code, out, err = checker(*run)
    assert (code, err) == (0, "")
    assert "结果：不合格。" in out
    flat = "".join(line.strip() for line in out.split("\n"))
    assert f"没有起作用的豁免：豁免 {rule}" in flat
    assert told in flat
    told_in_json = json.loads(checker(*run, "--format", "json")[1])
    assert [one["lapse"] for one in told_in_json["lapsed_waivers"]] == [lapse]
    assert all(one["waiver"] is None for one in told_in_json["explained"])


def test_a_waiver_of_another_form_is_told_where_its_rule_is_explained(checker):
    run = (SAMPLES / "clean.txt", "--waivers", SAMPLES / "waivers")
    code, out, err = checker("why", "REC-01", *run)
    assert (code, "豁免" in out) == (0, False)
    assert "linjiang.yaml:4：豁免 REC-01 没有用上：核对的表里没有“临江市城市管理局”。" in err
    assert checker("why", "REC-02", *run)[2] == ""


def test_the_sample_shows_one_of_each(checker):
    code, out, err = checker("check", SAMPLES / "defective.txt", "--waivers", SAMPLES / "waivers")
    assert (code, err) == (1, "")
    assert "已豁免 2 · " in out
    assert out.count("理由：") == 2
    assert "豁免 REL-07（餐厨垃圾规范收运率）已失效" in "".join(line.strip() for line in out.split("\n"))
