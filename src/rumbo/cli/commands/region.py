"""``rumbo region check``, ``rumbo region load``, ``rumbo region schema``."""

from __future__ import annotations

import datetime as dt
import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rumbo.cli.failures import CommandError
from rumbo.cli.language import current, say
from rumbo.cli.options import AsOf, Json, Lang
from rumbo.cli.source import read_day, read_records, region_folder, start_django

if TYPE_CHECKING:
    from rumbo.regionfile.check import Report

Folder = Annotated[Path | None, typer.Argument()]
_STYLE = {"error": "bold red", "warning": "bold", "info": ""}


def check(path: Folder = None, as_of: AsOf = None, as_json: Json = False, lang: Lang = None) -> None:
    """Check the files; 0 fine, 1 errors in what they say, 2 not readable."""
    from rumbo.cli.output import print_json
    from rumbo.regionfile.check import check_region

    report = check_region(path or region_folder(), today=read_day(as_of) or dt.datetime.now(dt.UTC).date())
    if as_json:
        print_json(report.to_json())
    else:
        _show(report)
    raise typer.Exit(report.exit_code)


def _show(report: Report) -> None:
    from rumbo.cli.output import Page
    from rumbo.regionfile.findings import render

    page = Page()
    if not report.findings:
        page.line(say("check.clean", path=report.path))
        return
    for found in report.findings:
        where = " ".join(part for part in (f"{found.file}:{found.line}" if found.line else found.file, found.field) if part)
        page.line(f"{say('severity.' + found.severity)} {where} ({found.code})", style=_STYLE[found.severity])
        page.line(render(found, "es" if current() == "es" else "en"), indent=2)
    page.line(say("check.counts", **report.to_json()["counts"]))


def load(path: Folder = None, as_json: Json = False, lang: Lang = None) -> None:
    """Load the files into the database: all or nothing; loading the same again changes nothing."""
    from rumbo.cli.output import Page, print_json

    found = load_region_files(path or region_folder())
    if as_json:
        print_json(found)
    elif found["written"]:
        Page().line(say("load.done", **found["changes"]))
    else:
        Page().line(say("load.same"))


def load_region_files(path: Path) -> dict[str, Any]:
    """Read a region and put it into the database.

    Raises:
        CommandError: the files cannot be read, hold what cannot be stored, or the database does not answer.
    """
    records = read_records(path)
    start_django()
    from django.db import DatabaseError

    from rumbo.front.services import RegionRefused, load_region

    try:
        loaded = load_region(records, actor=f"command-line/{getpass.getuser()}", now=dt.datetime.now(dt.UTC))
    except RegionRefused as error:
        raise CommandError.of("region-refused", detail="; ".join(error.reasons[:5])) from error
    except DatabaseError as error:
        raise CommandError.of("database-failed", detail=type(error).__name__) from error
    changes = loaded.changes
    counts = {"added": changes.added, "changed": changes.changed, "removed": changes.removed}
    return {"digest": loaded.digest, "written": loaded.written, "changes": counts}


def schema(kind: Annotated[str, typer.Argument()] = "region", as_json: Json = False, lang: Lang = None) -> None:
    """Print the JSON Schema of region files, of what-if files or of people files."""
    from rumbo.cli.change_files import what_if_schema
    from rumbo.cli.files import people_schema
    from rumbo.cli.output import print_json
    from rumbo.regionfile.schema import region_schema

    schemas = {"region": region_schema, "what-if": what_if_schema, "people": people_schema}
    if kind not in schemas:
        raise CommandError.of("unknown-schema", value=kind[:80], known=", ".join(schemas))
    print_json(schemas[kind]())
