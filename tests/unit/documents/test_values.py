"""The grammar of indicator values, by example."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from checker.documents import DERIVE, value_words, values

RECORD = {"year": 2023, "money_unit": "万元"}


def parse(value: str | None, record: dict | None = None, **columns: str | None) -> dict:
    return dict(DERIVE["indicator_value"]({"value": value, **columns}, RECORD if record is None else record))


def number(text: str, unit: str | None = None, kind: str = "number", **more: object) -> dict:
    found = {"number": Decimal(text), "kind": kind, **more}
    return found | ({"unit": unit} if unit else {})


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("20", number("20", unit_class="none")),
        ("284个", number("284", "个", unit_class="count")),
        ("100%", number("100", "%", unit_class="ratio")),
        ("≥ 91%", number("91", "%", unit_class="ratio", operator="≥")),
        ("≧９０％", number("90", "%", unit_class="ratio", operator="≥")),
        (">=98%", number("98", "%", unit_class="ratio", operator="≥")),
        ("＜5%", number("5", "%", unit_class="ratio", operator="<")),
        ("=100%", number("100", "%", unit_class="ratio", operator="=")),
        ("292%", number("292", "%", unit_class="ratio")),
        ("0.8‰", number("0.8", "‰", unit_class="ratio")),
        ("-5%", number("-5", "%", unit_class="ratio")),
        ("≥80M", number("80", "M", unit_class="count", operator="≥")),
        ("3.2万亩", number("32000", "亩", unit_class="area")),
        ("3万册", number("30000", "册", unit_class="count")),
        ("三万册", number("30000", "册", unit_class="count")),
        ("≥65万人次", number("650000", "人次", unit_class="count", operator="≥")),
        ("1.25亿立方米", number("125000000", "立方米", unit_class="count")),
        ("95%以上", number("95", "%", unit_class="ratio", operator="≥")),
        ("控制在9%以内", number("9", "%", unit_class="ratio", operator="≤")),
        ("达到不低于80%", number("80", "%", unit_class="ratio", operator="≥")),
        ("≥80%以内", number("80", "%", unit_class="ratio")),
        ("不少于60场", number("60", "场", unit_class="count", operator="≥")),
        ("①20场", number("20", "场", unit_class="count")),
        ("90分", number("90", "分", unit_class="score")),
        ("18头牛", number("18", "头牛")),
        ("百分之九十五以上", number("95", "%", unit_class="ratio", operator="≥")),
        ("百分之百", number("100", "%", unit_class="ratio")),
        ("一百零五个", number("105", "个", unit_class="count")),
        ("≤400元/亩", number("400", "元/亩", unit_class="money", operator="≤")),
        ("500万元", number("500", "万元", unit_class="money", amount=Decimal(500))),
        ("5000元", number("5000", "元", unit_class="money", amount=Decimal("0.5"))),
        ("250万", number("250", "万", unit_class="money", amount=Decimal(250))),
        ("1,234.5万元", number("1234.5", "万元", unit_class="money", amount=Decimal("1234.5"))),
        ("80-90%", number("80", "%", "range", upper=Decimal(90), unit_class="ratio")),
        ("80%~90%", number("80", "%", "range", upper=Decimal(90), unit_class="ratio")),
        ("3至5个", number("3", "个", "range", upper=Decimal(5), unit_class="count")),
        ("10—15", number("10", None, "range", upper=Decimal(15), unit_class="none")),
        ("一年", number("1", "年", "duration", unit_class="time", duration="一年")),
        ("半年", number("0.5", "年", "duration", unit_class="time", duration="半年")),
        ("≤30分钟", number("30", "分钟", "duration", unit_class="time", duration="30分钟", operator="≤")),
        ("3个工作日内", number("3", "个工作日", "duration", unit_class="time", duration="3个工作日", operator="≤")),
        ("2次/年", number("2", "次/年", unit_class="count")),
    ],
)
def test_numbers(text, parts):
    assert parse(text) == parts


@pytest.mark.parametrize(
    ("text", "last", "first"),
    [
        ("2024年11月底前", date(2024, 11, 30), None),
        ("2024年2月底", date(2024, 2, 29), None),
        ("2023年12月20日前", date(2023, 12, 20), None),
        ("2024-03-15", date(2024, 3, 15), None),
        ("≤2023年6月", date(2023, 6, 30), None),
        ("6月底前", date(2023, 6, 30), None),
        ("8月中旬", date(2023, 8, 20), None),
        ("年底前", date(2023, 12, 31), None),
        ("本年度", date(2023, 12, 31), None),
        ("2025年", date(2025, 12, 31), None),
        ("次年3月底前", date(2024, 3, 31), None),
        ("第四季度", date(2023, 12, 31), None),
        ("2季度末", date(2023, 6, 30), None),
        ("上半年", date(2023, 6, 30), None),
        ("全年", date(2023, 12, 31), date(2023, 1, 1)),
        ("2024年全年", date(2024, 12, 31), date(2024, 1, 1)),
        ("2023.07-2024.01", date(2024, 1, 31), date(2023, 7, 1)),
        ("2023.1.5至2023.12.20", date(2023, 12, 20), date(2023, 1, 5)),
        ("2023年1月至12月", date(2023, 12, 31), date(2023, 1, 1)),
        ("2023年3月5日-2024年2月10日", date(2024, 2, 10), date(2023, 3, 5)),
        ("1-12月", date(2023, 12, 31), date(2023, 1, 1)),
        ("2021-2025年", date(2025, 12, 31), date(2021, 1, 1)),
    ],
)
def test_dates(text, last, first):
    parts = parse(text)
    assert (parts["date"], parts.get("start_date"), parts["kind"]) == (last, first, "date")


@pytest.mark.parametrize("text", ["6月底前", "年底前", "全年", "1-12月", "第一季度"])
def test_dates_without_a_year_need_the_forms_year(text):
    assert "date" not in parse(text, {})


@pytest.mark.parametrize(
    "text",
    [
        "2月30日前",
        "2023.07",
        "15日前",
        "12月-3月",
        "2025-2021年",
        "2024年5月-2024年3月",
        "5-3个",
        "9人-10个",
        "1.234,5",
        "1,23个",
    ],
)
def test_what_has_no_certain_reading_has_none(text):
    assert not {"date", "upper"} & set(parse(text))


@pytest.mark.parametrize(
    "text",
    ["提高", "实现五个不发生", "应保尽保", "不超预算", "按月安排", "按规定",
     "万无一失", "一体化", "九十五", "十二五", "5A级", "零事故", "一月",
     "政法委业务经费 ≤ 本年度预算", "完成20场，培训300人", "十百个", "百十个", "一一个", "持续",
     "第三方评估", "百分之点点"],
)  # fmt: skip
def test_text_stays_text(text):
    parts = parse(text)
    assert parts["kind"] == "text"
    assert "number" not in parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "化解重大涉稳重点个案一年约154万",
            {"number": Decimal(154), "unit": "万", "hedge": "约", "residue": "化解重大涉稳重点个案一年"},
        ),
        (
            "终端设备租赁采购成本 615.36万元",
            {"number": Decimal("615.36"), "amount": Decimal("615.36"), "residue": "终端设备租赁采购成本"},
        ),
        ("计划转化防范邪教人员 70%", {"number": Decimal(70), "hedge": "计划", "residue": "转化防范邪教人员"}),
        (
            "计划一年完成各项政法工作",
            {"duration": "一年", "hedge": "计划", "residue": "完成各项政法工作", "kind": "duration"},
        ),
        ("支出控制在318万元以内", {"number": Decimal(318), "operator": "≤", "residue": "支出"}),
        ("约162万元左右", {"number": Decimal(162), "hedge": "约、左右"}),
        ("2024年4月30日前（汛前）", {"date": date(2024, 4, 30), "residue": "汛前"}),
        ("6月底前完成整改", {"date": date(2023, 6, 30), "residue": "完成整改"}),
        ("2024年完成1200批次", {"number": Decimal(1200), "unit": "批次", "residue": "2024年"}),
        ("8个县区", {"number": Decimal(8), "unit": "个", "residue": "县区"}),
        ("若干", {"hedge": "若干"}),
        ("每季度末月20日前", {"duration": "每季度末月20日前", "kind": "duration"}),
        ("每学期开学后第8周内", {"kind": "duration"}),
        ("优良", {"grade": "优良", "kind": "grade"}),
        ("达到良好以上", {"grade": "良好"}),
        ("优/良/中/差", {"grade": "优/良/中/差"}),
    ],
)
def test_mixed_texts(text, parts):
    found = parse(text)
    assert {key: found.get(key) for key in parts} == parts


def test_columns_give_what_the_value_lacks():
    assert parse("95", operator="≥", unit="%") == number("95", "%", operator="≥", unit_class="ratio")
    assert parse("≤60", unit="日") == number("60", "日", "duration", operator="≤", unit_class="time", duration="60日")
    assert parse("3万", unit="人") == number("30000", "人", unit_class="count")
    assert parse("28.8万元", unit="%")["unit"] == "万元"
    assert parse("5", unit="甲乙") == number("5", "甲乙")
    assert "operator" not in parse("显著", operator="定性")
    assert "operator" not in parse("5", operator="定性", unit=None)


def test_money_needs_the_forms_unit():
    assert "amount" not in parse("500万元", {"year": 2023})
    assert parse("500万元", {"money_unit": "元"})["amount"] == 5_000_000


@pytest.mark.parametrize("value", [None, "", "  ", "\u200b"])
def test_blank_has_no_parts(value):
    assert parse(value) == {}


def test_long_text_is_not_searched():
    assert parse("甲1" * 300)["kind"] == "text"


def test_numerals():
    words = value_words.load()
    spelled = {"十": 10, "十二": 12, "二十": 20, "两百": 200, "一千零一": 1001, "三万": 30000}
    assert {text: values.numeral(text, words) for text in spelled} == spelled
    assert values.numeral("点", words) is None
