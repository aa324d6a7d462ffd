"""Vocabularies: what is found, what is harmless, and which of two words wins."""

from datetime import date

import pytest

from checker.expressions import Word, Words


def words(*texts, harmless=()):
    return Words("试用", tuple(Word(text) for text in texts), harmless)


def found(vocabulary, text):
    return [hit.text for hit in vocabulary.hits(text)]


HITS = [
    (("约", "左右"), "约五个左右，约六个", ["约", "左右"]),
    (("学习", "学习贯彻"), "学习贯彻会议精神", ["学习贯彻"]),
    (("党的十九大", "十九大"), "十九大以来，党的十九大", ["十九大", "党的十九大"]),
    (("提高…水平",), "提高服务水平", ["提高服务水平"]),
    (("提高…水平",), "提高一二三四五六七八水平", ["提高一二三四五六七八水平"]),
    (("提高…水平",), "提高一二三四五六七八九水平", []),
    (("提高…水平",), "提高，水平", []),
    (("提高…水平",), "提高水平", ["提高水平"]),
    (("TBD",), "ＴＢＤ", ["TBD"]),
    (("待 定",), "待\u200b定", ["待定"]),
    (("a.c",), "abc", []),
    (("甲",), "", []),
]


@pytest.mark.parametrize(("entries", "text", "wanted"), HITS)
def test_words_are_found_longest_first_and_once(entries, text, wanted):
    assert found(words(*entries), text) == wanted


def test_a_word_in_a_harmless_context_is_not_found():
    vocabulary = words("约", "十九大", harmless=("大约束", "学习贯彻{词}", "{词}精神", "合约"))
    assert found(vocabulary, "合约、大约束、学习贯彻十九大、十九大精神") == []
    assert found(vocabulary, "合约约三个") == ["约"]
    assert found(vocabulary, "学习十九大") == ["十九大"]


def test_a_hit_knows_its_entry():
    day = date(2022, 10, 22)
    vocabulary = Words("试用", (Word("甲"), Word("帐户", use="账户"), Word("十九大", until=day)))
    hits = vocabulary.hits("十九大的帐户")
    assert [(hit.word.text, hit.word.use, hit.word.until) for hit in hits] == [
        ("十九大", "", day),
        ("帐户", "账户", None),
    ]


def test_a_word_listed_twice_is_found_once():
    assert found(words("甲", "甲"), "甲") == ["甲"]


def test_whole_start_and_end():
    vocabulary = words("率", "满意度", "提高…率")
    assert [vocabulary.holds(text) for text in ("满意度", "满 意 度", "满意度高", "提高合格率")] == [
        True,
        True,
        False,
        True,
    ]
    assert [vocabulary.starts(text) for text in ("率先", "效率")] == [True, False]
    assert [vocabulary.ends(text) for text in ("效率", "率先", "率\n")] == [True, False, True]


def test_words_can_be_cut_out_and_listed():
    assert words("提高", "水平").cut("提高 甲 水平", "|") == "|甲|"
    vocabulary = words("提高")
    for number in range(1200):
        assert vocabulary.cut(f"提高{number}", "|") == f"|{number}"
    assert list(words("甲", "乙")) == ["甲", "乙"]


def test_words_with_a_gap_are_found_where_all_have_one():
    words = Words("甲", (Word("一…二"),))
    assert words.holds("一三二")
    assert words.starts("一三二四")
    assert words.ends("零一三二")
    assert not words.holds("一三")
