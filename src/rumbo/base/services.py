"""What changes the base tables: records of a region, their texts, and the audit log. Callers hold the transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from django.db import connection, models

from rumbo.base import queries
from rumbo.base.logic.chain import START, Entry, hash_entry
from rumbo.base.logic.ids import stable_id
from rumbo.base.logic.storing import digest_of, pop_path, rows_of_text, take_apart
from rumbo.base.models import AuditEntry, Calendar, RegionChild, RegionObject, RegionRow, Source, Text
from rumbo.base.ports import Changes
from rumbo.regionfile import records as rf

__all__ = ["BasePart", "one_writer", "record_audit", "replace_records", "replace_texts", "store_region_row"]

BATCH = 500
Row = TypeVar("Row", bound=models.Model)


class BasePart:
    """The base room's share of a region: its sources and calendars."""

    def replace_region(self, records: rf.RegionRecords, *, now: dt.datetime) -> Changes:
        region = records.region.id
        return replace_records(Source, records.sources, region=region) + replace_records(Calendar, records.calendars, region=region)

    def read_region(self) -> Mapping[str, Sequence[Any]]:
        return {model.RECORDS: queries.read_records(model) for model in (Source, Calendar)}


def replace_records(model: type[RegionObject], records: Sequence[rf.Record], *, region: str) -> Changes:
    """Make one table, its children and its texts say exactly what ``records`` says; rows keep their ids.

    Args:
        model: the table.
        records: in the order to keep; ids are unique.
        region: id of the region, a part of each row's id.

    Returns:
        How many records were added, changed and removed. What is unchanged is not written.
    """
    digests = {record.id: digest_of(record) for record in records}  # type: ignore[attr-defined]
    stored, gone = {}, []
    for row_id, slug, digest in model._default_manager.values_list("id", "slug", "digest"):
        if slug in digests and row_id == stable_id(region, model.KIND, slug):
            stored[slug] = digest
        else:  # a record of another region is gone too, whatever it is called
            gone.append(slug)
    _remove(model, gone)
    bodies = {slug: take_apart(record) for slug, record in zip(digests, records, strict=True)}
    replace_texts(model.KIND, {slug: apart.texts for slug, apart in bodies.items()})
    fresh = [slug for slug, digest in digests.items() if stored.get(slug) != digest]
    _write(model, {slug: bodies[slug].body for slug in fresh}, digests, region)
    _put_in_order(model, list(digests))
    added = sum(slug not in stored for slug in fresh)
    return Changes(added, len(fresh) - added, len(gone))


def _remove(model: type[RegionObject], slugs: Iterable[str]) -> None:
    slugs = list(slugs)
    for child in model.CHILDREN.values():
        child._default_manager.filter(**{f"{child.PARENT}_id__in": slugs}).delete()
    model._default_manager.filter(slug__in=slugs).delete()


def _write(model: type[RegionObject], bodies: Mapping[str, dict[str, Any]], digests: Mapping[str, str], region: str) -> None:
    """Insert or update rows by id. Children of a changed record are written anew: they have no life of their own."""
    positions = {slug: i for i, slug in enumerate(digests)}
    rows, children = [], []
    for slug, body in bodies.items():
        body.pop("id", None)
        for name, child in model.CHILDREN.items():
            children += _children(child, slug, body.pop(name, []), region)
        row = model(id=stable_id(region, model.KIND, slug), slug=slug, position=positions[slug], digest=digests[slug])
        rows.append(_filled(row, body, model.COLUMNS))
    names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    model._default_manager.bulk_create(rows, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=names)
    for child in model.CHILDREN.values():
        child._default_manager.filter(**{f"{child.PARENT}_id__in": list(bodies)}).delete()
        child._default_manager.bulk_create([row for row in children if type(row) is child], batch_size=BATCH)


def _children(child: type[RegionChild], parent: str, items: Sequence[Any], region: str) -> list[RegionChild]:
    rows = []
    for i, item in enumerate(items):
        row = child(id=stable_id(region, child.KIND, f"{parent}/{i}"), position=i, **{f"{child.PARENT}_id": parent})
        rows.append(_filled(row, item if isinstance(item, dict) else {"": item}, child.COLUMNS))
    return rows


def _filled(row: Row, body: dict[str, Any], columns: Mapping[str, str]) -> Row:
    """Move what has a column out of the body into it; what is absent leaves the column empty (``""`` or NULL)."""
    for column, path in columns.items():
        if (value := pop_path(body, path)) is not None:
            setattr(row, column, value)
    row.body = body  # type: ignore[attr-defined]
    return row


def _put_in_order(model: type[RegionObject], slugs: Sequence[str]) -> None:
    places = {slug: i for i, slug in enumerate(slugs)}
    moved = [row for row in model._default_manager.only("id", "slug", "position") if row.position != places[row.slug]]
    for row in moved:
        row.position = places[row.slug]
    model._default_manager.bulk_update(moved, ["position"], batch_size=BATCH)


def replace_texts(kind: str, texts: Mapping[str, Mapping[str, rf.Text]]) -> None:
    """Make the texts of one kind of object say exactly this. A row that says the same keeps its id and its review.

    Args:
        kind: e.g. ``service``.
        texts: by object, then by field.
    """
    wanted = {
        (slug, field, row.language): (row.text, row.origin, row.source_digest)
        for slug, fields in texts.items()
        for field, text in fields.items()
        for row in rows_of_text(text)
    }
    keep, drop = set(), []
    for row in Text.objects.filter(object_kind=kind):
        key = (row.object_id, row.field, row.language)
        if wanted.get(key) == (row.text, row.origin, row.source_digest):
            keep.add(key)
        else:
            drop.append(row.id)
    for start in range(0, len(drop), BATCH):
        Text.objects.filter(id__in=drop[start : start + BATCH]).delete()
    rows = (
        Text(object_kind=kind, object_id=key[0], field=key[1], language=key[2], text=said[0], origin=said[1], source_digest=said[2])
        for key, said in wanted.items()
        if key not in keep
    )
    Text.objects.bulk_create(rows, batch_size=BATCH)


def store_region_row(region: rf.Region, *, digest: str, now: dt.datetime) -> None:
    """Write the one row that says which region is loaded, in which state, since when."""
    apart = take_apart(region)
    RegionRow.objects.exclude(slug=region.id).delete()
    RegionRow.objects.update_or_create(
        id=stable_id(region.id, "region", region.id), defaults={"slug": region.id, "digest": digest, "loaded_at": now, "body": apart.body}
    )
    replace_texts("region", {region.id: apart.texts})


def record_audit(*, actor: str, verb: str, subject: str, fields: Sequence[str] = (), now: dt.datetime) -> AuditEntry:
    """Add a line to the audit log, in the caller's transaction.

    Args:
        actor: who did it, e.g. ``user:<id>`` or ``command-line``.
        verb: what was done, e.g. ``region.load``.
        subject: to what.
        fields: names of what was changed; values never stand in the log.
        now: when, with a time zone.
    """
    one_writer()
    last = AuditEntry.objects.order_by("-number").first()
    entry = Entry(
        number=last.number + 1 if last else 1,
        at=now,
        actor=actor,
        verb=verb,
        subject=subject,
        fields=tuple(fields),
        prev_hash=last.hash if last else START,
    )
    entry = replace(entry, hash=hash_entry(entry))
    row = AuditEntry(
        number=entry.number,
        at=now,
        actor=actor,
        verb=verb,
        subject=subject,
        fields=list(fields),
        prev_hash=entry.prev_hash,
        hash=entry.hash,
    )
    row.save()
    return row


def one_writer() -> None:
    """Queue those who write the region or the log until the transaction ends. SQLite's IMMEDIATE transactions do so already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('base_auditentry'))")
