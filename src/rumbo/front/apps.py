"""The room of home, rights, privacy and of loading a region."""

from __future__ import annotations

from django.apps import AppConfig


class FrontConfig(AppConfig):
    name = "rumbo.front"
    label = "front"
    verbose_name = "Front"

    def ready(self) -> None:
        from rumbo.web.ports import ShellLinks, register_links, register_offline

        register_links(ShellLinks(home="front:home", leave="front:leave", privacy="front:privacy", worker="service-worker"))
        register_offline("front", "rumbo.front.offline.own_pages")
