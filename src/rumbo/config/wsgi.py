"""The WSGI application that a server such as granian runs: ``rumbo.config.wsgi:application``."""

from __future__ import annotations

import gc
import os
from pathlib import Path

from django.core.wsgi import get_wsgi_application

from rumbo.config.kernels import use_if_warm

__all__ = ["application"]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rumbo.config.settings")
# Before anything imports the engine's kernels: compiled if that costs no compiling, else the same code interpreted.
use_if_warm(Path(os.environ.get("RUMBO_DATA", "var")).absolute())
# A page makes and drops some ten thousand objects, nearly all without cycles: to look for garbage less often costs little memory.
gc.set_threshold(20_000, 20, 50)
application = get_wsgi_application()
