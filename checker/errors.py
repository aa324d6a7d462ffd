"""Every error that this package raises on purpose.

CheckerError                 anything the user can put right; its text is one Chinese sentence
├── FormError                a form cannot be read
│   └── RecordError          a JSON or YAML record breaks its schema
├── RuleError                a rule, rule set, expression or waiver is wrong
└── UsageError               a wrong option, a missing file, a bad date

A rule that fails while it is evaluated is no exception but an outcome (``Outcome.ERROR``), and a form that cannot be
read costs one line of a run, never the run.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping, Sequence

from checker.frozen import frozen

_REASONS: Mapping[int | None, str] = {
    errno.EACCES: "没有权限", errno.EPERM: "没有权限", errno.EROFS: "这个盘只能读", errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "空间配额用完了", errno.ENOENT: "没有这个目录", errno.ENOTDIR: "路径中间有一段不是目录",
    errno.EEXIST: "那里已有同名的文件", errno.EISDIR: "那里是目录，不是文件", errno.ELOOP: "链接绕成了圈",
    errno.ENAMETOOLONG: "名字太长", errno.EMFILE: "打开的文件太多", errno.EIO: "磁盘读写出错",
    errno.EBUSY: "别的程序正在用它",
}  # fmt: skip


@frozen
class Fault:
    """One thing wrong in one place.

    ``line`` and ``column`` count from 1, in characters. ``hint`` tells the way out. ``excerpt`` is the line of the
    file, shown with a caret under ``column``.
    """

    message: str
    file: str = ""
    line: int | None = None
    column: int | None = None
    hint: str = ""
    excerpt: str = ""

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        text = f"{place}：{self.message}" if place else self.message
        return f"{text} {self.hint}" if self.hint else text


class CheckerError(Exception):
    """The base of the tree; carries one or more faults, all found in one go."""

    def __init__(self, *faults: Fault | str) -> None:
        self.faults: Sequence[Fault] = tuple(f if isinstance(f, Fault) else Fault(f) for f in faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class FormError(CheckerError):
    """A form cannot be read: not found, binary, wrong encoding, no such form."""


class RecordError(FormError):
    """A JSON or YAML record breaks its schema; one fault for each breach."""


class RuleError(CheckerError):
    """A rule, rule set, expression or waiver is wrong; one fault for each mistake."""


class UsageError(CheckerError):
    """The command or a call was used wrongly."""


def reason(error: OSError | ValueError) -> str:
    """Return why the system refused to read or write, in Chinese where that is known."""
    if not isinstance(error, OSError):
        return "名字里有不能用的字符"
    return _REASONS.get(error.errno) or error.strerror or str(error)
