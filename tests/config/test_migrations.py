"""Migrations: complete, and they lead forward, back and forward again with a region in the tables."""

from __future__ import annotations

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from rumbo.front.services import load_region
from rumbo.pathways import queries
from tests.base.whole_region import whole_region

APPS = ("pathways", "directory", "base", "accounts")
NOW = dt.datetime(2026, 11, 22, 20, tzinfo=dt.UTC)


@pytest.mark.django_db
def test_no_change_of_a_model_is_without_its_migration() -> None:
    told = StringIO()
    call_command("makemigrations", dry_run=True, stdout=told)
    assert told.getvalue() == "No changes detected\n"


def tables() -> set[str]:
    return {name for name in connection.introspection.table_names() if name.split("_")[0] in APPS}


@pytest.mark.django_db(transaction=True)
def test_tables_go_and_come_back_with_the_region_loaded() -> None:
    load_region(whole_region(), actor="test", now=NOW)
    before = tables()
    try:
        for app in ("admin", *APPS):
            call_command("migrate", app, "zero", verbosity=0)
        assert tables() == set()
    finally:
        call_command("migrate", verbosity=0)
    assert tables() == before
    load_region(whole_region(), actor="test", now=NOW)
    assert queries.current_records() == whole_region()
