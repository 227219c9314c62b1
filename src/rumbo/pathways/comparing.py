"""The page that puts plans side by side and says what one more paper would change."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import redirect

from rumbo.pathways import pages, queries
from rumbo.pathways.forms import OBJECTIVE_NAMES
from rumbo.pathways.views import Visit, conflict_problems, visiting

__all__ = ["compare_page"]


@visiting
def compare_page(visit: Visit) -> HttpResponseBase:
    """The best plan by each objective side by side, and papers worth having, nearest to the goal first."""
    if visit.goal.kind == "find":
        return redirect("pathways:way", visit.goal.id)
    ask = visit.ask()
    with queries.one_search():
        found = queries.compared(visit.region, ask)
    names = dict(OBJECTIVE_NAMES)
    context = {
        "plans": [{**plan, "named": [names[objective] for objective in plan["objectives"]]} for plan in found["plans"]],
        "closed": any(paper["may_open"] for paper in found["papers"]),
        "papers": [{**paper, "saves": pages.savings(paper["saves"])} for paper in found["papers"]],
        "objective": ask.objective[0],
        "problems": conflict_problems(visit, pages.conflicts(visit.region, ask.problems)),
    }
    return visit.page("compare", context)
