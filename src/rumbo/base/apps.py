"""The room every other app stands on: texts, sources, calendars, the region's row, audit and problem bodies."""

from __future__ import annotations

from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "rumbo.base"
    label = "base"
    verbose_name = "Base"

    def ready(self) -> None:
        from rumbo.base import health, ports, queries, services

        ports.region_parts.register("base", services.BasePart())
        ports.healthchecks.register("database", health.database_health)
        ports.healthchecks.register("region", queries.region_health)
        ports.healthchecks.register("data", health.data_health)
