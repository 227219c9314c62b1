"""Rights, myths, rumours and changes as pages: the same for everyone, in both languages, dated, with their sources."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.pathways.walking import load

pytestmark = pytest.mark.django_db

PAGES = ("rights/", "rights/free-record/", "myths/", "rumours/", "changes/")


def read(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_one_heading_and_sets_no_cookie(client: Client, language: str, path: str) -> None:
    load()
    response = client.get(f"/{language}/{path}")
    assert response.content.decode().count("<h1>") == 1
    assert not response.cookies


def test_cards_stand_under_the_side_where_they_hold(client: Client) -> None:
    load()
    page = read(client, "/en/rights/")
    assert page.index(">Everywhere</h2>") < page.index("Interpreter") < page.index(">Mexico</h2>") < page.index("The record is free")
    assert "Not confirmed" in page


def test_a_card_shows_what_to_say_the_law_and_whom_to_turn_to(client: Client) -> None:
    load()
    page = read(client, "/en/rights/free-record/")
    for words in (
        "They may not charge you",
        "<blockquote>The record is free.",
        "A law (October 18, 2021)",
        "Open house",
        "Ask for the “no” in writing",
    ):
        assert words in page
    assert "Nombre que no se dice" not in page


def test_a_card_without_a_law_says_so(client: Client) -> None:
    load()
    assert "We have not read the law that says this" in read(client, "/en/rights/interpreter/")


def test_the_title_of_a_card_tells_nothing_to_who_finds_it_in_a_printer(client: Client) -> None:
    load()
    assert "<title>Tarjeta 1 · Rumbo</title>" in read(client, "/es/rights/free-record/")


def test_a_card_that_is_gone_is_a_page_that_was_not_found(client: Client) -> None:
    load()
    assert "No encontramos esa página" in read(client, "/es/rights/none/", 404)


def test_a_myth_is_told_with_what_is_true(client: Client) -> None:
    load()
    page = read(client, "/en/myths/")
    assert page.index("The record is for sale.") < page.index("No. It is free.") < page.index("It used to be charged for.")


def test_a_rumour_says_how_it_stands_and_from_when(client: Client) -> None:
    load()
    page = read(client, "/en/rumours/")
    assert page.index("The office has closed.") < page.index("We do not know") < page.index("February 2026")
    assert page.index("The record is for sale.") < page.index("Not true", page.index("The record is for sale."))


def sections(page: str) -> dict[str, list[str]]:
    """Ids of the changes under each heading."""
    parts = re.findall(r'<h2 id="(coming|recent|before)">(.*?)</section>', page, re.DOTALL)
    return {name: re.findall(r'<li class="tight" id="([\w-]+)"', body) for name, body in parts}


def test_changes_are_told_from_a_day_that_stands_in_the_address(client: Client) -> None:
    load()
    found = sections(read(client, "/en/changes/?since=2026-10-01"))
    assert found == {"coming": ["to-come"], "recent": ["record-free"], "before": ["old-law"]}


def test_where_nothing_changed_the_page_says_so_and_that_we_may_not_know(client: Client) -> None:
    load()
    page = read(client, "/en/changes/?since=2026-10-06")
    assert sections(page)["recent"] == []
    assert "There may be changes that we have not heard of" in page


@pytest.mark.parametrize("typed", ["2026-10-01", "01/10/2026", "1-10-2026"])
def test_a_day_may_be_written_in_the_usual_ways(client: Client, typed: str) -> None:
    load()
    assert "Since October 1, 2026" in read(client, f"/en/changes/?since={typed}")


@pytest.mark.parametrize("typed", ["ayer", "31/31/2026", "2026-02-31", "x" * 3000, "😀", "0000-01-01"])
def test_a_day_that_is_none_is_told_and_the_page_still_comes(client: Client, typed: str) -> None:
    load()
    response = client.get("/es/changes/", {"since": typed})
    assert response.status_code == 422
    assert "Escriba la fecha así" in response.content.decode()
    assert "El acta ya es gratis." in response.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_without_a_region_the_pages_say_when_to_come_back(client: Client, path: str) -> None:
    response = client.get(f"/es/{path}")
    assert (response.status_code, response["Retry-After"]) == (503, "5")
