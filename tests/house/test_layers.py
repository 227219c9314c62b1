"""The checker of layers finds each kind of edge that may not be, and leaves the house as it stands in peace."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.layers import find_breaches, main

ROOT = Path(__file__).resolve().parents[2]


def plant(root: Path, name: str, text: str) -> None:
    """Write one file of a small house."""
    file = root / "src" / "rumbo" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def sentences(root: Path) -> list[str]:
    return [str(breach) for breach in find_breaches(root)]


def test_this_house_is_in_order() -> None:
    assert sentences(ROOT) == []


@pytest.mark.parametrize(
    ("file", "line", "said"),
    [
        ("base/services.py", "from rumbo.directory.services import close_service", "directory stands above base"),
        ("base/services.py", "from rumbo import pathways", "pathways stands above base"),
        ("base/services.py", "from ..directory import services", "directory stands above base"),
        ("base/services.py", "import rumbo.front.views as views", "front stands above base"),
        ("web/apps.py", "from rumbo.regionfile.reader import read", "web and regionfile are sisters"),
        ("dialogue/queries.py", "from rumbo.observatory.queries import series", "are sisters"),
        ("config/urls.py", "import rumbo.cli", "cli stands above config"),
        ("pathways/services.py", "from rumbo.directory.models import Service", "reaches into directory.models"),
        ("pathways/services.py", "from rumbo.directory import models", "reaches into directory.models"),
        ("front/views.py", "import rumbo.pathways", "reaches into pathways.__init__"),
        ("front/views.py", "from rumbo.pathways.queries import _cache", "private to pathways"),
        ("front/views.py", "from rumbo.engine._search import go", "private to engine"),
        ("front/views.py", "from rumbo.kitchen import soup", "'kitchen' is not a room"),
        ("kitchen/soup.py", "", "'kitchen' is not a room"),
        ("pathways/views.py", "run = import_string('rumbo.front.views.home')", "front stands above pathways"),
        ("engine/world.py", "from django.db import models", "may not import django"),
        ("engine/world.py", "import time", "may not import time"),
        ("engine/world.py", "from pathlib import Path", "may not import pathlib"),
        ("engine/world.py", "text = open('region.yaml').read()", "may not call open()"),
        ("engine/world.py", "from rumbo.regionfile import records", "regionfile stands above engine"),
        ("pathways/logic/ask.py", "day = datetime.date.today()", "may not ask the clock (.today())"),
        ("pathways/logic/ask.py", "hour = datetime.now()", "may not ask the clock (.now())"),
        ("pathways/logic/ask.py", "text = file.read_text()", "may not touch files"),
        ("pathways/logic/ask.py", "from django.utils import timezone", "may not import django"),
        ("directory/logic.py", "from django.utils import timezone", "may not import django"),
        ("__init__.py", "import os", "imports nothing"),
    ],
)
def test_an_import_that_may_not_be_is_named_with_file_and_line(tmp_path: Path, file: str, line: str, said: str) -> None:
    plant(tmp_path, file, f"'''A module.'''\n{line}\n")
    (found,) = sentences(tmp_path)
    assert said in found
    assert found.startswith(f"src/rumbo/{file}:")


@pytest.mark.parametrize(
    ("file", "line", "said"),
    [
        ("directory/models.py", "way = models.ForeignKey('pathways.Way', on_delete=models.CASCADE)", "pathways stands above directory"),
        ("directory/models.py", "ways = models.ManyToManyField(to='pathways.Way')", "pathways stands above directory"),
        ("directory/models.py", "one = models.OneToOneField('front.Page', on_delete=models.CASCADE)", "front stands above directory"),
        ("directory/models.py", "x = models.ManyToManyField('base.Source', through='pathways.Link')", "pathways stands above directory"),
        ("directory/migrations/0002_more.py", "dependencies = [('base', '0001'), ('pathways', '0001_initial')]", "a migration of pathways"),
        ("directory/migrations/0002_more.py", "run_before = [('front', '0001_initial')]", "a migration of front"),
        ("directory/migrations/0002_more.py", "way = apps.get_model('pathways', 'Way')", "pathways stands above directory"),
        ("pathways/services.py", "service = apps.get_model('directory', 'Service')", "takes a model of directory by name"),
        ("pathways/views.py", "where = reverse('front:home')", "front stands above pathways"),
        ("pathways/views.py", "where = reverse_lazy(viewname='front:home')", "front stands above pathways"),
        ("pathways/views.py", "answer = redirect('front:home')", "front stands above pathways"),
        ("pathways/views.py", "page = render(request, 'front/home.html')", "front stands above pathways"),
        ("web/privacy.py", "where = reverse('home')", "web knows no app's address"),
    ],
)
def test_an_edge_that_django_hides_in_code_is_found(tmp_path: Path, file: str, line: str, said: str) -> None:
    plant(tmp_path, file, f"{line}\n")
    (found,) = sentences(tmp_path)
    assert said in found
    assert f"{file}:1:" in found


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{% url 'front:home' %}", "front stands above directory"),
        ('{% include "pathways/_step.html" with step=1 %}', "pathways stands above directory"),
        ("{% extends 'pathways/base.html' %}", "pathways stands above directory"),
        ("{%- static 'front/home.css' %}", "front stands above directory"),
        ("{% load i18n plan_words %}", "the tags of plan_words"),
    ],
)
def test_an_edge_in_a_template_is_found_on_its_line(tmp_path: Path, line: str, said: str) -> None:
    plant(tmp_path, "pathways/templatetags/plan_words.py", "")
    plant(tmp_path, "directory/templates/directory/list.html", f"<p>\n{line}\n</p>")
    (found,) = sentences(tmp_path)
    assert said in found
    assert "list.html:2:" in found


def test_the_shell_may_name_no_address_of_an_app(tmp_path: Path) -> None:
    plant(tmp_path, "web/templates/web/base.html", "{% url 'home' %}")
    (found,) = sentences(tmp_path)
    assert "web knows no app's address" in found


def test_the_shell_may_name_its_own_pages(tmp_path: Path) -> None:
    plant(tmp_path, "web/templates/web/base.html", "{% url 'web:display' %}")
    assert sentences(tmp_path) == []


def test_a_namespace_belongs_to_the_room_whose_urls_claim_it(tmp_path: Path) -> None:
    plant(tmp_path, "front/urls.py", 'app_name = "inicio"\n')
    plant(tmp_path, "pathways/templates/pathways/plan.html", "{% url 'inicio:home' %}")
    (found,) = sentences(tmp_path)
    assert "front stands above pathways" in found


def test_what_goes_down_by_the_right_door_is_let_through(tmp_path: Path) -> None:
    plant(
        tmp_path,
        "front/views.py",
        "from rumbo.pathways import queries\nfrom rumbo.base.models import Source\nfrom rumbo.engine.world import World\n",
    )
    plant(
        tmp_path,
        "directory/models.py",
        "source = models.ForeignKey('base.Source', on_delete=models.PROTECT)\nowner = models.ForeignKey('self')\n",
    )
    plant(tmp_path, "config/urls.py", "from rumbo.pathways.api import router\nurls = include('rumbo.front.urls')\n")
    plant(tmp_path, "config/settings.py", "INSTALLED_APPS = ['rumbo.front', 'rumbo.pathways']\n")
    plant(tmp_path, "cli/__init__.py", "import os\nfrom rumbo.config import wsgi\n")
    plant(tmp_path, "engine/__main__.py", "import time\nfrom pathlib import Path\nprint(Path('x').read_text())\n")
    plant(tmp_path, "front/templates/front/home.html", "{% extends 'web/base.html' %}{# {% url 'dialogue:x' %} #}{% url 'pathways:plan' %}")
    assert sentences(tmp_path) == []


def test_pure_code_may_use_the_pure_code_of_a_lower_app_and_nobody_else_may(tmp_path: Path) -> None:
    plant(tmp_path, "pathways/logic/render.py", "from rumbo.directory.logic.shown import hide\n")
    assert sentences(tmp_path) == []
    plant(tmp_path, "pathways/views.py", "from rumbo.directory.logic.shown import hide\n")
    (found,) = sentences(tmp_path)
    assert "pathways reaches into directory.logic" in found


def test_the_command_ends_with_one_and_prints_each_breach(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plant(tmp_path, "web/apps.py", "import rumbo.base\n")
    assert main([str(tmp_path)]) == 1
    assert "src/rumbo/web/apps.py:1: web names rumbo.base, but base stands above web" in capsys.readouterr().out


def test_the_command_ends_with_zero_on_a_house_in_order(tmp_path: Path) -> None:
    plant(tmp_path, "web/apps.py", "from rumbo.engine import conditions\n")
    assert main([str(tmp_path)]) == 0
