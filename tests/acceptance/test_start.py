"""A check whose rule set is kept imports nothing that it does not need: that is what a start costs most."""

import subprocess
import sys

import pytest

CHECK = (
    "import sys; from checker.cli.main import main; main(['check', 'form.txt']); print(*sys.modules, file=sys.stderr)"
)
NOT_NEEDED = {
    "yaml": "rule files are not read as YAML again",
    "jsonschema": "a form that was recognised has the shape of its schema (see test_real_forms.py)",
    "tabulate": "one form has no table",
    "wcwidth": "one form has no table",
    "dataclasses": "they are compiled when the program starts, see frozen.py",
    "hashlib": "it loads OpenSSL, see hashes.py",
    "pickle": "the part that is written in C will do",
    "tempfile": "nothing is written",
    "html": "few forms have an entity of HTML in them",
    "importlib.resources": "where the package lies is known",
    "checker.expressions.parse": "expressions are not parsed again",
    "checker.rulesets.assemble": "rules are not checked again",
    "checker.rulesets.fuse": "the function is kept",
    "checker.engine.waivers": "there are none",
    "checker.documents.records": "the form is no record",
}


@pytest.fixture
def modules(folder, tmp_path):
    """Check the form in a process of its own; return the names of all modules that it imported."""

    def run():
        environment = {"XDG_CONFIG_HOME": str(tmp_path / "home"), "HOME": str(tmp_path / "home"), "PYTHONUTF8": "1"}
        done = subprocess.run(
            [sys.executable, "-c", CHECK], cwd=folder, capture_output=True, check=True, env=environment, text=True
        )
        return set(done.stderr.split())

    return run


def test_a_later_check_imports_only_what_it_needs(modules):
    assert "checker.rulesets.assemble" in modules()
    assert {name: why for name, why in NOT_NEEDED.items() if name in modules()} == {}
