"""``rumbo serve``, ``rumbo prepare`` and ``rumbo warm``."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
import time
from typing import Annotated

import typer

from rumbo.cli.failures import CommandError
from rumbo.cli.language import say
from rumbo.cli.options import Lang
from rumbo.cli.source import data_folder, region_folder, start_django

APPLICATION = "rumbo.config.wsgi:application"
COMMAND_TO_TRY = ".venv/bin/rumbo plan --goal formal-job-tijuana --have curp --know side=mx"


def warm(lang: Lang = None) -> None:
    """Compile the engine's kernels into the data folder.

    Raises:
        CommandError: they could not be compiled or kept.
    """
    from rumbo.cli.output import Page
    from rumbo.config import kernels

    started = time.monotonic()
    try:
        kernels.warm(data_folder())
    except OSError as error:
        raise CommandError.of("engine-not-compiled", folder=data_folder(), why=error) from error
    Page().line(say("warm.done", seconds=round(time.monotonic() - started, 1)))


def prepare(lang: Lang = None) -> None:
    """Do what ``serve --prepare`` does first, and end: for who runs the server by other means."""
    from rumbo.cli.output import Page

    prepare_engine()
    prepare_database()
    Page().line(say("prepare.done"))


def serve(
    host: Annotated[str, typer.Option("--host")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535)] = 8000,
    threads: Annotated[int, typer.Option("--threads", min=1, max=64)] = 4,
    workers: Annotated[int, typer.Option("--workers", min=1, max=16)] = 1,
    prepare: Annotated[bool, typer.Option("--prepare")] = False,
    lang: Lang = None,
) -> None:
    """Serve until interrupted. With ``--prepare`` the engine is warmed, the database made and the region loaded first."""
    _refuse_taken_port(host, port)
    if prepare:
        prepare_engine()
        prepare_database()
    _announce(host, port)
    _run(host, port, threads, workers)


def prepare_engine() -> None:
    """Compile the kernels unless that was done: a server that answers interpreted makes people wait for seconds.

    In a process of its own, so that the one that watches the server stays small.
    """
    from rumbo.config import kernels

    if not kernels.is_warm(data_folder()):
        subprocess.run([sys.executable, "-c", "from rumbo.cli import main; main()", "warm"], check=False)


def prepare_database() -> None:
    """Bring the tables up to date, collect the static files, and load the region's files if they changed.

    Raises:
        CommandError: the region cannot be read, or the database does not answer.
    """
    from rumbo.cli.commands.region import load_region_files

    start_django()
    from django.core.management import call_command
    from django.db import DatabaseError

    try:
        call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as error:
        raise CommandError.of("database-failed", detail=type(error).__name__) from error
    call_command("collectstatic", interactive=False, verbosity=0)
    load_region_files(region_folder())


def _refuse_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise CommandError.of("port-taken", port=port, other=port + 1) from error
            raise CommandError.of("host-unusable", host=host, port=port) from error


def _announce(host: str, port: int) -> None:
    from rumbo.cli.output import Page

    shown = f"[{host}]" if ":" in host else host
    page = Page()
    page.line(say("serve.ready", address=f"http://{shown}:{port}/"))
    page.line(say("serve.try", command=COMMAND_TO_TRY))


def _run(host: str, port: int, threads: int, workers: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rumbo.config.settings")
    # One worker unless asked for: the memory of one process is what a small machine has.
    wsgi = Interfaces.WSGI
    server = Granian(APPLICATION, address=host, port=port, interface=wsgi, workers=workers, blocking_threads=threads, log_access=False)
    server.serve()
