"""The shell as a Django app: it has templates and static files, no models."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "rumbo.web"
    label = "web"
    verbose_name = "Web shell"
