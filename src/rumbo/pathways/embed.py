"""One goal as a page for other sites' frames: what it is, the steps in short for who says nothing, and a way to the whole plan."""

from __future__ import annotations

from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt

from rumbo.pathways import pages, queries
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.views import public_goal
from rumbo.regionfile.records import GoalRecord

__all__ = ["embed"]

MOST_SERVICES = 5


@public_goal
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def embed(request: HttpRequest, *, region: CompiledRegion, goal: GoalRecord) -> HttpResponseBase:
    """A page that other sites may frame. It asks nothing, so that in a foreign frame there is nothing to overlook or to steal."""
    try:
        found = queries.general_answer(region, goal.id)
    except queries.PlannerBusy:
        found = {}
    context = {"goal": goal, "steps": found.get("steps") or (), "services": _open(found), **pages.goal_context(region, goal)}
    response = render(request, "pathways/embed.html", context)
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _open(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [service for service in found.get("services") or () if service["open"] == "open"][:MOST_SERVICES]
