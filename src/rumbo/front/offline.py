"""What can be read without a connection: the goals as a page for all, the page that says what is kept, the packs of pages, and the
script that keeps them."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rumbo.base.queries import region_digest
from rumbo.front.packs import pack_of
from rumbo.pathways import queries
from rumbo.web.ports import OfflinePage, OfflinePart, offline_pages, offline_parts
from rumbo.web.privacy import same_for_all
from rumbo.web.templatetags.shell import plain

__all__ = ["first_part", "goals", "offline", "own_pages", "pack", "service_worker"]

SCRIPT = Path(__file__).parent / "static" / "front" / "service-worker.js"
ASSETS = ("web/rumbo.css", "web/icon.svg", "web/offline.js", "front/packs.js")
FIRST = "first"


@same_for_all
def goals(request: HttpRequest) -> HttpResponse:
    """All goals by phase: as the home page, and without a word about who reads it."""
    try:
        groups = queries.list_goals_by_phase(on=queries.today(timezone.now()))
    except queries.RegionMissing:
        groups = []
    return render(request, "front/goals.html", {"groups": groups})


@same_for_all
def offline(request: HttpRequest) -> HttpResponse:
    """What is kept on the device, and what needs a connection. Shown in place of a page that is not kept."""
    parts = [(part, reverse("front:pack", args=[part.name])) for part in offline_parts()]
    return render(request, "front/offline.html", {"parts": parts})


@same_for_all
def pack(request: HttpRequest, name: str) -> HttpResponse:
    """The pages of a part as one file, compressed where the browser takes it; its length is what it weighs on the way."""
    found = pack_of(name)
    if found is None:
        raise Http404
    tag = f'"{found.tag}"'
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers={"ETag": tag})
    sent = found if "gzip" in request.headers.get("Accept-Encoding", "") else found.unpacked()
    response = HttpResponse(sent.content, content_type="application/json", headers={"ETag": tag, "Content-Length": len(sent.content)})
    if sent.packed:
        response["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def first_part() -> list[OfflinePart]:
    """What is kept without being asked for, with the page that says so."""
    words = _("What you can plan, your rights, myths and rumours. Your browser keeps these by itself, unless it is saving data.")
    return [
        OfflinePart(name=FIRST, title=_("Goals and rights"), words=words, door=reverse("front:goals"), pages=_first_pages, chosen=False)
    ]


def _first_pages() -> list[OfflinePage]:
    return [*offline_pages(), OfflinePage(url=reverse("front:offline"), title=_("Without a connection"))]


def own_pages() -> list[OfflinePage]:
    """The pages of this room that are kept: goals, how we protect people, rights with each card, myths and rumours."""
    pages = [
        OfflinePage(url=reverse("front:goals"), title=_("All goals")),
        OfflinePage(url=reverse("front:privacy"), title=_("How we protect you")),
    ]
    try:
        cards = queries.list_rights(on=queries.today(timezone.now()))
    except queries.RegionMissing:
        return pages
    return [
        *pages,
        OfflinePage(url=reverse("front:rights"), title=_("Your rights")),
        *(OfflinePage(url=reverse("front:right", args=[card["id"]]), title=plain(card["name"])) for card in cards),
        OfflinePage(url=reverse("front:myths"), title=_("Myths")),
        OfflinePage(url=reverse("front:rumours"), title=_("Rumours")),
    ]


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that browsers run to keep pages, with the list of them before it; another region makes it another script."""
    setup = _setup()
    version = hashlib.sha256("\n".join((json.dumps(setup), region_digest() or "", _statics(), _script())).encode()).hexdigest()[:16]
    text = f"const SETUP = {json.dumps({**setup, 'version': version}, ensure_ascii=False)};\n{_script()}"
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    response["Service-Worker-Allowed"] = "/"
    return response


def _setup() -> dict[str, Any]:
    languages, instead, leave = {}, {}, []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            languages[code] = _language()
            instead[reverse("front:home")] = reverse("front:goals")
            leave.append(reverse("front:leave"))
    return {"languages": languages, "instead": instead, "leave": leave, "assets": [static(name) for name in ASSETS], "first": FIRST}


def _language() -> dict[str, Any]:
    return {
        "offline": reverse("front:offline"),
        "packs": reverse("front:pack", args=["*"]),
        "words": {
            "kind": escape(_("You have no connection")),
            "kept": escape(_("You are reading what this device kept on {when}. Something may have changed: ask before you go.")),
        },
    }


@cache
def _script() -> str:
    return SCRIPT.read_text("utf-8")


def _statics() -> str:
    """Changes with any static file, once they have been collected."""
    return str(getattr(staticfiles_storage, "manifest_hash", ""))
