"""A real Chromium, the real server, a real worker."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from accounts.divisions import load_divisions
from tests.e2e.pages import DESKTOP, PATIENCE, Visitor

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/e2e" in str(item.path):
            # One browser, one worker: all of them in one process of a parallel run.
            item.add_marker(pytest.mark.xdist_group("e2e"))
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Django sees the loop of Playwright's own thread and fears for its connections.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)


Arrive = Callable[[], Visitor]


@pytest.fixture
def arrive(browser: Browser, live_server, transactional_db: None) -> Iterator[Arrive]:
    """Brings somebody more, each with a browser of their own."""
    load_divisions()
    contexts: list[BrowserContext] = []

    def come() -> Visitor:
        contexts.append(
            browser.new_context(base_url=live_server.url, locale="zh-CN", viewport=DESKTOP)
        )
        contexts[-1].set_default_timeout(PATIENCE)
        return Visitor(contexts[-1].new_page(), live_server.url)

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def visitor(arrive: Arrive) -> Visitor:
    """Somebody at a desktop; `visitor.phone()` is the same at a phone."""
    return arrive()


def pytest_configure() -> None:
    (Path(settings.VAR_DIR) / "pictures").mkdir(parents=True, exist_ok=True)
