"""The room of organisations, services, places and ports of entry."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "rumbo.directory"
    label = "directory"
    verbose_name = "Directory"

    def ready(self) -> None:
        from rumbo.base.ports import region_parts
        from rumbo.directory.services import DirectoryPart
        from rumbo.web.ports import register_navigation, register_offline_parts

        region_parts.register("directory", DirectoryPart())
        register_navigation("directory", _("Directory"), "directory:index", 20)
        register_navigation("map", _("Map"), "directory:map", 30)
        register_offline_parts("directory", "rumbo.directory.offline.offline_parts")
