"""Pages of the shell itself: how pages look on this device, and the living style guide."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rumbo.web.display import keep_display
from rumbo.web.guide import guide_context
from rumbo.web.logic.display import read_display
from rumbo.web.ports import shell_links
from rumbo.web.privacy import private_headers, same_for_all

__all__ = ["display", "styleguide"]


@csrf_exempt  # it changes how a page looks and nothing else; every page can then lead here without a cookie of its own
@private_headers
@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponseBase:
    """Choose theme and size of letters. Where one came from travels in the form, never in the address."""
    back = _own_page(request)
    if request.method == "POST" and "theme" in request.POST:
        response = HttpResponseRedirect(back, status=303)
        keep_display(response, read_display(f"{request.POST['theme']}.{request.POST.get('size', '')}"))
        return response
    return render(request, "web/display.html", {"back": back, "themes": _themes(), "sizes": _sizes()})


def _own_page(request: HttpRequest) -> str:
    """The page of ours that the form names, else home."""
    wish = request.POST.get("back", "")
    if wish.startswith("/") and url_has_allowed_host_and_scheme(wish, allowed_hosts=None):
        return wish
    links = shell_links()
    return reverse(links.home) if links else "/"


def _themes() -> list[tuple[str, str]]:
    return [("", _("As this device does")), ("light", _("Light")), ("dark", _("Dark")), ("contrast", _("Black on white, strong lines"))]


def _sizes() -> list[tuple[str, str]]:
    return [("", _("As this device does")), ("large", _("Large")), ("larger", _("Larger"))]


@same_for_all
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component in every state, made of the very parts that pages include."""
    return render(request, "web/styleguide.html", guide_context())
