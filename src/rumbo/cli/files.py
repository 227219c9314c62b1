"""Files that commands read besides regions: changes to try (what-if), and people to screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rumbo.cli.failures import CommandError

if TYPE_CHECKING:
    from rumbo.regionfile.records import RegionRecords, WayRecord

MAX_CHANGES_KB = 2048
PEOPLE_COLUMNS = ("id", "have", "know", "as_of")
# No region has attributes of these names: a file of people says nothing by which somebody could be found.
NAMING_COLUMNS = ("name", "nombre", "surname", "apellido", "apellidos", "phone", "telefono", "email", "correo", "address", "direccion")
_SCHEMA = "https://json-schema.org/draft/2020-12/schema"


def read_at_most(path: Path, most: int) -> bytes:
    """The first ``most`` bytes of a file and one more, if there is: whoever gets that many knows that the file is too large.

    Raises:
        CommandError: when it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise CommandError.of("file-unreadable", path=path) from error


def apply_changes(records: RegionRecords, path: Path) -> RegionRecords:
    """The region with the changes of a what-if file: ways under ``add``, ``change`` (by id, field by field) and ``remove``.

    Raises:
        CommandError: the file cannot be read, names a way that does not exist, or adds one that does.
    """
    data = _read(path)
    ways = {way.id: way for way in records.ways}
    for way_id in _listed(data, "remove", path):
        ways.pop(_known(way_id, ways, path))
    for item in _listed(data, "change", path):
        known = _known(item.get("id") if isinstance(item, dict) else item, ways, path)
        ways[known] = _way({**_data_of(ways[known]), **item}, path, f"change/{known}")
    for index, item in enumerate(_listed(data, "add", path)):
        way = _way(item, path, f"add/{index + 1}")
        if way.id in ways:
            raise CommandError.of("changes-known-way", path=path.name, value=way.id)
        ways[way.id] = way
    return records.model_copy(update={"ways": tuple(ways.values())})


def _read(path: Path) -> dict[str, Any]:
    from rumbo.regionfile.strict_yaml import YamlFaultError, decode, load

    raw = read_at_most(path, MAX_CHANGES_KB * 1024)
    if len(raw) > MAX_CHANGES_KB * 1024:
        raise CommandError.of("file-too-large", path=path.name, limit=MAX_CHANGES_KB)
    try:
        data, _ = load(decode(raw))
    except YamlFaultError as fault:
        where = f"{fault.line}"
        raise _wrong(path, where, "YAML o JSON llano, en UTF-8", "plain YAML or JSON, in UTF-8") from fault
    if not isinstance(data, dict) or set(data) - {"add", "change", "remove"}:
        raise _wrong(path, "1", "add, change y remove", "add, change and remove")
    return data


def _wrong(path: Path, where: str, es: str, en: str) -> CommandError:
    return CommandError.of("changes-wrong", path=path.name, where=where, expected_es=es, expected_en=en)


def _listed(data: dict[str, Any], key: str, path: Path) -> list[Any]:
    found = data.get(key, [])
    if not isinstance(found, list):
        raise _wrong(path, key, "una lista", "a list")
    return found


def _known(way_id: object, ways: dict[str, WayRecord], path: Path) -> str:
    from rumbo.pathways.logic.names import nearest

    if isinstance(way_id, str) and way_id in ways:
        return way_id
    near = ", ".join(nearest(str(way_id)[:80], list(ways)))
    raise CommandError.of("changes-unknown-way", path=path.name, value=str(way_id)[:80], nearest=near)


def _data_of(way: WayRecord) -> dict[str, Any]:
    return way.model_dump(mode="json")


def _way(item: object, path: Path, where: str) -> WayRecord:
    from pydantic import ValidationError
    from pydantic_core import to_json

    from rumbo.regionfile.records import WayRecord

    try:
        return WayRecord.model_validate_json(to_json(item))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = "/".join([where, *map(str, first["loc"])])
        raise _wrong(path, place, "un trámite como en los archivos de región", "a way as in region files") from error


def what_if_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a what-if file."""
    from rumbo.regionfile.schema import region_schema

    region = region_schema()
    ways = region["properties"]["ways"]
    ids = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
    change = {"type": "object", "properties": {"id": ids}, "required": ["id"]}
    return {
        "$schema": _SCHEMA,
        "title": "Rumbo what-if file",
        "description": "Ways to add, to change field by field, and to remove, for one comparison.",
        "type": "object",
        "properties": {"add": ways, "change": {"type": "array", "items": change}, "remove": {"type": "array", "items": ids}},
        "additionalProperties": False,
        "$defs": region["$defs"],
    }


def people_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of one line of a people file, as a mapping from its columns; others are answers by their attribute."""
    text = {"type": "string", "maxLength": 10_000}
    columns = {
        "id": {**text, "description": "Any name for the line; it is given back."},
        "have": {**text, "description": "As --have."},
        "know": {**text, "description": "As --know."},
        "as_of": {"type": "string", "format": "date", "description": "As --as-of."},
    }
    return {
        "$schema": _SCHEMA,
        "title": "Rumbo people file, one line",
        "type": "object",
        "properties": columns,
        "propertyNames": {"not": {"enum": list(NAMING_COLUMNS)}},
        "additionalProperties": {**text, "description": "An attribute of the region, as its value in --know; left empty, not said."},
    }
