"""Random conditions, attribute values and tests of them, for properties."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from rumbo.engine.conditions import OPERATORS, All, AnyOf, AtLeast, Condition, Fact, NoneOf, SumOf, Test
from rumbo.engine.model import AttributeKind, AttributeValue, Household

FACTS = tuple(f"document:f{i}" for i in range(4))
WORDS = ("a", "b", "c", "d")
OPERATORS_OF: dict[AttributeKind, tuple[str, ...]] = {
    "word": ("is", "is_not", "in", "not_in"),
    "words": ("has", "has_any", "lacks"),
    "number": ("number_at_least", "number_at_most"),
    "date": (
        "on_or_after", "on_or_before", "age_at_least", "age_under", "days_since_at_most", "days_since_more_than",
        "working_days_since_at_most", "working_days_since_more_than",
    ),
    "household": ("children_at_least", "adults_at_least"),
}  # fmt: skip
KINDS: tuple[AttributeKind, ...] = tuple(OPERATORS_OF)
DATES = st.dates(dt.date(2004, 1, 1), dt.date(2028, 12, 31))


@st.composite
def attribute_tests(draw: st.DrawFn, kind: AttributeKind, name: str | None = None) -> Test:
    """A test of an attribute of ``kind``, which is named after its kind unless ``name`` says otherwise."""
    operator = draw(st.sampled_from(OPERATORS_OF[kind]))
    small = st.integers(0, 30)
    operand = {
        "value": st.sampled_from(WORDS),
        "values": st.sets(st.sampled_from(WORDS), min_size=1).map(lambda words: tuple(sorted(words))),
        "number": small,
        "date": DATES,
        "window": st.tuples(small, st.just("mx")),
    }[OPERATORS[operator]]
    return Test(name or f"{kind}_one", operator, draw(operand))


def values_of(kind: AttributeKind) -> st.SearchStrategy[AttributeValue]:
    """A value that an attribute of ``kind`` may take, words that no test speaks of included."""
    words = st.sampled_from((*WORDS, "elsewhere"))
    found: dict[AttributeKind, st.SearchStrategy[AttributeValue]] = {
        "word": words,
        "words": st.frozensets(words),
        "number": st.integers(0, 40),
        "date": DATES,
        "household": st.builds(Household, adults=st.integers(0, 40), children=st.integers(0, 40)),
    }
    return found[kind]


def conditions() -> st.SearchStrategy[Condition]:
    """Any condition over ``FACTS`` and one attribute of each kind."""
    sums = st.builds(
        lambda weights, n: SumOf(tuple(sorted(weights.items())), n),
        st.dictionaries(st.sampled_from(FACTS), st.integers(0, 5)),
        st.integers(0, 12),
    )
    leaves = st.one_of(st.sampled_from(FACTS).map(Fact), sums, *(attribute_tests(kind) for kind in KINDS))
    return st.recursive(leaves, _combined, max_leaves=8)


def _combined(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    parts = st.lists(inner, max_size=4).map(tuple)
    at_least = parts.flatmap(lambda found: st.integers(0, len(found)).map(lambda n: AtLeast(n, found)))
    return st.one_of(parts.map(All), parts.map(AnyOf), parts.map(NoneOf), at_least)
