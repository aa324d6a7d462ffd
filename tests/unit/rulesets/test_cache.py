"""Checked rule sets are kept, found again by their contents, and believed only in a folder of one's own."""

import os
import pickle
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from ruling import SETTINGS, VOCABULARY, rule_text

from checker import documents, engine, resources, rulesets, store
from checker.errors import RuleError
from checker.expressions.parse import ExpressionError
from checker.reporters import json
from checker.rulesets import assemble, cache
from checker.rulesets.cache import Cache
from checker.rulesets.model import Rule
from checker.store import Store

SAMPLE = Path(__file__).parents[3] / "samples" / "defective.txt"


@pytest.fixture
def rules(tmp_path):
    home = tmp_path / "trial"
    home.mkdir()
    (home / "ruleset.yaml").write_text(SETTINGS, "utf-8")
    (home / "vocabulary.yaml").write_text(VOCABULARY, "utf-8")
    (home / "a.yaml").write_text(rule_text(), "utf-8")
    return home


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "kept"


@pytest.fixture
def checks(monkeypatch):
    """Count how often a rule set is checked."""
    made = []
    original = assemble.assemble

    def counted(*arguments):
        made.append(arguments)
        return original(*arguments)

    monkeypatch.setattr(assemble, "assemble", counted)
    return made


def contents(rules):
    load = import_module("checker.rulesets.load")
    return load._contents(load.found(rules, []))


def report(ruleset):
    form = documents.read_file(SAMPLE)[0]
    return json.render([engine.check(form, ruleset)])


def test_the_shipped_rules_find_the_same_once_kept(kept):
    first = rulesets.load(None, kept)
    again = Cache(kept).get(contents(resources.folder("rules") / "national"))
    assert again is not first
    assert again is not None
    assert [rule.cases for rule in again.rules] == [rule.cases for rule in first.rules]
    assert report(again) == report(first) == report(rulesets.load())


def test_what_is_kept_is_not_checked_again(rules, kept, checks):
    for _ in range(3):
        assert rulesets.load(rules, kept).id == "trial"
    assert len(checks) == 1
    rulesets.load(rules)
    assert len(checks) == 2


def test_any_change_of_any_file_is_seen(rules, kept, checks):
    rulesets.load(rules, kept)
    (rules / "a.yaml").write_text(rule_text(message="另一句"), "utf-8")
    assert rulesets.load(rules, kept).rules[0].message == "另一句"
    (rules / "a.yaml").rename(rules / "b.yaml")
    assert rulesets.load(rules, kept).rules[0].file == "trial/b.yaml"
    assert len(checks) == 3


def test_a_rule_set_with_a_mistake_is_not_kept(rules, kept, checks):
    (rules / "a.yaml").write_text(rule_text(require="没有的栏目 > 0"), "utf-8")
    for _ in range(2):
        with pytest.raises(RuleError, match="没有名为"):
            rulesets.load(rules, kept)
    assert len(checks) == 2
    assert not kept.exists()


def test_another_state_of_the_program_checks_anew(rules, kept, checks, monkeypatch):
    rulesets.load(rules, kept)
    monkeypatch.setattr(cache, "program", lambda: b"another")
    rulesets.load(rules, kept)
    assert len(checks) == 2


@pytest.mark.parametrize("spoil", [lambda data: data[:-5], lambda _: b"", lambda data: data[:40] + b"x" + data[41:]])
def test_a_damaged_entry_is_checked_anew_and_mended(rules, kept, checks, spoil):
    rulesets.load(rules, kept)
    (entry,) = kept.iterdir()
    whole = entry.read_bytes()
    entry.write_bytes(spoil(whole))
    assert rulesets.load(rules, kept).id == "trial"
    assert len(checks) == 2
    assert entry.read_bytes()[32:] == whole[32:]


def test_an_entry_of_another_rule_set_is_not_believed(rules, kept, checks):
    rulesets.load(rules, kept)
    (entry,) = kept.iterdir()
    (rules / "a.yaml").write_text(rule_text(message="另一句"), "utf-8")
    entry.rename(kept / cache._name(contents(rules)))
    assert Cache(kept).get(contents(rules)) is None
    assert rulesets.load(rules, kept).rules[0].message == "另一句"
    assert len(checks) == 2


def test_a_kept_rule_is_read_in_parts_and_whole_all_the_same(rules, kept):
    first = rulesets.load(rules, kept)
    (rule,) = rulesets.load(rules, kept).rules
    program = rule.programs["department_overall"]
    assert "cases" not in vars(rule)
    assert "require" not in vars(program)
    assert rule.cases == first.rules[0].cases
    assert program.require.text == first.rules[0].programs["department_overall"].require.text
    assert [set(vars(one)) for one in (rule, program)] == [
        set(vars(one)) for one in (first.rules[0], first.rules[0].programs["department_overall"])
    ]
    assert replace(rule, title="改") == replace(rule, title="改")
    with pytest.raises(AttributeError, match="no nothing"):
        rule.nothing  # noqa: B018


def test_what_was_kept_can_be_kept_again(rules, kept):
    rulesets.load(rules, kept)
    again = rulesets.load(rules, kept)
    Cache(kept).put(b"elsewhere", again)
    (rule,) = Cache(kept).get(b"elsewhere").rules
    assert isinstance(rule, Rule)
    assert rule.cases == again.rules[0].cases


def test_what_rules_share_is_shared_once_kept(rules, kept):
    (rules / "b.yaml").write_text(rule_text(id="REC-02", title="又一条", require='匹配(表名, "甲|乙")'), "utf-8")
    (rules / "c.yaml").write_text(rule_text(id="REC-03", title="再一条", require='匹配(表名, "甲|乙")'), "utf-8")
    rulesets.load(rules, kept)
    found = rulesets.load(rules, kept).rules
    patterns = [one.programs["department_overall"].require.tree.pattern for one in found if one.id != "REC-01"]
    assert len(patterns) == 2
    assert patterns[0] is patterns[1]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_folder_that_others_can_write_to_is_not_used(rules, kept, checks):
    rulesets.load(rules, kept)
    assert kept.stat().st_mode & 0o777 == 0o700
    kept.chmod(0o777)
    rulesets.load(rules, kept)
    assert len(checks) == 2
    kept.chmod(0o700)
    moved = kept.rename(kept.with_name("moved"))
    kept.symlink_to(moved)
    rulesets.load(rules, kept)
    assert len(checks) == 3
    kept.unlink()
    kept.write_text("不是文件夹")
    rulesets.load(rules, kept)
    assert len(checks) == 4


def test_the_folder_of_another_user_is_not_used(rules, kept, checks, monkeypatch):
    rulesets.load(rules, kept)
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    rulesets.load(rules, kept)
    assert len(checks) == 2


def test_a_user_of_windows_owns_the_folder_of_the_profile(rules, kept, checks, monkeypatch):
    rulesets.load(rules, kept)
    monkeypatch.setattr(sys, "platform", "win32")
    kept.chmod(0o777)
    rulesets.load(rules, kept)
    assert len(checks) == 1


def test_a_disk_that_is_full_costs_only_time(rules, kept, checks, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    for _ in range(2):
        assert rulesets.load(rules, kept).id == "trial"
    assert len(checks) == 2
    assert list(kept.iterdir()) == []


def test_only_the_latest_are_kept(rules, kept):
    ruleset = rulesets.load(rules)
    for number in range(store.MOST + 5):
        Cache(kept).put(b"%d" % number, ruleset)
    assert len(list(kept.iterdir())) == store.MOST
    assert Cache(kept).get(b"%d" % (store.MOST + 4)) is not None


@pytest.mark.parametrize("thing", [ExpressionError("甲"), {"不是": "规则集"}, ([], {"不是": "规则集"})])
def test_nothing_but_a_rule_set_comes_out(rules, kept, thing):
    rulesets.load(rules, kept)
    (entry,) = kept.iterdir()
    Store(kept).put(entry.name, pickle.dumps(thing))
    assert Cache(kept).get(contents(rules)) is None


@pytest.mark.parametrize("folder", ["甲\0乙", "\ud800", "/proc/nowhere"])
def test_an_impossible_folder_costs_only_time(rules, folder):
    for _ in range(2):
        assert rulesets.load(rules, Path(folder)).id == "trial"


def test_what_cannot_be_kept_is_checked_anew(rules, kept):
    ruleset = replace(rulesets.load(rules), title=lambda: "不能存")
    Cache(kept).put(b"one", ruleset)
    assert Cache(kept).get(b"one") is None


def test_a_rule_set_with_a_rule_that_is_switched_off_is_kept(tmp_path, checks):
    layers = Path(__file__).parents[3] / "samples" / "layers" / "linjiang"
    first, again = (rulesets.load(layers, tmp_path / "kept") for _ in range(2))
    assert len(checks) == 1
    assert again.disabled.keys() == first.disabled.keys() != set()
    assert [one.require for one in again.disabled.values()] == [one.require for one in first.disabled.values()]
