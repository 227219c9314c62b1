"""The API keeps its word: whatever is sent, what comes back is what its OpenAPI document says, and never a 500."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from rumbo.front.services import load_region
from tests.pathways.logic.small_region import records as small_region

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

OPERATIONS = {
    ("GET", "/api/v1/goals"),
    ("GET", "/api/v1/documents"),
    ("GET", "/api/v1/documents/{kind}/{slug}"),
    ("GET", "/api/v1/organizations"),
    ("GET", "/api/v1/organizations/{slug}"),
    ("GET", "/api/v1/services"),
    ("GET", "/api/v1/services/{slug}"),
    ("GET", "/api/v1/locations"),
    ("GET", "/api/v1/locations/{slug}"),
    ("GET", "/api/v1/ports"),
    ("GET", "/api/v1/ports/{slug}"),
    ("GET", "/api/v1/rights"),
    ("GET", "/api/v1/catch-22s"),
    ("GET", "/api/v1/myths"),
    ("GET", "/api/v1/rumours"),
    ("GET", "/api/v1/changes"),
    ("POST", "/api/v1/plan"),
    ("POST", "/api/v1/why-not"),
    ("POST", "/api/v1/compare"),
    ("GET", "/api/v1/goals/{slug}/rules"),
    ("POST", "/api/v1/what-if"),
    ("POST", "/api/v1/screen"),
}
NOTHING_TO_GET_WRONG = {
    *(("GET", f"/api/v1/{name}") for name in ("goals", "documents", "ports", "rights", "myths", "rumours", "catch-22s")),
    # Any text is a slug: there may just be nothing by that name.
    *(("GET", f"/api/v1/{kind}/{{slug}}") for kind in ("organizations", "services", "locations", "ports")),
    ("GET", "/api/v1/documents/{kind}/{slug}"),
    ("GET", "/api/v1/goals/{slug}/rules"),
}
# Who names no goal is never told that it is unknown: words that fit the schema and mean nothing in the region are told with 422.
MEANS_NOTHING = {("POST", "/api/v1/screen")}
CASES = [
    (*operation, mode)
    for operation in sorted(OPERATIONS)
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or operation not in NOTHING_TO_GET_WRONG
]


@cache
def api_schema() -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.fixture
def region(db: None) -> Iterator[None]:
    """The small region; the connection stays open between requests, as Django's own test client keeps it."""
    load_region(small_region(), actor="test", now=dt.datetime(2026, 11, 22, 20, tzinfo=dt.UTC))
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("region")
def test_every_operation_is_tried_here() -> None:
    found = (result.ok() for result in api_schema().get_all_operations())
    assert {(operation.method.upper(), operation.path) for operation in found} == OPERATIONS


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize(("method", "path", "mode"), CASES)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_answer_is_as_declared(method: str, path: str, mode: GenerationMode, data: st.DataObject) -> None:
    operation = api_schema()[path][method]
    case = data.draw(operation.as_strategy(generation_mode=mode))
    # Without a network between, nobody unpacks what is compressed.
    left_out = [positive_data_acceptance] if (method, path) in MEANS_NOTHING else []
    case.call_and_validate(headers={"Accept-Encoding": "identity"}, excluded_checks=left_out)
