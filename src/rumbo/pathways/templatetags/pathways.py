"""``{% load pathways %}``: where the page of a paper is."""

from __future__ import annotations

from django import template

from rumbo.pathways.logic.catalog import is_listed
from rumbo.pathways.paper_pages import address_of
from rumbo.regionfile.records import FactRecord

register = template.Library()


@register.filter
def page_of_paper(fact: FactRecord) -> str:
    """The address of the page about a paper; nothing for what has no page of its own, such as a status without a paper."""
    return address_of(fact.id) if is_listed(fact) else ""
