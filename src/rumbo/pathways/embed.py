"""Goals outside of a visit: one as a page for other sites' frames, and all as pages that devices keep for when there is no connection."""

from __future__ import annotations

from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt

from rumbo.pathways import pages, queries
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.views import public_goal
from rumbo.regionfile.records import GoalRecord
from rumbo.web.ports import OfflinePage
from rumbo.web.templatetags.shell import plain

__all__ = ["embed", "goal_pages"]

MOST_SERVICES = 5


@public_goal
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # its types know only views without arguments
def embed(request: HttpRequest, *, region: CompiledRegion, goal: GoalRecord) -> HttpResponseBase:
    """A page that other sites may frame. It asks nothing, so that in a foreign frame there is nothing to overlook or to steal."""
    busy = False
    try:
        found = queries.general_answer(region, goal.id)
    except queries.PlannerBusy:
        found, busy = {}, True
    steps = found.get("steps") or ()
    lawyer = bool(found.get("lawyer_first")) or any(step["lawyer_first"] for step in steps)
    context = {"goal": goal, "steps": steps, "services": _open(found), "lawyer_first": lawyer, **pages.goal_context(region, goal)}
    response = render(request, "pathways/embed.html", context, status=503 if busy else 200)  # half a page is kept by nobody
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _open(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [service for service in found.get("services") or () if service["open"] == "open"][:MOST_SERVICES]


def goal_pages() -> list[OfflinePage]:
    """The page of each goal, in the region's order; none while no region is loaded."""
    try:
        region = queries.current_region(on=queries.today(timezone.now()))
    except queries.RegionMissing:
        return []
    return [OfflinePage(url=reverse("pathways:goal", args=[goal.id]), title=plain(goal.name)) for goal in region.records.goals]
