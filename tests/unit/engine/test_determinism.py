"""Same form, rule set and day: the same report, whatever the process."""

import subprocess
import sys
from datetime import date

import pytest
from ruling import form, load_text, rule_text, ruleset

from checker.engine import check

CODE = """
import sys
from pathlib import Path
from checker import documents, rulesets
from checker.engine import check
form, = documents.read_forms(Path(sys.argv[1]).read_bytes(), "form")
report = check(form, rulesets.load())
results = [(one.rule, sorted(one.counts.items()), one.note) for one in report.results]
told = (report.findings, results, report.as_of, sorted(report.versions.items()))
sys.stdout.buffer.write(repr(told).encode())
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("form") / "form.json"
    path.write_text(
        '{"form": "department_overall", "year": 2024, "budget": {"basic_expenditure": "5", "project_expenditure": "1",'
        ' "fiscal_appropriation": "7"}, "indicators": [{"level1": "产出指标", "name": "甲", "value": "较好"}]}',
        "utf-8",
    )
    return path


def test_the_report_does_not_hang_on_the_hash_seed(sample, tmp_path):
    outputs = {
        subprocess.run(
            [sys.executable, "-c", CODE, str(sample)],
            env={"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
            cwd=folder,
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone, folder in [("0", "UTC", "/"), ("1", "Asia/Shanghai", tmp_path), ("4242", "America/Lima", "/")]
    }
    assert len(outputs) == 1
    assert b"REC-01" in outputs.pop()


def test_two_runs_give_the_same_report():
    rules = ruleset(load_text(rule_text()))
    one = form(data())
    assert check(one, rules) == check(one, rules) == check(form(data()), rules)


def data():
    return {"基本支出": 1, "项目支出": 1, "财政拨款": 1}


def test_the_report_identifies_itself():
    report = check(form(data()), ruleset(load_text(rule_text())), date(2024, 5, 1))
    assert report.as_of == "2024-05-01"
    assert set(report.versions) == {"engine", "ruleset", "ruleset_hash", "record_hash"}
    other = check(form(data() | {"基本支出": 2}), ruleset(load_text(rule_text())))
    assert other.versions["record_hash"] != report.versions["record_hash"]
    assert other.versions["ruleset_hash"] == report.versions["ruleset_hash"]


def test_the_order_of_rules_does_not_change_their_findings():
    rules = [load_text(rule_text(id=f"REC-0{number}")) for number in (1, 2, 3)]
    forward = check(form(data()), ruleset(*rules)).findings
    backward = check(form(data()), ruleset(*rules[::-1])).findings
    assert forward == backward[::-1]
