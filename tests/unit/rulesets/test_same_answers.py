"""A table of conditions, one of each kind, on a table of forms, one of each kind: the fused function answers as the
reference evaluator does. What chance puts together is for tests/property.
"""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from ruling import CATALOGUE, form, load_text, rule_text, ruleset

from checker import rulesets, schema
from checker.engine import check
from checker.engine.screen import Screen
from checker.engine.views import with_views
from checker.model import Form
from checker.rulesets.fuse import fuse
from checker.rulesets.model import Stage

ASKED = ["基本支出", "年度", "表名", "总体绩效目标", "绩效指标"]
MONEY = [
    *(f"基本支出 {sign} 5" for sign in ("==", "!=", "<", "<=", ">", ">=")),
    *(f"4 {sign} 基本支出 {sign} 5" for sign in ("<", "<=")),
    *(f"6 {sign} 基本支出 {sign} 5" for sign in (">", ">=")),
    *(f"基本支出 {sign} 项目支出" for sign in ("==", "!=", "<", "<=", ">", ">=")),
    "基本支出 + 项目支出 == 财政拨款",
    "基本支出 - 项目支出 * 2 != -财政拨款",
    "年度 > 2020 or 基本支出 > 5",
    "年度 > 2020 and 基本支出 > 项目支出",
    "(基本支出 if 年度 > 2020 else 项目支出) > 5",
    "(财政拨款 if 年度 < 2020 else 默认(基本支出, 2)) <= 5",
    "已填(基本支出) and 基本支出 > 5",
    "未填(基本支出) or 基本支出 > 5",
    "not 已填(基本支出) or 基本支出 > 5",
    "已填(年度) and 已填(基本支出) and 基本支出 > 5",
    "(基本支出 if 已填(基本支出) else 5) > 5",
    "(5 if 未填(基本支出) else 基本支出) > 5",
]
ON_THE_FORM = [
    *(f"{asks}({field})" for asks in ("已填", "未填", "有栏") for field in ASKED),
    *(f"可读({field})" for field in ("基本支出", "年度")),
    *(
        f"年度 > 2020 or {asks}({field})"
        for asks in ("已填", "未填", "可读", "有栏")
        for field in ("基本支出", "项目支出")
    ),
    "可读(基本支出) and 基本支出 > 5",
    "not 可读(基本支出) or 基本支出 > 5",
    "not (未填(表名) or 未填(部门名称)) and 表名 == 部门名称",
    "(长度(表名) if not 未填(表名) else 3) > 2",
    "有栏(表名) and 长度(表名) > 2",
    "基本支出 / 项目支出 > 1",
    "默认(项目支出, 3) > 4",
    '默认(表名, "甲") == "甲"',
    '默认(总体绩效目标, "") != ""',
    "年度 in [2023, 2024]",
    "年度 > 2020 and 已填(年度)",
    "年度 > 2020 and not 未填(年度)",
    "基本支出 not in [5, 6]",
    '年度 > 2020 or 包含(表名, "甲")',
    '已填(表名) and 包含(表名, "甲")',
    '未填(表名) or 开头是(表名, "甲")',
    'not (已填(表名) and 结尾是(表名, "甲"))',
    "(长度(表名) if 已填(表名) else 长度(部门名称)) > 2",
    "表名 == 部门名称",
    "表名 != 部门名称",
    '表名 == "甲"',
    '表名 != "甲"',
    '总体绩效目标 == "甲"',
    '总体绩效目标 != "（甲）"',
    '表名 in ["甲", "乙"]',
    '表名 not in ["甲", "乙"]',
    "表名 in 词表.比率类词尾",
    "结尾是(表名, 词表.比率类词尾)",
    "not 含词(总体绩效目标, 词表.比率类词尾)",
    *(f"长度(表名) {sign} 3" for sign in ("==", "!=", "<", "<=", ">", ">=")),
    *(f"长度(总体绩效目标) {sign} 6" for sign in ("<", "<=", ">", ">=")),
    "2 < 长度(表名) < 5",
    '匹配(表名, "^甲")',
    '匹配(表名, "甲|乙")',
    'not 匹配(总体绩效目标, "[0-9]+个")',
    '匹配(总体绩效目标, "(?:a?){0,8}a*bx")',
    "几个(文中年份(总体绩效目标)) == 0",
    "2024 in 文中年份(总体绩效目标)",
    "日期(年度, 12, 31) > 日期(2024)",
    "个数(绩效指标) > 2",
    "个数(绩效指标, 权重 > 5) == 1",
    "个数(绩效指标, 已填(权重) and 权重 > 5) < 2",
    "个数(绩效指标, 未填(三级指标)) == 0",
    "合计(绩效指标, 权重) == 30",
    "合计(绩效指标, 权重, 可读(权重)) <= 基本支出",
    "合计(重点工作任务, 投入资金, 已填(投入资金)) <= 项目支出",
    "都(绩效指标, 已填(三级指标))",
    '有(绩效指标, 三级指标 == "甲率")',
    "没有(绩效指标, 已填(指标值.数值) and 指标值.数值 > 90)",
    '没有(绩效指标, 已填(指标值.单位) and 指标值.单位 == "%")',
    "有(绩效指标, 有(绩效指标, 本项.三级指标 == 三级指标) and 权重 > 5)",
    "几个(重复(取值(绩效指标, 三级指标, 已填(三级指标)))) == 0",
    '表名 in 取值(绩效指标, 默认(三级指标, ""))',
    "最大(基本支出, 项目支出) > 5",
    "四舍五入(基本支出 / 3, 1) == 1.7",
]
ON_AN_ITEM = [
    *(
        f"{asks}({field})"
        for asks in ("已填", "未填")
        for field in ("三级指标", "指标值", "权重", "指标值.数值", "指标值.单位")
    ),
    *(f"有栏({field})" for field in ("三级指标", "权重")),
    "可读(权重)",
    "权重 > 5",
    "权重 == 基本支出",
    "指标值.数值 >= 90",
    "指标值.数值 > 指标值.上限",
    '指标值.单位 == "%"',
    '指标值.单位 in ["%", "个"] or 权重 > 5',
    "指标值.金额 > 5",
    "指标值.日期 <= 日期(2024, 12, 31)",
    "已填(指标值.日期) or 已填(指标值.数值)",
    "三级指标 != 指标值",
    "三级指标 == 表名",
    "长度(三级指标) <= 2",
    "长度(三级指标) > 2 or 权重 > 5",
    "年度 > 2020 or 长度(三级指标) > 1",
    "结尾是(三级指标, 词表.比率类词尾)",
    'not (结尾是(三级指标, 词表.比率类词尾) and 指标值.单位 != "%")',
    '匹配(指标值, "[0-9]")',
    '一级指标 == "产出指标"',
    "有(绩效指标, 三级指标 == 本项.三级指标 and 权重 > 本项.权重)",
    "个数(绩效指标, 三级指标 == 本项.三级指标) == 1",
    "默认(备注, 三级指标) == 三级指标",
    "默认(权重, 1) > 0",
]
GUARDED = [
    (when, require)
    for when in (
        "已填(三级指标)",
        "未填(三级指标)",
        "有栏(备注)",
        "可读(权重)",
        "年度 > 2020",
        "已填(指标值) and 权重 > 5",
    )
    for require in ('长度(默认(三级指标, "甲乙丙")) == 2', "权重 > 6 or 已填(备注)", "指标值.数值 > 50", "基本支出 > 5")
]
GUARDED += [
    ("已填(三级指标)", "已填(三级指标) and 长度(三级指标) == 2 or 权重 > 6"),  # what is known is asked again
    ("已填(三级指标)", "(未填(三级指标) or 长度(三级指标) == 2) and 权重 > 6"),
]
ITEM = {"一级指标": "产出指标", "三级指标": "甲率", "指标值": "≥95%", "权重": "10", "备注": "无"}
FULL = {
    "表名": "甲", "部门名称": "乙", "年度": 2024, "总体绩效目标": "2024年建5个点", "基本支出": "5", "项目支出": "7",
    "财政拨款": "12", "其他资金": "0", "重点工作任务": [{"任务名称": "甲", "投入资金": "3"}],
    "绩效指标": [ITEM, ITEM | {"三级指标": "乙", "指标值": "5个", "权重": 20}, ITEM | {"一级指标": "效益指标"}],
}  # fmt: skip


def items(**parts):
    return FULL | {"绩效指标": [one | parts for one in FULL["绩效指标"]]}


FORMS = {
    "full": FULL,
    "other": FULL | {"表名": "甲率", "部门名称": "甲率", "年度": 2019, "总体绩效目标": "甲" * 7, "基本支出": "5.01"},
    "wide": FULL | {"表名": "（甲）", "总体绩效目标": " ( 甲 ) ", "基本支出": "5.00", "项目支出": 6, "财政拨款": "11"},
    "blank": {key: ([] if isinstance(one, list) else None) for key, one in FULL.items()},
    "absent": {},
    "white": FULL | {"表名": " ", "总体绩效目标": "\u3000", "基本支出": " ", "年度": None},
    "unreadable": FULL | {"基本支出": "约5", "项目支出": "见附件", "财政拨款": None},
    "long": FULL | {"表名": "甲" * 120, "总体绩效目标": "aaaaaaab" * 40},
    "negative": FULL | {"基本支出": "-5", "项目支出": "0"},
    "blank items": items(三级指标=None, 指标值=" ", 权重=None),
    "white items": items(三级指标=" ", 二级指标="\u3000", 备注=" "),
    "odd items": items(三级指标="甲", 指标值="约90-95％", 权重="十"),
    "days": items(指标值="2024年12月底前", 权重="5"),
    "money": items(指标值="10万元", 权重="5.0"),
    "bare items": FULL | {"绩效指标": [{}, {"三级指标": "甲率"}, {"指标值": "提高"}, {"权重": "6"}]},
    "first odd": FULL | {"绩效指标": [ITEM | {"权重": "十"}, ITEM | {"权重": "20", "三级指标": "乙"}]},
    "one item": FULL | {"绩效指标": [ITEM]},
}  # fmt: skip


DAY = date(2024, 12, 31)


def rule(number, **parts):
    quoted = {key: text if text.startswith("[") else f"'{text}'" for key, text in parts.items()}
    return load_text(rule_text(**({"id": f"REC-{number}", "tolerance": None} | quoted)))


def fused(rules):
    made = ruleset(*rules)
    return replace(made, fused={CATALOGUE.form: fuse(made.rules, CATALOGUE)})


def plain():
    return fused(
        [
            *(rule(100 + number, require=one) for number, one in enumerate(MONEY + ON_THE_FORM)),
            *(rule(300 + number, for_each="绩效指标", require=one) for number, one in enumerate(ON_AN_ITEM)),
            *(rule(500 + number, for_each="绩效指标", when=a, require=b) for number, (a, b) in enumerate(GUARDED)),
        ]
    )


def tolerant():
    return fused(
        [
            load_text(rule_text(id=f"REC-{number}", require=f"'{one}'", tolerance="0.01", blank_as_zero=zeroes))
            for zeroes, first in ((None, 100), ("[基本支出, 项目支出, 财政拨款]", 200))
            for number, one in enumerate(MONEY, first)
        ]
    )


@pytest.mark.parametrize("made", [plain, tolerant])
def test_the_fused_function_answers_as_the_reference_does(made):
    rules = made()
    for name, data in FORMS.items():
        assert check(form(data), rules) == check(form(data), replace(rules, fused={})), name


@pytest.mark.parametrize("made", [plain, tolerant])
def test_screening_comes_to_the_same(made, monkeypatch):
    rules = made()
    screen = Screen(rules, CATALOGUE, DAY)
    monkeypatch.setattr(Screen, "_slowly", None)  # what stops is asked of the reference item by item
    for name, data in FORMS.items():
        told, report = screen.of(form(data).record), check(form(data), rules, DAY)
        assert told.balance == report.balance(), name
        found = Counter((one.rule, one.outcome) for one in report.findings)
        assert Counter((rule, outcome) for rule, _, outcome in told.outcomes) == found, name


def test_screening_one_by_one_names_the_same_items(monkeypatch):
    rules = plain()
    screen = Screen(rules, CATALOGUE, DAY)
    quickly = {name: screen.of(form(data).record) for name, data in FORMS.items()}
    monkeypatch.setattr(Screen, "_quickly", None)  # as where a form is too large, or of an odd shape
    for name, data in FORMS.items():
        slowly = screen.of(form(data).record)
        assert (sorted(slowly.outcomes), list(slowly.counts)) == (sorted(quickly[name].outcomes), quickly[name].counts)


def left(rules, data, catalogue=CATALOGUE):
    """Return how many rules the function leaves to the reference evaluator on a form."""
    events, _, _ = rules.fused[catalogue.form].run(with_views(data, catalogue))
    return len({number for number, _, stage in events if stage == Stage.STOP})


STOPS = {
    "absent": 26,
    "unreadable": 9,
    "bare items": 33,
    "blank items": 4,
    "white items": 2,
    "odd items": 5,
    "first odd": 6,
    "blank": 2,
    "white": 1,
}
"""Fields that the layout has not, texts in place of numbers: for the reference. On most forms it is asked nothing."""


@pytest.mark.parametrize(
    ("made", "stops"), [(plain, STOPS | {"negative": 1}), (tolerant, {"absent": 12, "unreadable": 16})]
)
def test_it_answers_by_itself(made, stops):
    rules = made()
    found = {name: left(rules, form(data)) for name, data in FORMS.items()}
    assert {name: count for name, count in found.items() if count} == stops


WITHIN = [
    "都(发票行, 未填(行调整) or 有(行调整, 调整金额 > 5))",
    "个数(发票行, 有(行调整, 调整金额 > 5)) == 1",
    "没有(发票行, 有(行调整, 调整金额 > 行金额))",
    "合计(发票行, 合计(行调整, 调整金额)) == 15",
    '合计(发票行, 合计(行调整, 调整金额, 调整类别 == "allowance")) <= 10',
    "有(发票行, 都(行调整, 调整金额 > 5) and 有(行调整, 调整金额 < 数量))",
    "几个(取值(发票行, 取值(行调整, 调整类别))) == 3",
]
ON_A_LINE = [
    "合计(行调整, 调整金额) < 行金额",
    "都(行调整, 调整金额 > 5)",
    '有(行调整, 调整类别 == "charge" and 调整金额 < 数量)',
    "有(发票行, 有(行调整, 调整金额 > 本项.数量))",
    "个数(行调整) == 1",
    "几个(重复(取值(行调整, 调整类别))) == 0",
]
LINE = {"name": "纸", "quantity": 3, "price": 1, "amount": 3}
ADJUSTED = LINE | {"adjustments": [{"kind": "allowance", "amount": 10}]}
TWICE = LINE | {"name": "笔", "adjustments": [{"kind": "charge", "amount": 2}, {"kind": "allowance", "amount": 3}]}
LINES = [[LINE], [ADJUSTED], [ADJUSTED, TWICE], [TWICE, ADJUSTED], [TWICE, LINE, ADJUSTED, LINE], []]


@pytest.fixture
def invoices():
    """Return what makes rules for a record that has lists within lists, and dates."""
    rulesets.load(Path(__file__).parents[2] / "acceptance" / "invoice")
    catalogue = schema.load("invoice")

    def made(*parts):
        rules = ruleset(*(rule(100 + number, applies_to="[invoice]", **one) for number, one in enumerate(parts)))
        return replace(rules, fused={"invoice": fuse(rules.rules, catalogue)}), catalogue

    return made


def test_lists_within_lists_come_to_the_same(invoices):
    rules, catalogue = invoices(
        *({"require": one} for one in WITHIN), *({"require": one, "for_each": "发票行"} for one in ON_A_LINE)
    )
    for lines in LINES:
        data = Form("发票", {"form": "invoice", "number": "甲", "lines": [{"adjustments": []} | one for one in lines]})
        assert check(data, rules) == check(data, replace(rules, fused={}))
        assert left(rules, data, catalogue) == 0


@pytest.mark.parametrize(("due", "stops"), [("2024-05-01", 0), (None, 0), ("五月里", 1)])
def test_a_date_that_is_none_is_left_to_the_reference(invoices, due, stops):
    rules, catalogue = invoices({"require": "默认(付款期限, 日期(2024, 1, 1)) > 日期(2023, 1, 1)"})
    data = Form("发票", {"form": "invoice", "number": "甲", "due": due})
    assert check(data, rules) == check(data, replace(rules, fused={}))
    assert left(rules, data, catalogue) == stops
