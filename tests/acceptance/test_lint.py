"""checker rules lint: faults as always, remarks as warnings, each at its place; nothing to say of the shipped rules."""

import pytest
from material import RULE

SET = "id: trial\ntitle: 试用规则\nversion: 1.0\n"
ON = "  - {name: 差一分钱, given: {基本支出: 1, 项目支出: 2, 财政拨款: 3.01, 其他资金: 0}, expect: pass}\n"
BLANK = "  - {name: 没填, given: {基本支出: null, 项目支出: 2, 财政拨款: 3, 其他资金: 0}, expect: cannot_tell}\n"
BEYOND = "  - {name: 差两分钱, given: {基本支出: 1, 项目支出: 2, 财政拨款: 3.02, 其他资金: 0}, expect: fail}\n"
NONE = "  - {name: 没有栏, given: {项目支出: 2, 财政拨款: 3, 其他资金: 0}, expect: not_applicable}\n"
GOOD = RULE + ON + BEYOND + BLANK + NONE
BOUND = """id: REC-02
title: 基本支出不少于一百
review_item: 勾稽
applies_to: [department_overall]
severity: warning
for_each: 重点工作任务
when: 已填(任务名称) and 已填(投入资金)
require: 投入资金 >= 100 and 投入资金 <= 200
message: 任务“{任务名称}”的资金是 {投入资金}。
basis: [{document: 预算法, verified: false}]
cases:
  - {name: 在中间, given: {重点工作任务: [{任务名称: 甲, 投入资金: 150}]}, expect: pass}
  - {name: 太少, given: {重点工作任务: [{任务名称: 甲, 投入资金: 99}]}, expect: fail}
  - {name: 没填, given: {重点工作任务: [{任务名称: 甲, 投入资金: null}]}, expect: not_applicable}
  - {name: 正好, given: {重点工作任务: [{任务名称: 甲, 投入资金: 100}]}, expect: pass}
"""


def changed(text, old, new):
    assert old in text
    return text.replace(old, new, 1)


@pytest.fixture
def lint(folder, checker):
    """Lint a rule set of these files, each by its path; return the exit code and the remarks."""

    def run(head=SET, **files):
        for old in (folder / "rules").rglob("*.yaml"):
            old.unlink()
        (folder / "rules" / "ruleset.yaml").write_text(head, "utf-8")
        for name, text in files.items():
            path = folder / "rules" / (name.replace("__", "/").replace("_", "-") + ".yaml")
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        code, out, err = checker("rules", "lint", "--rules", "rules")
        return code, [line for line in out.split("\n") if "警告：" in line], out + err

    return run


def test_nothing_is_said_of_the_shipped_rules(checker):
    code, out, err = checker("rules", "lint")
    assert (code, err) == (0, "")
    assert out.endswith("：88 条规则，没有要改的地方。\n")
    assert out.count("\n") == 1


def test_a_good_rule_is_let_be(lint):
    code, remarks, out = lint(REC_01=GOOD)
    assert (code, remarks) == (0, [])
    assert out == "试用规则（trial 1.0）：1 条规则，没有要改的地方。\n"


def test_a_rule_that_does_not_load_is_told_as_always(lint):
    code, remarks, out = lint(REC_01=changed(GOOD, "财政拨款 + ", "财政拔款 + "))
    assert (code, remarks) == (2, [])
    assert "rules/REC-01.yaml:6:25：没有名为“财政拔款”的栏目。 是不是“财政拨款”？" in out


REMARKS = [
    ("severity: error", "severity: warning\nseverity_if: {warning: 基本支出 > 5}", "6:24", "级别和 severity 相同"),
    ("confidence: high", "confidence: low", "5:11", "把握不大的规则不宜定为错误。"),
    (", verified: true", "", "11:5", "没有说明引文核对过没有。"),
    (", provision: 第五条", "", "11:5", "依据标着已核对原文，却没有写第几条。"),
    (ON, "", "14:3", "没有相差在误差以内的例子。"),
    ("3.01, 其他资金: 0}", "3.005, 其他资金: 0}", "14:3", "没有恰在误差上的例子。 请补一个两数正好相差 0.01 的例子。"),
    (BEYOND, "", "14:3", "没有刚超出误差的例子。 请补一个两数相差比 0.01 大、但不到 0.10 的例子。"),
    ("severity: error", "severity: error\nseverity_if: {info: 基本支出 > 5}", "6:21", "没有一个例子看得出这个级别。"),
    ("勾稽", "可行性·条件充分性", "5:11", "“可行性·条件充分性”要靠人判断，规则不宜定为错误。 请改成 warning"),
    ("name: 不等", "name: 相等", "15:12", "前面已有名叫“相等”的例子。"),
    (NONE, NONE + NONE.replace("没有栏", "又一个"), "20:5", "给的值和例子“没有栏”完全一样。"),
    (BLANK, "", "14:3", "没有“基本支出”空着的例子。"),
    (NONE, "", "14:3", "没有结果是“不适用”的例子。"),
    ("require: ", "when: 已填(项目支出) and 项目支出 > 0 and 项目支出 >= 0\nrequire: ", "6:33", "写了不起作用"),
    ("require: ", "when: 项目支出 > 0 and 已填(项目支出)\nrequire: ", "6:20", "判断有没有填的，要写在前面"),
]


@pytest.mark.parametrize(("old", "new", "place", "told"), REMARKS)
def test_a_remark_is_made_at_its_place(lint, old, new, place, told):
    code, remarks, out = lint(REC_01=changed(GOOD, old, new))
    assert code == 1
    (remark,) = remarks
    assert remark.startswith(f"rules/REC-01.yaml:{place}：警告：")
    assert told in remark
    assert out.endswith("：1 条规则，1 处要看一看。\n")


def test_cases_lie_on_below_and_above_each_boundary(lint):
    _, remarks, _ = lint(REC_02=BOUND)
    assert [one.partition("警告：")[2] for one in remarks] == [
        "“投入资金 <= 200”：没有恰在界限上（两边相等）的例子。 请补一个两边正好相等的例子。",
        "“投入资金 <= 200”：没有一个例子的结果取决于这里不成立。 请补一个这里不成立、别处都合格的例子。",
    ]
    assert all("REC-02.yaml:8:26：" in one for one in remarks)
    _, remarks, _ = lint(
        REC_02=changed(BOUND, "投入资金 >= 100 and 投入资金 <= 200", "[投入资金 >= 100, 投入资金 <= 200]")
    )
    assert [one.partition("：")[0] for one in remarks] == ["rules/REC-02.yaml:8:24"] * 2
    wrong = changed(BOUND, "150}]}, expect: pass", "150}]}, expect: fail")
    assert lint(REC_02=wrong)[1] == []  # nothing can be proven by cases that come out otherwise


def test_cases_lie_on_both_sides_of_the_boundaries_of_when(lint):
    text = changed(BOUND, "已填(投入资金)\n", "已填(投入资金) and 投入资金 >= 50\n")
    text = changed(text, "投入资金 >= 100 and 投入资金 <= 200", "投入资金 >= 100")
    told = [one.partition("REC-02.yaml:")[2] for one in lint(REC_02=text)[1]]
    assert told == [
        "7:33：警告：“投入资金 >= 50”：没有恰在界限上（两边相等）的例子。 请补一个两边正好相等的例子。",
        "7:33：警告：“投入资金 >= 50”：没有一个例子的结果取决于这里不成立。 请补一个这里不成立、别处都适用的例子。",
    ]
    given = "{{重点工作任务: [{{任务名称: 甲, 投入资金: {}}}]}}"
    text += f"  - {{name: 四十九, given: {given.format(49)}, expect: not_applicable}}\n"
    text += f"  - {{name: 五十, given: {given.format(50)}, expect: fail}}\n"
    assert lint(REC_02=text)[:2] == (0, [])


def test_a_severity_that_a_case_shows_is_let_be(lint):
    text = changed(GOOD, "severity: error", "severity: error\nseverity_if: {info: 基本支出 > 5}")
    shown = (
        "  - {name: 大数, given: {基本支出: 6, 项目支出: 2, 财政拨款: 3, 其他资金: 0}, expect: fail, severity: info}\n"
    )
    assert lint(REC_01=text + shown)[:2] == (0, [])


def test_a_severity_of_its_own_suits_the_review_item_too(lint):
    text = changed(
        changed(GOOD, "勾稽", "相关性·目标相关性"),
        "severity: error",
        "severity: info\nseverity_if: {error: 基本支出 > 5}",
    )
    shown = (
        "  - {name: 大数, given: {基本支出: 6, 项目支出: 2, 财政拨款: 3, 其他资金: 0}, expect: fail, severity: error}\n"
    )
    (remark,) = lint(REC_01=text + shown)[1]
    assert "REC-01.yaml:6:22：警告：“相关性·目标相关性”要靠人判断，规则不宜定为错误。" in remark


def test_a_message_names_the_item(lint):
    _, remarks, _ = lint(REC_02=changed(BOUND, "任务“{任务名称}”的资金是 {投入资金}。", "资金不对。"))
    assert (
        "REC-02.yaml:9:10：警告：说明里没有说是哪一项重点工作任务。 请写上这一项的栏，如 {任务名称}、{实施内容}。"
        in remarks[-1]
    )


def test_a_percentage_that_may_be_meant_as_a_fraction(lint):
    text = changed(BOUND, "for_each: 重点工作任务", "for_each: 绩效指标")
    text = changed(text, "已填(任务名称) and 已填(投入资金)", "已填(三级指标) and 已填(指标值.数值)")
    text = changed(text, "投入资金 >= 100 and 投入资金 <= 200", "指标值.数值 >= 0.9")
    text = changed(text, "任务“{任务名称}”的资金是 {投入资金}。", "“{三级指标}”。")
    text = text.partition("cases:")[0] + "cases: [{name: 甲, given: {绩效指标: []}, expect: not_applicable}]\n"
    _, remarks, _ = lint(REC_02=text)
    assert any("“指标值.数值 >= 0.9”拿百分数和小数比。 表上的 90% 读作 90" in one for one in remarks)


def test_ids_fit_their_folders_and_files(lint):
    other = changed(changed(BOUND, "REC-02", "CMP-02"), "基本支出不少于一百", "另一条")
    third = changed(changed(BOUND, "REC-02", "REC-03"), "基本支出不少于一百", "第三条")
    _, remarks, _ = lint(
        a__REC_01=GOOD, a__CMP_02_x=other, b__REC_03=third, b__wrong=changed(third, "REC-03", "REC-04")
    )
    told = [one.partition("警告：")[2] for one in remarks if ":1:5：" in one]
    assert told == [
        "目录“a”里的编号都以 CMP 开头，这里是 REC-01。 请编为 CMP-…，或移到别的目录。",
        "文件名“wrong.yaml”和编号不一致。 请改名为 REC-04-英文简称.yaml。",
    ]
    _, remarks, _ = lint(a__REC_01=GOOD, b__REC_03=third)
    assert "以 REC 开头的编号已经用在目录“a”里。 请移到“a”，或换一个开头。" in "".join(remarks)


def test_titles_differ_and_citations_agree(lint):
    second = changed(GOOD, "id: REC-01", "id: REC-02")
    second = changed(second, "provision: 第五条, verified: true", "provision: 第五条, verified: false")
    _, remarks, _ = lint(REC_01=GOOD, REC_02=second)
    told = [one.partition("警告：")[2] for one in remarks]
    assert told == [
        "标题和 REC-01 的一样。 请写出两条规则的不同。",
        "同一处引文在 REC-01 里标的核对情况不同。 请核对原文后标成一样。",
    ]
    old = "中华人民共和国预算法实施条例"
    first, second = (
        changed(
            text, f"{{document: {old}, provision: 第五条", f"{{document: {name}（财预〔2015〕88号）, provision: 第五条"
        )
        for text, name in ((GOOD, "甲办法"), (second.replace("部门预算收支相等", "乙"), "甲办法（试行）"))
    )
    _, remarks, _ = lint(REC_01=first, REC_02=second)
    assert "同一个文件在别处写作“甲办法（财预〔2015〕88号）”。 请写成一样的全称。" in remarks[0]


def test_what_no_rule_uses_is_told(lint):
    head = SET + "parameters:\n  上限: {value: 1, meaning: 试用}\n  下限: {value: 0, meaning: 试用}\n"
    rule = changed(GOOD, "其他资金\ntolerance", "其他资金 + 参数.下限\ntolerance")
    code, remarks, _ = lint(head, REC_01=rule, vocabulary="词: {meaning: 试用, words: [甲]}\n")
    assert code == 1
    assert [one.partition("：警告：")[::2] for one in remarks] == [
        ("rules/ruleset.yaml:5:3", "没有规则用到“参数.上限”。 请删去，或在规则里用上。"),
        ("rules/vocabulary.yaml:1:1", "没有规则用到“词表.词”。 请删去，或在规则里用上。"),
    ]


def test_only_the_lowest_layer_is_looked_at(lint):
    code, remarks, out = lint(
        "id: town\ntitle: 镇\nversion: 1\nextends: national\n", REC_21=changed(GOOD, "REC-01", "REC-21")
    )
    assert (code, remarks) == (0, [])
    assert out == "镇（town 1）：1 条规则，没有要改的地方。\n"


def test_a_parameter_that_was_to_change_one_of_the_layer_above_is_told_its_name(lint):
    head = "id: town\ntitle: 镇\nversion: 1\nextends: national\nparameters: {满意度下线: {value: 80, meaning: 试用}}\n"
    _, remarks, _ = lint(head, REC_21=changed(GOOD, "REC-01", "REC-21"))
    said = "没有规则用到“参数.满意度下线”。 是不是“满意度下限”？改上层的，名称要和上层一样。"
    assert said in [one.partition("：警告：")[2] for one in remarks]


@pytest.mark.parametrize(
    "given",
    [
        "parameters: {满意度下限: {value: 0.9, reason: 甲}}",
        "overrides: {APP-01: {parameters: {满意度下限: 0.88}, reason: 甲}}",
    ],
)
def test_a_percentage_that_a_layer_gives_to_a_rule_above_as_a_fraction_is_told(lint, given):
    head = f"id: town\ntitle: 镇\nversion: 1\nextends: national\n{given}\n"
    _, remarks, _ = lint(head, REC_21=changed(GOOD, "REC-01", "REC-21"))
    number = "0.9" if "0.9" in given else "0.88"
    said = f"“满意度下限”定为 {number}，APP-01 却拿它和百分数比。 90% 读作 90，请把 0.9 写成 90。"
    assert [one.partition("：警告：")[2] for one in remarks] == [said]


def test_a_share_that_a_layer_changes_is_a_share(lint):
    head = "id: town\ntitle: 镇\nversion: 1\nextends: national\nparameters: {定量占比下限: {value: 0.5, reason: 甲}}\n"
    assert lint(head, REC_21=changed(GOOD, "REC-01", "REC-21"))[1] == []
