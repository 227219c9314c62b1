"""``{% load shell %}``: icons, texts in the reader's language, money and days in words, the same page elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils import formats
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi, get_language_info, ngettext
from django.utils.translation import gettext as _

from rumbo.web.drawings import DRAWINGS
from rumbo.web.icons import ICONS, TURNS
from rumbo.web.ports import navigation, shell_links

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon to stand beside a word. Hidden from screen readers, which read the word.

    Raises:
        KeyError: for a name that was not drawn, so that a misspelling is found by the first test.
    """
    turns = " turns" if name in TURNS else ""
    return mark_safe(f'<svg class="icon{turns}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{ICONS[name]}</svg>')  # noqa: S308 -- drawn by us


@register.simple_tag
def drawing(shape: str | None) -> SafeString:
    """A paper's drawing, to stand beside its name; nothing for one whose shape is not known."""
    if not shape:
        return mark_safe("")
    return mark_safe(f'<svg class="drawing" viewBox="0 0 48 36" aria-hidden="true" focusable="false">{DRAWINGS[shape]}</svg>')  # noqa: S308 -- drawn by us


@register.simple_tag(takes_context=True)
def other_languages(context: Mapping[str, Any]) -> list[dict[str, str]]:
    """The same page in the other languages: code, own name and address of each.

    What stands behind the ``?`` goes along where the page says so by ``keeps_query``: where it is what was chosen, and nothing of a person.
    """
    request: HttpRequest | None = context.get("request")
    path = "/" if request is None else request.get_full_path() if context.get("keeps_query") else request.path
    here = get_language()
    return [
        {"code": code, "name": get_language_info(code)["name_local"].capitalize(), "url": translate_url(path, code)}
        for code, _name in settings.LANGUAGES
        if code != here
    ]


@register.simple_tag
def draft_language() -> bool:
    """Whether the page is in a language that nobody has reviewed yet: one beyond those that are complete."""
    return (get_language() or settings.LANGUAGE_CODE) not in settings.COMPLETE_LANGUAGES


@register.simple_tag
def shell_link(name: str, *args: str) -> str:
    """One of the shell's addresses (:class:`rumbo.web.ports.ShellLinks`), or nothing while no room has registered it."""
    where = getattr(shell_links(), name, "")
    return reverse(where, args=args) if where else ""


@register.simple_tag(takes_context=True)
def navigation_links(context: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The shell's navigation: words and address of each entry, and whether the reader is there already."""
    request: HttpRequest | None = context.get("request")
    path = request.path if request else ""
    links = ((entry.label, reverse(entry.url_name)) for entry in navigation())
    return [{"label": label, "url": url, "here": path == url, "inside": path.startswith(url)} for label, url in links]


@register.filter
def say(text: object) -> str | SafeString:
    """A text of the region in the reader's language; where it is missing, in another one and marked as such.

    Args:
        text: a mapping of language codes to words, an object with one attribute for each language, or plain words.

    >>> str(say("Acta"))
    'Acta'
    """
    if text is None or isinstance(text, str):
        return text or ""
    here = get_language() or settings.LANGUAGE_CODE
    for code in (here, *(code for code, _name in settings.LANGUAGES if code != here)):
        if words := _in(text, code):
            if code == here:
                return words
            why = get_language_info(code)["name_local"] if here not in settings.COMPLETE_LANGUAGES else _("not yet translated")
            turn = mark_safe(' dir="ltr"') if get_language_bidi() else ""
            return format_html('<span lang="{}"{}>{}</span> <small class="missing">({})</small>', code, turn, words, why)
    return ""


@register.filter
def plain(text: object) -> str:
    """As ``say``, without marks: for attributes of elements and inside sentences."""
    if text is None or isinstance(text, str):
        return text or ""
    here = get_language() or settings.LANGUAGE_CODE
    return _in(text, here) or next((words for code, _name in settings.LANGUAGES if (words := _in(text, code))), "")


def _in(text: object, code: str) -> str:
    if isinstance(text, Mapping):
        return str(text.get(code) or "")
    return str(getattr(text, code, None) or getattr(text, "more", {}).get(code) or "")


@register.filter
def amount(units: float, currency: str) -> str:
    """Money in words: ``amount(160, "USD")`` is "US$160".

    Args:
        units: whole units of the currency, with decimals where it has cents.
        currency: ISO 4217 code.
    """
    number = f"{units:,.{0 if units == int(units) else 2}f}"  # both sides of this border write 1,500.50, in either language
    match currency:
        case "MXN":
            return _("%(number)s pesos") % {"number": f"${number}"}
        case "USD":
            return f"US${number}"
    return f"{number} {currency}"


@register.filter
def paid(costs: Mapping[str, float] | None) -> bool:
    """Whether anything is to be paid."""
    return any((costs or {}).values())


@register.filter
def money(costs: Mapping[str, float] | None) -> str:
    """A mapping of currencies to amounts in words: "gratis", "$500 pesos + US$160"."""
    return " + ".join(amount(units, currency) for currency, units in sorted((costs or {}).items()) if units) or _("free")


@register.filter
def days(span: Mapping[str, int] | None, unit: str = "calendar") -> str:
    """A span {min, typical, max} of days in words: "el mismo día", "unos 6 días hábiles (de 2 a 20)".

    Args:
        span: the three numbers.
        unit: ``calendar`` or ``working``.
    """
    if not span or not span.get("max"):
        return _("the same day")
    low, typical, high = span["min"], span["typical"], span["max"]
    if not typical:
        words = ngettext("usually the same day, %(high)s day at most", "usually the same day, %(high)s days at most", high)
        return words % {"high": high}
    count = (
        ngettext("%(n)s working day", "%(n)s working days", typical) if unit == "working" else ngettext("%(n)s day", "%(n)s days", typical)
    )
    if low == high:
        return count % {"n": high}
    return _("about %(count)s (%(low)s to %(high)s)") % {"count": count % {"n": typical}, "low": low, "high": high}


@register.filter
def day(date: object) -> str:
    """A date as people write it: "22 de noviembre de 2026". A year or a month of evidence stays one."""
    if isinstance(date, dt.date):
        return formats.date_format(date, _("F j, Y"))
    text = str(date or "")
    try:
        if len(text) == 7:
            return formats.date_format(dt.date.fromisoformat(f"{text}-01"), "YEAR_MONTH_FORMAT")
        return formats.date_format(dt.date.fromisoformat(text), _("F j, Y")) if len(text) == 10 else text
    except ValueError:
        return text


@register.filter
def plain_words(words: object, most: int | None = None) -> str:
    """Lists of words by language, as one line in the reader's: "acta, partida de nacimiento"; the first ``most`` of them."""
    here = get_language() or settings.LANGUAGE_CODE
    found = words.get(here) if isinstance(words, Mapping) else getattr(words, here, None)
    return ", ".join((found or ())[:most])


@register.filter
def weekdays(numbers: object) -> str:
    """Days of the week in words, Monday is 0: ``[0, 1, 2, 3, 4]`` is "lun–vie"."""
    found = sorted(int(number) for number in numbers) if isinstance(numbers, list | tuple) else []
    names = [str(WEEKDAYS_ABBR[number]) for number in found]
    if len(found) > 2 and found[-1] - found[0] == len(found) - 1:
        return f"{names[0]}–{names[-1]}"
    return ", ".join(names)


@register.filter
def language_name(code: str) -> str:
    """The name of a language in the reader's own; a code that nobody knows stays as it is."""
    if code == "ht":
        return _("Haitian Creole")  # spoken on this border, missing from Django's list
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
