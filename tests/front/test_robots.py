"""What crawlers are told, and the sign that a browser asks for unasked."""

from __future__ import annotations

import re
import struct

import pytest
from django.test import Client

from tests.config.test_headers import addresses
from tests.pathways.walking import load

pytestmark = pytest.mark.django_db
# They carry a token, so no cache keeps them; but a search engine may list them as they stand for someone who has said nothing.
DOORS = {"/es/", "/en/", "/es/directory/", "/en/directory/"}


def is_allowed(rules: str, address: str) -> bool:
    """As RFC 9309 says: the longest rule that fits wins, ``*`` is anything, what no rule fits is allowed."""
    told = re.findall(r"^(Allow|Disallow): (\S+)$", rules, re.MULTILINE)
    fitting = [(len(path), word == "Allow") for word, path in told if re.match(re.escape(path).replace(r"\*", ".*"), address)]
    return max(fitting, default=(0, True))[1]


def test_crawlers_are_welcome_to_what_is_the_same_for_all_and_to_nothing_about_a_person(client: Client) -> None:
    load()
    response = client.get("/robots.txt")
    assert (response.status_code, response["Content-Type"]) == (200, "text/plain; charset=utf-8")
    rules = response.content.decode()
    assert rules.startswith("User-agent: *\n")
    personal = set()
    for address in addresses():
        page = client.get(address)
        if page.get("X-Robots-Tag") == "noindex" and address not in DOORS:
            personal.add(address)
            assert not is_allowed(rules, address), address
        elif page.status_code == 200 and page["Cache-Control"].startswith("public"):
            assert is_allowed(rules, address), address
    assert {"/es/plan/formal-job/papers/", "/en/plan/formal-job/questions/side/", "/es/take/print/", "/en/navigator/"} <= personal
    assert all(is_allowed(rules, door) for door in DOORS)


@pytest.mark.parametrize("door", sorted(DOORS))
def test_a_search_engine_may_list_a_door_and_not_as_someone_with_answers_sees_it(client: Client, door: str) -> None:
    load()
    page = Client().get(door)
    assert (page.status_code, page["Cache-Control"], "X-Robots-Tag" in page) == (200, "no-store", False)
    client.cookies["csrftoken"] = "anything"
    assert client.get(door)["X-Robots-Tag"] == "noindex"


def test_the_rules_name_nobody_and_lead_nowhere_new(client: Client) -> None:
    assert "admin" not in client.get("/robots.txt").content.decode()
    assert client.get("/robots.txt").cookies == {}


def test_a_browser_that_reads_no_link_finds_the_sign_at_the_usual_place(client: Client) -> None:
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Content-Type"]) == (200, "image/x-icon")
    content = b"".join(response)
    kind, count = struct.unpack_from("<HH", content, 2)
    assert (kind, count) == (1, 1)
    assert len(content) < 2_000
    assert "public" in response["Cache-Control"]
    assert client.head("/favicon.ico").status_code == 200


def test_every_page_links_its_sign_and_the_page_after_leaving_shows_none(client: Client) -> None:
    load()
    for address in ("/es/", "/en/privacy/", "/es/plan/formal-job/"):
        link = re.search(r'<link rel="icon" href="([^"]+)"', client.get(address).content.decode())
        assert link is not None, address
        assert client.get(link[1]).status_code == 200
    assert '<link rel="icon" href="data:,">' in client.get("/es/today/").content.decode()
