"""Sweeping: what a change touches is planned again, nothing else, and everybody's values are those of planning from nothing."""

from __future__ import annotations

import random

import pytest

from .changes import changed, compiled, from_nothing, people_in, stock_of, swept


@pytest.mark.parametrize("border", [False, True])
@pytest.mark.parametrize("seed", range(60))
def test_after_a_sweep_everybody_has_the_values_of_planning_from_nothing_in_the_changed_world(seed: int, border: bool) -> None:
    spec, people = people_in(seed, 12, border=border)
    before = compiled(spec)
    after = compiled(changed(random.Random(seed), spec))
    stock = stock_of(before, people)
    plans, touched = swept(stock, before, after)
    for person, kind in zip(people, stock.kind, strict=True):
        assert tuple(plans.values[kind]) == from_nothing(after, person), (seed, person, touched[kind])
