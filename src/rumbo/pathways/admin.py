"""The pathways in the staff admin: to look things up. What they say is changed in the region's files."""

from __future__ import annotations

from django.contrib import admin

from rumbo.base.admin import ReadOnlyAdmin
from rumbo.pathways.models import AttributeRow, ChangeRow, FactRow, GoalRow, MythRow, NoticeRow, RightRow, RumourRow, WayRow


@admin.register(FactRow)
class FactAdmin(ReadOnlyAdmin):
    list_display = ("slug", "code", "issuer", "brought", "confidence", "evidence")
    list_filter = ("brought", "confidence")
    search_fields = ("slug", "code")


@admin.register(WayRow)
class WayAdmin(ReadOnlyAdmin):
    list_display = ("slug", "service", "side", "phase", "certainty", "state", "confidence", "evidence")
    list_filter = ("side", "phase", "certainty", "state", "confidence")
    search_fields = ("slug",)


@admin.register(GoalRow)
class GoalAdmin(ReadOnlyAdmin):
    list_display = ("slug", "goal_kind", "phase", "side", "confidence")
    list_filter = ("goal_kind", "phase")
    search_fields = ("slug",)


@admin.register(AttributeRow)
class AttributeAdmin(ReadOnlyAdmin):
    list_display = ("slug", "attribute_kind", "actionable", "open_values")


@admin.register(NoticeRow)
class NoticeAdmin(ReadOnlyAdmin):
    list_display = ("slug", "level", "lawyer_first", "valid_from", "valid_to")
    list_filter = ("level",)


@admin.register(MythRow)
class MythAdmin(ReadOnlyAdmin):
    list_display = ("slug", "confidence", "evidence")


@admin.register(RightRow)
class RightAdmin(ReadOnlyAdmin):
    list_display = ("slug", "side", "confidence", "evidence")
    list_filter = ("side", "confidence")


@admin.register(RumourRow)
class RumourAdmin(ReadOnlyAdmin):
    list_display = ("slug", "state", "confidence", "evidence")
    list_filter = ("state",)


@admin.register(ChangeRow)
class ChangeAdmin(ReadOnlyAdmin):
    list_display = ("slug", "date", "side", "confidence")
    list_filter = ("side",)
