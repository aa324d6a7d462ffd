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
