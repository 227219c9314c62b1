"""Whether the kernels run compiled or interpreted: decided once per process, before :mod:`rumbo.engine.kernels` is imported.

Compiling takes some fifteen seconds and must never happen while a person waits. A process therefore starts interpreted,
unless its caller says that a cache of compiled kernels is ready.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_cache_folder: str | None = None


def enable(cache_folder: str) -> None:
    """Run the kernels compiled, kept in ``cache_folder``. Call before anything plans; without a cache it compiles.

    Raises:
        RuntimeError: when the kernels have already been imported in this process.
    """
    import sys

    global _cache_folder
    if "rumbo.engine.kernels" in sys.modules and _cache_folder is None:
        raise RuntimeError("kernels are already in use, interpreted")
    _cache_folder = cache_folder


def fingerprint() -> str:
    """What compiled kernels depend on; a cache made under another fingerprint would be compiled anew."""
    import hashlib
    import pkgutil
    import platform
    from importlib.metadata import version
    from importlib.util import find_spec

    spec = find_spec("rumbo.engine.kernels")  # finding it does not import it
    names = sorted(module.name for module in pkgutil.iter_modules(spec.submodule_search_locations if spec else ()))
    source = b"".join(pkgutil.get_data("rumbo.engine", f"kernels/{name}.py") or b"" for name in names)
    parts = (hashlib.sha256(source).hexdigest()[:16], version("numba"), version("numpy"), platform.python_version(), platform.machine())
    return " ".join(parts)


def is_enabled() -> bool:
    """Whether the kernels run compiled in this process."""
    return _cache_folder is not None


def kernel(signature: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorator: compile to ``signature`` when compiling is enabled, else leave the function as it is."""
    if _cache_folder is None:
        return lambda function: function
    import numba

    numba.config.CACHE_DIR = _cache_folder  # type: ignore[attr-defined]
    decorator: Callable[[Callable[..., Any]], Callable[..., Any]] = numba.njit(signature, cache=True, nogil=True)
    return decorator
