"""The navigation of the shell: rooms name their pages, the shell shows them in order and says where the reader is."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import gettext_lazy, override

from rumbo.web import ports

LINKS = Template("{% load shell %}{% navigation_links as links %}{% for link in links %}{{ link.label }}={{ link.url }} {% endfor %}")


@pytest.fixture(autouse=True)
def _empty_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports._Registry, "navigation", {})
    return


def test_entries_stand_in_their_order_whoever_registered_first() -> None:
    ports.register_navigation("late", "B", "front:privacy", 20)
    ports.register_navigation("early", "A", "front:home", 10)
    assert [entry.name for entry in ports.navigation()] == ["early", "late"]


def test_a_name_registered_again_replaces_its_entry() -> None:
    ports.register_navigation("help", "Old", "front:home", 10)
    ports.register_navigation("help", "New", "front:privacy", 10)
    assert [entry.label for entry in ports.navigation()] == ["New"]


def test_labels_and_addresses_are_in_the_readers_language() -> None:
    ports.register_navigation("privacy", gettext_lazy("Search"), "front:privacy", 10)
    said = []
    for language in ("es", "en"):
        with override(language):
            said.append(LINKS.render(Context({"request": RequestFactory().get("/")})).strip())
    assert said == ["Buscar=/es/privacy/", "Search=/en/privacy/"]


def test_the_page_a_reader_is_on_is_marked() -> None:
    ports.register_navigation("privacy", "Privacy", "front:privacy", 10)
    with override("en"):
        page = Template('{% include "web/parts/nav.html" %}').render(Context({"request": RequestFactory().get("/en/privacy/")}))
    assert page.count('aria-current="page"') == 2  # once in the folded menu, once in the wide one: only one of them is shown


def test_without_entries_there_is_no_menu() -> None:
    assert Template('{% include "web/parts/nav.html" %}').render(Context({})).strip() == ""
