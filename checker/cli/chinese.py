"""Commands whose help and usage errors are Chinese, aligned by display width.

Typer speaks English, counts a Chinese character as one cell, and needs 0.1 s more for its own help with rich.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol, cast

import typer
from typer.core import TyperCommand, TyperGroup

from checker.errors import Fault, UsageError
from checker.reporters.plain import pad, width, wrap
from checker.text import nearest

_COLUMNS = 100
_HELP = "显示这份说明。"


class _Parameter(Protocol):
    """What an option or an argument says of itself."""

    param_type_name: str
    opts: list[str]
    metavar: str | None
    default: Any
    hidden: bool
    help: str | None


class _Formatter(Protocol):
    """Where help is written."""

    def write(self, string: str) -> None:
        """Append text."""


class ChineseCommand(TyperCommand):
    """A command that explains itself in Chinese and refuses what it does not know."""

    allow_extra_args = True  # refused below, in Chinese

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; raise UsageError for wrong ones."""
        try:
            super().parse_args(ctx, args)
        except typer.TyperException as error:
            raise _usage_error(error, ctx) from None
        if ctx.args:
            raise _wrong(f"多出了“{ctx.args[0]}”，这个命令不用它。", ctx)
        return []

    def format_help(self, ctx: Any, formatter: _Formatter) -> None:
        """Write the help."""
        formatter.write("\n".join(_help(ctx)))


class ChineseGroup(TyperGroup):
    """A group of commands, likewise."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the options before the command; raise UsageError for wrong ones."""
        try:
            return super().parse_args(ctx, args)
        except typer.TyperException as error:
            raise _usage_error(error, ctx) from None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that ``args`` begin with; raise UsageError when there is none."""
        name = args[0]
        if name not in self.commands:
            hint = nearest(name, self.commands) or f"可用的命令：{'、'.join(self.commands)}。"
            if Path(name).exists():
                hint = f"要核对这份表，请写：checker check {name}。"
            raise _wrong(f"没有“{name}”这个命令。", ctx, hint)
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: Any, formatter: _Formatter) -> None:
        """Write the help."""
        formatter.write("\n".join(_help(ctx)))


def _usage_error(error: typer.TyperException, ctx: Any) -> UsageError:
    """Say in Chinese what typer found wrong."""
    kind, option = type(error).__name__, getattr(error, "option_name", "")
    if kind == "NoSuchOption":
        known = [name for param in ctx.command.get_params(ctx) for name in param.opts if name.startswith("--")]
        return _wrong(f"没有“{option}”这个选项。", ctx, nearest(option, known))
    if kind == "BadOptionUsage":
        takes_none = "does not take a value" in str(error)
        return _wrong(f"选项“{option}”后面" + ("不用写值。" if takes_none else "要写一个值。"), ctx)
    if kind == "MissingParameter":
        return _wrong(f"缺少“{_name(cast('Any', error).param).rstrip('…')}”。", ctx)
    return _wrong(f"命令写得不对（{error.format_message()}）。", ctx)


def _wrong(message: str, ctx: Any, hint: str = "") -> UsageError:
    """Return the error with the way out."""
    return UsageError(Fault(message, hint=f"{hint}运行 {ctx.command_path} --help 可看用法。"))


def _help(ctx: Any) -> Iterator[str]:
    """Yield the lines of a command's help."""
    command = ctx.command
    params: list[_Parameter] = [param for param in command.get_params(ctx) if not getattr(param, "hidden", False)]
    arguments = [param for param in params if param.param_type_name == "argument"]
    options = [param for param in params if param.param_type_name == "option"]
    commands = getattr(command, "commands", {})
    pieces = [*(_name(param) for param in arguments), *(["命令"] if commands else []), "[选项]"]
    yield f"用法：{ctx.command_path} {' '.join(pieces)}"
    yield ""
    yield from _paragraphs(command.help)
    yield from _section("参数", [(_name(param), param.help or "") for param in arguments])
    yield from _section("命令", [(name, (one.help or "").split("\n")[0]) for name, one in commands.items()])
    yield from _section("选项", [_option(param) for param in options])
    if command.epilog:
        yield ""
        yield from _paragraphs(command.epilog)
    yield ""


def _option(param: _Parameter) -> tuple[str, str]:
    """Return an option and what it does."""
    if "--help" in param.opts:
        return "--help", _HELP
    default = f"不写时为 {param.default}。" if isinstance(param.default, str) and param.default.strip(".") else ""
    return " ".join(filter(None, (*param.opts, param.metavar))), (param.help or "") + default


def _name(param: _Parameter) -> str:
    """Return how a parameter is called in Chinese."""
    return param.metavar or param.opts[-1]


def _section(title: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield a titled list in two columns."""
    kept = list(rows)
    if not kept:
        return
    yield ""
    yield f"{title}："
    left = max(width(name) for name, _ in kept) + 2
    for name, text in kept:
        yield from (f"  {line}" for line in wrap(pad(name, left) + text, _COLUMNS - 2, hang=left))


def _paragraphs(text: str | None) -> Iterator[str]:
    """Yield a text line by line as it was written, long lines wrapped."""
    for line in (text or "").strip("\n").split("\n"):
        start = len(line) - len(line.lstrip())
        yield from (" " * start + part for part in wrap(line.strip(), _COLUMNS - start))
