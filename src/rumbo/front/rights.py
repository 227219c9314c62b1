"""Rights as cards, myths, rumours and what changed: the same for everyone, so any cache may keep these pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from rumbo.base.logic.signs import seen
from rumbo.front.forms import SinceForm
from rumbo.pathways import queries
from rumbo.web.privacy import same_for_all

__all__ = ["card", "cards", "changes", "myths", "needs_region", "rumours"]

USUAL_DAYS = 90
MOST_TYPED = 20  # letters of a date
YEAR_DAYS = 365
RETRY_SECONDS = "5"
View = Callable[..., HttpResponse]


def needs_region(view: View) -> View:
    """Give the view today's date in the region; where no region is loaded yet, say so and when to come back (503)."""

    @wraps(view)
    def inner(request: HttpRequest, **kwargs: str) -> HttpResponse:
        try:
            return view(request, queries.today(timezone.now()), **kwargs)
        except queries.RegionMissing:
            words = _("The information of this region is still being loaded. Please try again in a moment.")
            response = render(request, "web/message.html", {"heading": _("One moment"), "words": words}, status=503)
            response["Retry-After"] = RETRY_SECONDS
            return response

    return inner


@same_for_all
@needs_region
def cards(request: HttpRequest, today: dt.date) -> HttpResponse:
    """Every card, by side: first those that hold everywhere."""
    told = queries.list_rights(on=today)
    sides = [(None, None), *queries.list_sides(on=today)]
    groups = [(name, [card for card in told if card["side"] == side]) for side, name in sides]
    return render(request, "front/rights.html", {"groups": [group for group in groups if group[1]]})


@same_for_all
@needs_region
def card(request: HttpRequest, today: dt.date, slug: str) -> HttpResponse:
    """One card, large, to show at a counter; printed alone on half a page, under a title that says nothing."""
    found = queries.find_right(slug, on=today)
    if found is None:
        raise Http404
    return render(request, "front/right.html", {"card": found})


@same_for_all
@needs_region
def myths(request: HttpRequest, today: dt.date) -> HttpResponse:
    """What people say that is not so."""
    return render(request, "front/myths.html", {"myths": queries.list_myths(on=today)})


@same_for_all
@needs_region
def rumours(request: HttpRequest, today: dt.date) -> HttpResponse:
    """What people say, with what was found and how it stands."""
    return render(request, "front/rumours.html", {"rumours": queries.list_rumours(on=today)})


@same_for_all
@needs_region
def changes(request: HttpRequest, today: dt.date) -> HttpResponse:
    """What became otherwise since a day: of the last 90 days, unless the address says another."""
    form = SinceForm(request.GET)
    usual = today - dt.timedelta(USUAL_DAYS)
    chosen = form.cleaned_data["since"] if form.is_valid() else None
    since = chosen or usual
    told = queries.list_changes(on=today)
    new = {change["id"] for change in queries.list_changes(on=today, since=since)}
    context = {
        "since": since,
        "typed": seen(request.GET.get("since", ""))[:MOST_TYPED] if form.errors else since.isoformat(),
        "choices": _choices(today),
        "problems": _problems(form),
        "coming": [change for change in told if change["coming"]][::-1],
        "recent": [change for change in told if not change["coming"] and change["id"] in new],
        "before": [change for change in told if not change["coming"] and change["id"] not in new],
    }
    return render(request, "front/changes.html", context, status=422 if form.errors else 200)


def _choices(today: dt.date) -> Sequence[tuple[str, str]]:
    """Days to choose from without typing one."""
    return [
        ((today - dt.timedelta(USUAL_DAYS)).isoformat(), _("Last 90 days")),
        ((today - dt.timedelta(YEAR_DAYS)).isoformat(), _("Last year")),
    ]


def _problems(form: SinceForm) -> list[dict[str, Any]]:
    return [{"words": _("Write the date as day/month/year, like 31/12/2026."), "href": "#since"}] if form.errors else []
