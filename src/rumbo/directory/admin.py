"""The directory in the staff admin: to look things up. What it says is changed in the region's files."""

from __future__ import annotations

from django.contrib import admin

from rumbo.base.admin import ReadOnlyAdmin
from rumbo.directory.models import Location, Organization, Port, Service


@admin.register(Organization)
class OrganizationAdmin(ReadOnlyAdmin):
    list_display = ("slug", "code", "cls", "side", "state", "disclosure", "referral", "evidence")
    list_filter = ("cls", "side", "state", "disclosure")
    search_fields = ("slug", "short")


@admin.register(Service)
class ServiceAdmin(ReadOnlyAdmin):
    list_display = ("slug", "organization", "side", "phase", "state", "disclosure", "evidence")
    list_filter = ("side", "phase", "state", "disclosure")
    search_fields = ("slug",)


@admin.register(Location)
class LocationAdmin(ReadOnlyAdmin):
    list_display = ("slug", "organization", "side", "municipality", "disclosure")
    list_filter = ("side", "disclosure")
    search_fields = ("slug",)


@admin.register(Port)
class PortAdmin(ReadOnlyAdmin):
    list_display = ("slug", "confidence", "evidence")
    search_fields = ("slug",)
