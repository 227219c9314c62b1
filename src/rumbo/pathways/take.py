"""What a person takes along: a sheet to print, a short text, a calendar file, a code to scan, what is kept on the device.

By POST, at addresses that say nothing: a browser prints the address on the sheet and keeps it in its history. Reloading or
changing the language leads back to the plan.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rumbo.pathways import pages, queries
from rumbo.pathways.logic.answer import answer
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.dates import Dates
from rumbo.pathways.logic.discreet import discretion_of
from rumbo.pathways.logic.ics import calendar_file
from rumbo.pathways.logic.sms import WIDE_PART, limit_of, parts
from rumbo.pathways.logic.take import Sheet, calendar_of, sheet_of, short_text
from rumbo.pathways.logic.words import fact_words
from rumbo.pathways.views import Visit, visiting
from rumbo.web.ports import shell_links
from rumbo.web.privacy import personal, private_headers

__all__ = ["calendar", "print_sheet", "qr", "saved", "sheet_for", "text"]

MOST_IN_A_CODE = 800  # signs: a code with more is too fine for an old phone's camera


def sheet_for(region: CompiledRegion, plan: dict[str, object], *, discreet: bool = True, conflicting: bool = False) -> Sheet:
    """A plan as a sheet in the reader's language. ``conflicting``: the answers contradict each other."""
    return sheet_of(
        plan,
        lang=get_language() or "es",
        discretion=discretion_of(region) if discreet else None,
        names=lambda fact: fact_words(region, fact),
        conflicting=conflicting,
    )


def _of_visit(visit: Visit, *, discreet: bool = True, dates: Dates | None = None) -> Sheet:
    ask = visit.ask()
    with queries.one_search():
        plan = answer(visit.region, ask, dates=dates)
    return sheet_for(visit.region, plan, discreet=discreet, conflicting=bool(pages.conflicts(visit.region, ask.problems)))


def _taken(view: Callable[[Visit], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Give a view the visit to the goal that its form names; whoever comes without a form is led to the plan they have."""

    @personal
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def inner(request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST":
            return visiting(view)(request, goal=request.POST.get("goal", ""))
        return HttpResponseRedirect(_back(request), status=303)

    return inner


def _back(request: HttpRequest) -> str:
    now = timezone.now()
    try:
        goal = queries.begun_goal(request.COOKIES, on=queries.today(now), now=now)
    except queries.RegionMissing:
        goal = ""
    links = shell_links()
    return reverse("pathways:way", args=[goal]) if goal else reverse(links.home) if links else "/"


@_taken
def print_sheet(visit: Visit) -> HttpResponseBase:
    """A page made for paper; it says what it is only to who asks for it."""
    discreet = "open" not in visit.request.POST
    sheet = _of_visit(visit, discreet=discreet)
    return visit.page("take/print", {"sheets": [sheet], "discreet": discreet, "conflicting": sheet.conflicting})


@_taken
def text(visit: Visit) -> HttpResponseBase:
    """The short text in parts for messages; with ``file``, as a file."""
    sheet = _of_visit(visit)
    words = short_text(sheet)
    if "file" in visit.request.POST:
        return _file(words.encode(), "text/plain; charset=utf-8", _("my-steps") + ".txt")
    sent = parts(words)
    wide = bool(sent) and limit_of(sent[0]) == WIDE_PART
    return visit.page("take/text", {"words": words, "parts": sent, "wide": wide, "conflicting": sheet.conflicting})


@_taken
def calendar(visit: Visit) -> HttpResponseBase:
    """Days for a calendar: what they are, then, with ``file``, the file. They are days on which offices work, where dates fit."""
    sheet = _of_visit(visit, dates=Dates())
    events = calendar_of(sheet)
    if "file" in visit.request.POST and events:
        return _file(calendar_file(events, now=visit.now), "text/calendar; charset=utf-8", _("my-dates") + ".ics")
    return visit.page("take/calendar", {"events": events, "conflicting": sheet.conflicting})


@_taken
def qr(visit: Visit) -> HttpResponseBase:
    """The short text as a code to scan, for who asks for one."""
    sheet = _of_visit(visit)
    words = short_text(sheet)
    kept = _first_lines(words)
    return visit.page("take/qr", {"words": kept, "code": _code(kept), "cut": kept != words, "conflicting": sheet.conflicting})


def _first_lines(words: str) -> str:
    """As many whole lines, from the first on, as a code can hold."""
    lines = words.splitlines()
    fit = next((count for count in range(len(lines), 1, -1) if len("\n".join(lines[:count])) <= MOST_IN_A_CODE), 1)
    return "\n".join(lines[:fit])[:MOST_IN_A_CODE]


def _code(words: str) -> SafeString:
    svg = segno.make(words, error="l", micro=False).svg_inline(scale=6, border=4, dark="#000", light="#fff", omitsize=True)
    return mark_safe(svg)  # noqa: S308  drawn here; the words are dots in it


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@private_headers
@require_safe
def saved(request: HttpRequest) -> HttpResponseBase:
    """Plans kept on this device only: the server knows of none, a script lists them."""
    return render(request, "pathways/take/saved.html")
