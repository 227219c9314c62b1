"""A person chooses how pages look, without a script, and it is kept nowhere but on their device."""

from __future__ import annotations

import pytest
from django.test import Client

from rumbo.web.display import COOKIE

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Client:
    return Client(enforce_csrf_checks=True)


def test_a_theme_and_a_size_are_kept_and_shown_on_every_page(person: Client) -> None:
    response = person.post("/es/display/", {"theme": "dark", "size": "larger", "back": "/es/privacy/"})
    assert (response.status_code, response["Location"]) == (303, "/es/privacy/")
    page = person.get("/es/privacy/").content.decode()
    assert 'data-theme="dark" data-size="larger"' in page
    cookie = person.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"


def test_leaving_it_to_the_device_takes_the_cookie_away(person: Client) -> None:
    person.post("/es/display/", {"theme": "dark", "size": ""})
    person.post("/es/display/", {"theme": "", "size": ""})
    assert person.cookies[COOKIE].value == ""
    assert "data-theme" not in person.get("/es/privacy/").content.decode()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example", ""])
def test_it_leads_back_to_no_other_site(person: Client, back: str) -> None:
    assert person.post("/es/display/", {"theme": "light", "size": "", "back": back})["Location"] == "/es/"


@pytest.mark.parametrize("wish", ['dark"><script>', "sepia.huge", "", "." * 5000])
def test_a_cookie_that_says_something_else_is_as_if_it_were_not_there(person: Client, wish: str) -> None:
    person.cookies[COOKIE] = wish
    page = person.get("/es/privacy/")
    assert page.status_code == 200
    assert b"data-theme" not in page.content
    assert b"<script>" not in page.content


def test_where_one_came_from_stands_in_no_address(person: Client) -> None:
    page = person.post("/es/display/", {"open": "1", "back": "/es/privacy/"})
    assert page.status_code == 200
    assert b'name="back" value="/es/privacy/"' in page.content
    assert page["Cache-Control"] == "no-store"


def test_a_page_kept_by_a_cache_is_kept_apart_for_each_wish(person: Client) -> None:
    assert "Cookie" in person.get("/es/privacy/")["Vary"]


def test_leaving_erases_the_wish_too(person: Client) -> None:
    person.post("/es/display/", {"theme": "dark", "size": ""})
    person.post("/es/leave/")
    assert person.cookies[COOKIE].value == ""
