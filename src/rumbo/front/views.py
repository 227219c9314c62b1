"""Home, search, privacy, the way out, and the pages that say what went wrong."""

from __future__ import annotations

import calendar
from contextlib import suppress
from http.cookies import CookieError
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rumbo.base.fields import SearchForm
from rumbo.front.forms import WHO, WhoForm
from rumbo.pathways import queries
from rumbo.web.privacy import listed, personal, private_headers, same_for_all

__all__ = [
    "bad_request",
    "csrf_failure",
    "home",
    "leave",
    "method_not_allowed",
    "page_not_found",
    "permission_denied",
    "privacy",
    "search",
    "server_error",
    "today",
]


@listed
@personal
@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """Goals by phase, and where to go on for who has begun."""
    now = timezone.now()
    day = queries.today(now)
    try:
        context = {"groups": queries.list_goals_by_phase(on=day), "who": WHO, "begun": queries.begun_goal(request.COOKIES, on=day, now=now)}
    except queries.RegionMissing:
        context = {}
    return render(request, "front/home.html", context)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponseBase:
    """Goals, rights, papers and services that answer to some words, or goals for who someone says they are. By POST: neither stands
    in an address. Who comes back without a form, by reloading or by changing the language, may ask again."""
    if request.method != "POST":
        return render(request, "front/search.html")
    if "who" in request.POST:
        return _for_whom(request)
    form = SearchForm(request.POST)
    if not form.is_valid():
        problem = _too_long() if form.has_error("words", "max_length") else _nothing_typed()
        return render(request, "front/search.html", {"problems": [problem], "words": form["words"].value() or ""}, status=422)
    words = form.cleaned_data["words"]
    found = _found(words)
    context = {
        "words": words,
        "goals": [hit for hit in found if hit["kind"] == "goal"],
        "rights": [hit for hit in found if hit["kind"] == "right"],
        "others": [{**hit, "page": _page_of(hit)} for hit in found if hit["kind"] not in {"goal", "right"}],
        "nearest": [] if found else _nearest(words),
    }
    return render(request, "front/search.html", context)


def _page_of(hit: dict[str, Any]) -> str:
    """The page about a paper or a service that was found; nothing where it has none of its own."""
    if hit["kind"] == "service":
        return reverse("directory:service", args=[hit["id"]])
    return reverse("pathways:paper", args=hit["id"].split(":")) if hit["listed"] else ""


def _for_whom(request: HttpRequest) -> HttpResponse:
    """Goals for one sort of person, by phase; for anything else, as if nothing had been typed."""
    form = WhoForm(request.POST)
    if not form.is_valid():
        return render(request, "front/search.html", {"problems": [_nothing_typed()]}, status=422)
    who = form.cleaned_data["who"]
    context = {"who": dict(WHO)[who], "groups": _goals_for(who)}
    return render(request, "front/for_whom.html", context)


def _goals_for(who: str) -> list[Any]:
    try:
        groups = queries.list_goals_by_phase(on=queries.today(timezone.now()))
    except queries.RegionMissing:
        return []
    theirs = [(phase, words, [goal for goal in goals if who in goal.for_whom]) for phase, words, goals in groups]
    return [group for group in theirs if group[2]]


def _too_long() -> dict[str, str]:
    return {"words": _("That is too long to search for. Write one or a few words."), "href": "#words"}


def _nothing_typed() -> dict[str, str]:
    return {"words": _("Write what you are looking for, in one or a few words."), "href": "#words"}


def _found(words: str) -> list[dict[str, Any]]:
    try:
        return queries.search(words, lang=translation.get_language() or "es", on=queries.today(timezone.now()))
    except queries.RegionMissing:
        return []


def _nearest(words: str) -> list[dict[str, object]]:
    try:
        goals = queries.nearest_goals(words, on=queries.today(timezone.now())) if words else []
    except queries.RegionMissing:
        goals = []
    return [{"url": reverse("pathways:goal", args=[goal.id]), "name": goal.name} for goal in goals]


@same_for_all
def privacy(request: HttpRequest) -> HttpResponse:
    """What is asked, what is kept, who learns what."""
    return render(request, "front/privacy.html")


@csrf_exempt
@private_headers
@require_POST
def leave(request: HttpRequest) -> HttpResponseBase:
    """Erase everything this site left on the device and show a page that says nothing.

    It asks for no token: leaving must work always, even when cookies are gone already.
    """
    response = HttpResponseRedirect(reverse("front:today"), status=303)
    for name in request.COOKIES:
        with suppress(CookieError):  # a name that no site may set cannot be one of ours, and must not keep the others alive
            response.delete_cookie(name, path="/", samesite="Strict")
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@private_headers
@require_safe
def today(request: HttpRequest) -> HttpResponseBase:
    """A calendar of this month, and nothing else: where *Leave now* leads."""
    day = queries.today(timezone.now())
    weeks = calendar.Calendar(firstweekday=0).monthdatescalendar(day.year, day.month)
    return render(request, "front/today.html", {"today": day, "weeks": weeks, "weekdays": weeks[0]})


def _message(
    request: HttpRequest, heading: str, words: str, *, status: int, nearest: list[dict[str, object]] | None = None
) -> HttpResponse:
    context = {"heading": heading, "words": words, "nearest": nearest, "nearest_heading": _("Did you mean one of these?")}
    response = render(request, "web/message.html", context, status=status)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _in_its_language(request: HttpRequest) -> None:
    """Speak the language of the address even where no view was reached."""
    translation.activate(translation.get_language_from_request(request, check_path=True))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with the goals nearest to what stands in the address."""
    _in_its_language(request)
    tail = " ".join(part for part in request.path.split("/") if part and part not in dict(settings.LANGUAGES))[:80]
    words = _("The address may have been cut off or mistyped.")
    return _message(request, _("We could not find that page"), words, status=404, nearest=_nearest(tail))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 where more was sent than a page takes."""
    _in_its_language(request)
    if isinstance(exception, RequestDataTooBig):
        return _message(
            request, _("That is too much at once"), _("More was sent than this page can take. Go back and send less."), status=413
        )
    return _message(
        request,
        _("We could not read that"),
        _("What was sent is damaged or incomplete. Nothing was kept. Go back and try again."),
        status=400,
    )


def method_not_allowed(request: HttpRequest, allow: str) -> HttpResponse:
    """405: most often the address of a page that a form leads to, opened again. ``allow``: the methods that it takes."""
    _in_its_language(request)
    words = _("A button leads to this page, not its address. What you have answered is not lost. Go to the start and begin from there.")
    response = _message(request, _("This page cannot be opened that way"), words, status=405)
    response["Allow"] = allow
    return response


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    _in_its_language(request)
    return _message(request, _("This page is not open to you"), _("If you followed a link, it may be meant for staff."), status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is gone: after leaving, after a day, or sent from elsewhere."""
    _in_its_language(request)
    words = _("This form has expired, or your browser keeps no cookies. Nothing was sent. Open the page again and answer once more.")
    return _message(request, _("Please try again"), words, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: says so in words, without touching the database."""
    _in_its_language(request)
    words = _("The fault is ours, not yours. Nothing was kept. Please try again in a few minutes.")
    return _message(request, _("Something went wrong here"), words, status=500)
