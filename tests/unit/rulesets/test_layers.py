"""Which folders the layers of a rule set are, and which are refused."""

import os
import sys

import pytest
from layering import LOW, RULES, TOP, fault, faults, third, two, write
from ruling import pointed, rule_text

from checker import rulesets
from checker.errors import RuleError
from checker.rulesets import load
from checker.rulesets.layers import MAX_LAYERS

ALONE = "id: a\ntitle: 甲\nversion: 1\n"


def extending(tmp_path, written):
    return write(tmp_path / "low", {"ruleset.yaml": f"{ALONE}extends: {written}\n"})


def test_a_layer_adds_to_the_one_that_it_extends(tmp_path):
    ruleset = load(two(tmp_path, z_yaml=rule_text(id="REC-09", require="年度 > 参数.下限")))
    assert (ruleset.id, ruleset.title, ruleset.version) == ("low", "下层", "2")
    assert [rule.id for rule in ruleset.rules] == ["REC-01", "REC-02", "REC-03", "REC-09"]
    assert [rule.file for rule in ruleset.rules][2:] == ["top/c.yaml", "low/z.yaml"]
    assert ruleset.layers == ("上层（top 1）", "下层（low 2）")
    assert set(ruleset.fused) == {"department_overall"}


def test_a_chain_may_be_longer_and_end_in_a_packaged_rule_set(tmp_path):
    two(tmp_path, top=TOP.replace("version: 1\n", "version: 1\nextends: national\n"))
    for name, identifier in (("a.yaml", "TOP-01"), ("b.yaml", "TOP-02"), ("c.yaml", "TOP-03")):
        write(tmp_path / "top", {name: rule_text(id=identifier)})
    (tmp_path / "top" / "vocabulary.yaml").unlink()
    ruleset = load(third(tmp_path, ""))
    assert [one.split("（")[1] for one in ruleset.layers] == ["national 2026.11）", "top 1）", "low 2）", "third 3）"]
    assert [rule.id for rule in ruleset.rules][-3:] == ["TOP-01", "TOP-02", "TOP-03"]


def test_a_rule_set_without_layers_names_none(tmp_path):
    assert load(write(tmp_path / "top", {"ruleset.yaml": ALONE, "a.yaml": rule_text()})).layers == ()


def test_folders_of_the_same_name_are_told_apart(tmp_path):
    home = write(tmp_path / "national", {"ruleset.yaml": f"{ALONE}extends: national\nlock: [XXX-01]\n"})
    assert fault(home).file == "national/ruleset.yaml"
    write(home, {"ruleset.yaml": f"{ALONE}extends: national\n"})
    assert load(home).rules[0].file.startswith("rules/national/")


REFUSED = [
    ("../../top", "“../../top”越出了规则集所在的目录"),
    ("..", "没有随带的规则集“..”"),
    ("../", "越出了规则集所在的目录"),
    ("./", "规则集绕成了圈：low → low。"),
    ("/top", "“/top”要写成相对路径"),
    ("..\\top", "要写成相对路径"),
    ("C:/top", "要写成相对路径"),
    ("../tpo", "“../tpo”不是规则集。 是不是“../top”？"),
    ("../完全不同", "那里要有一个目录，里面有 ruleset.yaml。"),
    ("./inner", "“inner”和“low”一个套在另一个里面。"),
    ("top", "没有随带的规则集“top”。 是不是“../top”？"),
    ("nationl", "没有随带的规则集“nationl”。 是不是“national”？"),
    ("完全不同", "没有随带的规则集“完全不同”。 随带的有：national。"),
    ("[../top]", "“extends”要写成一个规则集"),
    ("", "“extends”要写成一个规则集"),
    ("5", "“extends”要写成一个规则集"),
]


@pytest.mark.parametrize(("written", "message"), REFUSED)
def test_what_is_no_neighbour_is_refused(tmp_path, written, message):
    two(tmp_path)
    write(tmp_path / "low" / "inner", {"ruleset.yaml": ALONE})
    found = fault(extending(tmp_path, written))
    assert message in str(found)
    assert (found.file, found.line) == ("low/ruleset.yaml", 4)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_is_refused(tmp_path):
    two(tmp_path)
    (tmp_path / "link").symlink_to(tmp_path / "top")
    assert "“../link”经过了链接。" in str(fault(extending(tmp_path, "../link")))
    outside = write(tmp_path.parent / f"{tmp_path.name}-outside", {"ruleset.yaml": ALONE})
    (tmp_path / "away").symlink_to(outside)
    assert "经过了链接" in str(fault(extending(tmp_path, "../away")))


def test_a_circle_is_named(tmp_path):
    low = two(tmp_path, top=TOP + "extends: ../low\n")
    found = fault(low)
    assert found.message == "规则集绕成了圈：low → top → low。"
    assert (found.file, pointed(found)) == ("top/ruleset.yaml", "../low")


def test_a_chain_has_an_end(tmp_path):
    for number in range(MAX_LAYERS + 1):
        text = f"id: n{number}\ntitle: 甲\nversion: 1\nextends: ../n{number + 1}\n"
        write(tmp_path / f"n{number}", {"ruleset.yaml": text})
    assert f"规则集的层次超过 {MAX_LAYERS} 层。" in str(fault(tmp_path / "n0"))


def test_a_key_that_is_not_seen_is_not_obeyed_in_silence(tmp_path):
    two(tmp_path)
    home = write(tmp_path / "low", {"ruleset.yaml": f'{ALONE}"ext\\x65nds": ../top\n', "a.yaml": rule_text()})
    assert "“extends”要照原样写" in str(fault(home))


def test_the_word_alone_extends_nothing(tmp_path):
    home = write(tmp_path / "low", {"ruleset.yaml": f"{ALONE}description: extends 什么也不是\n", "a.yaml": rule_text()})
    assert load(home).layers == ()
    write(home, {"ruleset.yaml": "- extends\n"})
    assert "这里要写成“键: 值”的样子。" in [one.message for one in faults(home)]
    write(home, {"ruleset.yaml": "extends: [\n"})
    assert [one.file for one in faults(home)] == ["low/ruleset.yaml"]


def test_layers_have_names_of_their_own(tmp_path):
    low = two(tmp_path)
    write(low, {"ruleset.yaml": LOW.replace("id: low", "id: top")})
    assert str(fault(low)).startswith("low/ruleset.yaml:1:5：上层 top/ruleset.yaml 的 id 也是“top”。")


def test_a_layer_needs_no_rule_but_the_whole_does(tmp_path):
    assert len(load(two(tmp_path)).rules) == 3
    for name in RULES:
        (tmp_path / "top" / name).unlink()
    with pytest.raises(RuleError, match="一条规则也没有"):
        load(tmp_path / "low")


def test_mistakes_of_all_layers_come_in_one_go(tmp_path):
    low = two(tmp_path, "lock: [REC-11]\n", z_yaml=rule_text(id="REC-09", severity="eror"))
    write(tmp_path / "top", {"b.yaml": rule_text(id="REC-02", require="没有的栏 > 0"), "d.yaml": "\t甲"})
    assert {one.file for one in faults(low)} == {"top/b.yaml", "top/d.yaml", "low/ruleset.yaml", "low/z.yaml"}


def test_a_change_of_any_layer_is_seen(tmp_path):
    low, kept = two(tmp_path), tmp_path / "kept"
    first = load(low, kept)
    assert load(low, kept).hash == first.hash
    write(tmp_path / "top", {"a.yaml": rule_text(message="另一句")})
    again = load(low, kept)
    assert again.rules[0].message == "另一句"
    assert again.hash != first.hash


def test_a_kept_layered_rule_set_is_the_same(tmp_path):
    low, kept = two(tmp_path, "disable: {REC-01: {reason: 不用}}\n"), tmp_path / "kept"
    first, again = load(low, kept), load(low, kept)
    assert (again.layers, again.changes, again.gone) == (first.layers, first.changes, first.gone)
    assert again is not first
    assert rulesets.load(low).changes == first.changes


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions")
def test_a_file_of_an_upper_layer_that_cannot_be_read_is_named(tmp_path):
    low = two(tmp_path)
    (tmp_path / "top" / "a.yaml").chmod(0)
    assert faults(low)[0].file == "top/a.yaml"
