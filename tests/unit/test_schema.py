"""Record schemas as a catalogue of fields."""

import json

import pytest

from checker import resources, schema
from checker.errors import RuleError

ROOT = schema.load("department_overall").root


def walk(field):
    for child in field.children.values():
        yield child
        yield from walk(child)


def test_the_forms_are_those_with_a_record_schema():
    assert schema.forms() == ("department_overall",)


@pytest.mark.parametrize("name", ["", "department", "review-items", "../schemas/department_overall", "a\0b", "x" * 300])
def test_a_form_without_a_schema_is_refused(name):
    with pytest.raises(RuleError, match="没有表类"):
        schema.load(name)


def test_a_catalogue_knows_its_form():
    catalogue = schema.load("department_overall")
    assert (catalogue.form, catalogue.title) == ("department_overall", "部门整体预算绩效目标表")
    lists = [one.title for one in catalogue.fields if one.type == "list"]
    assert lists == ["重点工作任务", "绩效指标", "表外文字", "全部文字", "全部金额"]
    assert schema.load("department_overall") is catalogue


FIELDS = [
    ("年度", ("year",), "integer"),
    ("表名", ("title",), "text"),
    ("基本支出", ("budget", "basic_expenditure"), "money"),
    ("basic_expenditure", ("budget", "basic_expenditure"), "money"),
    ("财政供养人员数", ("department", "staff_count"), "integer"),
    ("预算", ("budget",), "group"),
    ("绩效指标", ("indicators",), "list"),
    ("全部文字", ("all_texts",), "list"),
]


@pytest.mark.parametrize(("name", "path", "kind"), FIELDS)
def test_a_field_is_found_by_title_or_key_through_groups(name, path, kind):
    field = ROOT.named(name)
    assert (field.path, field.type, field.key) == (path, kind, path[-1])


def test_what_is_not_in_the_record_is_not_found():
    assert ROOT.named("三级指标") is None
    assert ROOT.named("") is None


def test_fields_of_items_start_from_the_item():
    indicators = ROOT.named("绩效指标")
    assert indicators.named("三级指标").path == ("name",)
    assert indicators.named("一级指标").enum == ("产出指标", "效益指标", "满意度指标", "成本指标")
    assert indicators.named("读法存疑").view
    assert not indicators.named("三级指标").view


def test_subfields_are_derived_from_their_text():
    unit = ROOT.named("绩效指标").named("指标值").named("单位类")
    assert (unit.path, unit.derived, unit.parent_title) == (("value", "unit_class"), "indicator_value", "指标值")
    assert None not in unit.enum


def test_views_stand_beside_the_record():
    texts = ROOT.named("全部文字")
    assert texts.view
    assert texts.named("内容").path == ("content",)
    assert ROOT.named("基本支出").unit == "money"
    assert "基本支出" in ROOT.named("基本支出").labels


def test_titles_and_keys_of_one_level_are_unambiguous():
    for owner in (ROOT, *(field for field in walk(ROOT) if field.type == "list" or field.children)):
        names = [name for child in owner.visible() for name in {child.title, child.key}]
        assert len(names) == len(set(names)), owner.title


def test_every_field_has_a_chinese_title_and_a_known_type():
    for field in walk(ROOT):
        assert any("\u4e00" <= character <= "\u9fff" for character in field.title), field.path
        assert field.type in {"text", "money", "number", "integer", "boolean", "date", "list", "group"}


def test_the_key_of_a_root_is_empty():
    assert ROOT.key == ""


def test_a_small_schema(tmp_path):
    path = tmp_path / "a.schema.json"
    document = {
        "properties": {
            "form": {"const": "a"},
            "plain": {"$ref": "#/$defs/other"},
            "far": {"$ref": "elsewhere.json"},
            "inner": {"type": "object", "properties": {"list": {"type": "array", "items": {"$ref": "#/$defs/item"}}}},
        },
        "$defs": {"other": {"title": "别的", "x-type": "number"}, "item": {"properties": {"one": {"title": "一"}}}},
    }
    path.write_text(json.dumps(document), "utf-8")
    catalogue = schema.read(path)
    assert (catalogue.form, catalogue.title) == ("a", "")
    assert catalogue.root.named("别的").type == "number"
    assert catalogue.root.named("far").type == "text"
    assert catalogue.root.named("list").named("一").path == ("one",)
    assert [one.key for one in catalogue.fields if one.type == "list"] == ["list"]


def test_packaged_data_comes_before_the_checkout(tmp_path, monkeypatch):
    resources.folder.cache_clear()
    try:
        assert (resources.folder("schemas") / "review-items.json").is_file()
        resources.folder.cache_clear()
        (tmp_path / "data" / "schemas").mkdir(parents=True)
        monkeypatch.setattr(resources, "PACKAGE", tmp_path)
        assert resources.folder("schemas") == tmp_path / "data" / "schemas"
        assert resources.folder("rules") == tmp_path.parent / "rules"
    finally:
        resources.folder.cache_clear()
