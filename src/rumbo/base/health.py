"""Whether the server works: ``/healthz``, for whoever watches it. It names the part that does not, and nothing of its insides."""

from __future__ import annotations

import logging
import tempfile

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from rumbo.base.ports import Healthcheck, healthchecks

__all__ = ["data_health", "database_health", "healthz"]

logger = logging.getLogger("rumbo.health")


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 and ``{"status": "ok"}`` where every check passes, else 503 and a sentence for each that does not."""
    found = {name: _result(check) for name, check in healthchecks}
    wrong = {name: words for name, words in found.items() if words is not None}
    checks = {name: words or "ok" for name, words in found.items()}
    response = JsonResponse({"status": "failing" if wrong else "ok", "checks": checks}, status=503 if wrong else 200)
    response["Cache-Control"] = "no-store"
    return response


def _result(check: Healthcheck) -> str | None:
    try:
        return check()
    except Exception as error:  # whatever it is, the other checks are still worth telling
        logger.warning("a health check could not be made", exc_info=error)
        return f"the check failed: {type(error).__name__}"  # its words may hold an address or a password


def database_health() -> str | None:
    """None where the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return None


def data_health() -> str | None:
    """None where something can be written to the data folder."""
    try:
        with tempfile.TemporaryFile(dir=settings.DATA) as file:
            file.write(b"ok")
    except OSError as error:
        return f"nothing can be written to the data folder: {error.strerror}"
    return None
