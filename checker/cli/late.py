"""A command made ready by typer when it is asked for: to make all of them takes as long as to check a form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from functools import partial
from typing import Any

import typer
from typer.models import CommandInfo


class _Commands(Mapping[str, Any]):
    """Commands by name."""

    def __init__(self, makers: Mapping[str, Callable[[], Any]]) -> None:
        self._makers = makers
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def group(app: typer.Typer, name: str = "") -> Any:
    """Return what typer makes of ``app``, but of each of its commands only when that is asked for."""
    makers: dict[str, Callable[[], Any]] = {}
    for command in app.registered_commands:
        makers[command.name or str(getattr(command.callback, "__name__", ""))] = partial(_command, command)
    for inner in app.registered_groups:
        if inner.typer_instance is not None:
            makers[str(inner.name)] = partial(group, inner.typer_instance, str(inner.name))
    made: Any = _made(app, [])
    made.name, made.commands = name, _Commands(makers)
    return made


def _command(info: CommandInfo) -> Any:
    return _made(typer.Typer(add_completion=False), [info])


def _made(app: typer.Typer, commands: list[CommandInfo]) -> Any:
    alone = copy(app)
    alone.registered_commands, alone.registered_groups = commands, []
    return typer.main.get_command(alone)
