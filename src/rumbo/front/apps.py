"""The room of home, rights, privacy and of loading a region."""

from __future__ import annotations

from django.apps import AppConfig


class FrontConfig(AppConfig):
    name = "rumbo.front"
    label = "front"
    verbose_name = "Front"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy

        from rumbo.web.ports import Room, ShellLinks, register_links, register_room

        register_links(ShellLinks(home="front:home", leave="front:leave", privacy="front:privacy"))
        register_room(Room(place=10, address="front:home", words=gettext_lazy("My way")))
        register_room(Room(place=90, address="front:privacy", words=gettext_lazy("Privacy")))
