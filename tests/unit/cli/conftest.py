from types import SimpleNamespace

import fakes
import pytest

from checker.cli import checking, reading, rules
from checker.cli.main import main


@pytest.fixture
def ruleset(monkeypatch):
    """Let every door load the rule set of the fakes; keep which folder was asked for."""
    asked = []

    def load(folder=None, cache=None):  # noqa: ARG001 - the fakes are never kept
        asked.append(folder)
        return fakes.RULESET

    monkeypatch.setattr(checking, "rulesets", SimpleNamespace(load=load))
    monkeypatch.setattr(rules, "rulesets", SimpleNamespace(load=load))
    return asked


@pytest.fixture
def checker(monkeypatch, tmp_path, capfdbinary, ruleset):  # noqa: ARG001 - asked for what it replaces
    """Run the command with the fakes; return exit code, standard output and standard error."""
    parts = SimpleNamespace(read_file=fakes.read_file, read_forms=fakes.read_forms, MAX_BYTES=99)
    monkeypatch.setattr(reading, "documents", parts)
    monkeypatch.setattr(checking, "engine", SimpleNamespace(check=fakes.check))
    monkeypatch.chdir(tmp_path)

    def run(*arguments, **files):
        for name, text in files.items():
            (tmp_path / name).write_text(text, "utf-8")
        code = main(arguments)
        out, err = capfdbinary.readouterr()
        return code, out.decode("utf-8"), err.decode("utf-8")

    return run
