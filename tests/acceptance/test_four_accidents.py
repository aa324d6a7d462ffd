"""The four accidents that happen to every author of rules and every department, and must never pass in silence."""

import pytest
from material import FORM, RULE

MISSPELT = RULE.replace("财政拨款 + 其他资金\ntol", "财政拔款 + 其他资金\ntol")
EACH = RULE.replace("severity: error", "severity: error\nfor_each: 绩效指橒")
EXACT = RULE.replace("基本支出 + 项目支出 == 财政拨款 + 其他资金", "基本支出 + 项目支出 == 财政拨款").replace(
    "tolerance: 0.01\n", ""
)


@pytest.fixture
def check(folder, checker):
    """Check a form with one rule."""

    def run(rule, form=FORM):
        (folder / "rules" / "REC-01.yaml").write_text(rule, "utf-8")
        (folder / "form.txt").write_text(form, "utf-8")
        return checker("check", "form.txt", "--rules", "rules")

    return run


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (MISSPELT, "rules/REC-01.yaml:6:25：没有名为“财政拔款”的栏目。 是不是“财政拨款”？"),
        (EACH, "rules/REC-01.yaml:6:11：没有名为“绩效指橒”的列表。 是不是“绩效指标”？"),
    ],
    ids=["field", "for_each"],
)
def test_a_misspelt_name_is_an_error_before_any_form_is_read(check, rule, told):
    assert rule != RULE
    code, out, err = check(rule)
    assert (code, out) == (2, "")
    assert err.startswith(told)


def test_a_blank_is_neither_zero_nor_right_nor_wrong(check):
    form = FORM.replace("\t基本支出\t800\t", "\t基本支出\t\t")
    assert form != FORM
    code, out, _ = check(RULE, form)
    assert code == 1
    assert "“基本支出”未填写，不能判定" in out
    assert "未能判定 1" in out
    assert "不合格 0" in out


def test_money_is_decimal(check):
    form = FORM.replace("\t800\t财政拨款\t1300", "\t0.1\t财政拨款\t0.3").replace("\t项目支出\t500", "\t项目支出\t0.2")
    assert "\t0.1\t" in form
    assert "\t0.2\t" in form
    code, out, err = check(EXACT, form)
    assert (code, err) == (0, "")
    assert "合格 1" in out
    assert "不合格 0" in out
