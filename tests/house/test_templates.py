"""The checker of templates finds bare words and pages outside the shell, and knows what is no word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checks.templates import check_style, find_bare_words, find_breaches, main

ROOT = Path(__file__).resolve().parents[2]


def plant(root: Path, name: str, text: str) -> Path:
    file = root / "src" / "rumbo" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def sentences(root: Path) -> list[str]:
    return [str(breach) for breach in find_breaches(root)]


def test_the_templates_of_this_house_keep_their_promises() -> None:
    assert sentences(ROOT) == []


def test_the_templates_of_this_house_are_in_djades_form() -> None:
    assert check_style(ROOT) == 0


def test_a_badge_is_written_in_one_place() -> None:
    home = ROOT / "src/rumbo/web/templates/web/parts/badge.html"
    badge = re.compile(r'<span class="badge[^>]*>{% icon "\w+" %}({% translate "[^"]+" %})</span>')
    words = set(badge.findall(home.read_text("utf-8")))
    assert len(words) > 10
    others = {file: badge.findall(file.read_text("utf-8")) for file in ROOT.glob("src/rumbo/*/templates/**/*.html") if file != home}
    assert {file.name: found for file, found in others.items() if words & set(found)} == {}


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>Hola</p>", "Hola"),
        ("<p>{% translate 'Papers' %}: copia</p>", ": copia"),
        ('<img src="x.svg" alt="A paper">', "A paper"),
        ('<a href="/" aria-label="Inicio">→</a>', "Inicio"),
        ('<input placeholder="{{ hint }} aquí">', "aquí"),
        ('<meta name="description" content="The way">', "The way"),
        ("<title>Su plan</title>", "Su plan"),
        ("{% if yes %}<b>{% else %}<i>{% endif %}Sí, claro</b>", "Sí, claro"),
        ("<svg><title>Reloj</title></svg>", "Reloj"),
        ("<script>let a = 1</script>después", "después"),
    ],
)
def test_words_that_no_translation_covers_are_found(template: str, words: str) -> None:
    assert find_bare_words(template) == [(1, words)]


@pytest.mark.parametrize(
    "template",
    [
        "<p>{% translate 'Hello' %}</p>",
        "{% blocktranslate with name=x trimmed %}Dear {{ name }}{% endblocktranslate %}",
        "{# a remark for us #}{% comment %}another{% endcomment %}",
        "<style>p { color: red }</style><script>say('hola')</script>",
        '<p translate="no">English</p>',
        '<p translate="no"><b>Ways</b> Español</p>',
        '<a class="skip to main" href="/es/" lang="es">·</a>',
        "<p>{{ value }} · 1 2 3 → A</p>",
        "<title>Rumbo</title>",
        "<p>&nbsp;&mdash;&times;</p>",
    ],
)
def test_what_is_translated_silent_or_no_word_is_let_through(template: str) -> None:
    assert find_bare_words(template) == []


def test_the_line_of_a_bare_word_is_right_after_long_comments() -> None:
    assert find_bare_words("{% comment %}\n\n{% endcomment %}\n<p\n class='x'>\n  Hola</p>") == [(6, "Hola")]


def test_a_page_outside_the_shell_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "front/templates/front/home.html", "<p></p>")
    (found,) = sentences(tmp_path)
    assert found == "src/rumbo/front/templates/front/home.html:1: this page does not extend the shell"


def test_a_page_that_extends_what_is_not_there_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "front/templates/front/home.html", "{% extends 'front/gone.html' %}")
    plant(tmp_path, "front/templates/front/loop.html", "{% extends 'front/loop.html' %}")
    plant(tmp_path, "front/templates/front/some.html", "{% extends shell %}")
    assert [sentence.split(": ")[1] for sentence in sentences(tmp_path)] == [
        "this page extends 'front/gone.html', which is no template of ours",
        "this page extends 'front/loop.html', which is no template of ours",
        "this page extends shell, which is no template of ours",
    ]


def test_a_page_may_reach_the_shell_through_another_page(tmp_path: Path) -> None:
    plant(tmp_path, "web/templates/web/base.html", "<main></main>")
    plant(tmp_path, "front/templates/front/base.html", "{% extends 'web/base.html' %}")
    plant(tmp_path, "front/templates/front/home.html", "{# the first page #}{% extends 'front/base.html' %}")
    plant(tmp_path, "front/templates/front/_step.html", "<li></li>")
    plant(tmp_path, "front/templates/front/parts/step.html", "<li></li>")
    plant(tmp_path, "base/templates/admin/index.html", "<li></li>")
    assert sentences(tmp_path) == []


def test_a_template_out_of_form_is_told_and_not_changed(tmp_path: Path) -> None:
    file = plant(tmp_path, "web/templates/web/base.html", "{%  load   static%}\n")
    assert main([str(tmp_path)]) == 1
    assert file.read_text("utf-8") == "{%  load   static%}\n"
