"""The OpenAPI document: kept in the repository, so that no change of the contract goes unseen."""

from __future__ import annotations

import json
from pathlib import Path

from rumbo.config.openapi import openapi_text

KEPT = Path(__file__).resolve().parents[2] / "docs" / "reference" / "openapi.json"


def test_the_contract_is_the_one_in_the_docs() -> None:
    told = "The API changed. If that is meant: python -m rumbo.config.openapi > docs/reference/openapi.json"
    assert KEPT.read_text(encoding="utf-8") == openapi_text(), told


def test_errors_are_declared_as_problems_and_answers_as_json() -> None:
    document = json.loads(openapi_text())
    assert document["openapi"].startswith("3.1")
    for path in document["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                expected = "application/problem+json" if int(status) >= 400 else "application/json"
                assert list(response["content"]) == [expected]


def test_every_endpoint_says_what_it_is_for() -> None:
    for path in json.loads(openapi_text())["paths"].values():
        assert all(operation.get("description") for operation in path.values())
