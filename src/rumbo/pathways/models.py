"""Tables of the pathways: facts, attributes, ways, goals, notices, myths, rights, rumours and changes of the region.

Columns hold what is listed and filtered; conditions and other structure stand in ``body``, words in base's texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from rumbo.base.models import EVIDENCE, RegionObject

__all__ = ["AttributeRow", "ChangeRow", "FactRow", "GoalRow", "MythRow", "NoticeRow", "RightRow", "RumourRow", "WayRow"]


class AttributeRow(RegionObject):
    """What a way may ask of a person besides papers."""

    KIND = "attribute"
    RECORDS = "attributes"
    COLUMNS: ClassVar[Mapping[str, str]] = {"attribute_kind": "kind", "actionable": "actionable", "open_values": "open_values"}

    attribute_kind = models.CharField("kind", max_length=10)
    actionable = models.BooleanField()
    open_values = models.BooleanField()

    class Meta(RegionObject.Meta):
        verbose_name = "attribute"


class FactRow(RegionObject):
    """A document, status, place, need or passed course."""

    KIND = "fact"
    RECORDS = "facts"
    COLUMNS: ClassVar[Mapping[str, str]] = {**EVIDENCE, "code": "code", "brought": "brought", "issuer": "issuer"}

    code = models.CharField(max_length=3, blank=True)
    brought = models.BooleanField()
    issuer = models.CharField(max_length=80, blank=True)
    confidence = models.CharField(max_length=6)
    evidence = models.CharField(max_length=10, blank=True)

    class Meta(RegionObject.Meta):
        verbose_name = "fact"


class WayRow(RegionObject):
    """One dated, sourced rule: with its conditions met, a service grants facts, at a cost."""

    KIND = "way"
    RECORDS = "ways"
    COLUMNS: ClassVar[Mapping[str, str]] = {
        **EVIDENCE,
        "service_id": "service",
        "side": "side",
        "in_person": "in_person",
        "phase": "phase",
        "certainty": "certainty",
        "visit_group": "visit_group",
        "irreversible": "irreversible",
        "lawyer_first": "lawyer_first",
        "crosses_to": "crosses_to",
        "valid_from": "valid_from",
        "valid_to": "valid_to",
        "state": "state",
    }

    service = models.ForeignKey("directory.Service", to_field="slug", on_delete=models.DO_NOTHING, related_name="ways")
    side = models.CharField(max_length=80, db_index=True)
    in_person = models.BooleanField()
    phase = models.CharField(max_length=12)
    certainty = models.CharField(max_length=14)
    visit_group = models.CharField(max_length=80, blank=True)
    irreversible = models.CharField(max_length=24, blank=True)
    lawyer_first = models.BooleanField()
    crosses_to = models.CharField(max_length=80, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, db_index=True)
    confidence = models.CharField(max_length=6)
    evidence = models.CharField(max_length=10, blank=True)

    class Meta(RegionObject.Meta):
        verbose_name = "way"


class GoalRow(RegionObject):
    """What a person may want: reach something, or find someone."""

    KIND = "goal"
    RECORDS = "goals"
    COLUMNS: ClassVar[Mapping[str, str]] = {**EVIDENCE, "goal_kind": "kind", "phase": "phase", "side": "side"}

    goal_kind = models.CharField("kind", max_length=5)
    phase = models.CharField(max_length=12)
    side = models.CharField(max_length=80, blank=True)
    confidence = models.CharField(max_length=6)
    evidence = models.CharField(max_length=10, blank=True)

    class Meta(RegionObject.Meta):
        verbose_name = "goal"


class NoticeRow(RegionObject):
    """Something to be told beside an answer."""

    KIND = "notice"
    RECORDS = "notices"
    COLUMNS: ClassVar[Mapping[str, str]] = {
        **EVIDENCE,
        "level": "level",
        "lawyer_first": "lawyer_first",
        "valid_from": "valid_from",
        "valid_to": "valid_to",
    }

    level = models.CharField(max_length=8)
    lawyer_first = models.BooleanField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    confidence = models.CharField(max_length=6)
    evidence = models.CharField(max_length=10, blank=True)

    class Meta(RegionObject.Meta):
        verbose_name = "notice"


class MythRow(RegionObject):
    """What people say that is not so."""

    KIND = "myth"
    RECORDS = "myths"
    COLUMNS: ClassVar[Mapping[str, str]] = EVIDENCE

    confidence = models.CharField(max_length=6)
    evidence = models.CharField(max_length=10, blank=True)

    class Meta(RegionObject.Meta):
        verbose_name = "myth"


class RightRow(RegionObject):
    """What a person may rely on at a counter."""

    KIND = "right"
    RECORDS = "rights"
    COLUMNS: ClassVar[Mapping[str, str]] = {**EVIDENCE, "side": "side"}

    side = models.CharField(max_length=80, blank=True)
    confidence = models.CharField(max_length=6)
    evidence = models.CharField(max_length=10, blank=True)

    class Meta(RegionObject.Meta):
        verbose_name = "right"


class RumourRow(RegionObject):
    """What people say, and what was found."""

    KIND = "rumour"
    RECORDS = "rumours"
    COLUMNS: ClassVar[Mapping[str, str]] = {**EVIDENCE, "state": "state"}

    state = models.CharField(max_length=8)
    confidence = models.CharField(max_length=6)
    evidence = models.CharField(max_length=10, blank=True)

    class Meta(RegionObject.Meta):
        verbose_name = "rumour"


class ChangeRow(RegionObject):
    """Something that became otherwise on a date."""

    KIND = "change"
    RECORDS = "changes"
    COLUMNS: ClassVar[Mapping[str, str]] = {**EVIDENCE, "date": "date", "side": "side"}

    date = models.CharField(max_length=10, db_index=True)
    side = models.CharField(max_length=80, blank=True)
    confidence = models.CharField(max_length=6)
    evidence = models.CharField(max_length=10, blank=True)

    class Meta(RegionObject.Meta):
        verbose_name = "change"
