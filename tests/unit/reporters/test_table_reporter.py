import subprocess
import sys
from dataclasses import replace

import pytest
from handmade import FINDINGS, finding, make, result
from wcwidth import wcswidth

from checker.errors import Fault
from checker.model import Change, Effect, Evidence, Location, Severity, Unreadable
from checker.reporters import REPORTERS


def text(*entries, columns=100):
    return REPORTERS["table"](entries, columns).decode("utf-8")


def test_the_whole_report_reads_well(report):
    assert text(report).split("\n") == [
        "2023年市级部门整体预算绩效目标表",
        "部门名称：中共湛江市委政法委员会　年度：2023　金额单位：万元",
        "文件：湛江市委政法委.txt",
        "规则：部门整体预算绩效目标表规则 0.1.0，共 6 条　核对基准日：2023-12-31",
        "",
        "【完整性·明确清晰性】警告 1 处",
        "  警告  CLR-05  第45行  推进全市平安建设和法治建设，为企业发展营造良好的营商环境：指标值“提高”没有",
        "                        可以衡量的标准。",
        "                建议    请改写为可衡量的数值，例如“群众安全感满意度≥95%”，或写明比较的基数。",
        "  依据 中央部门预算绩效目标管理办法（财预〔2015〕88号）第十二条（引文未核对原文）：CLR-05",
        "",
        "【相关性·指标科学性】错误 2 处、提示 1 处",
        "  错误  REL-02  绩效表!E9   指标值与本指标不符。",
        "",
        "  错误  REL-06  绩效表!E31  （疑似）指标“全时在线，全时可用率”应为比率，指标值却是“284个”。",
        "                建议        请改填百分比，或把指标名称改为数量。",
        "",
        "  提示  REL-07  绩效指标    没有成本指标。",
        "  依据 中央部门预算绩效目标管理办法（财预〔2015〕88号）第十二条（引文未核对原文）：REL-06、REL-07",
        "  依据 中华人民共和国预算法实施条例第五条：REL-06",
        "",
        "【勾稽】错误 1 处",
        "  错误  REC-01  第7行  支出合计 3417.69 万元，收入合计 3417.96 万元，相差 0.27 万元。",
        "                原文   基本支出“2152.58”（第8行）；项目支出“1265.11”（第9行）；其他资金空白",
        "                建议   请核对基本支出、项目支出与收入来源各栏，使收支相等。",
        "  依据 中华人民共和国预算法实施条例第五条：REC-01",
        "",
        "【未能判定（缺数据或读法不唯一，补齐、核实后再核）】",
        "  第6行 下属二级单位数 未填写：CMP-03、FMT-09",
        "",
        "【规则出错（请转规则维护人员）】",
        "  全表 除数是零：OPN-01",
        "",
        "核对情况：合格 20 · 不合格 5 · 不适用 18 · 未能判定 2 · 已豁免 0 · 规则出错 1（共 46 项）",
        "　　　　　有 1 条规则在这张表上不适用或不生效。",
        "结论：未通过：错误 3 处、警告 1 处、提示 1 处；另有 2 项未能判定，请补齐或核实后再核；另有 1 项规则",
        "出错，请规则维护人员处理后再核。",
        "",
    ]


@pytest.mark.parametrize("columns", [60, 80, 100, 140])
def test_no_line_is_wider_than_the_terminal(report, columns):
    assert all(wcswidth(line) <= columns for line in text(report, columns=columns).split("\n"))


def test_a_clean_form_is_told_what_was_looked_at():
    told = text(make([], (result("R-1", **{"pass": 3}),)))
    assert "结论：通过：核对了 1 条规则，3 项，没有发现问题。" in told
    assert "【" not in told


def test_blank_header_fields_are_told():
    told = text(make(record={"form": "department_overall"}))
    assert told.startswith("（表上没有表名）\n部门名称：未填写　年度：未填写　金额单位：未填写\n")


def test_several_forms_end_with_a_summary(report):
    lost = Unreadable("乙\x1b.txt", (Fault("是空的。", "乙\x1b.txt"),))
    told = text(report, lost, make([], (result("R-1", **{"pass": 3}),), file="丙.txt"))
    assert "\n未能核对：乙\\x1b.txt：是空的。\n" in told
    assert told.endswith(
        "  未通过    湛江市委政法委.txt  错误 3 处、警告 1 处、提示 1 处\n"
        "  未能核对  乙\\x1b.txt\n"
        "  通过      丙.txt\n"
        "共 3 份表：通过 1 份，未通过 1 份，未能核对 1 份。\n"
    )


def test_what_a_form_says_cannot_act_on_the_terminal():
    evil = "\x1b[2J\u202e\x9b1A\x07"
    one = replace(
        FINDINGS[0],
        item=evil,
        message=evil,
        suggestion=evil,
        rule=f"R{evil}",
        review_item=evil,
        evidence=(Evidence("", evil, evil + "x", Location(evil, evil)),),
    )
    record = {"form": "department_overall", "title": evil, "department": {"name": evil}, "money_unit": evil}
    told = text(make([one], record=record, file=evil))
    assert all(char.isprintable() or char in "\n\u3000" for char in told)


def test_a_long_text_is_cut_and_says_so():
    long = finding("R-1", "格式", Severity.INFO, "", "总体目标" * 400, item="很长的名称" * 30)
    told = text(make([long]))
    assert "…：" in told
    assert told.count("总体目标") < 100


def test_findings_of_one_rule_and_remedy_stand_together():
    same = {"review_item": "格式", "severity": Severity.WARNING, "at": "", "suggestion": "请改。"}
    findings = [
        finding("R-2", message="其他。", **same, location=Location(line=2)),
        finding("R-1", message="丙。", **same, location=Location(line=3)),
        finding("R-1", message="甲。", **same, location=Location(line=1)),
        finding("R-1", message="丁。", **same | {"suggestion": "不同。"}, location=Location(line=4)),
    ]
    lines = text(make(findings)).split("\n")
    start = lines.index("【格式】警告 4 处")
    assert lines[start + 1 : start + 10] == [
        "  警告  R-1  第1行  甲。",
        "             第3行  丙。",
        "             建议   请改。",
        "",
        "  警告  R-2  第2行  其他。",
        "             建议   请改。",
        "",
        "  警告  R-1  第4行  丁。",
        "             建议   不同。",
    ]


def test_many_quotes_are_counted():
    evidence = tuple(Evidence(f"/tasks/{n}/funds", "投入资金", str(n), Location(line=n + 1)) for n in range(9))
    told = text(make([finding("R-1", "格式", Severity.INFO, "", "不等。", evidence=evidence)]))
    assert told.count("投入资金") == 6
    assert "；等 9 处" in told


def test_json_does_not_import_the_table():
    code = "import sys; from checker.reporters import REPORTERS; REPORTERS['json']([]); exit('tabulate' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_a_layer_loosened_is_told_with_reason_and_place():
    changes = (
        Change(
            "市规则（shi 1）", "REC-04", "停用", Effect.LOOSER, "本市不适用", "市财〔2026〕3号", "shi/ruleset.yaml:7"
        ),
        Change("县规则（xian 2）", "词表.通用词", "增加“甲”", Effect.UNCLEAR, "方言", "", "xian/ruleset.yaml:9"),
    )
    report = replace(make((), (result("REC-01", **{"pass": 1}),)), changes=changes)
    report = replace(report, versions={**report.versions, "layers": "市规则（shi 1） → 县规则（xian 2）"})
    told = text(report).split("\n")
    assert told[3] == "规则层次：市规则（shi 1） → 县规则（xian 2）"
    start = told.index("【规则集放宽或可能放宽的上层规定】")
    assert told[start + 1 : start + 3] == [
        "  REC-04 停用（放宽）：本市不适用（市财〔2026〕3号）　市规则（shi 1） shi/ruleset.yaml:7",
        "  词表.通用词 增加“甲”（宽严不定）：方言　县规则（xian 2） xian/ruleset.yaml:9",
    ]
