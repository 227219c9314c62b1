"""The page that puts plans side by side and says what one more paper would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy

from rumbo.pathways import pages, queries
from rumbo.pathways.forms import OBJECTIVE_NAMES, BetweenForm
from rumbo.pathways.logic.chart import chart
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.views import Visit, conflict_problems, visiting
from rumbo.web.templatetags.shell import amount

__all__ = ["compare_page"]


AXIS_NAMES = {
    "fastest": gettext_lazy("Days"),
    "cheapest": gettext_lazy("Cost"),
    "fewest-visits": gettext_lazy("Visits"),
    "fewest-crossings": gettext_lazy("Crossings"),
    "least-exposed": gettext_lazy("Who learns (weighted)"),
}


def drawn(region: CompiledRegion, front: Mapping[str, Any]) -> dict[str, Any] | None:
    """The chart of the plans of ``front``, what is written along its axes in the reader's words; None where there is no choice."""
    picture = chart([tuple(plan["values"]) for plan in front["plans"]])
    if picture is None:
        return None
    currency = region.records.region.reference_currency

    def written(axis: Sequence[tuple[float, int]], objective: str) -> list[tuple[str, int]]:
        return [(amount(value, currency) if objective == "cheapest" else str(value), place) for value, place in axis]

    across, up = front["over"]
    return {"picture": picture, "across": written(picture.across, across), "up": written(picture.up, up)}


@visiting
def compare_page(visit: Visit) -> HttpResponseBase:
    """The best plan by each objective side by side, and papers worth having, nearest to the goal first."""
    if visit.goal.kind == "find":
        return redirect("pathways:way", visit.goal.id)
    ask = visit.ask()
    form = BetweenForm(visit.request.GET)
    over = form.over()
    with queries.one_search():
        found = queries.compared(visit.region, ask)
        front = queries.between(visit.region, ask, over) if found["plans"] else None
    names = dict(OBJECTIVE_NAMES)
    context = {
        "plans": [{**plan, "named": [names[objective] for objective in plan["objectives"]]} for plan in found["plans"]],
        "closed": any(paper["may_open"] for paper in found["papers"]),
        "papers": [{**paper, "saves": pages.savings(paper["saves"])} for paper in found["papers"]],
        "objective": ask.objective[0],
        "over": over,
        "alike": form.non_field_errors() if visit.request.GET else [],
        "choices": list(AXIS_NAMES.items()),
        "axes": [AXIS_NAMES[objective] for objective in over],
        "front": front,
        "chart": drawn(visit.region, front) if front else None,
        "problems": conflict_problems(visit, pages.conflicts(visit.region, ask.problems)),
    }
    return visit.page("compare", context)
