"""What the terminal says of days, in Spanish and in English."""

from __future__ import annotations

from collections.abc import Mapping

DATE_MESSAGES: Mapping[str, tuple[str, str]] = {
    "dates": ("FECHAS", "DATES"),
    "dates.none": ("No hay un plan al que ponerle fechas.", "There is no plan to put dates to."),
    "dates.blocked": ("No hay fechas para este plan:", "No dates fit this plan:"),
    "dates.instead": ("El plan que sigue y que sí tiene fechas:", "The next plan, which has dates:"),
    "dates.no-other": ("Tampoco encontramos otro plan que tenga fechas.", "Nor did we find another plan that has dates."),
    "dates.beyond": ("Sin la fecha límite, lo más pronto: {day}.", "Without the last day, the earliest is {day}."),
    "dates.finish": ("Llega a la meta: {day}.", "You reach the goal: {day}."),
    "dates.longest": ("Si todo tarda lo más que puede: {day}.", "If everything takes as long as it may: {day}."),
    "dates.ready": ("Listo: {day}.", "Ready: {day}."),
    "dates.latest": ("A más tardar: {day}.", "At the latest: {day}."),
    "dates.no-slack": ("Sin margen: si se atrasa, todo se atrasa.", "No slack: if it is late, everything is late."),
    "dates.waits": ("Espera a: {steps}.", "Waits for: {steps}."),
    "dates.closed": ("Antes está cerrado.", "It is closed before."),
    "dates.season": ("Antes no es temporada.", "It is not the season before."),
    "dates.paper": ("No antes: el papel vencería sin usarse.", "No sooner: the paper would run out before it is used."),
    "dates.hours": ("Abre de {opens} a {closes} (hora de {zone}).", "Open from {opens} to {closes} ({zone} time)."),
}
