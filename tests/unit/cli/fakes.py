"""A reader, a rule set and an engine small enough to be certain of, for the command line alone."""

from datetime import date
from decimal import Decimal

from checker.errors import Fault, FormError, RuleError
from checker.model import Citation, Finding, Form, Location, Origin, Outcome, Report, RuleResult, Severity
from checker.rulesets import Case, Rule, RuleSet

OUTCOMES = {
    "合格": {},
    "错误": {"fail": 1},
    "警告": {"fail": 1},
    "缺数": {"cannot_tell": 1},
    "规则错": {"error": 1},
    "空": None,
}


def read_forms(data, name, record=""):  # noqa: ARG001 - the fakes bring no schema
    """Return a form for every line of the text; its title is the line."""
    text = data.decode()
    if "炸" in text:
        raise ZeroDivisionError("boom")
    if not text.strip():
        raise FormError(Fault("文件是空的。", name, 1, 1, "请重新导出。"))
    return [_form(name, line) for line in text.split()]


def read_file(path, record=""):  # noqa: ARG001 - the fakes bring no schema
    return read_forms(path.read_bytes(), str(path))


def _form(name, title):
    year = None if title == "无年度" else 2023
    origins = {"/title": Origin(Location(line=1, column=2), f"<p>{title}</p>", "有两种读法。")}
    return Form(name, {"form": "department_overall", "title": title, "year": year}, origins)


def check(form, ruleset, as_of=None, waivers=None):  # noqa: ARG001 - the fakes waive nothing
    """Return what the title of the form asks for."""
    title = form.record["title"]
    if title == "崩":
        raise ZeroDivisionError("boom")
    if title == "拒":
        raise RuleError("规则不管这类表。")
    asked = OUTCOMES.get(title, {})
    counts = (
        {Outcome.NOT_APPLICABLE: 1} if asked is None else {Outcome(k): n for k, n in asked.items()} or {Outcome.PASS: 1}
    )
    severity = Severity.WARNING if title == "警告" else Severity.ERROR
    findings = tuple(
        Finding("R-01", "题目", "格式", outcome, severity, "/title", "表名不对。", location=Location(line=1))
        for outcome in counts
        if outcome not in (Outcome.PASS, Outcome.NOT_APPLICABLE)
    )
    day = as_of or date(form.record.get("year") or 9999, 12, 31)
    results = (RuleResult("R-01", "题目", "格式", severity, counts),)
    versions = {"engine": "0", "ruleset": f"{ruleset.id} {ruleset.version}"}
    return Report(form.file, form.record, findings, results, day.isoformat(), versions)


def rule(identifier, review_item="格式", **more):
    more = {"severity": Severity.ERROR, "require": "已填(表名)", "message": "没有表名。", "line": 1} | more
    return Rule(
        id=identifier,
        title=f"{identifier} 的题目",
        review_item=review_item,
        applies_to=("department_overall",),
        programs={},
        file=f"试验/{identifier}.yaml",
        **more,
    )


FULL = rule(
    "REC-01",
    "勾稽",
    for_each="绩效指标",
    when="已填(指标值)",
    suggestion="请改。",
    severity_if={"warning": "年度 < 2020"},
    tolerance=Decimal("0.01"),
    blank_as_zero=("其他资金",),
    basis=(Citation("甲法", "第一条", verified=True), Citation("乙办法")),
    effective_from=date(2020, 10, 1),
    effective_to=date(2030, 12, 31),
    confidence="high",
    cases=(
        Case("填了", {}, Outcome.PASS, None, None, 12),
        Case("没填", {}, Outcome.FAIL, "/title", None, 13),
    ),
)

RULESET = RuleSet("shiyan", "试验规则", "1.0", "ab12", (rule("FMT-01"), FULL, rule("CMP-01", "完整性·规范完整性")))
