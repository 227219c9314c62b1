"""Changes to try on a region: ways added, changed and removed, papers no longer asked for, ports closed for some days, places counted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from rumbo.cli.failures import CommandError
from rumbo.cli.files import SCHEMA, read_at_most

if TYPE_CHECKING:
    from rumbo.regionfile.records import RegionRecords, WayRecord

MAX_CHANGES_KB = 2048
KEYS = ("add", "change", "remove", "relax", "close_ports", "capacity")
MOST_PLACES = 1_000_000_000
Window = tuple[dt.date, dt.date]
DAY = dt.timedelta(1)


class Changed(NamedTuple):
    """A region after the changes, and of the ways that not everybody can take then how many can."""

    records: RegionRecords
    places: dict[str, int]


def apply_changes(records: RegionRecords, path: Path, *, on: dt.date) -> Changed:
    """The region with the changes of a what-if file, as it is asked on a day.

    Ways under ``add``, ``change`` (by id, field by field) and ``remove``; then ``relax``: papers that a way no longer asks for;
    ``close_ports``: ports that are closed from one day to another, with the ways for which no other port is left; and ``capacity``: how
    many people can take a way.

    Raises:
        CommandError: the file cannot be read, names what does not exist, or adds a way that does.
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
    for index, item in enumerate(_listed(data, "relax", path)):
        _relax(item, ways, path, f"relax/{index + 1}")
    closed = _closed_ports(data, records, path)
    for way in list(ways.values()):
        ways[way.id] = _behind(way, closed, on)
    return Changed(records.model_copy(update={"ways": tuple(ways.values())}), _places(data, ways, path))


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
    if not isinstance(data, dict) or set(data) - set(KEYS):
        raise _wrong(path, "1", ", ".join(KEYS), ", ".join(KEYS))
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


def _relax(item: object, ways: dict[str, WayRecord], path: Path, where: str) -> None:
    """Have a way no longer ask for a paper."""
    from rumbo.engine.conditions import without_fact

    if not isinstance(item, dict) or set(item) != {"way", "paper"}:
        raise _wrong(path, where, "way y paper", "way and paper")
    way = ways[_known(item["way"], ways, path)]
    relaxed = without_fact(way.requires, str(item["paper"]))
    if relaxed == way.requires:
        raise _wrong(path, f"{where}/paper", "un papel que ese trámite pide", "a paper that this way asks for")
    ways[way.id] = way.model_copy(update={"requires": relaxed})


def _closed_ports(data: dict[str, Any], records: RegionRecords, path: Path) -> dict[str, list[Window]]:
    """On which days each port is closed."""
    known = {port.id for port in records.ports}
    found: dict[str, list[Window]] = {}
    for index, item in enumerate(_listed(data, "close_ports", path)):
        where = f"close_ports/{index + 1}"
        if not isinstance(item, dict) or set(item) != {"port", "first", "last"}:
            raise _wrong(path, where, "port, first y last", "port, first and last")
        if item["port"] not in known:
            raise _wrong(path, f"{where}/port", "una garita de la región", "a port of the region")
        first, last = (_day(item[key], path, f"{where}/{key}") for key in ("first", "last"))
        if last < first:
            raise _wrong(path, f"{where}/last", "un día no anterior a first", "a day not before first")
        found.setdefault(item["port"], []).append((first, last))
    return found


def _places(data: dict[str, Any], ways: dict[str, WayRecord], path: Path) -> dict[str, int]:
    """How many people can take each way that not everybody can."""
    found: dict[str, int] = {}
    for index, item in enumerate(_listed(data, "capacity", path)):
        where = f"capacity/{index + 1}"
        if not isinstance(item, dict) or set(item) != {"way", "places"}:
            raise _wrong(path, where, "way y places", "way and places")
        way, places = _known(item["way"], ways, path), item["places"]
        if way in found:
            raise _wrong(path, f"{where}/way", "un trámite que no esté antes en capacity", "a way that capacity does not name before")
        if not isinstance(places, int) or isinstance(places, bool) or not 0 <= places <= MOST_PLACES:
            raise _wrong(path, f"{where}/places", "un número entero de 0 en adelante", "a whole number from 0 on")
        found[way] = places
    return found


def _day(value: object, path: Path, where: str) -> dt.date:
    try:
        return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))
    except ValueError as error:
        raise _wrong(path, where, "una fecha como 2026-12-01", "a date like 2026-12-01") from error


def _behind(way: WayRecord, closed: dict[str, list[Window]], on: dt.date) -> WayRecord:
    """A way with ports of which some are closed: shut on days on which all of them are; what it names are those open on the day."""
    if not way.ports or not set(way.ports) & set(closed):
        return way
    shut = closed.get(way.ports[0], [])
    for port in way.ports[1:]:
        shut = [(max(a, c), min(b, d)) for a, b in shut for c, d in closed.get(port, []) if max(a, c) <= min(b, d)]
    seasons = [(season.first, season.last) for season in way.seasons] or [(dt.date.min, dt.date.max)]
    for first, last in shut:
        seasons = [part for season in seasons for part in _less(season, first, last)]
    still = tuple(port for port in way.ports if not any(first <= on <= last for first, last in closed.get(port, [])))
    return way.model_copy(update={"ports": still or way.ports, **({"seasons": _seasons(seasons)} if shut else {})})


def _less(season: Window, first: dt.date, last: dt.date) -> list[Window]:
    """A season without some days."""
    if last < season[0] or first > season[1]:
        return [season]
    before = [(season[0], first - DAY)] if first > season[0] else []
    return before + ([(last + DAY, season[1])] if last < season[1] else [])


def _seasons(windows: list[Window]) -> tuple[Any, ...]:
    from rumbo.regionfile.records import Season

    never = [(dt.date.min, dt.date.min)]  # a way without seasons would be open on all days
    return tuple(Season(first=first, last=last) for first, last in windows or never)


def what_if_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a what-if file."""
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
