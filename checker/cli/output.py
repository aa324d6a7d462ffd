"""To the screen and to pipes: in the right encoding, quiet when the reader has gone, faults with a caret."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from typing import Never

from checker.errors import Fault, UsageError, reason
from checker.reporters.plain import clean, visible

_NARROWEST, _WIDEST, _DEFAULT = 60, 140, 100
_EXCERPT, _BEFORE = 90, 60

DEBUG: ContextVar[bool] = ContextVar("debug", default=False)


def prepare() -> None:
    """Make standard output and standard error able to print Chinese, whatever the locale."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if _writes_chinese(stream.encoding) else "utf-8", errors="replace")


def _writes_chinese(encoding: str) -> bool:
    """Tell whether Chinese can be written in ``encoding``."""
    try:
        return bool("核对".encode(encoding))
    except UnicodeEncodeError:
        return False


def columns() -> int:
    """Return the width to lay out for: the terminal's, or 100 where there is none."""
    if not sys.stdout.isatty():
        return _DEFAULT
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((_DEFAULT, 24)).columns))


def write(data: bytes, *, exact: bool) -> None:
    """Print UTF-8 ``data``: byte by byte when ``exact``, else in the encoding of the terminal."""
    with _reader_may_go():
        if exact:
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
        else:
            sys.stdout.write(data.decode("utf-8"))
        sys.stdout.flush()


def say(lines: Iterable[str]) -> None:
    """Print lines."""
    write(("\n".join(lines) + "\n").encode("utf-8", "backslashreplace"), exact=False)


def complain(faults: Iterable[Fault]) -> None:
    """Print faults to standard error; where that cannot be written either, the exit code alone must tell."""
    with contextlib.suppress(UsageError), _reader_may_go():
        for fault in faults:
            for line in lines(fault):
                print(line, file=sys.stderr)
        sys.stderr.flush()


def lines(fault: Fault) -> Iterator[str]:
    """Yield a fault on one line, then the line it was found in with a caret under the place."""
    yield clean(str(fault))
    if not fault.excerpt.strip():
        return
    from wcwidth import wcswidth

    column = min(max(fault.column or 1, 1), len(fault.excerpt) + 1)
    before, after = fault.excerpt[: column - 1], fault.excerpt[column - 1 :]
    if len(before) > _BEFORE:
        before = f"... {before[-_BEFORE:]}"
    before, after = (visible(part.replace("\t", "    ")) for part in (before, after))
    yield f"    {before}{after[: max(1, _EXCERPT - len(before))].rstrip()}"
    if fault.column:
        yield "    " + " " * max(0, wcswidth(before)) + "^"


def leave(code: int) -> Never:
    """End the process, all printed, with an exit code.

    Python would first take apart every object it has made, which takes a tenth of a check, and what the process held is
    given back by the system in any case. Who watches the run, as debuggers and profilers do, is let finish.
    """
    with contextlib.suppress(OSError):  # what could not be written was told when it was to be
        sys.stdout.flush()
        sys.stderr.flush()
    if sys.gettrace() is None and sys.getprofile() is None:
        os._exit(code)  # not SystemExit, and nothing is registered to be done at exit
    raise SystemExit(code)


@contextlib.contextmanager
def _reader_may_go() -> Iterator[None]:
    """Go on in silence when the reader of a pipe has closed it, as ``head`` does."""
    try:
        yield
    except BrokenPipeError:
        # What is still buffered would fail again when Python exits.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise UsageError(Fault(f"结果写不出去：{reason(error)}。", hint="请换一个地方保存。")) from None


def internal(error: Exception, file: str = "") -> Fault:
    """Return the one line for an error that should not have happened; with ``--debug`` let it through."""
    if DEBUG.get():
        raise error
    told = f"程序内部错误（{type(error).__name__}：{error}）。这不是填表的问题。"
    return Fault(told, file, hint="请把这一行和所用的表反馈给维护人员；用 checker --debug 再运行一次可看详情。")
