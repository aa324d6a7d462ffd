"""The functions of the language, each by what it says it does."""

from datetime import date
from decimal import Decimal

import pytest
from ruling import CATALOGUE, evaluator

from checker.expressions import Word, Words
from checker.expressions.functions import FUNCTIONS
from checker.expressions.linking import common
from checker.expressions.resolve import resolve
from checker.expressions.scope import Scope

SCOPE = Scope(
    (CATALOGUE.root,),
    {},
    {
        "约数": Words("约数", (Word("约"), Word("左右")), ("合约",)),
        "错词": Words("错词", (Word("帐户", use="账户"),)),
        "会议": Words("会议", (Word("十九大", until=date(2022, 10, 22)), Word("二十大", until=date(2027, 10, 1)))),
        "通用": Words("通用", (Word("建设"), Word("工作"))),
    },
)
CALLS = [
    ("绝对值(-1.5)", "1.5"),
    ("最大(1, 3, 2)", 3),
    ("最小(3, 1, 2)", 1),
    ("四舍五入(2.675, 2)", "2.68"),
    ("四舍五入(2.5)", 3),
    ("四舍五入(-2.5)", -3),
    ("百分比(1, 3)", "33.3%"),
    ('长度("甲 乙　丙")', 3),
    ('包含("（甲）乙", "(甲)")', True),
    ('包含("甲", "乙")', False),
    ('开头是("数量指标", "数量")', True),
    ('开头是("约三个", 词表.约数)', True),
    ('结尾是("数量指标", "数量")', False),
    ('结尾是("三个左右", 词表.约数)', True),
    (r'匹配("第12条", "\d+条")', True),
    (r'匹配处("1和23", "\d+")', ["1", "23"]),
    (r'去掉("1和23", "\d+")', "和"),
    (r'摘录("一二三四五六七八九1一二三四五六七八九", "\d")', ["二三四五六七八九1一二三四五六七八"]),
    ('含词("合约", 词表.约数)', False),
    ('含词("大约", 词表.约数)', True),
    ('命中词("约三个左右", 词表.约数)', ["约", "左右"]),
    ('改正("帐户", 词表.错词)', ["“帐户”应为“账户”"]),
    ('过期词("十九大和二十大", 词表.会议, 2023)', ["十九大"]),
    ('过期词("十九大", 词表.会议, 2022)', []),
    ('最长公共("健康信息平台", "信息平台建设")', "信息平台"),
    ('最长公共("甲", "乙")', ""),
    ('共有词("平台建设工作", "平台工作建设", 词表.通用)', "平台"),
    ('共有词("甲建设乙", "甲工作乙", 词表.通用)', "甲"),
    ('主名("可用率（%）(年)")', "可用率"),
    ('主名("（甲）")', "(甲)"),
    ('不一致("租赁终端250个，其他", "租赁终端数", 284, "个")', ["250个"]),
    ('不一致("租赁终端250个，租赁终端284个", "租赁终端数", 284, "个")', []),
    ('不一致("租赁终端2.5万个", "租赁终端数", 25000, "个")', []),
    ('不一致("租赁终端250台", "租赁终端数", 284, "个")', []),
    ('不一致("培训人员250个", "租赁终端数", 284, "个")', []),
    ('不一致("租赁终端250个", "租赁终端数", 284, "")', []),
    ('提到("其中培训2.5万人次", 25000, "人次")', True),
    ('提到("其中培训2.5万人次", 25000, "人")', True),
    ('提到("其中培训2.5万人次", 2.5, "人次")', False),
    ('提到("其中培训2.5万人次", 25000, "")', False),
    ('遮盖(匹配处("13812345678", "[0-9]+"))', ["138******78"]),
    ('遮盖(匹配处("1381", "[0-9]+"))', ["****"]),
    ("几个([1, 2])", 2),
    ('连写(["甲", "乙"])', "甲、乙"),
    ('不重复(["甲", "乙", "甲"])', ["甲", "乙"]),
    ("日期(2023, 12, 31)", date(2023, 12, 31)),
    ('日期("2023-12-31")', date(2023, 12, 31)),
    ("日期(2023)", date(2023, 1, 1)),
    ("年份(日期(2023))", 2023),
    ('文中年份("2023年到2024年，2023年；12023年")', [2023, 2024]),
    ('以前年份("2021年和2023年，2020-2025年", 2023)', [2021]),
    ('以后年份("2021年和2024年", 2023)', [2024]),
    ('以后年份("2024-2026年规划", 2023)', [2024, 2026]),
]


def computed(text):
    return evaluator({}).value(resolve(text, SCOPE))


@pytest.mark.parametrize(("text", "wanted"), CALLS)
def test_a_function_does_what_it_says(text, wanted):
    got = computed(text)
    if isinstance(got, Decimal):
        wanted = Decimal(wanted)
    assert got == wanted


@pytest.mark.parametrize(("text", "wanted"), CALLS)
def test_the_english_name_does_the_same(text, wanted):  # noqa: ARG001 - what it gives is tested above
    name, rest = text.split("(", 1)
    assert computed(f"{FUNCTIONS[name].english}({rest}") == computed(text)


POINTS = [
    ("一是甲；二是乙；三是丙。", []),
    ("一是甲；三是乙。", ["“一是”之后直接是“三是”"]),
    ("1.甲；2.乙；4.丁。", ["“2.”之后直接是“4.”"]),
    ("1.甲；1.乙。", []),
    ("1.甲；2.乙；2.丙。", ["“2.”出现了两次"]),
    ("1.甲；2、乙。", ["“1.”之后写成了“2、”，写法不一致"]),
    ("1.甲。2乙甲丙。3.丙。", ["“2乙甲丙”的序号后面没有标点"]),
    ("（一）甲。（二）乙。（三）丙。", []),
    ("①甲；②乙；④丁。", ["“(2)”之后直接是“(4)”"]),
    ("一、甲。1.乙。2.丙。二、丁。", []),
    ("第一，甲。第二，乙。", []),
    ("1.甲；9.乙。", []),
    ("十一、甲。十三、乙。", ["“十一、”之后直接是“十三、”"]),
    ("二十、甲。二十一、乙。", []),
    ("十十十、甲。一一、乙。一一十、丙。十一一、丁。", []),
    ("没有分项", []),
]


@pytest.mark.parametrize(("text", "wanted"), POINTS)
def test_the_numbers_of_points(text, wanted):
    assert computed(f'序号差错("{text}")') == wanted


def test_the_longest_common_piece_is_quick_on_long_texts():
    assert len(common("的" * 6000, "的" * 9000)) == 5000
    assert common("乙甲甲丙", "丁甲甲") == "甲甲"
    assert common("", "甲") == ""


@pytest.mark.parametrize("function", dict.fromkeys(one.name for one in FUNCTIONS.values()))
def test_every_function_has_two_names_and_a_meaning(function):
    one = FUNCTIONS[function]
    assert FUNCTIONS[one.english] is one
    assert all("\u4e00" <= character <= "\u9fff" for character in one.name)
    assert one.english.isascii()
    assert one.english.isidentifier()
    assert one.english == one.english.lower()
    assert any("\u4e00" <= character <= "\u9fff" for character in one.meaning)
    assert not one.meaning.endswith("。")
    assert one.call is not None or one.per_item or one.about_field


def test_no_two_functions_share_a_name():
    assert len(FUNCTIONS) == 2 * len({id(one) for one in FUNCTIONS.values()})


def test_no_function_is_called_like_a_field():
    fields = {name for one in CATALOGUE.root.visible() for name in (one.title, one.key)}
    assert not fields & {one.name for one in FUNCTIONS.values()}
