"""Addresses of the shell's own pages; ``rumbo.config.urls`` says under what they stand."""

from __future__ import annotations

from django.urls import path

from rumbo.web import views

app_name = "web"
urlpatterns = [
    path("display/", views.display, name="display"),
    path("styleguide/", views.styleguide, name="styleguide"),
]
