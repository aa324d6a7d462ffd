"""Running tests in a process of its own, which finds libraries imported already; on the code as it is, or changed."""

from __future__ import annotations

import ast
import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any

import hypothesis
import pytest

_MEMORY = 4 * 1024**3
_PATIENCE, _GRACE = 3, 5
"""Tests may take so many times what they take on the code as it is, and so many seconds more (of CPU time)."""
_EXAMPLES = 40
_OPTIONS = ("-x", "-o", "addopts=", "--assert=plain", "--tb=no", "-p", "no:cov", "-p", "no:cacheprovider")

Batch = Sequence[str]
"""Tests by their ids, in the order in which they are to be run."""


class _Chosen:
    """Has pytest run only the tests of a batch, in its order; notes the first, or file of tests, that failed."""

    def __init__(self, batch: Batch) -> None:
        self._order = {test: place for place, test in enumerate(batch)}
        self.killer = ""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        chosen = [one for one in items if one.nodeid in self._order]
        items[:] = sorted(chosen, key=lambda one: self._order[one.nodeid])

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


def apart(work: Callable[[], Any]) -> Any:
    """Return what ``work`` gives in a process of its own, which may die; its end is then told as a text."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _confine()
            os.write(writing, json.dumps(work()).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        told = pipe.read()
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status):
        return f"({signal.Signals(os.WTERMSIG(status)).name})"
    return json.loads(told) if told else "(nothing could be run)"


def killer_of(path: Path, tree: ast.Module, batches: Sequence[Batch], usual: float) -> str:
    """Return the first test that fails with ``tree`` in place of the module at ``path``, "" for none.

    ``usual`` are the CPU seconds that all the tests take on the code as it is.
    """

    def work() -> str:
        _replace(path, tree)
        most = int(_PATIENCE * usual + _GRACE)
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
        return next((killer for killer in map(_killer, filter(None, batches)) if killer), "")

    return str(apart(work))


def _killer(batch: Batch) -> str:
    chosen = _Chosen(batch)
    code = run(dict.fromkeys(test.partition("::")[0] for test in batch), chosen)
    return chosen.killer or ("" if code in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) else f"({code!r})")


def run(files: Sequence[str] | dict[str, None], plugin: object) -> int | pytest.ExitCode:
    """Run the tests of files, watched by a plugin."""
    return pytest.main([*_OPTIONS, *files], plugins=[plugin])


def _confine() -> None:
    """Keep a child from talking, from eating all memory and from leaving its remains."""
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
