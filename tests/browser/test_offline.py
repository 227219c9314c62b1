"""Without a connection: what is the same for all can be read and says how old it is; nothing of a person was ever kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Worker, expect

expect.set_options(timeout=20_000)  # the first to ask for a part waits until it is made
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PACK = """async lang => {
    for (let tries = 0; tries < 100; tries++) {
        const name = (await caches.keys()).find(name => name.startsWith(`rumbo|${lang}|first|`));
        if (name && await (await caches.open(name)).match("/whole")) return name;
        await new Promise(done => setTimeout(done, 100));
    }
}"""
ALL_KEPT = """async () => {
    const found = [];
    for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys())
            found.push(request.url + " " + await (await caches.match(request)).text());
    return found;
}"""
REMEMBERED = """() => [...document.querySelectorAll("main input:not([type=hidden]), main textarea, main select")]
    .filter(field => (field.getAttribute("autocomplete") || field.form?.getAttribute("autocomplete")) !== "off" && !field.readOnly)
    .map(field => field.name)"""
LEFT = "async () => [(await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length]"


@pytest.fixture
def page(chromium: Browser, site: str) -> Iterator[Page]:
    """A browser that runs scripts and keeps our own policy, with a pack of Spanish pages on it."""
    context = chromium.new_context(base_url=site)
    page = context.new_page()
    page.goto("/es/")
    assert page.evaluate(PACK, "es")
    yield page
    context.close()


def cut(page: Page) -> None:
    page.context.set_offline(True)


@pytest.mark.parametrize("path", ["/es/plan/formal-job/", "/es/goals/", "/es/privacy/", "/es/"])
def test_a_page_that_is_kept_opens_and_says_how_old_it_is(page: Page, path: str) -> None:
    cut(page)
    page.goto(path)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("[role=status]")).to_contain_text(re.compile(r"No tiene conexión\s+Está leyendo .* el \d+ de \w+ de \d{4}"))
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgba(0, 0, 0, 0)"  # its style sheet is there too


def test_a_page_that_is_not_kept_is_answered_with_what_is(page: Page) -> None:
    cut(page)
    for path in ("/es/plan/formal-job/papers/", "/es/plan/formal-job/way/", "/es/plan/nothing/"):
        page.goto(path)
        expect(page.locator("h1")).to_have_text("Lo que puede leer sin conexión")
    page.click('a[href="/es/plan/formal-job/"]')
    expect(page.locator("h1")).to_have_text("Trabajo formal")


def part(page: Page, name: str) -> Locator:
    """What the page about this device says of a part."""
    return page.locator(f'[data-name="{name}"]')


def take(page: Page, name: str) -> None:
    part(page, name).get_by_role("button", name="Llevarlo conmigo").click()
    expect(part(page, name)).to_contain_text("Listo. Ya lo puede leer sin conexión.")


def test_a_part_says_what_it_weighs_before_it_is_taken_and_then_since_when_it_is_here(page: Page) -> None:
    page.goto("/es/offline/")
    expect(page.locator("[data-without]")).to_be_hidden()
    expect(part(page, "first")).to_contain_text(re.compile(r"En este aparato desde el .* No hay nada más nuevo\."))
    expect(part(page, "papers")).to_contain_text(re.compile(r"No está en este aparato\. Para bajar: \d+ kB\."))
    take(page, "papers")
    expect(part(page, "papers")).to_contain_text(re.compile(r"En este aparato desde el \d+ de \w+ de \d{4}"))
    expect(part(page, "directory-mx")).to_contain_text("No está en este aparato.")


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("papers", ["/es/papers/", "/es/papers/document/curp/"]),
        (
            "directory-mx",
            [
                "/es/directory/sides/mx/",
                "/es/directory/services/?need=need-met%3Ashelter&side=mx",
                "/es/directory/services/?side=mx&phase=&need=need-met:shelter&page=1",
                "/es/directory/organizations/registry/",
                "/es/map/",
            ],
        ),
    ],
)
def test_a_part_that_was_taken_is_read_without_a_connection_and_says_how_old_it_is(page: Page, name: str, paths: list[str]) -> None:
    page.goto("/es/offline/")
    take(page, name)
    cut(page)
    for path in paths:
        page.goto(path)
        expect(page.locator("[role=status]").first).to_contain_text(
            re.compile(r"No tiene conexión\s+Está leyendo .* el \d+ de \w+ de \d{4}")
        )
        expect(page.locator("h1")).not_to_have_text("Lo que puede leer sin conexión")


def test_what_the_directory_cannot_answer_without_a_connection_is_said(page: Page) -> None:
    page.goto("/es/offline/")
    take(page, "directory-mx")
    cut(page)
    for path in ("/es/directory/", "/es/directory/services/?side=us", "/es/papers/"):
        page.goto(path)
        expect(page.locator("h1")).to_have_text("Lo que puede leer sin conexión")
        expect(page.locator("main")).to_contain_text("buscar con palabras, juntar filtros")
    expect(part(page, "directory-us")).to_contain_text("Para llevarlo necesita conexión.")
    part(page, "directory-mx").get_by_role("link", name="Abrir").click()
    expect(page.locator("h1")).to_contain_text("Quién ayuda en")


def test_a_part_is_deleted_and_the_others_stay(page: Page) -> None:
    page.goto("/es/offline/")
    take(page, "papers")
    take(page, "directory-mx")
    part(page, "papers").get_by_role("button", name="Borrar").click()
    expect(part(page, "papers")).to_contain_text("Borrado de este aparato.")
    kept = {name.split("|")[2] for name in page.evaluate("() => caches.keys()")}
    assert kept == {"first", "directory-mx"}
    cut(page)
    page.goto("/es/papers/document/curp/")
    expect(page.locator("h1")).to_have_text("Lo que puede leer sin conexión")


def test_nothing_is_sent_again_that_has_not_changed(page: Page) -> None:
    page.goto("/es/offline/")
    take(page, "papers")
    page.reload()
    expect(part(page, "papers")).to_contain_text("No hay nada más nuevo.")
    expect(part(page, "papers").get_by_role("button", name="Llevar")).to_be_hidden()


SLOW = """(() => {
    const plain = self.fetch;
    self.slow = [];
    self.fetch = (path, ...rest) => String(path).includes(".json")
        ? new Promise((send, fail) => {
            const signal = (rest[0] || {}).signal;
            if (signal) signal.addEventListener("abort", () => fail(new Error("given up")));
            self.slow.push(() => plain(path, ...rest).then(send, fail));
          })
        : plain(path, ...rest);
})()"""
LATE_PUT = """(() => {
    const plain = Cache.prototype.put;
    Cache.prototype.put = async function (...given) {
        await new Promise(done => setTimeout(done, 40));
        return plain.apply(this, given);
    };
})()"""


def worker(page: Page) -> Worker:
    return next(iter(page.context.service_workers))


def test_reading_while_leaving_does_not_bring_a_pack_back(page: Page) -> None:
    """What looks into a pack that is just being deleted must not make it anew, be it empty."""
    worker(page).evaluate(
        """(() => {
            const plain = caches.keys.bind(caches);
            caches.keys = async () => { const names = await plain(); await new Promise(done => setTimeout(done, 2000)); return names; };
        })()"""
    )
    looked = page.evaluate(
        """async () => {
            const names = await caches.keys();
            const frame = document.createElement("iframe");
            frame.src = "/es/goals/";
            document.body.append(frame);
            await new Promise(done => setTimeout(done, 1000));
            for (const name of names) await caches.delete(name);
            await new Promise(done => setTimeout(done, 3000));
            return (await caches.keys()).filter(name => names.includes(name));
        }"""
    )
    assert looked == []


@pytest.mark.parametrize("hindered", [SLOW, LATE_PUT], ids=["still on its way", "half written"])
def test_leaving_while_a_part_is_coming_leaves_nothing(page: Page, hindered: str) -> None:
    """In a browser that does not know Clear-Site-Data: there the worker alone sees to it."""
    page.context.route("**/es/leave/", lambda route: route.fulfill(status=303, headers={"Location": "/es/today/"}))
    page.goto("/es/offline/")
    expect(part(page, "directory-mx")).to_contain_text("Para bajar")
    worker(page).evaluate(hindered)
    part(page, "directory-mx").get_by_role("button", name="Llevarlo conmigo").click()
    expect(part(page, "directory-mx")).to_contain_text("Ya viene.")
    page.wait_for_timeout(150)
    page.click(".leave button")
    page.wait_for_url("**/es/today/")
    page.wait_for_timeout(1500)
    assert page.evaluate(LEFT) == [0, 0]


@pytest.mark.parametrize("hindered", [SLOW, LATE_PUT], ids=["still on its way", "half written"])
def test_deleting_a_part_while_it_is_coming_leaves_nothing_of_it(page: Page, hindered: str) -> None:
    page.goto("/es/offline/")
    expect(part(page, "directory-mx")).to_contain_text("Para bajar")
    worker(page).evaluate(hindered)
    part(page, "directory-mx").get_by_role("button", name="Llevarlo conmigo").click()
    page.wait_for_timeout(150)
    page.evaluate(
        """() => new Promise(async done => {
            const channel = new MessageChannel();
            channel.port1.onmessage = done;
            (await navigator.serviceWorker.ready).active.postMessage({drop: "directory-mx", lang: "es"}, [channel.port2]);
        })"""
    )
    page.wait_for_timeout(1000)
    assert {name.split("|")[2] for name in page.evaluate("() => caches.keys()")} == {"first"}
    expect(part(page, "directory-mx")).to_contain_text("No se pudo.")


def test_a_part_that_breaks_off_keeps_nothing_and_what_was_here_stays(page: Page) -> None:
    page.goto("/es/offline/")
    take(page, "papers")
    page.wait_for_load_state("networkidle")  # until each part has said again what it weighs
    before = page.evaluate("() => caches.keys()")
    expect(part(page, "directory-mx")).to_contain_text("Para bajar")
    cut(page)
    part(page, "directory-mx").get_by_role("button", name="Llevarlo conmigo").click()
    expect(part(page, "directory-mx")).to_contain_text("No se pudo.")
    assert page.evaluate("() => caches.keys()") == before


def test_who_saves_data_may_still_take_a_part_by_asking_for_it(chromium: Browser, site: str) -> None:
    context = chromium.new_context(base_url=site)
    context.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    page = context.new_page()
    page.goto("/es/offline/")
    assert page.evaluate(LEFT) == [0, 0]
    take(page, "papers")
    cut(page)
    page.goto("/es/papers/document/curp/")
    expect(page.locator("h1")).to_have_text("CURP")
    context.close()


def test_without_scripts_the_page_says_that_nothing_is_kept(chromium: Browser, site: str) -> None:
    context = chromium.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/es/offline/")
    expect(page.locator("[data-without]")).to_be_visible()
    expect(page.locator("button[data-take]").first).to_be_hidden()
    context.close()


def test_with_a_connection_a_page_comes_fresh_and_without_the_notice(page: Page) -> None:
    page.goto("/es/plan/formal-job/")
    expect(page.locator("[role=status]")).to_have_count(0)


def test_after_a_walk_nothing_that_was_answered_or_opened_is_kept(page: Page) -> None:
    before = page.evaluate(ALL_KEPT)
    page.goto("/es/plan/formal-job/papers/")
    page.check('input[value="document:curp"]')
    page.click("main form .button:not(.quiet)")
    page.goto("/es/plan/formal-job/questions/nationality/")
    page.check('input[value="other"]')
    page.fill("input[name=other]", "Ruritania")
    page.click("main form .button:not(.quiet)")
    for path in ("answers/", "way/", "questions/nationality/", "papers/", ""):
        page.goto(f"/es/plan/formal-job/{path}")
    page.goto("/es/")
    after = page.evaluate(ALL_KEPT)
    assert after == before
    assert not any(word in kept for kept in after for word in ("Ruritania", "ruritania", "/papers/ ", "/way/ ", "csrfmiddlewaretoken"))


STORED = """async () => JSON.stringify([
    {...localStorage}, {...sessionStorage}, window.name, (await indexedDB.databases()).map(base => base.name),
])"""


def test_a_whole_walk_with_scripts_leaves_no_answer_in_any_address_referrer_cache_or_store(page: Page) -> None:
    """Sent in the body of a form, carried back in a sealed cookie: nowhere else does an answer go."""
    sent: list[tuple[str, dict[str, str]]] = []
    came: list[tuple[str, dict[str, str]]] = []
    page.context.on("request", lambda request: sent.append((request.url, request.headers)))
    page.context.on("response", lambda response: came.append((response.url, response.headers)))
    page.goto("/es/plan/formal-job/papers/")
    page.check('input[value="document:curp-temporary"]')
    page.click("main form .button:not(.quiet)")
    page.goto("/es/plan/formal-job/questions/birth_date/")
    for name, value in (("day", "23"), ("month", "9"), ("year", "1971")):
        page.fill(f"input[name=answer_{name}]", value)
    page.click("main form .button:not(.quiet)")
    page.goto("/es/plan/formal-job/questions/nationality/")
    page.check('input[value="other"]')
    page.fill("input[name=other]", "Ruritania")
    page.click("main form .button:not(.quiet)")
    for path in (
        "plan/formal-job/answers/",
        "plan/formal-job/way/",
        "plan/formal-job/compare/",
        "plan/formal-job/days/",
        "papers/document/curp/",
        "directory/",
        "navigator/",
    ):
        page.goto(f"/es/{path}")
    page.goto("/es/plan/formal-job/way/")
    page.click('form[action="/es/take/print/"] button')
    expect(page.locator(".sheet").first).to_be_visible()
    told = [*(f"{url} {headers.get('referer', '')}" for url, headers in sent), page.evaluate(STORED), *page.evaluate(ALL_KEPT)]
    telling = ("ruritania", "1971", "curp-temporary", "csrfmiddlewaretoken")
    assert [word for word in telling for text in told if word in text.lower()] == []
    assert page.evaluate(STORED) == '[{},{},"",[]]'
    personal = [
        (url, headers) for url, headers in came if any(part in url for part in ("/way/", "/answers/", "/papers/?", "/questions/", "/take/"))
    ]
    assert personal
    assert {headers.get("cache-control") for _url, headers in personal} == {"no-store"}
    assert {headers.get("referrer-policy") for _url, headers in personal} == {"no-referrer"}
    assert not any("content-encoding" in headers for _url, headers in personal)
    cookies = page.context.cookies()
    assert {cookie["name"] for cookie in cookies} == {"rumbo_answers", "csrftoken"}
    assert all(cookie["expires"] == -1 and cookie["httpOnly"] and cookie["sameSite"] == "Strict" for cookie in cookies), cookies


def test_no_field_about_a_person_is_remembered_by_the_browser(page: Page) -> None:
    """Browsers offer what was typed before to whoever types next, unless they are told not to."""
    for path in ("papers/", "questions/birth_date/", "questions/nationality/", "questions/household/", "questions/witnesses/"):
        page.goto(f"/es/plan/formal-job/{path}")
        assert page.locator("main form input:not([type=hidden])").count()
        assert page.evaluate(REMEMBERED) == [], path
    page.goto("/es/navigator/")
    assert page.evaluate(REMEMBERED) == []


def test_leaving_erases_what_was_kept_and_sends_the_worker_away(page: Page) -> None:
    page.goto("/es/plan/formal-job/")
    page.click(".leave button")
    page.wait_for_url("**/es/today/")
    page.wait_for_function(f"({LEFT})().then(left => left.join() === '0,0')", timeout=10_000)
    assert page.context.cookies() == []


def test_the_other_language_is_kept_once_it_is_read(page: Page) -> None:
    page.goto("/en/privacy/")
    assert page.evaluate(PACK, "en")
    cut(page)
    page.goto("/en/plan/formal-job/")
    expect(page.locator("[role=status]")).to_contain_text("You have no connection")


def test_who_saves_data_is_given_no_pack(chromium: Browser, site: str) -> None:
    context = chromium.new_context(base_url=site)
    context.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    page = context.new_page()
    page.goto("/es/")
    page.wait_for_timeout(500)
    assert page.evaluate(LEFT) == [0, 0]
    context.close()
