"""What reads the base tables."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from rumbo.base.logic.chain import Entry, first_broken
from rumbo.base.logic.storing import put_path, put_together, text_of_rows
from rumbo.base.models import AuditEntry, RegionObject, RegionRow, Text
from rumbo.regionfile import records as rf

__all__ = ["broken_audit_entry", "read_records", "read_region_row", "read_texts", "region_digest", "region_health", "region_timezone"]

Texts = Mapping[str, Mapping[str, rf.Text]]


def region_digest() -> str | None:
    """Digest of the region that is loaded, by one cheap query; None while none is."""
    return RegionRow.objects.values_list("digest", flat=True).first()


def region_health() -> str | None:
    """What is wrong with the region, in a sentence; None where one is loaded."""
    return None if region_digest() else "no region is loaded: run `rumbo region load`"


def region_timezone() -> str | None:
    """Time zone of the region's first side, by one cheap query; None while no region is loaded."""
    body = RegionRow.objects.values_list("body", flat=True).first() or {}
    return next((side["timezone"] for side in body.get("sides", ())), None)


def read_region_row() -> rf.Region | None:
    """The record of the region that is loaded; None while none is."""
    row = RegionRow.objects.first()
    if row is None:
        return None
    return put_together(rf.Region, row.body, read_texts("region")[row.slug])


def read_texts(kind: str, object_ids: Iterable[str] | None = None) -> Texts:
    """Texts of one kind of object, by object and field, in one query.

    Args:
        kind: e.g. ``service``.
        object_ids: only these objects; all where it is None.
    """
    rows = Text.objects.filter(object_kind=kind)
    if object_ids is not None:
        rows = rows.filter(object_id__in=list(object_ids))
    said: dict[str, dict[str, dict[str, tuple[str, str]]]] = defaultdict(lambda: defaultdict(dict))
    for object_id, field, language, text, origin in rows.values_list("object_id", "field", "language", "text", "origin").iterator():
        said[object_id][field][language] = (text, origin)
    return defaultdict(dict, {slug: {name: text_of_rows(rows) for name, rows in fields.items()} for slug, fields in said.items()})


def read_records(model: type[RegionObject], rows: Iterable[Any] | None = None) -> tuple[Any, ...]:
    """Records as they were loaded, from one table, its children and its texts: as many queries, however many rows.

    Args:
        model: the table.
        rows: a choice of its rows; all, in the order of the region's files, where it is None.
    """
    chosen = list(model._default_manager.order_by("position") if rows is None else rows)
    slugs = None if rows is None else [row.slug for row in chosen]
    texts = read_texts(model.KIND, slugs)
    lists = {name: _children(child, slugs) for name, child in model.CHILDREN.items()}
    found = []
    for row in chosen:
        body = {"id": row.slug, **_body(row, model.COLUMNS)}
        body.update({name: by_parent[row.slug] for name, by_parent in lists.items()})
        found.append(put_together(model.record_type(), body, texts[row.slug]))
    return tuple(found)


def _children(child: Any, parents: list[str] | None) -> Mapping[str, list[Any]]:
    rows = child._default_manager.order_by(f"{child.PARENT}_id", "position")
    if parents is not None:
        rows = rows.filter(**{f"{child.PARENT}_id__in": parents})
    by_parent: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        body = _body(row, child.COLUMNS)
        by_parent[getattr(row, f"{child.PARENT}_id")].append(body.get("", body))
    return by_parent


def _body(row: Any, columns: Mapping[str, str]) -> dict[str, Any]:
    body: dict[str, Any] = row.body
    for column, path in columns.items():
        value = getattr(row, column)
        if value is not None and value != "":
            put_path(body, path, value.isoformat() if isinstance(value, dt.date) else value)
    return body


def broken_audit_entry() -> int | None:
    """Number of the first audit entry that was changed or lost; None where the log is whole."""
    rows = AuditEntry.objects.order_by("number").iterator()
    return first_broken(
        Entry(
            number=row.number,
            at=row.at,
            actor=row.actor,
            verb=row.verb,
            subject=row.subject,
            fields=row.fields,
            prev_hash=row.prev_hash,
            hash=row.hash,
        )
        for row in rows
    )
