"""Problem bodies of RFC 9457 (``application/problem+json``), with words in the reader's language.

Every error under ``/api/`` is one of these, so that a program can tell them apart by ``type`` and a person can read ``title``
and ``detail``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language
from pydantic import BaseModel, ConfigDict, Field

__all__ = ["CONTENT_TYPE", "PROBLEMS", "FieldProblem", "ProblemBody", "problem_response", "reader_language"]

CONTENT_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its status, and what happened and what to do, in Spanish and English."""

    status: int
    es: tuple[str, str]
    en: tuple[str, str]


PROBLEMS: Mapping[str, Kind] = {
    "bad-request": Kind(
        400,
        ("No pudimos leer la petición", "Revise la dirección y las cabeceras. No guardamos nada de lo que envió."),
        ("We could not read the request", "Check the address and the headers. We kept nothing of what you sent."),
    ),
    "not-json": Kind(
        400,
        ("No pudimos leer lo que se envió", "Envíe un objeto JSON en UTF-8, sin claves repetidas y sin signos invisibles."),
        ("We could not read what was sent", "Send one JSON object in UTF-8, with no key twice and no invisible signs."),
    ),
    "not-found": Kind(
        404,
        ("Aquí no hay nada", "Revise la dirección. La lista de direcciones está en /api/v1/openapi.json."),
        ("There is nothing here", "Check the address. The list of addresses is at /api/v1/openapi.json."),
    ),
    "unknown-id": Kind(
        404,
        ("No conocemos ese nombre", "Elija uno de los nombres parecidos, o pida la lista completa."),
        ("We do not know that name", "Choose one of the names that are close, or ask for the full list."),
    ),
    "method-not-allowed": Kind(
        405,
        ("Esta dirección no acepta esa petición", "Use uno de los métodos que dice la cabecera Allow."),
        ("This address does not take that request", "Use one of the methods that the Allow header names."),
    ),
    "length-required": Kind(
        411,
        ("No sabemos cuánto mide", "Envíe la cabecera Content-Length, sin partir el envío en pedazos."),
        ("We do not know how long it is", "Send the header Content-Length, and do not send the body in chunks."),
    ),
    "too-large": Kind(
        413,
        ("Es demasiado largo", "Envíe menos de 64 kB."),
        ("It is too long", "Send less than 64 kB."),
    ),
    "not-json-type": Kind(
        415,
        ("Ese formato no lo leemos aquí", "Envíe la cabecera Content-Type: application/json."),
        ("We do not read that format here", "Send the header Content-Type: application/json."),
    ),
    "not-valid": Kind(
        422,
        ("Hay algo que corregir", "Corrija lo que dice la lista «errors» y envíelo de nuevo."),
        ("There is something to correct", "Correct what the list “errors” says and send it again."),
    ),
    "server-error": Kind(
        500,
        ("Algo falló de nuestro lado", "Espere un momento e inténtelo de nuevo. No guardamos nada de lo que envió."),
        ("Something failed on our side", "Wait a moment and try again. We kept nothing of what you sent."),
    ),
    "busy": Kind(
        503,
        ("Hay muchas preguntas en este momento", "Espere unos segundos e inténtelo de nuevo."),
        ("There are many questions right now", "Wait a few seconds and try again."),
    ),
    "no-region": Kind(
        503,
        ("Todavía no hay información cargada", "Quien administra el servidor debe cargar una región."),
        ("There is no information loaded yet", "Whoever runs the server has to load a region."),
    ),
}


class FieldProblem(BaseModel):
    """One thing wrong with what was sent. ``field``: where; ``other``: what it does not go with; ``nearest``: ids close to it."""

    model_config = ConfigDict(extra="forbid")

    code: str
    field: str
    key: str = ""
    value: str = ""
    other: str | None = None
    nearest: list[str] = Field(default_factory=list, max_length=3)
    words: dict[str, str] = Field(description="The sentence for people, by language.")


class ProblemBody(BaseModel):
    """What an error says: RFC 9457, with a list of what to correct."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(description="Names the kind of problem: urn:rumbo:problem:<name>.")
    title: str
    status: int
    detail: str
    nearest: list[str] | None = Field(default=None, description="For an unknown name: the three that are closest.")
    errors: list[FieldProblem] | None = None


def reader_language() -> str:
    """The language to answer in, as Django's locale middleware read it: ``es`` or ``en``."""
    return "en" if (get_language() or "").startswith("en") else "es"


def problem_response(name: str, *, errors: list[dict[str, Any]] | None = None, retry_after: int | None = None) -> HttpResponse:
    """An error as ``application/problem+json``.

    Args:
        name: a key of ``PROBLEMS``.
        errors: what to correct, each in the form of :class:`FieldProblem`.
        retry_after: seconds after which it is worth trying again.

    >>> problem_response("busy", retry_after=2)["Retry-After"]  # doctest: +SKIP
    '2'
    """
    kind, language = PROBLEMS[name], reader_language()
    title, detail = kind.en if language == "en" else kind.es
    body: dict[str, Any] = {"type": f"urn:rumbo:problem:{name}", "title": title, "status": kind.status, "detail": detail}
    if errors:
        body["errors"] = errors
        if nearest := next((error["nearest"] for error in errors if error.get("nearest")), None):
            body["nearest"] = list(nearest)[:3]
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=kind.status, content_type=CONTENT_TYPE)
    response["Content-Language"] = language
    response["Cache-Control"] = "no-store"
    if retry_after is not None:
        response["Retry-After"] = str(retry_after)
    return response
