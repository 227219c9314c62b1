"""Many people at once: planners and readers on one server of this machine, with the pauses that people make; times, errors, memory.

A planner walks from a goal to a plan and rests ``PLANNER_RESTS`` seconds on each page, a reader of public pages ``READER_RESTS``: less than
any person does. Both only ever speak to 127.0.0.1, so many requests and not longer than ``LIMIT_SECONDS``.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Callable, Coroutine
from pathlib import Path

from benchmarks.measure import memory_of, percentile, processor_of
from benchmarks.pages import PORT, _start, _stop
from benchmarks.people import SITUATIONS
from rumbo.config import kernels

PLANNERS, READERS = 50, 300
PARTS = ("first", "papers", "directory-mx", "directory-us")
PLANNER_RESTS, READER_RESTS = 2.0, 5.0
WALKS = 4
LIMIT_SECONDS = 900
TRIVIAL = "/en/today/"
Times = dict[str, list[float]]


class Person:
    """A browser without scripts, of which hundreds fit into one process: its cookies, its last page, its pauses."""

    def __init__(self, number: int, times: Times, errors: list[str]) -> None:
        self.times, self.errors = times, errors
        self.random = random.Random(number)
        self.cookies: dict[str, str] = {}
        self.body = b""

    async def rest(self, seconds: float) -> None:
        await asyncio.sleep(self.random.uniform(0.5, 1.5) * seconds)

    async def ask(self, kind: str, path: str, fields: list[tuple[str, str]] | None = None) -> None:
        """Open a page or send a form, as a browser does, redirects and all; what takes how long is noted under ``kind``."""
        begun = time.perf_counter()
        try:
            for _ in range(5):
                status, location = await self._once(path, fields)
                if not location:
                    break
                path, fields = urllib.parse.urlsplit(location).path, None
        except (OSError, ValueError, asyncio.IncompleteReadError) as error:
            status = 599
            self.errors.append(f"{kind}: {type(error).__name__}")
        if 400 <= status < 599:
            self.errors.append(f"{kind}: {status}")
        self.times.setdefault(kind, []).append((time.perf_counter() - begun) * 1000)

    async def _once(self, path: str, fields: list[tuple[str, str]] | None) -> tuple[int, str]:
        reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
        writer.write(self._request(path, fields))
        head, _, self.body = (await reader.read(-1)).partition(b"\r\n\r\n")
        writer.close()
        lines = head.decode("latin-1").split("\r\n")
        headers = [line.split(": ", 1) for line in lines[1:]]
        for name, value in headers:
            if name.lower() == "set-cookie":
                key, _, content = value.partition(";")[0].partition("=")
                self.cookies[key] = content
        status = int(lines[0].split()[1])
        return status, next((value for name, value in headers if name.lower() == "location"), "") if 300 <= status < 400 else ""

    def _request(self, path: str, fields: list[tuple[str, str]] | None) -> bytes:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = f"HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookies}\r\n"
        if fields is None:
            return f"GET {path} {head}\r\n".encode()
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', self.body)
        form = urllib.parse.urlencode([*fields, ("csrfmiddlewaretoken", token[1].decode() if token else "")])
        kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\n"
        return f"POST {path} {head}{kind}\r\n{form}".encode()


async def plan(person: Person) -> None:
    """Walk from a goal to a plan, several times."""
    await person.rest(PLANNER_RESTS)
    for _ in range(WALKS):
        goal, have, _ = person.random.choice(SITUATIONS)
        base = f"/es/plan/{goal}/"
        await person.ask("goal", base)
        await person.rest(PLANNER_RESTS)
        await person.ask("papers", f"{base}papers/")
        await person.rest(PLANNER_RESTS)
        held = [("paper", f"document:{name}") for name in have.split(",") if name] or [("none", "1")]
        await person.ask("next question", f"{base}papers/", held)
        await person.rest(PLANNER_RESTS)
        await person.ask("plan", f"{base}way/")
        await person.rest(PLANNER_RESTS)


def reading(pages: list[str], count: int) -> Callable[[Person], Coroutine[None, None, None]]:
    """A reader of ``count`` of the public ``pages``."""

    async def read(person: Person) -> None:
        await person.rest(READER_RESTS)
        for _ in range(count):
            await person.ask("page", person.random.choice(pages))
            await person.rest(READER_RESTS)

    return read


async def together(people: int, act: Callable[[Person], Coroutine[None, None, None]]) -> tuple[Times, list[str]]:
    """Have many do something at once; how long each page took, and what went wrong."""
    times: Times = {}
    errors: list[str] = []
    async with asyncio.timeout(LIMIT_SECONDS):
        await asyncio.gather(*(act(Person(number, times, errors)) for number in range(people)))
    return times, errors


async def one_after_the_other(path: str, count: int) -> list[float]:
    """How long one page takes when nobody else asks."""
    times: Times = {}
    person = Person(0, times, [])
    for _ in range(count):
        await person.ask("alone", path)
    return times["alone"]


async def hammer(pages: list[str], count: int) -> None:
    """Ask for ``count`` pages, four at a time and without a pause: to see what stays in memory."""

    async def ask(person: Person) -> None:
        for _ in range(count // 4):
            await person.ask("page", person.random.choice(pages))

    await together(4, ask)


def under_load(requests: int) -> None:
    """Start a server on a data folder of its own and bring the people."""
    with tempfile.TemporaryDirectory(prefix="rumbo-load-") as data:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("RUMBO_")} | {"RUMBO_DATA": data}
        if kernels.is_warm(Path("var").absolute()):
            Path(data, "kernels").symlink_to(kernels.folder_in(Path("var").absolute()))
        _, server = _start([sys.executable, "-m", "rumbo.cli"], environment, "--workers", "2", "--threads", "8")  # as deploy/ has it
        try:
            asyncio.run(_measure(server.pid, requests))
        finally:
            _stop(server)


async def _measure(process: int, requests: int) -> None:
    pages = await _public_pages()
    await one_after_the_other(TRIVIAL, 20)
    trivial = percentile(await one_after_the_other(TRIVIAL, 100), 0.5)
    print(f"\nLoad: a trivial page alone takes {trivial:.1f} ms")
    await together(4, plan)  # the first questions of a process find nothing compiled for the day
    readers = f"{READERS} readers of {len(pages)} public pages"
    for who, count, act, aim, most in (
        (f"{PLANNERS} planners", PLANNERS, plan, 400, 2000),
        (readers, READERS, reading(pages, 6), 250, None),
    ):
        before = processor_of(process)
        found = await together(count, act)
        _report(who, found, trivial, aim=aim, most=most)
        spent = (processor_of(process) - before) * 1000 / sum(map(len, found[0].values()))
        print(f"    the server's own work: {spent:.1f} ms of one core for each")  # this one other work on the machine does not change
    way = f"/es/plan/{SITUATIONS[0][0]}/way/"
    await hammer([*pages, way], max(400, requests // 10))
    _, early = memory_of(process)
    await hammer([*pages, way], requests)
    _, late = memory_of(process)
    print(f"  memory over {requests} requests: {early.own:.1f} → {late.own:.1f} MB (aim: flat)")


async def _public_pages() -> list[str]:
    """Pages that are the same for all, as the parts that devices keep hold them."""
    person = Person(0, {}, [])
    await person.ask("worker", "/sw.js")
    told = json.loads(person.body.decode().partition("\n")[0].removeprefix("const SETUP = ").removesuffix(";"))
    pages: list[str] = []
    for language in told["languages"].values():
        for part in PARTS:
            await person.ask("part", language["packs"].replace("*", part))
            pages += json.loads(person.body)["pages"]
    return pages


def _report(who: str, found: tuple[Times, list[str]], trivial: float, *, aim: int, most: int | None = None) -> None:
    times, errors = found
    everything = [value for values in times.values() for value in values]
    p95 = percentile(everything, 0.95)
    none_over = f", none over {most}" if most else ""
    print(f"  {who}: {len(everything)} pages, p50 {percentile(everything, 0.5):.0f} ms, p95 {p95:.0f} ms, longest {max(everything):.0f} ms")
    print(
        f"    (aim: p95 under {aim} ms{none_over}); p95 is {p95 / trivial:.1f} times the trivial page; errors: {len(errors)} {errors[:3]}"
    )
    if len(times) > 1:
        print("    " + " · ".join(f"{kind} p95 {percentile(values, 0.95):.0f} ms" for kind, values in times.items()))
