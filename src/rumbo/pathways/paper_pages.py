"""Papers as pages that are the same for all: what each is and is not, who gives it, what it opens."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rumbo.base.logic.analyser import fold
from rumbo.directory.queries import class_words
from rumbo.pathways import pages, queries
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.papers import paper, papers_by_issuer
from rumbo.pathways.views import public_region
from rumbo.web.ports import OfflinePage, OfflinePart
from rumbo.web.templatetags.shell import plain

__all__ = ["address_of", "all_papers", "offline_parts", "one_paper", "paper_pages"]


@public_region
def all_papers(request: HttpRequest, *, region: CompiledRegion) -> HttpResponse:
    """Every paper, by the side whose office gives it, in the order of their names in the reader's language."""
    groups = [
        (side, [(found, address_of(found["id"])) for found in sorted(group, key=lambda found: fold(plain(found["name"])))])
        for side, group in papers_by_issuer(region)
    ]
    return render(request, "pathways/all_papers.html", {"groups": groups})


@public_region
def one_paper(request: HttpRequest, *, region: CompiledRegion, kind: str, slug: str) -> HttpResponse:
    """One paper. Its title says nothing: browsers keep titles."""
    found = paper(region, f"{kind}:{slug}", helps=pages.helped_by(region).get(f"{kind}:{slug}", ()))
    if found is None:
        raise Http404
    return render(request, "pathways/one_paper.html", {"paper": found, "body": class_words(found["issuer_class"] or "")})


def address_of(fact: str) -> str:
    """Where the page of a paper is, by its id.

    >>> address_of("document:curp")  # doctest: +SKIP
    '/es/papers/document/curp/'
    """
    return reverse("pathways:paper", args=fact.split(":"))


def offline_parts() -> list[OfflinePart]:
    """The papers, for a device."""
    words = _("What each paper looks like, what it is not, who gives it and what you can do with it.")
    return [OfflinePart(name="papers", title=_("Papers"), words=words, door=reverse("pathways:all-papers"), pages=paper_pages)]


def paper_pages() -> list[OfflinePage]:
    """The list of papers and the page of each; none while no region is loaded."""
    try:
        region = queries.current_region(on=queries.today(timezone.now()))
    except queries.RegionMissing:
        return []
    papers = [found for _side, group in papers_by_issuer(region) for found in group]
    listed = (OfflinePage(url=address_of(found["id"]), title=plain(found["name"])) for found in papers)
    return [OfflinePage(url=reverse("pathways:all-papers"), title=_("Papers")), *listed]
