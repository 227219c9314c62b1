"""Addresses without a language before them."""

from __future__ import annotations

from django.urls import path

from rumbo.front.offline import service_worker
from rumbo.front.robots import robots

urlpatterns = [
    path("robots.txt", robots, name="robots"),
    # At the root, because a worker of a browser's sees only the pages below its own address.
    path("sw.js", service_worker, name="service-worker"),
]
