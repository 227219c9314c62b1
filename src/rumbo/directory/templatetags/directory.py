"""``{% load directory %}``: the map of some services, and what a class of organization is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from rumbo.directory import pages, queries

register = template.Library()


@register.simple_tag
def service_map(services: Iterable[Mapping[str, Any]]) -> Any:
    """A map of where services are, for ``directory/parts/map.html``; None where the region has no geometry.

    Args:
        services: each with its slug under ``service``, as answers to a goal of kind find have them.
    """
    return pages.map_of(pages.entries_of("service", (service["service"] for service in services)))


@register.filter
def class_words(cls: str) -> Any:
    """What an organization's class is called: "ngo" is "civil organization"."""
    return queries.class_words(cls) or cls


@register.filter
def page_of(entry: Any) -> str:
    """The address of an entry's own page."""
    return pages.link_to(entry)
