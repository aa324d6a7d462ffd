"""The engine against others: the same rules on the same records in one interleaved run; equal findings are demanded.

    python -m tests.benchmarks.engine [--records 2000] [--rounds 20]

Needs the extra ``bench``; an engine that is not installed is named and left out. In each round all take their turn on
new records, then ours on the same once more: it remembers facts about short texts, so that both tell something. What
nothing remembered at all would cost is printed too.
Prints medians and least times over the rounds, ratios, and at the end what is wanted beside what was seen. Medians
count; a busy machine is no fault of the code, and fails nothing.
"""

from __future__ import annotations

import argparse
import gc
from collections import Counter
from statistics import median
from typing import NamedTuple

import orjson

from checker.engine.screen import Screened
from checker.model import Outcome
from tests.benchmarks.engine.measure import Contender, Times, round_of, turn
from tests.benchmarks.engine.ours import encoded, evaluations, forget_shared, screen, tables
from tests.benchmarks.engine.peers import ENGINES, NAIVE, PARSED, REGORUS
from tests.benchmarks.engine.records import generate
from tests.benchmarks.engine.rules import LINES

CHECK, WHOLE = "ours, check", "ours, from JSON bytes"
CHECK_AGAIN, WHOLE_AGAIN = (f"{one}, the same records once more" for one in (CHECK, WHOLE))
FORGETFUL = "ours, from JSON bytes, nothing remembered"
DECODING = "orjson.loads of the same bytes"
AS_IS, MORE_RULES, MORE_ITEMS = "ours, for comparison", "ours, 16 x rules", "ours, 16 x indicators"


class Requirement(NamedTuple):
    """How many times the time of one must be that of the other."""

    title: str
    time: str
    of: str
    sign: str
    wanted: int


REQUIREMENTS = [
    Requirement("check: simpleeval naive takes", NAIVE, CHECK, ">=", 200),
    Requirement("  on records seen before", NAIVE, CHECK_AGAIN, ">=", 200),
    Requirement("check: simpleeval parsed once takes", PARSED, CHECK, ">=", 30),
    Requirement("  on records seen before", PARSED, CHECK_AGAIN, ">=", 30),
    Requirement("JSON bytes to findings, in times of orjson.loads", WHOLE, DECODING, "<=", 4),
    Requirement("  on records seen before", WHOLE_AGAIN, DECODING, "<=", 4),
    Requirement("JSON bytes to findings: regorus takes", REGORUS, WHOLE, ">=", 8),
    Requirement("  on records seen before", REGORUS, WHOLE_AGAIN, ">=", 8),
    Requirement("16 x rules take", MORE_RULES, AS_IS, "<=", 16),
    Requirement("16 x indicators take", MORE_ITEMS, AS_IS, "<=", 18),
]


def ours(balance: Counter[str]) -> dict[str, Contender]:
    """Return our engine in all ways, with tables of their own; what records come to is added to ``balance``."""
    check, whole, forgetful = screen(), screen(), screen()
    remembered = tables(forgetful)
    every = frozenset(line.id for line in LINES)

    def forget() -> None:
        forget_shared()
        for one in remembered:
            one.clear()

    def failed(screened: Screened) -> list[tuple[str, int, Outcome]]:
        assert all(outcome is Outcome.FAIL for _, _, outcome in screened.outcomes)
        return list(screened.outcomes)

    def counted(screened: Screened) -> list[tuple[str, int, Outcome]]:
        balance.update(screened.balance)
        return failed(screened)

    return {
        CHECK: Contender(check.of, decoded, every, counted, forget_shared),
        CHECK_AGAIN: Contender(check.of, decoded, every, failed),
        WHOLE: Contender(lambda line: whole.of(orjson.loads(line)), encoded, every, failed, forget_shared),
        WHOLE_AGAIN: Contender(lambda line: whole.of(orjson.loads(line)), encoded, every, failed),
        FORGETFUL: Contender(lambda line: forgetful.of(orjson.loads(line)), encoded, every, failed, forget, 1),
        DECODING: Contender(orjson.loads, encoded),
    }


def decoded(record: dict[str, object]) -> dict[str, object]:
    """Return a record as our engine meets it: decoded from JSON."""
    made: dict[str, object] = orjson.loads(encoded(record))
    return made


def peers() -> dict[str, Contender]:
    """Return the other engines; those that are not installed are named."""
    found = {}
    for name, build in ENGINES.items():
        try:
            engine = build()
        except ImportError as error:
            print(f"{name}: not installed ({error.name})")
            continue
        found[name] = Contender(engine.run, engine.takes, engine.says)
    return found


def compare(count: int, rounds: int) -> Times:
    """Return the times of all engines in rounds of ``count`` records; prints what the records came to."""
    balance: Counter[str] = Counter()
    contenders = ours(balance) | peers()
    times: Times = {name: [] for name in contenders}
    looked_at = size = 0
    gc.freeze()  # what stays is not looked through again and again
    for number in range(rounds):
        made = generate(count, seed=number)
        looked_at += sum(map(evaluations, made))
        size += sum(len(encoded(one)) for one in made)
        for name, taken in round_of(contenders, made).items():
            times[name].append(taken)
    gc.unfreeze()
    assert sum(balance.values()) == looked_at
    records = count * rounds
    print(f"{len(LINES)} rules, {records} records of {size // records} bytes, {rounds} rounds, {looked_at} outcomes:")
    print(", ".join(f"{outcome.value} {balance[outcome]}" for outcome in Outcome))
    return times


def grow(count: int, rounds: int) -> Times:
    """Return the times with 16 times the rules, and with 16 times the indicators in each record."""
    times: Times = {AS_IS: [], MORE_RULES: [], MORE_ITEMS: []}
    engines = {AS_IS: screen(), MORE_RULES: screen(16), MORE_ITEMS: screen()}
    for number in range(rounds):
        usual, long = generate(count, seed=number), generate(max(count // 16, 1), 400, seed=number)
        for name, engine in engines.items():
            contender = Contender(engine.of, decoded, before=forget_shared)
            times[name].append(turn(contender, long if name == MORE_ITEMS else usual)[0])
    return times


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args(arguments)
    count = max(options.records // options.rounds, 1)
    times = compare(count, options.rounds)
    print(f"{'microseconds a record':<44} {'median':>9} {'least':>9} {'x check':>9} {'x bytes':>9}")
    check, whole = median(times[CHECK]), median(times[WHOLE])
    for name, taken in times.items():
        middle = median(taken)
        print(f"{name:<44} {middle * 1e6:9.1f} {min(taken) * 1e6:9.1f} {middle / check:9.1f} {middle / whole:9.1f}")
    times |= grow(count, options.rounds)
    for one in REQUIREMENTS:
        print(verdict(one, times))


def verdict(requirement: Requirement, times: Times) -> str:
    """Return the line on a requirement: what is wanted of medians, and what was seen; of least times too."""
    title, time, of, sign, wanted = requirement
    head = f"{title:<50} wanted {sign} {wanted:>3}"
    if time not in times:
        return f"{head}, not measured"
    seen, least = median(times[time]) / median(times[of]), min(times[time]) / min(times[of])
    holds = seen >= wanted if sign == ">=" else seen <= wanted
    return f"{head}, seen {seen:6.1f} (least times: {least:6.1f}): {'holds' if holds else 'does not hold'}"


if __name__ == "__main__":
    main()
