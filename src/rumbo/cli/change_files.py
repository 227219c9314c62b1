"""Files of changes to try on a region, as :mod:`rumbo.pathways.logic.changes` knows them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rumbo.cli.failures import CommandError
from rumbo.cli.files import SCHEMA, read_at_most

if TYPE_CHECKING:
    from rumbo.pathways.logic.changes import Changed
    from rumbo.regionfile.records import RegionRecords

MAX_CHANGES_KB = 2048


def apply_file(records: RegionRecords, path: Path, *, on: dt.date) -> Changed:
    """The region with the changes of a what-if file, as it is asked on a day.

    Raises:
        CommandError: the file cannot be read, names what does not exist, or adds a way that does.
    """
    from rumbo.pathways.logic.changes import apply_changes
    from rumbo.pathways.logic.problems import AskError

    try:
        return apply_changes(records, _read(path), on=on)
    except AskError as error:
        problem = error.problems[0]
        values = {"value": problem.value, "nearest": ", ".join(problem.nearest), "where": problem.key}
        expected = dict(zip(("expected_es", "expected_en"), problem.expected, strict=True))
        raise CommandError.of(problem.code, path=path.name, **values, **expected) from error


def _read(path: Path) -> object:
    from rumbo.regionfile.strict_yaml import YamlFaultError, decode, load

    raw = read_at_most(path, MAX_CHANGES_KB * 1024)
    if len(raw) > MAX_CHANGES_KB * 1024:
        raise CommandError.of("file-too-large", path=path.name, limit=MAX_CHANGES_KB)
    try:
        data, _ = load(decode(raw))
    except YamlFaultError as fault:
        expected = {"expected_es": "YAML o JSON llano, en UTF-8", "expected_en": "plain YAML or JSON, in UTF-8"}
        raise CommandError.of("changes-wrong", path=path.name, where=f"{fault.line}", **expected) from fault
    return data


def what_if_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a what-if file."""
    from rumbo.pathways.logic.changes import MOST_PLACES
    from rumbo.regionfile.schema import region_schema

    region = region_schema()
    ways = region["properties"]["ways"]
    ids = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
    day = {"type": "string", "format": "date"}
    change = {"type": "object", "properties": {"id": ids}, "required": ["id"]}
    return {
        "$schema": SCHEMA,
        "title": "Rumbo what-if file",
        "description": "Ways to add, change and remove, papers no longer asked for, ports closed, places counted, for one comparison.",
        "type": "object",
        "properties": {
            "add": ways,
            "change": {"type": "array", "items": change},
            "remove": {"type": "array", "items": ids},
            "relax": {"type": "array", "items": _exactly(way=ids, paper={"type": "string", "description": "A fact it asks for."})},
            "close_ports": {"type": "array", "items": _exactly(port=ids, first=day, last=day)},
            "capacity": {"type": "array", "items": _exactly(way=ids, places={"type": "integer", "minimum": 0, "maximum": MOST_PLACES})},
        },
        "additionalProperties": False,
        "$defs": region["$defs"],
    }


def _exactly(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
