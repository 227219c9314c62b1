"""Whether the planner works as it should. Imports no kernels: it is read while Django starts."""

from __future__ import annotations

from rumbo.engine import jit

__all__ = ["engine_health"]


def engine_health() -> str | None:
    """None where the engine runs compiled; interpreted it gives the same answers, and people wait for seconds."""
    return None if jit.is_enabled() else "the engine's kernels are not compiled: run `rumbo warm` and start again"
