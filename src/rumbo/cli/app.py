"""The tree of commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import typer
from typer.main import get_command

from rumbo.cli.bilingual import Command, Group, Program
from rumbo.cli.commands import assign, backup, catalog, curriculum, plan, region, screen, server, sweep, what_if
from rumbo.cli.options import Lang

app = typer.Typer(cls=Program, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
_region = typer.Typer(cls=Group, rich_markup_mode=None)
_curriculum = typer.Typer(cls=Group, rich_markup_mode=None)

_COMMANDS: Mapping[str, Callable[..., None]] = {
    "serve": server.serve,
    "prepare": server.prepare,
    "warm": server.warm,
    "goals": catalog.goals,
    "documents": catalog.documents,
    "search": catalog.search,
    "plan": plan.plan,
    "why-not": plan.why_not,
    "what-if": what_if.what_if,
    "catch22": plan.catch22,
    "screen": screen.screen,
    "sweep": sweep.sweep,
    "assign": assign.assign,
    "backup": backup.backup,
    "restore": backup.restore,
}
_REGION_COMMANDS: Mapping[str, Callable[..., None]] = {"check": region.check, "load": region.load, "schema": region.schema}


def _spoken_to(lang: Lang = None) -> None:
    """Take ``--lang`` before a command as well; the language itself was chosen before any option was read."""


app.callback()(_spoken_to)
_region.callback()(_spoken_to)
_curriculum.callback()(_spoken_to)
for _name, _function in _COMMANDS.items():
    app.command(_name, cls=Command)(_function)
for _name, _function in _REGION_COMMANDS.items():
    _region.command(_name, cls=Command)(_function)
_curriculum.command("check", cls=Command)(curriculum.check)
app.add_typer(_region, name="region")
app.add_typer(_curriculum, name="curriculum")


def build() -> Any:
    """The command ``rumbo``, to be called with its arguments."""
    return get_command(app)
