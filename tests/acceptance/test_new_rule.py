"""checker rules new: a rule that loads as it stands, and nothing that was there is touched."""

import pytest

HEAD = "id: town\ntitle: 镇\nversion: 1\n"


@pytest.fixture
def town(folder):
    """Return the folder of a rule set without a rule."""
    town = folder / "town"
    (town / "money").mkdir(parents=True)
    (town / "ruleset.yaml").write_text(HEAD, "utf-8")
    return town


def test_the_skeleton_loads_and_passes_its_cases(town, checker):
    code, out, err = checker("rules", "new", "REC-30", "--title", "专项“资金”: 有数", "--to", "town/money")
    assert (code, err) == (0, "")
    after = f"checker rules test --rules {town} 和 checker rules lint --rules {town}"
    assert out == f"写好了 town/money/REC-30.yaml，现在就能装载。\n请改条件、说明、依据和例子，改完运行 {after}。\n"
    text = (town / "money" / "REC-30.yaml").read_text("utf-8")
    assert 'title: "专项“资金”: 有数"' in text
    assert "«" not in text
    assert checker("rules", "test", "--rules", "town")[1] == "共 1 条规则，3 个例子：相符 3，不符 0。\n"
    assert "勾稽" not in text


def test_what_was_left_as_it_came_is_told(town, checker):
    path = town / "REC-30.yaml"
    assert checker("rules", "new", "REC-30", "--to", "town")[0] == 0
    code, out, _ = checker("rules", "lint", "--rules", "town")
    assert (code, out.count("这里还是新规则自带的话。 请写上这条规则自己的。")) == (1, 2)
    path.write_text(path.read_text("utf-8").replace("在这里写规则的名称", "表名缺失"), "utf-8")
    code, out, _ = checker("rules", "lint", "--rules", "town")
    assert (code, out.count("这里还是新规则自带的话。")) == (1, 1)
    path.write_text(path.read_text("utf-8").replace("依据的文件全称", "某市绩效目标管理办法"), "utf-8")
    assert checker("rules", "lint", "--rules", "town")[0] == 0


def test_a_rule_set_of_the_folder_itself(town, checker, monkeypatch):
    monkeypatch.chdir(town)
    code, out, _ = checker("rules", "new", "REC-30")
    assert code == 0
    assert out.endswith("checker rules test --rules . 和 checker rules lint --rules .。\n")
    assert "在这里写规则的名称" in (town / "REC-30.yaml").read_text("utf-8")


def test_the_review_item_is_that_of_rules_with_like_ids(folder, checker):
    assert checker("rules", "new", "REC-30", "--to", "rules")[0] == 0
    assert "review_item: 勾稽" in (folder / "rules" / "REC-30.yaml").read_text("utf-8")


def test_a_title_with_a_number_waits_for_its_condition(town, checker):
    assert checker("rules", "new", "REC-30", "--title", "不低于 85%", "--to", "town")[0] == 0
    first, second, *_ = (town / "REC-30.yaml").read_text("utf-8").split("\n")
    assert first == "# 名称：不低于 85%（写好条件以后，移到 title）"
    assert second.startswith("id: REC-30")


def test_a_rule_set_with_a_schema_of_its_own(town, checker):
    (town / "bill.schema.json").write_text('{"properties": {"seller": {"title": "销方", "type": "string"}}}', "utf-8")
    (town / "ruleset.yaml").write_text(HEAD + "record: bill.schema.json\n", "utf-8")
    assert checker("rules", "new", "REC-30", "--to", "town")[0] == 0
    assert "applies_to: [bill]" in (town / "REC-30.yaml").read_text("utf-8")
    assert checker("rules", "test", "--rules", "town")[1] == "共 1 条规则，3 个例子：相符 3，不符 0。\n"


def test_other_mistakes_in_the_rule_set_do_not_stop_it(town, checker):
    (town / "broken.yaml").write_text("[", "utf-8")
    (town / "list.yaml").write_text("[甲]", "utf-8")
    assert checker("rules", "new", "REC-30", "--to", "town")[0] == 0
    assert (town / "REC-30.yaml").exists()


REFUSED = [
    (["rec-30", "--to", "town"], "规则编号“rec-30”不合规定。 请写成 REC-01 的样子。"),
    (["REC-01", "--to", "rules"], "规则编号“REC-01”已经用了，在 rules/REC-01.yaml。 请换一个。"),
    (["REC-01", "--to", "county"], "规则编号“REC-01”已经用了，在 national/reconciliation/REC-01-"),
    (["REC-40", "--to", "county"], "county/REC-40.yaml:1:5：规则编号“REC-40”已经废止"),
    (["REC-30", "--to", "nowhere"], "没有目录“nowhere”。 请先建好目录，或检查 --to 后面的路径。"),
    (["REC-30", "--to", "."], "目录“.”不在规则集里：它和上级目录都没有 ruleset.yaml。 请用 --to 指定"),
    (["REC-99", "--to", "town"], "已经有文件“town/REC-99.yaml”。 请换一个编号，或先把它移走。"),
]


@pytest.mark.parametrize(("arguments", "told"), REFUSED)
def test_what_is_there_is_never_touched(town, folder, checker, arguments, told):
    (folder / "county").mkdir()
    (folder / "county" / "ruleset.yaml").write_text(HEAD + "extends: national\nretired: [REC-40]\n", "utf-8")
    (town / "REC-99.yaml").write_text("[", "utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    code, out, err = checker("rules", "new", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(told)
    assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before


def test_a_folder_that_cannot_be_written_to(town, checker, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.open", refuse)
    monkeypatch.setattr("checker.cli.create._ids", lambda _: {})
    monkeypatch.setattr("checker.cli.create._skeleton", lambda *_: "")
    code, _, err = checker("rules", "new", "REC-30", "--to", str(town))
    assert code == 2
    assert "写不了。 请检查有没有权限、磁盘满没满。" in err
