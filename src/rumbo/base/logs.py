"""Logs without people in them: one JSON object a line; of an error its type and place, never its words or values."""

from __future__ import annotations

import datetime as dt
import json
import logging
import traceback
from collections.abc import ItemsView
from types import TracebackType
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter

__all__ = ["JsonLines", "NothingPersonal"]

HIDDEN = "[hidden]"
REQUESTS = "django.request"  # Django's own line for an answer of 500 and more, "Service Unavailable: /es/plan/…/way/"
REFUSALS = "django.security."  # Django logs each request it refuses as an error, under the name of the refusal


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON: ``time``, ``level``, ``logger``, ``message``, and ``error`` with ``at``.

    Nor is the address kept that could not be answered, only the name of its view: it says what somebody looked for.
    What a caller hands over as ``extra={"facts": {…}}`` stands beside them.

    The words of an exception are left out: a failed search may quote what a person answered. A request that Django refuses
    (a form too large, with too many fields) is no failure of ours: a warning that names the kind of refusal, and nothing else.
    """

    def format(self, record: logging.LogRecord) -> str:
        refused = record.name.startswith(REFUSALS)
        line: dict[str, Any] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": "warning" if refused else record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        line.update(getattr(record, "facts", {}))
        if record.name == REQUESTS:
            match = getattr(getattr(record, "request", None), "resolver_match", None)
            line["view"] = match.view_name if match else "none"
        if record.exc_info and record.exc_info[0] is not None and not refused:
            line["error"] = record.exc_info[0].__qualname__
            line["at"] = _places(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    if record.name.startswith(REFUSALS):
        return f"request refused: {record.name.removeprefix(REFUSALS)}"
    if record.name == REQUESTS:
        return str(record.args[0]) if isinstance(record.args, tuple) and record.args else "request failed"
    return record.getMessage()


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)
    return [f"{'/'.join(frame.filename.split('/')[-3:])}:{frame.lineno} {frame.name}" for frame in frames[-12:]]


class NothingPersonal(SafeExceptionReporterFilter):
    """Hides from error reports everything a person may have sent, whether or not ``DEBUG`` is on."""

    def is_active(self, request: HttpRequest | None) -> bool:
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, str]:
        return {} if request is None else dict.fromkeys(request.POST, HIDDEN)

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: Any) -> ItemsView[str, Any]:
        return dict.fromkeys(tb_frame.f_locals, HIDDEN).items()

    def get_safe_request_meta(self, request: HttpRequest | None) -> dict[str, Any]:
        return {} if request is None else {name: request.META.get(name, "") for name in ("REQUEST_METHOD", "PATH_INFO")}

    def get_safe_cookies(self, request: HttpRequest | None) -> dict[str, str]:
        return {} if request is None else dict.fromkeys(request.COOKIES, HIDDEN)
