"""The tools that watch the code are themselves among the tests."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = Path(sys.executable).parent
MAX_LINES = 300
CHECKS = {
    "lint-imports": ["lint-imports"],
    "mypy --strict": ["mypy", "--strict", "checker"],
    "ruff check": ["ruff", "check", "checker", "tests"],
    "ruff format": ["ruff", "format", "--check", "checker", "tests"],
}
FILES = sorted((ROOT / "checker").rglob("*.py"))


@pytest.mark.parametrize("name", CHECKS)
def test_the_tool_has_nothing_to_say(name):
    command, *arguments = CHECKS[name]
    done = subprocess.run([TOOLS / command, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_is_short(path):
    assert len(path.read_text("utf-8").splitlines()) <= MAX_LINES
