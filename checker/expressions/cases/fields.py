"""Examples of functions on fields and on the items of a list."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from checker.expressions.cases.case import Case

_BLANK = {"其他资金": None}
_FILLED = {"其他资金": Decimal("12.50")}
_UNREADABLE = {"其他资金": "约五万"}
_TASKS: Mapping[str, Any] = {
    "重点工作任务": [
        {"任务名称": "培训", "投入资金": 30},
        {"任务名称": "会议", "投入资金": Decimal("20.5")},
        {"任务名称": "培训", "投入资金": 10},
    ]
}
_NO_TASK: Mapping[str, Any] = {"重点工作任务": []}
_A_BLANK: Mapping[str, Any] = {
    "重点工作任务": [{"任务名称": "培训", "投入资金": 30}, {"任务名称": "会议", "投入资金": None}]
}
_NO_ITEM = "一项也没有"
_GUARDED = "先问填没填，就不缺"
_LACKING = "“投入资金”未填写"
_ABSENT = "本表没有“其他资金”这一栏"

CASES: Mapping[str, tuple[Case, ...]] = {
    "present": (
        Case("已填(其他资金)", True, given=_FILLED),
        Case("已填(其他资金)", False, given=_BLANK),
        Case("已填(其他资金)", True, "填了，但认不出是数", given=_UNREADABLE),
        Case("已填(重点工作任务)", False, _NO_ITEM, given=_NO_TASK),
        Case("已填(其他资金)", error=_ABSENT),
    ),
    "blank": (
        Case("未填(其他资金)", True, given=_BLANK),
        Case("未填(其他资金)", False, given=_FILLED),
        Case("未填(其他资金)", False, "填了，但认不出是数", given=_UNREADABLE),
        Case("未填(其他资金)", error=_ABSENT),
    ),
    "readable": (
        Case("可读(其他资金)", True, given=_FILLED),
        Case("可读(其他资金)", False, given=_BLANK),
        Case("可读(其他资金)", False, "填了，但认不出是数", given=_UNREADABLE),
        Case("可读(其他资金)", error=_ABSENT),
    ),
    "has_field": (
        Case("有栏(其他资金)", True, given=_FILLED),
        Case("有栏(其他资金)", True, "印了，空着", given=_BLANK),
        Case("有栏(其他资金)", False, "表上没有"),
    ),
    "default": (
        Case("默认(其他资金, 0)", Decimal("12.50"), given=_FILLED),
        Case("默认(其他资金, 0)", 0, given=_BLANK),
        Case("默认(其他资金, 0)", 0, "表上没有这一栏"),
        Case("默认(其他资金, 0)", error="“其他资金”认不出是数", given=_UNREADABLE),
    ),
    "count": (
        Case("个数(重点工作任务)", 3, given=_TASKS),
        Case('个数(重点工作任务, 任务名称 == "培训")', 2, given=_TASKS),
        Case("个数(重点工作任务)", 0, _NO_ITEM, given=_NO_TASK),
        Case("个数(重点工作任务, 投入资金 > 10)", error=_LACKING, given=_A_BLANK),
        Case("个数(重点工作任务, 已填(投入资金) and 投入资金 > 10)", 1, _GUARDED, given=_A_BLANK),
    ),
    "sum": (
        Case("合计(重点工作任务, 投入资金)", Decimal("60.5"), given=_TASKS),
        Case('合计(重点工作任务, 投入资金, 任务名称 == "培训")', 40, given=_TASKS),
        Case("合计(重点工作任务, 投入资金)", 0, _NO_ITEM, given=_NO_TASK),
        Case("合计(重点工作任务, 投入资金)", error=_LACKING, given=_A_BLANK),
        Case("合计(重点工作任务, 默认(投入资金, 0))", 30, "空着按 0 算", given=_A_BLANK),
    ),
    "all": (
        Case("都(重点工作任务, 投入资金 >= 10)", True, given=_TASKS),
        Case("都(重点工作任务, 投入资金 > 10)", False, given=_TASKS),
        Case("都(重点工作任务, 投入资金 > 10)", True, _NO_ITEM, given=_NO_TASK),
        Case("都(重点工作任务, 投入资金 > 10)", error=_LACKING, given=_A_BLANK),
    ),
    "any": (
        Case("有(重点工作任务, 投入资金 > 20)", True, given=_TASKS),
        Case('有(重点工作任务, 任务名称 == "采购")', False, given=_TASKS),
        Case("有(重点工作任务, 投入资金 > 20)", False, _NO_ITEM, given=_NO_TASK),
        Case("有(重点工作任务, 投入资金 > 40)", error=_LACKING, given=_A_BLANK),
    ),
    "none": (
        Case('没有(重点工作任务, 任务名称 == "采购")', True, given=_TASKS),
        Case("没有(重点工作任务, 投入资金 > 20)", False, given=_TASKS),
        Case("没有(重点工作任务, 投入资金 > 20)", True, _NO_ITEM, given=_NO_TASK),
        Case("没有(重点工作任务, 投入资金 > 40)", error=_LACKING, given=_A_BLANK),
        Case("没有(重点工作任务, 已填(投入资金) and 投入资金 > 40)", True, _GUARDED, given=_A_BLANK),
    ),
    "values": (
        Case("取值(重点工作任务, 任务名称)", ["培训", "会议", "培训"], given=_TASKS),
        Case("取值(重点工作任务, 任务名称, 投入资金 > 15)", ["培训", "会议"], given=_TASKS),
        Case(
            '取值(重点工作任务, 匹配处(实施内容, "[0-9]+"))',
            ["3", "120", "5"],
            "每一项各有一串，接成一串",
            given={"重点工作任务": [{"实施内容": "培训3期120人"}, {"实施内容": "会议5次"}]},
        ),
        Case("取值(重点工作任务, 任务名称)", [], _NO_ITEM, given=_NO_TASK),
        Case("取值(重点工作任务, 投入资金)", error=_LACKING, given=_A_BLANK),
    ),
}
