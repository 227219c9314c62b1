"""Addresses of the pages that belong to no single room."""

from __future__ import annotations

from django.urls import path

from rumbo.front import information, offline, rights, views

app_name = "front"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("privacy/", views.privacy, name="privacy"),
    path("rights/", rights.cards, name="rights"),
    path("rights/<slug:slug>/", rights.card, name="right"),
    path("myths/", rights.myths, name="myths"),
    path("rumours/", rights.rumours, name="rumours"),
    path("changes/", rights.changes, name="changes"),
    path("about/", information.about, name="about"),
    path("how-we-know/", information.how_we_know, name="how-we-know"),
    path("for-organisations/", information.for_organisations, name="for-organisations"),
    path("for-developers/", information.for_developers, name="for-developers"),
    path("open-data/", information.open_data, name="open-data"),
    path("open-data/region.zip", information.region_zip, name="region-zip"),
    path("leave/", views.leave, name="leave"),
    path("goals/", offline.goals, name="goals"),
    path("offline/", offline.offline, name="offline"),
    path("offline/<str:name>.json", offline.pack, name="pack"),
    path("today/", views.today, name="today"),
]
