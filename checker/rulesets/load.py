"""A folder of YAML files to a RuleSet: read and checked, or kept from the last time the same files were."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from checker import resources, schema
from checker.errors import Fault, RuleError
from checker.hashes import sha256
from checker.rulesets.cache import Cache
from checker.rulesets.layers import HEAD, SCHEMA, Layer, chain
from checker.rulesets.model import RuleSet

if TYPE_CHECKING:
    from checker.rulesets.assemble import Assembly

DEFAULT = "national"


def load(folder: Path | None = None, cache: Path | None = None) -> RuleSet:
    """Load the rule set of ``folder`` with all the layers it extends, or the packaged one.

    ``cache`` is a folder to keep checked rule sets in, see :class:`Cache`; without it the files are always checked.
    Raises RuleError with a fault for every mistake, each at file:line:column.
    """
    faults: list[Fault] = []
    layers = found(folder or resources.folder("rules") / DEFAULT, faults)
    contents = _contents(layers)
    if faults or cache is None:
        return _checked(layers, sha256(contents), faults)
    kept = Cache(cache)
    ruleset = kept.get(contents)
    if ruleset is None:
        ruleset = _checked(layers, sha256(contents), faults)
        kept.put(contents, ruleset)
    return ruleset


def trace(folder: Path | None = None) -> Assembly:
    """Check the rule set of ``folder`` as :func:`load` does, and return with it who set what, and where."""
    from checker.rulesets.assemble import assembly  # noqa: PLC0415

    faults: list[Fault] = []
    layers = found(folder or resources.folder("rules") / DEFAULT, faults)
    return assembly(layers, sha256(_contents(layers)), faults)


def found(folder: Path, faults: list[Fault]) -> list[Layer]:
    """Return the layers of the rule set in ``folder``, the lowest last; ``faults`` takes what cannot be read."""
    folder = by_name(folder)
    if folder.is_file():
        raise RuleError(f"“{folder}”是文件。--rules 后面要写规则集所在的目录，如 {folder.parent}。")
    if not folder.is_dir():
        raise RuleError(f"找不到规则目录“{folder}”。请检查 --rules 后面的路径。")
    if not (folder / HEAD).is_file():
        raise RuleError(
            f"目录“{folder}”里没有 {HEAD}，还不是规则集。请在里面新建 {HEAD}，写上 id、title、version 三行。"
        )
    layers = chain(folder, faults)
    for layer in layers:
        for name, data in layer.schemas.items():
            _add_schema(name, data, f"{layer.shown}/{name}")
    return layers


def by_name(folder: Path) -> Path:
    """Return the folder of the rule set that came with the program under this name; else ``folder`` itself."""
    packaged = resources.folder("rules") / folder
    is_name = len(folder.parts) == 1 and not folder.exists() and (packaged / HEAD).is_file()
    return packaged if is_name else folder


def _add_schema(name: str, data: bytes, shown: str) -> None:
    """Make the schema of a record known under the name of its file."""
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise RuleError(
            Fault("结构定义不是 UTF-8 编码的 JSON。", shown, hint="请用编辑器检查括号、引号和逗号。")
        ) from error
    schema.add(name.removesuffix(SCHEMA), document, shown)


def _contents(layers: Sequence[Layer]) -> bytes:
    """Return every file of every layer, with its name: what a rule set is told from any other by."""
    files = [(one.encode(), data) for layer in layers for one, data in (layer.files | layer.schemas).items()]
    return b"".join(b"%d %d %b%b" % (len(name), len(data), name, data) for name, data in files)


def _checked(layers: Sequence[Layer], digest: str, faults: list[Fault]) -> RuleSet:
    """Check the files; what that takes is imported only now, since most runs find the rule set kept."""
    from checker.rulesets.assemble import assemble  # noqa: PLC0415

    return assemble(layers, digest, faults)
