"""Small tools of the measurements: percentiles, the machine, a child process's memory."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path


def percentile(values: Iterable[float], share: float) -> float:
    """The smallest value that at least ``share`` of all do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)]


def milliseconds(action: Callable[[], object]) -> float:
    """How long ``action`` takes."""
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def machine() -> str:
    """The machine in a line: cores, processor, Python."""
    model = "unknown processor"
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = [line.partition(":")[2].strip() for line in info.read_text(encoding="utf-8").splitlines() if line.startswith("model name")]
        model = names[0] if names else model
    return f"{os.cpu_count()} cores · {model} · Python {platform.python_version()} · {platform.system()} {platform.machine()}"


@dataclass(frozen=True)
class Memory:
    """Of a process, in MB. ``own``: its data. ``mapped``: code of libraries that the system has read in for it, shared with other
    processes and given back when memory is short; how much of a large library that is differs from one kernel to another."""

    own: float = 0.0
    mapped: float = 0.0

    @property
    def resident(self) -> float:
        return self.own + self.mapped


def memory_of(process: int) -> tuple[Memory, Memory]:
    """What a process holds now, and the largest of its children."""
    sizes = {int(folder.name): _size(folder) for folder in Path("/proc").iterdir() if folder.name.isdigit()}
    children = [size for number, size in sizes.items() if number != process and process in _ancestors(number)]
    return sizes.get(process, Memory()), max(children, default=Memory(), key=lambda size: size.resident)


def processor_of(process: int) -> float:
    """Seconds of processor that the children of a process have used so far."""
    numbers = [int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit()]
    return sum(_seconds(number) for number in numbers if number != process and process in _ancestors(number))


def _seconds(process: int) -> float:
    try:
        words = (Path("/proc") / str(process) / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0  # it ended while we looked
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def _size(folder: Path) -> Memory:
    try:
        lines = (folder / "status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return Memory()  # it ended while we looked
    kilobytes = {line.split()[0]: int(line.split()[1]) for line in lines if line.startswith("Rss")}
    return Memory(kilobytes.get("RssAnon:", 0) / 1024, (kilobytes.get("RssFile:", 0) + kilobytes.get("RssShmem:", 0)) / 1024)


def _ancestors(process: int) -> set[int]:
    seen: set[int] = set()
    while process > 1 and process not in seen:
        seen.add(process)
        try:
            process = int((Path("/proc") / str(process) / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
        except OSError:
            break
    return seen
