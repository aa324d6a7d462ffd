"""``checker rules docs``: the manual of a rule set, written to a folder."""

from __future__ import annotations

from pathlib import Path

from checker import rulesets
from checker.cli import output
from checker.cli.kept import cache_folder
from checker.errors import Fault, UsageError, reason
from checker.reporters import manual
from checker.reporters.plain import decoded
from checker.rulesets.layers import HEAD


def write(rules: str | None, out: str) -> int:
    """Write the manual, return the exit code; what else is in the folder is left alone."""
    ruleset = rulesets.load(Path(rules) if rules else None, cache_folder())
    folder, pages = Path(out), manual.pages(ruleset)
    try:
        if (folder / HEAD).is_file():
            raise UsageError(Fault(f"“{decoded(out)}”是规则集的目录。", hint="手册有许多页，请写到别的目录。"))
        if not _is_free(folder / manual.INDEX):
            hint = "请换一个目录，以免盖掉您自己的文件。"
            raise UsageError(Fault(f"“{decoded(out)}”里已有不是手册的 {manual.INDEX}。", hint=hint))
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pages.items():
            (folder / name).write_text(text, "utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise UsageError(Fault(f"手册写不到“{decoded(out)}”：{reason(error)}。", hint="请换一个目录。")) from None
    told = f"写好了 {len(pages)} 页，从 {decoded(str(folder / manual.INDEX))} 看起。\n"
    output.write(told.encode("utf-8", "backslashreplace"), exact=False)
    return 0


def _is_free(index: Path) -> bool:
    """Tell whether an index can be written: there is none yet, or one that this command wrote."""
    return not index.exists() or manual.MADE in index.read_text("utf-8", errors="replace")
