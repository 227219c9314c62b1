"""``rumbo backup`` and ``rumbo restore``."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rumbo.cli.failures import CommandError
from rumbo.cli.language import say
from rumbo.cli.options import Json, Lang
from rumbo.cli.source import start_django

if TYPE_CHECKING:
    from rumbo.base.backup.archive import Manifest

File = Annotated[Path, typer.Argument()]
YES = {"s", "si", "sí", "y", "yes"}


def backup(
    file: File, with_secret: Annotated[bool, typer.Option("--with-secret")] = False, as_json: Json = False, lang: Lang = None
) -> None:
    """Copy all that the server keeps into one file, while it runs."""
    from rumbo.cli.output import Page, print_json

    start_django()
    from rumbo.base.backup.services import make_backup

    with _told(file):
        manifest = make_backup(file, with_secret=with_secret, now=dt.datetime.now(dt.UTC))
    if as_json:
        print_json({"status": "done", "file": str(file), **asdict(manifest)})
        return
    Page().line(say("backup.done", path=file, kilobytes=-(-file.stat().st_size // 1024)))
    Page().line(say("backup.secret" if with_secret else "backup.no-secret"))


def restore(file: File, yes: Annotated[bool, typer.Option("--yes")] = False, as_json: Json = False, lang: Lang = None) -> None:
    """Put a backup in the place of what the server keeps; 1 if the person who was asked said no."""
    from rumbo.cli.output import Page, print_json

    start_django()
    from rumbo.base.backup.services import restore_backup

    with _told(file):
        manifest = restore_backup(file, confirm=lambda found: yes or _agreed(found))
    if as_json:
        print_json({"status": "done", **asdict(manifest)} if manifest else {"status": "not-done"})
    else:
        Page().line(say("restore.done", made_at=manifest.made_at) if manifest else say("restore.not"))
    raise typer.Exit(0 if manifest else 1)


def _agreed(manifest: Manifest) -> bool:
    """Ask on standard error, so that standard output stays what a program can read; no answer is a no."""
    sys.stderr.write(say("restore.ask", made_at=manifest.made_at, version=manifest.rumbo) + " ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in YES


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """Turn what can go wrong with a backup into a sentence that says what to do.

    Raises:
        CommandError: with that sentence.
    """
    import sqlite3

    from django.db import DatabaseError

    from rumbo.base.backup.archive import BackupDamaged, BackupRefused
    from rumbo.base.backup.postgresql import ToolFailed, ToolMissing

    try:
        yield
    except BackupDamaged as error:
        raise CommandError.of("backup-damaged", path=file) from error
    except BackupRefused as error:
        raise CommandError.of(f"backup-{error.reason}", path=file, detail=error.detail) from error
    except ToolMissing as error:
        raise CommandError.of("tool-missing", tool=error) from error
    except ToolFailed as error:
        raise CommandError.of("tool-failed", detail=error) from error
    except (DatabaseError, sqlite3.Error) as error:
        raise CommandError.of("database-failed", detail=type(error).__name__) from error
    except FileExistsError as error:
        raise CommandError.of("file-exists", path=file) from error
    except OSError as error:
        raise CommandError.of("file-unusable", path=file, detail=error.strerror) from error
