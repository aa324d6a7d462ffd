"""The wheel alone, installed elsewhere, checks a sample: rules and schemas travel with it."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_wheel_checks_a_sample(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(tmp_path), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    # A bare environment: the libraries come from this one, the checker only from the wheel.
    home = tmp_path / "env"
    venv.create(home, with_pip=False)
    libraries = next(path for path in sys.path if path.endswith("site-packages"))
    sources = (ROOT / "checker").resolve()
    command = (
        "import sys; sys.path[:0] = sys.argv.pop(1).split('|');"
        "import checker; from checker.cli.main import main;"
        "print(checker.__file__); raise SystemExit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [
            str(home / "bin" / "python"),
            "-c",
            command,
            f"{unpacked}|{libraries}",
            "check",
            str(ROOT / "samples" / "defective.txt"),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONPATH": ""},
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert str(unpacked) in done.stdout.splitlines()[0]
    assert str(sources) not in done.stdout.splitlines()[0]
    assert "REL-06" in done.stdout
