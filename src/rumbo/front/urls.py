"""Addresses of the pages that belong to no single room."""

from __future__ import annotations

from django.urls import path

from rumbo.front import offline, views

app_name = "front"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("privacy/", views.privacy, name="privacy"),
    path("leave/", views.leave, name="leave"),
    path("goals/", offline.goals, name="goals"),
    path("offline/", offline.offline, name="offline"),
    path("today/", views.today, name="today"),
]
