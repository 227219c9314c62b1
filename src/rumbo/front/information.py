"""What Rumbo is, how it knows, and what others can do with it: pages of words, and the region to take along."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rumbo.base.queries import region_digest
from rumbo.front.rights import needs_region
from rumbo.pathways import queries
from rumbo.web.privacy import same_for_all

__all__ = ["about", "for_developers", "for_organisations", "how_we_know", "open_data", "region_zip", "zipped"]

# The first day a zip file can tell. One date for all, so that the same region gives the same bytes.
ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@same_for_all
def about(request: HttpRequest) -> HttpResponse:
    """What Rumbo is and is not, and where to read on."""
    return render(request, "front/about.html")


@same_for_all
@needs_region
def how_we_know(request: HttpRequest, today: dt.date) -> HttpResponse:
    """Where facts come from, how sure they are, what is left out."""
    return render(request, "front/how_we_know.html", {"figures": queries.region_figures(on=today)})


@same_for_all
def for_organisations(request: HttpRequest) -> HttpResponse:
    """What Rumbo offers to those who help, and how a place decides what is shown of it."""
    return render(request, "front/for_organisations.html")


@same_for_all
def for_developers(request: HttpRequest) -> HttpResponse:
    """The API and the format of region files."""
    return render(request, "front/for_developers.html")


@same_for_all
@needs_region
def open_data(request: HttpRequest, today: dt.date) -> HttpResponse:
    """The region to take along: what is in it, how sure it is, under which licence."""
    return render(request, "front/open_data.html", {"figures": queries.region_figures(on=today)})


@same_for_all
@needs_region
def region_zip(request: HttpRequest, today: dt.date) -> HttpResponse:
    """The region's public records as one zip file; the same region gives the same bytes."""
    response = HttpResponse(_zip_of(region_digest(), today), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="rumbo-region.zip"'
    return response


@lru_cache(maxsize=2)
def _zip_of(digest: str | None, day: dt.date) -> bytes:
    """The zip of the region that is loaded; ``digest`` tells one load from the next."""
    return zipped(queries.open_files(on=day))


def zipped(files: Mapping[str, str]) -> bytes:
    """A zip of texts by file name, in the order of names and with one date.

    >>> zipped({"a.json": "{}"}) == zipped({"a.json": "{}"})
    True
    """
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, ZIP_DATE), files[name], zipfile.ZIP_DEFLATED)
    return held.getvalue()
