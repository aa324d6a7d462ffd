"""Patterns are the same whether compiled at once, late, or remembered from another run."""

import marshal
import re
from re import _parser as parser

import pytest

from checker import regex
from checker.regex import Memory

PATTERNS = [
    r"(?P<sign>[-+]?)\s*(?P<digits>[0-9]+(?:\.[0-9]+)?)",
    r"(?i:甲|乙)+?(?=丙)",
    r"[\u4e00-\u9fff，。]{2,8}",
    r"(a)|(?P<b>b)",
    "",
]
TEXTS = ["- 12.5", "甲乙丙", "预算绩效，管理", "ab", ""]


def remembering(data=None):
    memory = Memory()
    memory.begin(lambda: data)
    return memory


def compiled(memory, source, flags=0):
    return memory.compiled((source, int(flags)), lambda: (source, flags))


def told(pattern, text):
    return [(match.span(), match.groups(), match.groupdict(), match.lastgroup) for match in pattern.finditer(text)]


@pytest.mark.parametrize("source", PATTERNS)
@pytest.mark.parametrize("flags", [0, re.MULTILINE, re.IGNORECASE | re.ASCII])
def test_a_remembered_pattern_is_the_one_that_python_compiles(source, flags):
    first = remembering()
    kept = compiled(first, source, flags)
    again = compiled(remembering(first.learnt()), source, flags)
    plain = re.compile(source, flags)
    for one in (kept, again):
        assert one == plain
        assert (one.pattern, one.flags, one.groups, dict(one.groupindex)) == (
            plain.pattern, plain.flags, plain.groups, dict(plain.groupindex),
        )  # fmt: skip
        assert [told(one, text) for text in TEXTS] == [told(plain, text) for text in TEXTS]


def test_only_what_is_new_is_learnt():
    first = remembering()
    assert first.learnt() is None
    compiled(first, "甲+")
    data = first.learnt()
    second = remembering(data)
    compiled(second, "甲+")
    assert second.learnt() is None
    compiled(second, "乙+")
    assert {source for source, _ in marshal.loads(second.learnt())} == {"甲+", "乙+"}  # noqa: S302


def test_what_is_remembered_is_not_compiled(monkeypatch):
    first = remembering()
    compiled(first, "甲+")

    def never(*_):
        raise AssertionError

    data = first.learnt()
    monkeypatch.setattr(regex, "_code", never)
    monkeypatch.setattr(regex, "_anew", never)
    assert compiled(remembering(data), "甲+").fullmatch("甲甲")


def test_memory_has_bounds(monkeypatch):
    monkeypatch.setattr(regex, "_MOST", 3)
    first = remembering()
    for source in "甲乙丙":
        compiled(first, source)
    second = remembering(first.learnt())
    compiled(second, "丁")
    assert [source for source, _ in marshal.loads(second.learnt())] == ["丁"]  # noqa: S302


@pytest.mark.parametrize(
    "data", [b"", b"\xff", marshal.dumps([1, 2]), marshal.dumps({("甲+", 0): (0, b"", 0, {}, ())})]
)
def test_memory_that_is_damaged_costs_only_time(data):
    memory = remembering(data)
    assert compiled(memory, "甲+").fullmatch("甲甲")


def test_a_wrong_pattern_is_refused_by_python_itself():
    memory = remembering()
    with pytest.raises(re.error, match="unterminated"):
        compiled(memory, "(甲")
    assert memory.learnt() is None


def test_a_part_of_a_pattern_is_remembered_under_its_name():
    def tree():
        return parser.parse("(甲|乙)+"), 0

    first = remembering()
    assert first.compiled(("甲", "0.1"), tree).fullmatch("甲乙甲")

    def never():
        raise AssertionError

    again = remembering(first.learnt()).compiled(("甲", "0.1"), never)
    assert again.fullmatch("甲乙甲")
    assert Memory().compiled(("甲", "0.1"), tree).fullmatch("乙")


def test_a_late_pattern_is_as_good_as_any():
    late = regex.lazy("(?P<one>甲)+", re.MULTILINE)
    assert late.search("乙甲")["one"] == "甲"
    assert late.sub("丙", "甲乙") == "丙乙"
    assert (late.pattern, late.groups) == ("(?P<one>甲)+", 1)
    with pytest.raises(AttributeError):
        late.nothing  # noqa: B018
    with pytest.raises(re.error):
        regex.lazy("(").search("")


def test_one_pattern_is_compiled_once():
    assert regex.compiled("甲{3}") is regex.compiled("甲{3}")
    assert regex.compiled("甲{3}") is not regex.compiled("甲{3}", re.MULTILINE)
