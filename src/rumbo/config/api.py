"""The one API object: routers of the rooms, errors as problems, and an OpenAPI document that says both."""

from __future__ import annotations

import json
import logging
import re
from typing import Any, NoReturn

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from ninja.renderers import JSONRenderer

from rumbo.base.problems import CONTENT_TYPE, problem_response
from rumbo.directory.api import router as directory_router
from rumbo.pathways.api import router as pathways_router
from rumbo.pathways.logic.problems import AskError
from rumbo.pathways.queries import PlannerBusy, RegionMissing

__all__ = ["api"]

logger = logging.getLogger("rumbo.api")
# NUL, lone surrogates and the signs that turn the direction of text: no honest answer has them.
UNREADABLE = re.compile("[\x00\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
UNKNOWN = frozenset({"unknown-goal", "unknown-fact"})


class StrictParser(Parser):
    """Reads one JSON value: no key twice, no NaN, no invisible signs. What it raises becomes a 400."""

    def parse_body(self, request: HttpRequest) -> Any:
        text = request.body.decode("utf-8")
        return json.loads(text, object_pairs_hook=_without_twins, parse_constant=_refuse)


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs) or any(_unreadable(part) for pair in pairs for part in pair):
        _refuse("")
    return found


def _unreadable(value: object) -> bool:
    if isinstance(value, list):
        return any(_unreadable(part) for part in value)
    return isinstance(value, str) and UNREADABLE.search(value) is not None


def _refuse(_: str) -> NoReturn:
    raise ValueError("a constant, a repeated key or an invisible sign")


class RumboAPI(NinjaAPI):
    """Ninja's API, whose OpenAPI document gives errors the content type that they have."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**kwargs)
        for path in schema["paths"].values():
            for operation in path.values():
                _declare_problems(operation["responses"])
        return schema


def _declare_problems(responses: dict[Any, Any]) -> None:
    for status, response in responses.items():
        if int(status) >= 400 and "application/json" in response.get("content", {}):
            response["content"] = {CONTENT_TYPE: response["content"]["application/json"]}
        if int(status) == 503:
            response["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."}}


renderer = JSONRenderer()
renderer.json_dumps_params = {"ensure_ascii": False}  # letters as they are: fewer bytes for Spanish

api = RumboAPI(
    title="Rumbo",
    version="1",
    description="From what a person holds to what they need, on both sides of a border. Errors are RFC 9457 problems.",
    openapi_url="/openapi.json",
    docs_url=None,
    urls_namespace="api",
    parser=StrictParser(),
    renderer=renderer,
)
api.add_router("", pathways_router)
api.add_router("", directory_router)


@api.exception_handler(ValidationError)
def _not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Where and why, in both languages; never the value, which a person may have typed."""
    return problem_response("not-valid", errors=[_field_problem(item) for item in error.errors[:20]])


def _field_problem(item: dict[str, Any]) -> dict[str, Any]:
    place = [str(part) for part in item["loc"] if part not in ("body", "query", "path", "ask")]
    where = ".".join(place)[:200] or "body"
    words = {"es": f"Revise «{where}»: no tiene la forma que esperamos.", "en": f"Check “{where}”: it does not have the form we expect."}
    return {"code": str(item["type"]).replace("_", "-"), "field": UNREADABLE.sub("", where), "words": words}


@api.exception_handler(AskError)
def _cannot_ask(request: HttpRequest, error: AskError) -> HttpResponse:
    name = "unknown-id" if any(problem.code in UNKNOWN for problem in error.problems) else "not-valid"
    ordered = sorted(error.problems, key=lambda problem: problem.code not in UNKNOWN)
    return problem_response(name, errors=[problem.as_json() for problem in ordered[:20]])


@api.exception_handler(RegionMissing)
def _no_region(request: HttpRequest, error: RegionMissing) -> HttpResponse:
    return problem_response("no-region", retry_after=30)


@api.exception_handler(PlannerBusy)
def _busy(request: HttpRequest, error: PlannerBusy) -> HttpResponse:
    return problem_response("busy", retry_after=settings.PLANNER_RETRY_SECONDS)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem_response("not-found")


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Ninja raises this for a body it cannot parse."""
    return problem_response("not-json")


@api.exception_handler(Exception)
def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    """Logged by type and place only (rumbo.base.logs): its words may quote an answer."""
    logger.error("request failed", exc_info=error)
    return problem_response("server-error")
