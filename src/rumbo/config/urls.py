"""Every address of the server: pages under their language, the API under its version, the admin where it is served."""

from __future__ import annotations

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, include, path
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from rumbo.base.health import healthz
from rumbo.base.problems import problem_response
from rumbo.config.api import api

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@require_safe
def to_language(request: HttpRequest) -> HttpResponse:
    """From ``/`` to the home page in the language the browser asks for."""
    response = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@csrf_exempt
def no_such_endpoint(request: HttpRequest, rest: str = "") -> HttpResponse:
    """What lies under ``/api/`` and is nothing: said in JSON, whatever the method."""
    return problem_response("not-found")


urlpatterns: list[URLPattern | URLResolver] = [
    path("", to_language),
    path("healthz", healthz),
    path("", include("rumbo.front.root_urls")),
    path("api/", no_such_endpoint),
    path("api/v1/", no_such_endpoint),  # before ninja's own, which would answer with a page
    path("api/v1/", api.urls),
    path("api/<path:rest>", no_such_endpoint),
    *i18n_patterns(
        path("", include("rumbo.front.urls")),
        path("", include("rumbo.web.urls")),
        path("", include("rumbo.pathways.urls")),
        path("", include("rumbo.directory.urls")),
        prefix_default_language=True,
    ),
]

# What went wrong is told in the reader's language, by the room that knows the goals nearest to a mistyped address.
handler400 = "rumbo.front.views.bad_request"
handler403 = "rumbo.front.views.permission_denied"
handler404 = "rumbo.front.views.page_not_found"
handler500 = "rumbo.front.views.server_error"

if settings.ADMIN:
    admin.autodiscover()
    urlpatterns.append(path("admin/", admin.site.urls))
