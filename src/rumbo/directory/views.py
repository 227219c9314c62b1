"""The pages of the directory: lists with filters, one page for each record, the map. Public, the same for everyone."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rumbo.base.fields import SearchForm
from rumbo.directory import pages, queries
from rumbo.directory.forms import FilterForm
from rumbo.directory.logic.choose import Choice
from rumbo.directory.logic.shelf import Entry, Kind
from rumbo.directory.logic.unknown import Unknown, unknown_of
from rumbo.regionfile import records as rf
from rumbo.web.privacy import listed, personal, same_for_all

__all__ = [
    "index",
    "organization",
    "organizations",
    "place",
    "places",
    "port",
    "ports",
    "region_map",
    "search",
    "service",
    "services",
    "side",
]

PER_PAGE = 20
INVALID = 422


@listed
@personal
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """Where to begin: words to look for, and what there is, by need. Its form carries a token, so no cache keeps it."""
    shelf, now = queries.current_shelf(), timezone.now()
    found = queries.list_entries("service", Choice(), now=now, per_page=1)
    form = FilterForm({}, kind="service", shelf=shelf)
    needs = next((one for one in pages.filters(shelf, form, found.counts) if one.name == "need"), None)
    kinds: tuple[Kind, ...] = ("organization", "service", "location")
    totals = {kind: sum(not entry.closed for entry in shelf.of(kind).values()) for kind in kinds}
    return render(request, "directory/index.html", {"needs": needs, "totals": totals, "ports": len(shelf.ports), "region": shelf.region})


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponseBase:
    """What answers to some words. By POST: what someone looks for stands in no address. Reloading or changing the language leads
    back to where one can ask again."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("directory:index"), status=303)
    form = SearchForm(request.POST)
    if not form.is_valid():
        problem = {"words": _("Write what you are looking for, in one or a few words."), "href": "#words"}
        return render(request, "directory/search.html", {"problems": [problem]}, status=INVALID)
    words = form.cleaned_data["words"]
    return render(request, "directory/search.html", {"words": words, "entries": queries.search(words)})


@same_for_all
def side(request: HttpRequest, slug: str) -> HttpResponse:
    """One side of the border: what there is, by need. The door to the directory where there is no connection."""
    shelf, now = queries.current_shelf(), timezone.now()
    found = next((side for side in shelf.region.sides if side.id == slug), None) if shelf.region else None
    if found is None:
        raise Http404
    wanted = {"side": slug}
    counted = queries.list_entries("service", Choice(wanted=wanted), now=now, per_page=1)
    form = FilterForm(wanted, kind="service", shelf=shelf)
    needs = next((one for one in pages.filters(shelf, form, counted.counts) if one.name == "need"), None)
    return render(request, "directory/side.html", {"side": found, "needs": needs})


@same_for_all
def organizations(request: HttpRequest) -> HttpResponse:
    """Organizations, by filters."""
    return _list(request, "organization", "directory/organizations.html")


@same_for_all
def services(request: HttpRequest) -> HttpResponse:
    """Services, by filters."""
    return _list(request, "service", "directory/services.html")


@same_for_all
def places(request: HttpRequest) -> HttpResponse:
    """Places, by filters."""
    return _list(request, "location", "directory/places.html")


def _list(request: HttpRequest, kind: Kind, template: str) -> HttpResponse:
    shelf, now = queries.current_shelf(), timezone.now()
    form = FilterForm(request.GET, kind=kind, shelf=shelf)
    page = queries.list_entries(kind, form.choice(now=now), now=now, page=form.number, per_page=PER_PAGE)
    before, after = (page.number - 1, page.number + 1)
    context = {
        **_filter_context(form, page),
        "page": page,
        "before": pages.query_of(form, page=str(before)) if 1 < page.number <= page.pages else "",
        "after": pages.query_of(form, page=str(after)) if page.number < page.pages else "",
    }
    return render(request, template, context)


def _filter_context(form: FilterForm, page: queries.Page) -> dict[str, Any]:
    filters = pages.filters(queries.current_shelf(), form, page.counts)
    return {
        "filters": filters,
        "chosen": [one for one in filters if one.chosen],
        "open_now": bool(form.cleaned_data.get("open_now")),
        "counts": page.counts,
        "pointless": not any(place.latitude for entry in page.items for place in entry.locations),
        "unknown": form.unknown,
        "query": pages.query_of(form),
    }


@same_for_all
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    """One organization: what body it is, what it offers, how to reach it."""
    entry = _find("organization", slug)
    record, shelf, day = cast("rf.Organization", entry.record), queries.current_shelf(), queries.today(timezone.now())
    context = {
        **_body_context(record),
        "entry": entry,
        "record": record,
        "phones": queries.phones_of(record, on=day),
        "parts": [one.record for one in shelf.organization.values() if getattr(one.record, "part_of", None) == record.id],
        "evidence": pages.evidence_of(shelf, record.provenance, on=day),
    }
    return render(request, "directory/organization.html", context)


@same_for_all
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """One service: for whom it is, what to bring, what they give, and the plans that lead through it."""
    entry = _find("service", slug)
    record, shelf, now = cast("rf.Service", entry.record), queries.current_shelf(), timezone.now()
    day = queries.today(now)
    context = {
        **(_body_context(entry.organization) if entry.organization else {}),
        "entry": entry,
        "record": record,
        "needs": [shelf.needs[need] for need in record.needs if need in shelf.needs],
        "uses": queries.uses_of(record, on=day),
        "unknown": unknown_of(record, entry.locations),
        "phones": queries.phones_of(entry.organization, on=day) if entry.organization else (),
        "evidence": pages.evidence_of(shelf, record.provenance, on=day),
    }
    return render(request, "directory/service.html", context)


@same_for_all
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """One place: where it is, as far as that may be told, and what is offered there."""
    entry = _find("location", slug)
    shelf, day = queries.current_shelf(), queries.today(timezone.now())
    context = {
        **(_body_context(entry.organization) if entry.organization else {}),
        "entry": entry,
        "record": entry.record,
        "unknown": _unknown_at(entry),
        "phones": queries.phones_of(entry.organization, on=day) if entry.organization else (),
        "evidence": pages.evidence_of(shelf, entry.record.provenance, on=day),
    }
    return render(request, "directory/place.html", context)


@same_for_all
def ports(request: HttpRequest) -> HttpResponse:
    """Ports of entry."""
    return render(request, "directory/ports.html", {"ports": list(queries.current_shelf().ports.values())})


@same_for_all
def port(request: HttpRequest, slug: str) -> HttpResponse:
    """One port of entry: its lanes with what each asks for, and who stands there."""
    shelf, day = queries.current_shelf(), queries.today(timezone.now())
    record = shelf.ports.get(slug)
    if record is None:
        raise Http404
    context = {
        "record": record,
        "cities": [record.municipality[side] for side in record.sides if side in record.municipality],
        "bodies": [shelf.organization[body].record for body in record.bodies if body in shelf.organization],
        "evidence": pages.evidence_of(shelf, record.provenance, on=day),
    }
    return render(request, "directory/port.html", context)


@same_for_all
def region_map(request: HttpRequest) -> HttpResponse:
    """The region drawn, with the filters of the places and the list beside it."""
    shelf, now = queries.current_shelf(), timezone.now()
    form = FilterForm(request.GET, kind="location", shelf=shelf)
    page = queries.list_entries("location", form.choice(now=now), now=now)
    view = request.GET.get("view", "")[:80]
    context = {
        **_filter_context(form, page),
        "drawing": pages.map_of(page.items, view=view, query=pages.query_of(form)),
        "page": page,
    }
    return render(request, "directory/map.html", context)


def _find(kind: Kind, slug: str) -> Entry:
    """An entry by its slug.

    Raises:
        Http404: there is none that may be told.
    """
    entry = queries.current_shelf().of(kind).get(slug)
    if entry is None:
        raise Http404
    return entry


def _unknown_at(place: Entry) -> tuple[Unknown, ...]:
    """What is not known of a place: of all that is offered there, each thing once."""
    services = [one for one in place.services if not one.remote]
    return tuple(dict.fromkeys(unknown for service in services for unknown in unknown_of(service, place.locations)))


def _body_context(organization: rf.Organization) -> dict[str, Any]:
    return {
        "organization": organization,
        "body_class": queries.class_words(organization.cls),
        "chain": pages.body_chain(queries.current_shelf(), organization),
    }
