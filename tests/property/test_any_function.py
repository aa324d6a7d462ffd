"""Every function, whatever it is given: a value of the type that it promises, or an error of the language."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from ruling import CATALOGUE, evaluator

from checker.expressions import BudgetError, FunctionError, types
from checker.expressions.cases import VOCABULARIES
from checker.expressions.evaluate import MAX_STEPS
from checker.expressions.functions import FUNCTIONS
from checker.expressions.patterns import compile_pattern
from checker.expressions.resolve import resolve
from checker.expressions.scope import Scope

QUICK = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
LONG = 20_000
PLAIN = [one for one in dict.fromkeys(FUNCTIONS.values()) if one.call is not None]

LIKELY = """
2024年12月31日前投入1,200.5万元，培训3.2万人次。 一是甲；二是乙。 （一）甲（二）乙 ①甲；②乙。 1.甲；2乙。
目标1：甲 万元 元/人 个 ㎡ 万 十万亩 "%" -5% 〔2024〕5号 2020-2025年 帐户 约谈 约 建设 (((()))） 终端：2 名称:-1.5
2023-12-31 2023-02-30 ２０２３年 〇 亿亿亿个
"""
LETTERS = "0123456789.,，-万亿元个人年月日第一是()（）；。:：/约\u200b \n甲乙\ud800𠮷e\u0301①％"
TEXTS = st.text(max_size=40) | st.sampled_from(LIKELY.split()) | st.text(alphabet=LETTERS, max_size=60)
NUMBERS = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-10_000, max_value=10_000, places=2),
    st.integers(-40, 10_000).map(Decimal),
    st.sampled_from(["0", "-0", "1E+30", "1E-30", "9" * 40, "1E+999999", "1E-999999", "-1E+999999"]).map(Decimal),
)
VALUES = {
    "text": TEXTS,
    "number": NUMBERS,
    "boolean": st.booleans(),
    "date": st.dates() | st.sampled_from([date.min, date.max]),
    "words": st.sampled_from(list(VOCABULARIES.values())),
    "pattern": st.sampled_from([compile_pattern(one, 0) for one in (r"\d+", "[万亿]元|个", "^.", "$", "(?=甲)")]),
    "list of text": st.lists(TEXTS, max_size=6),
    "list of number": st.lists(NUMBERS, max_size=6),
}
VALUES["list"] = st.one_of(VALUES["list of text"], VALUES["list of number"], st.lists(VALUES["date"], max_size=3))


def arguments(function):
    """Return a strategy of arguments that the type check lets through."""
    kinds = [[VALUES[one] for one in function.parameter(index).split("|")] for index in range(min(function.most, 4))]
    fixed, left_out = kinds[: function.least], kinds[function.least :]
    tails = [st.tuples(*map(st.one_of, fixed + left_out[:more])) for more in range(len(left_out) + 1)]
    return st.one_of(tails)


def promised(function, values):
    """Tell whether what came out is of the type that the function promises."""
    if isinstance(values, list):
        kinds = {types.of_value(one).name for one in values if not isinstance(one, date)}
        _, _, element = function.returns.partition(" of ")
        return function.returns == "same" or (function.returns.startswith("list") and kinds <= {element})
    name = "date" if isinstance(values, date) else types.of_value(values).name
    return function.returns == "same" or types.called(function.returns.partition(" in ")[0]).name == name


@pytest.mark.parametrize("function", PLAIN, ids=lambda one: one.english)
@QUICK
@given(data=st.data())
def test_a_function_gives_what_it_promises_or_an_error_of_the_language(function, data):
    given_ = data.draw(arguments(function))
    try:
        value = function.call(*given_)
    except (ArithmeticError, FunctionError) as error:
        assert function.fails or "number" in "".join(function.parameters), error
        assert not isinstance(error, FunctionError) or any("\u4e00" <= one <= "\u9fff" for one in str(error))
        return
    assert promised(function, value), value


@pytest.mark.parametrize("function", [one for one in PLAIN if one.known], ids=lambda one: one.english)
@QUICK
@given(data=st.data())
def test_what_is_found_at_load_is_what_would_be_found_later(function, data):
    given_ = data.draw(arguments(function))
    hidden = [None if data.draw(st.booleans()) else one for one in given_]
    try:
        function.known(*hidden)
    except FunctionError:
        with pytest.raises(FunctionError):
            function.call(*given_)


CALL = {name: FUNCTIONS[name].call for name in FUNCTIONS}


@QUICK
@given(TEXTS, TEXTS)
@example("（甲） 乙", "(甲)乙")
def test_two_texts_are_as_alike_one_way_as_the_other(one, other):
    alike = CALL["相似度"](one, other)
    assert 0 <= alike <= 100
    assert alike == CALL["相似度"](other, one)
    assert CALL["相似度"](one, one) == 100
    assert 0 <= CALL["重合度"](one, other) <= 100


@QUICK
@given(NUMBERS.filter(lambda one: abs(one) < 10**9), st.sampled_from(["元", "万元", "亿元", "角", "百万元"]))
def test_there_and_back_again_is_the_same_amount(number, unit):
    there = CALL["换算"](number, unit, "千元")
    assert abs(CALL["换算"](there, "千元", unit) - number) <= abs(number) * Decimal("1E-20")


@QUICK
@given(st.lists(TEXTS, max_size=6))
def test_what_is_distinct_and_what_is_twice(texts):
    distinct, twice = CALL["不重复"](texts), CALL["重复"](texts)
    assert CALL["重复"](distinct) == []
    assert set(twice) <= set(distinct) <= set(texts)
    assert bool(twice) is (len(distinct) < len(texts))


@QUICK
@given(TEXTS, st.sampled_from(["个", "万元", "人次", "㎡"]))
def test_every_number_in_a_text_stands_in_one_of_its_amounts(text, unit):
    assert len(CALL["文中数"](text, unit)) <= len(CALL["文中数量"](text))
    assert len(CALL["所述数"](text, "培训", unit)) <= len(CALL["文中数"](text, unit))


@QUICK
@given(VALUES["list of text"], VALUES["list of text"], VALUES["words"], st.integers(1, 4).map(Decimal))
def test_unrelated_texts_are_those_that_no_other_is_related_to(texts, others, words, least):
    alone = [one for one in texts if not any(CALL["相关"](one, other, words, least) for other in others)]
    assert CALL["无关的"](texts, others, words, least) == alone


REPEATED = """
的 1个 1 培训终端1个， (甲) ( ) 1.甲； 一是甲； 2021年 2021年- 1,111 ,111 约 合约约 约谈 建设 1万 ①
终端： 培训 ２ e\u0301 \u200b
"""
HOSTILE = [(one * LONG)[:LONG] for one in [*REPEATED.split(), " "]] + ["(a" * 9000 + ")" * 9000, "1" + "个" * LONG]


def long_arguments(function, text, other):
    """Return arguments of which each text, and each text of a list, is long or comes often."""
    chosen = {"text": [text, other], "list of text": [[text, *other.split("，")], [*text, other]]}
    for index in range(function.least):
        kind = function.parameter(index).split("|")[-1 if function.name == "日期" else 0]
        if kind in chosen:
            yield chosen[kind][index % 2]
        elif kind == "number":
            yield Decimal(3)
        elif kind == "list":
            yield list(text)
        else:
            yield {"words": VOCABULARIES["约数"], "pattern": compile_pattern("[0-9]+个", 0)}[kind]


@pytest.mark.parametrize(
    "function", [one for one in PLAIN if "text" in "".join(one.parameters)], ids=lambda one: one.name
)
def test_long_hostile_texts_are_read_like_any_other(function):
    for text in HOSTILE:
        for other in (text, HOSTILE[3], "终端个"):
            try:
                value = function.call(*long_arguments(function, text, other))
            except (ArithmeticError, FunctionError):
                continue
            assert promised(function, value)


COSTLY = [one for one in PLAIN if one.costly]


@pytest.mark.parametrize("function", COSTLY, ids=lambda one: one.name)
def test_what_takes_time_for_every_character_is_counted_so(function):
    size = MAX_STEPS // 2 + 1
    text = "甲" * size
    written = ", ".join(
        {"text": "总体绩效目标", "list of text": '匹配处(总体绩效目标, ".+")', "words": "词表.约数", "number": "3"}[
            kind
        ]
        for kind in function.parameters
    )
    call = f"{function.name}({written})"
    scope = Scope((CATALOGUE.root,), {}, VOCABULARIES)
    longer = text * 2 if sum("text" in kind for kind in function.parameters) == 1 else text
    with pytest.raises(BudgetError):
        evaluator({"总体绩效目标": longer}).value(resolve(call, scope))
