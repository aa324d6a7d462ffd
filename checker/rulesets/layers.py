"""The layers of a rule set: the folder that is asked for, the one it extends, and so on up; files only, unchecked.

A layer lies beside the others, in the folder that holds the rule sets, or is one of those that are packaged. Where a
path leads out of there, through a link, or round in a circle, it is refused aloud.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from checker import resources
from checker.errors import Fault, RuleError
from checker.frozen import field, frozen
from checker.text import nearest

if TYPE_CHECKING:
    from checker.rulesets.source import Source

HEAD = "ruleset.yaml"
WORDS = "vocabulary.yaml"
EXTENDS = "extends"
MAX_BYTES = 1 << 20
_USUAL_BYTES = 1 << 16
MAX_LAYERS = 8
SCHEMA = ".schema.json"
_SUFFIXES = (".yaml", ".yml")
_LEFT_BEHIND = ("~", ".bak", ".orig", ".swp")


@frozen
class Layer:
    """One folder of rule files: their bytes by the names they are shown under, which begin with ``shown``.

    ``schemas`` are those of records that the rule set brings with it, by the name of the file alone.
    """

    folder: Path
    shown: str
    files: dict[str, bytes]
    schemas: dict[str, bytes] = field(default_factory=dict)

    def head(self) -> bytes:
        """Return what stands in the layer's ruleset.yaml."""
        return self.files.get(f"{self.shown}/{HEAD}", b"")


def chain(folder: Path, faults: list[Fault]) -> list[Layer]:
    """Return the layers of the rule set in ``folder``, the lowest last; ``faults`` takes what cannot be read.

    Raises RuleError where it cannot be told which layer comes next.
    """
    here, home = folder.resolve(), folder.resolve().parent
    layers = [_layer(folder, folder.name, faults)]
    passed = [here]
    while (named := _extended(layers[-1])) is not None:
        source, written = named
        problem = _Refusal(source)
        if "/" in written or "\\" in written:
            here = _beside(here, home, written, problem)
        else:
            here = _packaged(here, written, problem)
            home = here.parent
        _check_turn(here, passed, problem)
        passed.append(here)
        layers.append(_layer(here, _name(here, layers), faults))
    return layers[::-1]


class _Refusal:
    """Raises a fault at the place where a layer names the one above it."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def __call__(self, message: str, hint: str = "") -> RuleError:
        self._source.fault(message, (EXTENDS,), hint)
        return RuleError(*self._source.faults)


def _extended(layer: Layer) -> tuple[Source, str] | None:
    """Return what the layer says it extends; most extend nothing, and then no YAML need be read."""
    if EXTENDS.encode() not in layer.head():
        return None
    from checker.rulesets.source import Source  # noqa: PLC0415 - a kept rule set without layers needs none

    try:
        source = Source(layer.head(), f"{layer.shown}/{HEAD}")
    except RuleError:
        return None  # told when the layer is checked
    if not isinstance(source.data, dict) or EXTENDS not in source.data:
        return None
    written = source.data[EXTENDS]
    if not isinstance(written, str) or not written.strip():
        raise _Refusal(source)("“extends”要写成一个规则集，不能空着，也不能写几个。", "如 national 或 ../province。")
    return source, written.strip()


def _beside(here: Path, home: Path, written: str, refuse: _Refusal) -> Path:
    """Return the folder that a relative path leads to."""
    if "\\" in written or Path(written).is_absolute() or ":" in written:
        raise refuse(f"“{written}”要写成相对路径，用“/”隔开。", "如 ../province。")
    target = Path(os.path.normpath(here / written))
    if target == home or not target.is_relative_to(home):
        raise refuse(
            f"“{written}”越出了规则集所在的目录“{home.name}”。", "各层规则集要放在同一个目录里，如 ../province。"
        )
    if target.resolve() != target:
        raise refuse(f"“{written}”经过了链接。", "请把规则集的目录本身放进来。")
    if not (target / HEAD).is_file():
        known = [f"{os.path.relpath(one.parent, here)}/".replace(os.sep, "/")[:-1] for one in home.glob(f"*/{HEAD}")]
        known = [one for one in known if one != "."]
        hint = nearest(written, known) or f"那里要有一个目录，里面有 {HEAD}。"
        raise refuse(f"“{written}”不是规则集。", hint)
    return target


def _packaged(here: Path, written: str, refuse: _Refusal) -> Path:
    """Return the folder of a rule set that comes with the program."""
    rules = resources.folder("rules").resolve()
    known = sorted(one.parent.name for one in rules.glob(f"*/{HEAD}"))
    if written in known:
        return rules / written
    if (here.parent / written / HEAD).is_file():
        raise refuse(f"没有随带的规则集“{written}”。", f"是不是“../{written}”？")
    raise refuse(f"没有随带的规则集“{written}”。", nearest(written, known) or f"随带的有：{'、'.join(known)}。")


def _check_turn(here: Path, passed: Sequence[Path], refuse: _Refusal) -> None:
    """Refuse a layer that was passed before, that lies within another, or that is one too many."""
    if here in passed:
        circle = " → ".join(one.name for one in (*passed[passed.index(here) :], here))
        raise refuse(f"规则集绕成了圈：{circle}。", "请去掉其中一处 extends。")
    if other := next((one for one in passed if here.is_relative_to(one) or one.is_relative_to(here)), None):
        raise refuse(f"“{here.name}”和“{other.name}”一个套在另一个里面。", "请把两个目录并排放。")
    if len(passed) >= MAX_LAYERS:
        raise refuse(f"规则集的层次超过 {MAX_LAYERS} 层。", "请合并几层。")


def _name(folder: Path, layers: Sequence[Layer]) -> str:
    """Return what a layer's folder is shown as; where another has the same name, the folder above it tells which."""
    taken = any(one.shown == folder.name for one in layers)
    return f"{folder.parent.name}/{folder.name}" if taken else folder.name


def _layer(folder: Path, shown: str, faults: list[Fault]) -> Layer:
    files = dict(_contents(folder, shown, faults))
    schemas = {name: files.pop(name) for name in list(files) if name.endswith(SCHEMA)}
    return Layer(folder, shown, files, {name.rpartition("/")[2]: data for name, data in schemas.items()})


def _contents(folder: Path, shown: str, faults: list[Fault]) -> Iterator[tuple[str, bytes]]:
    """Yield the name and bytes of each file; one that cannot be read leaves a fault, so that the others still are."""
    for path, name in _files(folder, shown):
        try:
            with Path(path).open("rb") as file:
                data = file.read(_USUAL_BYTES)
                if len(data) == _USUAL_BYTES:
                    data += file.read(MAX_BYTES + 1 - _USUAL_BYTES)
        except OSError:
            faults.append(Fault("规则文件读不出来。", name, hint="请检查文件是否还在、有没有权限。"))
            continue
        if len(data) > MAX_BYTES:
            faults.append(Fault("规则文件超过 1 MB。", name, hint="请拆成几个文件。"))
        else:
            yield name, data


def _files(folder: Path, shown: str) -> Iterator[tuple[str, str]]:
    """Yield path and name of the YAML files below a folder in order.

    What only looks like one, or lies elsewhere, is refused aloud.
    """
    for place, entry in sorted(_below(folder, ()), key=lambda one: one[0]):
        name = "/".join((shown, *place))
        if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(folder.resolve()):
            raise RuleError(Fault("这个文件是指向规则目录以外的链接。", name, hint="请把文件本身放进来。"))
        if entry.name.endswith(_SUFFIXES) or (len(place) == 1 and entry.name.endswith(SCHEMA)):
            yield entry.path, name
        elif any(one in entry.name.lower() for one in _SUFFIXES):
            raise RuleError(Fault("规则文件名要以 .yaml 结尾，这个文件不会被读到。", name, hint="请改名。"))


def _below(folder: Path | str, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], os.DirEntry[str]]]:
    """Yield the files at any depth, each with the names that lead to it; folders that are links are not entered."""
    with suppress(PermissionError), os.scandir(folder) as entries:
        for entry in entries:
            here = (*place, entry.name)
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path, here)
            elif _is_file(entry) and not _is_aside(entry.name):
                yield here, entry


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry is a file, or a link to one; a link that leads round in a circle is none."""
    try:
        return entry.is_file()
    except OSError:
        return False


def _is_aside(name: str) -> bool:
    """Tell whether a file is hidden, or what an editor leaves behind."""
    return name.startswith(".") or name.endswith(_LEFT_BEHIND)
