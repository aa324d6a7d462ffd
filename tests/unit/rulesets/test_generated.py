"""What the text of the fused function looks like: what makes it quick, and changes no answer, shows nowhere else."""

import re
from collections import Counter

import pytest
from ruling import CATALOGUE, load_text, rule_text, ruleset

from checker import rulesets
from checker.rulesets.fuse import fuse

INDICATORS = {"for_each": "绩效指标"}


def source(*rules, **parts):
    """Return the text of the function for some rules."""
    made = [load_text(rule_text(**one)) for one in (rules or (parts,))]
    return fuse(ruleset(*made).rules, CATALOGUE).source


OF_TEXT = re.compile(r"^ +if (?:not r_\d+_\d+|r_\d+_\d+ == \w+):\n +(?:try|if r)", re.MULTILINE)


def judged(text):
    """Tell when the items of a list are judged: by what is known of one text, as they are read, or after all were."""
    if re.search(r"^ +for i, ", text, re.MULTILINE):
        return "later"
    return "of text" if OF_TEXT.search(text) else "at once"


@pytest.mark.parametrize(
    ("parts", "when"),
    [
        ({"require": "长度(三级指标) < 30"}, "of text"),
        ({"require": "长度(三级指标) < 30", "when": "已填(三级指标)"}, "of text"),
        ({"require": "长度(三级指标) < 30", "when": "有栏(三级指标)"}, "at once"),
        ({"require": "长度(三级指标) < 30", "when": "已填(指标值)"}, "at once"),
        ({"require": "长度(三级指标) < 30 or 已填(二级指标)"}, "at once"),
        ({"require": '指标值.单位 != "个"'}, "at once"),
        ({"require": "指标值.数值 > 3"}, "at once"),
        ({"require": "长度(表名) < 30"}, "at once"),
        ({"require": "长度(读法存疑) < 30"}, "at once"),
        ({"require": '匹配(三级指标, "(?:a?){0,7}a*bx")'}, "of text"),  # easy up to 30 characters
        ({"require": '匹配(三级指标, "(?:a?){0,8}a*bx")'}, "at once"),  # to fewer: each search counts
        ({"require": "长度(最长公共(三级指标, 三级指标)) < 30"}, "later"),
        ({"require": "个数(绩效指标) < 30 and 权重 > 3"}, "later"),
        ({"require": "指标值.数值 not in 取值(绩效指标, 权重)"}, "later"),
    ],
)
def test_when_an_item_is_judged(parts, when):
    assert judged(source(**INDICATORS, **{key: f"'{text}'" for key, text in parts.items()})) == when


def test_only_what_is_longer_than_usual_is_weighed():
    assert " if (s > 300 or t > 1500 or n0 > 200) and (" in source(**INDICATORS, require="长度(三级指标) < 30")


def test_a_group_is_fetched_once_and_may_be_missing():
    text = source(require="基本支出 + 项目支出 > 3")
    assert len(re.findall(r"^ rg0 = x\.get\(k\d+\)$", text, re.MULTILINE)) == 1
    assert len(re.findall(r"= rg0\.get\(k\d+\) if rg0 is not None else None$", text, re.MULTILINE)) == 2
    assert "rg1" not in text


def test_what_rules_ask_first_in_common_is_asked_once():
    whens = ('年度 > 2020 and 表名 == "甲"', '年度 > 2020 and 表名 == "乙"')
    text = source(*({"id": f"REC-0{index}", "when": f"'{one}'"} for index, one in enumerate(whens, 1)))
    assert len(re.findall(r"\bif .*> k\d+", text)) == 1


@pytest.mark.parametrize("form", rulesets.load().fused)
def test_nothing_is_read_twice(form):
    text = rulesets.load().fused[form].source
    read = Counter(re.findall(r"^( +\w+) = \w+\.get\(", text, re.MULTILINE))
    assert read
    assert {name for name, times in read.items() if times > 1} == set()


WRITTEN = [
    ("年度 == 2024", None, "(r == k)"),
    ("年度 != 2024", None, "(not (r == k))"),
    ("基本支出 == 5", "0.01", "(abs(r - k) <= k)"),
    ("基本支出 == 5", None, "(r == k)"),
    ("基本支出 < 5", "0.01", "(r < k - k)"),
    ("基本支出 >= 项目支出", "0.01", "(r >= r - k)"),
    ("1 < 基本支出 < 5", None, "((k < r) and (r < k))"),
    ("1 < 基本支出 + 2 < 5", None, "((k < (q0 := (r + k))) and (q0 < k))"),
    ("年度 < 基本支出 + 1", None, "(r < (r + k))"),
    ("已填(表名) == 已填(部门名称)", None, "((r is not None or present(x, k)) == (r is not None or present(x, k)))"),
    ("日期(年度, 1, 1) == 日期(2024)", None, "(k(r, k, k) == k)"),
    ('取值(绩效指标, 三级指标) == ["甲"]', None, "same([(stop() if t1_2 is None else t1_2) for t1_2 in rs], k, k)"),
    ('总体绩效目标 == "甲"', None, "((r[0] == k or not k <= r[0] <= k) and fold[r] == k)"),
    ('总体绩效目标 == ""', None, "(fold[r] == k)"),
    ('表名 == "甲"', None, "r"),
    ('主名(总体绩效目标) == "甲"', None, "(fold[k(r)] == k)"),
    ('总体绩效目标 in ["甲", "乙"]', None, "(fold[r] in k)"),
    ('表名 in ["甲", "乙"]', None, "r"),
    ("年度 in [2023, 2024]", None, "within(r, k, k)"),
    ('匹配(总体绩效目标, "甲|乙")', None, "((k in r or k in r) and m0[r])"),
    ('匹配(总体绩效目标, "[0-9]+")', None, "m0[r]"),
    ('匹配(表名, "甲|乙")', None, "m0[r]"),
    ('匹配(主名(总体绩效目标), "甲|乙")', None, "m1[k(r)]"),
    ('几个(匹配处(总体绩效目标, "甲")) > 0', None, "((len(k(bounded(r, k), k))) > k)"),
    ("长度(表名) > 3", None, "r"),
    (
        "长度(总体绩效目标) >= 3",
        None,
        "(len(r) >= k and ((head0 := r[:k]).isprintable() and k not in head0 or longer(r, k)))",
    ),
    (
        "长度(总体绩效目标) < 3.5",
        None,
        "(not (len(r) >= k and ((head0 := r[:k]).isprintable() and k not in head0 or longer(r, k))))",
    ),
    ("2 < 长度(表名)", None, "(k < k(r))"),
    ("长度(表名) < 年度", None, "(k(r) < r)"),
    ("长度(表名) == 3", None, "(k(r) == k)"),
    ("长度(表名) < 5 < 年度", None, "((k(r) < k) and (k < r))"),
    ("长度(主名(总体绩效目标)) > 3", None, "longer(k(r), k)"),
    ('有(绩效指标, 默认(三级指标, "") == "甲")', None, "(k in rs)"),
    ('没有(绩效指标, 默认(三级指标, "") == "甲")', None, "(k not in rs)"),
    (
        '有(绩效指标, 默认(三级指标, "甲") == "甲")',
        None,
        "(True in [((t1_1 if t1_2 is not None else k) == k) for t1_1, t1_2 in zip(rs, rs)])",
    ),
    (
        '有(绩效指标, 默认(三级指标, "") != "甲")',
        None,
        "(True in [(not ((t1_1 if t1_2 is not None else k) == k)) for t1_1, t1_2 in zip(rs, rs)])",
    ),
    (
        '有(绩效指标, 默认(表名, "") == "甲" and 权重 > 1)',
        None,
        "(True in [(stop() if t1_1 is None else (((r if r is not None else k) == k) and (t1_1 > k))) for t1_1 in rs])",
    ),
    (
        '都(绩效指标, 默认(三级指标, "") == "甲")',
        None,
        "(False not in [((t1_1 if t1_2 is not None else k) == k) for t1_1, t1_2 in zip(rs, rs)])",
    ),
    ('个数(绩效指标, 默认(三级指标, "") == "甲") > 1', None, "(decimal(rs.count(k)) > k)"),
    ("个数(绩效指标) > 1", None, "((len(r)) > k)"),
    (
        "有栏(绩效指标) and 个数(绩效指标) > 1",
        None,
        "((r is not None or has_field(x, k)) and ((stop() if r is None else decimal(len(r))) > k))",
    ),
    ("默认(基本支出, 1) > 0", None, "((r if r is not None else (legible(x, k) or k)) > k)"),
    ('默认(表名, "甲") == "甲"', None, "((r if r is not None else k) == k)"),
]
"""Conditions, the tolerance, and what is generated; k is any constant, r any value that was read."""


def emitted(text, tolerance=None, **parts):
    """Return what is generated of a condition, its names without their numbers."""
    line = re.search(
        r"^ +(?:el)?if not (.+): add\(\(0, \S+, 2\)\)$",
        source(require=f"'{text}'", tolerance=tolerance, **parts),
        re.MULTILINE,
    )
    return re.sub(r"\bk\d+", "k", re.sub(r"\br_[\d_]+", "r", line[1]))


@pytest.mark.parametrize(("text", "tolerance", "written"), WRITTEN)
def test_what_is_generated_of_a_condition(text, tolerance, written):
    assert emitted(text, tolerance) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("默认(权重, 1) > 0", "((r if r is not None else (legible(rx, k) or k)) > k)"),
        ("默认(指标值.数值, 1) > 0", "((r if r is not None else (k)) > k)"),
        (
            '有(绩效指标, 默认(本项.三级指标, "") == "甲")',
            "(True in [((rc_1 if rc_2 is not None else k) == k) for t2 in r])",
        ),
    ],
)
def test_what_is_generated_of_a_condition_on_an_item(text, written):
    assert emitted(text, for_each="绩效指标") == written
