"""The command ``rumbo``: thin commands over the same questions that pages and the API ask."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code: 0 done, 1 the data say no, 2 could not be read or run.

    Args:
        arguments: what stands after ``rumbo``; the process's own by default.

    Raises:
        SystemExit: always.
    """
    from rumbo.cli.app import build  # not before it is needed: this package is imported by tools that run nothing

    build()(args=list(sys.argv[1:] if arguments is None else arguments), prog_name="rumbo")
