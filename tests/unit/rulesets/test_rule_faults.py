"""What is wrong with a rule file is said at its line and column, whatever it is."""

import pytest
from ruling import BASE, faults, load_text, pointed, rule_text

from checker.errors import RuleError

GOOD = {
    "severity_if": "{warning: 基本支出 > 5}",
    "for_each": "重点工作任务",
    "at": "投入资金",
    "when": "已填(任务名称)",
    "require": "投入资金 <= 基本支出",
    "tolerance": "0.01",
    "blank_as_zero": "[投入资金]",
    "on_missing": "fail",
    "message": '"“{任务名称}”有 {投入资金} 元"',
    "suggestion": "请看 {基本支出}",
    "effective": "{from: 2020-01-01, to: 2030-12-31}",
    "confidence": "high",
    "basis": "[{document: 预算法, provision: 第五条, verified: true}]",
    "cases": "[{name: 甲, given: {重点工作任务: [{投入资金: 2}]}, expect: fail, at: /tasks/0, severity: error}]",
}

WRONG = [
    ({"severty": "error"}, "severty: error", "不认识的键“severty”。", "“severity”"),
    ({"zzz": "error"}, "zzz: error", "不认识的键“zzz”。", "可用的键"),
    ({"id": "rec-01"}, "rec-01", "规则编号“rec-01”不合规定。", "REC-01"),
    ({"id": "REC-1"}, "REC-1", "规则编号“REC-1”不合规定。", ""),
    ({"id": "REC-0O1"}, "REC-0O1", "不合规定", ""),
    ({"id": "BPT-０1"}, "BPT-０1", "不合规定", ""),
    ({"id": "[REC-01]"}, "[REC-01]", "“id”要写成文字。", ""),
    ({"id": "12"}, "12", "规则编号“12”不合规定。", ""),
    ({"title": "true"}, "true", "“title”要写成文字。", "引号"),
    ({"title": "{a: 1}"}, "{a: 1}", "“title”要写成文字。", "引号"),
    ({"message": "[甲]"}, "[甲]", "“message”要写成文字。", "引号"),
    ({"suggestion": "false"}, "false", "“suggestion”要写成文字。", ""),
    ({"review_item": "勾藉"}, "勾藉", "“review_item”不能是“勾藉”。", "“勾稽”"),
    ({"severity": "eror"}, "eror", "“severity”不能是“eror”。", "“error”"),
    ({"severity": "[error]"}, "[error]", "“severity”不能是", ""),
    ({"confidence": "hihg"}, "hihg", "“confidence”不能是“hihg”。", "“high”"),
    ({"confidence": "5"}, "5", "“confidence”不能是“5”。", "可以是：high、medium、low。"),
    ({"on_missing": "pass"}, "pass", "“on_missing”不能是“pass”。", "可以是："),
    ({"applies_to": "department_overall"}, "department_overall", "“applies_to”要写成列表", ""),
    (
        {"applies_to": "[department_overal]"},
        "department_overal]",
        "没有表类“department_overal”。",
        "“department_overall”",
    ),
    ({"applies_to": "[5]"}, "5]", "没有表类“5”。", ""),
    ({"applies_to": "[true]"}, "true]", "这里要写成文字。", ""),
    ({"applies_to": f"[{'x' * 300}]"}, "x" * 300 + "]", "没有表类", ""),
    ({"applies_to": "[../schemas/department_overall]"}, "../schemas/department_overall]", "没有表类", ""),
    ({"for_each": "基本支出"}, "基本支出", "没有名为“基本支出”的列表。", ""),
    ({"for_each": "绩效指橒"}, "绩效指橒", "没有名为“绩效指橒”的列表。", "“绩效指标”"),
    ({"for_each": "[绩效指标]"}, "[绩效指标]", "“for_each”要写成文字。", ""),
    ({"at": "基本支処"}, "基本支処", "没有名为“基本支処”的栏目。", "“基本支出”"),
    ({"when": "5"}, "5", "表达式要写成文字。", "引号"),
    ({"when": "false"}, "false", "表达式要写成文字。", "引号"),
    ({"when": "年度"}, "年度", "这里要的是是或否，表达式给的是数。", ""),
    ({"when": "1 == 1"}, "1 == 1", "一个栏目也没有看", ""),
    ({"when": ""}, None, "“when”后面没有内容。", "删去"),
    ({"require": "true"}, "true", "表达式要写成文字。", ""),
    ({"require": "2 > 1"}, "2 > 1", "一个栏目也没有看", ""),
    ({"require": "基本支処 > 1"}, "基本支処 > 1", "没有名为“基本支処”的栏目。", "“基本支出”"),
    ({"require": '"1 < 基本支処"'}, '基本支処"', "没有名为“基本支処”的栏目。", "“基本支出”"),
    ({"require": "'表名 == ''甲'' and 基本支処 > 1'"}, "基本支処 > 1'", "没有名为“基本支処”的栏目。", ""),
    ({"require": '"表名 == \\"甲\\" and 基本支処 > 1"'}, '基本支処 > 1"', "没有名为“基本支処”的栏目。", ""),
    ({"require": "|\n  1 <\n  基本支処"}, "基本支処", "没有名为“基本支処”的栏目。", ""),
    ({"require": ">-\n  1 <\n  基本支処"}, "基本支処", "没有名为“基本支処”的栏目。", ""),
    ({"when": "[]"}, "[]", "“when”后面没有内容。", ""),
    ({"when": "[5]"}, "5]", "表达式要写成文字。", ""),
    ({"when": "[已填(年度), 年渡 > 1]"}, "年渡 > 1]", "没有名为“年渡”的栏目。", "“年度”"),
    ({"when": "[已填(年度), 1 == 1]"}, "1 == 1]", "一个栏目也没有看", ""),
    ({"require": "[已填(年度), 年度]"}, "年度]", "这里要的是是或否，表达式给的是数。", ""),
    ({"require": "\n  - 已填(年度)\n  - 1 <\n    年渡"}, "年渡", "没有名为“年渡”的栏目。", ""),
    ({"require": '"1 < 年度 )"'}, ')"', "括号不成对。", ""),
    ({"message": "共 {基本支処}"}, "基本支処}", "没有名为“基本支処”的栏目。", "“基本支出”"),
    ({"message": '"共 {基本支出 > “1”}"'}, '“1”}"', "“ 是全角符号。", ""),
    ({"suggestion": "共 {1 + }"}, None, "表达式写法有误。", ""),
    ({"severity_if": "[甲]"}, "[甲]", "这里要写成“键: 值”的样子。", ""),
    ({"severity_if": "false"}, "false", "这里要写成“键: 值”的样子。", ""),
    ({"severity_if": "{warn: 年度 > 1}"}, "warn: 年度 > 1}", "不认识的键“warn”。", "“warning”"),
    ({"severity_if": "{warning: 5}"}, "5}", "表达式要写成文字。", ""),
    ({"severity_if": "{warning: 年渡 > 1}"}, "年渡 > 1}", "没有名为“年渡”的栏目。", "“年度”"),
    ({"tolerance": "-1"}, "-1", "误差“-1”要写成不小于 0 的数。", "0.01"),
    ({"tolerance": '"0.01"'}, '"0.01"', "误差“0.01”要写成不小于 0 的数。", ""),
    ({"tolerance": "true"}, "true", "误差“True”要写成不小于 0 的数。", ""),
    ({"tolerance": "1", "require": "年度 > 1"}, "1", "require 里没有金额的比较，误差用不上。", "tolerance"),
    ({"blank_as_zero": "其他资金"}, "其他资金", "“blank_as_zero”要写成列表", ""),
    ({"blank_as_zero": "[年度, 其他资今]"}, "其他资今]", "没有名为“其他资今”的栏目。", "“其他资金”"),
    ({"blank_as_zero": "[表名]"}, "表名]", "“表名”不是数，空着不能按 0 算。", ""),
    ({"blank_as_zero": "[[年度]]"}, "[年度]]", "这里要写成文字。", ""),
    ({"basis": "预算法"}, "预算法", "“basis”要写成列表", ""),
    ({"basis": "[预算法]"}, "预算法]", "这里要写成“键: 值”的样子。", ""),
    ({"basis": "[{provision: 甲}]"}, "{provision: 甲}]", "缺少“document”。", ""),
    ({"basis": "[{document: [甲]}]"}, "[甲]}]", "“document”要写成文字。", ""),
    ({"basis": "[{document: 甲, verified: yes}]"}, "yes}]", "“verified”只能是 true 或 false。", ""),
    ({"basis": "[{documnet: 甲}]"}, "documnet: 甲}]", "不认识的键“documnet”。", "“document”"),
    ({"effective": "2020-01-01"}, "2020-01-01", "这里要写成“键: 值”的样子。", ""),
    ({"effective": "{form: 2020-01-01}"}, "form: 2020-01-01}", "不认识的键“form”。", "“from”"),
    ({"effective": "{from: 2020-02-30}"}, "2020-02-30}", "没有 2020-02-30 这一天。", "请核对年、月、日。"),
    ({"require": "基本支出 > 上限"}, "上限", "没有名为“上限”的栏目。", "请写 参数.上限。"),
    ({"require": "表名 in 比率类词尾"}, "比率类词尾", "没有名为“比率类词尾”的栏目。", "请写 词表.比率类词尾。"),
    ({"applies_to": "[部门整体预算绩效目标表]"}, "部门整体预算绩效目标表]", "没有表类", "写作 department_overall。"),
    ({"require": "基本支出 == 项目支出 / 0.0"}, "0.0", "除数是 0，算不出来。", ""),
    ({"basis": "[甲法]"}, "甲法]", "键: 值", "请写成 {document: …} 的样子。"),
    ({"effective": "2026-01-01"}, "2026-01-01", "键: 值", "请写成 {from: …} 的样子。"),
    ({"severity_if": "年度 > 2020"}, "年度 > 2020", "键: 值", "请写成 {error: …} 的样子。"),
    ({"effective": "{from: 20200101}"}, "20200101}", "日期“20200101”看不懂。", ""),
    ({"effective": "{from: 2020-W01-1}"}, "2020-W01-1}", "看不懂", ""),
    ({"effective": "{from: 2021-01-01, to: 2020-01-01}"}, "2020-01-01}", "终止日期早于起始日期。", ""),
    ({"cases": "甲"}, "甲", "“cases”要写成列表", ""),
    ({"cases": "[甲]"}, "甲]", "这里要写成“键: 值”的样子。", ""),
    ({"cases": "[{expect: pass}]"}, "{expect: pass}]", "缺少“name”。", ""),
    ({"cases": "[{name: 甲}]"}, "{name: 甲}]", "缺少“expect”。", ""),
    ({"cases": "[{name: 甲, expect: pas}]"}, "pas}]", "“expect”不能是“pas”。", "“pass”"),
    ({"cases": "[{name: 甲, expect: [pass]}]"}, "[pass]}]", "“expect”不能是", ""),
    ({"cases": "[{name: 甲, expect: fail, severity: eror}]"}, "eror}]", "“severity”不能是“eror”。", "“error”"),
    ({"cases": "[{name: 甲, expect: fail, at: /budgett}]"}, "/budgett}]", "表上没有“/budgett”这个位置。", ""),
    ({"cases": "[{name: 甲, expect: fail, at: budget}]"}, "budget}]", "表上没有“budget”这个位置。", ""),
    ({"cases": "[{name: 甲, expect: fail, at: /budget/0}]"}, "/budget/0}]", "表上没有", ""),
    ({"cases": "[{name: 甲, expect: fail, at: /indicators/0/value/number}]"}, None, "表上没有", ""),
    ({"cases": "[{name: 甲, expect: fail, at: /a/b/c}]"}, "/a/b/c}]", "表上没有", ""),
    ({"cases": "[{name: 甲, expect: fail, at: [a]}]"}, "[a]}]", "“at”要写成文字。", ""),
    ({"cases": "[{name: 甲, given: [a], expect: pass}]"}, "[a], expect: pass}]", "这里要写成“栏目: 值”的样子。", ""),
    ({"cases": "[{name: 甲, given: {年渡: 1}, expect: pass}]"}, None, "没有名为“年渡”的栏目。", "“年度”"),
    ({"cases": "[{name: 甲, given: {预算: 1}, expect: pass}]"}, None, "没有名为“预算”的栏目。", ""),
    ({"cases": "[{name: 甲, given: {全部文字: []}, expect: pass}]"}, None, "没有名为“全部文字”的栏目。", ""),
    ({"cases": "[{name: 甲, given: {绩效指标: 1}, expect: pass}]"}, None, "“绩效指标”是列表，要用方括号写。", ""),
    ({"cases": "[{name: 甲, given: {绩效指标: [1]}, expect: pass}]"}, "1]}, expect: pass}]", "“栏目: 值”", ""),
    (
        {"cases": "[{name: 甲, given: {绩效指标: [{三极: 1}]}, expect: pass}]"},
        "三极: 1}]}, expect: pass}]",
        "没有名为“三极”",
        "",
    ),
    (
        {"cases": "[{name: 甲, given: {表名: true}, expect: pass}]"},
        None,
        "“表名”要写成文字、数，或者空着（null）。",
        "",
    ),
    ({"cases": "[{name: 甲, given: {表名: [a]}, expect: pass}]"}, None, "“表名”要写成文字、数", ""),
    ({"cases": "[{name: 甲, given: {年度: abc}, expect: pass}]"}, None, "“年度”要写成整数。", ""),
    ({"cases": "[{name: 甲, given: {年度: 99999}, expect: pass}]"}, None, "“年度”要写成 1949 到 2999 的整数。", ""),
    ({"cases": "[{name: 甲, given: {年度: 2024.5}, expect: pass}]"}, None, "“年度”要写成 1949 到 2999 的整数。", ""),
    (
        {"cases": "[{name: 甲, given: {绩效指标: [{一级指标: 产出指票}]}, expect: pass}]"},
        None,
        "“一级指标”不会是“产出指票”。",
        "“产出指标”",
    ),
]


@pytest.mark.parametrize(("parts", "at", "message", "hint"), WRONG)
def test_a_mistake_is_named_at_its_line_and_column(parts, at, message, hint):
    text = rule_text(**parts)
    found = faults(text)
    fault = next(one for one in found if message in one.message)
    assert (fault.file, fault.excerpt) == ("trial/rule.yaml", text.splitlines()[fault.line - 1])
    assert hint in fault.hint
    if at is not None:
        assert pointed(fault) == at
    assert str(fault).startswith(f"trial/rule.yaml:{fault.line}:{fault.column}：")


@pytest.mark.parametrize("key", list(BASE))
def test_a_missing_key_is_named(key):
    (fault,) = [one for one in faults(rule_text(**{key: None})) if "缺少" in one.message]
    assert (fault.message, fault.line) == (f"缺少“{key}”。", 1)
    assert f"请补上“{key}: …”。" in str(fault)


@pytest.mark.parametrize("key", [*BASE, *GOOD])
@pytest.mark.parametrize("empty", ["", "null", '""', "[]"])
def test_a_key_with_nothing_after_it_is_named(key, empty):
    found = faults(rule_text(**{key: empty}))
    assert any(f"“{key}”" in one.message for one in found)
    assert all(one.line for one in found)


def test_a_rule_with_every_key_loads():
    rule = load_text(rule_text(**GOOD))
    assert (rule.id, rule.severity, rule.on_missing, rule.confidence) == ("REC-01", "error", "fail", "high")
    assert (rule.line, rule.file, str(rule.tolerance)) == (1, "trial/rule.yaml", "0.01")
    assert rule.programs["department_overall"].zeroes == {(("tasks",), ("funds",))}
    assert str(rule.basis[0]) == "预算法第五条"
    assert (rule.cases[0].at, rule.cases[0].severity, rule.cases[0].line) == ("/tasks/0", "error", rule.cases[0].line)


def test_a_tolerance_is_used_wherever_money_is_compared():
    for require in (
        "默认(基本支出, 0) <= 1",
        "有(重点工作任务, 投入资金 > 1)",
        "年度 > 2020 or 最大(1, 基本支出) > 年度",
    ):
        assert load_text(rule_text(tolerance="1", require=require)).tolerance == 1


def test_all_mistakes_of_a_file_come_in_one_go():
    text = rule_text(
        id="rec", severity="eror", require="基本支処 > 1", message="'{年渡}'", basis="5", cases="[{name: 1}]"
    )
    assert [one.message for one in faults(text)] == [
        "规则编号“rec”不合规定。",
        "“severity”不能是“eror”。",
        "没有名为“基本支処”的栏目。",
        "没有名为“年渡”的栏目。",
        "缺少“expect”。",
        "“basis”要写成列表，如 [甲, 乙]。",
    ]


def test_an_unknown_list_does_not_make_its_fields_unknown():
    text = rule_text(for_each="绩效指橒", require="已填(三级指标)", cases=GOOD["cases"])
    assert [one.message for one in faults(text)] == ["没有名为“绩效指橒”的列表。"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "文件是空的"),
        (b"# nothing\n", "文件是空的"),
        (b"- a\n", "这里要写成“键: 值”的样子。"),
        (b"5", "这里要写成“键: 值”的样子。"),
        (b"null", "这里要写成“键: 值”的样子。"),
        ("a: 1\n标题: 甲".encode("gb18030"), "规则文件不是 UTF-8 编码"),
        (b"\xff\xfe", "规则文件不是 UTF-8 编码。"),
        (b"id: REC-01\n\ttitle: a\n", "缩进用了制表符（Tab）。"),
        ("id： REC-01\n".encode(), "这里要写成“键: 值”的样子。"),
        ("id: REC-01\ntitle： 甲\n".encode(), "全角的“：”"),
        (b"id: REC-01\nid: REC-02\n", "键“id”重复"),
        (b"id: &a REC-01\n", "锚点"),
        (b"id: !!python/object:os.system x\n", "标签"),
        (b"id: \x01\n", "控制字符"),
        (b"id: [" + b"[" * 50, "嵌套太深"),
        (b"{}", "缺少“id”。"),
        (b"[" * 100, ""),
    ],
)
def test_a_file_that_is_no_rule_is_refused(data, message):
    with pytest.raises(RuleError) as caught:
        load_text(data)
    fault = caught.value.faults[0]
    assert message in fault.message
    assert fault.file == "trial/rule.yaml"
    assert fault.line == (2 if data.startswith((b"a: 1", b"id: REC-01")) else 1)


def test_a_wide_colon_is_named_where_yaml_takes_it_for_text():
    (fault,) = faults("id： REC-01\n")
    assert "英文" in fault.hint


def test_a_byte_order_mark_is_no_mistake():
    rule = load_text(b"\xef\xbb\xbf" + rule_text().encode())
    assert rule.id == "REC-01"


def test_columns_count_characters_not_bytes():
    (fault,) = faults(rule_text(require='表名 == "𠮷𠮷" and 基本支処 > 1'))
    assert pointed(fault) == "基本支処 > 1"


def test_numbers_may_stand_where_texts_are_wanted():
    rule = load_text(rule_text(title="2024", basis="[{document: 5, provision: 1.5}]"))
    assert (rule.title, str(rule.basis[0])) == ("2024", "51.5（引文未核对原文）")


SCALARS = "[] [1] [[1]] {} {a: 1} {1: [2]} 5 -1 0 0.5 true false null '' 甲 [null]".replace(": ", ":\t").split(" ")
NESTED = [
    ("severity_if", "{error: @}"),
    ("effective", "{from: @}"),
    ("effective", "{to: @}"),
    ("basis", "[@]"),
    ("basis", "[{document: @}]"),
    ("basis", "[{document: 甲, provision: @}]"),
    ("basis", "[{document: 甲, verified: @}]"),
    ("blank_as_zero", "[@]"),
    ("applies_to", "[@]"),
    ("cases", "[@]"),
    ("cases", "[{name: @, expect: fail}]"),
    ("cases", "[{name: 甲, expect: @}]"),
    ("cases", "[{name: 甲, expect: fail, given: @}]"),
    ("cases", "[{name: 甲, expect: fail, at: @}]"),
    ("cases", "[{name: 甲, expect: fail, severity: @}]"),
    *(
        ("cases", f"[{{name: 甲, expect: fail, given: {{{name}: @}}}}]")
        for name in ["年度", "表名", "基本支出", "绩效指标", "预算"]
    ),
    *(
        ("cases", f"[{{name: 甲, expect: fail, given: {{绩效指标: [{{{name}: @}}]}}}}]")
        for name in ["三级指标", "权重", "读法存疑", "一级指标", "指标值"]
    ),
]


@pytest.mark.parametrize(("key", "place"), [*((key, "@") for key in [*BASE, *GOOD]), *NESTED])
@pytest.mark.parametrize("scalar", SCALARS)
def test_a_value_of_any_kind_is_accepted_or_named_but_never_a_crash(key, place, scalar):
    try:
        load_text(rule_text(**{key: place.replace("@", scalar.replace("\t", " "))}))
    except RuleError as error:
        assert all(one.line and one.column and one.file for one in error.faults)
