"""What a person does on any page: sign in, look, press keys; and the checks every page passes."""

import os
import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from PIL import Image
from playwright.sync_api import Error, Locator, Page, ViewportSize, expect

from accounts.models import User
from tests import factories

DESKTOP = ViewportSize(width=1440, height=900)
LAPTOP = ViewportSize(width=1200, height=750)  # as the guide shows a desk
PHONE = ViewportSize(width=390, height=844)
AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
LONGEST_WAY = 80  # presses of Tab
PAGES_LEFT = 2  # a form's answer, and the page it sends on to
PATIENCE = 60_000  # milliseconds that a page or the worker may take on a busy machine

DOCS = Path(settings.BASE_DIR) / "docs"


def pictures_named() -> set[str]:
    """The pictures that the README and the guide show."""
    pages = [DOCS.parent / "README.md", *(DOCS / "guide").glob("*.md")]
    texts = (page.read_text(encoding="utf-8") for page in pages)
    return {name for text in texts for name in re.findall(r"pictures/([\w-]+)\.png", text)}


def picture_path(name: str) -> Path:
    """`SAVE_PICTURES=1 pytest tests/e2e` renews the guide's; a plain run leaves them alone."""
    renewed = os.environ.get("SAVE_PICTURES") and name in pictures_named()
    folder = DOCS if renewed else Path(settings.VAR_DIR)
    return folder / "pictures" / f"{name}.png"


def go(target: Locator) -> None:
    """Click what leads to another page, and wait until that page is there."""
    with target.page.expect_navigation():
        target.click()


class Visitor:
    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site
        self.problems: list[str] = []
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.problems.append(str(error)))

    def _listen(self, message: Any) -> None:
        if message.type == "error":
            self.problems.append(f"{message.text} {message.location.get('url', '')}")

    def phone(self) -> None:
        self.page.set_viewport_size(PHONE)

    def desktop(self) -> None:
        self.page.set_viewport_size(DESKTOP)

    def sign_in(self, username: str, password: str = factories.PASSWORD) -> None:
        self.page.goto("/accounts/sign-in/")
        self.page.locator("[name=username]").fill(username)
        self.page.locator("[name=password]").fill(password)
        with self.page.expect_navigation():
            self.page.locator("[name=password]").press("Enter")
        expect(self.page.locator("[name=password]")).to_have_count(0)

    def enter(self, user: User) -> None:
        """Signed in at once, for pages that are not about signing in."""
        client = Client()
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        name = settings.SESSION_COOKIE_NAME
        value = client.cookies[name].value
        self.page.context.add_cookies([{"name": name, "value": value, "url": self.site}])

    def sign_out(self) -> None:
        self.page.context.clear_cookies()

    def tab_to(self, target: Locator) -> None:
        """Tab until the focus is there, as somebody without a mouse does."""
        expect(target).to_be_visible()
        for _ in range(LONGEST_WAY):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {target}")

    def enter_at(self, target: Locator) -> None:
        self.tab_to(target)
        self.page.keyboard.press("Enter")

    def enlarge_text(self, percent: int) -> None:
        """As a person with weak eyes sets their browser."""
        self.page.evaluate(
            "size => { document.documentElement.style.fontSize = size }", f"{percent}%"
        )

    def picture(self, name: str) -> None:
        """Save what is on the screen, for the guide where it shows this picture."""
        shown = self.page.viewport_size
        if shown == DESKTOP:
            self.page.set_viewport_size(LAPTOP)
        path = picture_path(name)
        self.page.screenshot(path=path)
        # A palette that keeps what is rare, as the colours of risk, in a third of the bytes.
        colours = Image.open(path).quantize(
            method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
        colours.save(path)
        if shown == DESKTOP:
            self.page.set_viewport_size(DESKTOP)

    def check(self) -> None:
        """The page is accessible, does not scroll sideways, and nothing failed in it."""
        violations = self._axe()
        assert not violations, f"{self.page.url}\n" + "\n".join(violations)
        width = self._of_page("document.documentElement.scrollWidth - window.innerWidth")
        assert width <= 0, f"{self.page.url} scrolls sideways by {width} px"
        assert not self.problems, f"{self.page.url}\n" + "\n".join(self.problems)

    def _axe(self) -> list[str]:
        # Half way from one colour to another nothing has enough contrast.
        self._of_page(
            "Promise.all(document.getAnimations().map(each => each.finished)).then(Boolean)"
        )
        # By the debugger, not by a script element: the policy of the page forbids those.
        axe = AXE.read_text(encoding="utf-8")
        return [
            f"{each['id']}: {each['help']}: {node['html'][:200]}"
            for each in self._of_page(f"{axe}\n;axe.run().then(r => r.violations)")
            for node in each["nodes"][:3]
        ]

    def _of_page(self, script: str) -> Any:
        """What the script finds; a page that a click has just left may go away under it."""
        for _ in range(PAGES_LEFT):
            self.page.wait_for_load_state()
            try:
                return self.page.evaluate(script)
            except Error:
                continue
        return self.page.evaluate(script)
