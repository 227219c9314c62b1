"""Addresses without a language before them."""

from __future__ import annotations

from django.urls import path

from rumbo.front.offline import service_worker

# At the root, because a worker of a browser's sees only the pages below its own address.
urlpatterns = [path("sw.js", service_worker, name="service-worker")]
