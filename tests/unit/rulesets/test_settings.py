"""ruleset.yaml and vocabulary.yaml: what the rules of a set share."""

from datetime import date
from decimal import Decimal

import pytest
from ruling import SETTINGS, VOCABULARY, load_text, pointed, rule_text, settings

from checker.errors import RuleError

HEAD = "id: a\ntitle: 甲\nversion: 1\n"


def parameter(value):
    return settings(f"{HEAD}parameters:\n  上限: {{value: {value}, meaning: 试用}}\n").parameters["上限"]


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("90", Decimal(90)),
        ("0.5", Decimal("0.5")),
        ("甲", "甲"),
        ("true", True),
        ("[1, 0.5]", [Decimal(1), Decimal("0.5")]),
        ("[甲, 乙]", ["甲", "乙"]),
        ("2023-12-31", "2023-12-31"),
    ],
)
def test_a_parameter_is_a_number_a_text_or_some_of_one_kind(written, wanted):
    assert parameter(written) == wanted


def test_what_rules_share_is_read():
    shared = settings(
        HEAD + "description: 说明\n",
        "约数:\n  meaning: 试用\n  words: [约, 5, {word: 帐户, use: 账户, until: 2022-01-01}]\n  harmless: [合约]\n",
    )
    assert (shared.id, shared.title, shared.version) == ("a", "甲", "1")
    entries = shared.vocabulary["约数"].entries
    assert [(one.text, one.use, one.until) for one in entries] == [
        ("约", "", None),
        ("5", "", None),
        ("帐户", "账户", date(2022, 1, 1)),
    ]
    assert shared.vocabulary["约数"].harmless == ("合约",)


def test_a_word_may_have_three_gaps_and_a_harmless_context_a_comma():
    shared = settings(HEAD, "词: {meaning: 甲, words: [甲…乙…丙…丁], harmless: [甲…乙…丙…丁, 清查…办公用房、车辆]}\n")
    assert shared.vocabulary["词"].harmless == ("甲…乙…丙…丁", "清查…办公用房、车辆")


PARAMETERS = [
    ("{a: {value: {b: 1}, meaning: 甲}}", "{b: 1}, meaning: 甲}}", "参数的值要写成"),
    ("{a: {value: [1, 甲], meaning: 甲}}", "[1, 甲], meaning: 甲}}", "参数的值要写成"),
    ("{a: {value: [true, 1], meaning: 甲}}", "[true, 1], meaning: 甲}}", "参数的值要写成"),
    ("{a: {value: [[1]], meaning: 甲}}", "[[1]], meaning: 甲}}", "参数的值要写成"),
    ("{a: {value: [], meaning: 甲}}", "[], meaning: 甲}}", "“value”后面没有内容。"),
    ("{a: {value: 1}}", "{value: 1}}", "缺少“meaning”。"),
    ("{a: {value: 1, meaning: [甲]}}", "[甲]}}", "“meaning”要写成文字。"),
    ("{a: {valeu: 1, meaning: 甲}}", "valeu: 1, meaning: 甲}}", "不认识的键“valeu”。"),
    ("{a: 1}", "1}", "这里要写成“键: 值”的样子。"),
    ("[a]", "[a]", "这里要写成“名称: 内容”的样子。"),
    ("{a b: {value: 1, meaning: 甲}}", "a b: {value: 1, meaning: 甲}}", "名称“a b”在表达式里写不出来。"),
    ("{1: {value: 1, meaning: 甲}}", "1: {value: 1, meaning: 甲}}", "名称“1”在表达式里写不出来。"),
    ("{ａ: {value: 1, meaning: 甲}}", "ａ: {value: 1, meaning: 甲}}", "名称“ａ”在表达式里写不出来。"),
]


@pytest.mark.parametrize(("parameters", "at", "message"), PARAMETERS)
def test_a_mistake_in_the_parameters_is_named(parameters, at, message):
    with pytest.raises(RuleError) as caught:
        settings(f"{HEAD}parameters: {parameters}\n")
    fault = next(one for one in caught.value.faults if message in one.message)
    assert pointed(fault) == at
    assert (fault.file, fault.line) == ("trial/ruleset.yaml", 4)


HEADS = [
    ("[]", "这里要写成“键: 值”的样子。"),
    ("id: a\ntitle: 甲\n", "缺少“version”。"),
    (HEAD + "titel: 甲\n", "不认识的键“titel”。"),
    ("id: [a]\ntitle: 甲\nversion: 1\n", "“id”要写成文字。"),
    (HEAD + "description: {a: 1}\n", "“description”要写成文字。"),
    (HEAD + "parameters:\n", "“parameters”后面没有内容。"),
]


@pytest.mark.parametrize(("head", "message"), HEADS)
def test_a_mistake_in_the_head_is_named(head, message):
    with pytest.raises(RuleError) as caught:
        settings(head)
    assert message in [one.message for one in caught.value.faults]


WORDS = [
    ("[甲]", "[甲]", "这里要写成“名称: 内容”的样子。"),
    ("a b: {meaning: 甲, words: [乙]}", "a b: {meaning: 甲, words: [乙]}", "在表达式里写不出来"),
    ("词: [乙]", "[乙]", "这里要写成“键: 值”的样子。"),
    ("词: {meaning: 甲, words: 乙}", "乙}", "“words”要写成列表"),
    ("词: {meaning: 甲, words: []}", "[]}", "缺少“words”。"),
    ("词: {meaning: 甲, words: [乙, null]}", "null]}", "这里要写一个词。"),
    ("词: {meaning: 甲, words: [乙, true]}", "true]}", "这里要写一个词。"),
    ("词: {meaning: 甲, words: [乙, [丙]]}", "[丙]]}", "这里要写一个词。"),
    ("词: {meaning: 甲, words: [乙, ……]}", "……]}", "这里要写一个词。"),
    ("词: {meaning: 甲, words: [乙, ' ']}", "' ']}", "这里要写一个词。"),
    ("词: {meaning: 甲, words: [进一步，大力，狠抓]}", "进一步，大力，狠抓]}", "词里有“，”，是不是几个词？"),
    ("词: {meaning: 甲, words: [乙, {word: 丙、丁}]}", "{word: 丙、丁}]}", "词里有“、”，是不是几个词？"),
    ("词: {meaning: 甲, words: [乙；丙]}", "乙；丙]}", "词里有“；”，是不是几个词？"),
    ("词: {meaning: 甲, words: [甲…乙…丙…丁…戊]}", "甲…乙…丙…丁…戊]}", "“…”最多写 3 个。"),
    ("词: {meaning: 甲, words: [乙], harmless: [丙, 甲…乙…丙…丁…戊]}", "甲…乙…丙…丁…戊]}", "“…”最多写 3 个。"),
    ("词: {meaning: 甲, words: [乙, 丙, 乙]}", "乙]}", "“乙”重复，前面已经写过。"),
    ("词: {meaning: 甲, words: [{use: 乙}]}", "{use: 乙}]}", "缺少“word”。"),
    ("词: {meaning: 甲, words: [{word: 乙, use: [丙]}]}", "[丙]}]}", "“use”要写成文字。"),
    ("词: {meaning: 甲, words: [{word: 乙, until: 2022年}]}", "2022年}]}", "日期“2022年”看不懂。"),
    ("词: {meaning: 甲, words: [{wrod: 乙}]}", "wrod: 乙}]}", "不认识的键“wrod”。"),
    ("词: {meaning: 甲, words: [乙], harmless: 丙}", "丙}", "“harmless”要写成列表"),
    ("词: {meaning: 甲, words: [乙], harmless: [{a: 1}]}", "{a: 1}]}", "这里要写成文字。"),
    ("词: {meaning: 甲, words: [乙], harmles: [丙]}", "harmles: [丙]}", "不认识的键“harmles”。"),
]


@pytest.mark.parametrize(("vocabulary", "at", "message"), WORDS)
def test_a_mistake_in_the_vocabulary_is_named(vocabulary, at, message):
    with pytest.raises(RuleError) as caught:
        settings(SETTINGS, vocabulary + "\n")
    fault = next(one for one in caught.value.faults if message in one.message)
    assert pointed(fault) == at
    assert (fault.file, fault.line) == ("trial/vocabulary.yaml", 1)


def test_an_empty_vocabulary_is_none():
    assert settings(SETTINGS, "null").vocabulary == {}


def test_rules_use_what_is_shared():
    shared = settings(SETTINGS, VOCABULARY)
    rule = load_text(rule_text(require="含词(表名, 词表.比率类词尾) or 年度 > 参数.上限"), shared)
    assert rule.require == "含词(表名, 词表.比率类词尾) or 年度 > 参数.上限"
