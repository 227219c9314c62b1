"""Tables of the directory: who offers what, where. Names follow HSDS; ids are stable across loads and servers.

Foreign keys point at slugs and are checked by the database when a transaction ends, so that a load may write rooms one
after the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from rumbo.base.models import EVIDENCE, RegionChild, RegionObject

__all__ = ["Lane", "Location", "Organization", "Phone", "Port", "Schedule", "Service", "ServiceAtLocation"]


class Phone(RegionChild):
    """A telephone of an organization, for a role and never for a named person."""

    KIND = "phone"
    PARENT = "organization"
    COLUMNS: ClassVar[Mapping[str, str]] = {"number": "number", "phone_kind": "kind", "tested_on": "tested_on"}

    organization = models.ForeignKey("Organization", to_field="slug", on_delete=models.DO_NOTHING, related_name="phones")
    number = models.CharField(max_length=16)
    phone_kind = models.CharField("kind", max_length=12)
    tested_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.number


class Organization(RegionObject):
    """A body that offers services, or one that a person has to deal with."""

    KIND = "organization"
    RECORDS = "organizations"
    COLUMNS: ClassVar[Mapping[str, str]] = {
        **EVIDENCE,
        "code": "code",
        "short": "short",
        "side": "side",
        "cls": "cls",
        "state": "state",
        "referral": "referral",
        "disclosure": "disclosure",
        "exposure_weight": "exposure_weight",
        "part_of_id": "part_of",
        "website": "website",
    }
    CHILDREN: ClassVar[Mapping[str, type[RegionChild]]] = {"phones": Phone}

    code = models.CharField(max_length=6, blank=True)
    short = models.CharField(max_length=300, blank=True)
    side = models.CharField(max_length=80, db_index=True)
    cls = models.CharField("class", max_length=20, db_index=True)
    state = models.CharField(max_length=12)
    referral = models.CharField(max_length=14)
    disclosure = models.CharField(max_length=14)
    exposure_weight = models.PositiveSmallIntegerField()
    part_of = models.ForeignKey("self", to_field="slug", null=True, blank=True, on_delete=models.DO_NOTHING, related_name="parts")
    website = models.CharField(max_length=300, blank=True)
    confidence = models.CharField(max_length=6)
    evidence = models.CharField(max_length=10, blank=True)


class Location(RegionObject):
    """A place. What may be said of it in public is decided in :mod:`rumbo.directory.logic.disclosure`."""

    KIND = "location"
    RECORDS = "locations"
    COLUMNS: ClassVar[Mapping[str, str]] = {
        **EVIDENCE,
        "organization_id": "organization",
        "side": "side",
        "municipality": "municipality",
        "neighbourhood": "neighbourhood",
        "street": "street",
        "latitude": "latitude",
        "longitude": "longitude",
        "capacity": "capacity",
        "disclosure": "disclosure",
        "disclosure_agreed_by": "disclosure_agreed_by",
        "disclosure_agreed_on": "disclosure_agreed_on",
    }

    organization = models.ForeignKey(Organization, to_field="slug", on_delete=models.DO_NOTHING, related_name="locations")
    side = models.CharField(max_length=80)
    municipality = models.CharField(max_length=300, blank=True)
    neighbourhood = models.CharField(max_length=300, blank=True)
    street = models.CharField(max_length=300, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    capacity = models.IntegerField(null=True, blank=True)
    disclosure = models.CharField(max_length=14)
    disclosure_agreed_by = models.CharField(max_length=300, blank=True)
    disclosure_agreed_on = models.DateField(null=True, blank=True)
    confidence = models.CharField(max_length=6)
    evidence = models.CharField(max_length=10, blank=True)


class Schedule(RegionChild):
    """Opening hours of a service on some days of the week (in ``body``)."""

    KIND = "schedule"
    PARENT = "service"
    COLUMNS: ClassVar[Mapping[str, str]] = {"opens": "opens", "closes": "closes"}

    service = models.ForeignKey("Service", to_field="slug", on_delete=models.DO_NOTHING, related_name="schedules")
    opens = models.CharField(max_length=5)
    closes = models.CharField(max_length=5)

    def __str__(self) -> str:
        return f"{self.opens}-{self.closes}"


class ServiceAtLocation(RegionChild):
    """A service is offered at a location."""

    KIND = "service-at-location"
    PARENT = "service"
    COLUMNS: ClassVar[Mapping[str, str]] = {"location_id": ""}

    service = models.ForeignKey("Service", to_field="slug", on_delete=models.DO_NOTHING, related_name="at_locations")
    location = models.ForeignKey(Location, to_field="slug", on_delete=models.DO_NOTHING, related_name="services_here")

    def __str__(self) -> str:
        return f"{self.service_id} @ {self.location_id}"


class Service(RegionObject):
    """What an organization offers to people."""

    KIND = "service"
    RECORDS = "services"
    COLUMNS: ClassVar[Mapping[str, str]] = {
        **EVIDENCE,
        "organization_id": "organization",
        "side": "side",
        "phase": "phase",
        "remote": "remote",
        "free": "free",
        "referral": "referral",
        "state": "state",
        "disclosure": "disclosure",
    }
    CHILDREN: ClassVar[Mapping[str, type[RegionChild]]] = {"hours": Schedule, "locations": ServiceAtLocation}

    organization = models.ForeignKey(Organization, to_field="slug", on_delete=models.DO_NOTHING, related_name="services")
    side = models.CharField(max_length=80, db_index=True)
    phase = models.CharField(max_length=12)
    remote = models.BooleanField()
    free = models.BooleanField(null=True, blank=True)
    referral = models.CharField(max_length=14)
    state = models.CharField(max_length=12)
    disclosure = models.CharField(max_length=14)
    confidence = models.CharField(max_length=6)
    evidence = models.CharField(max_length=10, blank=True)


class Lane(RegionChild):
    """A lane of a port of entry, with what it asks for."""

    KIND = "lane"
    PARENT = "port"
    COLUMNS: ClassVar[Mapping[str, str]] = {"slug": "id", "mode": "mode"}

    port = models.ForeignKey("Port", to_field="slug", on_delete=models.DO_NOTHING, related_name="lanes")
    slug = models.CharField(max_length=80)
    mode = models.CharField(max_length=10)

    def __str__(self) -> str:
        return self.slug


class Port(RegionObject):
    """A port of entry between two sides."""

    KIND = "port"
    RECORDS = "ports"
    COLUMNS: ClassVar[Mapping[str, str]] = EVIDENCE
    CHILDREN: ClassVar[Mapping[str, type[RegionChild]]] = {"lanes": Lane}

    confidence = models.CharField(max_length=6)
    evidence = models.CharField(max_length=10, blank=True)
