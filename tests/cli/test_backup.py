"""``rumbo backup`` and ``rumbo restore``: whole or not at all, while the server runs, and nothing of a visitor in the file."""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.base.scratch import scratch

ROOT = Path(__file__).resolve().parents[2]
PREPARE = "from rumbo.cli.commands.server import prepare_database as p; p()"
SETTINGS = "rumbo.config.settings"


class Place:
    """A data folder with a region loaded, and the commands run on it."""

    def __init__(self, data: Path, region: Path, url: str = "") -> None:
        self.data, self.url = data, url
        kept = {name: value for name, value in os.environ.items() if not name.startswith("RUMBO_")}
        own = {"PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))), "RUMBO_DATA": str(data), "RUMBO_REGION": str(region)}
        self.environment = {
            **kept,
            **own,
            "RUMBO_LANG": "en",
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            **({"RUMBO_DATABASE_URL": url} if url else {}),
        }

    def python(self, code: str, *arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", code, *arguments]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=180, check=False, input=said)

    def rumbo(self, *arguments: str, said: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "rumbo.cli", *arguments]
        settings = {**self.environment, **environment}
        return subprocess.run(command, env=settings, capture_output=True, text=True, timeout=180, check=False, input=said)

    def django(self, code: str) -> str:
        done = self.python(f"import django; django.setup()\n{code}")
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def rows(self) -> str:
        """All that the database holds, but for who is signed in, as text."""
        return self.django(
            "from django.core.management import call_command\n"
            "call_command('dumpdata', '--exclude=sessions', '--exclude=contenttypes', '--exclude=auth.permission')"
        )

    def spoil(self) -> None:
        """Change what the database holds."""
        self.django("from rumbo.directory.models import Organization as O; O.objects.all().update(side='gone')")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, region_path: Path) -> Iterator[Place]:
    """A prepared server on the kind of database of this run, with somebody signed in: made once, copied for each test."""
    with scratch(os.environ.get("RUMBO_DATABASE_URL", ""), f"rumbo_backup_{os.getpid()}") as own:
        here = Place(tmp_path_factory.mktemp("backup") / "data", region_path, own)
        made = here.python(PREPARE)
        assert made.returncode == 0, made.stderr
        here.django("from django.contrib.sessions.backends.db import SessionStore as S; s = S(); s['who'] = 'canary-session'; s.save()")
        yield here


@pytest.fixture
def place(tmp_path: Path, prepared: Place, region_path: Path) -> Iterator[Place]:
    """A server of this test's own."""
    with scratch(prepared.url, f"rumbo_backup_{os.getpid()}_copy", like=f"rumbo_backup_{os.getpid()}") as own:
        shutil.copytree(prepared.data, tmp_path / "data")
        yield Place(tmp_path / "data", region_path, own)


@pytest.mark.slow
def test_what_was_backed_up_comes_back_to_the_letter(place: Place, tmp_path: Path) -> None:
    file, before = tmp_path / "rumbo.tar.gz", place.rows()
    made = place.rumbo("backup", str(file), "--json")
    assert made.returncode == 0, made.stderr
    manifest = json.loads(made.stdout)
    assert (manifest["status"], manifest["database"]) == ("done", "postgresql" if place.url else "sqlite")
    assert set(manifest["files"]) == {"database"}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    place.spoil()
    assert place.rows() != before
    assert place.rumbo("restore", str(file), said="no\n").returncode == 1
    assert place.rows() != before
    back = place.rumbo("restore", str(file), said="yes\n")
    assert (back.returncode, "[y/N]" in back.stderr) == (0, True)
    assert place.rows() == before
    assert place.django("from django.contrib.sessions.models import Session as S; print(S.objects.count())") == "0"
    assert [path.name for path in (*place.data.glob(".*"), *tmp_path.glob(".*"))] == []


@pytest.mark.sqlite
@pytest.mark.slow
def test_a_backup_overwrites_nothing_and_holds_neither_sessions_nor_the_key(place: Place, tmp_path: Path) -> None:
    file, secret = tmp_path / "rumbo.tar.gz", (place.data / "secret_key").read_bytes()
    assert place.rumbo("backup", str(file)).returncode == 0
    again = place.rumbo("backup", str(file))
    assert (again.returncode, "overwrites nothing" in again.stderr) == (2, True)
    inside = contents(file)
    assert sorted(inside) == ["database", "manifest.json"]
    assert not any(word in content for content in inside.values() for word in (secret, b"canary-session"))


@pytest.mark.sqlite
@pytest.mark.slow
def test_the_key_goes_along_only_when_asked_for_and_comes_back(place: Place, tmp_path: Path) -> None:
    file, path = tmp_path / "rumbo.tar.gz", place.data / "secret_key"
    secret = path.read_text("ascii")
    told = place.rumbo("backup", str(file), "--with-secret")
    assert "Keep it where nobody else sees it" in told.stdout
    path.write_text("another", encoding="ascii")
    assert place.rumbo("restore", str(file), "--yes").returncode == 0
    assert path.read_text("ascii") == secret
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def contents(file: Path) -> dict[str, bytes]:
    with tarfile.open(file) as tar:
        return {entry.name: stream.read() for entry in tar if (stream := tar.extractfile(entry))}


def rewrite(file: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Write the backup again with something in it changed, well formed as a tar."""
    inside = contents(file)
    change(inside)
    with tarfile.open(file, "w:gz") as tar:
        for name, content in inside.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))


def manifest_says(**values: object) -> Callable[[dict[str, bytes]], None]:
    def change(inside: dict[str, bytes]) -> None:
        inside["manifest.json"] = json.dumps({**json.loads(inside["manifest.json"]), **values}).encode()

    return change


BAD: dict[str, tuple[Callable[[Path], None], str]] = {
    "cut off": (lambda file: file.write_bytes(file.read_bytes()[:-2000]), "damaged"),
    "one byte changed": (lambda file: file.write_bytes(flipped(file.read_bytes())), "damaged"),
    "another database inside": (lambda file: rewrite(file, lambda inside: inside.update(database=b"SQLite format 3\0")), "damaged"),
    "more inside": (lambda file: rewrite(file, lambda inside: inside.update({"../evil": b"x"})), "damaged"),
    "no manifest": (lambda file: rewrite(file, lambda inside: inside.pop("manifest.json")), "damaged"),
    "a manifest that is none": (lambda file: rewrite(file, lambda inside: inside.update({"manifest.json": b"[]"})), "damaged"),
    "no backup": (lambda file: file.write_bytes(gzip.compress(b"poems")), "damaged"),
    "empty": (lambda file: file.write_bytes(b""), "damaged"),
    "gone": (lambda file: file.unlink(), "cannot be used"),
    "a newer form": (lambda file: rewrite(file, manifest_says(format=2, rumbo="9.0", more=1)), "newer Rumbo (9.0)"),
    "a newer database": (lambda file: rewrite(file, manifest_says(migrations=["base.9999_later"])), "newer Rumbo"),
    "another kind of database": (lambda file: rewrite(file, manifest_says(database="oracle")), "another database (oracle)"),
}


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


@pytest.mark.sqlite
@pytest.mark.slow
def test_a_file_that_does_not_fit_is_refused_and_nothing_is_changed(place: Place, tmp_path: Path) -> None:
    good = tmp_path / "good.tar.gz"
    assert place.rumbo("backup", str(good)).returncode == 0
    before = place.rows()
    for name, (spoil, words) in BAD.items():
        bad = tmp_path / "bad.tar.gz"
        bad.write_bytes(good.read_bytes())
        spoil(bad)
        told = place.rumbo("restore", str(bad), "--yes")
        assert (told.returncode, words in told.stderr) == (2, True), (name, told.stderr)
        assert "Traceback" not in told.stderr, name
    assert place.rows() == before
    assert list(place.data.glob(".restore*")) == []
    assert not (tmp_path / "evil").exists()


KILLED_COPYING = """
import os, signal, sys
from rumbo.base.backup import sqlite
def copy(source, target):
    source.backup(target, pages=1, progress=lambda status, left, total: left < total - 20 and os.kill(os.getpid(), signal.SIGKILL))
sqlite.copy = copy
from rumbo.cli import main
main(sys.argv[1:])
"""


@pytest.mark.sqlite
@pytest.mark.slow
def test_a_kill_in_the_middle_of_a_restore_leaves_the_database_as_it_was(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "rumbo.tar.gz"
    assert place.rumbo("backup", str(file)).returncode == 0
    place.spoil()
    before = place.rows()
    assert place.python(KILLED_COPYING, "restore", str(file), "--yes").returncode == -9
    assert place.rows() == before
    with closing(sqlite3.connect(place.data / "rumbo.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.sqlite
@pytest.mark.slow
def test_a_kill_in_the_middle_of_a_backup_leaves_no_file_under_its_name(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "rumbo.tar.gz"
    assert place.python(KILLED_COPYING, "backup", str(file)).returncode == -9
    assert not file.exists()
    assert place.rumbo("backup", str(file)).returncode == 0


@pytest.mark.sqlite
@pytest.mark.slow
def test_a_backup_is_made_while_somebody_writes_and_holds_only_what_is_done(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "rumbo.tar.gz"
    with closing(sqlite3.connect(place.data / "rumbo.sqlite3", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE directory_organization SET side = 'half-done'")
        assert place.rumbo("backup", str(file)).returncode == 0
        writer.execute("ROLLBACK")
    (tmp_path / "copy").write_bytes(contents(file)["database"])
    with closing(sqlite3.connect(tmp_path / "copy")) as copied:
        sides = {row[0] for row in copied.execute("SELECT side FROM directory_organization")}
    assert "half-done" not in sides
    assert sides


@pytest.mark.sqlite
@pytest.mark.slow
def test_a_restore_makes_a_database_where_there_is_none_or_a_broken_one(place: Place, tmp_path: Path) -> None:
    file, before, database = tmp_path / "rumbo.tar.gz", place.rows(), place.data / "rumbo.sqlite3"
    assert place.rumbo("backup", str(file)).returncode == 0
    for spoil in (database.unlink, lambda: database.write_bytes(b"not a database at all" * 400)):
        for log in place.data.glob("rumbo.sqlite3-*"):
            log.unlink()
        spoil()
        restored = place.rumbo("restore", str(file), "--yes")
        assert restored.returncode == 0, restored.stderr
        assert place.rows() == before


@pytest.mark.postgresql
@pytest.mark.slow
def test_a_postgresql_restore_that_fails_changes_nothing(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "rumbo.tar.gz"
    assert place.rumbo("backup", str(file)).returncode == 0
    before = place.rows()
    # A table of somebody else's leans on one of ours: ours cannot be taken away, so nothing of it may be.
    place.django(
        "from django.db import connection as c\nc.cursor().execute('CREATE TABLE leaning (id uuid REFERENCES base_regionrow (id))')"
    )
    told = place.rumbo("restore", str(file), "--yes")
    assert (told.returncode, "Nothing was changed" in told.stderr) == (2, True), told.stderr
    assert place.rows() == before


@pytest.mark.postgresql
def test_without_postgresqls_tools_it_says_what_to_install(place: Place, tmp_path: Path) -> None:
    told = place.rumbo("backup", str(tmp_path / "rumbo.tar.gz"), PATH=str(tmp_path))
    assert (told.returncode, "apt install postgresql-client" in told.stderr) == (2, True)
    assert not (tmp_path / "rumbo.tar.gz").exists()
