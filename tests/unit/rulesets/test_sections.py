"""The sections of a rule without expressions: choices written in Chinese are answered with the key that is meant."""

import pytest
from ruling import faults, rule_text

CHOICES = [
    ({"severity": "警告"}, "severity", "警告", "是不是“warning”？"),
    ({"severity": "错误"}, "severity", "错误", "是不是“error”？"),
    ({"severity": "提示"}, "severity", "提示", "是不是“info”？"),
    ({"on_missing": "未能判定"}, "on_missing", "未能判定", "是不是“cannot_tell”？"),
    ({"on_missing": "不适用"}, "on_missing", "不适用", "是不是“not_applicable”？"),
    ({"on_missing": "合格"}, "on_missing", "合格", "可以是：cannot_tell、fail、not_applicable。"),
    ({"confidence": "高"}, "confidence", "高", "是不是“high”？"),
    ({"confidence": "中"}, "confidence", "中", "是不是“medium”？"),
    ({"confidence": "低"}, "confidence", "低", "是不是“low”？"),
    ({"cases": "[{name: 甲, expect: 不合格}]"}, "expect", "不合格", "是不是“fail”？"),
    ({"cases": "[{name: 甲, expect: 合格}]"}, "expect", "合格", "是不是“pass”？"),
    ({"cases": "[{name: 甲, expect: fail, severity: 警告}]"}, "severity", "警告", "是不是“warning”？"),
]


@pytest.mark.parametrize(("parts", "key", "written", "hint"), CHOICES)
def test_a_choice_written_in_chinese_is_answered_with_its_key(parts, key, written, hint):
    (fault,) = [one for one in faults(rule_text(**parts)) if "不能是" in one.message]
    assert (fault.message, fault.hint) == (f"“{key}”不能是“{written}”。", hint)
