"""The fused function and the reference evaluator: one answer, whatever the rule and the form."""

from dataclasses import replace
from pathlib import Path

from anyrecord import records
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruling import CATALOGUE, load_text, rule_text, ruleset

from checker import rulesets, schema
from checker.engine import check
from checker.errors import RuleError
from checker.model import Form
from checker.rulesets.fuse import fuse

RULES = rulesets.load()
INVOICES = rulesets.load(Path(__file__).parents[1] / "acceptance" / "invoice")
SLOW = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))

RECORD = (
    ["表名", "部门名称", "总体绩效目标", "金额单位"],
    ["年度", "基本支出", "项目支出", "财政拨款", "其他资金", "财政供养人员数"],
)
ITEM = (
    ["三级指标", "一级指标", "二级指标", "指标值", "指标值.单位", "备注", "本项.三级指标", *RECORD[0]],
    ["权重", "指标值.数值", "指标值.上限", *RECORD[1]],
)
LISTS = st.sampled_from(["重点工作任务", "绩效指标"])
SIGNS = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])


def written(form, *parts):
    """Return expressions put together from parts."""
    return st.tuples(*parts).map(lambda given: form.format(*given))


class Grammar:
    """Conditions that may name these texts and numbers."""

    def __init__(self, texts, numbers):
        self.text_fields, self.number_fields = st.sampled_from(texts), st.sampled_from(numbers)
        self.fields = self.text_fields | self.number_fields | LISTS
        atoms = st.deferred(lambda: self._atoms())  # noqa: PLW0108 - hypothesis wants a function, no method
        self.booleans = st.recursive(atoms, self._joined, max_leaves=4)
        leaves = self.text_fields | st.sampled_from(['"提高"', '"≥98%"', '"无"'])
        self.texts = st.recursive(leaves, self._longer_texts, max_leaves=3)
        leaves = self.number_fields | st.sampled_from(["1", "0.01", "100", "参数.上限"])
        self.numbers = st.recursive(leaves, self._longer_numbers, max_leaves=3)

    def _longer_texts(self, inner):
        return st.one_of(
            written("默认({}, {})", self.text_fields, inner),
            written("({} if {} else {})", inner, self.booleans, inner),
            written("主名({})", inner),
            written('去掉({}, "[0-9]+|年")', inner),
            written("最长公共({}, {})", inner, inner),
            written("最相近({}, 取值(绩效指标, 默认(三级指标, {})))", inner, inner),
            written("连写(文中数量({}))", inner),
        )

    def _longer_numbers(self, inner):
        return st.one_of(
            written("({} {} {})", inner, st.sampled_from("+-*/"), inner),
            written("默认({}, {})", self.number_fields, inner),
            written("(-{})", inner),
            written("绝对值({})", inner),
            written("长度({})", self.texts),
            written("占比({}, {})", inner, inner),
            written("四舍五入({})", inner),
            written('换算({}, {}, "万元")', inner, self.texts),
            written("{}({}, {})", st.sampled_from(["相似度", "重合度"]), self.texts, self.texts),
            written("中位数(取值(绩效指标, 默认(权重, {})))", inner),
            written('中位数(文中数({}, "个"))', self.texts),
            written("几个(重复(取值(绩效指标, 默认({}, {}))))", self.text_fields, self.texts),
            written("几个(无关的(要点({}), 取值(绩效指标, 三级指标), 词表.比率类词尾, 2))", self.texts),
            written("{}(几天后(年末({}), {}))", st.sampled_from(["年份", "月份", "日"]), inner, inner),
            written("几个(取值(绩效指标, 默认({}, {})))", self.text_fields, self.texts),
            written('几个(匹配处({}, "[0-9]+"))', self.texts),
            written("几个(取值(重点工作任务, 文中年份({}), 已填(任务名称)))", self.texts),
            written("个数({}, {})", LISTS, self.booleans),
            written("个数({})", LISTS),
            written("合计(重点工作任务, 投入资金, {})", self.booleans),
            written("合计(绩效指标, 默认(权重, {}))", inner),
        )

    def _atoms(self):
        members = st.sampled_from(['in ["提高", "无"]', 'not in ["≥98%"]', "in 词表.比率类词尾"])
        return st.one_of(
            written("{} {} {}", self.numbers, SIGNS, self.numbers),
            written("{} {} {} {} {}", self.numbers, SIGNS, self.numbers, SIGNS, self.numbers),
            written("{} {} {}", self.texts, st.sampled_from(["==", "!="]), self.texts),
            written("{} {}", self.texts, members),
            written("{} in [1, 100, 2024]", self.numbers),
            written("含词({}, 词表.比率类词尾)", self.texts),
            written('匹配({}, "待定|另行|[xX]{{2,}}")', self.texts),
            written('匹配({}, "[0-9]+个?$")', self.texts),
            written('包含({}, "年")', self.texts),
            written("可换算({}, {})", self.texts, self.texts),
            written("相关({}, {}, 词表.比率类词尾, 2)", self.texts, self.texts),
            written("开头是({}, {})", self.texts, self.texts),
            written("{}({})", st.sampled_from(["已填", "未填", "可读", "有栏"]), self.fields),
        )

    def _joined(self, inner):
        return st.one_of(
            written("({} {} {})", inner, st.sampled_from(["and", "or"]), inner),
            written("(not {})", inner),
            written("{}({}, {})", st.sampled_from(["有", "都", "没有"]), LISTS, inner),
            written("(已填({}) and {})", self.fields, inner),
            written("(可读({0}) and {0} > 1 or {1})", self.number_fields, inner),
        )


RECORD_WIDE, ITEM_WIDE = (Grammar(*names).booleans for names in (RECORD, ITEM))
CONDITIONS = st.tuples(st.none(), RECORD_WIDE, RECORD_WIDE | st.none()) | st.tuples(
    st.just("绩效指标"), ITEM_WIDE, ITEM_WIDE | st.none()
)


def one_answer(rules, record):
    """Return the report of the fused function, having seen that the reference evaluator says the same."""
    form = Form("表", record)
    fast = check(form, replace(rules, fused={CATALOGUE.form: fuse(rules.rules, CATALOGUE)}))
    slow = check(form, replace(rules, fused={}))
    assert fast == slow
    return fast


@SLOW
@given(records(CATALOGUE))
def test_the_shipped_rules_on_any_record(record):
    form = Form("表", record)
    assert check(form, RULES) == check(form, replace(RULES, fused={}))


@SLOW
@given(records(schema.load(INVOICES.record)))
def test_rules_that_walk_through_lists_within_lists(record):
    form = Form("发票", record)
    assert check(form, INVOICES) == check(form, replace(INVOICES, fused={}))


@settings(SLOW, max_examples=400)
@given(
    CONDITIONS,
    st.sampled_from([None, "0.01", "5"]),
    st.sampled_from([None, "[基本支出, 其他资金]"]),
    st.lists(records(CATALOGUE), min_size=1, max_size=4),
)
def test_any_rule_on_any_record(conditions, tolerance, zeroes, forms):
    for_each, require, when = conditions
    quoted = {key: "'" + text + "'" for key, text in (("when", when), ("require", require)) if text}
    try:
        rule = load_text(rule_text(**quoted, for_each=for_each, tolerance=tolerance, blank_as_zero=zeroes))
    except RuleError:
        return
    for record in forms:
        one_answer(ruleset(rule), record)
