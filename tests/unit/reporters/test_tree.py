"""What an expression came to, as text and as JSON: the values a reader looks for, each with its place."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from ruling import CATALOGUE, ITEM, ROOT, evaluator
from wcwidth import wcswidth

from checker.expressions.explain import Explainer
from checker.expressions.resolve import resolve
from checker.model import Location, Origin
from checker.reporters.steps import as_json
from checker.reporters.tree import Tree

SLACK = Decimal("0.01")
ORIGINS = {
    "/budget/basic_expenditure": Origin(Location(line=8, column=3)),
    "/budget/project_expenditure": Origin(Location("绩效表", "C9")),
    "/budget/other_funds": Origin(Location(line=9)),
    "/indicators/0": Origin(Location(line=24)),
    "/indicators/0/name": Origin(Location(line=24)),
    "/indicators/0/value": Origin(Location(line=24)),
    "/indicators/1/value": Origin(Location(line=25)),
}
DATA = {
    "年度": 2024,
    "表名": "绩效目标表",
    "基本支出": "2152.58",
    "项目支出": "1265.11",
    "财政拨款": "3417.69",
    "其他资金": None,
    "预算总额": "约5",
    "绩效指标": [
        {"三级指标": "甲率", "权重": 60, "指标值": "≥98%"},
        {"三级指标": None, "权重": 10, "指标值": "97"},
        {"三级指标": "丙", "权重": 20, "指标值": "及时"},
    ],
    "重点工作任务": [],
}


def explained(text, item=None, scope=None, **more):
    made = evaluator(DATA, item)
    zeroes = frozenset([((), CATALOGUE.root.named("其他资金").path)]) if more.pop("zero", False) else frozenset()
    expression = resolve(text, scope or (ROOT if item is None else ITEM))
    return Explainer(made.frames, zeroes, SLACK, **more).explain(expression)


def lines(text, item=None, columns=100, **more):
    return Tree(explained(text, item, **more), ORIGINS, SLACK).lines(columns)


TREES = [
    (
        "基本支出 + 项目支出 == 财政拨款 + 其他资金",
        {"zero": True},
        [
            "成立    基本支出 加 项目支出 等于 财政拨款 加 其他资金（相差不超过 0.01）",
            "          基本支出 2152.58（第8行） + 项目支出 1265.11（绩效表!C9） = 3417.69",
            "          财政拨款 3417.69 + 其他资金（第9行，空着，按 0 算） = 3417.69",
        ],
    ),
    (
        "基本支出 + 项目支出 == 财政拨款 + 其他资金",
        {},
        [
            "算不出  基本支出 加 项目支出 等于 财政拨款 加 其他资金（相差不超过 0.01）",
            "          基本支出 2152.58（第8行） + 项目支出 1265.11（绩效表!C9） = 3417.69",
            "          财政拨款 3417.69 + 其他资金（第9行，空着）：“其他资金”未填写",
        ],
    ),
    ("基本支出 > 5000", {}, ["不成立  基本支出 2152.58（第8行） 大于 5000（允许误差 0.01）"]),
    ("not 基本支出 > 5000", {}, ["成立    基本支出 2152.58（第8行） 不大于 5000（允许误差 0.01）"]),
    ("预算总额 > 1", {}, ["算不出  预算总额（认不出是数） 大于 1（允许误差 0.01）"]),
    ("财政专项资金 > 1", {}, ["算不出  财政专项资金（本表没有这一栏） 大于 1（允许误差 0.01）"]),
    ("有栏(其他资金)", {}, ["成立    表上有“其他资金”这一栏"]),
    ("未填(其他资金)", {}, ["成立    其他资金（第9行，空着）没有填写"]),
    ("默认(其他资金, 3) > 2", {}, ["成立    其他资金（第9行，空着，按 3 算） 大于 2（允许误差 0.01）"]),
    ("默认(基本支出, 3) > 2", {}, ["成立    基本支出 2152.58（第8行） 大于 2（允许误差 0.01）"]),
    ("1 / (年度 - 2024) > 1", {}, [
        "算不出  1 除以 （年度 减 2024） 大于 1",
        "          1 ÷ （年度 2024 - 2024）：除数是 0，算不出",
    ]),
    ("年度 > 2030 and 基本支出 > 1", {}, [
        "不成立  下面各条要同时成立：",
        "不成立    年度 2024 大于 2030",
        "没有看    基本支出 大于 1（允许误差 0.01）",
    ]),
    ("not (年度 > 2030 or 基本支出 > 9999)", {}, [
        "成立    下面这一条不能成立：",
        "不成立    下面各条至少要有一条成立：",
        "不成立      年度 2024 大于 2030",
        "不成立      基本支出 2152.58（第8行） 大于 9999（允许误差 0.01）",
    ]),
    ("年度 > 1 if 已填(表名) else 年度 > 2030", {}, [
        "成立    分两种情况：",
        "          如果：",
        "成立        表名“绩效目标表”已填写",
        "          就看：",
        "成立        年度 2024 大于 1",
        "          否则看：",
        "没有看      年度 大于 2030",
    ]),
    ("有(绩效指标, 权重 > 15)", {}, [
        "成立    绩效指标中至少有一项〔权重 大于 15〕",
        "          共 3 项，符合的有 2 项：",
        "成立        第 1 项“甲率”（第24行）：权重 60 大于 15",
        "成立        第 3 项“丙”：权重 20 大于 15",
    ]),
    ("not 有(绩效指标, 权重 > 90)", {}, [
        "成立    绩效指标中没有一项〔权重 大于 90〕",
        "          共 3 项，没有一项符合，例如：",
        "不成立      第 1 项“甲率”（第24行）：权重 60 不大于 90",
        "不成立      第 2 项：权重 10 不大于 90",
        "            ……还有 1 项，没有列出。",
    ]),
    ("都(绩效指标, 权重 > 15)", {}, [
        "不成立  绩效指标的每一项都〔权重 大于 15〕",
        "          共 3 项，不符合的有 1 项：",
        "不成立      第 2 项：权重 10 不大于 15",
    ]),
    ("都(绩效指标, 权重 > 5)", {"most": 1}, [
        "成立    绩效指标的每一项都〔权重 大于 5〕",
        "          共 3 项，全都符合，例如：",
        "成立        第 1 项“甲率”（第24行）：权重 60 大于 5",
        "            ……还有 2 项，没有列出。",
    ]),
    ('都(绩效指标, 三级指标 != "丁")', {}, [
        "算不出  绩效指标的每一项都〔三级指标不是“丁”〕（“三级指标”未填写）",
        "          共 3 项，看到下面这一项时停住了：",
        "算不出      第 2 项：“三级指标”未填写",
    ]),
    ("合计(绩效指标, 权重) == 90", {}, [
        "成立    绩效指标各项的权重之和 等于 90",
        "          绩效指标各项的权重之和 = 90",
        "          共 3 项：",
        "            第 1 项“甲率”（第24行）：权重 60",
        "            第 2 项：权重 10",
        "            第 3 项“丙”：权重 20",
    ]),
    ("个数(绩效指标) == 3", {}, ["成立    绩效指标的项数 等于 3", "          绩效指标的项数 = 3"]),
    ("有(重点工作任务, 已填(任务名称))", {}, [
        "不成立  重点工作任务中至少有一项〔任务名称已填写〕",
        "          这个列表一项也没有。",
    ]),
    ('几个(取值(绩效指标, 指标值, 匹配(指标值, "9"))) > 3', {}, [
        "不成立  绩效指标中〔指标值里有“9”〕各项的指标值的个数 大于 3",
        "          绩效指标中〔指标值里有“9”〕各项的指标值的个数 = 2",
        "          共 3 项，符合的有 2 项：",
        "成立        第 1 项“甲率”（第24行）：指标值“≥98%”",
        "成立        第 2 项：指标值“97”（第25行）",
    ]),
    ("命中词(表名, 词表.比率类词尾) == 命中词(表名, 词表.比率类词尾)", {}, [
        "成立    表名里属于词表“比率类词尾”的词与表名里属于词表“比率类词尾”的词相同",
        "          表名“绩效目标表”里属于词表“比率类词尾”的词 = 一个也没有",
    ]),
    ('匹配处(表名, "绩效|目标") == 匹配处(表名, "绩效|目标")', {}, [
        "成立    表名里的“绩效”或“目标”与表名里的“绩效”或“目标”相同",
        "          表名“绩效目标表”里的“绩效”或“目标” = 2 个：绩效、目标",
    ]),
    ('去掉(表名, "绩效目标表") == ""', {}, [
        "成立    表名（不算“绩效目标表”）空着",
        "          表名“绩效目标表”（不算“绩效目标表”） = 空白",
    ]),
    ("个数(重点工作任务) > 1 and 未填(重点工作任务)", {}, [
        "不成立  下面各条要同时成立：",
        "不成立    重点工作任务的项数 大于 1",
        "            重点工作任务的项数 = 0",
        "            这个列表一项也没有。",
        "没有看    重点工作任务没有填写",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "more", "wanted"), TREES)
def test_a_tree_reads_well(text, more, wanted):
    assert lines(text, **more) == wanted


def test_a_list_that_the_form_has_not_is_told():
    made = evaluator({"年度": 2024})
    step = Explainer(made.frames).explain(resolve("个数(绩效指标) > 1", ROOT))
    assert Tree(step, {}).lines(100) == [
        "算不出  绩效指标的项数 大于 1",
        "          绩效指标的项数：本表没有“绩效指标”这一栏",
        "          本表没有“绩效指标”这一栏。",
    ]


def test_an_item_outside_is_named_within_a_walk():
    told = lines("有(绩效指标, 已填(三级指标) and 三级指标 != 本项.三级指标 and 权重 < 本项.权重)", item=0, columns=200)
    assert told[2] == (
        "成立        第 3 项“丙”：三级指标“丙”与本项的三级指标“甲率”（第24行）不同，权重 20 小于 本项的权重 60"
    )


def test_sums_in_an_item_are_told_with_their_values():
    told = lines("有(绩效指标, 权重 * 2 > 100 and 权重 + 1 > 3 and 权重 > 0)", columns=200)
    assert told[2].endswith("权重 乘以 2（120） 大于 100，权重 加 1（61） 大于 3，权重 60 大于 0")


def test_a_list_of_words_is_told_in_full_once():
    scope = replace(ROOT, parameters={"栏": ["甲率", "丙"]})
    told = lines("有(绩效指标, 已填(三级指标) and 三级指标 in 参数.栏)", scope=scope)
    assert told[0] == "成立    绩效指标中至少有一项〔三级指标是参数“栏”（“甲率”、“丙”）之一〕"
    assert told[2] == "成立        第 1 项“甲率”（第24行）：三级指标“甲率”是参数“栏”之一"


DECIDED = [
    ("年度 > 2030 and 基本支出 > 1", "年度 2024 不大于 2030"),
    ("年度 > 2030 or 基本支出 > 9999", "年度 2024 不大于 2030，基本支出 2152.58（第8行） 不大于 9999（允许误差 0.01）"),
    ("年度 > 2000 and 预算总额 > 1", "“预算总额”认不出是数"),
    ("年度 > 2000 and 年度 > 2000", "年度 2024 大于 2000，年度 大于 2000"),
]


@pytest.mark.parametrize(("text", "wanted"), DECIDED)
def test_what_decided_is_one_sentence(text, wanted):
    assert Tree(explained(text), ORIGINS, SLACK).decided() == wanted


@pytest.mark.parametrize("columns", [40, 60, 100])
def test_no_line_is_wider_than_asked(columns):
    for text, more, _ in TREES:
        told = Tree(explained(text, **dict(more)), ORIGINS, SLACK).lines(columns)
        assert all(wcswidth(line) <= columns for line in told)


def test_json_holds_every_part():
    told = as_json(explained("基本支出 + 其他资金 > 9999 and 年度 > 1", zero=True), ORIGINS, SLACK)
    assert told["reading"] == "基本支出 加 其他资金 大于 9999（允许误差 0.01），并且年度 大于 1"
    assert (told["value"], told["reason"], told["looked_at"]) == (False, None, True)
    compared, passed_over = told["parts"]
    assert passed_over == {"reading": "年度 大于 1", "looked_at": False}
    basic, other = compared["parts"][0]["parts"]
    assert basic == {
        "reading": "基本支出",
        "looked_at": True,
        "value": "2152.58",
        "reason": None,
        "at": "/budget/basic_expenditure",
        "place": "第8行",
        "blank_as_zero": False,
    }
    assert (other["value"], other["blank_as_zero"]) == ("0", True)


def test_json_holds_the_items_that_decided():
    told = as_json(explained("都(绩效指标, 权重 > 15)"), ORIGINS)
    assert (told["total"], told["more"]) == (3, 0)
    (item,) = told["items"]
    assert (item["number"], item["name"], item["at"], item["place"]) == (2, "", "/indicators/1", None)
    assert item["parts"][0]["value"] is False


VALUES = [
    ('命中词(表名, 词表.比率类词尾) == 匹配处(表名, "目标")', [[], ["目标"]]),
    ("年份(日期(2024, 1, 1)) == 年度", ["2024", "2024"]),
    ("日期(年度) == 日期(2024)", ["2024-01-01", "2024-01-01"]),
    ("表名 in 词表.比率类词尾", ["绩效目标表", None]),
    ("表名 == 表名", ["绩效目标表", "绩效目标表"]),
]


@pytest.mark.parametrize(("text", "wanted"), VALUES)
def test_json_has_plain_values(text, wanted):
    told = as_json(explained(text), ORIGINS)
    assert [part["value"] for part in told["parts"]] == wanted
    json.dumps(told)


def test_json_has_no_value_for_a_list_of_items():
    assert as_json(explained("已填(绩效指标)"), ORIGINS)["parts"][0]["value"] == []
