"""``make bench``: plans, plans beside other solvers, dates, seats, people screened, sweeps, pages, starts, memory, many at once, old
phones; and the machine measured on."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from rumbo.config.kernels import use_if_warm

PARTS = (
    "calibaja", "generated", "questions", "peers", "pddl", "fronts", "dates", "assign", "people", "sweep", "server", "load", "phones",
)  # fmt: skip


def main() -> None:
    """Run the measurements named on the command line, or all."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("parts", nargs="*", help=f"{', '.join(PARTS)}; all of them if none is named")
    parser.add_argument("--services", type=int, default=5_000)
    parser.add_argument("--documents", type=int, default=800)
    parser.add_argument("--requests", type=int, default=2_000, help="for the memory of a server under load; 20000 takes some minutes")
    parser.add_argument("--questions", type=int, default=100, help="for questions and peers; the aims are for 500")
    parser.add_argument("--people", type=int, default=1_000_000, help="how many are screened at once")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"there is no part called {', '.join(sorted(unknown))}: {', '.join(PARTS)}")
    compiled = use_if_warm(Path("var").absolute())
    from benchmarks import assign, dates, fronts, load, measure, pages, phones, plans, population, questions, sweeps
    from benchmarks.peers import beside

    parts = options.parts or PARTS
    print(f"{measure.machine()} · kernels {'compiled' if compiled else 'interpreted'}")
    if "calibaja" in parts:
        plans.on_calibaja(Path("regions/calibaja"))
    if "generated" in parts:
        plans.on_generated(options.services, options.documents)
    if "questions" in parts:
        questions.on_questions(options.services, options.documents, options.questions)
    if "peers" in parts:
        beside.on_peers(options.services, options.documents, options.questions)
    if "pddl" in parts:
        from benchmarks.pddl.beside import on_pddl

        on_pddl(Path(os.environ["RUMBO_PDDL"])) if "RUMBO_PDDL" in os.environ else print("\nno planning tasks: RUMBO_PDDL names no folder")
    if "fronts" in parts:
        fronts.on_fronts(options.services, options.documents)
    if "dates" in parts:
        dates.on_dates(Path("regions/calibaja"))
    if "assign" in parts:
        assign.on_assign()
    if "people" in parts:
        population.on_people(options.people, options.services, options.documents)
    if "sweep" in parts:
        sweeps.on_sweep(options.services, options.documents, options.people)
    if "server" in parts:
        pages.on_server()
    if "load" in parts:
        load.under_load(options.requests)
    if "phones" in parts:
        phones.on_phones()


if __name__ == "__main__":
    main()
