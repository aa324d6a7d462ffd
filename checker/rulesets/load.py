"""A folder of YAML files to a RuleSet: read and checked, or kept from the last time the same files were."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from checker import resources
from checker.errors import Fault, RuleError
from checker.rulesets.cache import Cache
from checker.rulesets.model import RuleSet

DEFAULT = "national"
HEAD = "ruleset.yaml"
MAX_BYTES = 1 << 20
_SUFFIXES = (".yaml", ".yml")


def load(folder: Path | None = None, cache: Path | None = None) -> RuleSet:
    """Load the rule set of ``folder``, or the packaged one.

    ``cache`` is a folder to keep checked rule sets in, see :class:`Cache`; without it the files are always checked.
    Raises RuleError with a fault for every mistake, each at file:line:column.
    """
    folder = folder or resources.folder("rules") / DEFAULT
    if folder.is_file():
        raise RuleError(f"“{folder}”是文件。--rules 后面要写规则集所在的目录，如 {folder.parent}。")
    if not folder.is_dir():
        raise RuleError(f"找不到规则目录“{folder}”。请检查 --rules 后面的路径。")
    if not (folder / HEAD).is_file():
        raise RuleError(
            f"目录“{folder}”里没有 {HEAD}，还不是规则集。请在里面新建 {HEAD}，写上 id、title、version 三行。"
        )
    faults: list[Fault] = []
    files = dict(_contents(folder, faults))
    digest = hashlib.sha256(b"\0".join(one.encode() + b"\0" + data for one, data in files.items())).hexdigest()
    if faults or cache is None:
        return _checked(folder, files, digest, faults)
    kept = Cache(cache)
    ruleset = kept.get(digest)
    if ruleset is None:
        ruleset = _checked(folder, files, digest, faults)
        kept.put(digest, ruleset)
    return ruleset


def _checked(folder: Path, files: Mapping[str, bytes], digest: str, faults: list[Fault]) -> RuleSet:
    """Check the files; what that takes is imported only now, since most runs find the rule set kept."""
    from checker.rulesets.assemble import assemble  # noqa: PLC0415

    return assemble(folder, files, digest, faults)


def _contents(folder: Path, faults: list[Fault]) -> Iterator[tuple[str, bytes]]:
    """Yield the name and bytes of each file; one that cannot be read leaves a fault, so that the others still are."""
    for path in _files(folder):
        shown = _shown(path, folder)
        try:
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except OSError:
            faults.append(Fault("规则文件读不出来。", shown, hint="请检查文件是否还在、有没有权限。"))
            continue
        if len(data) > MAX_BYTES:
            faults.append(Fault("规则文件超过 1 MB。", shown, hint="请拆成几个文件。"))
        else:
            yield shown, data


def _files(folder: Path) -> Iterator[Path]:
    """Yield the YAML files below a folder in order; what only looks like one, or lies elsewhere, is refused aloud."""
    for path in sorted(one for one in folder.rglob("*") if one.is_file() and not one.name.startswith(".")):
        shown = _shown(path, folder)
        if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
            raise RuleError(Fault("这个文件是指向规则目录以外的链接。", shown, hint="请把文件本身放进来。"))
        if path.suffix in _SUFFIXES:
            yield path
        elif any(one in path.name.lower() for one in _SUFFIXES):
            raise RuleError(Fault("规则文件名要以 .yaml 结尾，这个文件不会被读到。", shown, hint="请改名。"))


def _shown(path: Path, folder: Path) -> str:
    """Return how a file is named to the user: from the rule folder down, the same on every machine."""
    return (Path(folder.name) / path.relative_to(folder)).as_posix()
