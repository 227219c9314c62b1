"""The room of documents, ways and goals, and of the questions asked of the engine."""

from __future__ import annotations

from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    name = "rumbo.pathways"
    label = "pathways"
    verbose_name = "Pathways"

    def ready(self) -> None:
        from rumbo.base.ports import healthchecks, region_parts
        from rumbo.directory.ports import plans
        from rumbo.pathways.health import engine_health
        from rumbo.pathways.services import PathwaysPart
        from rumbo.pathways.uses import PathwaysUses
        from rumbo.web.ports import register_offline, register_offline_parts

        region_parts.register("pathways", PathwaysPart())
        plans.register("pathways", PathwaysUses())
        healthchecks.register("engine", engine_health)
        register_offline("goals", "rumbo.pathways.embed.goal_pages")
        register_offline_parts("papers", "rumbo.pathways.paper_pages.offline_parts")
