"""Addresses of the directory and the map; what someone looks for by words stands in none of them."""

from __future__ import annotations

from django.urls import path

from rumbo.directory import views

app_name = "directory"
urlpatterns = [
    path("directory/", views.index, name="index"),
    path("directory/search/", views.search, name="search"),
    path("directory/sides/<slug:slug>/", views.side, name="side"),
    path("directory/organizations/", views.organizations, name="organizations"),
    path("directory/organizations/<slug:slug>/", views.organization, name="organization"),
    path("directory/services/", views.services, name="services"),
    path("directory/services/<slug:slug>/", views.service, name="service"),
    path("directory/places/", views.places, name="places"),
    path("directory/places/<slug:slug>/", views.place, name="place"),
    path("directory/ports/", views.ports, name="ports"),
    path("directory/ports/<slug:slug>/", views.port, name="port"),
    path("map/", views.region_map, name="map"),
]
