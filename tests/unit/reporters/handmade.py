"""A report with something of everything, made by hand."""

from checker.model import Citation, Evidence, Finding, Location, Outcome, Report, RuleResult, Severity

LAW = Citation("中华人民共和国预算法实施条例", "第五条", verified=True)
MEASURES = Citation("中央部门预算绩效目标管理办法（财预〔2015〕88号）", "第十二条", verified=False)


def finding(rule, review_item, severity, at, message, **more):
    """Return a fail, or what ``outcome`` says."""
    outcome = more.pop("outcome", Outcome.FAIL)
    return Finding(rule, f"{rule} 的题目", review_item, outcome, severity, at, message, **more)


def result(rule, review_item="勾稽", severity=Severity.ERROR, note="", **counts):
    """Return what came of one rule."""
    return RuleResult(rule, f"{rule} 的题目", review_item, severity, {Outcome(k): n for k, n in counts.items()}, note)


FINDINGS = (
    finding(
        "REC-01",
        "勾稽",
        Severity.ERROR,
        "/budget",
        "支出合计 3417.69 万元，收入合计 3417.96 万元，相差 0.27 万元。",
        suggestion="请核对基本支出、项目支出与收入来源各栏，使收支相等。",
        location=Location(line=7),
        evidence=(
            Evidence("/budget/basic_expenditure", "基本支出", "2152.58", Location(line=8, column=3)),
            Evidence("/budget/project_expenditure", "项目支出", "1265.11", Location(line=9, column=3)),
            Evidence("/budget/other_funds", "其他资金", None, None),
        ),
        basis=(LAW,),
    ),
    finding(
        "CLR-05",
        "完整性·明确清晰性",
        Severity.WARNING,
        "/indicators/14/value",
        "指标值“提高”没有可以衡量的标准。",
        item="推进全市平安建设和法治建设，为企业发展营造良好的营商环境",
        suggestion="请改写为可衡量的数值，例如“群众安全感满意度≥95%”，或写明比较的基数。",
        location=Location(line=45, column=4),
        evidence=(Evidence("/indicators/14/value", "指标值", "提高", Location(line=45, column=4)),),
        basis=(MEASURES,),
    ),
    finding(
        "REL-06",
        "相关性·指标科学性",
        Severity.ERROR,
        "/indicators/4/value",
        "指标“全时在线，全时可用率”应为比率，指标值却是“284个”。",
        item="全时在线，全时可用率",
        suggestion="请改填百分比，或把指标名称改为数量。",
        suspected=True,
        location=Location(table="绩效表", cell="E31"),
        basis=(MEASURES, LAW),
    ),
    finding("REL-07", "相关性·指标科学性", Severity.INFO, "/indicators", "没有成本指标。", basis=(MEASURES,)),
    finding(
        "REL-02",
        "相关性·指标科学性",
        Severity.ERROR,
        "/indicators/1/value",
        "指标值与本指标不符。",
        location=Location(table="绩效表", cell="E9"),
    ),
    finding(
        "CMP-03",
        "完整性·规范完整性",
        Severity.ERROR,
        "/department/subordinate_units",
        "下属二级单位数 未填写。",
        outcome=Outcome.CANNOT_TELL,
        location=Location(line=6, column=5),
    ),
    finding(
        "FMT-09",
        "格式",
        Severity.WARNING,
        "/department/subordinate_units",
        "下属二级单位数 未填写。",
        outcome=Outcome.CANNOT_TELL,
        location=Location(line=6, column=5),
    ),
    finding("OPN-01", "公开", Severity.WARNING, "", "除数是零。", outcome=Outcome.ERROR),
)

RECORD = {
    "form": "department_overall",
    "title": "2023年市级部门整体预算绩效目标表",
    "year": 2023,
    "money_unit": "万元",
    "department": {"name": "中共湛江市委政法委员会", "subordinate_units": None},
}


def make(findings=FINDINGS, results=None, record=RECORD, **more):
    """Return a report of these findings."""
    if results is None:
        results = (
            result("REC-01", fail=1),
            result("CLR-05", "完整性·明确清晰性", Severity.WARNING, **{"fail": 1, "pass": 20}),
            result("REL-06", "相关性·指标科学性", fail=3, not_applicable=18),
            result("CMP-03", "完整性·规范完整性", cannot_tell=2),
            result("OPN-01", "公开", Severity.WARNING, error=1),
            result("FEA-01", "可行性·实现可能性", Severity.WARNING, note="表上没有这一栏"),
        )
    versions = {"engine": "0.1.0", "ruleset": "部门整体预算绩效目标表规则 0.1.0", "ruleset_hash": "sha256:ab12"}
    return Report(more.pop("file", "湛江市委政法委.txt"), record, tuple(findings), results, "2023-12-31", versions)
