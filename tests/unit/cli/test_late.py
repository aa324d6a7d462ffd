"""Commands that are made when they are asked for are those that typer makes at once."""

import pytest
import typer

from checker.cli import late
from checker.cli.app import app


def shape(command):
    """Return what a command is called, says and takes, and its own commands."""
    own = {name: shape(one) for name, one in getattr(command, "commands", {}).items()}
    takes = [(one.opts, one.help, one.default, one.required) for one in command.params]
    return type(command), command.name, command.help, command.epilog, takes, own


def test_nothing_is_changed_by_being_late():
    whole = typer.main.get_command(app)
    assert shape(late.group(app)) == shape(whole)


@pytest.mark.parametrize("path", [["check"], ["rules", "list"]])
def test_only_the_command_that_is_asked_for_is_made(monkeypatch, path):
    made = []
    original = late._command
    monkeypatch.setattr(late, "_command", lambda info: made.append(info) or original(info))
    group = late.group(app)
    assert len(group.commands) == len(list(group.commands)) > 1
    assert "check" in group.commands
    assert made == []
    for name in path:
        group = group.commands[name]
    assert [info.name or info.callback.__name__ for info in made] == path[-1:]
