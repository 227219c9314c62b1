"""The rules of :mod:`benchmarks.rules` as variables of OpenFisca, a calculator of taxes and benefits that many administrations use.

It is no dependency: ``pip install openfisca-core``, if it is to be measured beside.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from typing import Any, cast

import numpy as np

from benchmarks.rules import DAY, NATIONS, PAPERS, PLACES, Columns
from rumbo.engine.conditions import All, AnyOf, AtLeast, Condition, Fact, NoneOf, Test

PERIOD = "2026-11"
Truth = Callable[[Callable[[str], Any]], Any]


def is_there() -> bool:
    """Whether OpenFisca can be imported."""
    try:
        import openfisca_core  # noqa: F401
    except ImportError:
        return False
    return True


def simulation_of(listed: list[Condition], given: Columns) -> Callable[[int], np.ndarray]:
    """A simulation of these people: asked for the place of a rule it calculates to whom it applies."""
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.simulation_builder import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    person = build_entity(key="person", plural="persons", label="", is_person=True)
    system = TaxBenefitSystem([person])

    def declare(name: str, kind: type, **more: Any) -> None:
        system.add_variable(type(name, (Variable,), {"value_type": kind, "entity": person, "definition_period": DateUnit.MONTH, **more}))

    inputs = _inputs(given)
    for name, values in inputs.items():
        declare(name, dt.date if values.dtype.kind == "M" else bool if values.dtype == np.bool_ else int)
    for place, rule in enumerate(listed):
        declare(f"rule_{place:04}", bool, formula=_formula(_truth(rule)))
    simulation = SimulationBuilder().build_default_simulation(system, len(given.born))
    for name, values in inputs.items():
        simulation.set_input(name, PERIOD, values)
    return lambda place: np.asarray(simulation.calculate(f"rule_{place:04}", PERIOD))


def _inputs(given: Columns) -> dict[str, np.ndarray]:
    epoch = dt.date(1970, 1, 1).toordinal()
    numbers = {"wage": given.wage, "months_here": given.months_here, "lives_in": given.lives_in.astype(np.int32)}
    nations = {f"national_of_{nation}": given.nationality == place for place, nation in enumerate(NATIONS)}
    papers = {_name(paper): held for paper, held in zip(PAPERS, given.papers, strict=True)}
    return {"birth_date": (given.born - epoch).astype("datetime64[D]"), **numbers, **nations, **papers}


def _formula(truth: Truth) -> Callable[[Any, Any], Any]:
    def formula(person: Any, period: Any) -> Any:
        return truth(lambda name: person(name, period))

    return formula


def _name(paper: str) -> str:
    return paper.replace("document:", "holds_")


def _truth(condition: Condition) -> Truth:
    """A condition as one would write it in a formula: operations on arrays of all people."""
    match condition:
        case Fact(name):
            paper = _name(name)
            return lambda value: value(paper)
        case Test():
            return _test(condition)
        case All(parts):
            return _joined(np.logical_and, parts)
        case AnyOf(parts):
            return _joined(np.logical_or, parts)
        case NoneOf(parts):
            some = _joined(np.logical_or, parts)
            return lambda value: ~some(value)
        case AtLeast(n, parts):
            truths = [_truth(part) for part in parts]
            return lambda value: sum(truth(value).astype(np.int8) for truth in truths) >= n
    raise AssertionError("no rule is a sum")


def _joined(operation: Any, parts: tuple[Condition, ...]) -> Truth:
    truths = [_truth(part) for part in parts]
    return lambda value: functools.reduce(operation, [truth(value) for truth in truths])


def _test(test: Test) -> Truth:
    name, wanted = test.attribute, cast("Any", test.value)
    match test.operator:
        case "age_at_least" | "age_under":
            of_age = np.datetime64(DAY.replace(year=DAY.year - int(wanted)))
            return (lambda value: value(name) <= of_age) if test.operator == "age_at_least" else (lambda value: value(name) > of_age)
        case "number_at_least":
            return lambda value: value(name) >= wanted
        case "number_at_most":
            return lambda value: value(name) <= wanted
        case "is":
            place = PLACES.index(str(wanted))
            return lambda value: value(name) == place
        case "in":
            places = [PLACES.index(word) for word in wanted]
            return lambda value: functools.reduce(np.logical_or, [value(name) == place for place in places])
        case "has":
            return lambda value: value(f"national_of_{wanted}")
        case "has_any":
            return lambda value: functools.reduce(np.logical_or, [value(f"national_of_{word}") for word in wanted])
    raise AssertionError(f"no rule tests {test.operator}")
