import json

import pytest
from handmade import finding, make
from jsonschema import Draft202012Validator

from checker import resources
from checker.errors import Fault
from checker.model import Severity, Unreadable
from checker.reporters import REPORTERS
from checker.reporters.json import encode

LOST = Unreadable("乙.txt", (Fault("是空的。", "乙.txt", hint="请重新导出。"),))


@pytest.fixture
def validator():
    schema = json.loads((resources.folder("schemas") / "report.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def rendered(*entries):
    return json.loads(REPORTERS["json"](entries))


def test_a_report_keeps_its_schema(report, validator):
    validator.validate(rendered(report))


def test_several_forms_are_a_list_in_order(report, validator):
    told = rendered(report, LOST, report)
    validator.validate(told)
    assert [one["file"] for one in told] == ["湛江市委政法委.txt", "乙.txt", "湛江市委政法委.txt"]
    assert told[1] == {"file": "乙.txt", "unreadable": ["乙.txt：是空的。 请重新导出。"]}


def test_one_unreadable_form_is_one_object(validator):
    told = rendered(LOST)
    validator.validate(told)
    assert told["unreadable"] == ["乙.txt：是空的。 请重新导出。"]


@pytest.mark.parametrize("key", ["balance", "findings", "rules", "record", "versions", "as_of"])
def test_the_schema_misses_what_is_left_out(report, validator, key):
    told = rendered(report)
    del told[key]
    assert not validator.is_valid(told)


def test_a_finding_is_told_whole(report):
    told = rendered(report)
    first = told["findings"][0]
    assert first["place"] == "第7行"
    assert first["location"] == {"table": None, "cell": None, "line": 7, "column": None}
    assert first["evidence"][0]["place"] == "第8行第3列"
    assert first["evidence"][2] == {"at": "/budget/other_funds", "title": "其他资金", "value": None, "place": None}
    assert first["basis"] == [{"document": "中华人民共和国预算法实施条例", "provision": "第五条", "verified": True}]
    assert told["findings"][3]["location"] is None


def test_balance_and_counts_add_up(report):
    told = rendered(report)
    balance = told["balance"]
    assert balance["total"] == 46 == sum(balance.values()) - balance["total"]
    assert all(rule["looked_at"] == sum(rule["counts"].values()) for rule in told["rules"])
    assert sum(rule["looked_at"] for rule in told["rules"]) == 46


def test_the_same_report_gives_the_same_bytes(report):
    assert REPORTERS["json"]([report]) == REPORTERS["json"]([make()])
    assert REPORTERS["json"]([report]).endswith(b"}\n")
    assert "湛江" in REPORTERS["json"]([report]).decode()


@pytest.mark.parametrize("text", ["\x1b[2J", "\x9b2J", "\u202e", "\ud800", "\u2028", "\x7f", "正常"])
def test_any_text_survives_and_none_acts_on_a_terminal(text):
    data = encode({"a": text})
    assert json.loads(data) == {"a": text}
    assert all(char.isprintable() or char == "\n" for char in data.decode("utf-8"))


def test_a_report_with_hidden_characters_is_still_valid(validator):
    validator.validate(rendered(make([finding("R-1", "格式", Severity.INFO, "", "\x00\u202e")])))
