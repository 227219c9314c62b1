"""Where a command's region is from: files named on the command line, else the loaded one, else RUMBO_REGION's files."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rumbo.cli.failures import CommandError
from rumbo.cli.language import LANGUAGES
from rumbo.cli.words import MESSAGES

if TYPE_CHECKING:
    from rumbo.pathways.logic.compile import CompiledRegion
    from rumbo.regionfile.records import RegionRecords

DEFAULT_REGION = "regions/calibaja"
SHOWN_FINDINGS = 20


def data_folder() -> Path:
    """The folder of the database and caches."""
    return Path(os.environ.get("RUMBO_DATA", "var")).absolute()


def region_folder() -> Path:
    """The folder of region files: RUMBO_REGION, else the checkout's, else the one that came with the package."""
    folder = Path(os.environ.get("RUMBO_REGION", DEFAULT_REGION))
    packaged = Path(__file__).resolve().parent.parent / DEFAULT_REGION
    return packaged if "RUMBO_REGION" not in os.environ and not folder.is_dir() and packaged.is_dir() else folder


def open_region(path: Path | None, as_of: str | None) -> CompiledRegion:
    """The region a command asks, compiled for its day.

    Args:
        path: folder given with ``--region``.
        as_of: day given with ``--as-of``; today by the clock of the region's first side if ``None``.

    Raises:
        CommandError: the day, the files or the region cannot be read.
    """
    day = read_day(as_of)
    records = open_records(path)
    return compile_records(records, day or today(records))


def compile_records(records: RegionRecords, on: dt.date) -> CompiledRegion:
    """Records compiled for a day.

    Raises:
        CommandError: the ways contradict the engine's rules.
    """
    from rumbo.config.kernels import use_if_warm

    use_if_warm(data_folder())
    from rumbo.engine.faults import WorldError
    from rumbo.pathways.logic.compile import compile_region

    try:
        return compile_region(records, on=on)
    except WorldError as error:
        raise CommandError.of("region-broken", detail=str(error)[:200]) from error


def open_records(path: Path | None) -> RegionRecords:
    """The records of the region a command asks.

    Raises:
        CommandError: the files cannot be read.
    """
    loaded = loaded_records() if path is None else None
    return loaded if loaded is not None else read_records(path or region_folder())


def read_records(path: Path) -> RegionRecords:
    """The records of a folder of region files.

    Raises:
        CommandError: naming each file, line and field that cannot be read.
    """
    from rumbo.regionfile.findings import render
    from rumbo.regionfile.reader import read_region

    records, findings = read_region(path)
    if records is not None:
        return records
    problems = [{"code": "region-unreadable", "words": dict(zip(LANGUAGES, MESSAGES["region-unreadable"], strict=True))}]
    for found in findings[:SHOWN_FINDINGS]:
        words = {lang: f"  {found.file}:{found.line} {found.field} {render(found, lang)}" for lang in ("es", "en")}
        problems.append({"code": found.code, "words": words})
    raise CommandError(problems)


def loaded_records() -> RegionRecords | None:
    """The records of the region in the database; ``None`` where there is no database, or no region in it."""
    if not os.environ.get("RUMBO_DATABASE_URL") and not (data_folder() / "rumbo.sqlite3").exists():
        return None
    start_django()
    from django.db import DatabaseError

    from rumbo.pathways.queries import RegionMissing, current_records

    try:
        return current_records()
    except (RegionMissing, DatabaseError):
        return None


def start_django() -> None:
    """Make the database usable; only commands that need it pay for it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rumbo.config.settings")
    import django

    django.setup()


def read_day(text: str | None) -> dt.date | None:
    """A day given on the command line.

    Raises:
        CommandError: it is none.
    """
    if text is None:
        return None
    from rumbo.pathways.logic.values import ValueProblem, read_date

    try:
        return read_date(text, field="as_of", key="")
    except ValueProblem as problem:
        raise CommandError([problem.problem.as_json()]) from None


def today(records: RegionRecords) -> dt.date:
    """The day it is in the region, by the clock of its first side."""
    sides = records.region.sides
    return dt.datetime.now(ZoneInfo(sides[0].timezone) if sides else dt.UTC).date()
