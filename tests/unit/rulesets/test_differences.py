"""Who set each part of a rule, and how two rule sets differ."""

from layering import LISTS, TOP, made, third, two, write
from ruling import rule_text

from checker.rulesets.differences import differences, origins


def set_by(folder, identifier):
    whole = made(folder)
    entry = whole.ledger.entries[identifier]
    return {(one.part, one.place): one for one in origins(whole, entry)}


def test_each_part_is_of_a_layer_a_file_and_a_line(tmp_path):
    two(tmp_path, "overrides:\n  REC-02: {severity: error}\nparameters: {上限: {value: 80}}\n")
    low = third(tmp_path, "overrides:\n  REC-02: {suggestion: 请改。, severity: error}\n")
    found = set_by(low, "REC-02")
    assert found["title", "top/b.yaml:2"].layer == "上层（top 1）"
    severity = found["severity", "third/ruleset.yaml:6"]
    assert (severity.value, severity.layer) == ("error", "第三层（third 3）")
    assert severity.before == ("warning", "top/b.yaml:5")
    suggestion = found["suggestion", "third/ruleset.yaml:6"]
    assert suggestion.before is None
    assert found["参数.上限", "low/ruleset.yaml:7"].value == "80"
    assert [part for part, _ in found][-1] == "参数.上限"


def test_a_vocabulary_tells_who_defined_and_who_changed_it(tmp_path):
    low = two(tmp_path, "vocabulary:\n  禁词: {add: [戊词]}\n")
    places = [(one.place, one.value) for one in set_by(low, "REC-03").values() if one.part == "词表.禁词"]
    assert places == [("top/vocabulary.yaml:1", "2 个词"), ("low/ruleset.yaml:6", "增加“戊词”")]


def test_what_differs_is_named_part_by_part(tmp_path):
    low = two(
        tmp_path,
        "overrides: {REC-01: {severity: error}, REC-02: {severity: error, parameters: {上限: 85}}}\n"
        "disable: {REC-03: {reason: 甲}}\n"
        "parameters: {下限: {value: 9, reason: 甲}, 新: {value: 1, meaning: 甲}}\n"
        "vocabulary: {禁词: {add: [戊词], remove: [甲词], remove_harmless: [不甲词], reason: 甲}}\n",
        z_yaml=rule_text(id="REC-09"),
        vocabulary_yaml="新表: {meaning: 甲, words: [子]}\n",
    )
    found = differences(made(tmp_path / "top"), made(low))
    assert found
    assert [rule.id for rule in found.added] == ["REC-09"]
    ((rule, why),) = found.removed
    assert (rule.id, "已由下层" in why) == ("REC-03", True)
    ((rule, edits),) = found.changed
    assert rule.id == "REC-02"
    assert [(one.part, one.before, str(one.after)) for one in edits] == [
        ("severity", "warning", "error"),
        ("参数.上限", None, "85"),
    ]
    assert [(one.part, str(one.before), str(one.after)) for one in found.parameters] == [
        ("下限", "10", "9"),
        ("新", "None", "1"),
    ]
    assert [(one.name, one.harmless, one.added, one.removed) for one in found.vocabulary] == [
        ("禁词", False, ("戊词",), ("甲词",)),
        ("禁词", True, (), ("不甲词",)),
        ("新表", False, ("子",), ()),
    ]


def test_the_same_does_not_differ(tmp_path):
    low = two(tmp_path)
    assert not differences(made(tmp_path / "top"), made(low))
    other = write(tmp_path / "other", {"ruleset.yaml": TOP, "vocabulary.yaml": LISTS, "a.yaml": rule_text()})
    ((rule, why), *_) = differences(made(low), made(other)).removed
    assert (rule.id, why) == ("REC-02", "")
