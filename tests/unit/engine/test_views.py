"""What is known about a record without standing in it."""

from ruling import CATALOGUE, checked, form

from checker.engine.views import doubt_at, with_views
from checker.model import Location, Origin

DATA = {
    "表名": "整体表",
    "年度": 2024,
    "金额单位": "万元",
    "基本支出": "5",
    "项目支出": None,
    "重点工作任务": [{"任务名称": "甲", "投入资金": "见附件"}],
    "绩效指标": [{"一级指标": "产出指标", "三级指标": "乙", "权重": 3}, {"三级指标": None}],
    "表外文字": [{"内容": "填报人"}],
}


def viewed(origins=None):
    return with_views(form(DATA, origins), CATALOGUE)


def test_all_texts_are_the_written_ones_in_order():
    assert [(one["label"], one["content"], one["at"]) for one in viewed()["all_texts"]] == [
        ("表名", "整体表", "/title"),
        ("任务名称", "甲", "/tasks/0/name"),
        ("三级指标", "乙", "/indicators/0/name"),
        ("内容", "填报人", "/other_texts/0/content"),
    ]


def test_a_text_has_its_raw_form_where_that_is_known():
    texts = viewed({"/title": Origin(Location(), raw="<b>整体表</b>"), "/tasks/0/name": Origin(Location())})[
        "all_texts"
    ]
    assert [one["raw"] for one in texts[:2]] == ["<b>整体表</b>", "甲"]


def test_all_amounts_are_the_money_columns_blank_ones_too():
    assert [(one["label"], one["amount"], one["written"], one["at"]) for one in viewed()["all_amounts"]] == [
        ("基本支出", "5", "5", "/budget/basic_expenditure"),
        ("项目支出", None, None, "/budget/project_expenditure"),
        ("投入资金", "见附件", "见附件", "/tasks/0/funds"),
    ]


def test_a_doubt_stands_in_its_item():
    items = viewed({"/indicators/1": Origin(Location(), doubt="两种读法")})["indicators"]
    assert [one["doubt"] for one in items] == [None, "两种读法"]


def test_a_case_can_give_a_doubt():
    report = checked(
        {"绩效指标": [{"三级指标": "甲", "读法存疑": "两种读法"}, {"三级指标": "乙", "读法存疑": None}]},
        for_each="绩效指标",
        require="未填(读法存疑)",
        message="'{读法存疑}'",
    )
    assert [(one.item, one.message, one.suspected) for one in report.findings] == [("甲", "两种读法", True)]


def test_doubt_is_looked_for_above_and_below():
    origins = {"/a/1/b": Origin(Location(), doubt="甲"), "/c": Origin(Location())}
    assert [doubt_at(origins, pointer) for pointer in ("/a/1/b", "/a/1", "/a/1/b/c", "/a/10", "/c")] == [
        "甲", "甲", "甲", "", "",
    ]  # fmt: skip


def test_the_record_itself_stays_as_it_is():
    one = form(DATA)
    before = dict(one.record)
    with_views(one, CATALOGUE)
    assert one.record == before


def test_unknown_keys_of_a_record_are_left_alone():
    one = form(DATA)
    one.record["more"] = {"a": 1}
    assert len(with_views(one, CATALOGUE)["all_texts"]) == 4
