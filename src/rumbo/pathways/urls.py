"""Addresses of the pages from a goal to a plan; no answer stands in any of them.

What is taken along is at addresses that do not even name the goal: browsers print the address on the paper."""

from __future__ import annotations

from django.urls import path

from rumbo.pathways import comparing, dating, navigator, paper_pages, rule_pages, take, views
from rumbo.pathways.embed import embed

app_name = "pathways"
urlpatterns = [
    path("start-again/", views.start_again, name="start-again"),
    path("embed/<str:goal>/", embed, name="embed"),
    path("plan/<str:goal>/", views.goal_page, name="goal"),
    path("plan/<str:goal>/papers/", views.papers, name="papers"),
    path("plan/<str:goal>/papers/dates/", views.dates, name="dates"),
    path("plan/<str:goal>/questions/", views.questions, name="questions"),
    path("plan/<str:goal>/questions/<str:attribute>/", views.question, name="question"),
    path("plan/<str:goal>/answers/", views.answers_page, name="answers"),
    path("plan/<str:goal>/way/", views.way, name="way"),
    path("plan/<str:goal>/compare/", comparing.compare_page, name="compare"),
    path("plan/<str:goal>/days/", dating.days_page, name="days"),
    path("papers/", paper_pages.all_papers, name="all-papers"),
    path("papers/<slug:kind>/<slug:slug>/", paper_pages.one_paper, name="paper"),
    path("what-a-rule-costs/", rule_pages.rule_cost_page, name="rule-cost"),
    path("take/print/", take.print_sheet, name="take-print"),
    path("take/text/", take.text, name="take-text"),
    path("take/calendar/", take.calendar, name="take-calendar"),
    path("take/qr/", take.qr, name="take-qr"),
    path("saved/", take.saved, name="saved"),
    path("navigator/", navigator.desk, name="navigator"),
    path("navigator/print/", navigator.print_all, name="navigator-print"),
]
