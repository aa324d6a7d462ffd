"""What a layer adds to an inherited word list, and takes out of it."""

from datetime import date

import pytest
from layering import fault, faults, made, third, two, write
from ruling import pointed

from checker.rulesets import load


def words(folder, name="禁词"):
    found = made(folder).settings.vocabulary[name]
    return [one.text for one in found.entries], list(found.harmless)


def test_words_and_contexts_are_added_and_removed(tmp_path):
    text = "{add: [戊词, {word: 己词, until: 2022-01-01}], remove: [甲词], add_harmless: [不戊词], reason: 甲}"
    low = two(tmp_path, f"vocabulary:\n  禁词: {text}\n")
    assert words(low) == (["乙词", "戊词", "己词"], ["不甲词", "不戊词"])
    assert made(low).settings.vocabulary["禁词"].entries[2].until == date(2022, 1, 1)
    assert words(third(tmp_path, "vocabulary: {禁词: {remove_harmless: [不甲词], remove: [戊词], reason: 甲}}\n")) == (
        ["乙词", "己词"],
        ["不戊词"],
    )


def test_a_list_may_be_emptied_and_filled_again(tmp_path):
    low = two(tmp_path, "vocabulary: {词: {remove: [丁词], reason: 甲}}\n")
    assert words(low, "词") == (["\0"], [])
    assert words(third(tmp_path, "vocabulary: {词: {add: [新词], reason: 甲}}\n"), "词") == (["新词"], [])


def test_a_layer_may_have_lists_of_its_own(tmp_path):
    low = two(tmp_path, vocabulary_yaml="新表: {meaning: 甲, words: [子]}\n")
    assert words(low, "新表") == (["子"], [])


EFFECTS = [
    ("禁词: {add: [戊词]}", []),
    ("禁词: {remove_harmless: [不甲词]}", []),
    ("禁词: {remove: [甲词], reason: 甲}", [("词表.禁词", "去掉“甲词”", "looser")]),
    ("禁词: {add_harmless: [不乙词], reason: 甲}", [("词表.禁词", "增加无害说法“不乙词”", "looser")]),
    ("放行词: {add: [{word: 戊词}], reason: 甲}", [("词表.放行词", "增加“戊词”", "looser")]),
    ("放行词: {remove: [丙词]}", []),
    ("词: {add: [戊词], reason: 甲}", [("词表.词", "增加“戊词”", "unclear")]),
]


@pytest.mark.parametrize(("change", "wanted"), EFFECTS)
def test_what_is_looser_or_may_be_is_told(tmp_path, change, wanted):
    changes = load(two(tmp_path, f"vocabulary:\n  {change}\n")).changes
    assert [(one.subject, one.told, one.effect) for one in changes] == wanted


MISTAKES = [
    ("禁词: {remove: [甲词]}", "{remove: [甲词]}", "“词表.禁词”去掉“甲词”，放宽了上层的规则，要写明理由。"),
    ("词: {add: [戊词]}", "{add", "“词表.词”增加“戊词”，看不出是从严还是放宽，要写明理由。"),
    ("禁此: {add: [戊词]}", "禁此", "上层没有词表“禁此”。"),
    ("禁词: {add: [甲词]}", "甲词", "“甲词”上层已经有了。"),
    ("禁词: {add: [戊词, {word: 甲词}]}", "{word", "“甲词”上层已经有了。"),
    ("禁词: {add_harmless: [不甲词], reason: 甲}", "不甲词", "“不甲词”上层已经有了。"),
    ("禁词: {remove: [甲], reason: 甲}", "甲]", "“甲”上层没有，无从去掉。"),
    ("禁词: {add: [戊词], remove: [戊词], reason: 甲}", "戊词], reason", "“戊词”又增加又去掉。"),
    ("禁词: {add: ['']}", "''", "这里要写一个词。"),
    ("禁词: {remove: [''], reason: 甲}", "''", "这里要写成文字。"),
    ("禁词: {add: 戊词}", "戊词}", "“add”要写成列表"),
    ("禁词: {ad: [戊词]}", "ad:", "不认识的键“ad”。"),
    ("禁词: {reason: 甲}", "{reason", "这里没有写改什么。"),
    ("禁词: [戊词]", "[戊词]", "这里要写成“键: 值”的样子。"),
    ("[禁词]", "[禁词]", "这里要写成“名称: 内容”的样子。"),
]


@pytest.mark.parametrize(("change", "at", "message"), MISTAKES)
def test_a_mistake_is_named(tmp_path, change, at, message):
    found = [one for one in faults(two(tmp_path, f"vocabulary:\n  {change}\n")) if message in one.message]
    assert [(one.file, one.line) for one in found] == [("low/ruleset.yaml", 6)]
    assert pointed(found[0]).startswith(at)


def test_an_inherited_list_is_not_defined_again(tmp_path):
    found = fault(two(tmp_path, vocabulary_yaml="禁词: {meaning: 甲, words: [子]}\n"))
    assert str(found).startswith("low/vocabulary.yaml:1:1：上层已有词表“禁词”。 要增减词，请写在 ruleset.yaml 里")


def test_a_list_of_the_layer_itself_is_changed_where_it_stands(tmp_path):
    low = two(tmp_path, "vocabulary: {新表: {add: [丑]}}\n", vocabulary_yaml="新表: {meaning: 甲, words: [子]}\n")
    assert "词表“新表”是本层的。" in fault(low).message


def test_which_way_is_stricter_is_one_of_two(tmp_path):
    low = two(tmp_path, vocabulary_yaml="新表: {meaning: 甲, words: [子], stricter: mroe}\n")
    assert "“stricter”不能是“mroe”。 是不是“more”？" in str(fault(low))
    write(low, {"vocabulary.yaml": "新表: {meaning: 甲, words: [子], stricter: 大}\n"})
    assert "more 词多为严，fewer 词少为严。" in str(fault(low))
