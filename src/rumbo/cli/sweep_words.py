"""What the terminal says of sweeps and of who gains and loses by a change, in Spanish and in English."""

from __future__ import annotations

from collections.abc import Mapping

SWEEP_MESSAGES: Mapping[str, tuple[str, str]] = {
    "store-missing": (
        "En {path} no hay perfiles guardados. Para inventarlos: rumbo sweep {path} --generate 10000.",
        "There are no stored profiles in {path}. To invent some: rumbo sweep {path} --generate 10000.",
    ),
    "store-there": (
        "En {path} ya hay perfiles guardados. Elija otra carpeta: no se escribe sobre ellos.",
        "There are stored profiles in {path} already. Choose another folder: they are not written over.",
    ),
    "store-damaged": (
        "Los perfiles de {path} están dañados: no son los que se escribieron. Vuelva a crearlos.",
        "The profiles in {path} are damaged: they are not what was written. Make them again.",
    ),
    "store-of-another-region": (
        "Los perfiles de {path} se planearon con otra región u otras reglas. Créelos de nuevo, o nombre esa región con --region.",
        "The profiles in {path} were planned with another region or other rules. Make them again, or name that region with --region.",
    ),
    "run-of-something-else": (
        "En {path} hay otra corrida: otros perfiles u otros cambios. Elija otra carpeta con --run.",
        "There is another run in {path}: other profiles or other changes. Choose another folder with --run.",
    ),
    "folder-unwritable": ("No se puede escribir en {path}.", "{path} cannot be written to."),
    "sweep-nothing": (
        "Falta qué cambió: nombre un archivo de cambios, o invente perfiles con --generate.",
        "What changed is missing: name a file of changes, or invent profiles with --generate.",
    ),
    "sweep-too-few": ("Pida al menos un perfil con --generate.", "Ask for at least one profile with --generate."),
    "dask-missing": (
        "RUMBO_DASK nombra un clúster y Dask no está instalado: pip install 'rumbo[dask]'.",
        "RUMBO_DASK names a cluster and Dask is not installed: pip install 'rumbo[dask]'.",
    ),
    "dask-unreachable": ("En {address} no contesta ningún clúster de Dask.", "No Dask cluster answers at {address}."),
    "sweep.progress": ("Partes: {done} de {parts}", "Parts: {done} of {parts}"),
    "sweep.generated": ("Perfiles inventados: no son de nadie.", "Invented profiles: they are nobody's."),
    "sweep.made": ("Perfiles guardados en {path}: {count}, de {kinds} clases.", "Profiles stored in {path}: {count}, of {kinds} kinds."),
    "sweep.touched": (
        "Perfiles: {profiles}. El cambio puede tocar a {touched}; se volvieron a planear {kinds} clases.",
        "Profiles: {profiles}. The change can touch {touched}; {kinds} kinds were planned again.",
    ),
    "sweep.taken-up": ("Partes que ya estaban hechas: {parts}", "Parts that were done already: {parts}"),
    "sweep.unproven": ("Clases cuyo plan quizá no es el mejor: {count}", "Kinds whose plan may not be the best: {count}"),
    "sweep.newly": ("ahora llegan", "newly reach it"),
    "sweep.no-longer": ("ya no llegan", "no longer reach it"),
    "sweep.better": ("llegan mejor", "reach it better"),
    "sweep.worse": ("llegan peor", "reach it worse"),
    "sweep.same": ("igual", "the same"),
    "by-of-people": (
        "--by cuenta a las personas de --people o a las de --invented.",
        "--by counts the people of --people or those of --invented.",
    ),
    "people-or-invented": (
        "Elija una: --people cuenta a las personas de un archivo, --invented a personas inventadas.",
        "Choose one: --people counts the people of a file, --invented made-up people.",
    ),
    "file-or-rule": (
        "Diga qué cambia, de una sola manera: un archivo de cambios o --rule. Con --rules no hace falta.",
        "Say what changes, in one way only: a file of changes or --rule. With --rules it is not needed.",
    ),
    "no-such-rule": (
        "En el camino a esa meta no hay una regla «{value}». ¿Quiso decir {nearest}?",
        "On the way to that goal there is no rule “{value}”. Did you mean {nearest}?",
    ),
    "gains.invented": (
        "Estas personas son inventadas: las cifras comparan reglas y no cuentan a nadie de verdad.",
        "These people are made up: the figures compare rules and count nobody real.",
    ),
    "goal-to-find": (
        "«{value}» es una meta para buscar, no para planear: no tiene antes ni después que comparar.",
        "“{value}” is a goal to look for, not to plan to: it has no before and after to compare.",
    ),
    "no-such-column": (
        "No hay una columna «{value}». Se cuenta por una de: {columns}.",
        "There is no column “{value}”. One can count by: {columns}.",
    ),
    "too-many-groups": (
        "La columna «{value}» dice más de {most} cosas distintas: no sirve para contar por grupo.",
        "The column “{value}” says more than {most} different things: it cannot be counted by.",
    ),
    "capacity-of-people": (
        "{path} cuenta los lugares de un trámite, que se reparten entre muchas personas: agregue --people.",
        "{path} counts the places of a way, which are given out among many people: add --people.",
    ),
    "capacity-not-swept": (
        "{path} cuenta los lugares de un trámite, y cada perfil guardado se planea por sí solo. Vea: rumbo what-if --people",
        "{path} counts the places of a way, and each stored profile is planned by itself. See: rumbo what-if --people",
    ),
    "seed-of-capacity": (
        "--seed sortea los lugares de capacity, y {path} no los cuenta.",
        "--seed draws for the places of capacity, and {path} counts none.",
    ),
    "capacity.lottery": ("Sorteo de los lugares: {seed}", "Lottery for the places: {seed}"),
    "capacity.way": (
        "{way}: lugares {places}, usados {used}, personas sin lugar que lo habrían usado: {away}.",
        "{way}: places {places}, used {used}, people without a place who would have used it: {away}.",
    ),
    "capacity.turned-away": ("Personas a las que les faltó algún lugar: {count}", "People who lacked some place: {count}"),
    "gains.newly": ("ahora llegan con seguridad", "now reach it for certain"),
    "gains.no-longer": ("ya no llegan con seguridad", "no longer reach it for certain"),
    "gains.better": ("llegan mejor", "reach it better"),
    "gains.worse": ("llegan peor", "reach it worse"),
    "gains.same": ("llegan igual", "reach it just the same"),
    "gains.neither": ("ni antes ni después es seguro", "not certain before or after"),
    "gains.group": ("{by}: {group} ({count})", "{by}: {group} ({count})"),
    "gains.others": ("grupos pequeños, juntos", "small groups, together"),
    "gains.not-said": ("no se dijo", "not said"),
    "gains.median-better": (
        "Quienes llegan mejor, en el medio: {median} {unit} menos.",
        "Who reaches it better, in the middle: {median} {unit} less.",
    ),
    "gains.median-worse": (
        "Quienes llegan peor, en el medio: {median} {unit} más.",
        "Who reaches it worse, in the middle: {median} {unit} more.",
    ),
    "gains.unit.cheapest": ("unidades de comparación", "units of comparison"),
    "gains.unit.fastest": ("días", "days"),
    "gains.unit.fewest-visits": ("visitas", "visits"),
    "gains.unit.fewest-crossings": ("cruces", "crossings"),
    "gains.unit.least-exposed": ("de peso de quién sabrá", "of weight of who learns"),
}
