"""What is compressed: pages that are the same for everyone, and no other."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.pathways.walking import load

pytestmark = pytest.mark.django_db
ZIPPED = {"HTTP_ACCEPT_ENCODING": "gzip"}


@pytest.mark.parametrize("path", ["/es/privacy/", "/es/styleguide/", "/api/v1/goals"])
def test_a_page_that_is_the_same_for_everyone_is_compressed(path: str) -> None:
    load()
    assert Client().get(path, **ZIPPED).get("Content-Encoding") == "gzip"


@pytest.mark.parametrize("path", ["/es/", "/es/plan/formal-job/papers/", "/es/plan/formal-job/way/", "/es/today/", "/es/display/"])
def test_a_page_about_a_person_or_with_a_token_is_not(path: str) -> None:
    load()
    page = Client().get(path, **ZIPPED)
    assert page.status_code == 200
    assert "Content-Encoding" not in page
