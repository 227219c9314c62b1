"""Options that several commands share, declared once. Their words stand in :mod:`rumbo.cli.words`, under their names."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rumbo.cli.failures import CommandError
from rumbo.cli.language import LANGUAGES


def check_language(value: str | None) -> str | None:
    """Refuse a language that nothing is written in; the language itself was chosen before the options were read.

    Raises:
        CommandError: for any other than the two.
    """
    if value is not None and value not in LANGUAGES:
        raise CommandError.of("not-a-language")
    return value


Lang = Annotated[str | None, typer.Option("--lang", callback=check_language)]
Json = Annotated[bool, typer.Option("--json")]
RegionPath = Annotated[Path | None, typer.Option("--region")]
Goal = Annotated[str, typer.Option("--goal")]
Have = Annotated[list[str] | None, typer.Option("--have")]
Know = Annotated[list[str] | None, typer.Option("--know")]
Objective = Annotated[str, typer.Option("--objective")]
Front = Annotated[str | None, typer.Option("--front")]
Weigh = Annotated[str | None, typer.Option("--weigh")]
Limit = Annotated[list[str] | None, typer.Option("--limit")]
WithDates = Annotated[bool, typer.Option("--dates")]
Start = Annotated[str | None, typer.Option("--start")]
By = Annotated[str | None, typer.Option("--by")]
AsOf = Annotated[str | None, typer.Option("--as-of")]
