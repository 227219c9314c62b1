"""Twenty-five things that people come to do, each written once, as they would say it and as they would do it.

A step names what a person sees: a role and a name. So the same task is walked in both languages, at each width, with scripts and
without, with a pointer and with the keyboard alone. What needs scripts says so; without them its page must say what to do instead.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rumbo.pathways.answers import COOKIE
from tests.browser.person import Person, plain

Answer = Callable[[Person], None]
MOST_QUESTIONS = 20
PACK_IS_KEPT = """async lang => {
    for (let tries = 0; tries < 200; tries++) {
        const name = (await caches.keys()).find(name => name.startsWith(`rumbo|${lang}|first|`));
        if (name && await (await caches.open(name)).match("/whole")) return true;
        await new Promise(done => setTimeout(done, 50));
    }
}"""
BORN = ("5", "3", "1985")
BEEN_THERE: dict[str, list[Any]] = {}  # by the address of the server: the cookies of who came to the plan for work


@dataclass(frozen=True)
class Task:
    """``says``: what a person would say. ``needs_scripts``: without them its page tells what to do instead. ``worker``: keeps pages."""

    says: str
    walk: Callable[[Person], None]
    needs_scripts: bool = False
    worker: bool = False

    @property
    def name(self) -> str:
        return self.walk.__name__


TASKS: list[Task] = []


def task(says: str, *, needs_scripts: bool = False, worker: bool = False) -> Callable[[Callable[[Person], None]], Callable[[Person], None]]:
    def add(walk: Callable[[Person], None]) -> Callable[[Person], None]:
        TASKS.append(Task(says, walk, needs_scripts, worker))
        return walk

    return add


# What several tasks begin with


def chooses_goal(person: Person, goal: str) -> None:
    person.opens("")
    person.is_at(person.says("What do you need?"))
    person.follows(person.name("goals", goal))
    person.is_at(person.name("goals", goal))


def comes_to_papers(person: Person, goal: str) -> None:
    chooses_goal(person, goal)
    person.follows(person.says("Start"))
    person.is_at(person.says("Which papers do you have?"))


def comes_to_plan(person: Person, goal: str, papers: tuple[str, ...] = (), answers: dict[str, Answer] | None = None) -> None:
    comes_to_papers(person, goal)
    for paper in papers:
        ticks_paper(person, paper)
    person.presses(person.says("Continue") if papers else person.says("I have none of these"))
    answers_questions(person, answers or {})
    person.is_at(person.name("goals", goal))


def ticks_paper(person: Person, paper: str) -> None:
    """Tick a paper, wherever it stands in the list."""
    if not person.has("checkbox", person.name("documents", paper)):
        person.unfolds(person.says("I have other papers"))
    person.ticks(person.name("documents", paper))


def answers_questions(person: Person, answers: dict[str, Answer]) -> None:
    """Answer what is asked, one question at a time; what ``answers`` does not know, the person prefers not to say."""
    for _ in range(MOST_QUESTIONS):
        asked = re.search(r"/questions/(\w+)/", person.page.url)
        if not asked:
            return
        person.looks_whole()
        if asked[1] in answers:
            answers[asked[1]](person)
            person.presses(person.says("Continue"))
        else:
            person.presses(person.says("I prefer not to say"))
    raise AssertionError("there is no end of questions")


def yes(person: Person) -> None:
    person.chooses(person.either("Sí", "Yes"))


def no(person: Person) -> None:
    person.chooses(person.either("No", "No"))


def in_mexico(person: Person) -> None:
    person.chooses(person.either("En México", "In Mexico"))


def mexican(person: Person) -> None:
    person.ticks(person.either("Mexicana", "Mexican"))


def haitian(person: Person) -> None:
    person.ticks(person.either("Haitiana", "Haitian"))


def born(person: Person) -> None:
    writes_day(person, *BORN)


def writes_day(person: Person, day: str, month: str, year: str) -> None:
    for label, words in (("Day", day), ("Month", month), ("Year", year)):
        person.writes(person.says(label), words)


SURE = {"side": in_mexico, "nationality": mexican, "birth_date": born, "under_15": no, "has_civil_record": yes}


def comes_to_plan_for_work(person: Person) -> None:
    comes_to_plan(person, "formal-job-tijuana", ("document:curp",), SURE)
    person.sees(person.says("Your next step"))


def has_a_plan_for_work(person: Person) -> None:
    """Somebody who told enough for a sure plan, and opens it again. The way there is walked once; later its cookies are enough."""
    if person.site not in BEEN_THERE:
        comes_to_plan_for_work(person)
        BEEN_THERE[person.site] = person.context.cookies()
        return
    person.context.add_cookies(BEEN_THERE[person.site])
    person.opens("plan/formal-job-tijuana/way/")
    person.sees(person.says("Your next step"))


# The tasks


@task("Find a bed for tonight, with two children")
def finds_a_bed_with_two_children(person: Person) -> None:
    def with_two(person: Person) -> None:
        person.writes(person.says("Adults, you included"), "1")
        person.writes(person.says("Children under 18"), "2")

    chooses_goal(person, "bed-tonight")
    person.follows(person.says("Answer a few questions first"))
    answers_questions(person, {"unaccompanied_minor": no, "travelling_with_children": yes, "household": with_two, "nationality": haitian})
    person.is_at(person.name("goals", "bed-tonight"))
    person.sees(person.says("Open to you"), person.says("Call or write before you go"))
    person.unfolds(person.says("How to get there and what to bring"))
    person.sees(person.says("How to get there"))


@task("Tick the papers I hold and see the way")
def ticks_papers_and_sees_the_way(person: Person) -> None:
    comes_to_plan_for_work(person)
    person.sees(person.says("Will learn who you are:"), person.says("They give you"))


@task("Change an answer and see what changed")
def changes_an_answer(person: Person) -> None:
    has_a_plan_for_work(person)
    person.follows(person.says("My papers and answers"))
    person.is_at(person.says("Your answers"))
    person.follows(person.says("Change my papers"))
    ticks_paper(person, "document:nss")
    person.presses(person.says("Continue"))
    answers_questions(person, SURE)
    person.sees(person.says("What your last answer changed"), person.says("No longer needed:"))


@task("Print the plan so that it tells nobody what it is about")
def prints_discreetly(person: Person) -> None:
    afraid: dict[str, Answer] = {"side": in_mexico, "nationality": haitian, "birth_date": born, "protection_need": yes}
    comes_to_plan(person, "refugee-status-mexico", (), afraid)
    person.sees("COMAR")
    person.presses(person.says("Sheet to print"))
    person.sees_none_of("COMAR", "refugi", "asilo", "asylum")
    assert "COMAR" not in person.page.title()
    assert "refug" not in person.page.url
    person.looks_whole()
    person.page.emulate_media(media="print")
    person.sees_none_of(person.says("Leave now"), "refug")
    assert not person.has("link", person.says("Back"))


@task("Keep the plan with a PIN and open it again", needs_scripts=True)
def keeps_a_plan_with_a_pin(person: Person) -> None:
    has_a_plan_for_work(person)
    if not person.hands.scripts:
        person.sees_none_of(person.says("Keep it on this device"))
        person.opens("saved/")
        person.sees(person.says("This page needs scripts. Print your plan instead."))
        return
    person.writes(person.says("PIN, six signs or more"), "paloma 7")
    person.presses(person.says("Keep it"), stays=True)
    seen_soon(person, person.says("Kept on this device."))
    person.follows(person.says("What I have kept"))
    person.is_at(person.says("What I have kept"))
    person.writes(person.says("PIN"), "paloma 7")
    person.presses(person.says("Open"), stays=True)
    person.page.wait_for_selector("#opened .sheet")
    person.looks_whole()
    person.presses(person.says("Erase all"), stays=True)
    seen_soon(person, person.says("Nothing is kept here."))


def seen_soon(person: Person, words: str, seconds: float = 8) -> None:
    until = time.monotonic() + seconds
    while plain(words) not in person.text() and time.monotonic() < until:
        person.page.wait_for_timeout(50)
    person.sees(words)


@task("Erase everything and leave, at once")
def leaves_at_once(person: Person) -> None:
    comes_to_plan(person, "formal-job-tijuana", ("document:curp",), {"side": in_mexico, "birth_date": born})
    person.presses(person.says("Leave now"))
    person.page.wait_for_url("**/today/")
    person.sees_none_of("Rumbo", "CURP")
    assert person.context.cookies() == []
    person.goes_back()
    person.sees_none_of("1985")
    person.opens("plan/formal-job-tijuana/answers/")
    person.sees(person.says("You ticked none."), person.says("You have answered none yet."))


@task("Find a clinic open to people without papers, and its place on the map")
def finds_a_clinic_on_the_map(person: Person) -> None:
    chooses_goal(person, "health-care-tijuana")
    person.follows(person.says("See the list"))
    person.is_at(person.name("goals", "health-care-tijuana"))
    person.sees(person.says("Open to you"), person.either("no necesita ningún papel", "no paper is needed"))
    drawing = person.page.get_by_role("group", name=person.says("Map"))
    assert drawing.count() == 1
    person.follows("Tijuana", within=drawing)
    person.looks_whole()
    person.sees("Tijuana")


@task("Show a rights card at a counter")
def shows_a_rights_card(person: Person) -> None:
    person.opens("")
    person.opens_menu()
    person.follows(person.says("Your rights"))
    person.is_at(person.says("Your rights at the counter"))
    card = person.name("rights", "urgent-care")
    person.follows(card)
    person.is_at(card)
    person.sees(person.says("Say this"), person.either("Es una urgencia.", "This is urgent."), person.says("If they say no"))


@task("See what changed since I last looked")
def sees_what_changed(person: Person) -> None:
    person.opens("")
    person.opens_menu()
    person.follows(person.says("What changed"))
    person.is_at(person.says("What changed"))
    person.follows(person.says("Last year"))
    person.is_at(person.says("What changed"))
    assert person.page.locator("ol.dated > li, ul.dated > li").count() > 3


@task("Compare the plans side by side, and take the one that suits me")
def compares_plans(person: Person) -> None:
    comes_to_plan(person, "first-identity-after-deportation", ("document:mx-registration-of-foreign-birth",), SURE)
    person.follows(person.says("See these plans side by side"))
    person.is_at(person.says("Your plans side by side"))
    person.sees(person.says("your plan now"), person.says("With one more paper"))
    person.presses(person.says("Choose"))
    person.is_at(person.name("goals", "first-identity-after-deportation"))
    person.follows(person.says("See these plans side by side"))
    person.sees(person.says("your plan now"))


@task("Understand why there is no way, and what would open one")
def learns_why_there_is_no_way(person: Person) -> None:
    comes_to_plan(person, "ine-card", (), {"side": in_mexico, "nationality": haitian, "birth_date": born})
    person.sees(person.says("With what you told us, we know of no way there yet"), person.says("What would open it"))
    person.unfolds(person.says("Why each way is closed"))
    person.sees(person.says("It asks:"))


@task("Begin from who I am, not from the name of a paper")
def begins_from_who_they_are(person: Person) -> None:
    person.opens("")
    person.presses(person.says("I was deported"))
    person.is_at(person.says("I was deported"))
    person.follows(person.name("goals", "first-identity-after-deportation"))
    person.is_at(person.name("goals", "first-identity-after-deportation"))


@task("Change the language in the middle, and lose nothing")
def changes_language_in_the_middle(person: Person) -> None:
    comes_to_papers(person, "formal-job-tijuana")
    person.ticks(person.name("documents", "document:curp"))
    person.presses(person.says("Continue"))
    asked = person.page.url.rsplit("/questions/", 1)[1]
    person.follows(person.either("English", "Español"))
    person.language = "en" if person.language == "es" else "es"
    assert person.page.url.endswith(f"/{person.language}/plan/formal-job-tijuana/questions/{asked}")
    answers_questions(person, SURE)
    person.follows(person.says("My papers and answers"))
    person.sees(person.name("documents", "document:curp"))
    person.sees_none_of(person.says("You ticked none."))


@task("Help six people at the desk, one after the other, and print all")
def helps_six_at_the_desk(person: Person) -> None:
    person.opens("navigator/")
    goals = ("bed-tonight", "formal-job-tijuana", "ine-card", "mexican-passport", "legal-help-tijuana", "health-care-tijuana")
    for number, goal in enumerate(goals, start=1):
        if number > 1:
            person.presses(f"{person.says('Person')} {number}")
        person.is_at(person.says("Person %(slot)s", slot=number))
        person.selects(person.says("What for?"), person.name("goals", goal))
        person.presses(person.says("Show the plan"))
        assert person.page.locator(".sheet").count() == 1
    person.presses(person.says("Print all"))
    assert person.page.locator(".sheet").count() == len(goals)
    person.looks_whole()


@task("Read the goals without a connection", needs_scripts=True, worker=True)
def reads_without_a_connection(person: Person) -> None:
    person.opens("")
    if not person.hands.scripts:
        person.opens("offline/")
        person.sees(
            person.says(
                "This browser keeps nothing: for that it must run scripts (JavaScript). What you need can be printed or copied by hand."
            )
        )
        return
    assert person.page.evaluate(PACK_IS_KEPT, person.language)
    person.context.set_offline(True)
    person.opens("")
    person.sees(person.says("You have no connection"))
    person.follows(person.name("goals", "formal-job-tijuana"))
    person.is_at(person.name("goals", "formal-job-tijuana"))
    person.sees(person.says("You have no connection"))
    person.follows(person.says("Start"))
    person.is_at(person.says("What you can read without a connection"))


@task("Find the goal on our school's own page, where it is embedded")
def reads_an_embedded_goal(person: Person) -> None:
    school = "https://school.test/"
    # Browsers ask before a page elsewhere may show one of the person's own machine, and here Rumbo is on it.
    person.context.grant_permissions(["local-network-access"], origin=school.rstrip("/"))
    person.friends = (school,)
    source = f"{person.site}/{person.language}/embed/formal-job-tijuana/"
    frame = f'<iframe src="{source}" title="Rumbo" width="100%" height="640" referrerpolicy="no-referrer"></iframe>'
    host = (
        f'<!doctype html><html lang="{person.language}"><title>School</title><link rel="icon" href="data:,"><h1>School</h1>{frame}</html>'
    )
    person.context.route(f"{school}**", lambda route: route.fulfill(body=host, content_type="text/html; charset=utf-8"))
    person.page.goto(school)
    inner: Any = person.page.frame(url=source)
    inner.wait_for_load_state()
    with person.inside(inner):
        person.is_at(person.name("goals", "formal-job-tijuana"))
        person.sees(person.says("The steps in short"))
        with person.context.expect_page() as opened:
            person.follows(person.says("See my plan"), stays=True)
    opened.value.wait_for_load_state()
    assert opened.value.url == f"{person.site}/{person.language}/plan/formal-job-tijuana/"
    assert plain(opened.value.inner_text("h1")) == person.name("goals", "formal-job-tijuana")
    assert all(not cookie["name"].startswith("rumbo") for cookie in person.context.cookies())


@task("Take the dates along as a calendar")
def takes_dates_as_a_calendar(person: Person) -> None:
    has_a_plan_for_work(person)
    person.presses(person.says("Dates for my calendar"))
    person.is_at(person.says("Dates for my calendar"))
    with person.page.expect_download() as begun:
        person.presses(person.says("Put them in my calendar"), stays=True)
    words = begun.value.path().read_text("utf-8")
    assert words.startswith("BEGIN:VCALENDAR")
    assert "BEGIN:VEVENT" in words
    assert not re.search(r"CURP|IMSS|trabajo|job", begun.value.suggested_filename + words, re.IGNORECASE)


@task("Send the steps as text messages of 160 signs")
def sends_text_messages(person: Person) -> None:
    has_a_plan_for_work(person)
    person.presses(person.says("Short text"))
    person.is_at(person.says("Short text"))
    parts = [part.input_value() for part in person.page.locator("textarea").all()]
    assert parts
    assert max(map(len, parts)) <= 160
    person.looks_whole()


@task("Get a code to scan, and only because I asked for it")
def gets_a_code_only_when_asked(person: Person) -> None:
    has_a_plan_for_work(person)
    assert person.page.locator(".code, svg.segno").count() == 0
    person.presses(person.says("Code to scan (QR)"))
    person.is_at(person.says("Code to scan (QR)"))
    assert person.page.locator(".code svg").count() == 1
    person.sees(person.says("Before you cross, erase this: they can search your phone."))
    assert "http" not in person.page.locator("pre").inner_text()


@task("Look at how they know what they say")
def looks_at_how_they_know(person: Person) -> None:
    person.opens("")
    person.opens_menu()
    person.follows(person.says("About"))
    person.follows(person.says("How we know"))
    person.is_at(person.says("How we know"))
    person.sees(person.says("How sure we are"), person.says("Not confirmed"), person.says("What is left out on purpose"))


@task("Read how they protect me, and check it")
def checks_how_they_are_protected(person: Person) -> None:
    comes_to_plan(person, "formal-job-tijuana", ("document:curp",), {"side": in_mexico, "birth_date": born})
    person.follows(person.says("How we protect you"))
    person.is_at(person.says("How we protect you"))
    person.sees(person.says("How anyone can check it"), COOKIE)
    (answers,) = (cookie for cookie in person.context.cookies() if cookie["name"] == COOKIE)
    assert (answers["httpOnly"], answers["sameSite"], answers["expires"]) == (True, "Strict", -1)
    assert "1985" not in answers["value"]
    response = person.page.goto(f"{person.site}/{person.language}/plan/formal-job-tijuana/way/")
    assert (response.headers["cache-control"], response.headers["referrer-policy"]) == ("no-store", "no-referrer")


@task("Find out how my program can ask the same questions")
def reads_about_the_api(person: Person) -> None:
    person.opens("")
    person.opens_menu()
    person.follows(person.says("About"))
    person.follows(person.says("For developers"))
    person.is_at(person.says("For developers"))
    person.sees("POST /api/v1/plan")
    person.follows(person.says("The description for machines (OpenAPI 3.1)"))
    assert '"openapi"' in person.page.content()


@task("Find it although I misspell it, and call it what we call it here")
def finds_it_by_local_and_misspelled_words(person: Person) -> None:
    for words, goal in (
        (person.either("chamba", "factory job"), "formal-job-tijuana"),
        (person.either("pasaprote", "pasport"), "mexican-passport"),
        (person.either("alberge", "sheltr"), "bed-tonight"),
    ):
        person.opens("")
        person.writes(person.says("What are you looking for?"), words)
        person.presses(person.says("Search"))
        person.is_at(person.says("Search"))
        assert person.has("link", person.name("goals", goal)), words
    person.follows(person.name("goals", "bed-tonight"))
    person.is_at(person.name("goals", "bed-tonight"))


@task("Say when I was born, with a slip first")
def answers_a_date(person: Person) -> None:
    comes_to_papers(person, "formal-job-tijuana")
    person.presses(person.says("I have none of these"))
    person.opens("plan/formal-job-tijuana/questions/birth_date/")
    writes_day(person, "31", "2", "1985")
    person.presses(person.says("Continue"))
    person.sees(person.says("There is something to put right"))
    assert person.page.get_by_label(person.says("Year"), exact=True).input_value() == "1985"
    writes_day(person, *BORN)
    person.presses(person.says("Continue"))
    person.opens("plan/formal-job-tijuana/answers/")
    person.sees(person.either("5 de marzo de 1985", "March 5, 1985"))


@task("Say nothing about myself, and get a plan all the same")
def prefers_not_to_say(person: Person) -> None:
    comes_to_plan(person, "formal-job-tijuana")
    person.sees(person.says("It depends. What we still need to know"), person.says("They give you"))
    person.follows(person.says("My papers and answers"))
    person.sees(person.says("I prefer not to say"))
