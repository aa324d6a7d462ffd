"""The ten minutes of rules/README.md, from a sentence in a notice to a tested rule, work as they are written."""

import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "rules" / "README.md").read_text("utf-8")
BLOCK = re.compile(r"^```(yaml|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def blocks():
    section = GUIDE.partition("## 十分钟：从通知里的一句话到一条测过的规则\n")[2].partition("\n## ")[0]
    return [match.groups() for match in BLOCK.finditer(section)]


def written(folder, text):
    """Do with a block of YAML what its first line says: write a file, add to its end, or change a line of it."""
    place, _, body = text.partition("\n")
    name = re.search(r"\S+\.yaml", place)[0]
    path = folder / name
    if "末尾" in place:
        path.write_text(path.read_text("utf-8") + body, "utf-8")
    elif number := re.search(r"第 (\d+) 行", place):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        assert lines[int(number[1]) - 1].partition(":")[0] == body.partition(":")[0]
        lines[int(number[1]) - 1] = body
        path.write_text("".join(lines), "utf-8")
    else:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")


def test_the_ten_minutes_work_as_they_are_written(folder, checker, blocks):
    (folder / "samples").mkdir()
    sample = "samples/defective.txt"
    (folder / sample).write_bytes((ROOT / sample).read_bytes())
    ran = []
    for kind, text in blocks:
        if kind == "yaml":
            written(folder, text)
            continue
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            line, _, shown = part.partition("\n")
            command, *arguments = shlex.split(line)
            assert command == "checker"
            code, out, err = checker(*arguments)
            assert (err, out[: len(shown)]) == ("", shown)
            ran.append((" ".join(arguments[:2]), code))
    assert ran == [
        ("rules new", 0),
        ("rules test", 0),
        ("rules lint", 1),
        ("rules test", 1),
        ("rules test", 0),
        ("rules lint", 0),
        ("check samples/defective.txt", 0),
    ]
