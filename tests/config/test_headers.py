"""What every answer tells a browser, whichever page it is: nothing from elsewhere, nothing inline, in nobody's frame but one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from tests.pathways.walking import load

TEMPLATES = Path(__file__).resolve().parents[2] / "src" / "rumbo"
SAMPLES = {"goal": "formal-job", "attribute": "side"}
FRAMED = ("/es/embed/", "/en/embed/")


def addresses() -> list[str]:
    """Every address the server has, with a sample in each blank; one without a sample leads to the page of what is nowhere."""
    found = [*_walk(get_resolver(), "/"), "/es/plan/nothing/", "/en/nothing/", "/static/web/rumbo.css", "/api/v1/goals"]
    return sorted({address.replace("/es/", f"/{language}/") for address in found for language in ("es", "en")})


def _walk(resolver: Any, before: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        own = str(entry.pattern)
        path = before + re.sub(r"<(?:\w+:)?(\w+)>", lambda blank: SAMPLES.get(blank[1], "nothing"), own.lstrip("^").rstrip("$"))
        if isinstance(entry, URLPattern):
            yield path
        else:
            yield from _walk(entry, path)


@pytest.mark.django_db
def test_every_answer_carries_the_headers(client: Client) -> None:
    load()
    for address in addresses():
        response = client.get(address)
        told = response.headers
        assert told["X-Content-Type-Options"] == "nosniff", address
        assert told["Referrer-Policy"] in {"same-origin", "no-referrer"}, address
        assert told["Cross-Origin-Opener-Policy"] == "same-origin", address
        assert told["Permissions-Policy"].startswith("accelerometer=(), "), address
        framed = address.startswith(FRAMED) and response.status_code == 200
        assert told["Cross-Origin-Resource-Policy"] == ("cross-origin" if framed else "same-origin"), address
        if not address.startswith("/static/"):
            _check_policy(told, address, framed=framed)


def _check_policy(told: Any, address: str, *, framed: bool) -> None:
    policy = dict(part.strip().split(" ", 1) for part in told["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'", address
    assert policy["object-src"] == policy["base-uri"] == "'none'", address
    assert policy["form-action"] == "'self'", address
    assert policy["frame-ancestors"] == ("*" if framed else "'none'"), address
    assert not re.search(r"unsafe|https?:|strict-dynamic", told["Content-Security-Policy"]), address
    assert told.get("X-Frame-Options") == (None if framed else "DENY"), address


@pytest.mark.django_db
def test_every_answer_says_who_may_keep_it(client: Client) -> None:
    load()
    for address in addresses():
        for response in (client.get(address), client.post(address), client.put(address)):
            assert response.headers["Cache-Control"] in {"no-store", "no-cache", "public, max-age=300", "max-age=60, public"}, address
            kept = "public" in response.headers["Cache-Control"]
            assert not kept or (response.status_code == 200 and not response.cookies), (address, response.status_code)


@pytest.mark.django_db
def test_a_page_for_all_that_must_renew_a_broken_token_is_kept_by_nobody(client: Client) -> None:
    load()
    client.cookies["csrftoken"] = "broken"
    response = client.get("/es/privacy/")
    assert (response.cookies["csrftoken"].value != "broken", response["Cache-Control"]) == (True, "no-store")


@pytest.mark.django_db
def test_what_is_the_same_for_all_may_be_kept_for_some_minutes(client: Client) -> None:
    load()
    for address in ("/es/styleguide/", "/en/privacy/", "/en/directory/services/", "/api/v1/goals", "/api/v1/services?side=mx"):
        assert sorted(client.get(address)["Cache-Control"].split(", ")) == ["max-age=300", "public"], address
    for address in ("/", "/privacy/", "/api/v1/nothing", "/es/directory/services/nothing/", "/es/map"):
        assert client.get(address)["Cache-Control"] == "no-store", address


@pytest.mark.django_db
def test_no_page_has_a_script_style_or_handler_inside(client: Client) -> None:
    load()
    for address in addresses():
        response = client.get(address)
        if response.headers["Content-Type"].startswith("text/html"):
            page = response.content.decode()
            assert not re.search(r"<style|\sstyle=|<[^>]+\son\w+=|javascript:", page), address
            assert all(re.search(r'\ssrc="/static/', tag) for tag in re.findall(r"<script[^>]*>", page)), address
            assert not re.findall(r"<script[^>]*>\s*[^\s<]", page), address


def test_no_template_has_a_script_style_or_handler_inside() -> None:
    for template in TEMPLATES.glob("*/templates/**/*.html"):
        text = template.read_text("utf-8")
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=\"{% static )|<script[^>]*>\s*[^\s<]", text), template.name


def test_over_https_browsers_are_told_to_stay_there(tmp_path: Path) -> None:
    code = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "print(Client().get('/en/privacy/', secure=True).headers['Strict-Transport-Security'])"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "RUMBO_HTTPS": "1", "RUMBO_DATA": str(tmp_path)}
    environment |= {"RUMBO_ALLOWED_HOSTS": "testserver"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout.strip() == "max-age=31536000", done.stderr
