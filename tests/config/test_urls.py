"""Addresses: the language in the path, the API's errors in JSON, the admin only where it is asked for."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.test import Client


@pytest.mark.parametrize(("accept", "home"), [("en-US,en;q=0.8", "/en/"), ("es-MX", "/es/"), ("fr", "/es/"), ("", "/es/")])
def test_the_root_leads_to_the_readers_language(client: Client, accept: str, home: str) -> None:
    response = client.get("/", headers={"accept-language": accept} if accept else {})
    assert (response.status_code, response["Location"]) == (302, home)
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "patch"])
@pytest.mark.parametrize("path", ["/api/", "/api/x", "/api/v1/", "/api/v1/nothing", "/api/v2/goals", "/api/v1/goals/"])
def test_what_is_nothing_under_the_api_is_a_problem_in_json(client: Client, path: str, method: str) -> None:
    response = getattr(client, method)(path, content_type="application/json")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert response.json()["status"] == 404


@pytest.mark.parametrize(("method", "path"), [("get", "/api/v1/plan"), ("delete", "/api/v1/goals"), ("put", "/api/v1/why-not")])
def test_a_method_that_an_endpoint_does_not_take_is_a_problem_that_names_those_it_does(client: Client, method: str, path: str) -> None:
    response = getattr(client, method)(path, content_type="application/json")
    assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")
    assert response["Allow"] in {"GET, HEAD", "POST"}


def test_no_third_party_may_be_spoken_to(client: Client) -> None:
    policy = client.get("/api/v1/nothing")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.django_db
def test_the_admin_is_not_there_unless_asked_for(client: Client) -> None:
    assert client.get("/admin/").status_code == 404


def run(code: str, **env: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **env},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_admin_is_there_when_asked_for_and_shows_every_table() -> None:
    code = (
        "import django; django.setup()\n"
        "from django.contrib import admin\n"
        "from django.urls import resolve\n"
        "resolve('/admin/login/')\n"
        "print(' '.join(sorted(model._meta.label for model in admin.site._registry)))"
    )
    shown = run(code, RUMBO_ADMIN="1").split()
    assert {"accounts.User", "base.AuditEntry", "directory.Organization", "pathways.WayRow"} <= set(shown)


def test_the_admin_takes_nothing_without_a_token_by_whatever_method() -> None:
    code = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "strict = Client(enforce_csrf_checks=True)\n"
        "print(*(strict.generic(method, '/admin/login/').status_code for method in ('POST', 'PUT', 'PATCH', 'DELETE')))"
    )
    assert run(code, RUMBO_ADMIN="1", RUMBO_ALLOWED_HOSTS="testserver") == "403 403 403 403"
