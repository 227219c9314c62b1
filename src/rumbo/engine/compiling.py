"""Compile the kernels to machine code that any process can link.

Numba compiles each kernel behind an entry of numbers and pointers, as C has them. All are put into one module, which is cut
down to the entries: what remains may ask nothing of Python or of Numba, and asking is an error here, not in a process that
serves people. The code is for any processor of the architecture, so that a data folder can be moved.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba
from llvmlite import binding as llvm

from rumbo.engine import jit

KNOWN_OUTSIDE = ("llvm.", "mem", "bzero")
OPTIMIZED = 3


def compile_kernels() -> bytes:
    """All kernels as machine code for :func:`rumbo.engine.jit.enable`. This process can then use them in no other way.

    Raises:
        RuntimeError: when a kernel allocates, raises or calls Python.
    """
    numba.config.CPU_NAME, numba.config.CPU_FEATURES = "generic", ""  # type: ignore[attr-defined]
    entries: dict[str, Any] = {}

    def decorate(signature: str, function: Callable[..., Any]) -> Callable[..., Any]:
        compiled: Callable[..., Any] = numba.njit(signature, error_model="numpy")(function)
        entries[function.__name__] = entry_of(function.__name__, signature, compiled)
        return compiled

    jit.compile_by(decorate)
    import rumbo.engine.kernels  # noqa: F401  importing it is what compiles

    return to_object(entries)


def entry_of(name: str, signature: str, compiled: Callable[..., Any]) -> Any:
    """A C function of numbers and pointers around a compiled kernel: each array as its address and its lengths."""
    result, arguments = jit.read_signature(signature)
    names, types, values = [], [], []
    for number, (kind, dimensions) in enumerate(arguments):
        lengths = [f"n{number}_{axis}" for axis in range(dimensions)]
        names += [f"a{number}", *lengths]
        types += [f"CPointer({kind})" if dimensions else kind, *["int64"] * dimensions]
        values.append(f"carray(a{number}, ({''.join(f'{length}, ' for length in lengths)}))" if dimensions else f"a{number}")
    source = f"def {name}({', '.join(names)}):\n    return kernel({', '.join(values)})"
    scope = {"carray": numba.carray, "kernel": compiled}  # type: ignore[attr-defined]
    exec(source, scope)  # noqa: S102  Numba asks for a function with as many names as the entry has arguments; the text is ours
    return numba.cfunc(f"{result}({', '.join(types)})", error_model="numpy")(scope[name])


def to_object(entries: dict[str, Any]) -> bytes:
    """Machine code of all entries and of what they call, each entry under its own name.

    Raises:
        RuntimeError: when something of Python or of Numba is still asked for.
    """
    machine = llvm.Target.from_default_triple().create_target_machine(opt=OPTIMIZED, reloc="pic")
    module = llvm.parse_assembly("")
    module.triple, module.data_layout = machine.triple, str(machine.target_data)
    for entry in entries.values():
        module.link_in(llvm.parse_assembly(entry.inspect_llvm()))
    exported = {entry.native_name: jit.PREFIX + name for name, entry in entries.items()}
    for defined in [*module.functions, *module.global_variables]:
        if defined.name in exported:
            defined.name = exported[defined.name]
        elif not defined.is_declaration:
            defined.linkage = "internal"
    builder = llvm.create_pass_builder(machine, llvm.create_pipeline_tuning_options(OPTIMIZED))
    builder.getModulePassManager().run(module, builder)
    outside = [f.name for f in module.functions if f.is_declaration and not f.name.startswith(KNOWN_OUTSIDE)]
    if outside:
        raise RuntimeError(f"a kernel allocates, raises or calls Python: {', '.join(sorted(outside))}")
    return bytes(machine.emit_object(module))
