"""A real browser on a real server: Chromium, driven by Playwright, with axe on each page."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as own_settings
from django.test import Client
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page, sync_playwright

from commissioning.models import Organisation, Role, RoleMembership, User
from tests.factories.years import SPECIFICATIONS, Year
from tests.running.journeys import Notes

AXE = Path(own_settings.BASE_DIR) / "node_modules/axe-core/axe.min.js"
WIDE, NARROW, SMALLEST = 1280, 390, 320
SECRETS = re.compile(r'name="(csrfmiddlewaretoken|typed_by)" value="[^"]*"')
ASK_AXE = "axe.run({resultTypes: ['violations']}).then((found) => found.violations)"
TOO_WIDE = """width => [...document.querySelectorAll("main *")]
    .filter(each => each.getBoundingClientRect().right > width)
    .map(each => `${each.tagName}.${each.className}: ${each.textContent.trim().slice(0, 40)}`)
    .slice(0, 8)"""
SCROLLS = "document.documentElement.scrollWidth"
PATIENCE = 600_000  # milliseconds: a limit for what never comes, not a time that anything takes
SHORT_LIVED = "--js-flags=--no-opt --no-maglev"  # a page is gone before optimised code would pay
PASSWORD = "an-odd-pass-phrase-of-the-tests"
TODAY = date(2021, 2, 15)


@pytest.fixture(scope="package")
def browser(installed: Callable[[str, str], str]) -> Iterator[Browser]:
    """One Chromium of this worker's own, for as long as it makes journeys.

    The one without a window of its own takes half the time, and is used where it is installed.
    Playwright runs an event loop in our thread meanwhile; the database is used from that thread
    all the same, which Django otherwise refuses.
    """
    root = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium refuses root without it
    path = shutil.which("chromium-headless-shell") or installed("chromium", "chromium")
    with (
        pytest.MonkeyPatch.context() as patch,
        sync_playwright() as playwright,
    ):
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        opened = playwright.chromium.launch(executable_path=path, args=[*root, SHORT_LIVED])
        yield opened
        opened.close()


@dataclass
class Visitor:
    """One person at one browser window, watched for what goes wrong on the way."""

    page: Page
    base: str
    notes: Notes
    scripts: bool = True
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def goes_to(self, path: str) -> int:
        """Open a page, see that it is sound, and give its status."""
        answer = self.page.goto(f"{self.base}{path}")
        assert answer is not None
        if answer.status >= 400:  # the browser complains of that by itself
            self.complaints = [each for each in self.complaints if "status of" not in each]
        self.looks()
        return answer.status

    def looks(self) -> None:
        """The page has nothing against axe, nothing in the console, nothing cut off at its side."""
        with suppress(Resolver404):
            self.notes.visit(resolve(urlsplit(self.page.url).path).view_name)
        assert self.complaints == [], self.page.url
        if not self.scripts or self._was_looked_at():  # axe is a script too
            return
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(ASK_AXE)
        said = [(each["id"], [node["target"] for node in each["nodes"]]) for each in found]
        assert said == [], self.page.url
        own = self.page.viewport_size
        for width in (SMALLEST, own["width"]):  # the smallest is a wide window at 400%
            self.page.set_viewport_size({"width": width, "height": own["height"]})
            needed = self._width_within(width)
            wide = self.page.evaluate(TOO_WIDE, width) if needed > width else []
            assert needed <= width, f"{self.page.url} is cut off at {width} pixels: {wide}"

    def _width_within(self, width: int) -> int:
        """How wide the page is, once the menu has folded: a moment after the window changed."""
        for _ in range(PATIENCE // 100):
            if self.page.evaluate(SCROLLS) <= width:
                break
            self.page.wait_for_timeout(100)
        return int(self.page.evaluate(SCROLLS))

    def _was_looked_at(self) -> bool:
        """Say whether the very same page was found sound before, at this width."""
        html = re.sub(SECRETS, "", self.page.content())
        return not self.notes.is_first_look(html, self.page.viewport_size["width"])

    def signs_in(self, person: User) -> None:
        """Start as somebody who has signed in, on their first page."""
        client = Client()
        client.force_login(User.objects.get(pk=person.pk))  # with the password it has by now
        name = own_settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": self.base}
        self.page.context.add_cookies([cookie])
        self.goes_to("/")

    def signs_in_on_the_page(self, person: User) -> None:
        """Sign in as people do."""
        self.goes_to("/accounts/login/")
        self.page.get_by_label("E-mail address").fill(person.email)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("main").get_by_role("button", name="Sign in").click()
        self.page.wait_for_load_state()
        self.looks()

    def clicks(self, name: str) -> None:
        """Follow a link or press a button by what it is called."""
        link = self.page.get_by_role("link", name=name, exact=True)
        button = self.page.get_by_role("button", name=name, exact=True)
        link.or_(button).first.click()
        self.page.wait_for_load_state()
        self.looks()

    def reads(self) -> str:
        return " ".join(self.page.get_by_role("main").inner_text().split())

    @property
    def heading(self) -> str:
        return " ".join(self.page.get_by_role("heading", level=1).inner_text().split())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    """Note that a journey has ended, however it ended."""
    try:
        return (yield)
    finally:
        Notes.of_run(item.config).end(item.nodeid)


@pytest.fixture
def visitors(
    browser: Browser, live_server: Any, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Visitor]]:
    """Make a visitor with a window of a width; with or without scripts."""
    contexts = []
    notes = Notes.of_run(request.config)

    def come(width: int = WIDE, *, scripts: bool = True) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return Visitor(context.new_page(), live_server.url, notes, scripts)

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def year(transactional_db: None, settings: Any) -> Year:  # noqa: ARG001
    """A network with two practices and a home; April 2020 is approved, May is a draft."""
    settings.COMMISSIONING_TODAY = TODAY
    settings.DEMO = True
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    settings.CACHES = {**settings.CACHES, "default": memory}
    found = Year(specifications=SPECIFICATIONS)
    for code in ("C86001", "C86002"):
        found.signs(found.a_practice(code, f"THE {code} PRACTICE"))
    found.a_practice("C86004", "PRACTICE WITHOUT A LIST", patients=None)
    found.a_practice("C86005", "PRACTICE WITHOUT AN ANSWER")
    found.a_home("1-111", "ASHFIELD LODGE", 34)
    found.approved("2020-08")
    found.prepared("2020-09")
    for person in User.objects.all():
        person.set_password(PASSWORD)
        person.save()
    return found


@pytest.fixture
def people(year: Year) -> dict[str, User]:
    """One person of each role, and the two of finance who prepare and approve."""
    found = {"preparer": year.preparer, "approver": year.approver}
    for role in Role:
        person = User.objects.create_user(f"{role.value}@who.example", PASSWORD)
        code = {"practice": "C86001", "pcn-director": year.network.code}.get(role.value)
        organisation = Organisation.objects.get(code=code) if code else None
        RoleMembership.objects.create(
            person=person, role=role, organisation=organisation, starts_on=date(2016, 4, 1)
        )
        found[role.value] = person
    return found
