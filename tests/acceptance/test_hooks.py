"""The hooks that a repository of forms or rules can run before each commit."""

import re
from pathlib import Path

import pytest
import yaml
from material import FORM

ROOT = Path(__file__).parents[2]
HOOKS = {one["id"]: one for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
KEYS = {"id", "name", "description", "entry", "language", "types", "files", "pass_filenames"}


@pytest.fixture
def hook(program):
    """Run a hook as it is run before a commit: its entry, the user's arguments, the files that changed."""

    def run(name, *arguments, files=()):
        command, *rest = HOOKS[name]["entry"].split()
        assert command == "checker"
        chosen = [one for one in files if re.search(HOOKS[name]["files"], one)]
        done = program(*rest, *arguments, *(chosen if HOOKS[name].get("pass_filenames", True) else ()))
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    return run


def test_the_hooks_say_what_they_do():
    assert set(HOOKS) == {"check-forms", "lint-rules", "test-rules"}
    for one in HOOKS.values():
        assert set(one) <= KEYS
        assert one["language"] == "python"
        assert re.search("[一-鿿]", one["name"] + one["description"])


def test_a_form_with_errors_is_held_back(folder, hook):
    (folder / "bad.txt").write_text(FORM.replace("\t1300", "\t1200"), "utf-8")
    assert hook("check-forms", "--rules", "rules", files=["form.txt", "notes.md"])[0] == 0
    code, out, _ = hook("check-forms", "--rules", "rules", files=["form.txt", "bad.txt", "notes.md"])
    assert code == 1
    assert "REC-01" in out


def test_a_rule_with_faults_or_wrong_cases_is_held_back(folder, hook):
    rule = folder / "rules" / "REC-01.yaml"
    assert hook("test-rules", "--rules", "rules", files=["rules/REC-01.yaml"])[0] == 0
    assert hook("lint-rules", "--rules", "rules", files=["rules/REC-01.yaml"])[0] == 1  # it has no case that is blank
    text = rule.read_text("utf-8")
    rule.write_text(text.replace("expect: fail", "expect: pass"), "utf-8")
    assert hook("test-rules", "--rules", "rules")[0] == 1
    rule.write_text(text.replace("severity:", "severty:"), "utf-8")
    code, _, err = hook("lint-rules", "--rules", "rules")
    assert code == 2
    assert "不认识的键“severty”" in err


def test_the_shipped_rules_pass(hook):
    assert hook("lint-rules")[0] == hook("test-rules")[0] == 0
