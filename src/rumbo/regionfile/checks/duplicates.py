"""Ids that stand twice, also across files."""

from __future__ import annotations

from collections.abc import Iterator

from rumbo.regionfile.checks.context import Context, Item
from rumbo.regionfile.findings import Finding, Place, finding

__all__ = ["check_duplicates"]


def check_duplicates(context: Context) -> Iterator[Finding]:
    """Every id of a kind that already exists, lanes of ports and sides of the region included."""
    seen: dict[tuple[str, str], Place] = {}
    for item in context.each():
        yield from _once(seen, item.kind, item.record.id, item.place("id"), item.label)
        yield from _parts(seen, item)


def _parts(seen: dict[tuple[str, str], Place], item: Item) -> Iterator[Finding]:
    field = {"ports": "lanes", "region": "sides"}.get(item.kind)
    if field is None:
        return
    for index, part in enumerate(getattr(item.record, field)):
        yield from _once(seen, field, part.id, item.place(field, index, "id"), f"{field}/{part.id}")


def _once(seen: dict[tuple[str, str], Place], kind: str, name: str, place: Place, label: str) -> Iterator[Finding]:
    first = seen.get((kind, name))
    if first is None:
        seen[kind, name] = place
    else:
        yield finding("id-duplicate", place, record=label, other=f"{first.file}:{first.line}")
