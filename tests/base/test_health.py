"""``/healthz``: green where everything works, else which part does not, and no insides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client

from rumbo.base import ports
from rumbo.base.health import data_health
from rumbo.base.ports import Registry
from rumbo.pathways.health import engine_health
from tests.pathways.walking import load


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    """The registry as the rooms filled it, to be changed by one test."""
    before = dict(ports.healthchecks)
    yield ports.healthchecks
    for name, check in before.items():
        ports.healthchecks.register(name, check)


@pytest.mark.django_db
def test_a_server_that_works_says_so_and_is_asked_anew_each_time(client: Client, checks: Registry) -> None:
    load()
    checks.register("engine", lambda: None)  # whether the kernels are compiled differs from one test machine to another
    response = client.get("/healthz")
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    assert response.json() == {"status": "ok", "checks": dict.fromkeys(("database", "region", "data", "engine"), "ok")}
    assert not response.cookies


@pytest.mark.django_db
def test_without_a_region_it_says_what_to_run(client: Client) -> None:
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["status"] == "failing"
    assert "rumbo region load" in response.json()["checks"]["region"]


@pytest.mark.django_db
def test_a_check_that_breaks_is_named_without_its_words(client: Client, checks: Registry, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> str | None:
        raise OperationalError("password of postgres://rumbo:hunter2@db/ is wrong")

    checks.register("database", broken)
    response = client.get("/healthz")
    assert response.json()["checks"]["database"] == "the check failed: OperationalError"
    assert response.status_code == 503
    assert "hunter2" not in response.content.decode()


def test_a_data_folder_that_is_gone_is_said(tmp_path: Path, settings) -> None:  # noqa: ANN001
    settings.DATA = tmp_path / "gone"
    assert data_health() == "nothing can be written to the data folder: No such file or directory"


def test_an_interpreted_engine_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rumbo.engine.jit._linked", None)
    assert "rumbo warm" in (engine_health() or "")
    monkeypatch.setattr("rumbo.engine.jit._linked", lambda name: 0)
    assert engine_health() is None


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_only_answers(client: Client, method: str) -> None:
    assert getattr(client, method)("/healthz").status_code == 405
