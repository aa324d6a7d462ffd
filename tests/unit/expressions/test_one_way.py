"""What is told of conditions that come out one way only: the part it is about, and the part that makes it so."""

from decimal import Decimal

import pytest
from ruling import ITEM, ROOT

from checker.expressions.resolve import resolve
from checker.expressions.truth import Kind, Truth, part_at


def told(text, scope=ROOT, *, thorough=True):
    """Return each problem of a condition: the part, what is wrong, and the part because of which it is so."""
    truth = Truth(Decimal(0), frozenset(), thorough=thorough)
    for one in truth.examine(resolve(text, scope, "boolean").tree):
        because = None if one.because is None else part_at(text, one.because)[1]
        yield part_at(text, one.path)[1], one.kind, because


@pytest.mark.parametrize(
    ("text", "part", "kind", "because"),
    [
        ("年度 > 2030 and 年度 < 2020", "年度 < 2020", Kind.NEVER, "年度 > 2030"),
        ("年度 > 2020 and (年度 > 2010 or 年度 < 2000)", "年度 > 2010 or 年度 < 2000", Kind.ALWAYS, "年度 > 2020"),
        ("已填(表名) and 年度 > 2020 and 年度 > 2010", "年度 > 2010", Kind.ALWAYS, "年度 > 2020"),
        ("年度 > 2020 or 基本支出 > 5 or 年度  >  2020", "年度  >  2020", Kind.TWICE, "年度 > 2020"),
        ("基本支出 > (10 if 已填(表名) else 10.0)", "10.0", Kind.TWICE, "10"),
        ("(年度 > 2010 and 已填(表名)) if 年度 > 2020 else 未填(表名)", "年度 > 2010", Kind.ALWAYS, "年度 > 2020"),
        ("未填(表名) if 年度 > 2020 else (年度 < 2030 and 已填(表名))", "年度 < 2030", Kind.ALWAYS, "年度 > 2020"),
        (
            "未填(表名) if 年度 > 2020 else (已填(部门名称) if 基本支出 < 基本支出 else 未填(部门名称))",
            "基本支出 < 基本支出",
            Kind.NEVER,
            "基本支出 < 基本支出",
        ),
        ("not (基本支出 < 基本支出 and 年度 > 2020)", "基本支出 < 基本支出", Kind.NEVER, "基本支出 < 基本支出"),
        ("基本支出 > 1 or 有(绩效指标, 权重 > 2 and 权重 < 1)", "权重 < 1", Kind.NEVER, "权重 > 2"),
    ],
)
def test_the_part_and_what_makes_it_so(text, part, kind, because):
    assert list(told(text)) == [(part, kind, because)]


@pytest.mark.parametrize("number", ["0", "1", "1.5", "90"])
def test_only_what_lies_between_0_and_1_looks_like_a_fraction(number):
    assert list(told(f'指标值.单位 == "%" and 指标值.数值 != {number}', ITEM)) == []


@pytest.mark.parametrize("text", ["占比(基本支出, 项目支出) < 0.5", "0.85 <= 相似度(表名, 部门名称)"])
def test_what_a_function_gives_in_percent_may_be_meant_to_be_below_1(text):
    (problem,) = Truth(Decimal(0), frozenset(), thorough=True).examine(resolve(text, ROOT, "boolean").tree)
    assert (problem.kind, problem.grave) == (Kind.BELOW_ONE, False)
    assert list(told(text.replace("0.", ""))) == []


def test_other_functions_give_fractions_as_they_like():
    assert list(told("长度(表名) > 0.5 or 基本支出 / 项目支出 > 0.5 or 0.5 < 0.6 < 基本支出")) == []


@pytest.mark.parametrize("number", ["0.01", "0.99"])
def test_a_fraction_is_told_apart_from_a_percentage(number):
    ((part, kind, _),) = told(f'指标值.单位 == "%" and 指标值.数值 != {number}', ITEM)
    assert (part, kind) == (f"指标值.数值 != {number}", Kind.FRACTION)
