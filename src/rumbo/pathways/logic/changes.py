"""Changes to try on a region: ways added, changed and removed, papers no longer asked for, ports closed for some days, places counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import to_json

from rumbo.engine.conditions import without_fact
from rumbo.pathways.logic.names import nearest
from rumbo.pathways.logic.problems import AskError, Problem
from rumbo.regionfile.records import RegionRecords, Season, WayRecord

__all__ = ["KEYS", "Changed", "apply_changes"]

KEYS = ("add", "change", "remove", "relax", "close_ports", "capacity")
MOST_PLACES = 1_000_000_000
Window = tuple[dt.date, dt.date]
DAY = dt.timedelta(1)


class Changed(NamedTuple):
    """A region after the changes, and of the ways that not everybody can take then how many can."""

    records: RegionRecords
    places: dict[str, int]


def apply_changes(records: RegionRecords, changes: object, *, on: dt.date) -> Changed:
    """The region with the changes of a what-if file, as it is asked on a day.

    Ways under ``add``, ``change`` (by id, field by field) and ``remove``; then ``relax``: papers that a way no longer asks for;
    ``close_ports``: ports that are closed from one day to another, with the ways for which no other port is left; and ``capacity``: how
    many people can take a way.

    Raises:
        AskError: with one problem, whose ``key`` says where it is: for what has another form, names what does not exist, or adds a way
            that does.

    >>> len(apply_changes(records, {"remove": ["get-curp"]}, on=today).records.ways)  # doctest: +SKIP
    162
    """
    if not isinstance(changes, Mapping) or set(changes) - set(KEYS):
        raise _wrong("1", ", ".join(KEYS), ", ".join(KEYS))
    ways = {way.id: way for way in records.ways}
    for way_id in _listed(changes, "remove"):
        ways.pop(_known(way_id, ways))
    for item in _listed(changes, "change"):
        known = _known(item.get("id") if isinstance(item, Mapping) else item, ways)
        more = dict(item) if isinstance(item, Mapping) else {}
        ways[known] = _way({**_data_of(ways[known]), **more}, f"change/{known}")
    for index, item in enumerate(_listed(changes, "add")):
        way = _way(item, f"add/{index + 1}")
        if way.id in ways:
            raise AskError([Problem(code="changes-known-way", field="changes", key=f"add/{index + 1}", value=way.id)])
        ways[way.id] = way
    for index, item in enumerate(_listed(changes, "relax")):
        _relax(item, ways, f"relax/{index + 1}")
    closed = _closed_ports(changes, records)
    for way in list(ways.values()):
        ways[way.id] = _behind(way, closed, on)
    return Changed(records.model_copy(update={"ways": tuple(ways.values())}), _places(changes, ways))


def _wrong(where: str, es: str, en: str) -> AskError:
    return AskError([Problem(code="changes-wrong", field="changes", key=where, expected=(es, en))])


def _listed(changes: Mapping[str, Any], key: str) -> list[Any]:
    found = changes.get(key, [])
    if not isinstance(found, list):
        raise _wrong(key, "una lista", "a list")
    return found


def _known(way_id: object, ways: dict[str, WayRecord]) -> str:
    if isinstance(way_id, str) and way_id in ways:
        return way_id
    value = str(way_id)[:80]
    near = tuple(nearest(value, list(ways)))
    raise AskError([Problem(code="changes-unknown-way", field="changes", value=value, nearest=near)])


def _data_of(way: WayRecord) -> dict[str, Any]:
    return way.model_dump(mode="json")


def _way(item: object, where: str) -> WayRecord:
    try:
        return WayRecord.model_validate_json(to_json(item))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = "/".join([where, *map(str, first["loc"])])
        raise _wrong(place, "un trámite como en los archivos de región", "a way as in region files") from error


def _relax(item: object, ways: dict[str, WayRecord], where: str) -> None:
    """Have a way no longer ask for a paper."""
    if not isinstance(item, Mapping) or set(item) != {"way", "paper"}:
        raise _wrong(where, "way y paper", "way and paper")
    way = ways[_known(item["way"], ways)]
    relaxed = without_fact(way.requires, str(item["paper"]))
    if relaxed == way.requires:
        raise _wrong(f"{where}/paper", "un papel que ese trámite pide", "a paper that this way asks for")
    ways[way.id] = way.model_copy(update={"requires": relaxed})


def _closed_ports(changes: Mapping[str, Any], records: RegionRecords) -> dict[str, list[Window]]:
    """On which days each port is closed."""
    known = {port.id for port in records.ports}
    found: dict[str, list[Window]] = {}
    for index, item in enumerate(_listed(changes, "close_ports")):
        where = f"close_ports/{index + 1}"
        if not isinstance(item, Mapping) or set(item) != {"port", "first", "last"}:
            raise _wrong(where, "port, first y last", "port, first and last")
        if not isinstance(item["port"], str) or item["port"] not in known:
            raise _wrong(f"{where}/port", "una garita de la región", "a port of the region")
        first, last = (_day(item[key], f"{where}/{key}") for key in ("first", "last"))
        if last < first:
            raise _wrong(f"{where}/last", "un día no anterior a first", "a day not before first")
        found.setdefault(item["port"], []).append((first, last))
    return found


def _places(changes: Mapping[str, Any], ways: dict[str, WayRecord]) -> dict[str, int]:
    """How many people can take each way that not everybody can."""
    found: dict[str, int] = {}
    for index, item in enumerate(_listed(changes, "capacity")):
        where = f"capacity/{index + 1}"
        if not isinstance(item, Mapping) or set(item) != {"way", "places"}:
            raise _wrong(where, "way y places", "way and places")
        way, places = _known(item["way"], ways), item["places"]
        if way in found:
            raise _wrong(f"{where}/way", "un trámite que no esté antes en capacity", "a way that capacity does not name before")
        if not isinstance(places, int) or isinstance(places, bool) or not 0 <= places <= MOST_PLACES:
            raise _wrong(f"{where}/places", "un número entero de 0 en adelante", "a whole number from 0 on")
        found[way] = places
    return found


def _day(value: object, where: str) -> dt.date:
    try:
        return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))
    except ValueError as error:
        raise _wrong(where, "una fecha como 2026-12-01", "a date like 2026-12-01") from error


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
    never = [(dt.date.min, dt.date.min)]  # a way without seasons would be open on all days
    return tuple(Season(first=first, last=last) for first, last in windows or never)
