"""The cache of compiled kernels under the data folder: made by ``rumbo warm``, used by every process that finds it ready.

Knows no Django, so that commands that only plan start fast.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from rumbo.engine import jit

READY = "ready"


def folder_in(data: Path) -> Path:
    """Where the cache lies under the data folder ``data``."""
    return data / "kernels"


def is_warm(data: Path) -> bool:
    """Whether the cache fits this code, this Python and this machine."""
    ready = folder_in(data) / READY
    return ready.is_file() and ready.read_text(encoding="utf-8") == jit.fingerprint()


def use_if_warm(data: Path) -> bool:
    """Run the kernels compiled in this process if that costs no compiling; call before anything plans."""
    import sys

    if jit.is_enabled():
        return True
    if "rumbo.engine.kernels" in sys.modules or not is_warm(data):
        return False
    jit.enable(str(folder_in(data)))
    return True


def warm(data: Path) -> None:
    """Compile all kernels into the cache under ``data`` (some fifteen seconds) and mark it ready.

    Raises:
        RuntimeError: when this process already runs the kernels interpreted.
    """
    folder = folder_in(data)
    # What was compiled of other kernels goes: one that calls another carries it inside, and would not see that it has changed.
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    jit.enable(str(folder))
    import rumbo.engine.kernels  # noqa: F401  importing it is what compiles

    (folder / READY).write_text(jit.fingerprint(), encoding="utf-8")
