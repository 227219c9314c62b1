"""Theme and size of letters: read strictly from one cookie that says nothing about a person, and shown on every page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers

from rumbo.web.logic.display import Display, read_display, write_display

__all__ = ["COOKIE", "VaryByDisplay", "display", "keep_display"]

COOKIE = "rumbo_display"
YEAR = 365 * 24 * 60 * 60


def display(request: HttpRequest) -> dict[str, Display]:
    """Context of every template: ``display.theme`` and ``display.size``."""
    return {"display": read_display(request.COOKIES.get(COOKIE, ""))}


def keep_display(response: HttpResponseBase, wish: Display) -> None:
    """Keep a wish on the device, or take it away where all is left to the device."""
    if word := write_display(wish):
        response.set_cookie(COOKIE, word, max_age=YEAR, httponly=True, samesite="Strict")
    else:
        response.delete_cookie(COOKIE, samesite="Strict")


class VaryByDisplay:
    """A page that some cache keeps is kept apart for each wish: ``Vary: Cookie`` on every page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return response
