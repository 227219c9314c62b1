"""The few words of what is taken along, in each language: pure, because a sheet is made where no page is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Say", "say_in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """Words of one language; ``appointment``, ``step`` and ``place`` are followed by a number."""

    title: str
    appointment: str
    step: str
    place: str
    last_day: str
    best_before: str
    go_before: str
    estimate: str
    bring: str
    other_paper: str
    ask_again: str
    lawyer: str
    once: str
    only_some: str
    may_change: str
    conflicting: str
    see_plan: str
    nothing: Mapping[str, str]
    one_day: str
    many_days: str
    date: str

    def step_title(self, number: int, *, visit: bool) -> str:
        """What a step is called where its name would tell.

        >>> say_in("es").step_title(2, visit=True)
        'Cita 2'
        """
        return f"{self.appointment if visit else self.step} {number}"

    def deadline(self, *, soft: bool) -> str:
        """What a last day is called, or a day that is only better kept."""
        return self.best_before if soft else self.last_day

    def place_title(self, number: int) -> str:
        return f"{self.place} {number}"

    def days(self, span: Mapping[str, Any] | None) -> str:
        """A span of days, briefly: nothing where it is done on the spot."""
        if not span or not span["max"]:
            return ""
        low, high = span["min"], span["max"]
        count = str(high) if low == high else f"{low}-{high}"
        return (self.one_day if count == "1" else self.many_days).format(count)

    def day(self, day: dt.date) -> str:
        """A date in figures, in the order of the language."""
        return day.strftime(self.date)


_SAY = {
    "es": Say(
        title="Mis pasos",
        appointment="Cita",
        step="Paso",
        place="Lugar",
        last_day="Fecha límite",
        best_before="Mejor antes de",
        go_before="Es el último día: vaya antes.",
        estimate="Es un cálculo. Pregunte en la ventanilla.",
        bring="Lleve",
        other_paper="otro papel de su plan",
        ask_again="vea su plan: depende de una respuesta",
        lawyer="Antes de empezar, hable con una abogada o un abogado.",
        once="No se puede deshacer",
        only_some="Solo si es su caso: vea su plan",
        may_change="Faltan respuestas: este plan puede cambiar.",
        conflicting="Hay respuestas que no pueden ser ciertas a la vez: corrija su plan antes de ir.",
        see_plan="Antes de ir, vea su plan en la pantalla.",
        nothing={
            "already-there": "Ya tiene lo que necesita.",
            "unreachable": "Hoy no conocemos un camino. Pida consejo antes de dar un paso.",
            "depends": "Faltan respuestas. Conteste las preguntas de su plan.",
            "optimal": "No falta ningún paso.",
            "feasible": "No falta ningún paso.",
            "hidden": "Los lugares no se escriben aquí, para cuidarle. Pida la hoja con todo, o apréndalos de memoria.",
            "found": "No encontramos ningún lugar abierto para usted.",
        },
        one_day="{} día",
        many_days="{} días",
        date="%d/%m/%Y",
    ),
    "en": Say(
        title="My steps",
        appointment="Appointment",
        step="Step",
        place="Place",
        last_day="Last day",
        best_before="Best before",
        go_before="This is the last day: go before it.",
        estimate="This is an estimate. Ask at the window.",
        bring="Bring",
        other_paper="another paper of your plan",
        ask_again="see your plan: it depends on an answer",
        lawyer="Before you start, talk with a lawyer.",
        once="Cannot be undone",
        only_some="Only if it is your case: see your plan",
        may_change="Some answers are missing: this plan may change.",
        conflicting="Some answers cannot all be true: put your plan right before you go.",
        see_plan="Before you go, see your plan on the screen.",
        nothing={
            "already-there": "You already have what you need.",
            "unreachable": "Today we know of no way. Ask for advice before you take a step.",
            "depends": "Some answers are missing. Answer the questions of your plan.",
            "optimal": "No step is missing.",
            "feasible": "No step is missing.",
            "hidden": "The places are not written here, to keep you safe. Ask for the sheet that says it all, or learn them by heart.",
            "found": "We found no place that is open to you.",
        },
        one_day="{} day",
        many_days="{} days",
        date="%m/%d/%Y",
    ),
}


def say_in(lang: str) -> Say:
    """The words of a language; English where there are none yet.

    >>> say_in("en").title
    'My steps'
    """
    return _SAY.get(lang, _SAY["en"])
