"""Waiver files: what is read, and every mistake at its line and column in one go."""

from datetime import date

import pytest
from ruling import load_text, pointed, rule_text, ruleset

import checker
from checker.errors import RuleError, UsageError
from checker.rulesets.waivers import KEYS

RULES = ruleset(
    load_text(rule_text()),
    load_text(rule_text(id="REL-06", for_each="绩效指标", when="已填(三级指标)", require='指标值.单位类 == "ratio"')),
)
PARTS = {
    "rule": "REC-01",
    "form": "青岚市水务局",
    "reason": "尚未分解",
    "document": "青财〔2024〕1号",
    "approver": "青岚市财政局",
    "until": "2024-12-31",
    "values": "{基本支出: 2152.50, 项目支出: 1 265, 财政拨款: null}",
}
ITEM = {"rule": "REL-06", "item": "终端可用率", "values": "{指标值.单位类: [count, 3], 三级指标: 终端可用率}"}


def text(*waivers):
    """Return a waiver file: PARTS with other values, None leaves a key out."""
    entries = []
    for parts in waivers:
        lines = [f"{key}: {value}\n" for key, value in (PARTS | parts).items() if value is not None]
        entries.append("  - " + "    ".join(lines))
    return "waivers:\n" + "".join(entries)


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Load what is written into one file."""
    monkeypatch.chdir(tmp_path)

    def loaded(data, name="w.yaml"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return checker.load_waivers(path.relative_to(tmp_path), RULES)

    return loaded


@pytest.fixture
def faults(load):
    def told(data):
        with pytest.raises(RuleError) as caught:
            load(data)
        return caught.value.faults

    return told


def test_a_waiver_is_read_whole(load):
    (one,) = load(text({"rule": "rec-01"})).entries
    assert (one.rule, one.form, one.item, one.reason) == ("REC-01", "青岚市水务局", "", "尚未分解")
    assert (one.document, one.approver, one.until) == ("青财〔2024〕1号", "青岚市财政局", date(2024, 12, 31))
    assert one.values == {"基本支出": ("2152.50",), "项目支出": ("1 265",), "财政拨款": (None,)}
    assert one.place == "w.yaml:2"


def test_a_field_of_several_items_has_a_list_of_values(load):
    (one,) = load(text(ITEM)).entries
    assert one.values == {"指标值.单位类": ("count", "3"), "三级指标": ("终端可用率",)}


def test_no_values_may_be_written_out(load):
    (one,) = load(text({"values": "{}"})).entries
    assert one.values == {}


@pytest.mark.parametrize("pointer", ["/indicators/3", "/indicators/3/value", "/budget"])
def test_a_place_may_be_pointed_at(load, pointer):
    assert load(text(ITEM | {"item": pointer})).entries[0].item == pointer


FAULTS = [
    ({"rule": None}, "2:5", "缺少“rule”。", "请补上“rule: …”。"),
    ({"reason": None}, "2:5", "缺少“reason”。", "请补上“reason: …”。"),
    ({"reason": '""'}, "4:13", "缺少“reason”。", ""),
    ({"approver": '" "'}, "6:15", "“approver”后面只有空格。", "请写上内容。"),
    ({"form": "[甲]"}, "3:11", "“form”要写成文字。", ""),
    ({"rule": "REC-O1"}, "2:11", "规则集“试用规则”里没有规则“REC-O1”。是不是“REC-01”？", ""),
    ({"resaon": "甲"}, "9:5", "不认识的键“resaon”。", "是不是“reason”？"),
    ({"until": None}, "2:5", "缺少“until”。", ""),
    ({"until": "2024-02-30"}, "7:12", "没有 2024-02-30 这一天。", "请核对年、月、日。"),
    ({"until": "2024年底"}, "7:12", "日期“2024年底”看不懂。", "请写成 2023-12-31 的样子。"),
    ({"values": None}, "2:5", "缺少“values”。", "请写上问题所依据的值，如 values: {基本支出: …}。"),
    ({"values": ""}, "8:12", "“values”后面没有内容。", "请写上，或删去这个键。"),
    ({"values": "3"}, "8:13", "“values”要写成“栏目: 值”的样子。", "如 {基本支出: …}。"),
    ({"values": "{基本支岀: 3}"}, "8:14", "规则 REC-01 不看“基本支岀”。", "是不是“基本支出”？"),
    ({"values": "{甲: 3}"}, "8:14", "规则 REC-01 不看“甲”。", "它看的是：基本支出、项目支出、财政拨款。"),
    ({"values": "{基本支出: true}"}, "8:20", "值要写成文字或数，空白的栏写 null。", "文字可以用英文引号括起来。"),
    ({"values": "{基本支出: {甲: 1}}"}, "8:20", "值要写成文字或数，空白的栏写 null。", ""),
    ({"values": "{基本支出: [3, [4]]}"}, "8:24", "值要写成文字或数，空白的栏写 null。", ""),
    ({"values": "{基本支出: []}"}, "8:20", "方括号里没有值。", "空白的栏写 null。"),
    ({"item": "终端"}, "9:11", "规则 REC-01 不是逐项检查的，没有名叫“终端”的项。", "请删去 item。"),
    ({"item": "/bugdet"}, "9:11", "表上没有“/bugdet”这个位置。", "请照 JSON 报告里的 at 写，如 /indicators/3。"),
]


@pytest.mark.parametrize(("parts", "place", "message", "hint"), FAULTS)
def test_a_mistake_is_told_at_its_place(faults, parts, place, message, hint):
    (fault,) = faults(text(parts))
    assert f"{fault.file}:{fault.line}:{fault.column}" == f"w.yaml:{place}"
    assert fault.message == message
    assert hint in fault.hint


def test_all_mistakes_are_told_in_one_go(faults):
    told = faults(text({"until": "2024-13-01", "reason": None}, {"rule": "REL-O6"}, ITEM | {"values": "{指标直: 1}"}))
    assert [fault.line for fault in told] == [2, 6, 8, 21]
    assert pointed(told[-1]).startswith("指标直")


def test_only_a_mapping_is_a_waiver(faults):
    assert "这里要写成“键: 值”的样子。" in faults("waivers: [甲]")[0].message
    assert "缺少“waivers”。" in faults("waivers: []")[0].message
    assert "“waivers”要写成列表" in faults("waivers: 甲")[0].message
    assert "这里要写成“键: 值”的样子。" in faults("- 甲")[0].message


SAME = [
    ({}, {}),
    ({}, {"form": "青岚市 水务局", "values": "{基本支出: 9}"}),
    (ITEM, ITEM | {"values": "{三级指标: 甲}"}),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_waivers_of_one_thing_are_refused(faults, one, other):
    (fault,) = faults(text(one, other))
    assert fault.message == "同一件事已在 w.yaml:2 豁免过。"
    assert (fault.line, fault.hint) == (len(PARTS) + len({"item"} & set(one)) + 2, "请只留一条。")


def test_two_waivers_may_stand_on_one_line(faults):
    flow = ", ".join(f"{key}: {value}" for key, value in PARTS.items())
    (fault,) = faults(f"waivers: [{{{flow}}}, {{{flow}}}]")
    assert fault.message == "同一件事已在 w.yaml:1 豁免过。"


def test_waivers_without_a_form_are_not_the_same_thing(faults):
    assert [fault.message for fault in faults(text({"form": None}, {"form": None}))] == ["缺少“form”。"] * 2


def test_without_an_item_the_values_tell_two_waivers_apart(load, faults):
    one, other = ({"rule": "REL-06", "values": f"{{三级指标: {name}}}"} for name in "甲乙")
    assert len(load(text(one, other)).entries) == 2
    assert len(faults(text(one, one))) == 1


def test_a_folder_is_read_in_order_and_its_files_know_of_each_other(tmp_path, load):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.yml").write_text(text({"form": "乙"}), "utf-8")
    (tmp_path / "b" / ".hidden.yaml").write_text("：", "utf-8")
    (tmp_path / "b" / "说明.md").write_text("：", "utf-8")
    load(text({"form": "甲"}), "b/1.yaml")
    told = checker.load_waivers("b", RULES)
    assert [one.form for one in told.entries] == ["甲", "乙"]
    assert [one.place for one in told.entries] == ["b/1.yaml:2", "b/2.yml:2"]
    (tmp_path / "b" / "3.yaml").write_text(text({"form": "乙"}), "utf-8")
    with pytest.raises(RuleError, match=r"b/3.yaml:2:5：同一件事已在 b/2.yml:2 豁免过。"):
        checker.load_waivers("b", RULES)


def test_the_hash_is_that_of_the_contents(load):
    one = load(text({}))
    assert one.hash == load(text({})).hash
    assert one.hash != load(text({"reason": "别的"})).hash
    assert len(one.hash) == 64


def test_what_is_no_yaml_is_told_beside_the_rest(tmp_path, load):
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "0.yaml").write_bytes("甲".encode("gb18030"))
    (tmp_path / "c" / "1.yaml").write_bytes(b"a" * ((1 << 20) + 1))
    (tmp_path / "c" / "2.yaml").write_text("a: [", "utf-8")
    load(text({}), "c/3.yaml")
    with pytest.raises(RuleError) as caught:
        checker.load_waivers("c", RULES)
    told = [str(fault) for fault in caught.value.faults]
    assert told[0] == "c/0.yaml:1:1：豁免文件不是 UTF-8 编码。 请另存为 UTF-8。"
    assert told[1] == "c/1.yaml：豁免文件超过 1 MB。 请拆成几个文件。"
    assert told[2].startswith("c/2.yaml:1:")
    assert len(told) == 3


def test_what_cannot_be_opened_is_told(load, monkeypatch):
    def refuse(*_):
        raise PermissionError

    load(text({}))
    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(RuleError, match=r"w.yaml：豁免文件读不出来。 请检查文件是否还在、有没有权限。"):
        checker.load_waivers("w.yaml", RULES)


def test_what_is_not_there_is_told(tmp_path):
    with pytest.raises(UsageError, match=r"找不到豁免文件“没有.yaml”。请检查 --waivers 后面的路径。"):
        checker.load_waivers("没有.yaml", RULES)
    with pytest.raises(UsageError, match=r"里没有豁免文件"):
        checker.load_waivers(tmp_path, RULES)
    (tmp_path / "a.yaml.txt").write_text("", "utf-8")
    with pytest.raises(UsageError, match=r"豁免文件名要以 .yaml 结尾，这个文件不会被读到。 请改名。"):
        checker.load_waivers(tmp_path, RULES)


def test_the_keys_are_those_of_the_manual(request):
    manual = (request.config.rootpath / "README.zh-CN.md").read_text("utf-8")
    assert [key for key in KEYS if f"{key}:" not in manual] == []
