"""What ``rumbo curriculum`` says, in Spanish and in English."""

from __future__ import annotations

from collections.abc import Mapping

CURRICULUM_MESSAGES: Mapping[str, tuple[str, str]] = {
    "curriculum.not-utf-8": (
        "{path}, fila {row}: no es texto UTF-8. Guárdelo como «CSV UTF-8».",
        "{path}, row {row}: this is not UTF-8 text. Save it as “CSV UTF-8”.",
    ),
    "curriculum.too-large": (
        "{path}: es demasiado grande; caben {value} kB.",
        "{path}: it is too large; there is room for {value} kB.",
    ),
    "curriculum.control-sign": (
        "{path}, fila {row}: hay un signo que no es texto. Guárdelo como «CSV UTF-8».",
        "{path}, row {row}: there is a sign that is not text. Save it as “CSV UTF-8”.",
    ),
    "curriculum.not-csv": (
        '{path}, fila {row}: las comillas no cierran; se esperaba "así".',
        '{path}, row {row}: the quotes do not close; expected "like this".',
    ),
    "curriculum.not-a-curriculum": (
        "{path}, fila {row}, columna 1: se esperaba «Curriculum,nombre», con comas, y está «{value}».",
        "{path}, row {row}, column 1: expected “Curriculum,name”, with commas, and there is “{value}”.",
    ),
    "curriculum.not-a-heading": (
        "{path}, fila {row}, columna 1: se esperaba Curriculum, Degree Plan, Institution, Degree Type, System Type o CIP, una vez y con un "
        "solo valor, o Courses; está «{value}».",
        "{path}, row {row}, column 1: expected Curriculum, Degree Plan, Institution, Degree Type, System Type or CIP, once and with one "
        "value, or Courses; there is “{value}”.",
    ),
    "curriculum.no-courses": (
        "{path}, fila {row}: se esperaban materias bajo una fila «Courses».",
        "{path}, row {row}: expected courses under a row “Courses”.",
    ),
    "curriculum.section-twice": (
        "{path}, fila {row}, columna 1: «{value}» ya estaba; se esperaba una sola vez.",
        "{path}, row {row}, column 1: “{value}” was there already; expected once.",
    ),
    "curriculum.column-missing": (
        "{path}, fila {row}: se esperaba una columna «{column}».",
        "{path}, row {row}: expected a column “{column}”.",
    ),
    "curriculum.column-twice": (
        "{path}, fila {row}: la columna «{column}» está dos veces; se esperaba una.",
        "{path}, row {row}: the column “{column}” is there twice; expected once.",
    ),
    "curriculum.too-many-cells": (
        "{path}, fila {row}: hay celdas que no están bajo ninguna columna. Ponga entre comillas los textos que llevan coma.",
        "{path}, row {row}: there are cells under no column. Put quotes around texts that hold a comma.",
    ),
    "curriculum.too-long": (
        "{path}, fila {row}: se esperaban textos de 300 letras a lo más, y uno empieza con «{value}».",
        "{path}, row {row}: expected texts of at most 300 letters, and one begins with “{value}”.",
    ),
    "curriculum.no-id": (
        "{path}, fila {row}, columna {column}: se esperaba una clave, y está vacía.",
        "{path}, row {row}, column {column}: expected an id, and it is empty.",
    ),
    "curriculum.id-has-semicolon": (
        "{path}, fila {row}, columna {column}: se esperaba una clave sin punto y coma, y está «{value}».",
        "{path}, row {row}, column {column}: expected an id without a semicolon, and there is “{value}”.",
    ),
    "curriculum.id-twice": (
        "{path}, fila {row}, columna {column}: «{value}» ya es la clave de otra materia; se esperaba una distinta.",
        "{path}, row {row}, column {column}: “{value}” is the id of another course already; expected another one.",
    ),
    "curriculum.no-name": (
        "{path}, fila {row}, columna {column}: se esperaba un nombre, y está vacío.",
        "{path}, row {row}, column {column}: expected a name, and it is empty.",
    ),
    "curriculum.not-credits": (
        "{path}, fila {row}, columna {column}: se esperaba un número de 0 a 9999, como 4 o 2.5, y está «{value}».",
        "{path}, row {row}, column {column}: expected a number from 0 to 9999, such as 4 or 2.5, and there is “{value}”.",
    ),
    "curriculum.not-a-term": (
        "{path}, fila {row}, columna {column}: se esperaba un número de periodo de 1 a 100, y está «{value}».",
        "{path}, row {row}, column {column}: expected the number of a term from 1 to 100, and there is “{value}”.",
    ),
    "curriculum.not-a-list": (
        "{path}, fila {row}, columna {column}: se esperaban claves separadas por punto y coma, como 1;2, y está «{value}».",
        "{path}, row {row}, column {column}: expected ids with semicolons between them, such as 1;2, and there is “{value}”.",
    ),
    "curriculum.too-many-courses": (
        "{path}, fila {row}: son demasiadas materias; caben {value}.",
        "{path}, row {row}: there are too many courses; there is room for {value}.",
    ),
    "curriculum.too-many-links": (
        "{path}, fila {row}, columna {column}: son demasiados requisitos; caben {value} en el archivo.",
        "{path}, row {row}, column {column}: there are too many requisites; there is room for {value} in the file.",
    ),
    "curriculum.cap-wrong": (
        "--{option}: se esperaba un número mayor que 0, y está «{value}».",
        "--{option}: expected a number above 0, and there is “{value}”.",
    ),
    "curriculum.title": ("{name} · materias: {courses} · créditos: {credits}", "{name} · courses: {courses} · credits: {credits}"),
    "curriculum.fine": ("Todo se puede cumplir.", "All of it can be satisfied."),
    "curriculum.faults": ("No se puede cumplir:", "Cannot be satisfied:"),
    "curriculum.fault.circle": ("Un círculo de seriación:", "A circle of prerequisites:"),
    "curriculum.fault.strict-clash": (
        "Van en el mismo periodo y también una antes que otra:",
        "In the same term, and yet one before the other:",
    ),
    "curriculum.fault.unknown-course": (
        "Fila {row}: {course} pide «{value}», y ninguna materia tiene esa clave.",
        "Row {row}: {course} asks for “{value}”, and no course has that id.",
    ),
    "curriculum.fault.over-credits": (
        "No cabe en un periodo de {most} créditos: {courses} ({credits}).",
        "A term of {most} credits has no room for: {courses} ({credits}).",
    ),
    "curriculum.fault.over-courses": (
        "No caben en un periodo de {most} materias: {courses}.",
        "A term of {most} courses has no room for: {courses}.",
    ),
    "curriculum.stops": ("Por eso tampoco se puede cursar: {courses}", "So these cannot be taken either: {courses}"),
    "curriculum.link.prerequisite": ("{after} pide antes {before}.", "{after} asks for {before} before it."),
    "curriculum.link.corequisite": (
        "{after} pide {before} antes o en el mismo periodo.",
        "{after} asks for {before} before it or in the same term.",
    ),
    "curriculum.link.strict-corequisite": (
        "{after} pide {before} en el mismo periodo.",
        "{after} asks for {before} in the same term.",
    ),
    "curriculum.redundant": ("Requisitos que sobran:", "Redundant requisites:"),
    "curriculum.redundant.none": ("Ningún requisito sobra.", "No requisite is redundant."),
    "curriculum.because": ("Ya se sigue de:", "It follows from:"),
    "curriculum.repeated": (
        "Una misma clave está dos veces en una lista y cuenta una vez. Filas: {rows}",
        "The same id stands twice in one list and counts once. Rows: {rows}",
    ),
    "curriculum.ignored": ("Columnas que no se leyeron: {columns}", "Columns that were not read: {columns}"),
    "curriculum.measures": ("Demora, bloqueo y crucialidad:", "Delay, blocking and cruciality:"),
    "curriculum.measure": ("{delay} + {blocking} = {cruciality}", "{delay} + {blocking} = {cruciality}"),
    "curriculum.measure.none": ("en un círculo; bloqueo {blocking}", "in a circle; blocking {blocking}"),
    "curriculum.complexity": ("Complejidad del plan de estudios: {value}", "Complexity of the curriculum: {value}"),
    "curriculum.complexity.none": (
        "La complejidad no está definida: hay materias que se piden una a otra.",
        "The complexity is not defined: there are courses that ask for each other.",
    ),
    "curriculum.shortest": (
        "La cadena más larga pide {terms}, aunque no haya tope de créditos.",
        "The longest chain takes {terms}, even without a cap on credits.",
    ),
    "curriculum.plan": ("Un plan en {terms}:", "A plan in {terms}:"),
    "curriculum.plan.proven": ("No se puede en menos periodos.", "It cannot be done in fewer terms."),
    "curriculum.plan.gap": (
        "Quizá se pueda en menos, pero no en menos de {at_least}.",
        "Fewer may be possible, but not fewer than {at_least}.",
    ),
    "curriculum.plan.balanced": (
        "Créditos del periodo más cargado: {largest}. Con tantos periodos no pueden ser menos.",
        "Credits of the fullest term: {largest}. In as many terms it cannot be less.",
    ),
    "curriculum.plan.unbalanced": (
        "Créditos del periodo más cargado: {largest}. Quizá puedan ser menos, pero no menos de {at_least}.",
        "Credits of the fullest term: {largest}. Less may be possible, but not less than {at_least}.",
    ),
    "curriculum.plan.none": ("No queda ninguna materia que se pueda cursar.", "No course is left that can be taken."),
    "curriculum.term": ("Periodo {number} · créditos: {credits}", "Term {number} · credits: {credits}"),
    "curriculum.left-out": ("El plan deja fuera: {courses}", "The plan leaves out: {courses}"),
    "curriculum.broken": (
        "El plan del archivo no respeta estos requisitos:",
        "The plan in the file does not keep these requisites:",
    ),
    "one.terms": ("1 periodo", "1 term"),
    "many.terms": ("{n} periodos", "{n} terms"),
}
