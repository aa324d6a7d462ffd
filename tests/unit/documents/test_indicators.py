"""The table of indicators: levels by their words, columns by agreement, doubts where two readings differ."""

from __future__ import annotations

import pytest
from reading import COLUMNS, HEAD, ROW, doubts, items, others, read

OUT, EFFECT, SATISFIED, COST = "产出指标", "效益指标", "满意度指标", "成本指标"
SERVED = "服务对象满意度指标"
WIDE = "一级指标\t二级指标\t三级指标\t指标值类型\t指标值\t计量单位\t指标解释\t备注\n"


def rows(text: str) -> list[tuple]:
    return items(read(HEAD + COLUMNS + text))


def test_levels_are_carried_down():
    text = ROW + "\t\t\t镇街数\t3个\n\t\t质量指标\t合格率\t100%\n绩效指标\n\n效益指标\t社会效益指标\t水平\t提高"
    assert rows(text) == [
        (OUT, "数量指标", "村居数", "20个"),
        (OUT, "数量指标", "镇街数", "3个"),
        (OUT, "质量指标", "合格率", "100%"),
        (EFFECT, "社会效益指标", "水平", "提高"),
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("产出（60分）\t数量\t甲\t1个", (OUT, "数量", "甲", "1个")),
        ("效果指标\t经济效益<br>指标\t甲\t1个", (EFFECT, "经济效益指标", "甲", "1个")),
        ("产出指标 50%\t质量指标（20分）\t甲\t1个", (OUT, "质量指标", "甲", "1个")),
        ("产出指标\t管理指标\t甲\t1个", (OUT, "管理指标", "甲", "1个")),
        ("满意度指标\t服务对象满意度指标\t甲\t1个", (SATISFIED, SERVED, "甲", "1个")),
        ("效益指标\t满意度指标\t甲\t1个", (SATISFIED, SERVED, "甲", "1个")),
        ("效益指标\t社会公众或服务对象满意度指标\t甲\t1个", (SATISFIED, "社会公众或服务对象满意度指标", "甲", "1个")),
        ("成本指标\t经济成本指标\t甲\t1个", (COST, "经济成本指标", "甲", "1个")),
        ("经济效益指标\t甲\t1个", (EFFECT, "经济效益指标", "甲", "1个")),
        ("满意度指标\t甲\t1个", (SATISFIED, SERVED, "甲", "1个")),
        ("一、产出指标\t（1）数量指标\t甲\t1个", (OUT, "数量指标", "甲", "1个")),
        ("1.产出指标（50分）\t2.质量指标\t甲\t1个", (OUT, "质量指标", "甲", "1个")),
        ("（二）效益指标\t1、社会效益\t甲\t1个", (EFFECT, "社会效益", "甲", "1个")),
        ("数量指\u200b标\t甲\t1个", (OUT, "数量指标", "甲", "1个")),
    ],
)
def test_level_words(row, expected):
    assert items(read(HEAD + COLUMNS.strip() + "\n" + row)) == [expected]


def test_cost_is_the_second_level_below_outputs_and_the_first_elsewhere():
    assert [
        row[:2] for row in rows(ROW + "\t成本指标\t甲\t1元\n效益指标\t社会效益指标\t乙\t好\n成本指标\t丙\t2元")
    ] == [
        (OUT, "数量指标"),
        (OUT, COST),
        (EFFECT, "社会效益指标"),
        (COST, None),
    ]


def test_a_level_over_both_columns():
    assert rows("\t满意度指标\t\t甲\t90%") == [(SATISFIED, None, "甲", "90%")]


def test_an_unknown_first_level_is_kept_as_text():
    form = read(HEAD + COLUMNS + "\t履职效能\t重点工作\t甲\t1个")
    assert items(form) == [(None, "重点工作", "甲", "1个")]
    assert others(form) == ["履职效能"]


def test_an_unknown_second_level_alone():
    assert rows(ROW + "\t\t管理指标\t甲\t规范")[1] == (OUT, "管理指标", "甲", "规范")


def test_an_indicator_with_a_levels_name():
    assert rows("\t产出指标\t成本指标\t甲\t1\n\t\t\t社会成本指标\t100%")[1] == (OUT, COST, "社会成本指标", "100%")


@pytest.mark.parametrize("row", ["镇街数\t\t\t3个", "\t镇街数\t\t3个\t", "\t\t\t\t镇街数\t3个", "镇街数\t3个"])
def test_a_shifted_row_with_name_and_value_is_certain(row):
    form = read(HEAD + COLUMNS + ROW + row)
    assert items(form)[1] == (OUT, "数量指标", "镇街数", "3个")
    assert doubts(form) == []


def test_a_printed_blank_value_is_null_without_doubt():
    form = read(HEAD + COLUMNS + ROW + "\t\t\t镇街数\t\n")
    assert items(form)[1][3] is None
    assert doubts(form) == []


def test_a_missing_value_cell_may_share_the_next_rows_value():
    form = read(HEAD + COLUMNS + "\t产出指标\t数量指标\t甲\n\t\t\t乙\t3个\n")
    assert doubts(form) == ["/indicators/0"]
    assert form.origins["/indicators/0"].doubt.endswith("也可能与下一行合并，共用“3个”。")


def test_a_missing_value_cell_may_share_the_last_rows_value():
    form = read(HEAD + COLUMNS + ROW + "\t\t\t乙\n\t\t质量指标\t丙\t1%")
    assert "与上一行合并" in form.origins["/indicators/1"].doubt


def test_a_missing_value_cell_with_no_one_to_share_it():
    assert doubts(read(HEAD + COLUMNS + "\t产出指标\t数量指标\t甲\n\t\t质量指标\t乙\t3个")) == []


def test_a_value_without_a_name():
    form = read(HEAD + COLUMNS + ROW + "\t\t\t\t100%\n\t\t时效指标\t\t按规定")
    assert items(form)[1:] == [(OUT, "数量指标", None, "100%"), (OUT, "时效指标", None, "按规定")]
    assert doubts(form) == ["/indicators/1"]


def test_level_rows_without_an_indicator():
    form = read(
        HEAD
        + COLUMNS
        + ROW
        + "\t效益指标\t经济效益指标\t\t\n\t\t社会效益指标\t……\t\n\t\t\t指标1：\t\n绩效指标\n合计\t100"
    )
    assert len(items(form)) == 1
    assert others(form) == ["合计", "100"]


def test_numbered_names():
    assert rows("\t产出指标\t数量指标\t指标1：甲\t1个")[0][2] == "甲"


def test_a_value_cut_by_a_break_goes_on():
    form = read(HEAD + COLUMNS + "\t产出指标\t数量指标\t甲\t第一，\n第二\n第三。\n乙\n" + ROW)
    assert items(form)[0][3] == "第一，\n第二\n第三。"
    assert items(form)[1][2] == "乙"
    assert doubts(form) == ["/indicators/1"]


def test_foot_lines_end_the_table():
    form = read(HEAD + COLUMNS + ROW + "填报人：张三\t联系电话：1\n注：一式两份\n填报单位（盖章）：\n第1页 共2页")
    assert len(items(form)) == 1
    assert others(form) == ["填报人：张三", "联系电话：1", "注：一式两份", "第1页 共2页"]


def test_wide_table():
    form = read(
        HEAD
        + WIDE
        + "产出指标\t数量指标\t甲\t定量\t1200\t批次\t全年\t\n\t\t乙\t定性\t规范\t\t案卷\t\n"
        + "效益指标\t经济效益指标\t\t\t\t\t未达扣分\t"
    )
    assert items(form, "name", "type", "value", "unit", "explanation", "remark") == [
        ("甲", "定量", "1200", "批次", "全年", None),
        ("乙", "定性", "规范", None, "案卷", None),
    ]
    assert others(form) == ["未达扣分"]


def test_lost_blanks_keep_only_what_all_readings_agree_on():
    form = read(HEAD + WIDE + "产出指标\t数量指标\t甲\t定量\t按月安排\t说明")
    assert items(form, "name", "type") == [("甲", "定量")]
    assert doubts(form) == ["/indicators/0"]
    assert "按月安排" in str(form.record)


def test_a_row_with_more_cells_than_columns():
    form = read(HEAD + COLUMNS + "\t产出指标\t数量指标\t甲\t1个\t多\t余")
    assert items(form)[0][2:] == ("甲", "1个")
    assert doubts(form) == ["/indicators/0"]
    assert others(form) == ["多", "余"]


def test_flat_table_with_signs_and_weights():
    head = "序号\t指标名称\t指标权重\t计量单位\t指标性质\t指标值\n"
    form = read(HEAD + head + "1\t执行率\t10\t%\t=\t100\n2\t满意度\t10\t\t定性\t满意\n3\t生活水平\t5\t件\t≥\t3")
    assert items(form, "level1", "level2", "name", "weight", "unit", "operator", "value") == [
        (None, None, "执行率", "10", "%", "=", "100"),
        (None, None, "满意度", "10", None, "定性", "满意"),
        (None, None, "生活水平", "5", "件", "≥", "3"),
    ]


def test_a_row_as_wide_as_the_heading_stands_under_it_whatever_its_unit():
    head = "绩效指标\t指标名称\t指标性质\t指标值\t计量单位\t指标权重\n"
    form = read(HEAD + head + "\t藏书数\t≥\t45\t万函套\t30\n\t借阅数\t=\t\t千册次\t20")
    assert items(form, "name", "operator", "value", "unit", "weight") == [
        ("藏书数", "≥", "45", "万函套", "30"),
        ("借阅数", "=", None, "千册次", "20"),
    ]
    assert doubts(form) == []


def test_kind_column_under_the_same_heading():
    form = read(HEAD + "三级指标\t指标性质\t指标值\n甲\t定量\t1\n乙\t正向指标\t2")
    assert items(form, "name", "type") == [("甲", "定量"), ("乙", "正向指标")]


def test_weights_of_levels_are_no_weights_of_indicators():
    head = "一级指标\t权重\t二级指标\t三级指标\t指标值\t分值\t数据来源\n"
    form = read(HEAD + head + "产出指标\t50\t数量指标\t甲\t1个\t20\t台账")
    assert items(form, "level1", "level2", "name", "value", "weight") == [(OUT, "数量指标", "甲", "1个", "20")]
    assert sorted(others(form)) == ["50", "台账", "数据来源"]


def test_two_level_table_prints_indicators_as_its_second():
    assert items(read(HEAD + "一级指标\t二级指标\t当年预期实现值\n产出指标\t甲\t1个"))[0] == (OUT, None, "甲", "1个")


def test_rows_without_any_heading():
    form = read(HEAD + "产出指标\t数量指标\t甲\t1个\n\t\t乙\t2个")
    assert items(form) == [(OUT, "数量指标", "甲", "1个"), (OUT, "数量指标", "乙", "2个")]


def test_tags_and_places():
    form = read(HEAD + COLUMNS + "\t<p>产出指标</p>\t<p>数量指标</p>\t<p>甲</p>\t<p>20</p>")
    origin = form.origins["/indicators/0/value"]
    assert (origin.location.line, origin.raw) == (4, "<p>20</p>")
    assert form.origins["/indicators/0"].location.line == 4


def test_a_lone_number_is_a_value():
    form = read(HEAD + COLUMNS + ROW + "100")
    assert items(form)[1][2:] == (None, "100")
    assert doubts(form) == ["/indicators/1"]


def test_far_too_many_cells_are_kept_and_doubted():
    form = read(HEAD + COLUMNS + "\t产出指标\t甲\t乙\t丙\t丁")
    assert items(form) == [(OUT, None, "甲", "乙")]
    assert others(form) == ["丙", "丁"]
    assert doubts(form) == ["/indicators/0"]


def test_levels_carried_down_stand_where_they_were_printed():
    rows = [
        "产出指标\t数量指标\t苗木株数\t9株",
        "\t\t巡护里程\t30公里",
        "\t<b>质量指标</b>\t成活率\t90%",
        "\t\t郁闭度\t高",
    ]
    form = read(HEAD + COLUMNS + "\n".join("\t" + row for row in rows))
    places = [
        [
            (form.origins[f"/indicators/{index}/{name}"].location.line, form.origins[f"/indicators/{index}/{name}"].raw)
            for name in ("level1", "level2", "name")
        ]
        for index in range(4)
    ]
    assert places == [
        [(4, "产出指标"), (4, "数量指标"), (4, "苗木株数")],
        [(4, "产出指标"), (4, "数量指标"), (5, "巡护里程")],
        [(4, "产出指标"), (6, "<b>质量指标</b>"), (6, "成活率")],
        [(4, "产出指标"), (6, "<b>质量指标</b>"), (7, "郁闭度")],
    ]
    assert form.origins["/indicators/3/level2"].location.column == 3


def test_a_first_level_told_by_the_second_stands_at_the_second():
    form = read(HEAD + COLUMNS + "\t\t时效指标\t补种完成时间\t6月底前\n\t效益指标\t\t增收户数\t12户\n")
    raws = [form.origins[f"/indicators/{index}/{name}"].raw for index in (0, 1) for name in ("level1", "level2")]
    assert raws[:3] == ["时效指标", "时效指标", "效益指标"]
