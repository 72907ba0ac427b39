"""What a person does on any page: sign in, look, press keys; and the checks every page passes."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import Page, ViewportSize, expect

from tests import factories

DESKTOP = ViewportSize(width=1440, height=900)
PHONE = ViewportSize(width=390, height=844)
AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"

# `SAVE_PICTURES=1 pytest tests/e2e` renews the guide's pictures; a plain run leaves them alone.
PICTURES = (
    Path(settings.BASE_DIR) / "docs" / "pictures"
    if os.environ.get("SAVE_PICTURES")
    else Path(settings.VAR_DIR) / "pictures"
)


class Visitor:
    def __init__(self, page: Page) -> None:
        self.page = page
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
        self.page.locator("[name=password]").press("Enter")
        expect(self.page.locator("[name=password]")).to_have_count(0)

    def sign_out(self) -> None:
        self.page.context.clear_cookies()

    def picture(self, name: str) -> None:
        """Save what is on the screen for the guide."""
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=False)

    def check(self) -> None:
        """The page is accessible, does not scroll sideways, and nothing failed in it."""
        violations = self._axe()
        assert not violations, f"{self.page.url}\n" + "\n".join(violations)
        width = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert width <= 0, f"{self.page.url} scrolls sideways by {width} px"
        assert not self.problems, f"{self.page.url}\n" + "\n".join(self.problems)

    def _axe(self) -> list[str]:
        # By the debugger, not by a script element: the policy of the page forbids those.
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run().then(r => r.violations)")
        return [
            f"{each['id']}: {each['help']}: {node['html'][:200]}"
            for each in found
            for node in each["nodes"][:3]
        ]
