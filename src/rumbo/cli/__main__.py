"""``python -m rumbo.cli`` is ``rumbo``."""

from __future__ import annotations

from rumbo.cli import main

main()
