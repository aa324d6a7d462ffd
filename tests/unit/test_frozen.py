"""Frozen data are dataclasses in all that can be seen of them."""

import dataclasses
from functools import cached_property

import pytest

from checker.frozen import field, frozen, replace


@frozen
class Place:
    """A place."""

    table: str
    line: int = 0
    notes: list = field(default_factory=list, compare=False)
    seen: dict = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def double(self):
        return self.line * 2


@dataclasses.dataclass(frozen=True)
class Twin:
    table: str
    line: int = 0
    notes: list = dataclasses.field(default_factory=list, compare=False)
    seen: dict = dataclasses.field(default_factory=dict, init=False, repr=False, compare=False)


@frozen
class Pair:
    """Two things."""

    one: int
    other: int = field(default=5, hash=False)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (("甲",), {}),
        (("甲", 3), {}),
        (("甲", 3, ["x"]), {}),
        (("甲",), {"line": 3}),
        ((), {"table": "甲", "notes": ["x"]}),
        ((), {"line": 3, "table": "甲"}),
    ],
)
def test_made_as_a_dataclass_is(given, named):
    one, twin = Place(*given, **named), Twin(*given, **named)
    assert dataclasses.asdict(one) == dataclasses.asdict(twin)
    assert repr(one) == repr(twin).replace("Twin", "Place")
    assert vars(one) == vars(twin)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ((), {}),
        ((), {"line": 3}),
        (("甲", 1, [], {}), {}),
        (("甲",), {"table": "乙"}),
        (("甲",), {"colour": 3}),
        (("甲",), {"seen": {}}),
        ((), {"tabel": "甲"}),
    ],
)
def test_refused_as_a_dataclass_does(given, named):
    for kind in (Place, Twin):
        with pytest.raises(TypeError):
            kind(*given, **named)


def test_a_default_made_anew_is_nobody_elses():
    assert Place("甲").notes is not Place("甲").notes


def test_equal_by_what_is_compared():
    assert Place("甲", 1, ["x"]) == Place("甲", 1)
    assert hash(Place("甲", 1, ["x"])) == hash(Place("甲", 1))
    assert Place("甲", 1) != Place("甲", 2)
    assert Place("甲") != Twin("甲")
    assert Place("甲").__eq__("甲") is NotImplemented
    assert len({Pair(1, 2), Pair(1, 2), Pair(1, 3)}) == 2
    assert hash(Pair(1, 2)) == hash(Pair(1, 3))


def test_frozen():
    one = Place("甲", 2)
    with pytest.raises(dataclasses.FrozenInstanceError, match="'line'"):
        one.line = 3
    with pytest.raises(dataclasses.FrozenInstanceError):
        del one.line
    assert (one.double, one.double) == (4, 4)


def test_the_module_dataclasses_knows_them():
    one = Place("甲", 2)
    assert dataclasses.is_dataclass(Place)
    assert [each.name for each in dataclasses.fields(Place)] == [each.name for each in dataclasses.fields(Twin)]
    assert dataclasses.replace(one, line=3) == replace(one, line=3) == Place("甲", 3)
    with pytest.raises(TypeError):
        replace(one, colour=3)


def test_matched_by_position():
    match Pair(1, 2):
        case Pair(one, other):
            assert (one, other) == (1, 2)


def test_a_default_is_not_an_attribute_of_the_class():
    assert not hasattr(Place, "line")
    assert not hasattr(Pair, "other")
