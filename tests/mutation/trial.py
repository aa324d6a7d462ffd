"""Running tests on one changed module, in a process of its own that starts from libraries imported already."""

from __future__ import annotations

import ast
import json
import os
import resource
import signal
import sys
from collections.abc import Sequence
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import NamedTuple

import hypothesis
import pytest

Stages = Sequence[Sequence[str]]
"""Tests, as arguments of pytest: the quick ones first."""

_MEMORY = 4 * 1024**3
_PATIENCE, _GRACE = 3, 5
"""A stage may take so many times what it takes on the code as it is, and so many seconds more (of CPU time)."""
_EXAMPLES = 60
_OPTIONS = ("-x", "-o", "addopts=", "--assert=plain", "--tb=no", "-p", "no:cov", "-p", "no:cacheprovider")


class Told(NamedTuple):
    """The first test that failed, "" for none; and the CPU seconds of each stage that passed."""

    killer: str
    seconds: list[float]


class _Witness:
    """Notes the first test, or file of tests, that failed."""

    killer = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._note(report)

    def _note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if report.failed:
            self.killer = self.killer or report.nodeid


def prepare() -> None:
    """Import once what every trial needs, but for the code under trial; property tests draw the same few examples."""
    import checker.cli.main
    import checker.rulesets.scrutiny  # noqa: F401

    for name in [one for one in sys.modules if one.partition(".")[0] == "checker"]:
        del sys.modules[name]
    phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
    hypothesis.settings.register_profile("mutation", derandomize=True, database=None, deadline=None, phases=phases)
    hypothesis.settings.load_profile("mutation")
    few = property(lambda self: min(self._max_examples, _EXAMPLES))  # what a test asks for itself wins over a profile
    type.__setattr__(hypothesis.settings, "max_examples", few)


def tried(path: Path, tree: ast.Module, likely: Sequence[str], stages: Stages, usual: Sequence[float]) -> Told:
    """Run tests until one fails, the ``likely`` first, then the stages, with ``tree`` in place of the module ``path``.

    ``usual`` are the seconds that the stages take on the code as it is; none for no limit.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            _confine()
            _replace(path, tree)
            code = _run(likely, stages, usual, writing)
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        lines = [json.loads(line) for line in pipe]
    status = os.waitpid(child, 0)[1]
    killer = next((line for line in lines if isinstance(line, str)), "(no test could be run)" if status else "")
    if os.WIFSIGNALED(status):
        killer = f"({signal.Signals(os.WTERMSIG(status)).name})"
    return Told(
        killer or ("(no test could be run)" if status else ""), [one for one in lines if isinstance(one, float)]
    )


def _confine() -> None:
    """Keep the child from talking, from eating all memory and from leaving its remains."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _replace(path: Path, tree: ast.Module) -> None:
    """Have the module at ``path`` made of ``tree`` when it is imported."""
    kept = SourceFileLoader.get_code

    def get_code(self: SourceFileLoader, name: str) -> object:
        return compile(tree, self.path, "exec") if Path(self.path) == path else kept(self, name)

    SourceFileLoader.get_code = get_code  # type: ignore[method-assign,assignment]


def _run(likely: Sequence[str], stages: Stages, usual: Sequence[float], writing: int) -> int:
    """Tell the seconds of each stage that passes, or the test that failed."""
    if likely:
        _limit(sum(usual))
        witness = _Witness()
        pytest.main([*_OPTIONS, *likely], plugins=[witness])
        if witness.killer:
            return _tell(writing, witness.killer)
    for number, stage in enumerate(stages):
        before = _cpu()
        _limit(usual[number] if usual else None)
        witness = _Witness()
        code = pytest.main([*_OPTIONS, *stage], plugins=[witness])
        if code != pytest.ExitCode.OK:
            return _tell(writing, witness.killer or f"({code!r})")
        _tell(writing, _cpu() - before)
    return 0


def _tell(writing: int, what: float | str) -> int:
    os.write(writing, (json.dumps(what) + "\n").encode())
    return 1


def _limit(usual: float | None) -> None:
    if usual is not None:
        most = int(_cpu() + _PATIENCE * usual + _GRACE)
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
