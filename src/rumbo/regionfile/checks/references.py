"""Ids that name nothing: facts, services, organizations, sources, attributes and their values, and the rest."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping

from rumbo.engine.conditions import Fact, SumOf, Test
from rumbo.regionfile.checks.context import Context, Item, Path
from rumbo.regionfile.findings import Finding, finding
from rumbo.regionfile.records import Record

__all__ = ["check_references"]

# Which fields name what. A dot goes into a record, or into each of a list; a mapping stands for its keys.
_WAY: Mapping[str, str] = {
    "service": "service",
    "side": "side",
    "grants": "fact",
    "loses": "fact",
    "duration.calendar": "calendar",
    "exposures": "organization",
    "crosses_to": "side",
    "ports": "port",
    "valid_days": "fact",
    "fresh_days": "fact",
    "provenance.sources": "source",
}
_FIELDS: Mapping[str, Mapping[str, str]] = {
    "region": {"sides.calendar": "calendar", "rates.source": "source"},
    "sources": {},
    "calendars": {"provenance.sources": "source"},
    "attributes": {},
    "facts": {"implies": "fact", "issuer": "organization", "provenance.sources": "source"},
    "organizations": {"side": "side", "passes_to": "organization", "part_of": "organization", "provenance.sources": "source"},
    "services": {
        "organization": "organization",
        "side": "side",
        "needs": "fact",
        "locations": "location",
        "provenance.sources": "source",
    },
    "locations": {"organization": "organization", "side": "side", "provenance.sources": "source"},
    "ports": {"sides": "side", "municipality": "side", "bodies": "organization", "provenance.sources": "source"},
    "ways": _WAY,
    "goals": {"needs": "fact", "side": "side", "provenance.sources": "source"},
    "notices": {
        "goals": "goal",
        "ways": "way",
        "deadline.attribute": "attribute",
        "deadline.fact_issued": "fact",
        "deadline.fact_expires": "fact",
        "deadline.calendar": "calendar",
        "provenance.sources": "source",
    },
    "myths": {
        "signature.grants": "fact",
        "signature.given": "fact",
        "signature.without": "fact",
        "replaces": "way",
        "provenance.sources": "source",
        **{f"way.{field}": target for field, target in _WAY.items()},
    },
    "rights": {"rule": "source", "turn_to": "service", "side": "side", "provenance.sources": "source"},
    "rumours": {"provenance.sources": "source"},
    "changes": {"side": "side", "provenance.sources": "source"},
}
RULES: Mapping[str, Path] = {
    "services": ("open_to",),
    "ways": ("requires",),
    "goals": ("reach",),
    "notices": ("when",),
    "myths": ("way", "requires"),
}


def check_references(context: Context) -> Iterator[Finding]:
    """Every id that names nothing, with the nearest that exist."""
    known = _known(context)
    for item in context.each():
        for field, target in _FIELDS[item.kind].items():
            for path, value in _values(item.record, field.split("."), ()):
                if value not in known[target]:
                    yield _unknown(item, path, target, value, known[target])
        if item.kind in RULES:
            yield from _in_condition(item, RULES[item.kind], known)
        if item.kind == "attributes":
            yield from _known_from(item, known)
            for value in item.record.known_if:
                yield from _in_condition(item, ("known_if", value), known)


def _known(context: Context) -> dict[str, Collection[str]]:
    plural: Mapping[str, str] = {"service": "services", "organization": "organizations", "location": "locations", "source": "sources"}
    plural = {**plural, "way": "ways", "goal": "goals", "calendar": "calendars", "port": "ports", "attribute": "attributes"}
    ids: dict[str, Collection[str]] = {name: {record.id for record in getattr(context.records, kind)} for name, kind in plural.items()}
    # The side a person is on is an attribute of every region: it sets the first at: fact.
    return ids | {"fact": context.facts, "side": context.sides, "attribute": {*ids["attribute"], "side"}}


def _values(value: object, names: list[str], path: Path) -> Iterator[tuple[Path, str]]:
    if value is None:
        return
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _values(item, names, (*path, index))
    elif isinstance(value, dict):
        yield from (((*path, key), key) for key in value)
    elif isinstance(value, Record) and names:
        yield from _values(getattr(value, names[0]), names[1:], (*path, names[0]))
    else:
        yield path, str(value)


def _unknown(item: Item, path: Path, target: str, value: str, known: Collection[str]) -> Finding:
    nearest = difflib.get_close_matches(value, sorted(known), n=3, cutoff=0.4) or ["–"]
    return finding(f"unknown-{target}", item.place(*path), record=item.label, id=value, nearest=nearest)


def _in_condition(item: Item, rule: Path, known: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    for node, path in item.conditions(*rule):
        match node:
            case Fact(name):
                if name not in known["fact"]:
                    yield _unknown(item, path, "fact", name, known["fact"])
            case SumOf(weights, _):
                for name, _weight in weights:
                    if name not in known["fact"]:
                        yield _unknown(item, (*path, "sum", "of", name), "fact", name, known["fact"])
            case Test():
                yield from _in_test(item, node, path, known)


def _in_test(item: Item, test: Test, path: Path, known: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    if test.attribute not in known["attribute"]:
        yield _unknown(item, (*path, "attr"), "attribute", test.attribute, known["attribute"])
        return
    match test.value:
        case (int(), str(calendar)) if calendar not in known["calendar"]:
            yield _unknown(item, (*path, test.operator), "calendar", calendar, known["calendar"])
    values = _closed_values(item.context, test.attribute)
    if values is not None and test.operator in _WORD_OPERATORS:
        for word in test.value if isinstance(test.value, tuple) else (str(test.value),):
            if word not in values:
                yield _unknown(item, (*path, test.operator), "attribute-value", str(word), values)


_WORD_OPERATORS = frozenset({"is", "is_not", "in", "not_in", "has", "has_any", "lacks"})


def _closed_values(context: Context, attribute: str) -> Collection[str] | None:
    """The words an attribute may take, or None where any may stand."""
    record = context.attributes.get(attribute)
    if record is None:
        return context.sides
    return None if record.open_values or not record.values else {word for word, _ in record.values}


def _known_from(item: Item, known: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    values = _closed_values(item.context, item.record.id)
    for word, facts in item.record.known_from.items():
        if values is not None and word not in values:
            yield _unknown(item, ("known_from", word), "attribute-value", word, values)
        for index, fact in enumerate(facts):
            if fact not in known["fact"]:
                yield _unknown(item, ("known_from", word, index), "fact", fact, known["fact"])
    for word, attributes in item.record.known_with.items():
        if values is not None and word not in values:
            yield _unknown(item, ("known_with", word), "attribute-value", word, values)
        for index, attribute in enumerate(attributes):
            if attribute not in known["attribute"]:
                yield _unknown(item, ("known_with", word, index), "attribute", attribute, known["attribute"])
