"""Settings: what a deployment may change, and what it gets when it changes nothing."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from rumbo.config import settings as module
from rumbo.config.secret import read_or_make_secret


def test_the_secret_is_made_once_and_is_its_owners_only(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    secret = read_or_make_secret(path)
    assert len(secret) >= 64
    assert read_or_make_secret(path) == secret
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


def test_a_secret_that_another_process_made_first_counts(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    path.write_text("theirs\n", encoding="ascii")
    assert read_or_make_secret(path) == "theirs"


def test_every_variable_that_settings_read_is_explained_at_their_top() -> None:
    source = Path(module.__file__).read_text(encoding="utf-8")
    explained, code = source.split('"""')[1], source.split('"""', 2)[2]
    read = set(re.findall(r"RUMBO_[A-Z_]+", code))
    assert read == set(re.findall(r"^(RUMBO_[A-Z_]+)", explained, flags=re.MULTILINE))


def settings_with(tmp_path: Path, **env: str) -> dict[str, object]:
    """Settings as a fresh process reads them."""
    code = (
        "import json; from rumbo.config import settings as s\n"
        "print(json.dumps({n: getattr(s, n) for n in dir(s) if n.isupper()}, default=str))"
    )
    clean = {name: value for name, value in os.environ.items() if not name.startswith("RUMBO_")}
    clean["PYTHONPATH"] = os.pathsep.join(sys.path)
    done = subprocess.run(
        [sys.executable, "-c", code], env={**clean, "RUMBO_DATA": str(tmp_path), **env}, capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout))


def test_the_default_is_one_sqlite_file_in_the_data_folder(tmp_path: Path) -> None:
    found = settings_with(tmp_path)
    database = found["DATABASES"]["default"]  # type: ignore[index]
    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["NAME"] == str(tmp_path / "rumbo.sqlite3")
    assert "ATOMIC_REQUESTS" not in database
    assert (found["DEBUG"], found["ADMIN"], found["LANGUAGE_CODE"]) == (False, False, "es")
    assert stat.S_IMODE(tmp_path.joinpath("secret_key").stat().st_mode) == 0o600


def test_https_makes_cookies_secure_and_sends_hsts(tmp_path: Path) -> None:
    found = settings_with(tmp_path, RUMBO_HTTPS="1", RUMBO_ALLOWED_HOSTS="rumbo.example, www.rumbo.example")
    assert found["SESSION_COOKIE_SECURE"] is True
    assert int(str(found["SECURE_HSTS_SECONDS"])) > 0
    assert found["ALLOWED_HOSTS"] == ["rumbo.example", "www.rumbo.example"]


def test_a_database_url_is_postgresql(tmp_path: Path) -> None:
    database = settings_with(tmp_path, RUMBO_DATABASE_URL="postgres://u:p@db:5433/rumbo")["DATABASES"]["default"]  # type: ignore[index]
    assert (database["ENGINE"], database["HOST"], database["PORT"]) == ("django.db.backends.postgresql", "db", 5433)


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_sqlite_is_a_file_with_wal_foreign_keys_and_a_wait() -> None:
    assert Path(settings.DATABASES["default"]["NAME"]).name.startswith("test.sqlite3")
    with connection.cursor() as cursor:
        pragmas = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "foreign_keys", "busy_timeout")}
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 20_000}


def test_django_starts_without_the_engines_kernels_so_that_the_server_can_still_say_that_they_run_compiled() -> None:
    code = "import sys, django; django.setup(); print([name for name in sys.modules if name.startswith('rumbo.engine.kernels')])"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
