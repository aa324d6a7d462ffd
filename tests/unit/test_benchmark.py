"""The pieces of the engine's benchmark, untimed: all engines come to the same on records that break every rule."""

import gc
import json
from decimal import Decimal

import pytest

from checker.expressions.runtime import Table
from tests.benchmarks.engine.measure import Contender, round_of
from tests.benchmarks.engine.ours import encoded, evaluations, screen, tables
from tests.benchmarks.engine.peers import ENGINES, plain
from tests.benchmarks.engine.records import generate
from tests.benchmarks.engine.rules import LINES


@pytest.fixture(scope="module")
def engine():
    return screen()


@pytest.fixture(scope="module")
def broken(engine):
    """Return a few records that break all rules between them, each with its findings."""
    left, kept = {line.id for line in LINES}, []
    for made in generate(1000):
        found = findings(engine.of(json.loads(encoded(made))).outcomes)
        news = left & {line for line, _ in found}
        if news:
            left -= news
            kept.append((made, found))
    assert not left
    return kept


def findings(result):
    return {(line, item) for line, item, *_ in result}


@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_finds_what_ours_finds(name, broken):
    try:
        peer = ENGINES[name]()
    except ImportError as error:
        pytest.skip(f"{error.name} is not installed: it comes with the extra bench")
    for made, found in broken:
        assert findings(peer.run(peer.takes(made))) == {one for one in found if one[0] in peer.says}


def test_every_outcome_is_counted(engine, broken):
    for made, _ in broken:
        assert sum(engine.of(json.loads(encoded(made))).counts) == evaluations(made)


@pytest.mark.parametrize(("short", "fails"), [("0.015", False), ("0.0150001", True)])
def test_amounts_are_exact_where_floats_are_not(engine, short, fails):
    made = generate(1)[0]
    made["budget"] = dict.fromkeys(made["budget"]) | {
        "basic_expenditure": Decimal("1000.10"),
        "project_expenditure": Decimal("2000.20"),
        "fiscal_appropriation": Decimal("3000.30") - Decimal(short),
    }
    floats = plain(made)
    off = abs(floats["basic_expenditure"] + floats["project_expenditure"] - floats["fiscal_appropriation"])
    assert off > 0.015
    assert (("BEN-07", -1) in findings(engine.of(json.loads(encoded(made))).outcomes)) is fails


def test_another_finding_stops_the_benchmark(broken):
    records = [made for made, _ in broken]
    right = Contender(lambda made: findings(made["right"]), lambda _: {"right": [("BEN-01", -1)]}, {"BEN-01"})
    wrong = right._replace(run=lambda _: [("BEN-01", 0)])
    other = wrong._replace(run=lambda _: [], finds={"BEN-02"})
    assert list(round_of({"right": right, "other": other}, records)) == ["right", "other"]
    with pytest.raises(SystemExit, match="BEN-01"):
        round_of({"right": right, "wrong": wrong}, records)


def test_all_that_is_remembered_of_texts_can_be_forgotten(broken):
    before = set(map(id, _all_tables()))
    engine = screen()
    for made, _ in broken:
        engine.of(json.loads(encoded(made)))
    mine = [one for one in _all_tables() if id(one) not in before]
    assert {*map(id, tables(engine))} == {*map(id, mine)}
    assert sum(map(len, mine)) > 100


def _all_tables():
    return [one for one in gc.get_objects() if isinstance(one, Table)]


def test_the_whole_on_a_few_records(capsys):
    pytest.importorskip("orjson", reason="orjson is not installed: it comes with the extra bench")
    from tests.benchmarks.engine.__main__ import REQUIREMENTS, main

    main(["--records", "4", "--rounds", "2"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("42 rules, 4 records")
    assert [line.split(" wanted")[0].rstrip() for line in lines[-len(REQUIREMENTS) :]] == [
        one.title for one in REQUIREMENTS
    ]
    assert all(line.endswith(("holds", "does not hold", "not measured")) for line in lines[-len(REQUIREMENTS) :])
