"""The error tree, and how a fault reads."""

import errno
import re

import pytest

from checker import errors
from checker.errors import CheckerError, Fault, FormError, RecordError, RuleError, UsageError, reason

FAULTS = [
    (Fault("错了。"), "错了。"),
    (Fault("错了。", "a.yaml"), "a.yaml：错了。"),
    (Fault("错了。", "a.yaml", 3), "a.yaml:3：错了。"),
    (Fault("错了。", "a.yaml", 3, 7, "请改。", "甲乙"), "a.yaml:3:7：错了。 请改。"),
]


@pytest.mark.parametrize(("fault", "wanted"), FAULTS)
def test_a_fault_reads_place_message_hint(fault, wanted):
    assert str(fault) == wanted


def test_an_error_carries_its_faults():
    error = RuleError("一。", Fault("二。", "a.yaml", 1, 2))
    assert [fault.message for fault in error.faults] == ["一。", "二。"]
    assert str(error) == "一。\na.yaml:1:2：二。"


@pytest.mark.parametrize("kind", [FormError, RecordError, RuleError, UsageError])
def test_one_base_catches_all(kind):
    with pytest.raises(CheckerError):
        raise kind("错了。")


def test_the_tree_that_is_drawn_is_the_tree_there_is():
    drawn, stack = {}, []
    for line in errors.__doc__.splitlines():
        found = re.match(r"([│├└─ ]*)(\w+Error)\b", line)
        if found:
            depth = len(found[1]) // 4
            del stack[depth:]
            drawn[found[2]] = stack[-1] if stack else "Exception"
            stack.append(found[2])
    classes = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, Exception)]
    assert drawn == {one.__name__: one.__base__.__name__ for one in classes}


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘满了"),
        (PermissionError(errno.EACCES, "Permission denied"), "没有权限"),
        (OSError(errno.EXDEV, "Invalid cross-device link"), "Invalid cross-device link"),
        (OSError("odd"), "odd"),
        (ValueError("embedded null byte"), "名字里有不能用的字符"),
    ],
)
def test_why_the_system_refused_is_told(error, told):
    assert reason(error) == told
