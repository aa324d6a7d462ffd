"""``checker rules new``: a rule to begin with, which loads as it stands."""

from __future__ import annotations

import json
import re
from pathlib import Path

from checker import schema
from checker.cli import output
from checker.errors import Fault, RuleError, UsageError
from checker.reporters.plain import clean
from checker.rulesets import load, skeleton
from checker.rulesets.build import ID
from checker.rulesets.layers import HEAD, SCHEMA, Layer
from checker.rulesets.load import found
from checker.rulesets.source import Source
from checker.schema import Catalogue

_DIGIT = re.compile(r"\d")
_TITLE = re.compile(r"^(title: )\S+", re.MULTILINE)


def create(identifier: str, title: str, to: str) -> int:
    """Write the skeleton of a rule into a folder of a rule set, and say what to do with it."""
    folder = Path(to)
    if not ID.fullmatch(identifier):
        raise UsageError(Fault(f"规则编号“{identifier}”不合规定。", hint="请写成 REC-01 的样子。"))
    if not folder.is_dir():
        raise UsageError(Fault(f"没有目录“{to}”。", hint="请先建好目录，或检查 --to 后面的路径。"))
    top = next((one for one in (folder, *folder.resolve().parents) if (one / HEAD).is_file()), None)
    if top is None:
        hint = f"请用 --to 指定规则集里的目录；新建规则集，先写一份 {HEAD}，有 id、title、version 三行。"
        raise UsageError(Fault(f"目录“{to}”不在规则集里：它和上级目录都没有 {HEAD}。", hint=hint))
    layers = found(top, [])
    others = _ids(layers)
    if identifier in others:
        raise UsageError(Fault(f"规则编号“{identifier}”已经用了，在 {others[identifier].shown}。", hint="请换一个。"))
    path = folder / f"{identifier}.yaml"
    _write(path, _skeleton(identifier, title, _like(identifier, others), _form(layers)))
    _check(path, top)
    after = f"checker rules test --rules {top} 和 checker rules lint --rules {top}"
    output.say(map(clean, (f"写好了 {path}，现在就能装载。", f"请改条件、说明、依据和例子，改完运行 {after}。")))
    return 0


def _form(layers: list[Layer]) -> Catalogue:
    """Return the form that rules are about: that of the rule set's own schema, if it brings one."""
    own = [name.removesuffix(SCHEMA) for layer in layers for name in layer.schemas]
    return schema.load([*schema.forms()[:1], *own][-1])


def _ids(layers: list[Layer]) -> dict[str, Source]:
    """Return the rules of a rule set and of those it extends, by id; files with mistakes are passed over."""
    known: dict[str, Source] = {}
    for layer in layers:
        for name, data in layer.files.items():
            try:
                source = Source(data, name)
            except RuleError:
                continue
            identifier = source.data.get("id") if isinstance(source.data, dict) else None
            if isinstance(identifier, str) and not name.endswith(f"/{HEAD}"):
                known[identifier] = source
    return known


def _like(identifier: str, others: dict[str, Source]) -> str:
    """Return the review item of a rule whose id begins alike, or else the first there is."""
    scheme = identifier.partition("-")[0]
    items = [one.data.get("review_item") for name, one in others.items() if name.startswith(f"{scheme}-")]
    return next((str(one) for one in items if one in schema.review_items()), schema.review_items()[0])


def _skeleton(identifier: str, title: str, review_item: str, form: Catalogue) -> str:
    """Return the text of the rule; a number in a title would not load, since no condition has it yet."""
    texts = (one for one in form.root.visible() if one.type == "text" and "const" not in one.annotations)
    field = next(texts, next(form.root.visible()))
    text = skeleton.text()
    words = {"编号": identifier, "评审项": review_item, "表类": form.form, "栏目": field.title}
    for name, word in words.items():
        text = text.replace(f"«{name}»", word)
    if title and _DIGIT.search(title):
        return f"# 名称：{' '.join(title.split())}（写好条件以后，移到 title）\n{text}"
    return _TITLE.sub(lambda found: found[1] + json.dumps(title, ensure_ascii=False), text) if title else text


def _write(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(Fault(f"已经有文件“{path}”。", hint="请换一个编号，或先把它移走。")) from None
    except OSError:
        raise UsageError(Fault(f"文件“{path}”写不了。", hint="请检查有没有权限、磁盘满没满。")) from None


def _check(path: Path, top: Path) -> None:
    """Take the rule back when the rule set refuses it, for instance because its id was retired."""
    try:
        load(top)
    except RuleError as error:
        own = [one for one in error.faults if one.file.endswith(f"/{path.name}")]
        if own:
            path.unlink()
            raise RuleError(*own) from None
