"""Folding text for comparison, and the nearest of some names."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.text import _ALIKE, _INVISIBLE, _SPACE, fold, narrow, nearest, plain

FOLDED = [
    ("９８％", "98%"),
    ("（一）　甲", "(一)甲"),
    ("1 − 2 – 3 — 4 － 5 ﹣ 6", "1-2-3-4-5-6"),
    ("≧⩾≦⩽", "≥≥≤≤"),
    ("1～2〜3∼4", "1~2~3~4"),
    ("甲\u200b乙\ufeff\u00ad\u202e丙", "甲乙丙"),
    ("甲\t\n\u3000\xa0乙", "甲乙"),
    ("⽬标", "目标"),
    ("①", "1"),
    ("", ""),
    ("  ", ""),
]


@pytest.mark.parametrize(("text", "wanted"), FOLDED)
def test_text_is_folded(text, wanted):
    assert fold(text) == wanted


@given(st.text())
def test_folding_leaves_no_white_space_and_nothing_full_width(text):
    folded = fold(text)
    assert not any(character.isspace() for character in folded)
    assert not set(folded) & set("（）％＞＜＝，：；！？０１２３４５６７８９　")


@given(st.text(st.characters(categories=["L", "N", "P", "Z"])))
def test_folding_is_nfkc_and_adding_white_space_changes_nothing(text):
    assert fold(unicodedata.normalize("NFKC", text)) == fold(text)
    assert fold(f" {text}\u3000\n") == fold(text)


NEAREST = [
    ("基本支処", "是不是“基本支出”？"),
    ("基本支出", "是不是“基本支出”？"),
    ("单位累", "是不是“单位类”？"),
    ("单位", "是不是“单位”？"),
    ("完全不同的东西", ""),
    ("", ""),
]


@pytest.mark.parametrize(("name", "hint"), NEAREST)
def test_the_nearest_name_is_offered(name, hint):
    assert nearest(name, ["项目支出", "基本支出", "单位", "单位类"]) == hint


def test_no_name_is_near_to_none():
    assert nearest("甲", []) == ""
    assert nearest("甲", iter(["甲乙"])) == "是不是“甲乙”？"


def test_a_very_long_name_is_no_trouble():
    started = time.perf_counter()
    assert nearest("甲" * 200_000, ["基本支出", "甲"]) == ""
    assert time.perf_counter() - started < 1


def test_patterns_see_half_width_letters_and_digits_and_nothing_invisible():
    assert narrow("身份证４４０\u200b１Ｘ，９５％ 。") == "身份证4401X，95% 。"


def test_what_is_folded_already_is_told_at_once():
    """What is taken as it is must be what the long way makes of it, and the long way must be open to all the rest."""
    for code in range(0x110000):
        one = chr(code)
        if plain.fullmatch(one):
            assert _SPACE.sub("", unicodedata.normalize("NFKC", one).translate(_ALIKE)) == one
            assert narrow(one) == one
            assert not _INVISIBLE.search(one)
    assert fold("提高 ２") == "提高2"
