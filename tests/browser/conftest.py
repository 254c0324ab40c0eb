"""Debian's Chromium against the real server: one browser per run, one clean page per test."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer


# Playwright's synchronous interface runs an event loop in this thread, which Django would take for an async view.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

OFFLINE = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE = {"width": 1366, "height": 768}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's browser; the launcher has made sure that it is there."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as driver:
        words = {**os.environ, "LANGUAGE": "zh_CN"}  # dates in form fields as an office computer shows them
        browser = driver.chromium.launch(executable_path=program, args=[*OFFLINE, "--lang=zh-CN"], env=words)
        yield browser
        browser.close()


@pytest.fixture
def desk(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """The desk in Chinese at 1366 x 768; a request to the outside or an error in a script fails the test."""
    context = chromium.new_context(base_url=live_server.url, locale="zh-CN", viewport=WIDE)
    context.set_default_timeout(10_000)
    page = context.new_page()
    outside: list[str] = []
    errors: list[str] = []
    page.on(
        "request", lambda request: outside.append(request.url) if is_outside(request.url, live_server.url) else None
    )
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert outside == []
    assert errors == []


def is_outside(url: str, own: str) -> bool:
    """Whether a request leaves our own server; pictures inside the page do not."""
    return not url.startswith((own, "data:", "blob:"))
