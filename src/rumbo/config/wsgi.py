"""The WSGI application that a server such as granian runs: ``rumbo.config.wsgi:application``."""

from __future__ import annotations

import os
from pathlib import Path

from django.core.wsgi import get_wsgi_application

from rumbo.config.kernels import use_if_warm

__all__ = ["application"]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rumbo.config.settings")
# Before anything imports the engine's kernels: compiled if that costs no compiling, else the same code interpreted.
use_if_warm(Path(os.environ.get("RUMBO_DATA", "var")).absolute())
application = get_wsgi_application()
