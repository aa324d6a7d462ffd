"""The user's own form and the labelled ones, where they lie beside the repository."""

from __future__ import annotations

import importlib.util
import json

import pytest
from reading import SHARED, doubts, items, others

from checker.documents import DERIVE, read_file, read_forms
from checker.errors import FormError

SEED = SHARED / "seed" / "zhanjiang-zhengfawei-2023.txt"
CORPUS = SHARED / "corpus"

seed_is_here = pytest.mark.skipif(not SEED.exists(), reason="the sample form does not lie beside the repository")
corpus_is_here = pytest.mark.skipif(not CORPUS.exists(), reason="the labelled forms do not lie beside the repository")


@pytest.fixture(scope="module")
def seed():
    (form,) = read_file(SEED)
    return form


@corpus_is_here
@pytest.mark.parametrize("path", sorted((CORPUS / "dev").glob("*.txt")), ids=lambda path: path.stem)
def test_what_is_recognised_is_valid(path):
    """A recognised form is not validated when it is read: it is here, as a record that a user gives is."""
    record = read_file(path)[0].record
    (again,) = read_forms(json.dumps(record, ensure_ascii=False).encode(), "x")
    assert again.record == record


@seed_is_here
def test_seed_totals(seed):
    record = seed.record
    assert (record["title"], record["year"], record["money_unit"]) == ("2023年市级部门整体预算绩效目标表", 2023, "万元")
    assert record["department"] == {"name": "中共湛江市委政法委员会", "staff_count": 110, "subordinate_units": None}
    assert record["budget"]["basic_expenditure"] == "2152.58"
    assert record["budget"]["other_funds"] is None
    assert "total" not in record["budget"]
    assert [task["funds"] for task in record["tasks"]] == ["154", "129", "18", "615.36"]
    assert len(record["indicators"]) == 23
    assert others(seed) == []


@seed_is_here
def test_seed_has_one_doubtful_row(seed):
    assert doubts(seed) == ["/indicators/21"]
    origin = seed.origins["/indicators/21"]
    assert origin.location.line == 48
    assert "≥ 91%" in origin.doubt
    assert items(seed)[21] == ("满意度指标", "服务对象满意度指标", "提高综治视联网会议系统覆盖工作的满意度", None)


@seed_is_here
def test_seed_places(seed):
    origin = seed.origins["/tasks/3/funds"]
    assert (origin.location.line, origin.raw) == (21, "<p>615.36</p>")
    assert str(seed.origins["/budget/fiscal_appropriation"].location) == "第8行第20列"
    assert {"/budget", "/tasks/0", "/indicators/3", "/department/staff_count"} <= set(seed.origins)


@seed_is_here
def test_seed_values_that_are_numbers(seed):
    kinds = [DERIVE["indicator_value"](item, seed.record).get("kind") for item in seed.record["indicators"]]
    assert kinds.count("number") == 9
    assert kinds.count("duration") == 2


@corpus_is_here
@pytest.mark.parametrize("name", ["01-qinglan-nongye-2024", "02-wanglan-yingji-2023", "09-heting-sifa-2023"])
def test_labelled_forms_are_read_right(name):
    spec = importlib.util.spec_from_file_location("score", CORPUS / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    gold = json.loads((CORPUS / "dev" / f"{name}.gold.json").read_text("utf-8"))
    (form,) = read_file(CORPUS / "dev" / f"{name}.txt")
    out = {"fields": 0, "right": 0, "invented": 0, "notes": []}
    score.compare_fields(gold, form.record, out)
    assert out["notes"] == []
    assert out["right"] == out["fields"] > 90
    assert doubts(form) == []


@corpus_is_here
@pytest.mark.parametrize("path", sorted((CORPUS / "dev_project").glob("*.txt")), ids=lambda path: path.stem)
def test_project_forms_are_refused_by_name(path):
    with pytest.raises(FormError, match=r"项目|自评|没有找到|绩效目标申报表"):
        read_file(path)
