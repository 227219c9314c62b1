"""What a process reads once and keeps for long is set aside from the search for garbage."""

from __future__ import annotations

import gc

__all__ = ["set_aside"]


def set_aside() -> None:
    """Leave all that is alive now out of Python's search for garbage, until this is called again.

    A region is some hundred thousand objects that live for a day. To walk them all takes some fifty milliseconds, now and
    then, while somebody waits for a page.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
