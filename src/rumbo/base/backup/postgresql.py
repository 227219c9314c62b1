"""PostgreSQL, copied by its own tools: ``pg_dump`` in its custom form, and ``pg_restore`` in one transaction."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rumbo.base.backup.archive import BackupDamaged, BackupRefused

__all__ = ["ToolFailed", "ToolMissing", "dump", "restore"]

LOCK_WAIT = "-c lock_timeout=30s"
PLAIN = ("--no-owner", "--no-privileges")  # the roles of one server are not those of another
VARIABLES = {"NAME": "PGDATABASE", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "HOST": "PGHOST", "PORT": "PGPORT"}


class ToolMissing(RuntimeError):  # noqa: N818  names a state of the machine
    """A tool of PostgreSQL's is not installed. Its words are the tool's name."""


class ToolFailed(RuntimeError):  # noqa: N818  names what happened
    """A tool of PostgreSQL's gave up. Its words are the tool's own last line."""


def dump(database: Mapping[str, Any], target: Path) -> None:
    """Write a copy of a database as it is at one moment; who is signed in is left out.

    Args:
        database: as in Django's ``DATABASES``.
        target: the file to write.

    Raises:
        ToolMissing, ToolFailed: as they say.
    """
    leave_out = "--exclude-table-data=django_session"
    _run("pg_dump", "--format=custom", *PLAIN, leave_out, f"--file={target}", database=database)


def restore(copied: Path, database: Mapping[str, Any]) -> None:
    """Put a copy in the place of what the database holds: all of it or, where anything fails, nothing.

    Raises:
        BackupDamaged: the copy cannot be read.
        BackupRefused: somebody holds a table and does not let go.
        ToolMissing, ToolFailed: as they say.
    """
    try:
        _run("pg_restore", "--list", f"--file={os.devnull}", str(copied), database=database)
    except ToolFailed as error:
        raise BackupDamaged(str(error)) from error
    whole = ("--clean", "--if-exists", "--single-transaction", "--exit-on-error")
    name = f"--dbname={database['NAME']}"
    try:
        _run("pg_restore", *whole, *PLAIN, name, str(copied), database=database)
    except ToolFailed as error:
        if "lock timeout" in str(error):
            raise BackupRefused("busy", "lock timeout") from error
        raise


def _run(tool: str, *arguments: str, database: Mapping[str, Any]) -> None:
    """Run a tool. How to reach the database goes by its environment: a password in arguments is one that all users can list."""
    path = shutil.which(tool)
    if path is None:
        raise ToolMissing(tool)
    told = {variable: str(database[key]) for key, variable in VARIABLES.items() if database.get(key)}
    environment = {**os.environ, **told, "PGOPTIONS": LOCK_WAIT, "LC_ALL": "C"}
    done = subprocess.run([path, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603  our own arguments
    if done.returncode:
        raise ToolFailed((done.stderr.strip().splitlines() or ["no reason was given"])[0][:200])
