import subprocess

import pytest
from material import FORM, PROGRAM, RULE

from checker.cli.main import main


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return an empty folder to work in, with a good form and a small rule set of one rule."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "form.txt").write_text(FORM, "utf-8")
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "ruleset.yaml").write_text("id: trial\ntitle: 试用规则\nversion: 1.0\n", "utf-8")
    (rules / "REC-01.yaml").write_text(RULE, "utf-8")
    return tmp_path


@pytest.fixture
def checker(folder, capfdbinary):  # noqa: ARG001 - where it runs
    """Run the command in this process; return exit code, standard output and standard error."""

    def run(*arguments):
        code = main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return code, out.decode("utf-8"), err.decode("utf-8")

    return run


@pytest.fixture
def program(folder):
    """Run the installed program in a process of its own."""

    def run(*arguments, **more):
        return subprocess.run([PROGRAM, *arguments], cwd=folder, capture_output=True, check=False, **more)

    return run
