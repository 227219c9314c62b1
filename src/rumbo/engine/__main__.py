"""``python -m rumbo.engine solve PROBLEM.json``: solve a neutral problem and print the answer as JSON.

``python -m rumbo.engine compile FOLDER``: compile the kernels into a folder, for other processes.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from rumbo.engine import jit

if TYPE_CHECKING:
    from rumbo.engine.neutral import NeutralAnswer

MAX_BYTES = 200_000_000
COMPILE_FROM_WAYS = 400


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit code: 0 solved, 1 out of reach, 2 could not be read."""
    parser = argparse.ArgumentParser(prog="python -m rumbo.engine", description="Solve a neutral planning problem.")
    commands = parser.add_subparsers(dest="command", required=True)
    solve = commands.add_parser("solve", help="print the best plan as JSON")
    solve.add_argument("problem", type=Path)
    solve.add_argument("--objective", choices=("sum", "max"), default="sum")
    solve.add_argument("--seconds", type=float, default=None, help="stop after this long; the answer is then marked feasible")
    commands.add_parser("compile", help="compile the kernels into a folder").add_argument("folder", type=Path)
    options = parser.parse_args(arguments)
    if options.command == "compile":
        try:
            compile_into(options.folder)
        except OSError as error:
            print(f"{options.folder}: {error.strerror}", file=sys.stderr)
            return 2
        return 0
    return solve_file(options)


def solve_file(options: argparse.Namespace) -> int:
    """Solve the problem in a file and print the answer; returns the exit code."""
    try:
        if options.problem.stat().st_size > MAX_BYTES:
            raise ValueError(f"at most {MAX_BYTES} bytes")
        text = options.problem.read_text(encoding="utf-8")
        check_json(text)
        choose_kernels(options.problem)
        from rumbo.engine.neutral import read_problem, solve_problem

        data = read_problem(text)
        start = time.perf_counter()
        limit = options.seconds
        stop = None if limit is None else lambda: time.perf_counter() - start > limit
        answer = solve_problem(data, options.objective, should_stop=stop)
    except (OSError, ValueError, ArithmeticError, RecursionError) as error:
        print(f"{options.problem.name}: {error}", file=sys.stderr)
        return 2
    print(json.dumps(_as_json(answer, time.perf_counter() - start)))
    return 1 if answer.status == "unreachable" else 0


def check_json(text: str) -> None:
    """Refuse what is not JSON at all before anything is compiled for it.

    Raises:
        ValueError: saying where the text stops being JSON.
    """
    try:
        json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON: {error}") from error


def compile_into(folder: Path) -> None:
    """Compile the kernels into ``folder``, whole or not at all, and take away what was compiled of earlier ones."""
    folder.mkdir(parents=True, exist_ok=True)  # before the long work: where nothing can be kept, that is soon known
    from rumbo.engine.compiling import compile_kernels

    code = compile_kernels()
    unfinished = folder / f"{os.getpid()}.unfinished"
    unfinished.write_bytes(code)
    unfinished.replace(folder / jit.file_name())
    for old in folder.glob("*.o"):
        if old.name != jit.file_name():
            old.unlink(missing_ok=True)


def choose_kernels(problem: Path) -> None:
    """Run compiled where that is ready, or where the problem is so large that compiling is the shorter wait."""
    compiled = Path(os.environ.get("RUMBO_DATA", "var")) / "kernels" / jit.file_name()
    if not compiled.is_file() and problem.stat().st_size > 100 * COMPILE_FROM_WAYS:
        # In a process of its own: what compiles them can use them in no other way.
        subprocess.run([sys.executable, "-m", "rumbo.engine", "compile", str(compiled.parent)], check=True)  # noqa: S603
    if not jit.is_enabled() and compiled.is_file():
        jit.enable(compiled.read_bytes())


def _as_json(answer: NeutralAnswer, seconds: float) -> dict[str, object]:
    def number(value: object) -> object:
        return None if value is None else int(value) if value == int(value) else float(value)  # type: ignore[call-overload, arg-type]

    return {
        "status": answer.status,
        "cost": number(answer.cost),
        "bound": number(answer.bound),
        "ways": list(answer.ways),
        "seconds": round(seconds, 6),
    }


if __name__ == "__main__":
    sys.exit(main())
