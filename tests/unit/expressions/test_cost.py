"""How much work a rule could be: the formula in the sizes of a form, and what still fits the budget."""

import pytest
from ruling import ITEM, ROOT, evaluator

from checker.expressions.cost import Cost
from checker.expressions.evaluate import MAX_STEPS, MAX_STEPS_OF_A_RULE
from checker.expressions.resolve import resolve


def cost(*texts, items=""):
    trees = [resolve(one, ITEM if items else ROOT).tree for one in texts]
    return Cost(trees, items, lambda read: "n" if read.field.type == "list" else "s")


FORMULAS = [
    (["年度 > 2020"], "3"),
    (["年度 > 2020", "已填(年度)"], "5"),
    (["长度(表名) > 5"], "4 + 0.02*s"),
    (["表名 == 部门名称"], "3"),
    (['包含(表名, "甲乙丙丁戊")'], "3.1 + 0.02*s"),
    (["长度(最长公共(表名, 部门名称)) > 5"], "6 + 2.04*s"),
    (["个数(绩效指标, 权重 > 5) > 3"], "4 + 5*n"),
    (["个数(绩效指标, 长度(三级指标) > 5) > 3"], "4 + 6*n + 0.02*n*s"),
    (["个数(绩效指标, 有(绩效指标, 权重 > 5)) > 3"], "4 + 4*n + 5*n*n"),
    (["几个(取值(绩效指标, 三级指标)) > 3"], "5 + 3*n + 0.02*n*s"),
    (["个数(绩效指标, 权重 > 5) > 3", "长度(表名) > 5"], "8 + 5*n + 0.02*s"),
    (["长度(表名) > 5", "个数(绩效指标, 权重 > 5) > 3"], "8 + 0.02*s + 5*n"),
]


@pytest.mark.parametrize(("texts", "formula"), FORMULAS)
def test_the_formula_of_the_steps(texts, formula):
    assert str(cost(*texts)) == f"({formula} > 200000 or {formula} > 2000000)"


@pytest.mark.parametrize(("texts", "formula"), FORMULAS)
@pytest.mark.parametrize(("items", "length"), [(0, 1), (1, 30), (7, 300)])
def test_the_reference_takes_no_more_steps_than_that(texts, formula, items, length):
    text = "甲" * length
    data = {"年度": 2024, "表名": text, "部门名称": text, "绩效指标": [{"三级指标": text, "权重": 9}] * items}
    judge = evaluator(data)
    for one in texts:
        judge.value(resolve(one, ROOT))
    assert 0 < judge.spent <= eval(formula, {"s": length, "n": items})  # noqa: S307 - our own


def test_a_rule_that_walks_through_a_list_is_as_much_work_as_all_its_items():
    assert str(cost("权重 > 5", items="n")) == "(3 > 200000 or 3*n > 2000000)"
    assert [one.varies for one in (cost("权重 > 5", items="n"), cost("年度 > 5"))] == [True, False]


def test_what_fits_is_what_the_budget_allows_and_not_a_step_more():
    walk = cost("个数(绩效指标, 权重 > 5) > 1")  # 4 + 5 * n
    fitting = (MAX_STEPS - 4) // 5
    assert [walk.fits(lambda _, size=size: size) for size in (fitting, fitting + 1)] == [True, False]
    items = cost("长度(三级指标) > 5 and 权重 > 5", items="n")  # 8 + 0.02 * s for each
    sizes = {"s": 0}
    for number, fits in ((MAX_STEPS_OF_A_RULE // 8, True), (MAX_STEPS_OF_A_RULE // 8 + 1, False)):
        assert items.fits((sizes | {"n": number}).__getitem__) is fits
    for length, fits in ((50 * (MAX_STEPS - 8), True), (50 * (MAX_STEPS - 8) + 1, False)):
        assert items.fits({"s": length, "n": 1}.__getitem__) is fits
