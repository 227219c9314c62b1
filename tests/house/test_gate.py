"""The gate: three times the aim is too slow, and what is to be proven must be."""

from __future__ import annotations

import pytest

from benchmarks.gate import Bar, quicker


@pytest.mark.parametrize(("measured", "kept"), [(0.5, True), (30.0, True), (30.1, False)])
def test_what_takes_more_than_three_times_the_aim_is_not_let_through(measured: float, kept: bool) -> None:
    bar = Bar("why not", measured, 10)
    assert bar.is_kept is kept
    assert ("TOO SLOW" in str(bar)) is not kept


@pytest.mark.parametrize(("measured", "kept"), [(700.0, True), (200.0, True), (199.0, False)])
def test_a_rate_below_a_third_of_the_aim_is_not_let_through(measured: float, kept: bool) -> None:
    assert Bar("kinds a second", measured, 600, "/s", at_least=True).is_kept is kept


def test_the_share_that_is_proven_has_no_slack() -> None:
    assert Bar("proven", 99.8, 99.8, "%", at_least=True, slack=1).is_kept
    missed = Bar("proven", 99.7, 99.8, "%", at_least=True, slack=1)
    assert not missed.is_kept
    assert "TOO FEW" in str(missed)


def test_the_quicker_of_two_tries_counts_and_each_begins_anew() -> None:
    begun: list[str] = []
    tries = iter([200_000, 1])
    took = quicker(lambda: sum(range(next(tries))), lambda: begun.append("anew"))
    assert begun == ["anew", "anew"]
    assert 0 <= took < 1
