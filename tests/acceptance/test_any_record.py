"""A record that is no form of ours: a rule set brings its schema with it, and no Python knows of either."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from shapes import valid

from checker import documents, engine, rulesets, schema
from checker.cli.main import main
from checker.engine import cases
from checker.errors import RuleError
from checker.expressions.reading import aloud
from checker.expressions.resolve import resolve
from checker.expressions.scope import Scope
from checker.model import Form
from checker.reporters import REPORTERS

HOME = Path(__file__).parent / "invoice"
INVOICE = {
    "number": "F-1",
    "issued": "2024-03-01",
    "due": "2024-02-29",
    "currency": "CNY",
    "lines": [
        {"name": "打印纸", "quantity": 3, "price": 1.115, "amount": 3.35, "category": "S"},
        {
            "name": "墨盒",
            "quantity": 2,
            "price": 100,
            "amount": 190.00,
            "category": "Z",
            "adjustments": [{"kind": "allowance", "amount": 10}],
        },
    ],
    "taxes": [{"category": "S", "rate": 13, "base": 193.35, "amount": 25.14}],
    "totals": {"net": 193.36, "taxable": 193.35, "tax": 25.14, "gross": 218.49, "payable": 218.49},
}
FOUND = ["INV-03", "INV-05", "INV-09", "INV-11"]


@pytest.fixture
def run(tmp_path, capfdbinary):
    def checked(data, *more, name="invoice.json", rules=HOME):
        path = tmp_path / name
        path.write_text(data if isinstance(data, str) else json.dumps(data, ensure_ascii=False), "utf-8")
        code = main(["check", str(path), "--rules", str(rules), *more])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return checked


def found(output):
    return [one["rule"] for one in json.loads(output)["findings"]]


def test_every_case_of_the_invoice_rules_holds():
    results = cases.run(rulesets.load(HOME))
    assert len(results) > 30
    assert [one.message for one in results if not one.passed] == []


def test_an_invoice_is_checked(run):
    code, out, err = run(INVOICE, "--format", "json")
    assert (code, err) == (1, "")
    assert found(out) == FOUND
    assert "第1行" in run(INVOICE)[1]


def test_yaml_and_several_invoices_are_checked(run):
    text = (
        "- number: 甲\n  currency: CNY\n  lines: [{name: 纸, quantity: 1, price: 2, amount: 2}]\n  totals: {net: 3}\n"
    )
    code, out, _ = run(text, "--format", "json", name="invoices.yaml")
    assert code == 1
    assert found(out) == ["INV-03"]


def test_the_fused_function_and_the_reference_agree_on_nested_lists_and_dates(tmp_path):
    rules = rulesets.load(HOME)
    path = tmp_path / "a.json"
    for due in ("2024-02-29", "2024-03-01", "2023-02-29", None, " "):
        path.write_text(json.dumps(INVOICE | {"due": due}), "utf-8")
        (form,) = documents.read_file(path, rules.record)
        assert engine.check(form, rules) == engine.check(form, replace(rules, fused={}))


def test_a_date_that_does_not_exist_cannot_be_told(run):
    code, out, _ = run(INVOICE | {"issued": "2023-02-29"})
    assert code == 1
    assert "“开票日期”认不出是日期，不能判定" in out


def test_breaches_of_its_own_schema_are_told_at_their_places(run):
    code, out, err = run('{"number": 5, "lines": [], "currency": "CNY", "totals": {}, "x": 1}')
    assert (code, out) == (2, "")
    assert [line.split("：")[0].rpartition("/")[2] for line in err.splitlines()] == [
        "invoice.json:1:12",
        "invoice.json:1:24",
        "invoice.json:1:61",
    ]


def test_a_report_is_headed_by_what_its_schema_says(run):
    _, out, _ = run(INVOICE)
    assert out.startswith("发票\n发票号码：F-1　开票日期：2024-03-01　币种：CNY\n文件：")
    assert "核对基准日：2024-03-01" in out
    assert not [word for word in ("部门", "年度", "金额单位") if word in out.partition("【")[0]]
    _, out, _ = run({key: value for key, value in INVOICE.items() if key != "issued"})
    assert "　开票日期：未填写　" in out
    assert "核对基准日：未定（表上没有开票日期，按最新的规则）" in "".join(out.splitlines())


WAIVER = """waivers:
  - {rule: INV-09, form: F-1, reason: 甲, document: 乙, approver: 丙, until: 2024-12-31, values: {}}
"""


def test_a_waiver_goes_by_the_name_that_the_schema_marks(run, tmp_path):
    (tmp_path / "w.yaml").write_text(WAIVER, "utf-8")
    more = ("--waivers", str(tmp_path / "w.yaml"), "--format", "json")
    (lapsed,) = json.loads(run(INVOICE, *more)[1])["lapsed_waivers"]
    assert (lapsed["lapse"], "所依据的值变了" in lapsed["told"]) == ("stale", True)
    undated = {key: value for key, value in INVOICE.items() if key != "issued"}
    (lapsed,) = json.loads(run(undated, *more)[1])["lapsed_waivers"]
    assert lapsed["told"] == "豁免 INV-09 没有采用：表上没有开票日期，无从知道是否到期。请用 --as-of 写明核对基准日。"


DAYS = [
    ({"issued": "2024-03-01"}, "2024-03-01"),
    ({"issued": "2024-02-30"}, "9999-12-31"),
    ({"issued": 2024}, "2024-12-31"),
    ({"issued": True}, "9999-12-31"),
    ({"issued": 99999}, "9999-12-31"),
    ({"issued": [2024]}, "9999-12-31"),
    ({"issued": None, "year": 2024}, "9999-12-31"),
]


@pytest.mark.parametrize(("parts", "day"), DAYS)
def test_the_day_is_that_of_the_field_marked_for_it(parts, day):
    rules = rulesets.load(HOME)
    assert engine.check(Form("发票", INVOICE | {"form": rules.record} | parts), rules).as_of == day


def test_a_list_of_plain_values_is_read(tmp_path):
    home = tmp_path / "tags"
    home.mkdir()
    (home / "ruleset.yaml").write_text("id: tags\ntitle: 标签\nversion: 1.0\nrecord: tags.schema.json\n", "utf-8")
    properties = {"name": {"title": "名称"}, "tags": {"title": "标签", "type": "array", "items": {"type": "integer"}}}
    (home / "tags.schema.json").write_text(json.dumps({"properties": properties}), "utf-8")
    rule = (HOME / "INV-10.yaml").read_text("utf-8").partition("when:")[0].replace("[invoice]", "[tags]")
    cases = "cases: [{name: 有, given: {名称: 甲乙}, expect: pass}]\n"
    basis = "basis: [{document: 试用}]\n"
    (home / "a.yaml").write_text(f"{rule}require: 长度(名称) > 1\nmessage: 太短。\n{basis}{cases}", "utf-8")
    rules = rulesets.load(home)
    (tmp_path / "a.json").write_text('{"name": "甲", "tags": [1, 2]}', "utf-8")
    (form,) = documents.read_file(tmp_path / "a.json", rules.record)
    report = engine.check(form, rules)
    assert [one.message for one in report.findings] == ["太短。"]
    told = REPORTERS["table"]([report], 100).decode("utf-8")
    assert told.startswith(f"tags\n文件：{form.file}\n")
    assert "核对基准日：未定（按最新的规则）" in told


def test_why_a_rule_for_other_forms_did_not_apply(tmp_path, capfdbinary):
    home = tmp_path / "both"
    home.mkdir()
    head = "id: both\ntitle: 两样都查\nversion: 1.0\nextends: national\nrecord: invoice.schema.json\n"
    (home / "ruleset.yaml").write_text(head, "utf-8")
    for name in ("invoice.schema.json", "INV-10.yaml"):
        shutil.copy(HOME / name, home / name)
    (tmp_path / "invoice.json").write_text(json.dumps(INVOICE), "utf-8")
    run = ("why", "REC-01", str(tmp_path / "invoice.json"), "--rules", str(home))
    assert main(run) == 0
    told = "".join(line.strip() for line in capfdbinary.readouterr()[0].decode().splitlines())
    assert "结果：不适用。这条规则只管部门整体预算绩效目标表，这份表是发票（national/reconciliation/REC-01-" in told
    main((*run, "--format", "json"))
    barrier = valid(capfdbinary.readouterr()[0], "why.schema.json")["barrier"]
    assert (barrier["cause"], barrier["layer"]) == ("form", "国家层通用规则（national 2026.11）")


def test_a_form_is_no_invoice(run):
    code, _, err = run("部门名称\t青澜市财政局\n", name="表.txt")
    assert code == 2
    assert "Traceback" not in err


BAD = {
    "named.json": ("record: other.schema.json", None, "没有结构定义文件“other.schema.json”"),
    "none": ("record: 5", None, "没有结构定义文件“5”"),
    "broken": ("record: invoice.schema.json", "{", "结构定义不是 UTF-8 编码的 JSON"),
    "list": ("record: invoice.schema.json", "[]", "这不是一个记录的结构定义"),
    "type": (
        "record: invoice.schema.json",
        '{"properties": {"a": {"title": "甲", "x-type": "string"}}}',
        "“甲”的 x-type 不能是“string”。 可以是：text、number、",
    ),
    "lost": ("record: invoice.schema.json", '{"properties": {"a": {"$ref": "#/nowhere"}}}', "$ref 指向了没有的地方"),
    "circle": ("record: invoice.schema.json", '{"properties": {"a": {"$ref": "#/properties/a"}}}', "$ref"),
    "mark": (
        "record: invoice.schema.json",
        '{"properties": {"a": {"title": "甲号码"}}, "x-heading": ["甲号吗"]}',
        "x-heading 里的“甲号吗”不是这个记录的栏目。 是不是“甲号码”？",
    ),
    "other": ("record: invoice.schema.json", '{"properties": {"a": {"title": "甲"}}}', "已经有一个名为"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_schema_that_is_wrong_is_named(tmp_path, case):
    rulesets.load(HOME)
    record, schema, told = BAD[case]
    copy = shutil.copytree(HOME, tmp_path / "invoice")
    head = (copy / "ruleset.yaml").read_text("utf-8").replace("record: invoice.schema.json", record)
    (copy / "ruleset.yaml").write_text(head, "utf-8")
    if schema is not None:
        name = "fresh.schema.json" if case in ("type", "lost", "circle", "mark") else "invoice.schema.json"
        (copy / name).write_text(schema, "utf-8")
    with pytest.raises(RuleError) as caught:
        rulesets.load(copy)
    assert told in str(caught.value)


def test_a_change_of_the_schema_is_seen(tmp_path):
    copy = shutil.copytree(HOME, tmp_path / "invoice")
    first = rulesets.load(copy, tmp_path / "kept")
    (copy / "invoice.schema.json").write_text((HOME / "invoice.schema.json").read_text("utf-8") + "\n", "utf-8")
    again = rulesets.load(copy, tmp_path / "kept")
    assert (again.record, again.hash == first.hash) == ("invoice", False)
    assert rulesets.load(copy, tmp_path / "kept").record == "invoice"


def test_a_date_is_read_aloud_as_one():
    root = Scope((schema.load(rulesets.load(HOME).record).root,))
    assert aloud(resolve("可读(开票日期)", root)) == "开票日期认得出是日期"
    assert aloud(resolve("not 可读(开票日期)", root)) == "开票日期认不出是日期"
