"""Somebody who walks through pages as different people and keeps what is wrong with them."""

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Response
from pytest_django.live_server_helper import LiveServer

from tests.browser.looking import Finding, look
from tests.browser.reach import NOBODY
from tests.browser.reach import Page as Reached
from tests.factories.browsers import browser
from tests.factories.people import Person


Words = Callable[[str], Iterator[str]]


class Eyes:
    """One browser window in one language; ``people`` by the names under which pages ask for them."""

    def __init__(self, chromium: Browser, server: LiveServer, people: dict[str, Person], language: str) -> None:
        self.context: BrowserContext = chromium.new_context(base_url=server.url, locale="zh-CN")
        self.context.set_default_timeout(15_000)
        self.server, self.people = server, people
        self.page: Page = self.context.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda told: self.said.append(told.text) if told.type == "error" else None)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.language = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": server.url}
        self.wrong: list[tuple[str, Finding]] = []

    def become(self, role: str) -> None:
        """Sit down as somebody else; as nobody when there is no role."""
        self.context.clear_cookies()
        self.context.add_cookies([self.language])
        if role != NOBODY:
            self.context.add_cookies([self.session(self.people[role])])

    def session(self, person: Person) -> Any:
        client: Client = browser(person.actor())
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        return {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": self.server.url}

    def see(self, url: str, words: Words, expected: int = 200) -> None:
        """Open one page and look at it."""
        self.said.clear()
        self.judge_answer(self.page.goto(url), url, words, expected)

    def press(self, button: str, words: Words, expected: int = 200) -> None:
        """Press a button and look at what comes back."""
        self.said.clear()
        with self.page.expect_navigation() as waiting:
            self.page.locator(button).first.click()
        self.judge_answer(waiting.value, self.page.url, words, expected)

    def judge_answer(self, answer: Response | None, url: str, words: Words, expected: int) -> None:
        """Keep what is wrong with the page that is open now."""
        status = answer.status if answer else 0
        if status != expected:
            self.wrong.append((url, ("status", str(status), "")))
        self.wrong += [(url, found) for found in look(self.page, words)]
        # Chromium itself reports every answer from 400 on as an error.
        told = [text for text in self.said if expected < 400 or "Failed to load resource" not in text]
        self.wrong += [(url, ("console", text, "")) for text in told]

    def see_all(self, pages: list[Reached], words: Words) -> None:
        last = None
        for page in pages:
            if page.role != last:
                self.become(page.role)
                last = page.role
            self.see(page.url, words, 403 if page.refused else 200)

    def judge(self) -> None:
        """Fail with all that was wrong, each once, with the first page that has it."""
        first: dict[str, str] = {}
        for url, finding in self.wrong:
            first.setdefault(" ".join(str(part) for part in finding), url)
        assert not first, "\n".join(["", *(f"{url}  {finding}" for finding, url in first.items())])
