"""A person at the pages: says what they see by role and name, and does it with a pointer or with the keyboard alone.

One task is written once. Which language, width, scripts and hands the person has is decided when the person is made. Interface words
are given in English, as in the templates, and looked up in the person's language; names of goals, papers and rights cards come from
the site's own API.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext, ngettext
from playwright.sync_api import BrowserContext, Frame, Locator, Page

MOST_TABS = 400
# What is wrong with where the focus is, if anything: nothing is said where the browser itself has it.
FOCUS = """target => {
    const e = document.activeElement;
    if (!e || e === document.body || e === document.documentElement) return ['', false];
    if (e.tagName === 'IFRAME') return ['', e === target];
    const box = e.getBoundingClientRect(), look = getComputedStyle(e);
    const name = (e.innerText || e.value || e.id || e.tagName).trim().slice(0, 60) + ' <' + e.tagName.toLowerCase() + '>';
    // Within a field for a date, the browser's own button has the focus at last, and draws its own ring.
    const ring = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2 || e.type === 'date' && !e.matches(':focus');
    const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
    const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const top = inside && document.elementFromPoint(x, Math.min(y, innerHeight - 1));
    const shown = top && (e.contains(top) || top.contains(e));
    const fault = !inside ? 'is outside of what is seen: ' : !shown ? 'is hidden behind something: ' : !ring ? 'shows no ring: ' : '';
    return [fault && fault + name, e === target];
}"""
# Whether what has the focus comes after ``target`` in the document: then the way back is shorter.
IS_PAST = """target => { const e = document.activeElement;
    return e !== document.body && !!(e.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING) }"""
SAME_GROUP = "input => document.activeElement.type === 'radio' && document.activeElement.name === input.name"
WIDE = "() => document.documentElement.scrollWidth - innerWidth"


@dataclass(frozen=True)
class Hands:
    """How a person is set up."""

    width: int
    language: str
    scripts: bool
    keyboard: bool

    def __str__(self) -> str:
        return f"{self.width}-{self.language}-{'scripts' if self.scripts else 'no_scripts'}-{'keyboard' if self.keyboard else 'pointer'}"


class Person:
    """Someone with a browser context of their own, and all that every task must keep to on the way."""

    def __init__(self, context: BrowserContext, site: str, hands: Hands, names: Callable[[str, str], str]) -> None:
        self.context, self.site, self.hands, self._names = context, site, hands, names
        self.language = hands.language
        self.secrets: list[str] = []
        self.visited: list[str] = []
        self.faults: list[str] = []
        self.friends: tuple[str, ...] = ()
        context.set_default_timeout(10_000)
        context.on("request", self._note)
        context.on("weberror", lambda error: self.faults.append(f"a script failed: {error.error}"))
        context.on("console", self._hear)
        self.page: Page = context.new_page()
        self.frame: Page | Frame = self.page

    def _hear(self, said: Any) -> None:
        # A form that is sent back to be put right is no fault of the page, nor is the icon that browsers look for beside bare JSON.
        if said.type == "error" and "status of 422" not in said.text and not said.location["url"].endswith("/favicon.ico"):
            self.faults.append(f"the browser complains: {said.text} {said.location['url']}")

    def _note(self, request: Any) -> None:
        self.visited.append(request.url)
        if not request.url.startswith((self.site, "data:", "blob:", *self.friends)):
            self.faults.append(f"another site was asked: {request.url}")

    # Words

    def says(self, words: str, many: str = "", n: int = 0, **parts: object) -> str:
        """Words of the interface in the person's language, from the English that templates have."""
        with translation.override(self.language):
            found = ngettext(words, many, n) % {"n": n, **parts} if many else gettext(words)
        return plain(found % parts if parts and not many else found)

    def name(self, kind: str, record: str) -> str:
        """What a goal, a paper or a rights card is called in the person's language."""
        return plain(self._names(kind, record)[self.language])  # type: ignore[index]

    def either(self, spanish: str, english: str) -> str:
        """What this person writes, in their own language."""
        return spanish if self.language == "es" else english

    # What is there

    def text(self) -> str:
        """All that can be read now; folded parts do not count."""
        return plain(self.frame.inner_text("body"))

    def sees(self, *phrases: str) -> None:
        text = self.text().casefold()
        for words in phrases:
            assert plain(words).casefold() in text, f"not seen: {words!r} on {self.page.url}\n{text[:3000]}"

    def sees_none_of(self, *phrases: str) -> None:
        text = self.text().casefold()
        for words in phrases:
            assert plain(words).casefold() not in text, f"seen: {words!r} on {self.page.url}"

    def is_at(self, heading: str) -> None:
        """The main heading is this."""
        found = plain(self.frame.locator("h1").first.inner_text())
        assert found == plain(heading), f"{found!r} and not {heading!r} on {self.page.url}"
        self.looks_whole()

    def has(self, role: str, words: str) -> bool:
        return self._all(role, words).count() > 0

    def looks_whole(self) -> None:
        """Nothing scrolls sideways, and the page says which language it is in."""
        assert self.frame.evaluate(WIDE) <= 0, f"{self.page.url} scrolls sideways at {self.hands.width}"
        assert self.frame.get_attribute("html", "lang") == self.language, self.page.url

    def part(self, words: str) -> Locator:
        """The part of the page under this heading or with this name."""
        return self.frame.get_by_role("region", name=words)

    # Doing

    def opens(self, path: str) -> None:
        """Type an address, without its language."""
        self.page.goto(f"{self.site}/{self.language}/{path}")
        self.frame = self.page

    def follows(self, words: str, *, within: Locator | None = None, stays: bool = False) -> None:
        self._do(self._one("link", words, within), stays=stays)

    def presses(self, words: str, *, within: Locator | None = None, stays: bool = False) -> None:
        self._do(self._one("button", words, within), stays=stays, key="Space" if self.hands.language == "en" else "Enter")

    def ticks(self, words: str) -> None:
        box = self._one("checkbox", words)
        self._do(box, stays=True, key="Space")
        assert box.is_checked(), words

    def chooses(self, words: str) -> None:
        """Choose one of several; by keyboard with the arrows, once the group is reached."""
        button = self._one("radio", words)
        if not self.hands.keyboard:
            button.check()
            return
        handle = button.element_handle()
        self._reach(handle, SAME_GROUP)
        for _ in range(50):
            if self.frame.evaluate(FOCUS, handle)[1]:
                break
            self._press("ArrowDown", handle)
        if not button.is_checked():
            self._press("Space", handle)
        assert button.is_checked(), words

    def selects(self, label: str, words: str) -> None:
        """Choose from a folded list; by keyboard with the arrows."""
        field = self.frame.get_by_label(label, exact=True).first
        options = [plain(option) for option in field.locator("option").all_text_contents()]
        place = next(number for number, option in enumerate(options) if option.startswith(plain(words)))
        if not self.hands.keyboard:
            field.select_option(index=place)
            return
        self._reach(field.element_handle())
        here = field.evaluate("field => field.selectedIndex")
        for _ in range(abs(place - here)):
            self.page.keyboard.press("ArrowDown" if place > here else "ArrowUp")
        assert field.evaluate("field => field.selectedIndex") == place, words

    def unfolds(self, words: str) -> None:
        summary = self.frame.locator("summary").filter(has_text=re.compile(loosely(words))).filter(visible=True).first
        self._do(summary, stays=True)
        assert summary.evaluate("summary => summary.parentElement.open"), words

    def writes(self, label: str, words: str, *, secret: bool = True) -> None:
        """Type into a field. What is typed may stand in no address from then on, unless it is no secret."""
        field = self.frame.get_by_label(label, exact=True).filter(visible=True).first
        if secret and len(words) > 3:
            self.secrets.append(words)
        if self.hands.keyboard:
            self._reach(field.element_handle())
            self.page.keyboard.press("ControlOrMeta+A")
            self.page.keyboard.type(words)
        else:
            field.fill(words)
        assert field.input_value() == words, label

    def goes_back(self) -> None:
        self.page.go_back()

    def opens_menu(self) -> None:
        """Unfold the menu where the screen is too small to show it."""
        if self.frame.locator(".menu > summary").is_visible():
            self.unfolds(self.says("Menu"))

    @contextmanager
    def inside(self, frame: Frame) -> Iterator[None]:
        """What is done and seen in between is within a frame of the page."""
        self.frame = frame
        yield
        self.frame = self.page

    def is_done(self) -> None:
        """At the end of each task: no other site, no complaint, and nothing that was typed in any address."""
        assert not self.faults, self.faults
        told = [(word, url) for word in self.secrets for url in self.visited if word.casefold() in url.casefold()]
        assert not told, told

    # Hands

    def _all(self, role: str, words: str, within: Locator | None = None) -> Locator:
        place: Any = within or self.frame
        return place.get_by_role(role, name=re.compile(loosely(words), re.IGNORECASE)).filter(visible=True)

    def _one(self, role: str, words: str, within: Locator | None = None) -> Locator:
        found = self._all(role, words, within)
        count = found.count()
        assert count, f"no {role} {words!r} on {self.page.url}\n{self.text()[:2000]}"
        return found.first

    def _do(self, what: Locator, *, stays: bool, key: str = "Enter") -> None:
        if self.hands.keyboard:
            self._reach(what.element_handle())
        act = (lambda: self.page.keyboard.press(key)) if self.hands.keyboard else what.click
        if stays:
            act()
            return
        frame = self.frame if isinstance(self.frame, Frame) else self.page.main_frame
        with frame.expect_navigation():
            act()

    def _reach(self, target: Any, enough: str = "") -> None:
        """Press Tab, or Shift+Tab where that is nearer, until ``target`` has the focus; each stop on the way must be seen."""
        key = "Shift+Tab" if self.frame.evaluate(IS_PAST, target) else "Tab"
        for _ in range(MOST_TABS):
            if self.frame.evaluate(FOCUS, target)[1] or (enough and self.frame.evaluate(enough, target)):
                return
            self._press(key, target)
        raise AssertionError(f"the keyboard does not reach {target.inner_text()!r} on {self.page.url}")

    def _press(self, key: str, target: Any) -> None:
        self.page.keyboard.press(key)
        fault = self.frame.evaluate(FOCUS, target)[0]
        assert not fault, f"what has the focus {fault} (after {key} on {self.page.url} at {self.hands.width})"


def plain(words: str) -> str:
    """Words as they are read: one space between them, no soft signs."""
    return " ".join(unicodedata.normalize("NFC", words).replace("\u00ad", "").replace("\u00a0", " ").split())


def loosely(words: str) -> str:
    """A pattern for words that may be broken anywhere between them."""
    return r"\s+".join(re.escape(word) for word in plain(words).split(" "))
