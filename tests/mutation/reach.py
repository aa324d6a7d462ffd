"""Which tests reach which functions, and how long each takes: only these can notice that a function was changed.

A function whose results are kept is reached by the test that asks first, and by no other; so a change may be called
unnoticed that is noticed, but never the other way round.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType

import pytest

from tests.mutation.trial import Batch, apart, run

_QUICK, _MOST = 2, 120
"""Seconds, as they are while it is noted what is reached: what the tests wanted of a file that is tried first may take,
and all the tests for one change.
"""


@dataclass
class Reach:
    """What is known of the tests of one file: seconds, and functions as ``path:name``; ``all`` are reached by each."""

    start: float = 0.0
    all: list[str] = field(default_factory=list)
    tests: dict[str, tuple[float, list[str]]] = field(default_factory=dict)

    def wanted(self, function: str) -> tuple[dict[str, float], dict[str, float]]:
        """Return the tests that reach a function, and those that rest on what did when their file was read.

        Each with its seconds. Of ``path:`` those that reach any function of its own.
        """

        def is_in(reached: list[str]) -> bool:
            return function in reached or (function.endswith(":") and any(one.startswith(function) for one in reached))

        own = {test: seconds for test, (seconds, reached) in self.tests.items() if is_in(reached)}
        rest = {test: seconds for test, (seconds, _) in self.tests.items() if test not in own}
        return own, rest if is_in(self.all) else {}


class _Recorder:
    """Notes what each test reaches; what is reached before the first of them is of the file as a whole."""

    def __init__(self, root: Path) -> None:
        self._code = f"{root}/checker/"
        self._root = len(str(root)) + 1
        self._seen: set[CodeType] = set()
        self.reach = Reach()
        self.failed = ""
        self._begun = time.process_time()
        sys.settrace(self._trace)

    def _trace(self, frame: FrameType, _event: str, _argument: object) -> None:
        self._seen.add(frame.f_code)

    def _names(self) -> list[str]:
        sys.settrace(None)
        inner = [one for one in self._seen if one.co_filename.startswith(self._code)]
        self._seen.clear()
        return sorted({f"{one.co_filename[self._root :]}:{one.co_qualname.partition('.<locals>')[0]}" for one in inner})

    def pytest_collection_finish(self) -> None:
        self.reach.all = self._names()
        self.reach.start = time.process_time() - self._begun

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        before = time.process_time()
        sys.settrace(self._trace)
        done = yield
        self.reach.tests[item.nodeid] = (time.process_time() - before, self._names())
        return done

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed = self.failed or (report.nodeid if report.failed else "")


def of_file(root: Path, file: str, kept: Path) -> Reach:
    """Return what is known of a file of tests; found out anew when the file has changed."""
    digest = hashlib.sha256((root / file).read_bytes()).hexdigest()[:12]
    known = kept / f"{file.replace('/', '.')}.{digest}.json"
    if not known.exists():

        def work() -> str | dict[str, object]:
            recorder = _Recorder(root)
            code = run([file], recorder)
            return vars(recorder.reach) if code == pytest.ExitCode.OK else f"{recorder.failed or file} fails"

        told = apart(work)
        if isinstance(told, str):
            raise SystemExit(f"{told} on the code as it is.")
        known.write_text(json.dumps(told), "utf-8")
    return Reach(**json.loads(known.read_text("utf-8")))


def batches(reaches: list[Reach], function: str) -> tuple[list[Batch], float]:
    """Return the tests that can notice a change of a function, those of quick files and then others; seconds of all.

    First comes the file called after the module, then what is quick; what would go beyond the time is left out.
    """
    namesake = f"/test_{Path(function.partition(':')[0]).stem}.py::"
    groups = [(late, one.start, tests) for one in reaches for late, tests in enumerate(one.wanted(function)) if tests]
    groups.sort(key=lambda one: (one[0], namesake not in next(iter(one[2])), one[1] + sum(one[2].values())))
    quick: list[str] = []
    others: list[str] = []
    spent = 0.0
    for late, start, tests in groups:
        chosen = others if late or start + sum(tests.values()) > _QUICK else quick
        spent += start
        for test in sorted(tests, key=tests.__getitem__):
            spent += tests[test]
            if spent <= _MOST:
                chosen.append(test)
    return [quick, others], min(spent, _MOST)
