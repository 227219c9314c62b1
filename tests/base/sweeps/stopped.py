"""A sweep in a process of its own that is killed after some parts: ``python -m tests.base.sweeps.stopped FOLDER PARTS``."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from rumbo.base.sweeps import runs
from rumbo.base.sweeps.executors import InProcess
from rumbo.engine.sweep import change_between
from tests.base.sweeps.stocks import stock

PART = 3


def main() -> None:
    """Go on with the run in a folder; with a number, be killed once so many parts are written."""
    folder, most = Path(sys.argv[1]), int(sys.argv[2])
    runs.PART = PART
    before, after, stored = stock()
    run = runs.Run.start(folder, stored, before, after, change_between(before, after, stored.asked))

    def progress(done: int, parts: int) -> None:
        print(done, parts, flush=True)  # noqa: T201  what the test reads
        if done == most and done < parts:
            os.kill(os.getpid(), signal.SIGKILL)

    run.go(InProcess(), progress)


if __name__ == "__main__":
    main()
