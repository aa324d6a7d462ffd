"""Regular expressions, compiled when they first meet a text, and remembered from one run to the next.

Python takes from a fifth of a millisecond to several to compile a pattern, and a check needs hundreds of them. What it
made of one can be handed back to its engine in a hundredth of that. Only the command line remembers; without memory, or
where Python is of another make, patterns are compiled as always: no difference but time.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast

_MOST = 2_000

Key = tuple[str, int | str]
"""A pattern as written, and its flags; or the name of a part of it that is a pattern of its own."""
Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""Flags, instructions, number of groups, groups by name, names by number: what the engine takes beside the source."""


class Memory:
    """Patterns as they were compiled before, fetched when the first is asked for."""

    def __init__(self) -> None:
        self._fetch: Callable[[], bytes | memoryview | None] | None = None
        self._known: dict[Key, Code] | None = None
        self._used: dict[Key, Code] = {}

    def begin(self, fetch: Callable[[], bytes | memoryview | None]) -> None:
        """Remember from now on what ``fetch`` brings and what is compiled."""
        self._fetch, self._known, self._used = fetch, None, {}

    def compiled(self, key: Key, source: Callable[[], tuple[Any, int]]) -> re.Pattern[str]:
        """Return the pattern that is known by ``key``; ``source`` gives its text or its tree, and its flags."""
        if self._fetch is None:
            return _anew(*source())
        if self._known is None:
            self._known = _read(self._fetch())
        try:
            code = self._known.get(key) or _code(*source())
            pattern = _pattern(key, code)
        except Exception:  # noqa: BLE001 - Python itself says what is wrong with a pattern
            return _anew(*source())
        self._used[key] = code
        return pattern

    def learnt(self) -> bytes | None:
        """Return what to remember the next time; None when that is known already."""
        known = self._known or {}
        if self._used.keys() <= known.keys():
            return None
        every = known | self._used
        return marshal.dumps(every if len(every) <= _MOST else self._used)


MEMORY = Memory()


@lru_cache(maxsize=4096)
def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern of the program's or of a rule's; one made of what a form holds is not worth remembering.

    Raises re.error when it is no regular expression.
    """
    return MEMORY.compiled((source, int(flags)), lambda: (source, flags))


def part(source: str, name: str, tree: Callable[[], tuple[Any, int]]) -> re.Pattern[str]:
    """Return the part of ``source`` that is called ``name``; ``tree`` gives it and its flags when it is not known."""
    return MEMORY.compiled((source, name), tree)


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled when something is first asked of it."""
    return cast("re.Pattern[str]", _Lazy(source, flags))


class _Lazy:
    """Stands for a pattern; what was asked of it once is its own from then on, and as quick."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(compiled(self._source, self._flags), name)
        setattr(self, name, found)
        return found


def _read(data: bytes | memoryview | None) -> dict[Key, Code]:
    try:
        found = marshal.loads(data or b"")  # noqa: S302 - from a folder of the user's own
    except (EOFError, ValueError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}


def _anew(source: Any, flags: int) -> re.Pattern[str]:
    """Compile a pattern, or a tree of its parts, as Python does."""
    from re import _compiler  # type: ignore[attr-defined]  # noqa: PLC0415 - not where all is remembered

    return (
        re.compile(source, flags)
        if isinstance(source, str)
        else cast("re.Pattern[str]", _compiler.compile(source, flags))
    )


def _code(source: Any, flags: int) -> Code:
    """Return what Python makes of a pattern, as its compiler has it before it calls the engine."""
    from re import _compiler, _parser  # type: ignore[attr-defined]  # noqa: PLC0415

    tree = _parser.parse(source, flags) if isinstance(source, str) else source
    instructions = marshal.dumps([int(one) for one in _compiler._code(tree, flags)])  # noqa: SLF001
    groups = dict(tree.state.groupdict)
    names = {number: name for name, number in groups.items()}
    by_number = tuple(names.get(number) for number in range(tree.state.groups))
    return int(flags | tree.state.flags), instructions, tree.state.groups - 1, groups, by_number


def _pattern(key: Key, code: Code) -> re.Pattern[str]:
    """Return the pattern that the engine makes of its code, after it has examined that."""
    import _sre  # type: ignore[import-not-found]  # noqa: PLC0415 - another Python may have none

    flags, instructions, count, groups, names = code
    source = key[0] if isinstance(key[1], int) else None
    listed = marshal.loads(instructions)  # noqa: S302 - see _read
    return cast("re.Pattern[str]", _sre.compile(source, flags, listed, count, groups, names))
