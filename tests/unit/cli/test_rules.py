from types import SimpleNamespace

import pytest

from checker.cli import rules
from checker.engine.cases import CaseResult


def test_rules_are_listed_in_the_order_of_the_review(checker):
    code, out, _ = checker("rules", "list")
    assert code == 0
    assert out.split("\n") == [
        "编号    名称           评审项             级别",
        "------  -------------  -----------------  ------",
        "CMP-01  CMP-01 的题目  完整性·规范完整性  错误",
        "REC-01  REC-01 的题目  勾稽               错误",
        "FMT-01  FMT-01 的题目  格式               错误",
        "",
        "共 3 条规则（试验规则，shiyan 1.0）。",
        "",
    ]


def test_a_rule_is_shown_whole(checker):
    code, out, _ = checker("rules", "show", "rec-01")
    assert code == 0
    assert out.split("\n") == [
        "REC-01　REC-01 的题目",
        "评审项　　勾稽",
        "级别　　　错误",
        "　　　　　满足“年度 < 2020”时为警告",
        "适用表类　部门整体预算绩效目标表",
        "逐项检查　绩效指标",
        "适用条件　已填(指标值)",
        "要求　　　已填(表名)",
        "允许误差　0.01",
        "空白视零　其他资金",
        "缺值时　　未能判定",
        "问题说明　没有表名。",
        "改正建议　请改。",
        "依据　　　甲法第一条",
        "　　　　　乙办法（引文未核对原文）",
        "有效期　　自 2020-10-01 起至 2030-12-31 止",
        "把握　　　高",
        "规则文件　试验/REC-01.yaml:1",
        "例子　　　填了 → 合格",
        "　　　　　没填 → 不合格",
        "",
    ]


def test_what_a_rule_leaves_out_is_left_out(checker):
    _, out, _ = checker("rules", "show", "FMT-01")
    assert "允许误差" not in out
    assert "依据" not in out
    assert "有效期" not in out


def test_an_unknown_rule_is_answered_with_the_nearest(checker):
    code, out, err = checker("rules", "show", "REC-11")
    assert (code, out) == (2, "")
    assert "没有规则“REC-11”" in err
    assert "是不是“REC-01”？" in err


@pytest.mark.parametrize("failing", [False, True])
def test_cases_are_counted_and_failures_located(checker, monkeypatch, failing):
    results = [
        CaseResult("REC-01", "填了", passed=True, message="", file="试验/REC-01.yaml", line=12),
        CaseResult("REC-01", "没填", not failing, "应为“不合格”，实为“合格”", "试验/REC-01.yaml", 13),
    ]
    monkeypatch.setattr(rules, "cases", SimpleNamespace(run=lambda _: results))
    code, out, _ = checker("rules", "test")
    told = "试验/REC-01.yaml:13：REC-01“没填”：应为“不合格”，实为“合格”\n" if failing else ""
    counts = "相符 1，不符 1" if failing else "相符 2，不符 0"
    assert code == failing
    assert out == f"{told}共 3 条规则，2 个例子：{counts}。\n"
