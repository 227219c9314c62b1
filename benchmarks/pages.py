"""The server as people meet it: first and later start, page times, bytes of the first page, memory of the worker."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path
from typing import BinaryIO

from benchmarks.measure import memory_of, milliseconds, percentile
from benchmarks.people import SITUATIONS

ROOT = Path(__file__).resolve().parent.parent
PORT = 8793
WAIT_SECONDS = 180
ROUNDS = 6
VIEWS = {"home": "front:home", "goal": "pathways:goal", "papers": "pathways:papers", "plan": "pathways:way"}


class Visitor:
    """A browser without scripts: keeps cookies, follows redirects, sends forms."""

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {}
        self.times: list[float] = []
        self.body = b""
        self.status = 0

    def get(self, path: str) -> None:
        self._ask("GET", path, None)

    def post(self, path: str, fields: list[tuple[str, str]]) -> None:
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', self.body)
        fields = [*fields, ("csrfmiddlewaretoken", token.group(1).decode() if token else "")]
        self._ask("POST", path, urllib.parse.urlencode(fields))

    def _ask(self, method: str, path: str, data: str | None) -> None:
        for _ in range(5):
            begun = time.perf_counter()
            location = self._once(method, path, data)
            self.times.append((time.perf_counter() - begun) * 1000)
            if not location:
                return
            method, path, data = "GET", urllib.parse.urlsplit(location).path, None

    def _once(self, method: str, path: str, data: str | None) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), "Sec-Fetch-Site": "same-origin"}
        if data is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body=data, headers=headers)
        response = connection.getresponse()
        self.body, self.status = response.read(), response.status
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name.strip()] = value
        connection.close()
        return response.headers.get("Location", "") if response.status in (301, 302, 303, 307) else ""


def on_server() -> None:
    """Start a server on a data folder of its own, twice, and walk its pages."""
    with tempfile.TemporaryDirectory(prefix="rumbo-bench-") as data:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("RUMBO_")} | {"RUMBO_DATA": data}
        log = Path(data) / "requests"
        command = [str(as_people_have_it(Path(data) / "environment") / "rumbo")]
        warm = milliseconds(lambda: subprocess.run([*command, "warm"], env=environment, check=True, stdout=subprocess.DEVNULL))  # noqa: S603
        first, server = _start(command, environment)
        _stop(server)
        with log.open("wb") as lines:
            later, server = _start(command, environment | {"RUMBO_LOG_REQUESTS": "1"}, log=lines)
            try:
                print(f"\nServer: engine warmed {warm / 1000:.1f} s, first start {first:.1f} s, later start {later:.1f} s")
                _walk(server.pid)
            finally:
                _stop(server)
        _server_time(log)


def as_people_have_it(folder: Path) -> Path:
    """Make an environment with what ``make run`` installs and nothing else; its folder of commands.

    Developers have more installed, and Numba takes in some of it (scipy, 20 MB) where it finds it.
    """
    uv = [str(Path(sys.executable).parent / "uv")]
    install = [*uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(folder / "bin" / "python")]
    for command in (
        [*uv, "venv", "--quiet", "--python", sys.executable, str(folder)],
        [*install, "--require-hashes", "-r", str(ROOT / "requirements" / "lock.txt")],
        [*install, "--no-deps", "--no-build-isolation", "-e", str(ROOT)],
    ):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  our own command, our own arguments
    return folder / "bin"


def _server_time(log: Path) -> None:
    """Print how long the server itself took for each page of the walk, as its log says."""
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines() if '"milliseconds"' in line]
    times: dict[str, list[float]] = {name: [] for name in VIEWS}
    for line in lines:
        name = next((name for name, view in VIEWS.items() if (line["method"], line["view"]) == ("GET", view)), None)
        if name is not None:
            times[name].append(line["milliseconds"])
    each = "   ".join(f"{name} {percentile(values, 0.5):.0f} and {percentile(values, 0.95):.0f}" for name, values in times.items())
    everything = [value for values in times.values() for value in values]
    print(f"server time, p50 and p95 in ms: {each}   all p95 {percentile(everything, 0.95):.0f} (aim: under 60)")


def _start(
    command: list[str], environment: dict[str, str], *options: str, log: BinaryIO | int = subprocess.DEVNULL
) -> tuple[float, subprocess.Popen[bytes]]:
    begun = time.monotonic()
    run = [*command, "serve", "--prepare", "--port", str(PORT), *options]
    server = subprocess.Popen(run, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)  # noqa: S603  ours
    while time.monotonic() - begun < WAIT_SECONDS and server.poll() is None:
        try:
            visitor = Visitor()
            visitor.get("/es/")
            if visitor.status == 200:
                return time.monotonic() - begun, server
        except OSError:
            time.sleep(0.05)
    _stop(server)
    raise SystemExit("the server did not start")


def _stop(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)


def _walk(process: int) -> None:
    times: dict[str, list[float]] = {"home": [], "goal": [], "papers": [], "plan": []}
    visitor = Visitor()
    visitor.get("/es/")
    page = len(visitor.body)
    styles = 0
    for link in dict.fromkeys(re.findall(rb'<link[^>]+href="(/static/[^"]+\.css)"', visitor.body)):
        visitor.get(link.decode())
        styles += len(visitor.body)
    print(f"first page: {page} bytes of HTML and {styles} of styles, {(page + styles) / 1000:.1f} kB uncompressed (aim: under 60)")
    for _ in range(ROUNDS):
        for goal, have, _ in SITUATIONS:
            _walk_goal(goal, have, times)
    for name, values in times.items():
        print(f"  {name:<8} p50 {percentile(values, 0.5):>6.1f} ms   p95 {percentile(values, 0.95):>6.1f} ms   ({len(values)} pages)")
    everything = [value for values in times.values() for value in values]
    print(f"  all      p95 {percentile(everything, 0.95):.1f} ms as a visitor on this machine waits for them, connection included")
    parent, worker = memory_of(process)
    print(
        f"memory after the walk: worker {worker.resident:.0f} MB (aim: under 250), of it {worker.own:.0f} its own and "
        f"{worker.mapped:.0f} library code shared with others; the process that watches it {parent.resident:.0f} MB"
    )


def _walk_goal(goal: str, have: str, times: dict[str, list[float]]) -> None:
    visitor = Visitor()
    pages = (("home", "/es/"), ("goal", f"/es/plan/{goal}/"), ("papers", f"/es/plan/{goal}/papers/"))
    for name, path in pages:
        visitor.times = []
        visitor.get(path)
        times[name] += visitor.times[-1:]
    papers = [("paper", f"document:{name}") for name in have.split(",") if name]
    for field, value in papers:
        if f'name="{field}" value="{value}"'.encode() not in visitor.body:
            raise SystemExit(f"the page of papers for {goal} does not offer {value} as a “{field}”")
    visitor.post(f"/es/plan/{goal}/papers/", papers)
    visitor.times = []
    visitor.get(f"/es/plan/{goal}/way/")
    times["plan"] += visitor.times[-1:]
