"""The part of the fused function that applies rules: guards asked once for all that share them, then each rule.

What ``when`` says is taken apart at its ``and``, and rules whose guards begin alike stand together behind what they
share. Only what can neither fail nor take long is shared; from there on a guard is asked for its own rules alone, which
then stop alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from checker.rulesets.model import Gate, Stage

_CALLS_OR_COMPUTES = re.compile(r"\w\(|[-+*/]")


@dataclass(frozen=True)
class Part:
    """The texts of one rule: what guard and requirement lack a value of, and what they ask, the guard in its parts.

    ``beyond`` tells, where a form of usual size could take the rule beyond its budget, whether this form does.
    """

    number: int
    guard_lacks: str
    guard: tuple[str, ...]
    lacks: str
    require: str
    beyond: str = ""


@dataclass(frozen=True, eq=False)
class _Leaf:
    """Rules behind the same guard; ``own`` is what of it they do not share, ``counter`` counts what it let through."""

    own: str
    counter: str
    parts: list[Part]


@dataclass
class _Node:
    """Rules whose guards begin alike: by what comes next, and those of which nothing more is shared."""

    leaves: dict[str, _Leaf] = field(default_factory=dict)
    branches: dict[str, _Node] = field(default_factory=dict)

    def all_leaves(self) -> Iterator[_Leaf]:
        """Yield every leaf, here and further on."""
        yield from self.leaves.values()
        for node in self.branches.values():
            yield from node.all_leaves()


@dataclass
class Guards:
    """Writes rules."""

    _leaves: dict[_Leaf, bool] = field(default_factory=dict)

    def lines(self, parts: Sequence[Part], indent: str, item: str) -> Iterator[str]:
        """Yield the lines that apply ``parts`` to an item, called ``item`` in events."""
        trees: dict[str, _Node] = {}
        for part in parts:
            if not part.guard:
                yield from _rule(part, indent, item)
            else:
                self._grow(trees.setdefault("" if part.beyond else part.guard_lacks, _Node()), part)
        for lacks, node in trees.items():
            if not lacks:
                yield from self._node(node, indent, item)
                continue
            yield f"{indent}if {lacks}: {_stopped(list(node.all_leaves()), item, Stage.WHEN)}"
            yield f"{indent}else:"
            yield from self._node(node, indent + " ", item)

    def seldom(self, parts: Sequence[Part], indent: str, item: str) -> Iterator[str]:
        """Yield the lines that apply rules to an item that not all of them let pass; the others do not come here.

        Their guards, if any, ask whether one and the same text is there. What they turn away is counted here.
        """
        guarded = [part for part in parts if part.guard]
        for part in parts:
            if not part.guard:
                yield from _rule(part, indent, item)
        if guarded:
            leaf = _Leaf("", f"g{len(self._leaves)}", guarded)
            self._leaves[leaf] = True
            yield f"{indent}if {guarded[0].guard[0]}:"
            for part in guarded:
                yield from _rule(part, indent + " ", item)
            yield f"{indent}else: {leaf.counter} += 1"

    def counters(self) -> list[str]:
        """Return the variables that count, for each guard, what it turned away, or else all that it did not."""
        return [leaf.counter for leaf in self._leaves]

    def gates(self, walks: Mapping[int, int]) -> Iterator[Gate]:
        """Yield the gate of each counter; ``walks`` tells, by rule, the place of the list that it walks through."""
        for leaf, turned_away in self._leaves.items():
            numbers = tuple(part.number for part in leaf.parts)
            yield Gate(numbers, walks.get(numbers[0], -1), not turned_away)

    def _grow(self, node: _Node, part: Part) -> None:
        """Put a rule in its place."""
        shared = 0
        while not part.beyond and shared < len(part.guard) and not _CALLS_OR_COMPUTES.search(part.guard[shared]):
            node = node.branches.setdefault(part.guard[shared], _Node())
            shared += 1
        own = " and ".join(part.guard[shared:])
        key = f"{part.beyond}: {own}"
        if key not in node.leaves:
            node.leaves[key] = _Leaf(own, f"g{len(self._leaves)}", [])
            self._leaves[node.leaves[key]] = False
        node.leaves[key].parts.append(part)

    def _node(self, node: _Node, indent: str, item: str) -> Iterator[str]:
        for leaf in node.leaves.values():
            yield from _leaf(leaf, indent, item)
        for text, following in node.branches.items():
            yield f"{indent}if {text}:"
            yield from self._node(following, indent + " ", item)


def _leaf(leaf: _Leaf, indent: str, item: str) -> Iterator[str]:
    first = leaf.parts[0]
    if not leaf.own:
        yield f"{indent}{leaf.counter} += 1"
        for part in leaf.parts:
            yield from _rule(part, indent, item)
        return
    yield f"{indent}try:"
    word = "if"
    for condition, stage in ((first.beyond, Stage.STOP), (first.guard_lacks, Stage.WHEN)) if first.beyond else ():
        if condition:
            yield f"{indent} {word} {condition}: {_stopped([leaf], item, stage)}"
            word = "elif"
    yield f"{indent} {word} {leaf.own}:"
    yield f"{indent}  {leaf.counter} += 1"
    for part in leaf.parts:
        yield from _rule(part, indent + "  ", item, weighed=True)
    yield f"{indent}except Exception: {_stopped([leaf], item, Stage.STOP)}"


def _rule(part: Part, indent: str, item: str, *, weighed: bool = False) -> Iterator[str]:
    yield f"{indent}try:"
    word = "if"
    for condition, stage in (("" if weighed else part.beyond, Stage.STOP), (part.lacks, Stage.REQUIRE)):
        if condition:
            yield f"{indent} {word} {condition}: {_event(part, item, stage)}"
            word = "elif"
    yield f"{indent} {word} not {part.require}: {_event(part, item, Stage.FAIL)}"
    yield f"{indent}except Exception: {_event(part, item, Stage.STOP)}"


def _stopped(leaves: Sequence[_Leaf], item: str, stage: Stage) -> str:
    """Return what is done when the guards of leaves cannot be told: none of their rules was turned away."""
    parts = [part for leaf in leaves for part in leaf.parts]
    return "; ".join([*(f"{leaf.counter} += 1" for leaf in leaves), *(_event(part, item, stage) for part in parts)])


def _event(part: Part, item: str, stage: Stage) -> str:
    return f"add(({part.number}, {item}, {int(stage)}))"
