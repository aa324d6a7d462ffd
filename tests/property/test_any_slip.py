"""A slip of the pen is found, or nothing is said: never a repair that does not repair."""

import re
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ruling import checked

FIELDS = ["基本支出", "项目支出", "财政拨款", "其他资金"]
AMOUNTS = st.decimals(Decimal("0.01"), Decimal(999999), places=2)
REQUIRE = "基本支出 + 项目支出 == 财政拨款 + 其他资金"
SIGNS = dict(zip(FIELDS, (1, 1, -1, -1), strict=True))
WROTE = re.compile(r"疑似 (\S+?) ?(?:把 (?P<right>\S+) 写成了 \S+（.+）|的正负号写反了：应为 (?P<sign>\S+)，.+)。")
TOO_MUCH = re.compile(r"疑似 多算了 (\S+) (\S+)：相差的数恰好是它。")
FORGOTTEN = re.compile(r"疑似 漏算了 (\S+) (\S+)：相差的数恰好是它。")


@st.composite
def balanced(draw):
    """Return amounts whose two sums are equal."""
    one, two, three = draw(AMOUNTS), draw(AMOUNTS), draw(AMOUNTS)
    assume(one + two - three > 0)
    return dict(zip(FIELDS, (one, two, three, one + two - three), strict=True))


def swap(value, place):
    digits = str(value).replace(".", "")
    place %= len(digits) - 1
    changed = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    return Decimal(f"{changed[:-2]}.{changed[-2:]}")


SLIPS = st.one_of(
    st.integers(0, 20).map(lambda place: lambda value: swap(value, place)),
    st.sampled_from([1, -1, 2, -2, 4, -4]).map(lambda power: lambda value: Decimal(f"{value.scaleb(power):f}")),
    st.just(lambda value: -value),
    AMOUNTS.map(lambda other: lambda value: value + other),
)


def gap(amounts):
    return sum(SIGNS[name] * value for name, value in amounts.items() if name in SIGNS)


def hint(amounts, tolerance=None):
    """Return what is said about amounts, None when they pass."""
    findings = checked({name: str(value) for name, value in amounts.items()}, require=REQUIRE, tolerance=tolerance)
    return findings.findings[0].hint if findings.findings else None


def repaired(amounts, told):
    """Return the amounts as the hint would have them."""
    if match := WROTE.fullmatch(told):
        return gap(amounts | {match[1]: Decimal(match["right"] or match["sign"])})
    if match := TOO_MUCH.fullmatch(told):
        assert amounts[match[1]] == Decimal(match[2])
        return gap(amounts | {match[1]: Decimal(0)})
    match = FORGOTTEN.fullmatch(told)
    assert amounts[match[1]] == Decimal(match[2])
    return abs(gap(amounts)) - abs(Decimal(match[2]))


@settings(max_examples=400, deadline=None)
@given(balanced(), st.sampled_from(FIELDS), SLIPS, AMOUNTS, st.sampled_from([None, "0.01", "5"]))
def test_what_is_said_repairs_the_sums(amounts, field, slip, other, tolerance):
    written = amounts | {field: slip(amounts[field]), "预算总额": other}
    told = hint(written, tolerance)
    if told:
        assert abs(repaired(written, told)) <= Decimal(tolerance or 0), told


@settings(max_examples=200, deadline=None)
@given(balanced(), st.sampled_from(FIELDS), SLIPS)
def test_an_invented_slip_is_found_or_nothing_is_said(amounts, field, slip):
    written = amounts | {field: slip(amounts[field])}
    told = hint(written)
    if told is None:
        assert gap(written) == 0
    if told and (match := WROTE.fullmatch(told)) and match[1] == field:
        assert Decimal(match["right"] or match["sign"]) == amounts[field]


@settings(max_examples=200, deadline=None)
@given(balanced(), AMOUNTS)
def test_an_amount_left_out_is_found_or_nothing_is_said(amounts, extra):
    written = amounts | {"财政拨款": amounts["财政拨款"] + extra, "财政专项资金": extra}
    told = hint(written)
    assert not told or repaired(written, told) == 0
