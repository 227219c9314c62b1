"""Small tools of the measurements: percentiles, the machine, a child process's memory."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Iterable
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


def resident_megabytes(process: int) -> tuple[float, float]:
    """Memory held now (resident set), in MB: of a process, and of the largest of its children."""
    sizes = {int(folder.name): _size(folder) for folder in Path("/proc").iterdir() if folder.name.isdigit()}
    children = [size for number, size in sizes.items() if number != process and process in _ancestors(number)]
    return sizes.get(process, 0) / 1024, max(children, default=0) / 1024


def _size(folder: Path) -> int:
    try:
        lines = (folder / "status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0  # it ended while we looked
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0)


def _ancestors(process: int) -> set[int]:
    seen: set[int] = set()
    while process > 1 and process not in seen:
        seen.add(process)
        try:
            process = int((Path("/proc") / str(process) / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
        except OSError:
            break
    return seen
