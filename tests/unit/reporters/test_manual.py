"""The manual says what the rules say, and every function of the language is in it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from layering import two
from ruling import CATALOGUE, ROOT, load_text, rule_text, ruleset

from checker import rulesets, schema
from checker.expressions.functions import FUNCTIONS
from checker.expressions.resolve import resolve
from checker.reporters import manual
from checker.reporters.manual_functions import signature

SHIPPED = rulesets.load()
INVOICE = Path(__file__).parents[2] / "acceptance" / "invoice"
COMMON = {manual.INDEX, manual.FIELDS, manual.FUNCTIONS, manual.WORDS}
RULE = {
    "when": "[年度 > 2000, 已填(表名) and 年度 < 2090]",
    "tolerance": "0.01",
    "blank_as_zero": "[项目支出]",
    "at": "财政拨款",
    "severity_if": "{warning: 基本支出 < 3, info: 年度 > 2080 and 年度 < 2085}",
    "message": "'支出 {基本支出 + 项目支出}，*收入* {财政拨款}。'",
    "suggestion": "请核对。",
    "effective": "{from: 2020-10-01, to: 2030-12-31}",
    "confidence": "high",
    "basis": "[{document: 甲法, provision: 第一条, verified: true}, {document: 乙办法}]",
    "cases": "[{name: 相|等, given: {表名: a_b, 基本支出: 1, 项目支出: null, 财政拨款: 1.50, "
    "绩效指标: [{三级指标: 甲}, {}]}, expect: fail, severity: error}, "
    "{name: 空, as_of: 2024-01-01, given: {绩效指标: []}, expect: not_applicable}, "
    "{name: 什么都没有, given: {}, expect: not_applicable}]",
}


def page(**parts):
    return manual.pages(ruleset(load_text(rule_text(**parts))))["REC-01.md"]


def test_a_page_says_everything_about_a_rule():
    assert page(**RULE) == (
        "# REC-01　收支相等\n\n"
        "| 项目 | 内容 |\n| --- | --- |\n"
        "| 评审项 | 勾稽 |\n"
        "| 级别 | 错误 |\n"
        "| 适用表类 | 部门整体预算绩效目标表 |\n"
        "| 问题指向 | 财政拨款 |\n"
        "| 允许误差 | 0.01 |\n"
        "| 空着按 0 算 | 项目支出 |\n"
        "| 要用的栏空着时 | 未能判定 |\n"
        "| 有效期 | 自 2020-10-01 起至 2030-12-31 止 |\n"
        "| 把握 | 高 |\n"
        "| 谁定的 | trial/rule.yaml:1 |\n\n"
        "## 适用条件\n\n"
        "下面各条要同时成立：\n\n"
        "- 年度 大于 2000\n- 表名已填写\n- 年度 小于 2090\n\n"
        "```\n年度 > 2000\n已填(表名) and 年度 < 2090\n```\n\n"
        "## 要求\n\n"
        "基本支出 加 项目支出 等于 财政拨款（相差不超过 0.01）。\n\n"
        "```\n基本支出 + 项目支出 == 财政拨款\n```\n\n"
        "## 另定级别\n\n"
        "从上到下，第一个成立的算数。\n\n"
        "定为警告：基本支出 小于 3（允许误差 0.01）。\n\n"
        "定为提示：下面各条要同时成立：\n\n"
        "- 年度 大于 2080\n- 年度 小于 2085\n\n"
        "## 不合格时怎么说\n\n"
        "> 支出 ｛基本支出 加 项目支出｝，\\*收入\\* ｛财政拨款｝。\n\n"
        "改正建议：请核对。\n\n"
        "｛｝里的部分会换成表上的值。\n\n"
        "## 依据\n\n"
        "- 甲法第一条\n- 乙办法　**（引文未核对原文）**\n\n"
        "## 例子\n\n"
        "| 例子 | 表上填的 | 结果 |\n| --- | --- | --- |\n"
        "| 相\\|等 | 表名 “a\\_b”<br>基本支出 1<br>项目支出（空着）<br>财政拨款 1.50"
        "<br>绩效指标 2 项：<br>(1) 三级指标 “甲”<br>(2) 空行 | 不合格（错误） |\n"
        "| 空（核对基准日 2024-01-01） | 绩效指标 一项也没有 | 不适用 |\n"
        "| 什么都没有 | （什么也没有） | 不适用 |\n\n"
        "规则文件：`trial/rule.yaml`　[返回目录](README.md)\n"
    )


def test_what_a_rule_leaves_out_is_left_out():
    told = page()
    assert not [
        word
        for word in ("允许误差", "适用条件", "另定级别", "改正建议", "｛", "有效期", "参数", "词表", "下层")
        if word in told
    ]
    assert "| 把握 | 未注明 |" in told
    bare = replace(load_text(rule_text()), cases=())
    assert "例子" not in manual.pages(ruleset(bare))["REC-01.md"]


def test_the_index_has_every_rule_under_its_review_item():
    told = manual.pages(SHIPPED)
    index = told[manual.INDEX]
    assert set(told) == {*COMMON, *(f"{rule.id}.md" for rule in SHIPPED.rules)}
    for rule in SHIPPED.rules:
        section = index.split(f"## {rule.review_item}\n")[1].split("\n## ")[0]
        assert f"[{rule.id}]({rule.id}.md)" in section


def rows(told, title):
    """Return the rows of the table under a heading of the page of fields, cell by cell."""
    lines = told.split(f"# {title}\n")[1].split("\n#")[0].splitlines()
    return [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")][2:]


@pytest.mark.parametrize("owner", [CATALOGUE.root, *(one for one in CATALOGUE.fields if one.type == "list")])
def test_every_field_that_a_rule_can_name_is_on_its_page(owner):
    title = CATALOGUE.title if owner is CATALOGUE.root else f"{owner.title}的每一项"
    found = rows(manual.pages(SHIPPED)[manual.FIELDS], title)
    assert {row[1].replace("\\", "") for row in found} >= {
        one.key for one in owner.visible() if one.type != "group" and one.key != "form"
    }
    scope = ROOT if owner is CATALOGUE.root else ROOT.inside(owner)
    for row in found:
        assert resolve(row[0], scope).tree


def test_the_type_of_a_field_is_told():
    told = manual.pages(SHIPPED)[manual.FIELDS]
    form, indicators = (rows(told, title) for title in (CATALOGUE.title, "绩效指标的每一项"))
    kinds = {row[0]: row[2] for row in (*form, *indicators)}
    wanted = {
        "基本支出": "金额",
        "年度": "整数",
        "绩效指标": "列表",
        "指标值.日期": "日期",
        "权重": "数",
        "指标值": "文字",
    }
    assert wanted.items() <= kinds.items()


def test_lists_within_lists_have_their_fields_told():
    told = manual.pages(rulesets.load(INVOICE))[manual.FIELDS]
    for one in schema.load("invoice").fields:
        if one.type == "list":
            assert [row[0] for row in rows(told, f"{one.title}的每一项")] == [field.title for field in one.visible()]


def test_what_a_field_can_be_and_how_forms_call_it_is_told():
    told = manual.pages(SHIPPED)[manual.FIELDS]
    assert "| 金额单位 | money\\_unit | 文字 | 只能是：万元、元。 | 金额单位、单位 |\n" in told
    assert "指标值.单位类 | unit\\_class | 文字 | 只能是：count（个数）、ratio（比率）、" in told
    assert "“指标值”里能读出几个部分，各写作“指标值.运算符”的样子。\n" in told
    assert "| 指标值.上限 | upper | 数 | 区间的上限；此时“数值”是下限。 | — |\n" in told
    assert re.search(r"\| 所在栏目 \| label \| 文字 \| 这处金额所在栏目的名称。只能是：[^|]+等。 \|", told)


def test_the_fields_of_a_record_of_ones_own_are_on_the_page():
    told = manual.pages(rulesets.load(INVOICE))[manual.FIELDS]
    assert "\n## 发票\n" in told
    assert "部门整体预算绩效目标表" not in told
    assert "指标值" not in told


def test_rules_that_are_gone_are_told():
    gone = replace(ruleset(load_text(rule_text())), gone={"REC-02": "规则 REC-02 已停用。"})
    assert "- 规则 REC-02 已停用。" in manual.pages(gone)[manual.INDEX]


def test_every_link_leads_to_a_page():
    told = manual.pages(SHIPPED)
    links = {link for text in told.values() for link in re.findall(r"\]\(([^)]+\.md[^)]*)\)", text)}
    assert {link.partition("#")[0] for link in links} <= set(told)
    sections = set(re.findall(r"^## (.+)$", told[manual.WORDS], re.MULTILINE))
    assert {link.partition("#")[2] for link in links} - {""} == sections


def test_what_a_rule_reads_is_told_with_its_layer_and_document(tmp_path):
    head = """overrides: {REC-02: {severity: error}}
parameters:
  上限: {values: [{from: 2020-01-01, value: 80, document: 某文}, {from: 2025-01-01, value: 70}]}
vocabulary:
  禁词: {add: [戊词, {word: 己词, use: 庚词}, {word: 辛会, until: 2022-10-22}]}
"""
    told = manual.pages(rulesets.load(two(tmp_path, head)))
    limit = told["REC-02.md"]
    assert "| 谁定的 | 上层（top 1），top/b.yaml:1 |\n| 下层改动 | 级别：下层（low 2），low/ruleset.yaml:5 |\n" in limit
    assert (
        "| 上限 | 90（至 2019-12-31 止） | 试用 | 上层（top 1），top/ruleset.yaml:5 |\n"
        "| 上限 | 80（自 2020-01-01 起至 2024-12-31 止） | 试用 | 下层（low 2），low/ruleset.yaml:7，某文 |\n"
        "| 上限 | 70（自 2025-01-01 起） | 试用 | 下层（low 2），low/ruleset.yaml:7 |\n"
    ) in limit
    assert "- [禁词](词表.md#禁词)（试用）：2 个词 上层（top 1），top/vocabulary.yaml:1\n" in told["REC-03.md"]
    words = told[manual.WORDS].partition("## 禁词\n\n")[2]
    assert words == (
        "试用。\n\n"
        "- 词（5 个）：甲词、乙词、戊词、己词（应为庚词）、辛会（2022-10-22 以后是过去的事）\n"
        "- 无害的说法：不甲词\n"
        "- 谁定的：2 个词 上层（top 1），top/vocabulary.yaml:1\n"
        "- 谁定的：增加“戊词”、“己词”、“辛会” 下层（low 2），low/ruleset.yaml:9\n"
        "- 用到它的规则：[REC-03](REC-03.md)\n"
    )
    index = told[manual.INDEX]
    assert "规则层次：上层（top 1） → 下层（low 2）。\n" in index
    assert "放宽" not in index


def test_what_a_layer_loosened_stands_in_the_index(tmp_path):
    low = two(tmp_path, "overrides: {REC-02: {severity: info, reason: 甲, document: 某文}}\n")
    index = manual.pages(rulesets.load(low))[manual.INDEX]
    assert "- REC-02 级别由警告改为提示（放宽）：甲（某文） 下层（low 2），low/ruleset.yaml:5\n" in index
    told = manual.pages(rulesets.load(low))["REC-02.md"]
    assert "例子写在先，下层（low 2）后来改过这条规则，结果可能已经不同。\n\n| 例子 |" in told
    assert "例子写在先" not in manual.pages(rulesets.load(tmp_path / "top"))["REC-02.md"]


def test_every_table_has_as_many_cells_in_every_row():
    for text in manual.pages(SHIPPED).values():
        for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
            assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1


@pytest.mark.parametrize("function", dict.fromkeys(FUNCTIONS.values()), ids=lambda one: one.english)
def test_every_function_is_on_its_page(function):
    told = manual.pages(SHIPPED)[manual.FUNCTIONS]
    row = next(line for line in told.splitlines() if line.startswith(f"| `{function.name}` | `{function.english}`"))
    assert signature(function) in row
    assert row.endswith(f"| {function.meaning} |")
    section = told.split(f"\n### {function.name}　{function.english}\n")[1].split("\n###")[0]
    assert f"`{signature(function)}`" in section
    assert f"{function.meaning}。\n" in section
    assert f"（{function.unit}）" in section or not function.unit
    assert f"{function.fails}。\n" in section or not function.fails
    examples = [line for line in section.splitlines() if line.startswith("| `")]
    assert [line.split("` | ")[0] for line in examples] == [f"| `{case.text}" for case in function.cases]


def test_the_page_names_no_function_that_is_not_there():
    told = manual.pages(SHIPPED)[manual.FUNCTIONS]
    titles = re.findall(r"^### (\w+)　(\w+)$", told, re.MULTILINE)
    assert titles == [(one.name, one.english) for one in dict.fromkeys(FUNCTIONS.values())]
    written = "".join(re.sub('"[^"]*"', "", code) for code in re.findall("`[^`]+`", told))
    assert set(re.findall(r"(?<![\w.])(\w+)\(", written)) <= set(FUNCTIONS)


RESULTS = [
    ("已填", "是"),
    ("百分比", "“33.3%”"),
    ("四舍五入", "2.68"),
    ("最长公共", "空白"),
    ("匹配处", "“1”、“23”"),
    ("匹配处", "空的一串"),
    ("日期", "2023年12月31日"),
    ("换算", "算不出：“个”不能换算成“元”"),
    ("合计", "算不出：“投入资金”未填写"),
]


@pytest.mark.parametrize(("name", "wanted"), RESULTS)
def test_a_result_is_told_as_what_it_is(name, wanted):
    section = manual.pages(SHIPPED)[manual.FUNCTIONS].split(f"\n### {name}　")[1].split("\n###")[0]
    assert f" | {wanted} | " in section


def test_the_words_that_examples_name_are_told():
    told = manual.pages(SHIPPED)[manual.FUNCTIONS]
    assert "- 约数：约、左右；在这些说法里不算：合约、{词}谈\n" in told
    assert "帐户（应写成“账户”）" in told
    assert "十九大（2022-10-22 以后过期）" in told


SIGNATURES = [
    ("合计", "合计(列表, 数, 条件（可省）)"),
    ("最大", "最大(数, 数……)"),
    ("默认", "默认(栏目, 值)"),
    ("已填", "已填(栏目)"),
    ("匹配", "匹配(文字, 正则表达式)"),
    ("开头是", "开头是(文字, 文字或词表)"),
]


@pytest.mark.parametrize(("name", "wanted"), SIGNATURES)
def test_a_signature_is_what_an_author_writes(name, wanted):
    assert signature(FUNCTIONS[name]) == wanted
