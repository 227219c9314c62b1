"""Every word the terminal says, in Spanish and in English."""

from __future__ import annotations

from collections.abc import Mapping

from rumbo.cli.assign_words import ASSIGN_MESSAGES
from rumbo.cli.curriculum_words import CURRICULUM_MESSAGES
from rumbo.cli.date_words import DATE_MESSAGES
from rumbo.cli.sweep_words import SWEEP_MESSAGES

Pair = tuple[str, str]

COMMANDS: Mapping[str, Pair] = {
    "rumbo": (
        "Rumbo: de lo que una persona tiene a lo que necesita, en los dos lados de la frontera.",
        "Rumbo: from what a person holds to what they need, on both sides of the border.",
    ),
    "serve": ("Servir las páginas en esta máquina.", "Serve the pages on this machine."),
    "prepare": (
        "Dejar listo lo que el servidor necesita: motor, base de datos, archivos y región.",
        "Make ready what the server needs: engine, database, files and region.",
    ),
    "warm": ("Preparar el motor para que responda rápido (una sola vez).", "Prepare the engine so that it answers fast (once)."),
    "region": ("Revisar y cargar los archivos de una región.", "Check and load the files of a region."),
    "region check": (
        "Revisar los archivos de una región. Sale con 0, 1 (hay errores) o 2 (no se pudo leer).",
        "Check the files of a region. Exits with 0, 1 (there are errors) or 2 (could not be read).",
    ),
    "region load": ("Cargar una región: toda o nada.", "Load a region: all of it or nothing."),
    "region schema": ("Escribir el JSON Schema de los archivos.", "Print the JSON Schema of the files."),
    "curriculum": ("Revisar planes de estudio.", "Check curricula."),
    "curriculum check": (
        "Revisar la seriación de un plan de estudios. Sale con 0, 1 (algo no se puede cumplir) o 2 (no se pudo leer).",
        "Check the prerequisites of a curriculum. Exits with 0, 1 (something cannot be satisfied) or 2 (could not be read).",
    ),
    "goals": ("Mostrar las metas que se pueden pedir.", "List the goals one can ask for."),
    "documents": ("Mostrar los papeles que se pueden tener.", "List the papers one can hold."),
    "search": ("Buscar metas, papeles y servicios.", "Search goals, papers and services."),
    "plan": ("El camino de lo que se tiene a una meta.", "The way from what one holds to a goal."),
    "why-not": ("Qué se interpone entre una persona y una meta.", "What stands between a person and a goal."),
    "what-if": (
        "Comparar antes y después de cambiar trámites: un plan, o quiénes ganan y pierden.",
        "Compare before and after ways are changed: one plan, or who gains and who loses.",
    ),
    "catch22": (
        "Los círculos viciosos: papeles que solo se consiguen teniéndolos ya.",
        "The catch-22s: papers that can only be had by already having them.",
    ),
    "screen": ("Qué metas se pueden alcanzar, para una persona o muchas.", "Which goals are within reach, for one person or many."),
    "sweep": (
        "Volver a planear, de muchos perfiles guardados, los que un cambio toca, y solo esos.",
        "Plan again, of many stored profiles, those that a change touches, and only those.",
    ),
    "assign": (
        "Repartir lugares contados entre quienes los piden, y decir por qué le tocó a cada quien lo que le tocó.",
        "Give out a limited number of places to those who ask for them, and say why each got what they got.",
    ),
    "backup": (
        "Guardar en un solo archivo todo lo que el servidor conserva, sin detenerlo.",
        "Keep in one file all that the server holds, without stopping it.",
    ),
    "restore": (
        "Poner un respaldo en lugar de lo que el servidor conserva: todo o nada. Sale con 1 si usted dice que no.",
        "Put a backup in the place of what the server holds: all or nothing. Exits with 1 if you say no.",
    ),
}

OPTIONS: Mapping[str, Pair] = {
    "help": ("Mostrar esta ayuda.", "Show this help."),
    "lang": ("Idioma: es o en.", "Language: es or en."),
    "json": ("Responder en JSON.", "Answer in JSON."),
    "region": (
        "Carpeta de archivos de región, sin base de datos.",
        "Folder of region files, without a database.",
    ),
    "goal": ("La meta, por su nombre corto (vea rumbo goals).", "The goal, by its short name (see rumbo goals)."),
    "have": (
        "Lo que se tiene: curp-temporary@2026-06-01..2026-11-28,ine (fechas opcionales).",
        "What is held: curp-temporary@2026-06-01..2026-11-28,ine (dates optional).",
    ),
    "know": (
        "Respuestas: side=mx,nationality=MX+US; unknown si prefiere no decir.",
        "Answers: side=mx,nationality=MX+US; unknown to prefer not to say.",
    ),
    "objective": (
        "Con qué comparar: cheapest, fastest, fewest-visits, fewest-crossings, least-exposed; varias con comas.",
        "What to compare by: cheapest, fastest, fewest-visits, fewest-crossings, least-exposed; several with commas.",
    ),
    "limit": (
        "Límites: budget=MXN:500,days=10,crossings=0,avoid=class:enforcement,side=mx,without=TRÁMITE.",
        "Limits: budget=MXN:500,days=10,crossings=0,avoid=class:enforcement,side=mx,without=WAY.",
    ),
    "front": (
        "En lugar de un solo plan, todos entre los que hay que escoger: dos o tres de --objective, con comas.",
        "Instead of one plan, all there are to choose between: two or three of --objective, with commas.",
    ),
    "weigh": (
        "En lugar de un objetivo, cuánto vale cada cosa: cheapest=1,fastest=50 cuenta un día como 50 pesos (moneda de la región).",
        "Instead of one objective, what each thing is worth: cheapest=1,fastest=50 counts a day as 50 pesos (the region's currency).",
    ),
    "as_of": ("El día de la consulta, AAAA-MM-DD; hoy si falta.", "The day of the question, YYYY-MM-DD; today by default."),
    "dates": (
        "También fechas: qué día va cada paso, cuándo está listo y hasta cuándo puede esperar.",
        "Dates too: on which day each step goes, when it is ready and how long it can wait.",
    ),
    "start": (
        "Con --dates, el primer día en que se puede hacer algo, AAAA-MM-DD; el de la consulta si falta.",
        "With --dates, the first day on which anything can be done, YYYY-MM-DD; that of the question by default.",
    ),
    "by": (
        "Con --dates, el último día para llegar a la meta, AAAA-MM-DD; con --people, la columna por la que se cuenta aparte.",
        "With --dates, the last day to reach the goal, YYYY-MM-DD; with --people, the column to count apart by.",
    ),
    "path": ("La carpeta de la región.", "The folder of the region."),
    "words": ("Lo que se busca.", "What to look for."),
    "changes": (
        "Archivo YAML o JSON con add, change, remove, relax o close_ports.",
        "YAML or JSON file with add, change, remove, relax or close_ports.",
    ),
    "store": ("La carpeta de los perfiles guardados.", "The folder of the stored profiles."),
    "generate": ("Inventar tantos perfiles y planear para todos.", "Invent so many profiles and plan for all of them."),
    "kinds": ("Con --generate, cuántas clases distintas de persona.", "With --generate, how many different kinds of people."),
    "run": ("La carpeta de la corrida; la misma sigue donde se quedó.", "The folder of the run; the same one goes on where it was."),
    "people": (
        "Archivo CSV o Parquet, una persona por línea: id,have,know,as_of, o una columna por respuesta. Un guion lee la entrada estándar.",
        "CSV or Parquet file with one person a line: id,have,know,as_of, or a column for each answer. A dash reads standard input.",
    ),
    "rule": (
        "En vez de un archivo, una sola regla por su id: los da --rules.",
        "Instead of a file, a single rule by its id: --rules lists them.",
    ),
    "rules": (
        "Solo la lista de las reglas del camino a la meta que se pueden cuestionar.",
        "Only the list of the rules on the way to the goal that one can question.",
    ),
    "invented": (
        "Contar a personas inventadas que quieren la meta, no a nadie de verdad.",
        "Count made-up people who want the goal, nobody real.",
    ),
    "summary": (
        "De --people, solo cuántas alcanzan cada meta y cuántas más con un papel más. Los grupos de menos de 5 se reservan.",
        "Of --people, only how many reach each goal and how many more would with one paper more. Groups under 5 are withheld.",
    ),
    "value": (
        "También qué metas abriría cada papel por sí solo.",
        "Also which goals each single paper would open.",
    ),
    "ways": (
        "También si cada trámite está abierto hoy, cerrado o depende.",
        "Also whether each way is open now, closed, or depends.",
    ),
    "host": ("Dirección en la que se sirve.", "Address to serve on."),
    "port": ("Puerto en el que se sirve.", "Port to serve on."),
    "threads": ("Cuántas consultas se atienden a la vez.", "How many requests are served at once."),
    "workers": ("Cuántos procesos; uno por núcleo es bastante.", "How many processes; one for each core is enough."),
    "prepare": (
        "Antes, crear la base de datos y cargar la región si cambió.",
        "First make the database and load the region if it changed.",
    ),
    "file": ("El archivo del respaldo, por ejemplo rumbo.tar.gz.", "The file of the backup, for example rumbo.tar.gz."),
    "with_secret": (
        "También la llave secreta: quien tenga el archivo podrá leer respuestas selladas. Guárdelo como la llave de su casa.",
        "The secret key too: who has the file can then read sealed answers. Keep it like a house key.",
    ),
    "yes": ("No preguntar antes.", "Do not ask first."),
    "applicants": (
        "Archivo CSV con una persona por línea: id,wishes y, si hace falta, priority o points. Opciones con punto y coma.",
        "CSV file with one person a line: id,wishes and, if needed, priority or points. Choices with semicolons.",
    ),
    "places": (
        "Archivo CSV con un lugar por línea: id,capacity y, si hace falta, minimum y order.",
        "CSV file with one place a line: id,capacity and, if needed, minimum and order.",
    ),
    "mode": (
        "stable (nadie pierde un lugar ante alguien que va después) o best-total (lo mejor para todos juntos).",
        "stable (nobody loses a place to someone who goes after them) or best-total (the best for all together).",
    ),
    "seed": (
        "El texto que decide el sorteo; si falta, se saca uno al azar y se dice cuál fue.",
        "The text that decides the lottery; if left out, one is drawn at random and told.",
    ),
    "out": ("Guardar el resultado, con sus razones, en un archivo CSV.", "Keep the outcome, with its reasons, in a CSV file."),
    "who": ("Explicar el resultado de una sola persona, por su id.", "Explain the outcome of one person, by their id."),
    "csv": (
        "El plan de estudios, en CSV de Curricular Analytics.",
        "The curriculum, in Curricular Analytics CSV.",
    ),
    "credits": ("Cuántos créditos caben en un periodo.", "How many credits a term may hold."),
    "courses": ("Cuántas materias caben en un periodo.", "How many courses a term may hold."),
    "kind": ("Qué esquema: region, what-if o people.", "Which schema: region, what-if or people."),
}

LABELS: Mapping[str, Pair] = {
    "usage": ("Uso: ", "Usage: "),
    "options": ("Opciones", "Options"),
    "arguments": ("Argumentos", "Arguments"),
    "commands": ("Comandos", "Commands"),
    "options-piece": ("[OPCIONES]", "[OPTIONS]"),
    "command-piece": ("COMANDO …", "COMMAND …"),
    "required": ("obligatorio", "required"),
    "default": ("si falta: {value}", "default: {value}"),
}

MESSAGES: Mapping[str, Pair] = {
    "usage.NoSuchOption": ("No hay una opción {name}.", "There is no option {name}."),
    "usage.MissingParameter": ("Falta {name}.", "{name} is missing."),
    "usage.BadParameter": ("El valor de {name} no se puede leer.", "The value of {name} cannot be read."),
    "usage.BadOptionUsage": ("La opción {name} necesita un valor.", "The option {name} needs a value."),
    "usage.BadArgumentUsage": ("Sobra o falta algo en {name}.", "Something in {name} is too much or missing."),
    "usage.other": ("No entendimos el comando.", "We did not understand the command."),
    "usage.hint": ("Vea: {command} --help", "See: {command} --help"),
    "no-such-command": ("No hay un comando «{name}». ¿Quiso decir {nearest}?", "There is no command “{name}”. Did you mean {nearest}?"),
    "not-a-language": ("Los idiomas son es y en.", "The languages are es and en."),
    "not-a-day": ("«{value}» no es una fecha. Escríbala así: 2026-11-22.", "“{value}” is not a date. Write it like this: 2026-11-22."),
    "region-unreadable": ("La región no se pudo leer:", "The region could not be read:"),
    "region-broken": (
        "La región no se puede usar: {detail}. Vea: rumbo region check",
        "The region cannot be used: {detail}. See: rumbo region check",
    ),
    "region-refused": ("La región no se cargó: {detail}", "The region was not loaded: {detail}"),
    "database-failed": (
        "La base de datos no respondió ({detail}). No se cambió nada.",
        "The database did not answer ({detail}). Nothing was changed.",
    ),
    "file-unreadable": ("No se pudo leer {path}.", "{path} could not be read."),
    "file-not-text": ("{path} no es texto UTF-8.", "{path} is not UTF-8 text."),
    "file-too-large": ("{path} es demasiado grande: caben {limit} kB.", "{path} is too large: there is room for {limit} kB."),
    "changes-wrong": ("{path}, {where}: se esperaba {expected_es}.", "{path}, {where}: expected {expected_en}."),
    "changes-unknown-way": (
        "{path}: no hay un trámite «{value}». ¿Quiso decir {nearest}?",
        "{path}: there is no way “{value}”. Did you mean {nearest}?",
    ),
    "changes-known-way": ("{path}: ya hay un trámite «{value}».", "{path}: there is a way “{value}” already."),
    "people-columns": (
        "{path}: la primera línea debe nombrar columnas de: {columns}.",
        "{path}: the first line must name columns out of: {columns}.",
    ),
    "summary-of-people": ("--summary resume a las personas de --people.", "--summary sums up the people of --people."),
    "value-of-people": (
        "De muchas personas, lo que abriría cada papel se cuenta: agregue --summary.",
        "For many people, what each paper would open is counted: add --summary.",
    ),
    "one-or-many": (
        "Con --people, lo que cada persona tiene y sabe va en el archivo: quite --have y --know.",
        "With --people, what each person holds and knows stands in the file: leave out --have and --know.",
    ),
    "parquet-missing": (
        "Para leer {path} hace falta pyarrow: pip install 'rumbo[parquet]'. O guarde el archivo como CSV.",
        "To read {path}, pyarrow is needed: pip install 'rumbo[parquet]'. Or save the file as CSV.",
    ),
    "parquet-unreadable": (
        "{path} no es un archivo Parquet, o está dañado. Vuelva a guardarlo, o guárdelo como CSV.",
        "{path} is no Parquet file, or it is damaged. Save it again, or save it as CSV.",
    ),
    "screen.people": ("Personas: {count}", "People: {count}"),
    "screen.withheld": ("se reserva", "withheld"),
    "screen.value": ("Con un papel más se podría:", "With one paper more, one could reach:"),
    "screen.no-value": ("Ningún papel por sí solo acerca una meta.", "No single paper brings a goal nearer."),
    "screen.perhaps": ("quizá {goals}", "perhaps {goals}"),
    "screen.more": (
        "Cuántas personas más llegarían a una meta con un papel más (5 o más):",
        "How many more people would reach a goal with one paper more (5 or more):",
    ),
    "screen.no-more": (
        "Con ningún papel más llegarían 5 personas o más a una meta.",
        "With no paper more would 5 people or more reach a goal.",
    ),
    "way.open": ("abierto", "open"),
    "way.closed": ("cerrado", "closed"),
    "way.unknown": ("depende", "depends"),
    "people-row": ("{path}, línea {line}: {detail}", "{path}, line {line}: {detail}"),
    "file-exists": (
        "Ya hay un archivo {path}, y un respaldo no borra nada. Elija otro nombre.",
        "There is a file {path} already, and a backup overwrites nothing. Choose another name.",
    ),
    "file-unusable": ("No se puede usar {path}: {detail}.", "{path} cannot be used: {detail}."),
    "backup-damaged": (
        "{path} no es un respaldo de Rumbo, o está dañado. No se cambió nada. Pruebe con otro respaldo.",
        "{path} is no backup of Rumbo, or it is damaged. Nothing was changed. Try another backup.",
    ),
    "backup-newer": (
        "{path} se hizo con un Rumbo más nuevo ({detail}). No se cambió nada. Actualice primero este servidor.",
        "{path} was made by a newer Rumbo ({detail}). Nothing was changed. Update this server first.",
    ),
    "backup-other-database": (
        "{path} es de otra base de datos ({detail}). No se cambió nada. Revise RUMBO_DATABASE_URL.",
        "{path} is of another database ({detail}). Nothing was changed. Check RUMBO_DATABASE_URL.",
    ),
    "backup-busy": (
        "Alguien está usando la base de datos ({detail}). No se cambió nada. Detenga el servidor y repita.",
        "Somebody is using the database ({detail}). Nothing was changed. Stop the server and try again.",
    ),
    "tool-missing": (
        "Falta {tool}. En Debian y Ubuntu: sudo apt install postgresql-client",
        "{tool} is missing. On Debian and Ubuntu: sudo apt install postgresql-client",
    ),
    "tool-failed": ("PostgreSQL no pudo: {detail}. No se cambió nada.", "PostgreSQL could not do it: {detail}. Nothing was changed."),
    "backup.done": ("Respaldo listo: {path} ({kilobytes} kB).", "Backup done: {path} ({kilobytes} kB)."),
    "backup.no-secret": (
        "No lleva la llave secreta: para eso está --with-secret.",
        "It does not hold the secret key: --with-secret is for that.",
    ),
    "backup.secret": (
        "Lleva la llave secreta. Guárdelo donde nadie más lo vea.",
        "It holds the secret key. Keep it where nobody else sees it.",
    ),
    "restore.ask": (
        "Se reemplazará todo lo que este servidor conserva por el respaldo del {made_at} (Rumbo {version}). ¿Seguir? [s/N]",
        "All that this server holds will be replaced by the backup of {made_at} (Rumbo {version}). Go on? [y/N]",
    ),
    "restore.done": (
        "Listo: el servidor tiene lo del respaldo del {made_at}. Ahora: rumbo serve --prepare",
        "Done: the server holds what the backup of {made_at} holds. Now: rumbo serve --prepare",
    ),
    "restore.not": ("No se cambió nada.", "Nothing was changed."),
    "engine-not-compiled": (
        "El motor no se pudo preparar en {folder}: {why}. Revise que la carpeta exista y que usted pueda escribir en ella. "
        "Mientras, Rumbo funciona, pero lento.",
        "The engine could not be prepared in {folder}: {why}. Check that the folder exists and that you may write to it. "
        "Meanwhile Rumbo works, but slowly.",
    ),
    "port-taken": (
        "El puerto {port} ya está en uso. Elija otro: rumbo serve --port {other}",
        "Port {port} is already in use. Choose another one: rumbo serve --port {other}",
    ),
    "host-unusable": ("No se puede servir en {host}:{port}.", "It is not possible to serve on {host}:{port}."),
    "unknown-schema": ("No hay un esquema «{value}». Hay: {known}.", "There is no schema “{value}”. There are: {known}."),
    "prepare.done": ("Todo está listo.", "All is ready."),
    "warm.done": ("El motor está listo ({seconds} s).", "The engine is ready ({seconds} s)."),
    "load.done": (
        "Región cargada: {added} nuevos, {changed} cambiados, {removed} quitados.",
        "Region loaded: {added} new, {changed} changed, {removed} removed.",
    ),
    "load.same": ("La región ya estaba cargada; nada cambió.", "The region was loaded already; nothing changed."),
    "serve.ready": ("Rumbo está en {address}", "Rumbo is at {address}"),
    "serve.try": ("Pruebe también: {command}", "Try this too: {command}"),
    "check.clean": ("{path}: sin hallazgos.", "{path}: nothing found."),
    "check.counts": (
        "{error} errores, {warning} avisos, {info} notas",
        "{error} errors, {warning} warnings, {info} notes",
    ),
    "severity.error": ("ERROR", "ERROR"),
    "severity.warning": ("AVISO", "WARNING"),
    "severity.info": ("NOTA", "NOTE"),
    "line": ("línea {line}", "line {line}"),
    "search.nothing": ("No encontramos nada con esas palabras.", "We found nothing for those words."),
    "kind.goal": ("meta", "goal"),
    "kind.document": ("papel", "paper"),
    "kind.service": ("servicio", "service"),
    "kind.right": ("derecho", "right"),
    "kind.reach": ("plan", "plan"),
    "kind.find": ("lista", "list"),
    "status.optimal": ("Este es el mejor plan.", "This is the best plan."),
    "status.feasible": ("Este plan sirve; puede haber uno mejor.", "This plan works; there may be a better one."),
    "status.already-there": ("Usted ya tiene lo que busca.", "You already have what you are looking for."),
    "status.depends": ("Depende de lo que todavía no sabemos.", "It depends on what we do not know yet."),
    "status.unreachable": ("Hoy no hay camino a esta meta con estos datos.", "There is no way to this goal today with these answers."),
    "status.found": ("Servicios para esto:", "Services for this:"),
    "lawyer-first": (
        "ANTES DE TODO: hable con una abogada o un abogado.",
        "BEFORE ANYTHING ELSE: talk to a lawyer.",
    ),
    "days-are-estimates": (
        "Los días son un cálculo nuestro. Pregunte en la ventanilla cuánto tardan ahora.",
        "The days are our estimate. Ask at the window how long it takes now.",
    ),
    "summary": ("{steps} · {days} · {money} · {visits} · {crossings}", "{steps} · {days} · {money} · {visits} · {crossings}"),
    "one.steps": ("1 paso", "1 step"),
    "many.steps": ("{n} pasos", "{n} steps"),
    "one.visits": ("1 visita", "1 visit"),
    "many.visits": ("{n} visitas", "{n} visits"),
    "one.crossings": ("1 cruce", "1 crossing"),
    "many.crossings": ("{n} cruces", "{n} crossings"),
    "exposed": ("Sabrán quién es usted: {bodies}", "Who will learn who you are: {bodies}"),
    "phase.immediate": ("AHORA", "NOW"),
    "phase.services": ("DESPUÉS", "NEXT"),
    "phase.livelihood": ("A LARGO PLAZO", "LATER"),
    "level.danger": ("PELIGRO", "DANGER"),
    "level.warning": ("CUIDADO", "CAREFUL"),
    "level.info": ("NOTA", "NOTE"),
    "deadline": ("Fecha límite: {date}", "Deadline: {date}"),
    "step.only-if": ("Solo para quien {tests}.", "Only for someone who {tests}."),
    "step.bring": ("Lleve: {text}", "Bring: {text}"),
    "step.needs": ("Hace falta: {facts}", "Needed: {facts}"),
    "step.gives": ("Le dan: {text}", "You get: {text}"),
    "step.beware": ("Cuidado: {text}", "Careful: {text}"),
    "step.refused": ("Si le dicen que no: {text}", "If they say no: {text}"),
    "step.irreversible": ("No se puede deshacer.", "This cannot be undone."),
    "step.lawyer": ("Primero abogada o abogado.", "Lawyer first."),
    "step.enforcement": ("Esta oficina es una autoridad migratoria o policial.", "This office is an immigration or police authority."),
    "step.unconfirmed": ("Sin confirmar: {text}", "Not confirmed: {text}"),
    "step.source": ("Fuente: {title} ({date}) · confianza {confidence}", "Source: {title} ({date}) · confidence {confidence}"),
    "step.cost": ("{days} · {money}", "{days} · {money}"),
    "certainty.discretionary": ("Lo decide quien atiende: puede decir que no.", "The officer decides and may say no."),
    "certainty.if-available": ("Solo si hay lugar.", "Only while there is room."),
    "confidence.high": ("alta", "high"),
    "confidence.medium": ("media", "medium"),
    "confidence.low": ("baja", "low"),
    "questions": ("Falta saber:", "Still to know:"),
    "could-improve": ("Podría mejorar si supiéramos: {attributes}", "It could get better if we knew: {attributes}"),
    "branches": ("Según lo que conteste:", "Depending on your answers:"),
    "branch": ("Para quien {tests}: {outcome}", "For someone who {tests}: {outcome}"),
    "branch.steps": ("{steps} ({ways})", "{steps} ({ways})"),
    "branch.none": ("no hay camino", "there is no way"),
    "front-cut-short": (
        "No alcanzamos a comprobar que estos sean todos los que valen la pena.",
        "We could not prove that these are all that are worth having.",
    ),
    "weighed-cut-short": ("No alcanzamos a comprobar que no haya uno mejor.", "We could not prove that there is none better."),
    "weighed-total": ("Vale en total: {total}.", "Worth in all: {total}."),
    "weigh-needs-plan": ("--weigh es para metas que tienen plan.", "--weigh is for goals that have a plan."),
    "not-a-front": (
        "--front compara dos o tres objetivos distintos de --objective, en metas que tienen plan.",
        "--front compares two or three different objectives of --objective, for goals that have a plan.",
    ),
    "branch.lacks": ("falta un papel que usted no marcó: {papers}", "a paper is missing that you did not tick: {papers}"),
    "branch.there": ("ya lo tiene", "you have it already"),
    "alternatives": ("Otros planes:", "Other plans:"),
    "repairs": ("Qué lo abriría:", "What would open it:"),
    "closed": ("Trámites cerrados para este caso:", "Ways that are shut in this case:"),
    "nothing-between": ("Nada se interpone: hay un plan.", "Nothing stands in between: there is a plan."),
    "open.open": ("abierto", "open"),
    "open.depends": ("depende", "depends"),
    "open.closed": ("no en su caso", "not in your case"),
    "services.none": ("No conocemos ningún servicio para esto.", "We know of no service for this."),
    "circles.none": ("No hay círculos viciosos en esta región.", "There are no catch-22s in this region."),
    "reach.yes": ("sí", "yes"),
    "reach.no": ("no", "no"),
    "reach.unknown": ("depende", "depends"),
    "what-if.before": ("Antes:", "Before:"),
    "what-if.after": ("Después:", "After:"),
    "what-if.same": ("El plan es el mismo.", "The plan is the same."),
    "disclaimer": ("Esto no es asesoría legal.", "This is not legal advice."),
    **ASSIGN_MESSAGES,
    **CURRICULUM_MESSAGES,
    **DATE_MESSAGES,
    **SWEEP_MESSAGES,
}
