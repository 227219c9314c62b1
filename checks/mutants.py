"""Small faults put into the planner one at a time, and whether a test notices: says how much the tests would miss.

Run as ``make mutants ARGS="--sample 20"``. Each mutant is one change of one expression, drawn with a seed, in a copy of the source.
The tests that should notice stop at the first that fails; a mutant that takes far too long counts as noticed. Kernels are not
changed, and run as they do in the tests. It takes some minutes to hours, and is no part of the tests. Exit 0, or 1 where less than
``--least`` was noticed.
"""

from __future__ import annotations

import argparse
import ast
import copy
import math
import multiprocessing
import os
import random
import resource
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENGINE = Path("src") / "rumbo" / "engine"
CONDITIONS = ("conditions", "evaluate", "curriculum_reading", "cells", "unknowns", "brute_force", "properties")
PLANS = (
    "brute_force",
    "ties",
    "search",
    "limits",
    "places",
    "descent",
    "deadline",
    "neutral_peers",
    "unknowns",
    "losing",
    "front",
    "properties",
)
DATES = ("schedule", "dating", "schedule_clocks", "dates", "schedule_properties", "dated_plans", "schedule_peers")
TESTS: dict[str, tuple[str, ...]] = {  # of each module, those that notice most first
    "conditions": CONDITIONS,
    "evaluate": CONDITIONS,
    "planner": ("unknowns", "losing", *PLANS),
    "search": ("stage", "work", *PLANS),
    "look": ("look", "work", *PLANS),
    "stage": ("stage", "look", "work", *PLANS),
    "building": ("places", "work", "neutral", *PLANS),
    "descent": ("descent", "work", *PLANS),
    "deadline": ("deadline", "work", *PLANS),
    "repairs": ("why_not", "limits", "losing"),
    "turns": ("turns",),
    "schedule": DATES,
    "dating": ("dating", *DATES),
}
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
WAIT = 10  # times as long, for tests that only wait
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Mutant:
    """``line``: where; ``was`` and ``is_now``: the expression before and after; ``source``: the whole file."""

    module: str
    line: int
    was: str
    is_now: str
    source: str


def mutants_of(module: str, source: str) -> list[Mutant]:
    """Every mutant of a file."""
    tree = ast.parse(source)
    return [
        Mutant(module, node.lineno, ast.unparse(node), ast.unparse(changed), ast.unparse(whole))
        for node, number in _expressions(tree)
        for change in range(_changes(node))
        for whole in [copy.deepcopy(tree)]
        for changed in [_change(_at(whole, number), change)]
    ]


def _expressions(tree: ast.Module) -> Iterator[tuple[ast.expr, int]]:
    """Expressions inside functions, each with its number in the order of a walk: no types, no defaults, no words of errors.

    Nor ``strict=``: by it ``zip`` is told what holds anyway, that both are of one length, and it does the same where it is not told.
    """
    skipped: set[int] = set()
    inside: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            skipped |= _all(node.args) | _all(node.returns) | {n for decorator in node.decorator_list for n in _all(decorator)}
            inside |= {n for part in node.body for n in _all(part)}
        elif isinstance(node, ast.AnnAssign):
            skipped |= _all(node.annotation)
        elif isinstance(node, ast.Raise) or (isinstance(node, ast.keyword) and node.arg == "strict"):
            skipped |= _all(node)
    for number, node in enumerate(ast.walk(tree)):
        if isinstance(node, ast.expr) and id(node) in inside and id(node) not in skipped:
            yield node, number


def _all(node: ast.AST | None) -> set[int]:
    return set() if node is None else {id(part) for part in ast.walk(node)}


def _at(tree: ast.Module, number: int) -> ast.expr:
    found = list(ast.walk(tree))[number]
    assert isinstance(found, ast.expr)  # noqa: S101  the copy is walked in the same order
    return found


def _changes(node: ast.expr) -> int:
    """In how many ways an expression can be changed."""
    match node:
        case ast.Compare(ops=ops):
            return sum(type(op) in SWAPS for op in ops)
        case ast.BoolOp() | ast.UnaryOp(op=ast.Not()) | ast.IfExp():
            return 1
        case ast.BinOp(op=op):
            return int(type(op) in SWAPS)
        case ast.Call(func=ast.Name(id=name)):
            return int(name in NAMES)
        case ast.Constant(value=value):
            return int(isinstance(value, int))
    return 0


def _change(node: ast.expr, which: int) -> ast.expr:
    """Change an expression where it stands."""
    match node:
        case ast.Compare(ops=ops):
            place = [i for i, op in enumerate(ops) if type(op) in SWAPS][which]
            ops[place] = SWAPS[type(ops[place])]()  # type: ignore[call-overload]  # a comparison for a comparison
        case ast.BoolOp(op=op) | ast.BinOp(op=op):
            node.op = SWAPS[type(op)]()  # type: ignore[assignment]  # an operator for one of its kind
        case ast.UnaryOp(operand=operand):
            node.operand = ast.UnaryOp(ast.Not(), operand)  # not not: what stood there without its "not"
        case ast.IfExp(test=test):
            node.test = ast.UnaryOp(ast.Not(), test)
        case ast.Call(func=ast.Name() as function):
            function.id = NAMES[function.id]
        case ast.Constant(value=bool(value)):
            node.value = not value
        case ast.Constant(value=int(value)):
            node.value = value + 1
    return node


def is_noticed(mutant: Mutant, copied: Path, seconds: float) -> bool:
    """Whether a test fails, or the tests come to no end, with the mutant in the place of its file."""
    place = copied / ENGINE.relative_to("src") / f"{mutant.module}.py"
    kept = place.read_text(encoding="utf-8")
    place.write_text(mutant.source, encoding="utf-8")
    try:
        return not passes(mutant.module, copied, seconds)
    finally:
        place.write_text(kept, encoding="utf-8")


def passes(module: str, copied: Path, seconds: float) -> bool:
    """Whether the tests of a module pass within so many seconds of the processor, with the source as it is in ``copied``."""
    process = multiprocessing.get_context("fork").Process(target=_test, args=(module, copied, math.ceil(seconds)))
    process.start()
    process.join(WAIT * seconds)
    if process.is_alive():
        process.kill()
        process.join()
    return process.exitcode == 0


def _test(module: str, copied: Path, seconds: int) -> None:
    import pytest

    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))  # of the processor: whatever else the machine does
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    files = [f"tests/engine/test_{name}.py" for name in dict.fromkeys(TESTS[module])]
    # The same examples for every mutant, and none kept from one for the next.
    which = ["-m", "not slow and not outside", "--hypothesis-seed=1", "-o", f"pythonpath={copied} ."]
    os._exit(int(pytest.main([*files, "-x", "-q", "-p", "no:cacheprovider", *which])))


def main() -> int:
    """Draw mutants, try each, print those that nobody noticed and the share of the others."""
    parser = argparse.ArgumentParser(prog="make mutants", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("modules", nargs="*", help=f"of {', '.join(TESTS)}; all if none is named")
    parser.add_argument("--sample", type=int, default=20, help="mutants of each module")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=120, help="seconds of the processor that the tests may take with one mutant")
    parser.add_argument("--least", type=float, default=85, help="the share, in percent, below which the exit code is 1")
    options = parser.parse_args()
    if unknown := set(options.modules) - set(TESTS):
        parser.error(f"no module is called {', '.join(sorted(unknown))}")
    os.chdir(ROOT)
    sys.dont_write_bytecode = True  # a mutant of the same size and second would be taken for the file that it replaced
    _preload()
    noticed = tried = 0
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / "src"
        shutil.copytree(ROOT / "src", copied, ignore=shutil.ignore_patterns("__pycache__"))
        for module in options.modules or TESTS:
            if not passes(module, copied, options.seconds):
                print(f"the tests of {module} fail, or take too long, as they are", file=sys.stderr)
                return 2
            some = _sample(module, options.sample, options.seed)
            mine = sum(_try(mutant, copied, options.seconds) for mutant in some)
            print(f"{module}: {mine} of {len(some)} noticed", flush=True)
            noticed, tried = noticed + mine, tried + len(some)
    share = 100 * noticed / tried
    print(f"{share:.1f} % of {tried} mutants noticed (seed {options.seed})")
    return int(share < options.least)


def _try(mutant: Mutant, copied: Path, seconds: float) -> bool:
    """Whether a mutant is noticed; if not, it is printed."""
    noticed = is_noticed(mutant, copied, seconds)
    if not noticed:
        print(f"{ENGINE / mutant.module}.py:{mutant.line}: {mutant.was}  →  {mutant.is_now}", flush=True)
    return noticed


def _sample(module: str, count: int, seed: int) -> list[Mutant]:
    everything = mutants_of(module, (ROOT / ENGINE / f"{module}.py").read_text(encoding="utf-8"))
    chosen = random.Random(f"{module} {seed}").sample(everything, min(count, len(everything)))  # noqa: S311  repeatable, not secret
    return sorted(chosen, key=lambda mutant: mutant.line)


def _preload() -> None:
    """Import once what every run would import anew, but nothing of Rumbo."""
    import django.test
    import hypothesis
    import numpy
    import pytest

    assert all((django.test, hypothesis, numpy, pytest))  # noqa: S101  named, so that they are not taken for needless


if __name__ == "__main__":
    sys.exit(main())
