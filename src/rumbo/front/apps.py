"""The room of home, rights, privacy and of loading a region."""

from __future__ import annotations

from django.apps import AppConfig


class FrontConfig(AppConfig):
    name = "rumbo.front"
    label = "front"
    verbose_name = "Front"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from rumbo.web.ports import ShellLinks, register_links, register_navigation, register_offline, register_offline_parts

        own = {name: f"front:{name}" for name in ("home", "leave", "privacy", "rights", "right", "offline")}
        register_links(ShellLinks(**own, worker="service-worker"))
        register_navigation("rights", _("Your rights"), "front:rights", 30)
        register_navigation("changes", _("What changed"), "front:changes", 40)
        register_navigation("about", _("About"), "front:about", 90)
        register_offline("front", "rumbo.front.offline.own_pages")
        register_offline_parts("first", "rumbo.front.offline.first_part")
