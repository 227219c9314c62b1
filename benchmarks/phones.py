"""An old phone on a slow line: how long until a first visit can be used, and how much is sent for it.

Chromium's own throttling: the line of its developer tools' "Fast 3G" and "Slow 3G", and a processor slowed six times. A page can be
used when its main heading is painted and the document is interactive. Each visit is a first one: nothing is kept from another.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.measure import percentile
from rumbo.config import kernels

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SLOWED = 6  # times
MOST_SECONDS, MOST_KILOBYTES, MOST_SHIFT = 2.0, 60.0, 0.02
KINDS = ("Document", "Stylesheet")
PAGES = {
    "home": "",
    "goal": "plan/formal-job-tijuana/",
    "papers": "plan/formal-job-tijuana/papers/",
    "plan": "plan/formal-job-tijuana/way/",
    "directory": "directory/",
    "map": "map/",
    "rights": "rights/",
}
USABLE = """() => new Promise(done => {
    const painted = () => performance.getEntriesByName('first-contentful-paint')[0];
    const look = () => {
        const heading = document.querySelector('h1'), page = performance.getEntriesByType('navigation')[0];
        if (!painted() || !heading || !heading.checkVisibility() || !page.domInteractive) return setTimeout(look, 20);
        done([painted().startTime, page.domInteractive, page.responseStart]);
    };
    look() })"""
SHIFTED = """() => new Promise(done => { let sum = 0;
    const watch = new PerformanceObserver(list => { for (const shift of list.getEntries()) sum += shift.value });
    watch.observe({type: 'layout-shift', buffered: true});
    setTimeout(() => done(sum), 300) })"""


@dataclass(frozen=True)
class Line:
    """A connection: bytes a second down and up, milliseconds that each request waits."""

    name: str
    down: float
    up: float
    wait: float


LINES = (
    Line("fast 3G", 1_600_000 / 8, 750_000 / 8, 150),
    Line("slow 3G", 400_000 / 8, 400_000 / 8, 400),
)


@dataclass(frozen=True)
class FirstVisit:
    """``seconds`` until it can be used; ``kilobytes`` of HTML and CSS as sent; ``shift``: how much of it moved while it loaded."""

    seconds: float
    kilobytes: float
    shift: float


def first_visit(browser: Any, address: str, line: Line, *, width: int = 360) -> FirstVisit:
    """Open a page as somebody who was never here, on an old phone."""
    context = browser.new_context(viewport={"width": width, "height": 640}, device_scale_factor=2, is_mobile=True, has_touch=True)
    page = context.new_page()
    session = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    sent: dict[str, float] = {}
    session.on("Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["type"]}))
    session.on("Network.loadingFinished", lambda told: sent.update({told["requestId"]: told["encodedDataLength"]}))
    session.send("Network.enable")
    conditions = {"offline": False, "latency": line.wait, "downloadThroughput": line.down, "uploadThroughput": line.up}
    session.send("Network.emulateNetworkConditions", conditions)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.goto(address, wait_until="domcontentloaded", timeout=60_000)
    painted, interactive, _ = page.evaluate(USABLE)
    page.wait_for_load_state("load")
    shift = page.evaluate(SHIFTED)
    context.close()
    kilobytes = sum(size for request, size in sent.items() if kinds.get(request) in KINDS) / 1000
    return FirstVisit(max(painted, interactive) / 1000, kilobytes, shift)


def first_visits(browser: Any, site: str, line: Line, *, rounds: int = 3) -> Iterator[tuple[str, FirstVisit]]:
    """Each of ``PAGES`` by name, ``rounds`` times; the middle one, so that what else the machine does counts less."""
    for name, path in PAGES.items():
        visits = sorted((first_visit(browser, f"{site}/es/{path}", line) for _ in range(rounds)), key=lambda visit: visit.seconds)
        yield name, visits[len(visits) // 2]


def on_phones() -> None:
    """Start a server on a data folder of its own and visit it."""
    from playwright.sync_api import sync_playwright

    from benchmarks.pages import PORT, _start, _stop

    with tempfile.TemporaryDirectory(prefix="rumbo-phones-") as data, sync_playwright() as playwright:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("RUMBO_")} | {"RUMBO_DATA": data}
        if kernels.is_warm(Path("var").absolute()):
            Path(data, "kernels").symlink_to(kernels.folder_in(Path("var").absolute()))
        _, server = _start([sys.executable, "-m", "rumbo.cli"], environment)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            print(f"\nPhones: first visits, processor slowed {SLOWED} times (aim: usable in under {MOST_SECONDS:.0f} s)")
            for line in LINES:
                _report(line, dict(first_visits(browser, f"http://127.0.0.1:{PORT}", line)))
        finally:
            browser.close()
            _stop(server)


def _report(line: Line, found: dict[str, FirstVisit]) -> None:
    print(f"  {line.name} ({line.down * 8 / 1000:.0f} kbit/s down, {line.wait:.0f} ms): p95 of the pages "
          f"{percentile((visit.seconds for visit in found.values()), 0.95):.2f} s")  # fmt: skip
    for name, visit in found.items():
        print(
            f"    {name:<10} {visit.seconds:>5.2f} s   {visit.kilobytes:>5.1f} kB of HTML and CSS (aim: under {MOST_KILOBYTES:.0f})"
            f"   shift {visit.shift:.3f} (aim: under {MOST_SHIFT})"
        )
