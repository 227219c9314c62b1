"""The ways to meet a condition: each of them meets it, and no alternative is forgotten."""

from __future__ import annotations

from hypothesis import given

from rumbo.engine import conditions as c
from rumbo.engine.conditions import All, AnyOf, AtLeast, Condition, Fact, NoneOf, SumOf, facts_in, walk
from rumbo.engine.evaluate import evaluate_with
from rumbo.engine.meeting import MOST_COMBINED, Need, needs_of
from tests.engine.strategies import conditions

A, B, C = (Fact(f"document:{name}") for name in "abc")
ADULT = c.Test("birth_date", "age_at_least", 18)


@given(conditions())
def test_whoever_holds_and_answers_what_is_needed_meets_the_condition(condition: Condition) -> None:
    for need in needs_of(condition):
        assert evaluate_with(condition, has=need.facts.__contains__, truth=need.tests.get) is True
        assert need.facts.isdisjoint(need.without)


def test_each_alternative_stands_in_a_need() -> None:
    condition = All((AnyOf((A, B)), AnyOf((ADULT, C))))
    assert {(tuple(sorted(need.facts)), *need.tests.values()) for need in needs_of(condition)} == {
        ((A.name,), True),
        ((B.name,), True),
        ((A.name, C.name),),
        ((B.name, C.name),),
    }


def test_of_many_alternatives_each_is_there_once_and_not_all_combinations() -> None:
    many = tuple(AnyOf(tuple(Fact(f"document:{group}-{n}") for n in range(9))) for group in "abc")
    needs = needs_of(All(many))
    assert len(needs) == 9 < MOST_COMBINED
    assert frozenset().union(*(need.facts for need in needs)) == facts_in(All(many))


def test_some_of_several_and_sums_let_each_part_count_once() -> None:
    two, heavy = AtLeast(2, (A, B, C)), SumOf(((A.name, 1), (B.name, 1), (C.name, 2)), 2)
    assert {tuple(sorted(need.facts)) for need in needs_of(two)} == {(A.name, B.name), (B.name, C.name), (A.name, C.name)}
    assert {tuple(sorted(need.facts)) for need in needs_of(heavy)} == {(A.name, B.name), (B.name, C.name), (C.name,)}


def test_what_must_not_be_is_needed_not_to_be() -> None:
    assert needs_of(NoneOf((A, ADULT))) == (Need(without=frozenset({A.name}), tests={ADULT: False}),)


def test_what_nobody_can_meet_has_no_need_and_what_asks_nothing_has_an_empty_one() -> None:
    assert needs_of(All((A, NoneOf((A,))))) == ()
    assert needs_of(NoneOf((AtLeast(0, (A,)),))) == needs_of(NoneOf((SumOf(((A.name, 1),), 0),))) == ()
    assert needs_of(All(())) == needs_of(SumOf(((A.name, 1),), 0)) == (Need(),)


@given(conditions())
def test_what_has_no_need_is_met_by_nobody_who_holds_all_or_nothing(condition: Condition) -> None:
    if not needs_of(condition) and not any(isinstance(part, c.Test) for part in walk(condition)):
        for has in (lambda name: True, lambda name: False):
            assert evaluate_with(condition, has=has, truth=lambda test: None) is not True
