"""A folder to a rule set: every mistake of every file in one go."""

import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from ruling import SETTINGS, VOCABULARY, rule_text

from checker.errors import RuleError
from checker.rulesets import load
from checker.schema import review_items


@pytest.fixture
def folder(tmp_path):
    """Return a rule set of two rules."""
    home = tmp_path / "trial"
    (home / "topic").mkdir(parents=True)
    write(home / "ruleset.yaml", SETTINGS)
    write(home / "vocabulary.yaml", VOCABULARY)
    write(home / "topic" / "a.yaml", rule_text())
    write(home / "topic" / "b.yml", rule_text(id="REC-02", effective="{from: 2020-01-01}"))
    return home


def write(path, text):
    path.write_text(text, "utf-8")


def messages(folder):
    with pytest.raises(RuleError) as caught:
        load(folder)
    return [str(fault) for fault in caught.value.faults]


def test_a_folder_is_loaded_in_order_of_path(folder):
    (folder / "topic" / "notes.txt").write_text("不是规则")
    (folder / "topic" / "c.yaml").mkdir()
    loaded = load(folder)
    assert [rule.id for rule in loaded.rules] == ["REC-01", "REC-02"]
    assert [rule.file for rule in loaded.rules] == ["trial/topic/a.yaml", "trial/topic/b.yml"]
    assert (loaded.id, loaded.title, loaded.version) == ("trial", "试用规则", "1.0")
    assert loaded.rule("rec-02").in_force(date(2020, 1, 1))
    assert not loaded.rule("REC-02").in_force(date(2019, 12, 31))


def test_an_unknown_id_is_refused_with_the_nearest(folder):
    with pytest.raises(RuleError, match="没有规则“REC-12”。是不是“REC-02”？"):
        load(folder).rule("REC-12")


def test_the_hash_is_of_the_contents(folder, tmp_path):
    first = load(folder).hash
    copy = shutil.copytree(folder, tmp_path / "other" / "trial")
    assert load(copy).hash == first
    write(copy / "vocabulary.yaml", VOCABULARY + "# 变了\n")
    assert load(copy).hash != first
    assert len(first) == 64


def test_the_packaged_rules_are_the_default():
    assert load().id == "national"


def test_every_mistake_of_every_file_comes_in_one_go(folder):
    write(folder / "topic" / "a.yaml", rule_text(severity="eror", title="[甲]"))
    write(folder / "topic" / "c.yaml", "id: REC-03\n\ttitle: 甲\n")
    (folder / "topic" / "d.yaml").write_bytes("标题: 甲".encode("gb18030"))
    write(folder / "topic" / "e.yaml", "- 甲\n")
    write(folder / "topic" / "f.yaml", "")
    found = messages(folder)
    files = {one.split("：")[0].split(":")[0] for one in found}
    assert files == {f"trial/topic/{name}.yaml" for name in "acdef"}
    assert len(found) == 6


def test_mistakes_of_the_settings_come_with_those_that_do_not_hang_on_them(folder):
    write(folder / "ruleset.yaml", "id: trial\n")
    write(folder / "topic" / "a.yaml", rule_text(require="年度 > 参数.上限"))
    write(folder / "topic" / "c.yaml", "")
    assert messages(folder) == [
        "trial/topic/c.yaml:1:1：文件是空的，没有任何内容。",
        "trial/ruleset.yaml:1:1：缺少“title”。 请补上“title: …”。",
        "trial/ruleset.yaml:1:1：缺少“version”。 请补上“version: …”。",
    ]


@pytest.mark.parametrize("name", ["ruleset.yaml", "vocabulary.yaml"])
def test_settings_that_are_no_yaml_are_named(folder, name):
    write(folder / name, "")
    write(folder / "topic" / "c.yaml", "")
    assert messages(folder) == [
        f"trial/{name}:1:1：文件是空的，没有任何内容。",
        "trial/topic/c.yaml:1:1：文件是空的，没有任何内容。",
    ]


def test_a_rule_set_may_do_without_a_vocabulary(folder):
    (folder / "vocabulary.yaml").unlink()
    assert len(load(folder).rules) == 2
    write(folder / "topic" / "c.yaml", "")
    assert len(messages(folder)) == 1


def test_an_id_is_used_once(folder):
    write(folder / "topic" / "c.yaml", rule_text(severity="eror"))
    found = messages(folder)
    assert (
        "trial/topic/c.yaml:1:5：规则编号“REC-01”重复，trial/topic/a.yaml 里已经有了。 请换一个没用过的编号。" in found
    )
    assert len(found) == 2


def test_a_folder_without_rules_is_refused(folder):
    shutil.rmtree(folder / "topic")
    assert "一条规则也没有" in messages(folder)[0]


def test_a_folder_without_a_head_is_refused(folder):
    (folder / "ruleset.yaml").unlink()
    assert "没有 ruleset.yaml，还不是规则集" in messages(folder)[0]


def test_a_missing_folder_is_refused(folder):
    assert "找不到规则目录" in messages(folder / "none")[0]
    assert "是文件" in messages(folder / "ruleset.yaml")[0]


def test_a_link_out_of_the_folder_is_refused(folder, tmp_path):
    secret = tmp_path / "elsewhere.yaml"
    secret.write_text("id: REC-99\n", "utf-8")
    (folder / "topic" / "link.yaml").symlink_to(secret)
    assert messages(folder) == ["trial/topic/link.yaml：这个文件是指向规则目录以外的链接。 请把文件本身放进来。"]


@pytest.mark.parametrize("name", ["c.yaml.txt", "c.YAML", "c.yml.old"])
def test_a_file_that_only_looks_like_a_rule_is_told(folder, name):
    write(folder / "topic" / name, "id: REC-99\n")
    assert messages(folder) == [f"trial/topic/{name}：规则文件名要以 .yaml 结尾，这个文件不会被读到。 请改名。"]


@pytest.mark.parametrize("name", ["a.yaml~", "a.yml.bak", ".a.yaml.swp", "a.yaml.orig"])
def test_what_an_editor_leaves_behind_is_passed_over(folder, name):
    before = load(folder).hash
    write(folder / "topic" / name, "id: REC-99\n")
    assert load(folder).hash == before


def test_links_that_lead_nowhere_or_to_folders_are_passed_over(folder):
    before = load(folder).hash
    (folder / "topic" / "circle.yaml").symlink_to("circle.yaml")
    (folder / "topic" / "nowhere.yaml").symlink_to("none.yaml")
    (folder / "again").symlink_to(folder / "topic")
    assert load(folder).hash == before


def test_a_long_file_is_read_to_its_end(folder):
    write(folder / "topic" / "a.yaml", "#" * 100_000 + "\n" + rule_text(id="REC-07"))
    assert "REC-07" in {rule.id for rule in load(folder).rules}


def test_a_schema_that_is_a_link_elsewhere_is_refused(folder, tmp_path):
    (tmp_path / "elsewhere.json").write_text("{}", "utf-8")
    (folder / "secret.schema.json").symlink_to(tmp_path / "elsewhere.json")
    assert messages(folder) == ["trial/secret.schema.json：这个文件是指向规则目录以外的链接。 请把文件本身放进来。"]


def test_a_file_that_is_too_large_is_refused(folder):
    write(folder / "topic" / "c.yaml", "#" * (1 << 20) + "\n")
    assert messages(folder) == ["trial/topic/c.yaml：规则文件超过 1 MB。 请拆成几个文件。"]


def test_a_file_that_cannot_be_read_is_named(folder, monkeypatch):
    path = type(folder)
    real = path.open

    def fail(self, *arguments):
        if self.name == "a.yaml":
            raise PermissionError(13, os.strerror(13))
        return real(self, *arguments)

    monkeypatch.setattr(path, "open", fail)
    assert messages(folder) == ["trial/topic/a.yaml：规则文件读不出来。 请检查文件是否还在、有没有权限。"]


def test_review_items_stand_in_the_order_of_a_review():
    assert review_items()[0] == "完整性·规范完整性"
    assert "勾稽" in review_items()


def test_a_rule_set_that_came_with_the_program_goes_by_its_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load(Path("national")).id == "national"
