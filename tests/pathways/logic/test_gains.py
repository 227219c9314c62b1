"""What is withheld where gains and losses are counted by group."""

from __future__ import annotations

from rumbo.pathways.logic.gains import OUTCOMES, GainTally, Outcome


def test_the_one_in_the_middle_counts_those_without_a_difference_in_the_first_objective() -> None:
    tally = GainTally()
    worse = OUTCOMES.index("worse")
    tally.add(("", Outcome(worse, more)) for more in (0, 0, 2, 3, 9, 9))
    assert tally.as_json()["by"] == {"better": None, "worse": 2}


def test_small_groups_that_are_too_few_together_take_the_next_smallest_with_them() -> None:
    tally = GainTally()
    tally.add((group, Outcome(OUTCOMES.index("same"))) for group in "a" * 9 + "b" * 5 + "c" * 2)
    assert [(group["group"], group["people"]) for group in tally.as_json()["groups"]] == [("a", 9), (None, 7)]


def counted(**groups: dict[str, int]) -> GainTally:
    tally = GainTally()
    for group, outcomes in groups.items():
        tally.add((group, Outcome(OUTCOMES.index(name), 3)) for name, count in outcomes.items() for _ in range(count))
    return tally


def test_the_middle_of_a_withheld_count_is_not_told_as_it_would_say_that_they_are_five_or_more() -> None:
    """Of six people in two withheld outcomes, five or more in one leave one for the other."""
    told = counted(a={"better": 1, "worse": 5, "same": 50}).as_json()
    assert (told["outcomes"]["better"], told["outcomes"]["worse"]) == (None, None)
    assert told["by"] == {"better": None, "worse": None}


def test_of_two_outcomes_with_one_person_each_a_third_is_withheld_too() -> None:
    told = counted(a={"better": 1, "worse": 1, "same": 50, "neither": 90}).as_json()
    assert [name for name, count in told["outcomes"].items() if count is None] == ["better", "worse", "same"]


def test_what_is_withheld_in_all_does_not_follow_from_the_groups() -> None:
    """Five are worse and three newly reach it: the groups that are told must not add up to either."""
    told = counted(a={"newly": 2, "worse": 7, "same": 6}, b={"newly": 2, "same": 40}).as_json()
    for name in OUTCOMES:
        in_all, in_groups = told["outcomes"][name], [group["outcomes"][name] for group in told["groups"]]
        assert in_all is not None or None in in_groups
