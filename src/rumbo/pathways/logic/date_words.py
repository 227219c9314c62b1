"""The words of dates, in both languages: days of the week, what keeps dates from fitting, what they take for granted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from rumbo.engine.dated_steps import Rule
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.words import LANGUAGES, Both, both, date_words, fact_words

__all__ = ["day_words", "note_words", "rule_words"]

_WEEKDAYS = {
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}
_DAY = {"es": "{weekday} {day}", "en": "{weekday}, {day}"}
_GOAL = {"es": "llegar a la meta", "en": "reaching the goal"}
_RULES: Mapping[str, tuple[str, str]] = {
    "arrive-by": ("La meta no se alcanza a más tardar el {day}.", "The goal cannot be reached by {day}."),
    "limit-days": ("La meta no se alcanza en {days} días, hasta el {day}.", "The goal cannot be reached within {days} days, by {day}."),
    "season": (
        "La última temporada de «{step}» termina el {day}, antes de que le toque.",
        "The last season of “{step}” ends on {day}, before its turn comes.",
    ),
    "ended": ("«{step}» se puede hacer hasta el {day}, antes de que le toque.", "“{step}” can be done until {day}, before its turn comes."),
    "not-met": (
        "Después del {day} usted ya no cumple la edad o el plazo de «{step}».",
        "After {day} you no longer meet the age or the term of “{step}”.",
    ),
    "paper-expires": (
        "Su papel «{fact}» vence el {day}, antes de usarse en «{step}».",
        "Your paper “{fact}” expires on {day}, before it is used for “{step}”.",
    ),
    "paper-runs-out": (
        "El papel «{fact}» de «{giver}» dura {days} días: se acaba antes de usarse en «{step}».",
        "The paper “{fact}” from “{giver}” lasts {days} days: it runs out before it is used for “{step}”.",
    ),
    "paper-too-old": (
        "«{step}» pide que «{fact}» tenga a lo más {days} días, y ese día tendría más.",
        "“{step}” asks that “{fact}” be at most {days} days old, and on that day it would be older.",
    ),
    "too-far": (
        "Las esperas son tan largas que no se puede decir un día.",
        "The waits are so long that no day can be told.",
    ),
    "not-proven": (
        "Hay demasiadas maneras de ordenar los pasos: no se sabe si caben.",
        "There are too many ways to put the steps together: it is not known whether they fit.",
    ),
}
_NOTES: Mapping[str, tuple[str, str]] = {
    "estimates": (
        "Las fechas usan esperas típicas: son un cálculo. Pregunte en la ventanilla.",
        "The dates use typical waits: they are an estimate. Ask at the window.",
    ),
    "depends": (
        "Faltan respuestas: las fechas pueden cambiar con ellas.",
        "Some answers are missing: the dates may change with them.",
    ),
    "hours-unknown": (
        "No conocemos el horario de todas las ventanillas: suponemos los días hábiles de su lado. Llame antes de ir.",
        "We do not know the hours of every window: we assume the working days of its side. Call before you go.",
    ),
    "ports-unknown": (
        "No contamos la fila en la garita ni el camino: calcule tiempo de sobra.",
        "The line at the port and the way there are not counted: allow plenty of time.",
    ),
    "calendar-ends": (
        "Los días festivos se conocen hasta el {day}: después, las fechas pueden correrse.",
        "Holidays are known until {day}: after it, dates may move.",
    ),
    "not-proven": ("Puede haber fechas más tempranas que no vimos.", "There may be earlier dates that we did not see."),
    "no-longest": (
        "Si todo tardara lo más que puede, no habría fechas: haga cada paso en cuanto se pueda.",
        "If everything took as long as it may, no dates would fit: do each step as soon as it can be done.",
    ),
    "age-unknown": (
        "«{step}» pide «{fact}» reciente, y no sabemos de cuándo es el suyo.",
        "“{step}” asks for a recent “{fact}”, and we do not know the date of yours.",
    ),
}


def day_words(day: dt.date) -> Both:
    """A day with its weekday.

    >>> day_words(dt.date(2026, 11, 24))["es"]
    'martes 24 de noviembre de 2026'
    """
    dates = date_words(day)
    return {lang: _DAY[lang].format(weekday=_WEEKDAYS[lang].split()[day.weekday()], day=dates[lang]) for lang in LANGUAGES}


def rule_words(region: CompiledRegion, rule: Rule) -> Both:
    """What keeps dates from fitting, in a sentence."""
    names = {
        "step": _GOAL if rule.step is None else both(region.ways[rule.step].name),
        "giver": None if rule.giver is None else both(region.ways[rule.giver].name),
        "fact": None if rule.fact is None else fact_words(region, rule.fact),
        "day": None if rule.day is None else date_words(rule.day),
    }
    return _filled(_RULES[rule.code], names, days=rule.days)


def note_words(
    code: str, *, region: CompiledRegion | None = None, day: dt.date | None = None, step: str | None = None, fact: str | None = None
) -> Both:
    """What is said with dates, in a sentence."""
    names: dict[str, Both | None] = {"day": None if day is None else date_words(day)}
    if region is not None and step is not None and fact is not None:
        names |= {"step": both(region.ways[step].name), "fact": fact_words(region, fact)}
    return _filled(_NOTES[code], names)


def _filled(templates: tuple[str, str], names: Mapping[str, Both | None], **values: object) -> Both:
    said = {lang: {name: words[lang] for name, words in names.items() if words is not None} for lang in LANGUAGES}
    return {lang: template.format(**said[lang], **values) for lang, template in zip(LANGUAGES, templates, strict=True)}
