"""What ``rumbo assign`` says, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

ASSIGN_MESSAGES: Mapping[str, tuple[str, str]] = {
    "assign-columns": (
        "{path}: la primera línea debe nombrar las columnas {needed} y puede nombrar además: {others}.",
        "{path}: the first line must name the columns {needed} and may name besides: {others}.",
    ),
    "assign-priority-or-points": (
        "{path}: use la columna priority (el 1 va antes que el 2) o la columna points (el 9 va antes que el 8), no las dos.",
        "{path}: use the column priority (1 goes before 2) or the column points (9 goes before 8), not both.",
    ),
    "assign-too-large": ("{path} es demasiado grande: caben {limit} MB.", "{path} is too large: there is room for {limit} MB."),
    "assign-cell": ("{path}, línea {line}, columna {column}: {detail}", "{path}, line {line}, column {column}: {detail}"),
    "assign-line": ("{path}, línea {line}: {detail}", "{path}, line {line}: {detail}"),
    "assign-more": ("Y hay {count} problemas más.", "And there are {count} problems more."),
    "assign-mode": ("No hay un modo «{value}». Hay: {known}.", "There is no mode “{value}”. There are: {known}."),
    "assign-nobody": ("En {path} no hay nadie con el id «{value}».", "There is nobody with the id “{value}” in {path}."),
    "assign-out-is-read": (
        "{path} es uno de los archivos que se leen. Elija otro nombre para --out.",
        "{path} is one of the files that are read. Choose another name for --out.",
    ),
    "assign-fault.cells": ("se esperaban {value} celdas", "expected {value} cells"),
    "assign-fault.not-csv": (
        "no se entiende como CSV (comillas sin cerrar o celda muy larga)",
        "not CSV (an open quote or too long a cell)",
    ),
    "assign-fault.unseen": ("hay signos que no se ven en «{value}»", "there are signs that cannot be seen in “{value}”"),
    "assign-fault.too-many": ("caben {value} líneas", "there is room for {value} lines"),
    "assign-fault.bad-name": ("falta el nombre", "the name is missing"),
    "assign-fault.duplicate-name": ("«{value}» ya está en otra línea", "“{value}” stands in another line already"),
    "assign-fault.unknown-place": (
        "no hay un lugar «{value}». ¿Quiso decir {nearest}?",
        "there is no place “{value}”. Did you mean {nearest}?",
    ),
    "assign-fault.duplicate-wish": ("«{value}» está dos veces", "“{value}” is there twice"),
    "assign-fault.too-many-wishes": ("caben {value} opciones", "there is room for {value} choices"),
    "assign-fault.bad-priority": (
        "se esperaba un número como 3 o 9.35, no «{value}»",
        "expected a number such as 3 or 9.35, not “{value}”",
    ),
    "assign-fault.bad-capacity": (
        "se esperaba un número entero desde 0, no «{value}»",
        "expected a whole number of 0 or more, not “{value}”",
    ),
    "assign-fault.bad-minimum": (
        "se esperaba un número entero desde 0, no «{value}»",
        "expected a whole number of 0 or more, not “{value}”",
    ),
    "assign-fault.minimum-over-capacity": ("{value} es más que capacity", "{value} is more than capacity"),
    "assign-fault.unknown-applicant": (
        "no hay nadie con el id «{value}». ¿Quiso decir {nearest}?",
        "there is nobody with the id “{value}”. Did you mean {nearest}?",
    ),
    "assign-fault.bad-seed": ("--seed debe ser un texto de un solo renglón.", "--seed must be a text in one line."),
    "assign.mode.stable": (
        "Reparto estable: nadie perdió un lugar ante alguien que va después.",
        "Stable: nobody lost a place to someone who goes after them.",
    ),
    "assign.mode.best-total": (
        "Lo mejor en total: alcanza lugar la mayor cantidad posible, y con las mejores opciones entre todos.",
        "Best in total: as many as possible get a place, and the choices of all together are as high up as can be.",
    ),
    "assign.seed": ("Sorteo: {seed}", "Lottery: {seed}"),
    "assign.counts": (
        "Con lugar: {placed} de {people}; en su primera opción: {first}.",
        "With a place: {placed} of {people}; in their first choice: {first}.",
    ),
    "assign.closed": (
        "No abrió {place}: habría tenido {reached} de {minimum}.",
        "{place} did not open: it would have had {reached} of {minimum}.",
    ),
    "assign.wish": ("opción {wish}", "choice {wish}"),
    "assign.none": ("sin lugar", "no place"),
    "assign.rest": (
        "Hay {count} personas más: use --out o --json para verlas a todas, o --who para una.",
        "There are {count} people more: use --out or --json to see all, or --who for one.",
    ),
    "assign.written": ("Guardado en {path}.", "Kept in {path}."),
    "assign.missed.full.priority": (
        "Opción {wish}, {place}: lleno. La última persona en entrar fue {last} (prioridad {priority}, sorteo {lottery}). "
        "Esta persona: prioridad {own_priority}, sorteo {own_lottery}, turno {in_line} en la fila. "
        "Para entrar bastaba con ir antes que {enough}.",
        "Choice {wish}, {place}: full. The last one in was {last} (priority {priority}, lottery {lottery}). "
        "This person: priority {own_priority}, lottery {own_lottery}, turn {in_line} in line. "
        "To go before {enough} would have been enough.",
    ),
    "assign.missed.full.points": (
        "Opción {wish}, {place}: lleno. La última persona en entrar fue {last} (puntos {priority}, sorteo {lottery}). "
        "Esta persona: puntos {own_priority}, sorteo {own_lottery}, turno {in_line} en la fila. "
        "Para entrar bastaba con ir antes que {enough}.",
        "Choice {wish}, {place}: full. The last one in was {last} (points {priority}, lottery {lottery}). "
        "This person: points {own_priority}, lottery {own_lottery}, turn {in_line} in line. "
        "To go before {enough} would have been enough.",
    ),
    "assign.missed.no-seats": ("Opción {wish}, {place}: no tiene lugares.", "Choice {wish}, {place}: it has no seats."),
    "assign.missed.closed": (
        "Opción {wish}, {place}: no abrió; habría tenido {reached} de {minimum}.",
        "Choice {wish}, {place}: it did not open; it would have had {reached} of {minimum}.",
    ),
    "assign.missed.not-ranked": (
        "Opción {wish}, {place}: no recibe a esta persona.",
        "Choice {wish}, {place}: it does not take this person.",
    ),
    "assign.missed.total.people": (
        "Opción {wish}, {place}: con esta persona ahí se quedarían sin lugar {people} más.",
        "Choice {wish}, {place}: with this person there, {people} more would be without a place.",
    ),
    "assign.missed.total.down": (
        "Opción {wish}, {place}: con esta persona ahí, las opciones de todos bajarían {down} en total.",
        "Choice {wish}, {place}: with this person there, the choices of all would be {down} further down in total.",
    ),
    "assign.missed.total.same": (
        "Opción {wish}, {place}: en total habría sido igual de bueno; aquí contó el sorteo.",
        "Choice {wish}, {place}: it would have been as good in total; here the lottery counted.",
    ),
}
