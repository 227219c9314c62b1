"""Base tables in the staff admin, to look at."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from rumbo.base.models import AuditEntry, Calendar, RegionRow, Source, Text

__all__ = ["ReadOnlyAdmin"]


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # at run time it takes none
    """Pages that show rows and change none."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(RegionRow)
class RegionAdmin(ReadOnlyAdmin):
    list_display = ("slug", "loaded_at", "digest")


@admin.register(Source)
class SourceAdmin(ReadOnlyAdmin):
    list_display = ("slug", "title", "source_kind", "date")
    list_filter = ("source_kind",)
    search_fields = ("slug", "title")


@admin.register(Calendar)
class CalendarAdmin(ReadOnlyAdmin):
    list_display = ("slug", "country", "subdivision", "until")


@admin.register(Text)
class TextAdmin(ReadOnlyAdmin):
    list_display = ("object_kind", "object_id", "field", "language", "origin", "text")
    list_filter = ("language", "origin", "object_kind")
    search_fields = ("object_id", "text")


@admin.register(AuditEntry)
class AuditAdmin(ReadOnlyAdmin):
    list_display = ("number", "at", "actor", "verb", "subject")
    list_filter = ("verb",)
