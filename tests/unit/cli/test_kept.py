"""What the command keeps from run to run: compiled patterns, in the user's own folder."""

import re

import pytest

from checker import regex
from checker.cli import kept
from checker.regex import Memory


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Run once, using a pattern; tell whether it had to be compiled."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))

    def once(source="甲+乙?"):
        compiled = []
        code = regex._code
        memory = Memory()
        with monkeypatch.context() as patch:
            patch.setattr(kept, "MEMORY", memory)
            patch.setattr(regex, "_code", lambda *given: compiled.append(given) or code(*given))
            with kept.patterns():
                assert memory.compiled((source, 0), lambda: (source, 0)) == re.compile(source)
        return bool(compiled)

    return once


def test_a_pattern_is_compiled_in_the_first_run_only(run):
    assert [run(), run(), run("丙"), run("丙"), run()] == [True, False, True, False, False]


def test_nothing_is_written_where_nothing_is_new(run, tmp_path):
    run()
    (file,) = tmp_path.rglob("*.patterns")
    before = file.stat().st_mtime_ns, file.stat().st_ino
    run()
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == before


def test_a_user_without_a_home_keeps_nothing(run, monkeypatch):
    monkeypatch.setattr(kept.typer, "get_app_dir", lambda *_, **__: "nowhere")
    assert kept.cache_folder() is None
    assert [run(), run()] == [False, False]
