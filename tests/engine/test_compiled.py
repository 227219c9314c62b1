"""Kernels compiled to a file of machine code: the same answers as interpreted, and nothing that could bring a process down."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from rumbo.config.kernels import folder_in, warm
from rumbo.engine import jit, kernels
from rumbo.engine.kernels.heap import heap_push

compiled_only = pytest.mark.skipif(not jit.is_enabled(), reason="needs compiled kernels: run `rumbo warm`")


@compiled_only
@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(np.zeros(4, dtype=np.int32), id="other-type"),
        pytest.param(np.zeros((2, 2), dtype=np.int64), id="other-shape"),
        pytest.param(np.zeros(8, dtype=np.int64)[::2], id="gaps"),
    ],
)
def test_an_array_that_a_kernel_was_not_compiled_for_is_refused(wrong: np.ndarray) -> None:
    good = np.zeros(4, dtype=np.int64)
    with pytest.raises(TypeError):
        heap_push(wrong, good, 0, 1, 1)
    with pytest.raises(ValueError, match="longer"):
        heap_push(good, good, 0, 1)


def test_an_array_that_may_only_be_read_and_an_empty_one_are_taken() -> None:
    starts, items = np.array([0, 1, 1], dtype=np.int64), np.array([2], dtype=np.int64)
    items.flags.writeable = False
    turned, members = kernels.transpose(starts, items, 3)
    assert (turned.tolist(), members.tolist()) == ([0, 0, 0, 1], [0])
    nothing = np.zeros(0, dtype=np.int64)
    assert kernels.transpose(np.zeros(1, dtype=np.int64), nothing, 2)[0].tolist() == [0, 0, 0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param("return int(np.zeros(n)[0])", "NRT_", id="allocates"),
        pytest.param("if n < 0:\n        raise ValueError\n    return n", "numba_", id="raises"),
    ],
)
def test_a_kernel_that_needs_python_is_refused_where_it_is_compiled(body: str, said: str, tmp_path: Path) -> None:
    script = tmp_path / "one.py"
    script.write_text(
        "import numba, numpy as np\nfrom rumbo.engine.compiling import entry_of, to_object\n"
        f"def one(n):\n    {body}\n"
        "to_object({'one': entry_of('one', 'int64(int64)', numba.njit('int64(int64)')(one))})\n"
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
    assert "a kernel allocates, raises or calls Python" in done.stderr
    assert said in done.stderr


@pytest.mark.slow
def test_what_is_compiled_links_in_a_process_without_numba_and_answers_as_interpreted(tmp_path: Path) -> None:
    warm(tmp_path)
    script = (
        "import sys\nfrom pathlib import Path\nimport numpy as np\nfrom rumbo.engine import jit\n"
        f"jit.enable(Path({str(folder_in(tmp_path) / jit.file_name())!r}).read_bytes())\n"
        "from rumbo.engine import kernels\nassert 'numba' not in sys.modules\n"
        "rng = np.random.default_rng(5)\n"
        "starts = np.arange(0, 401, 4)\nitems = rng.integers(0, 60, 400)\n"
        "print([part.tolist() for part in kernels.transpose(starts, items, 60)])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    rng = np.random.default_rng(5)
    items = rng.integers(0, 60, 400)
    order = np.argsort(items, kind="stable")
    assert done.stdout.strip() == str([np.searchsorted(items[order], np.arange(61)).tolist(), (order // 4).tolist()])


@compiled_only
def test_where_an_array_lies_is_known_only_as_long_as_it_lives() -> None:
    before = len(jit._kept)
    starts, items = np.array([0, 2], dtype=np.int64), np.array([1, 0], dtype=np.int64)
    jit.keep(starts)
    jit.keep(items)
    assert len(jit._kept) == before + 2
    assert kernels.transpose(starts, items, 2)[0].tolist() == [0, 1, 2]
    items[:] = 1  # what lies there is looked at anew
    assert kernels.transpose(starts, items, 2)[0].tolist() == [0, 0, 2]
    del starts, items
    assert len(jit._kept) == before
