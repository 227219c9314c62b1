"""How a page about a person is served: kept by no cache, told to no other site, its forms taken only as forms of ours.

And how one is served that is the same for all: caches may keep it, and the copy that is read offline.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.utils.cache import has_vary_header
from django.utils.decorators import decorator_from_middleware
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

__all__ = ["FORM_TYPES", "keep_if_same", "listed", "personal", "private_headers", "same_for_all"]

KEPT_SECONDS = 300

View = Callable[..., HttpResponseBase]
FORM_TYPES = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
SENT = frozenset({"GET", "HEAD", "OPTIONS", "POST", "TRACE"})
OWN_PAGES = frozenset({None, "same-origin", "none"})


class CsrfOfForms(CsrfViewMiddleware):
    """Django's check of the token, on what a form can send. What comes by any other method the view itself refuses, by its name.

    What Django serves of its own, its admin, checks each request once more by itself.
    """

    def process_view(self, request: HttpRequest, callback: View, args: Any, kwargs: Any) -> HttpResponseForbidden | None:
        if request.method not in SENT:
            return None
        return super().process_view(request, callback, args, kwargs)


class CsrfWithoutReferrer(CsrfOfForms):
    """Django's check of the form's token, on pages whose policy is ``no-referrer``.

    From such a page a browser sends ``Origin: null``, which Django takes for a foreign site. The token is checked as
    ever; that the form is of our own pages is taken from ``Sec-Fetch-Site`` where the browser sends it.
    """

    def _origin_verified(self, request: HttpRequest) -> bool:
        if request.META.get("HTTP_ORIGIN") == "null":
            return request.META.get("HTTP_SEC_FETCH_SITE") in OWN_PAGES
        return bool(super()._origin_verified(request))  # type: ignore[misc]


def _no_form(request: HttpRequest) -> HttpResponse:
    words = _("This page reads only its own forms. Nothing was kept. Open the page again and answer there.")
    return render(request, "web/message.html", {"heading": _("We could not read that"), "words": words}, status=415)


_with_token: Callable[[View], View] = decorator_from_middleware(CsrfWithoutReferrer)


def private_headers(view: View) -> View:
    """No cache keeps the page, no other site learns of it, no search engine lists it; a body that is no form is refused (415)."""

    @wraps(view)
    def private(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and request.content_type not in FORM_TYPES:
            response: HttpResponseBase = _no_form(request)
        else:
            response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    return private


def personal(view: View) -> View:
    """Mark a view as one about a person: private headers, and forms that carry our token.

    >>> personal(lambda request: HttpResponse())  # doctest: +ELLIPSIS
    <function ...>
    """
    return csrf_exempt(private_headers(_with_token(view)))  # exempt from Django's own check: ours stands inside


def listed(view: View) -> View:
    """Let search engines list a :func:`personal` page, as it stands for someone who has said nothing: asked for without a cookie."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.method in {"GET", "HEAD"} and response.status_code == 200 and not request.COOKIES:
            del response["X-Robots-Tag"]
        return response

    return door


def same_for_all(view: View) -> View:
    """Mark a view that reads no cookie: its page may be kept for some minutes, and offline. What fails is not kept.

    A page that reads or sets a cookie after all is kept by nobody, whatever its view says.
    """

    @require_safe
    @wraps(view)
    def public(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return keep_if_same(view(request, *args, **kwargs))

    return public


def keep_if_same(response: HttpResponseBase) -> HttpResponseBase:
    """Let caches keep an answer for some minutes, unless it failed, or reads or sets a cookie."""
    alike = response.status_code == 200 and not response.cookies and not has_vary_header(response, "Cookie")
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}" if alike else "no-store"
    return response
