"""What is said to be impossible never happens: on any form, no condition comes out as it is told that it cannot."""

from decimal import Decimal

from hypothesis import given, reject, settings
from hypothesis import strategies as st
from ruling import ROOT, evaluator

from checker.expressions import Missing
from checker.expressions.parse import ExpressionError
from checker.expressions.resolve import resolve
from checker.expressions.truth import Kind, Truth, part_at
from checker.expressions.worlds import Claim, Worlds

NUMBERS = [
    "基本支出",
    "项目支出",
    "其他资金",
    "长度(表名)",
    "基本支出 + 项目支出",
    "默认(基本支出, 0)",
    "个数(绩效指标)",
]
BOUNDS = ["0", "1", "2", "2.005", "参数.上限"]
TEXTS = ["表名", "金额单位", '默认(金额单位, "亿元")', '("甲" if 已填(年度) else "乙")']
WORDS = ['"甲"', '"万元"', '"元"', "表名"]
ATOMS = st.one_of(
    st.tuples(
        st.sampled_from(NUMBERS),
        st.sampled_from(["<", "<=", ">", ">=", "==", "!="]),
        st.sampled_from([*NUMBERS, *BOUNDS]),
    ).map(" ".join),
    st.tuples(st.sampled_from(BOUNDS[:3]), st.just("<"), st.sampled_from(NUMBERS), st.just("<="), st.just("2")).map(
        " ".join
    ),
    st.tuples(st.sampled_from(TEXTS), st.sampled_from(["==", "!="]), st.sampled_from(WORDS)).map(" ".join),
    st.tuples(st.sampled_from(TEXTS), st.sampled_from(["in", "not in"]), st.just('["甲", "元"]')).map(" ".join),
    st.tuples(st.sampled_from(NUMBERS), st.sampled_from(["in", "not in"]), st.just("[1, 2]")).map(" ".join),
    st.tuples(
        st.sampled_from(["已填", "未填", "可读", "有栏"]), st.sampled_from(["基本支出", "表名", "其他资金", "绩效指标"])
    ).map(lambda pair: f"{pair[0]}({pair[1]})"),
    st.sampled_from(
        ["包含(表名, '甲')", "表名 in 词表.比率类词尾", "有(绩效指标, 已填(三级指标))", "年度 > 2020", "年度 == 1950"]
    ),
)
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: " and ".join(f"({one})" for one in parts)),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: " or ".join(f"({one})" for one in parts)),
        inner.map(lambda one: f"not ({one})"),
        st.tuples(inner, inner, inner).map(lambda three: "(({}) if ({}) else ({}))".format(*three)),
    ),
    max_leaves=6,
)
MONEY = st.sampled_from([None, Decimal(0), Decimal(1), Decimal(2), Decimal("2.01"), Decimal(91), "好"])
FORMS = st.fixed_dictionaries(
    {},
    optional={
        "基本支出": MONEY,
        "项目支出": MONEY,
        "其他资金": MONEY,
        "年度": st.sampled_from([None, 1950, 2021]),
        "表名": st.sampled_from([None, "甲", "元", "率"]),
        "金额单位": st.sampled_from([None, "元", "万元"]),
        "绩效指标": st.sampled_from([[], [{"三级指标": None}], [{"三级指标": "甲"}, {"三级指标": "乙"}]]),
    },
)
ZEROES = frozenset({((), ("budget", "other_funds"))})


def resolved(text):
    """Return a condition checked; what compares a field with what it cannot hold is none."""
    try:
        return resolve(text, ROOT, "boolean")
    except ExpressionError:
        reject()


def outcome(expression, data, tolerance):
    """Return what a condition comes out as on a form, None when it does not."""
    try:
        return evaluator(data, None, ZEROES, tolerance).value(expression)
    except Missing:
        return None


@settings(max_examples=400, deadline=None)
@given(CONDITIONS, FORMS, st.sampled_from(["0", "0.01"]))
def test_what_happens_was_possible(text, data, tolerance):
    expression = resolved(text)
    came = outcome(expression, data, tolerance)
    if came is not None:
        for settled in (True, False):
            worlds = Worlds(Decimal(tolerance), frozenset(path for _, path in ZEROES), settled=settled)
            assert worlds.possible([Claim(expression.tree, came)])


@settings(max_examples=200, deadline=None)
@given(CONDITIONS, st.lists(FORMS, max_size=4), st.sampled_from(["0", "0.01"]))
def test_a_condition_that_is_said_to_come_out_one_way_does(text, forms, tolerance):
    expression = resolved(text)
    problems = Truth(Decimal(tolerance), frozenset(path for _, path in ZEROES), thorough=True).examine(expression.tree)
    for problem in problems:
        assert part_at(text, problem.path)[1] in text
        if problem.path == () and problem.kind is not Kind.TWICE:
            came = {outcome(expression, data, tolerance) for data in forms}
            assert came <= {None, problem.kind is Kind.ALWAYS}
