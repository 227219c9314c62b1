"""Tables of the base room: the region's row, sources, calendars, texts per language, and the audit log."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar, NoReturn

from django.db import models

from rumbo.regionfile import records

__all__ = ["EVIDENCE", "AuditEntry", "Calendar", "RegionChild", "RegionObject", "RegionRow", "Source", "Text"]

# Columns of records that state where they are from.
EVIDENCE: Mapping[str, str] = {"confidence": "provenance.confidence", "evidence": "provenance.evidence"}


class RegionChild(models.Model):
    """One element of a list inside a record, e.g. a phone of an organization; written and removed with its parent.

    ``PARENT``: the foreign key to the record's row, on its slug. ``COLUMNS``: column → place in the element; the place
    ``""`` is the element itself, where it is one plain value.
    """

    KIND: ClassVar[str]
    PARENT: ClassVar[str]
    COLUMNS: ClassVar[Mapping[str, str]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    position = models.PositiveIntegerField()
    body = models.JSONField(default=dict)

    class Meta:
        abstract = True


class RegionObject(models.Model):
    """One record of a region: real columns for what is listed and filtered, ``body`` for structure, texts in :class:`Text`.

    ``KIND``: its name in ids; ``RECORDS``: its list in :class:`rumbo.regionfile.records.RegionRecords`; ``COLUMNS``: column →
    place in the record; ``CHILDREN``: list in the record → table of its elements.
    """

    KIND: ClassVar[str]
    RECORDS: ClassVar[str]
    COLUMNS: ClassVar[Mapping[str, str]] = {}
    CHILDREN: ClassVar[Mapping[str, type[RegionChild]]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.CharField(max_length=200, unique=True)
    position = models.PositiveIntegerField(help_text="Place in the region's files.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the record as it was loaded.")
    body = models.JSONField(default=dict)

    class Meta:
        abstract = True
        ordering = ("position",)

    def __str__(self) -> str:
        return self.slug

    @classmethod
    def record_type(cls) -> type[records.Record]:
        return records.KINDS[cls.RECORDS]


class RegionRow(models.Model):
    """The region this server serves: at most one row. ``digest`` tells whether anything in it has changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.CharField(max_length=80, unique=True)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    body = models.JSONField(default=dict)

    class Meta:
        verbose_name = "region"

    def __str__(self) -> str:
        return self.slug


class Source(RegionObject):
    """Where facts come from. ``date`` is as exact as is known: a year, a month or a day."""

    KIND = "source"
    RECORDS = "sources"
    COLUMNS: ClassVar[Mapping[str, str]] = {"title": "title", "url": "url", "date": "date", "source_kind": "kind"}

    title = models.CharField(max_length=300)
    url = models.CharField(max_length=300, blank=True)
    date = models.CharField(max_length=10, blank=True)
    source_kind = models.CharField("kind", max_length=20)


class Calendar(RegionObject):
    """Working days of a kind of office."""

    KIND = "calendar"
    RECORDS = "calendars"
    COLUMNS: ClassVar[Mapping[str, str]] = {"country": "country", "subdivision": "subdivision", "until": "until"}

    country = models.CharField(max_length=2)
    subdivision = models.CharField(max_length=300, blank=True)
    until = models.DateField()


class Text(models.Model):
    """One text of one object in one language. An original that is missing has an empty row, so that the gap shows.

    ``source_digest``: SHA-256 of the original this row renders; when the original says something else, the row is stale.
    """

    class Origin(models.TextChoices):
        ORIGINAL = "original", "original"
        HUMAN = "human", "translated by a person"
        MACHINE = "machine", "drafted by a machine"

    id = models.BigAutoField(primary_key=True)
    object_kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=200)
    field = models.CharField(max_length=200)
    language = models.CharField(max_length=35)
    text = models.TextField(blank=True)
    origin = models.CharField(max_length=8, choices=Origin.choices)
    source_digest = models.CharField(max_length=64, blank=True)
    reviewed_by = models.CharField(max_length=150, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("object_kind", "object_id", "field", "language")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("object_kind", "object_id", "field", "language"), name="base_text_one_per_language"),
            models.UniqueConstraint(
                fields=("object_kind", "object_id", "field"), condition=models.Q(origin="original"), name="base_text_one_original"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.object_kind}/{self.object_id} {self.field} ({self.language})"


class AuditEntry(models.Model):
    """One line of the append-only log. ``fields`` are names, never values; ``hash`` covers the line and the one before."""

    id = models.BigAutoField(primary_key=True)
    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=250)
    fields = models.JSONField(default=list)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("number",)
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert the entry.

        Raises:
            TypeError: it is stored already; the log is only ever added to.
        """
        if not self._state.adding:
            raise TypeError("an audit entry is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: the log is only ever added to.

        Raises:
            TypeError: always.
        """
        raise TypeError("an audit entry is never deleted")
