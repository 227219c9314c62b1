"""SQLite, copied by its own backup interface: while the server runs, and never a file with half a change in it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from rumbo.base.backup.archive import BackupDamaged, BackupRefused

__all__ = ["copy", "dump", "restore"]

WAIT_SECONDS = 20
SESSIONS = "django_session"


def dump(database: Path, target: Path) -> None:
    """Write a copy of ``database`` as it is at one moment; who is signed in is left out.

    Raises:
        sqlite3.Error: it is no database, or cannot be read.
    """
    with closing(_open(database)) as source, closing(sqlite3.connect(target)) as result:
        copy(source, result)
        # Staff sign in again after a restore: an old session that comes back would be one that nobody ended.
        if result.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (SESSIONS,)).fetchone():
            result.execute(f"DELETE FROM {SESSIONS}")  # noqa: S608  our own name
        result.commit()
        result.execute("PRAGMA journal_mode=DELETE")  # one file, with no log beside it
        result.execute("VACUUM")  # what was deleted leaves no trace in the pages


def restore(copied: Path, database: Path) -> None:
    """Put a checked copy in the place of ``database``, in one transaction of SQLite's: who reads sees the old or the new.

    Raises:
        BackupDamaged: the copy is no whole database.
        BackupRefused: somebody writes and does not stop.
    """
    _check(copied)
    if not _is_database(database):
        with copied.open("rb") as file:
            os.fsync(file.fileno())  # before a file takes another's name, its bytes are on the disk
        copied.replace(database)
        return
    try:
        with closing(sqlite3.connect(copied)) as source, closing(_open(database)) as live:
            copy(source, live)
    except sqlite3.OperationalError as error:
        raise BackupRefused("busy", str(error)) from error


def copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """All pages at once. SQLite's journal undoes what a power cut or a kill leaves half done."""
    source.backup(target)


def _open(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{database.absolute().as_uri()}?mode=rw", uri=True, timeout=WAIT_SECONDS)


def _check(copied: Path) -> None:
    try:
        with closing(_open(copied)) as connection:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()
            loose = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise BackupDamaged("it holds no database") from error
    if found != ("ok",) or loose is not None:
        raise BackupDamaged("its database is not whole")


def _is_database(path: Path) -> bool:
    try:
        with closing(_open(path)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError:
        return False
    return True
