"""Curricula: measures, circles, redundant links and term plans, each against plain brute force and published figures."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rumbo.engine.curricula.faults import find_faults, list_broken, list_stuck
from rumbo.engine.curricula.measures import complexity, measure
from rumbo.engine.curricula.model import Course, Curriculum, Kind, Link
from rumbo.engine.curricula.redundant import find_redundant
from rumbo.engine.curricula.terms import TermPlan, plan_terms

KINDS: tuple[Kind, ...] = ("prerequisite", "corequisite", "strict-corequisite")


def course(key: str, pre: str = "", co: str = "", strict: str = "", size: object = 3, term: int | None = None) -> Course:
    lists = (tuple(names.split()) for names in (pre, co, strict))
    before, beside, same = lists
    return Course(key, key.upper(), Decimal(str(size)), prerequisites=before, corequisites=beside, strict_corequisites=same, term=term)


def of(*courses: Course) -> Curriculum:
    return Curriculum(courses)


@st.composite
def curricula(draw: st.DrawFn, most: int = 7, *, circles: bool = False, kinds: tuple[Kind, ...] = KINDS) -> Curriculum:
    """Random courses with random links; without ``circles`` every link leads onwards."""
    number = draw(st.integers(1, most))
    sizes = [draw(st.sampled_from(("0", "1", "2", "2.5", "3", "4"))) for _ in range(number)]
    pairs = [(a, b) for a in range(number) for b in range(number) if a < b or (circles and a != b)]
    chosen = draw(st.lists(st.tuples(st.sampled_from(pairs), st.sampled_from(kinds)), max_size=2 * number)) if pairs else []
    order = draw(st.permutations(range(number)))
    return of(
        *(
            course(f"c{b}", *(" ".join(f"c{pair[0]}" for pair, kind in chosen if pair[1] == b and kind == one) for one in KINDS), size)
            for b, size in ((b, sizes[b]) for b in order)
        )
    )


def chains(curriculum: Curriculum, start: str) -> list[list[str]]:
    """Every chain that begins at a course."""
    ahead = sorted({link.after for link in curriculum.links if link.before == start})
    return [[start]] + [[start, *chain] for name in ahead for chain in chains(curriculum, name)]


def keeps(link: Link, terms: dict[str, int]) -> bool:
    before, after = terms[link.before], terms[link.after]
    return {"prerequisite": before < after, "corequisite": before <= after, "strict-corequisite": before == after}[link.kind]


def implied(curriculum: Curriculum) -> set[tuple[str, str, bool]]:
    """What links say of each pair: the one not before the other, or (True) in a later term. Closed by going through all triples."""
    names = [one.id for one in curriculum.courses]
    found = {(name, name, False) for name in names}
    for link in curriculum.links:
        found.add((link.before, link.after, link.kind == "prerequisite"))
        if link.kind == "strict-corequisite":
            found.add((link.after, link.before, False))
    while True:
        more = {(a, d, later or even_later) for a, b, later in found for c, d, even_later in found if b == c}
        more |= {(a, b, False) for a, b, later in found if later}
        if more <= found:
            return found
        found |= more


def without(curriculum: Curriculum, links: set[Link]) -> Curriculum:
    def kept(one: Course, kind: Kind) -> str:
        return " ".join(dict.fromkeys(link.before for link in one.list_links() if link.kind == kind and link not in links))

    return of(*(course(one.id, *(kept(one, kind) for kind in KINDS), one.credits) for one in curriculum.courses))


def assert_plan_holds(curriculum: Curriculum, plan: TermPlan, most_credits: Decimal | None, most_courses: int | None = None) -> None:
    terms = {name: number for number, names in enumerate(plan.terms) for name in names}
    assert sorted(terms) == sorted(one.id for one in curriculum.courses)
    assert sum(map(len, plan.terms)) == len(terms)
    assert all(keeps(link, terms) for link in curriculum.links)
    loads = [sum((one.credits for one in curriculum.courses if one.id in names), Decimal(0)) for names in plan.terms]
    assert plan.largest == max(loads)
    assert most_credits is None or plan.largest <= most_credits
    assert most_courses is None or max(map(len, plan.terms)) <= most_courses


def best_by_brute_force(curriculum: Curriculum, most_credits: Decimal, most_courses: int) -> tuple[int, Decimal]:
    """The fewest terms, and the smallest largest term in that many, over every way of giving each course a term."""
    names = [one.id for one in curriculum.courses]
    for number in range(1, len(names) + 1):
        found = []
        for choice in itertools.product(range(number), repeat=len(names)):
            terms = dict(zip(names, choice, strict=True))
            loads = [sum((one.credits for one in curriculum.courses if terms[one.id] == term), Decimal(0)) for term in range(number)]
            fits = max(loads) <= most_credits and max(choice.count(term) for term in range(number)) <= most_courses
            if fits and all(keeps(link, terms) for link in curriculum.links):
                found.append(max(loads))
        if found:
            return number, min(found)
    raise AssertionError("no plan at all")


def test_the_eight_courses_of_the_field_have_their_published_measures() -> None:
    # The vector that the tools of the field share: delays, blocking, and 27 as a whole.
    curriculum = of(
        course("a"), course("b"), course("c", "a b", "", "d"), course("d"), course("e", "c"), course("f", "d"), course("g"), course("h")
    )
    found = measure(curriculum)
    assert [found[key].delay for key in "abcdefgh"] == [3, 3, 3, 3, 3, 2, 1, 1]
    assert [found[key].blocking for key in "abcdefgh"] == [2, 2, 1, 3, 0, 0, 0, 0]
    assert [found[key].cruciality for key in "abcdefgh"] == [5, 5, 4, 6, 3, 2, 1, 1]
    assert complexity(found) == 27


@given(curricula())
def test_delay_and_blocking_are_those_of_every_chain_gone_through(curriculum: Curriculum) -> None:
    every = [chain for one in curriculum.courses for chain in chains(curriculum, one.id)]
    for key, found in measure(curriculum).items():
        assert found.delay == max(len(chain) for chain in every if key in chain)
        assert found.blocking == len({chain[-1] for chain in every if chain[0] == key}) - 1


@given(curricula(circles=True, kinds=("prerequisite", "corequisite")))
def test_a_delay_is_undefined_only_where_a_chain_meets_a_circle(curriculum: Curriculum) -> None:
    reach = {(link.before, link.after) for link in curriculum.links}
    while more := {(a, d) for a, b in reach for c, d in reach if b == c} - reach:
        reach |= more
    turning = {a for a, b in reach if a == b}
    for key, found in measure(curriculum).items():
        meets = key in turning or any((key, other) in reach or (other, key) in reach for other in turning)
        assert (found.delay is None) == meets
        assert found.blocking == len({b for a, b in reach if a == key and b != key})


@pytest.mark.parametrize(
    ("courses", "code", "caught"),
    [
        ((course("a", pre="a"),), "circle", ("a",)),
        ((course("a", pre="b"), course("b", pre="a")), "circle", ("a", "b")),
        ((course("a", pre="b"), course("b", co="a")), "circle", ("a", "b")),
        ((course("a", strict="b"), course("b", pre="a")), "strict-clash", ("a", "b")),
        ((course("a", strict="c"), course("b", pre="a"), course("c", pre="b")), "strict-clash", ("a", "b", "c")),
        ((course("a", pre="z"),), "unknown-course", ("a",)),
        ((course("a", size=9),), "over-credits", ("a",)),
        ((course("a", strict="b", size=5), course("b", size=4)), "over-credits", ("a", "b")),
        ((course("a", co="b", size=5), course("b", co="a", size=4)), "over-credits", ("a", "b")),
        ((course("a", strict="b c"), course("b", size=1), course("c", size=1)), "over-courses", ("a", "b", "c")),
    ],
)
def test_what_cannot_be_satisfied_is_told_with_its_courses(courses: tuple[Course, ...], code: str, caught: tuple[str, ...]) -> None:
    (fault,) = find_faults(of(*courses), most_credits=Decimal(8), most_courses=2)
    assert (fault.code, fault.courses) == (code, caught)


def test_the_shortest_circle_is_told_and_what_hangs_on_it() -> None:
    long = (course("a", "d b"), course("b", "a"), course("c", "b"), course("d", "c"), course("e", "d"))
    faults = find_faults(of(*long))
    assert [fault.courses for fault in faults] == [("a", "b"), ("a", "b", "c", "d")]
    assert faults[0].stops == ("c", "d", "e")
    assert list_stuck(of(*long), faults) == ("a", "b", "c", "d", "e")


def test_a_circle_is_told_as_links_that_lead_back_to_their_beginning() -> None:
    (fault,) = find_faults(of(course("a", "c"), course("b", "a"), course("c", co="b")))
    pairs = [(link.before, link.after) for link in fault.links]
    assert all(one[1] == following[0] for one, following in itertools.pairwise([*pairs, pairs[0]]))


def test_courses_that_ask_for_each_other_in_the_same_term_are_no_circle() -> None:
    both = of(course("a", co="b"), course("b", strict="a"), course("c", "a"))
    assert find_faults(both) == ()
    assert plan_terms(both).terms == (("a", "b"), ("c",))


@given(curricula(5, circles=True))
def test_there_are_faults_exactly_where_no_plan_keeps_every_link(curriculum: Curriculum) -> None:
    names = [one.id for one in curriculum.courses]
    possible = any(
        all(keeps(link, dict(zip(names, choice, strict=True))) for link in curriculum.links)
        for choice in itertools.product(range(len(names)), repeat=len(names))
    )
    faults = find_faults(curriculum)
    assert possible == (not faults)
    stuck = list_stuck(curriculum, faults)
    plan = plan_terms(curriculum, without=stuck)
    assert sorted(name for term in plan.terms for name in term) == sorted(set(names) - set(stuck))


@given(curricula())
def test_leaving_out_what_is_redundant_changes_nothing_and_leaves_nothing_redundant(curriculum: Curriculum) -> None:
    if find_faults(curriculum):
        return
    found = find_redundant(curriculum)
    rest = without(curriculum, {one.link for one in found})
    assert implied(rest) == implied(curriculum)
    assert find_redundant(rest) == ()
    for link in rest.links:
        assert implied(without(rest, {link})) != implied(rest)


@given(curricula(circles=True))
def test_what_is_redundant_comes_with_a_path_of_links_that_stay(curriculum: Curriculum) -> None:
    found = find_redundant(curriculum)
    dropped = {one.link for one in found}
    for one in found:
        at = one.link.before
        for link in one.path:
            assert link not in dropped
            assert at == link.before or (link.kind == "strict-corequisite" and at == link.after)
            at = link.after if at == link.before else link.before
        assert at == one.link.after
        assert one.link.kind != "prerequisite" or any(link.kind == "prerequisite" for link in one.path)
        assert bool(one.back) == (one.link.kind == "strict-corequisite")


def test_a_prerequisite_is_not_redundant_because_of_corequisites_alone() -> None:
    assert find_redundant(of(course("a"), course("b", co="a"), course("c", pre="a", co="b"))) == ()


def test_a_corequisite_is_redundant_beside_a_prerequisite_of_the_same_pair() -> None:
    (found,) = find_redundant(of(course("a"), course("b", pre="a", co="a")))
    assert (found.link.kind, [link.kind for link in found.path]) == ("corequisite", ["prerequisite"])


@settings(max_examples=60, deadline=None)
@given(curricula(5), st.sampled_from(("4", "5.5", "8", "20")), st.integers(1, 5))
def test_the_fewest_terms_and_their_balance_are_those_of_brute_force(curriculum: Curriculum, credit_cap: str, course_cap: int) -> None:
    cap = Decimal(credit_cap)
    if find_faults(curriculum, most_credits=cap, most_courses=course_cap):
        return
    plan = plan_terms(curriculum, most_credits=cap, most_courses=course_cap)
    assert_plan_holds(curriculum, plan, cap, course_cap)
    assert (plan.terms_proven, plan.balance_proven) == (True, True)
    assert (len(plan.terms), plan.largest) == best_by_brute_force(curriculum, cap, course_cap)


@settings(max_examples=60, deadline=None)
@given(curricula(5), st.sampled_from(("4", "5.5", "8")))
def test_a_search_cut_short_claims_no_more_than_is_so(curriculum: Curriculum, credit_cap: str) -> None:
    cap = Decimal(credit_cap)
    if find_faults(curriculum, most_credits=cap):
        return
    plan = plan_terms(curriculum, most_credits=cap, nodes=0)
    terms, largest = best_by_brute_force(curriculum, cap, 5)
    assert_plan_holds(curriculum, plan, cap)
    assert plan.at_least <= terms <= len(plan.terms)
    assert len(plan.terms) > terms or plan.largest_at_least <= largest <= plan.largest


@settings(max_examples=40, deadline=None)
@given(curricula(40))
def test_larger_plans_keep_every_link_and_cap(curriculum: Curriculum) -> None:
    cap = Decimal(9)
    if find_faults(curriculum, most_credits=cap, most_courses=4):
        return
    plan = plan_terms(curriculum, most_credits=cap, most_courses=4, nodes=500)
    assert_plan_holds(curriculum, plan, cap, 4)
    assert plan.shortest <= plan.at_least <= len(plan.terms)
    assert plan == plan_terms(curriculum, most_credits=cap, most_courses=4, nodes=500)


@settings(max_examples=40, deadline=None)
@given(curricula(40), st.sampled_from(("8", "9.5", "16")), st.sampled_from((2, 4, 40)))
def test_there_is_a_plan_even_where_the_search_may_look_at_nothing(curriculum: Curriculum, credit_cap: str, course_cap: int) -> None:
    cap = Decimal(credit_cap)
    if find_faults(curriculum, most_credits=cap, most_courses=course_cap):
        return
    plan = plan_terms(curriculum, most_credits=cap, most_courses=course_cap, nodes=0)
    assert_plan_holds(curriculum, plan, cap, course_cap)
    assert plan.shortest <= plan.at_least <= len(plan.terms)


@given(curricula())
def test_without_a_cap_the_longest_chain_of_prerequisites_is_the_number_of_terms(curriculum: Curriculum) -> None:
    if find_faults(curriculum):
        return
    plan = plan_terms(curriculum)
    assert len(plan.terms) == plan.shortest == plan.at_least
    assert_plan_holds(curriculum, plan, None)


def test_a_cap_that_no_size_fills_costs_a_term_and_that_is_proven() -> None:
    plan = plan_terms(of(*(course(f"c{i}", size=4) for i in range(9))), most_credits=Decimal(18))
    assert (len(plan.terms), plan.terms_proven, plan.largest) == (3, True, 12)


def test_a_course_over_the_cap_is_refused_by_the_planner() -> None:
    with pytest.raises(ValueError, match="no room"):
        plan_terms(of(course("a", size=9)), most_credits=Decimal(8))


def test_the_same_id_twice_and_credits_that_are_no_number_are_refused() -> None:
    with pytest.raises(ValueError, match="same id"):
        of(course("a"), course("a"))
    with pytest.raises(ValueError, match="credits"):
        of(course("a", size="NaN"))


def test_terms_written_in_the_file_are_held_against_the_links() -> None:
    plan = of(course("a", term=2), course("b", "a", term=2), course("c", co="a", term=1), course("d", strict="a", term=2), course("e", "a"))
    assert [(link.before, link.after) for link in list_broken(plan)] == [("a", "b"), ("a", "c")]


def test_a_chain_as_long_as_a_file_may_be_is_walked() -> None:
    many = of(course("c0"), *(course(f"c{i}", f"c{i - 1}") for i in range(1, 1000)))
    assert measure(many)["c0"].delay == 1000
    assert find_faults(many) == ()
    assert find_redundant(many) == ()
