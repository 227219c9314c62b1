"""The whole region on a server of its own, as people meet it: a process started once for all tasks, on a data folder of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rumbo.config import kernels

ROOT = Path(__file__).resolve().parents[2]
REGION = ROOT / "regions" / "calibaja"
PATIENCE_SECONDS = 120
# What ``rumbo serve --prepare`` does, without compiling the kernels: that takes longer than the tests that need them.
START = (
    "import sys; from rumbo.cli.commands.server import prepare_database; from rumbo.cli import main; "
    "prepare_database(); main(['serve', '--port', sys.argv[1]])"
)


@contextmanager
def whole_site(data: Path) -> Iterator[str]:
    """Serve the region from ``data``; the address."""
    if kernels.is_warm(ROOT / "var"):
        (data / "kernels").symlink_to(kernels.folder_in(ROOT / "var"))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RUMBO_")}
    environment = {**kept, "PYTHONPATH": str(ROOT / "src"), "RUMBO_DATA": str(data), "RUMBO_REGION": str(REGION)}
    port = _free_port()
    log = (data / "server.log").open("w")
    server = subprocess.Popen([sys.executable, "-c", START, str(port)], env=environment, cwd=data, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(server, address, data / "server.log")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)
        log.close()


def read_json(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310  the address of the test's own server
        return json.load(answer)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            read_json(f"{address}/api/v1/goals")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"the server did not start:\n{log.read_text('utf-8')}")
