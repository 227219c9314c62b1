"""Makes a backup of this server, and puts one in its place."""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from rumbo.base.backup import postgresql, sqlite
from rumbo.base.backup.archive import DATABASE, FORMAT, SECRET, BackupRefused, Manifest, read_archive, write_archive

__all__ = ["make_backup", "restore_backup"]


def make_backup(target: Path, *, with_secret: bool, now: dt.datetime) -> Manifest:
    """Write one file with all that this server keeps, while it runs.

    Args:
        target: the file; there may be none yet.
        with_secret: also the secret key: who then has the file can read the answers in a cookie they got hold of.
        now: when, with a time zone.

    Returns:
        What the file says of itself.

    Raises:
        FileExistsError: there is such a file.
        OSError, DatabaseError, ToolMissing, ToolFailed: it cannot be read or written; there is then no such file.
    """
    if target.exists():
        raise FileExistsError(target)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.absolute().parent) as name:
        folder = Path(name)
        migrations = tuple(sorted(f"{app}.{step}" for app, step in MigrationRecorder(connection).applied_migrations()))
        _dump(folder / DATABASE)
        files = {DATABASE: folder / DATABASE}
        if with_secret:
            files[SECRET] = folder / SECRET
            files[SECRET].write_text(settings.SECRET_KEY, encoding="ascii")
        manifest = Manifest(
            format=FORMAT,
            rumbo=version("rumbo"),
            made_at=now.isoformat(timespec="seconds"),
            database=connection.vendor,
            migrations=migrations,
            files={name: _digest(path) for name, path in files.items()},
        )
        write_archive(folder / "whole", manifest, files)
        (folder / "whole").replace(target)  # until here, no half backup has stood under that name
    return manifest


def restore_backup(source: Path, *, confirm: Callable[[Manifest], bool]) -> Manifest | None:
    """Put a backup in the place of all that this server keeps: all of it or, where anything fails, nothing.

    Args:
        source: the file.
        confirm: asked with what the file says of itself once it has been found whole and fitting; nothing is done unless it agrees.

    Returns:
        What the file says of itself; None where ``confirm`` did not agree.

    Raises:
        BackupDamaged, BackupRefused: the file is not whole, or not for this server.
        OSError, ToolMissing, ToolFailed: it cannot be read or written.
    """
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=settings.DATA) as name:
        folder = Path(name)
        manifest = read_archive(source, folder)
        _check_fits(manifest)
        if not confirm(manifest):
            return None
        connections.close_all()
        _restore(folder / DATABASE)
        if SECRET in manifest.files:
            (folder / SECRET).chmod(0o600)
            (folder / SECRET).replace(settings.DATA / "secret_key")
    return manifest


def _dump(target: Path) -> None:
    if connection.vendor == "sqlite":
        sqlite.dump(Path(connection.settings_dict["NAME"]), target)
    else:
        postgresql.dump(connection.settings_dict, target)


def _restore(copied: Path) -> None:
    if connection.vendor == "sqlite":
        sqlite.restore(copied, Path(connection.settings_dict["NAME"]))
    else:
        postgresql.restore(copied, connection.settings_dict)


def _check_fits(manifest: Manifest) -> None:
    if manifest.database != connection.vendor:
        raise BackupRefused("other-database", manifest.database)
    known = {f"{app}.{step}" for app, step in MigrationLoader(None).disk_migrations}
    if set(manifest.migrations) - known:
        raise BackupRefused("newer", manifest.rumbo)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
