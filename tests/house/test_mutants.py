"""The maker of mutants changes one thing at a time, and only what runs."""

from __future__ import annotations

import ast

from checks.mutants import ENGINE, ROOT, TESTS, mutants_of

SOURCE = '''
LIMIT = 3


def least(a: int, b: int = 1) -> "None | int":
    """Of two, and 2 more."""
    if a < b and not a:
        raise ValueError(f"{a} of {1}")
    return min(a, b + 1) if a in (b, True) else 0
'''


def test_each_mutant_is_one_change_of_what_runs() -> None:
    found = {(mutant.line, mutant.was, mutant.is_now) for mutant in mutants_of("m", SOURCE)}
    assert found == {
        (7, "a < b and (not a)", "a < b or not a"),
        (7, "a < b", "a <= b"),
        (7, "not a", "not not a"),
        (9, "min(a, b + 1) if a in (b, True) else 0", "min(a, b + 1) if not a in (b, True) else 0"),
        (9, "min(a, b + 1)", "max(a, b + 1)"),
        (9, "a in (b, True)", "a not in (b, True)"),
        (9, "b + 1", "b - 1"),
        (9, "1", "2"),
        (9, "True", "False"),
        (9, "0", "1"),
    }


def test_each_mutant_is_a_whole_file_that_differs_in_one_line() -> None:
    whole = ast.unparse(ast.parse(SOURCE)).splitlines()
    for mutant in mutants_of("m", SOURCE):
        lines = mutant.source.splitlines()
        assert sum(a != b for a, b in zip(lines, whole, strict=True)) == 1


def test_every_module_named_is_there_and_so_are_its_tests() -> None:
    for module, tests in TESTS.items():
        assert (ROOT / ENGINE / f"{module}.py").is_file()
        assert [name for name in tests if not (ROOT / "tests" / "engine" / f"test_{name}.py").is_file()] == []
