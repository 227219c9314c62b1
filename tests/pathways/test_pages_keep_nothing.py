"""After a whole walk with answers nobody else would give, neither the database nor the logs hold any of them."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.db import connection
from django.test import Client

from tests.pathways.walking import answer, load

CANARIES = ("1971-09-23", "1971", "ruritania", "adults:7", "children:9", "canario", "document:photo-id", "formal-job/papers")


def walk(client: Client, language: str) -> None:
    base = f"/{language}/plan/formal-job/"
    answer(client, f"{base}papers/", paper=["document:photo-id", "document:curp-temporary"])
    answer(client, f"{base}papers/dates/", d0_day="23", d0_month="9", d0_year="1971")
    answer(client, f"{base}questions/side/", answer="mx")
    answer(client, f"{base}questions/birth_date/", answer_day="23", answer_month="9", answer_year="1971")
    answer(client, f"{base}questions/nationality/", answer=["other"], other="Ruritania")
    answer(client, f"{base}questions/household/", adults="7", children="9")
    client.post(f"{base}questions/witnesses/", {"answer": "canario"})
    client.post(f"/{language}/search/", {"words": "canario"})
    for page in ("", "papers/", "questions/", "answers/", "way/"):
        client.get(f"{base}{page}")
    answer(client, f"{base}way/", objective="least-exposed")
    for name in ("print", "text", "calendar", "qr"):
        for more in ({}, {"file": "1"}, {"open": "1"}):
            assert client.post(f"/{language}/take/{name}/", {"goal": "formal-job", **more}).status_code == 200
    desk = {"slot": "2", "goal": "formal-job", "birth_date": "1971-09-23", "nationality": "ruritania", "witnesses": "canario"}
    client.post(f"/{language}/navigator/", desk)
    answer(client, f"/{language}/navigator/", **{**desk, "witnesses": "2", "to": "1"})
    client.post(f"/{language}/navigator/print/", {"open": "1"})
    client.post(f"/{language}/leave/")


def stored() -> str:
    """Every row of every table but the region's own, as text."""
    own = {"base", "directory", "pathways"}
    models = [model for model in apps.get_models() if model._meta.app_label not in own or model.__name__ == "AuditEntry"]
    return "".join(serializers.serialize("json", model._default_manager.all()) for model in models)


@pytest.mark.django_db(transaction=True)
def test_a_walk_leaves_nothing_in_database_and_logs(
    client: Client, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    load()
    before = stored()
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("django.db.backends").setLevel(logging.WARNING)  # it repeats only our own questions to the database
        for language in ("es", "en"):
            walk(client, language)
    said = "\n".join([caplog.text, *capfd.readouterr()])
    assert stored() == before
    assert [word for word in CANARIES if word in said.lower()] == []
    assert _in_file(("ruritania", "1971-09-23", "canario")) == []
    assert _in_backup(tmp_path / "backup", ("ruritania", "1971-09-23", "canario")) == []


def _in_backup(target: Path, words: tuple[str, ...]) -> list[str]:
    """Which words a backup holds: SQLite's own copy of the database, elsewhere everything Django can write out."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy)
    else:
        call_command("dumpdata", output=str(target), verbosity=0)
    raw = target.read_bytes().lower()
    assert raw, "the backup is empty"
    return [word for word in words if word.encode() in raw]


def _in_file(words: tuple[str, ...]) -> list[str]:
    """Which words the database's file holds, its write-ahead log included; on a server there is no such file."""
    if connection.vendor != "sqlite":
        return []
    name = Path(connection.settings_dict["NAME"])
    raw = b"".join(file.read_bytes() for file in name.parent.glob(f"{name.name}*")).lower()
    return [word for word in words if word.encode() in raw]
