"""Problem bodies: in the reader's language, and each in both."""

from __future__ import annotations

import json

import pytest
from django.utils import translation

from rumbo.base.problems import PROBLEMS, ProblemBody, problem_response


@pytest.mark.parametrize("name", sorted(PROBLEMS))
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_problem_says_what_happened_and_what_to_do(name: str, language: str) -> None:
    with translation.override(language):
        response = problem_response(name)
    problem = ProblemBody.model_validate_json(response.content)
    assert (problem.status, response.status_code) == (PROBLEMS[name].status,) * 2
    assert (problem.title, problem.detail) == getattr(PROBLEMS[name], language)
    assert problem.type == f"urn:rumbo:problem:{name}"
    assert response["Content-Language"] == language


def test_no_problem_says_the_same_in_both_languages() -> None:
    assert all(kind.es != kind.en for kind in PROBLEMS.values())


def test_nearest_names_stand_on_top_and_are_three_at_most() -> None:
    errors = [{"code": "x", "field": "goal", "nearest": ["a", "b", "c", "d"], "words": {}}]
    assert json.loads(problem_response("unknown-id", errors=errors).content)["nearest"] == ["a", "b", "c"]


def test_a_busy_server_says_when_to_come_back() -> None:
    assert problem_response("busy", retry_after=2)["Retry-After"] == "2"
