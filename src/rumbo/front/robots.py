"""What crawlers are told: all that is the same for everyone is theirs to read, what is about a person is not."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from rumbo.web.privacy import same_for_all

__all__ = ["robots"]

# Addresses below these are closed with them. A goal stands as "*", which means any.
PERSONAL = (
    *(("pathways:" + name, ["*"]) for name in ("papers", "questions", "answers", "way", "compare", "days")),
    *(("pathways:" + name, []) for name in ("take-print", "take-text", "take-calendar", "take-qr", "saved", "navigator", "start-again")),
    *(("front:" + name, []) for name in ("search", "leave", "today")),
    ("directory:search", []),
    ("web:display", []),
)
# The same for all, but each choice is counted anew: only the page as it opens is for crawlers.
COUNTED = ("pathways:rule-cost",)


@same_for_all
def robots(request: HttpRequest) -> HttpResponse:
    """The rules of RFC 9309, for every crawler alike."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for code, _name in settings.LANGUAGES for path in _paths(code)), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _paths(code: str) -> list[str]:
    with translation.override(code):
        return [*(reverse(name, args=args) for name, args in PERSONAL), *(reverse(name) + "?" for name in COUNTED)]
