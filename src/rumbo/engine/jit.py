"""Whether the kernels run compiled or interpreted: decided once per process, before :mod:`rumbo.engine.kernels` is imported.

Compiling takes some fifteen seconds and must never happen while a person waits. A process therefore starts interpreted,
unless its caller says that compiled kernels are ready. Numba compiles them (:mod:`rumbo.engine.compiling`), in a process of
its own, to machine code of 40 kB; to run them takes neither Numba nor what it needs, only the linker of llvmlite.
"""

from __future__ import annotations

import ctypes
import weakref
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

LIBRARY = "kernels"
PREFIX = "rumbo_"
_RESULTS: dict[str, Any] = {"void": None, "int64": ctypes.c_int64, "boolean": ctypes.c_bool}
_DTYPES = {"int64": np.dtype(np.int64), "int16": np.dtype(np.int16), "boolean": np.dtype(np.bool_)}

_view: Callable[[Any], Any] = ctypes.c_char.from_buffer
_address = ctypes.addressof
# By the name that Python has for an array while it lives: its type, its dimensions, and the words that a kernel gets for it.
_kept: dict[int, tuple[np.dtype[Any], int, tuple[int, ...], weakref.ref[Any]]] = {}
_linked: Callable[[str], int] | None = None
_decorate: Callable[[str, Callable[..., Any]], Callable[..., Any]] | None = None


def enable(code: bytes) -> None:
    """Run the kernels as compiled to ``code``. Call before anything plans.

    Raises:
        RuntimeError: when the kernels have already been imported in this process.
    """
    import sys

    global _linked
    if _linked is not None:
        return
    if "rumbo.engine.kernels" in sys.modules:
        raise RuntimeError("kernels are already in use, interpreted")
    _linked = _link(code)


def _link(code: bytes) -> Callable[[str], int]:
    """Where each kernel in ``code`` lies once it is linked, by its name."""
    from llvmlite import binding as llvm

    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    linker = llvm.create_lljit_compiler()
    held = [llvm.JITLibraryBuilder().add_object_img(code).add_current_process().link(linker, LIBRARY)]

    def address_of(name: str) -> int:
        held.append(linker.lookup(LIBRARY, PREFIX + name))  # what is linked goes when one of these is not held any more
        return int(held[-1][PREFIX + name])

    return address_of


def file_name() -> str:
    """The name of the file for compiled kernels: another one as soon as anything changes that they depend on."""
    import hashlib
    import pkgutil
    import platform
    from importlib.metadata import version
    from importlib.util import find_spec

    spec = find_spec("rumbo.engine.kernels")  # finding it does not import it
    names = sorted(module.name for module in pkgutil.iter_modules(spec.submodule_search_locations if spec else ()))
    files = ["jit.py", "compiling.py", *(f"kernels/{name}.py" for name in names)]
    parts = [pkgutil.get_data("rumbo.engine", file) or b"" for file in files]
    parts += [part.encode() for part in (version("numba"), version("llvmlite"), platform.system(), platform.machine())]
    return f"{hashlib.sha256(b' '.join(parts)).hexdigest()[:24]}.o"


def keep(array: npt.NDArray[Any]) -> None:
    """Know where an array lies for as long as it lives: for those that are given to kernels again and again."""

    def forget(_: Any, name: int = id(array)) -> None:
        _kept.pop(name, None)

    if _linked is not None and array.size and array.flags.c_contiguous:
        _kept[id(array)] = (array.dtype, array.ndim, (int(array.ctypes.data), *array.shape), weakref.ref(array, forget))


def is_enabled() -> bool:
    """Whether the kernels run compiled in this process."""
    return _linked is not None


def compile_by(decorate: Callable[[str, Callable[..., Any]], Callable[..., Any]]) -> None:
    """Have kernels made by ``decorate(signature, function)``: for the process that compiles them."""
    global _decorate
    _decorate = decorate


def kernel(signature: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorator: what was compiled to ``signature`` when compiled kernels are in use, else the function as it is.

    A kernel takes numbers and C-contiguous arrays of int64, int16 and bool, allocates nothing and raises nothing.
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        if _decorate is not None:
            return _decorate(signature, function)
        if _linked is not None:
            return Compiled(function, signature, _linked(function.__name__))
        return function

    return decorate


def read_signature(signature: str) -> tuple[str, list[tuple[str, int]]]:
    """Result type, and of each argument its type and number of dimensions.

    >>> read_signature("int64(int64[:,::1],boolean[::1],int64)")
    ('int64', [('int64', 2), ('boolean', 1), ('int64', 0)])
    """
    result, _, rest = signature.partition("(")
    parts = rest.removesuffix(")").replace("[::1]", "/1").replace("[:,::1]", "/2").split(",")
    return result, [(name, int(dimensions or 0)) for name, _, dimensions in (part.partition("/") for part in parts)]


class Compiled:
    """A compiled kernel, called like the function it was compiled from."""

    def __init__(self, function: Callable[..., Any], signature: str, address: int) -> None:
        result, arguments = read_signature(signature)
        self.__name__, self.__doc__, self.py_func = function.__name__, function.__doc__, function
        self._arguments = [(_DTYPES[name], dimensions) for name, dimensions in arguments]
        words = sum(1 + dimensions for _, dimensions in arguments)
        self._call = ctypes.CFUNCTYPE(_RESULTS[result], *[ctypes.c_int64] * words)(address)

    def __call__(self, *given: Any) -> Any:
        """Call the kernel.

        Raises:
            TypeError: for an argument that it was not compiled for.
        """
        words: list[int] = []
        for value, (dtype, dimensions) in zip(given, self._arguments, strict=True):
            known = _kept.get(id(value))
            if known is not None and known[0] is dtype and known[1] == dimensions:
                words += known[2]
                continue
            if not dimensions:
                words.append(int(value))
                continue
            shape = value.shape
            if (value.dtype is not dtype and value.dtype != dtype) or len(shape) != dimensions:
                raise TypeError(f"{self.__name__}: {dtype} with {dimensions} dimensions expected, not {value.dtype} with {len(shape)}")
            try:
                words.append(_address(_view(value)))  # three times as fast as ``value.ctypes``
            except (TypeError, ValueError):
                words.append(_address_of(value))
            words += shape
        return self._call(*words)


def _address_of(array: npt.NDArray[Any]) -> int:
    """Where the elements of a C-contiguous array lie that is empty or may only be read.

    Raises:
        TypeError: if they do not lie one after the other.
    """
    if not array.flags.c_contiguous:
        raise TypeError("an array without gaps expected")
    return int(array.ctypes.data)
