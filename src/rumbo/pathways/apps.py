"""The room of documents, ways and goals, and of the questions asked of the engine."""

from __future__ import annotations

from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    name = "rumbo.pathways"
    label = "pathways"
    verbose_name = "Pathways"

    def ready(self) -> None:
        from rumbo.base.ports import region_parts
        from rumbo.directory.ports import plans
        from rumbo.pathways.services import PathwaysPart
        from rumbo.pathways.uses import PathwaysUses

        region_parts.register("pathways", PathwaysPart())
        plans.register("pathways", PathwaysUses())
