"""Static files: served at once from the sources, and under digested names when they have been collected."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from rumbo.config.static import StaticStorage


def test_before_collecting_a_file_keeps_its_name(tmp_path: Path) -> None:
    assert StaticStorage(location=str(tmp_path), base_url="/static/").url("web/site.css") == "/static/web/site.css"


@pytest.mark.slow
def test_after_collecting_a_name_carries_the_digest(tmp_path: Path, settings: Any) -> None:
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0, stdout=StringIO())
    storage = StaticStorage(location=str(tmp_path), base_url="/static/")
    name = next(name for name in storage.hashed_files if name.startswith("admin/css/"))
    assert storage.url(name) == f"/static/{storage.hashed_files[name]}" != f"/static/{name}"
    assert (tmp_path / storage.hashed_files[name]).exists()
