"""The checker of messages finds every sentence of the interface that a language lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.messages import extract_messages, find_breaches, main

ROOT = Path(__file__).resolve().parents[2]
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


def plant(root: Path, name: str, text: str) -> None:
    file = root / "src" / "rumbo" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def write_po(root: Path, *, es: str, en: str) -> None:
    for language, entries in (("es", es), ("en", en)):
        plant(root, f"locale/{language}/LC_MESSAGES/django.po", HEADER + entries)


GOOD_ES = 'msgid "Leave now"\nmsgstr "Salir ya"\n'
GOOD_EN = 'msgid "Leave now"\nmsgstr "Leave now"\n'


def test_everything_this_house_says_is_said_in_both_languages() -> None:
    assert find_breaches(ROOT) == []


def test_sentences_of_code_and_templates_are_both_heard(tmp_path: Path) -> None:
    plant(
        tmp_path,
        "front/forms.py",
        "label = gettext_lazy('Your papers')\nmany = ngettext('%d step', '%d steps', n)\nverb = pgettext('verb', 'Open')\n",
    )
    plant(
        tmp_path,
        "front/templates/front/a.html",
        "\n{% translate 'Leave now' %}{% blocktranslate with a=b trimmed %}\n  Dear\n  {{ a }}{% endblocktranslate %}",
    )
    said = {message.id if isinstance(message.id, str) else message.id[0]: message for message in extract_messages(tmp_path) if message.id}
    assert set(said) == {"Your papers", "%d step", "Open", "Leave now", "Dear %(a)s"}
    assert said["Leave now"].locations == [("src/rumbo/front/templates/front/a.html", 2)]
    assert said["Open"].context == "verb"


def test_a_complete_pair_of_languages_has_no_breach(tmp_path: Path) -> None:
    plant(tmp_path, "front/templates/front/a.html", "{% translate 'Leave now' %}")
    write_po(tmp_path, es=GOOD_ES, en=GOOD_EN)
    assert find_breaches(tmp_path) == []


@pytest.mark.parametrize(
    ("spanish", "said"),
    [
        ("", "src/rumbo/front/templates/front/a.html:1: 'Leave now' is missing in src/rumbo/locale/es/LC_MESSAGES/django.po"),
        ('msgid "Leave now"\nmsgstr ""\n', "has no translation"),
        ('#, fuzzy\nmsgid "Leave now"\nmsgstr "Salir ya"\n', "is fuzzy"),
        (GOOD_ES + '\nmsgid "Old words"\nmsgstr "Palabras viejas"\n', "'Old words' is said nowhere any more"),
        (GOOD_ES + '\n#~ msgid "Old words"\n#~ msgstr "Palabras viejas"\n', "'Old words' is obsolete"),
    ],
)
def test_a_gap_in_one_language_is_named(tmp_path: Path, spanish: str, said: str) -> None:
    plant(tmp_path, "front/templates/front/a.html", "{% translate 'Leave now' %}")
    write_po(tmp_path, es=spanish, en=GOOD_EN)
    (found,) = find_breaches(tmp_path)
    assert said in found


def test_a_plural_without_its_second_form_has_no_translation(tmp_path: Path) -> None:
    plant(tmp_path, "front/forms.py", "ngettext('%d step', '%d steps', n)\n")
    entry = 'msgid "%d step"\nmsgid_plural "%d steps"\nmsgstr[0] "%d paso"\nmsgstr[1] "{}"\n'
    write_po(tmp_path, es=entry.format(""), en=entry.format("%d steps"))
    (found,) = find_breaches(tmp_path)
    assert "'%d step' has no translation" in found


def test_a_missing_language_file_is_told(tmp_path: Path) -> None:
    plant(tmp_path, "front/forms.py", "gettext('Leave now')\n")
    assert [breach.split(":")[0] for breach in find_breaches(tmp_path)] == [
        "src/rumbo/locale/es/LC_MESSAGES/django.po",
        "src/rumbo/locale/en/LC_MESSAGES/django.po",
    ]


def test_update_adds_what_is_new_keeps_what_is_written_and_drops_what_is_gone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plant(tmp_path, "front/forms.py", "gettext('Leave now')\ngettext('New words')\n")
    write_po(tmp_path, es=GOOD_ES + '\nmsgid "Old words"\nmsgstr "Viejas"\n', en=GOOD_EN)
    assert main([str(tmp_path), "--update"]) == 1
    written = (tmp_path / "src/rumbo/locale/es/LC_MESSAGES/django.po").read_text("utf-8")
    assert 'msgstr "Salir ya"' in written
    assert 'msgid "New words"\nmsgstr ""' in written
    assert "Old words" not in written
    assert "'New words' has no translation" in capsys.readouterr().out


def test_a_draft_may_lack_sentences_but_keeps_none_that_are_gone(tmp_path: Path) -> None:
    plant(tmp_path, "front/forms.py", "gettext('Leave now')\ngettext('Back')\n")
    both = '\nmsgid "Back"\nmsgstr "{}"\n'
    write_po(tmp_path, es=GOOD_ES + both.format("Regresar"), en=GOOD_EN + both.format("Back"))
    draft = "locale/ht/LC_MESSAGES/django.po"
    plant(tmp_path, draft, HEADER + 'msgid "Leave now"\nmsgstr "Soti kounye a"\n')
    assert find_breaches(tmp_path) == []
    plant(tmp_path, draft, HEADER + 'msgid "Leave now"\nmsgstr "Soti kounye a"\n\nmsgid "Old words"\nmsgstr "Ansyen mo"\n')
    (found,) = find_breaches(tmp_path)
    assert "locale/ht/" in found
    assert "'Old words' is said nowhere any more" in found
    assert main([str(tmp_path), "--update"]) == 0
    written = (tmp_path / "src" / "rumbo" / draft).read_text("utf-8")
    assert "Old words" not in written
    assert "Back" not in written
