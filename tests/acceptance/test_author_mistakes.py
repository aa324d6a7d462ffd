"""What authors of rules get wrong, each told at its very place, in one Chinese sentence, with the way out."""

import re

import pytest
from material import RULE

FILE = "rules/REC-01.yaml"
REQUIRE = "require: 基本支出 + 项目支出 == 财政拨款 + 其他资金\ntolerance: 0.01\n"


def require(text):
    return REQUIRE, f"require: {text}\n"


def each(text):
    return REQUIRE, f"for_each: 绩效指标\nrequire: {text}\n"


SIGNS = {
    "full-width sign": (require("基本支出 ＞ 5"), "6:15", "＞ 是全角符号。 请改成半角的 > 。"),
    "at least": (require("基本支出 ≥ 5"), "6:15", "≥ 是全角符号。 请改成半角的 >= 。"),
    "full-width quotes": (require("表名 == “甲”"), "6:16", '“ 是全角符号。 请改成半角的 " 。'),
    "full-width brackets": (require("已填（表名）"), "6:12", "（ 是全角符号。 请改成半角的 ( 。"),
    "full-width comma": (require('包含(表名，"甲")'), "6:15", "， 是全角符号。 请改成半角的 , 。"),
    "one equals sign": (require("基本支出 = 5"), "6:15", "“=”用错了。 比较相等要写两个等号“==”。"),
    "Chinese and": (require("已填(表名) 并且 已填(年度)"), "6:17", "“并且”在这里不认识。 请写 and 。"),
    "Chinese and, short": (require("基本支出 > 5 且 项目支出 > 5"), "6:19", "“且”在这里不认识。 请写 and 。"),
    "AND": (require("已填(表名) AND 已填(年度)"), "6:17", "“AND”在这里不认识。 请写 and 。"),
    "open bracket": (require("(基本支出 + 项目支出 > 5"), "6:10", "括号不成对。 请检查左右括号。"),
    "open quote": (require("表名 == '甲"), "6:16", "引号不成对。 请检查前后引号。"),
    "percent sign": (
        each("指标值.数值 >= 90%"),
        "7:22",
        "“%”用错了。 百分数请写成数，如 90；求百分比用函数“百分比(甲, 乙)”。",
    ),
    "number with unit": (
        require("基本支出 > 100万元"),
        "6:20",
        "数后面直接跟着“万元”。 数和文字之间要有空格或运算符；单位不用写，如 100万元 请写成 100。",
    ),
    "thousands": (
        require("基本支出 > 1,000"),
        "6:10",
        "表达式里不能用逗号。 数里不写千分位的逗号，如 1,000 请写成 1000。",
    ),
}
YAML = {
    "unquoted colon": (
        ("message: 支出", "message: 问题: 支出"),
        "8:13",
        "值里又有冒号加空格，分不清哪里是键、哪里是值。 请用英文引号把整个值括起来。",
    ),
    "full-width colon": (
        ("title: 部门", "title：部门"),
        "2:6",
        "键后面的冒号是全角的“：”。 请改成英文冒号加一个空格“: ”。",
    ),
    "no space": (("title: 部门", "title:部门"), "2:7", "冒号后面少一个空格。 请写成“键: 值”。"),
    "half quoted": (
        ("require: 基本支出 +", 'require: "基本支出" +'),
        "6:17",
        "引号只括住了值的前一半。 请把整个值括起来；里面已有双引号的，外面用单引号。",
    ),
    "taken for a comment": (
        ("message: 支出", "message: #支出"),
        "8:9",
        "缺少“message”。 “#”开头的是注释；要写它，请用英文引号把整个值括起来。",
    ),
    "percent first": (("suggestion: 请", "suggestion: %请"), "9:13", "值不能以“%”开头。 请用英文引号把整个值括起来。"),
    "wrong indent": (
        ("severity: error", "  severity: error"),
        "5:1",
        "这一行缩进了 2 格，应与第 4 行对齐。 请改成缩进 0 格。",
    ),
    "tab": (("  - {document", "\t- {document"), "11:1", "缩进用了制表符（Tab）。 请改用空格缩进。"),
    "open list": (
        ("[department_overall]", "[department_overall"),
        "4:32",
        "第 4 行少一个“]”。 请在该收尾的地方补上。",
    ),
    "key twice": (
        ("title: 部门", "severity: info\ntitle: 部门"),
        "6:1",
        "键“severity”重复，第2行已经写过。 请删去一处，或改成别的键。",
    ),
    "anchor": (
        ("severity: error", "severity: &a error"),
        "5:11",
        "不支持锚点（&）和别名（*）。 请把内容写全；若是文字，请加英文引号。",
    ),
    "alias": (
        ("severity: error", "severity: *a"),
        "5:11",
        "不支持锚点（&）和别名（*）。 请把内容写全；若是文字，请加英文引号。",
    ),
    "tag": (
        ("severity: error", "severity: !!str error"),
        "5:11",
        "不支持标签“!!str”。 请删去标签；若是文字，请加英文引号。",
    ),
}
VALUES = {
    "no is no boolean": (
        ("verified: true", "verified: no"),
        "11:58",
        "“verified”只能是 true 或 false。 核对过原文写 true，没有写 false。",
    ),
    "leading zeros": (("tolerance: 0.01", "tolerance: 007"), "7:12", "误差“007”要写成不小于 0 的数。 如 0.01。"),
    "missing require": ((REQUIRE, ""), "1:1", "缺少“require”。 请补上“require: …”。"),
    "misspelt key": (("severity:", "severty:"), "5:1", "不认识的键“severty”。 是不是“severity”？"),
    "Chinese key": (("severity:", "级别:"), "5:1", "不认识的键“级别”。 是不是“severity”？"),
    "Chinese severity": (("severity: error", "severity: 错误"), "5:11", "“severity”不能是“错误”。 是不是“error”？"),
    "small id": (("REC-01", "rec-01"), "1:5", "规则编号“rec-01”不合规定。 请写成 REC-01 的样子。"),
    "review item": (("勾稽", "勾嵇"), "3:14", "“review_item”不能是“勾嵇”。 是不是“勾稽”？"),
    "form type": (
        ("department_overall", "department_overal"),
        "4:14",
        "没有表类“department_overal”。 是不是“department_overall”？",
    ),
    "field as list": (
        ("severity: error", "severity: error\nfor_each: 基本支出"),
        "6:11",
        "没有名为“基本支出”的列表。 可以写：重点工作任务、绩效指标、表外文字、全部文字、全部金额。",
    ),
    "day that is none": (
        ("confidence: high", "effective: {from: 2024-02-30}\nconfidence: high"),
        "12:19",
        "没有 2024-02-30 这一天。 请核对年、月、日。",
    ),
    "field of a case": (
        ("given: {基本支出: 1", "given: {基本支处: 1"),
        "14:24",
        "没有名为“基本支处”的栏目。 是不是“基本支出”？",
    ),
    "expect": (("expect: pass", "expect: pas"), "14:69", "“expect”不能是“pas”。 是不是“pass”？"),
    "Chinese expect": (("expect: pass", "expect: 合格"), "14:69", "“expect”不能是“合格”。 是不是“pass”？"),
    "at": (
        ("expect: fail}", "expect: fail, at: 基本支出}"),
        "15:79",
        "表上没有“基本支出”这个位置。 请写成 /budget/basic_expenditure 的样子。",
    ),
}
MEANINGS = {
    "field of another form": (
        require('项目负责人 == "甲"'),
        "6:10",
        "没有名为“项目负责人”的栏目。 部门整体预算绩效目标表没有这一栏；若是文字，请用英文引号括起来。",
    ),
    "text without quotes": (
        each("一级指标 == 产出指标"),
        "7:18",
        '没有名为“产出指标”的栏目。 若是文字，请写成 "产出指标"。',
    ),
    "text that cannot be": (each('一级指标 == "产出"'), "7:18", "这一栏不会是“产出”。 是不是“产出指标”？"),
    "money and heads": (
        require("基本支出 > 财政供养人员数"),
        "6:17",
        "金额和个数不能比较。 请检查比的是不是想比的两栏。",
    ),
    "number in quotes": (require('基本支出 > "5"'), "6:17", "金额和文字不能比大小。 数不加引号，请写成 5。"),
    "compared with nothing": (
        require('基本支出 != ""'),
        "6:18",
        "金额和文字不能比较。 判断有没有填，请用 已填(…) 或 未填(…)。",
    ),
    "None": (require("基本支出 == None"), "6:18", "“None”不能用在这里。 判断有没有填，请用 已填(…) 或 未填(…)。"),
    "fraction for percent": (
        each('指标值.单位 == "%" and 指标值.数值 >= 0.9'),
        "7:28",
        "“指标值.数值 >= 0.9”拿百分数和小数比。 表上的 90% 读作 90，请把 0.9 写成 90。",
    ),
    "unknown function": (require("求和(重点工作任务, 投入资金) > 5"), "6:10", "没有名为“求和”的函数。 是不是“合计”？"),
    "no function at all": (
        require("xyz(基本支出) > 5"),
        "6:10",
        "没有名为“xyz”的函数。 全部函数见 rules/README.md。",
    ),
    "arity": (require("包含(表名)"), "6:10", "函数“包含”要 2 个参数，这里写了 1 个。 包含：前一段文字里有后一段。"),
    "list without function": (
        require('绩效指标.三级指标 == "甲"'),
        "6:10",
        "“绩效指标”是列表，不能直接取“三级指标”。 请用 有(绩效指标, …)、取值(绩效指标, …) 等函数。",
    ),
    "unknown parameter": (require("基本支出 > 参数.上线"), "6:20", "规则集没有名为“上线”的参数。 是不是“上限”？"),
    "day in a condition": (
        each("指标值.日期 <= 日期(2024, 2, 30)"),
        "7:20",
        (
            "“日期(2024, 2, 30)”算不出来：没有 2024 年 2 月 30 日这一天。 "
            '请检查里面的值。某一天：日期(2023, 12, 31)或日期("2023-12-31")。'
        ),
    ),
    "bad pattern": (
        require('匹配(表名, "(甲")'),
        "6:17",
        "正则表达式写法有误：(甲 请检查括号、方括号和反斜线。",
    ),
    "exploding pattern": (
        require('匹配(表名, "(a+)+b")'),
        "6:17",
        "正则表达式里重复套着重复，可能算不完：(a+)+b 请简化，如去掉一层“*”或“+”，或拆成几个。",
    ),
    "unknown placeholder": (
        ("{基本支出 + 项目支出}", "{基本支处}"),
        "8:16",
        "没有名为“基本支处”的栏目。 是不是“基本支出”？",
    ),
    "open brace": (("项目支出}，收入", "项目支出，收入"), "8:15", "“{”没有对应的“}”。 请补上“}”。"),
    "brace too many": (
        ("项目支出}，收入", "项目支出}}，收入"),
        "8:28",
        "多了一个“}”。 要写出花括号本身，请写两个：}}。",
    ),
    "contradiction": (
        require("年度 > 2030 and 年度 < 2020"),
        "6:24",
        "“年度 < 2020”和前面的“年度 > 2030”不能同时成立。 是不是该用 or？",
    ),
    "always so": (
        require('表名 != "甲" or 表名 != "乙"'),
        "6:23",
        '“表名 != "乙"”和前面的“表名 != "甲"”总有一个成立，等于没有条件。 是不是该用 and？',
    ),
    "number from nowhere": (
        ("title: 部门预算收支相等", "title: 收支相差不超过 5"),
        "2:16",
        "标题里的“5”在规则的条件和参数里都没有。 请改成条件里的数，或写成花括号里的算式，如 {参数.名称}。",
    ),
}
MISTAKES = {**SIGNS, **YAML, **VALUES, **MEANINGS}


@pytest.mark.parametrize(("change", "place", "told"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_at_its_place_with_the_way_out(folder, checker, change, place, told):
    old, new = change
    assert old in RULE
    (folder / FILE).write_text(RULE.replace(old, new, 1), "utf-8")
    parameters = "parameters:\n  上限: {value: 90, meaning: 试用}\n"
    (folder / "rules" / "ruleset.yaml").write_text(f"id: trial\ntitle: 试用规则\nversion: 1.0\n{parameters}", "utf-8")
    code, out, err = checker("rules", "list", "--rules", "rules")
    assert (code, out) == (2, "")
    assert err.split("\n")[0] == f"{FILE}:{place}：{told}"
    assert re.search("[一-鿿].*[。？：]", told)
    others = [line for line in err.split("\n")[1:] if line and not line.startswith("    ")]
    assert all(line.startswith(f"{FILE}:1:1：缺少“severity”") for line in others)


def test_two_rules_with_one_id(folder, checker):
    (folder / "rules" / "REC-02.yaml").write_text(RULE, "utf-8")
    code, _, err = checker("rules", "list", "--rules", "rules")
    assert code == 2
    told = "rules/REC-02.yaml:1:5：规则编号“REC-01”重复，rules/REC-01.yaml 里已经有了。 请换一个没用过的编号。"
    assert err.split("\n")[0] == told


def test_thirty_mistakes_are_known():
    assert len(MISTAKES) >= 30
