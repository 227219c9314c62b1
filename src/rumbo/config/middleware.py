"""What every answer carries for the browser, and the gate of the API: what is refused before anything is read."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.middleware.gzip import GZipMiddleware
from django.utils.module_loading import import_string

from rumbo.base.problems import CONTENT_TYPE, problem_response
from rumbo.web.privacy import keep_if_same

__all__ = ["ApiGate", "CompressPublic", "Fences", "NotAllowedInWords", "RequestLines"]

requests = logging.getLogger("rumbo.requests")

TOKEN = b"csrfmiddlewaretoken"
PREFIX = "/api/"
# What no page here needs, so that none of them, nor anything that got into one, can ask for it.
UNUSED = (
    *("accelerometer", "bluetooth", "camera", "display-capture", "geolocation", "gyroscope", "hid", "magnetometer"),
    *("microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking"),
)
PERMISSIONS = ", ".join(f"{feature}=()" for feature in UNUSED)
METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})  # a client may send any other word
NAMED = {400: "bad-request", 404: "not-found", 405: "method-not-allowed", 500: "server-error"}


class CompressPublic(GZipMiddleware):
    """Compress what is the same for everyone: no page about a person, none that carries a form's token or sets a cookie.

    The length of a compressed page tells of what is repeated in it (BREACH); of such a page there is nothing to tell.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        secret = "no-store" in response.get("Cache-Control", "") or response.cookies or response.streaming
        if secret or TOKEN in getattr(response, "content", b""):
            return response
        return super().process_response(request, response)


class Fences:
    """Tells browsers on every answer, static files included, what they may not do with it; a view that says otherwise is heeded.

    What nobody has said may be kept, no cache keeps; nor what sets a cookie, though it be the token that is set beside the view.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if response.cookies or "Cache-Control" not in response:
            response["Cache-Control"] = "no-store"
        return response


class RequestLines:
    """One line in the log for each request: its method, the name of the view, status and milliseconds.

    No address, and nothing that stands in the path or comes along: of who asked, and of what about, the log says nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        begun = time.perf_counter()
        response = self.get_response(request)
        facts = {
            "method": request.method if request.method in METHODS else "other",
            "view": request.resolver_match.view_name if request.resolver_match else "none",
            "status": response.status_code,
            "milliseconds": round((time.perf_counter() - begun) * 1000),
        }
        requests.info("request", extra={"facts": facts})
        return response


class ApiGate:
    """Under ``/api/``: bodies without a length are 411, over 64 kB 413, no JSON 415, unknown addresses and methods are problems.

    It stands behind the locale middleware, whose language it answers in. No cache keeps answers to POST, or what failed. HEAD is
    answered as GET is: the server in front sends the headers alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        response = self._refusal(request) or self._answer(request)
        response = _as_problem(response)
        if request.method == "POST":
            response["Cache-Control"] = "no-store"
            return response
        return keep_if_same(response)

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        if request.method != "HEAD":
            return self.get_response(request)
        request.method = "GET"  # the API's router knows no other word for it
        try:
            return self.get_response(request)
        finally:
            request.method = "HEAD"

    def _refusal(self, request: HttpRequest) -> HttpResponseBase | None:
        """What is wrong with the body, if anything; a request of another kind has none that anyone would read."""
        if request.method != "POST":
            return None
        if request.headers.get("Transfer-Encoding") and not request.META.get("CONTENT_LENGTH"):
            return problem_response("length-required")  # Django reads no body whose length is not given: it would seem empty
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return problem_response("too-large")
        if request.content_type != "application/json":
            return problem_response("not-json-type")
        try:
            request.body  # noqa: B018  read here, so that a body without an honest length is refused here too
        except RequestDataTooBig:
            return problem_response("too-large")
        return None


def _as_problem(response: HttpResponseBase) -> HttpResponseBase:
    name = NAMED.get(response.status_code)
    if name is None or response.get("Content-Type", "").startswith(CONTENT_TYPE):
        return response
    problem = problem_response(name)
    if "Allow" in response:
        problem["Allow"] = response["Allow"].replace("GET", "GET, HEAD")
    return problem


class NotAllowedInWords:
    """A page that does not take a method says so as a page, in the reader's language, where Django would send nothing but the status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or request.path_info.startswith(PREFIX):
            return response
        page: HttpResponseBase = import_string(settings.METHOD_FAILURE_VIEW)(request, allow=response["Allow"])
        return page
