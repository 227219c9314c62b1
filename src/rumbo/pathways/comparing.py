"""The page that puts plans side by side and says what one more paper would change."""

from __future__ import annotations

from django.http import HttpResponseBase

from rumbo.pathways import pages, queries
from rumbo.pathways.forms import OBJECTIVE_NAMES
from rumbo.pathways.logic.compare import compare, worth_having
from rumbo.pathways.views import Visit, visiting

__all__ = ["compare_page"]

MOST_PAPERS = 10


@visiting
def compare_page(visit: Visit) -> HttpResponseBase:
    """The best plan by each objective side by side, and papers worth having, nearest to the goal first."""
    ask = visit.ask()
    near = [paper.id for paper in pages.paper_choices(visit.region, visit.goal).near if paper.id not in visit.answers.held][:MOST_PAPERS]
    with queries.one_search():
        plans = compare(visit.region, ask)
        papers = worth_having(visit.region, ask, near)
    names = dict(OBJECTIVE_NAMES)
    context = {
        "plans": [{**plan, "named": [names[objective] for objective in plan["objectives"]]} for plan in plans],
        "papers": [{**paper, "saves": pages.savings(paper["saves"])} for paper in papers],
        "objective": ask.objective[0],
    }
    return visit.page("compare", context)
