"""The one slip that explains a wrong sum; two that would, or none, and nothing is said."""

import pytest
from ruling import checked, finding

from checker.model import Location, Origin

RIGHT = {"基本支出": "2152.58", "项目支出": "1265.11", "财政拨款": "3417.69", "其他资金": None}
PARTS = {"require": "基本支出 + 项目支出 == 财政拨款 + 其他资金", "tolerance": "0.01", "blank_as_zero": "[其他资金]"}


def hint(more, **parts):
    return finding(RIGHT | more, **(PARTS | parts)).hint


SLIPS = [
    ({"项目支出": "1256.11"}, "疑似 项目支出 把 1265.11 写成了 1256.11（两位数字颠倒）。"),
    ({"项目支出": "126.511"}, "疑似 项目支出 把 1265.11 写成了 126.511（小数点错了一位）。"),
    ({"项目支出": "126511"}, "疑似 项目支出 把 1265.11 写成了 126511（小数点错了两位）。"),
    ({"项目支出": "12651100"}, "疑似 项目支出 把 1265.11 写成了 12651100（差一万倍，可能弄混了元和万元）。"),
    ({"项目支出": "0.126511"}, "疑似 项目支出 把 1265.11 写成了 0.126511（差一万倍，可能弄混了元和万元）。"),
    ({"项目支出": "-1265.11"}, "疑似 项目支出 的正负号写反了：应为 1265.11，写的是 -1265.11。"),
    (
        {"基本支出": "0", "项目支出": "50", "财政拨款": "0", "财政专项资金": "50"},
        "疑似 漏算了 财政专项资金 50：相差的数恰好是它。",
    ),
    ({"其他资金": "88.80"}, "疑似 多算了 其他资金 88.80：相差的数恰好是它。"),
    ({"财政拨款": "3517.19", "财政专项资金": "99.50"}, "疑似 漏算了 财政专项资金 99.50：相差的数恰好是它。"),
    ({"基本支出": "2052.58", "其他事业发展性支出": "100"}, "疑似 漏算了 其他事业发展性支出 100：相差的数恰好是它。"),
]


@pytest.mark.parametrize(("more", "wanted"), SLIPS)
def test_a_slip_is_told(more, wanted):
    assert hint(more) == wanted


SILENT = [
    {"财政拨款": "3417.96"},  # 2152.58 for 2152.85 would explain it too
    {"财政拨款": "3400"},
    {"财政拨款": "0"},
    {"基本支出": "0", "项目支出": "50", "财政拨款": "0"},  # all that there is makes the difference
    {"财政拨款": "3517.19", "财政专项资金": "99.50", "对下转移支付资金": "99.50"},
]


@pytest.mark.parametrize("more", SILENT)
def test_two_slips_or_none_are_no_hint(more):
    assert hint(more) == ""


def test_the_place_is_told_where_it_is_known():
    origins = {"/budget/project_expenditure": Origin(Location(line=9, column=2))}
    (only,) = checked(RIGHT | {"项目支出": "1256.11"}, origins, **PARTS).findings
    assert only.hint == "疑似 项目支出（第9行）把 1265.11 写成了 1256.11（两位数字颠倒）。"


def test_a_leading_zero_is_no_digit_to_swap():
    parts = {"require": "基本支出 + 项目支出 == 财政拨款", "tolerance": None, "blank_as_zero": None}
    assert hint({"基本支出": "103", "项目支出": "11", "财政拨款": "24"}, **parts) == ""  # 013 is no number
    told = hint({"基本支出": "0.12", "项目支出": "1000.5", "财政拨款": "1000.71"}, **parts)
    assert told == "疑似 基本支出 把 0.21 写成了 0.12（两位数字颠倒）。"


TASKS = {"重点工作任务": [{"任务名称": "甲", "投入资金": "123"}, {"投入资金": "87"}, {"投入资金": "72"}]}


def test_an_item_of_a_list_is_named():
    parts = {"require": "预算总额 == 合计(重点工作任务, 投入资金)"}
    first, second = (finding(TASKS | {"预算总额": total}, **parts).hint for total in ("291", "273"))
    assert first == "疑似 “甲”的投入资金 把 132 写成了 123（两位数字颠倒）。"
    assert second == "疑似 第2项的投入资金 把 78 写成了 87（两位数字颠倒）。"


FORMS = [
    ("项目支出 - -基本支出 == 财政拨款", {"项目支出": "1256.11"}, True),
    ("项目支出 == 财政拨款 - 基本支出 + 0", {"项目支出": "1256.11"}, True),
    ("默认(其他资金, 0) + 项目支出 == 财政拨款 - 基本支出", {"项目支出": "1256.11"}, True),
    ("默认(财政专项资金, 0) + 项目支出 == 财政拨款 - 基本支出", {"项目支出": "1256.11", "财政专项资金": "0"}, True),
    ("项目支出 + 基本支出 == 财政拨款 and 年度 > 2000", {"项目支出": "1256.11", "年度": 2024}, True),
    ("项目支出 * 1 + 基本支出 == 财政拨款", {"项目支出": "1256.11"}, False),
    ("最大(项目支出, 0) + 基本支出 == 财政拨款", {"项目支出": "1256.11"}, False),
    ("项目支出 + 基本支出 == 财政拨款 or 年度 > 2030", {"项目支出": "1256.11", "年度": 2024}, False),
    ("项目支出 + 基本支出 == 财政拨款 and 年度 > 2030", {"年度": 2024}, False),
    ("项目支出 + 基本支出 >= 财政拨款", {"项目支出": "1256.11"}, False),
    ("项目支出 + 基本支出 == 财政拨款 == 财政拨款", {"项目支出": "1256.11"}, False),
    ("项目支出 - 项目支出 + 基本支出 == 财政拨款", {"项目支出": "1256.11"}, False),
    ('表名 == "甲"', {"表名": "乙"}, False),
]


@pytest.mark.parametrize(("require", "more", "told"), FORMS)
def test_only_sums_are_looked_at(require, more, told):
    quoted = {"require": f"'{require}'", "tolerance": None, "blank_as_zero": None}
    assert bool(hint(more, **quoted)) is told


def test_what_is_missing_and_fails_has_no_slip():
    assert hint({"项目支出": None}, on_missing="fail") == ""
