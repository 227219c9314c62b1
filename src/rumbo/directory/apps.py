"""The room of organisations, services, places and ports of entry."""

from __future__ import annotations

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "rumbo.directory"
    label = "directory"
    verbose_name = "Directory"

    def ready(self) -> None:
        from rumbo.base.ports import region_parts
        from rumbo.directory.services import DirectoryPart

        region_parts.register("directory", DirectoryPart())
