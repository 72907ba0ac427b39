"""Every page there is, at a desk and on a phone: accessible, whole, no wider than the screen."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import Post, User
from monitoring.registry.models import Household
from tests import factories
from tests.e2e.county import LONGEST_NAME, bring_in_census, large_household
from tests.e2e.pages import LAPTOP, Visitor
from tests.routes import Route, routes
from tests.routes.world import Place

# Answers that are no page of their own: files, data, and parts that a page fetches into itself.
NO_PAGES = {
    "accounts:division-options", "admin:index", "api:docs", "api:household-flags", "api:schema",
    "asset-files:file", "asset-workbooks:template",
    "cases:file", "distributions:file", "publications:proof", "feeds:template", "reports:template",
    "comparison:paper", "desk:count", "imports:template", "jobs:file", "papers:docx",
    "tasks:file", "visits:photo",
    "visits:signature", "registry:household-bank-card",
    "registry:household-head-id", "registry:member-id-number", "screening:flag-summary",
    "entitlement:townships",
}  # fmt: skip
LISTS = (
    "home", "registry:household-list", "screening:flag-list", "screening:gap-list",
    "screening:near-list", "imports:batch-list", "screening:run-list", "criteria:try",
)  # fmt: skip
CASEWORK = (
    "clues:list", "clues:report-list", "cases:list", "cases:review", "visits:plan", "visits:list",
    "visits:without-contact", "meetings:index", "endings:candidates", "endings:long-watch",
    "papers:list", "papers:leaflets", "desk:news", "comparison:requests", "assessment:national",
)  # fmt: skip


@pytest.fixture
def officer(transactional_db: None) -> User:
    """Whoever may open the most."""
    return factories.user(Post.Role.COUNTY, factories.PINGSHAN, full_name="王主任")


# The first of these who may opens a page.
OPENERS = {
    Post.Role.COUNTY: factories.PINGSHAN,
    Post.Role.TOWNSHIP: factories.PINGSHAN_TOWN,
    Post.Role.VILLAGE: factories.VILLAGE,
    Post.Role.ADMIN: None,
}


def pages(role: Post.Role) -> Iterator[Route]:
    """Those that nobody before `role` opens."""
    for route in routes():
        if route.method == "get" and route.status == 200 and route.name not in NO_PAGES:
            openers = [each for each in OPENERS if each in route.allowed.split()]
            assert openers, f"{route}: let another role open it"
            if openers[0] == role:
                yield route


def household() -> Household:
    """One of its own for every page: a case or a visit of one page is none of the next.

    With the longest names, as a page has to bear them.
    """
    home = factories.household(head_name=LONGEST_NAME, phone="13832110000")
    factories.member(home, name=LONGEST_NAME, relation="户主")
    factories.statement(home, wage_income="9999999.99")
    factories.conditions(home)
    factories.flag(home)
    return home


def address(route: Route, place: Place) -> str:
    path = reverse(route.name, kwargs=dict(route.kwargs(place)) if route.kwargs else None)
    return f"{path}?{urlencode(dict(route.data(place)))}" if route.data else path


def sound_at_every_size(visitor: Visitor, path: str) -> None:
    visitor.desktop()
    answer = visitor.page.goto(path)
    assert answer is not None
    assert answer.ok, f"{path}: {answer.status}"
    visitor.check()
    visitor.phone()
    visitor.check()


@pytest.mark.parametrize("role", OPENERS)
def test_every_page_is_sound_on_phone_and_desk(visitor: Visitor, role: Post.Role):
    user = factories.user(role, OPENERS[role], full_name="王主任")
    visitor.enter(user)
    for route in pages(role):
        place = Place(factories.VILLAGE, household(), user)
        sound_at_every_size(visitor, address(route, place))


def test_a_county_without_data_says_what_to_do_next(visitor: Visitor, officer: User):
    visitor.enter(officer)
    for name in (*LISTS, *CASEWORK):
        sound_at_every_size(visitor, reverse(name))
        expect(visitor.page.locator(".empty-state").first).to_be_visible()


def test_full_and_extreme_pages_stay_in_shape(visitor: Visitor, officer: User, tmp_path: Path):
    bring_in_census(officer, tmp_path / "平山县2026.xlsx")
    large = large_household(officer)
    visitor.enter(officer)
    for path in (*map(reverse, LISTS), reverse("registry:household-detail", args=[large.pk])):
        sound_at_every_size(visitor, path)
        visitor.page.set_viewport_size(LAPTOP)
        visitor.check()
        visitor.page.set_viewport_size({"width": 780, "height": 900})
        visitor.enlarge_text(200)
        visitor.check()


def test_pages_that_say_no_are_sound_too(visitor: Visitor):
    visitor.enter(factories.user(Post.Role.VILLAGE, factories.VILLAGE))
    for path, status in {"/imports/": 403, "/households/1/": 404}.items():
        answer = visitor.page.goto(path)
        assert answer is not None
        assert answer.status == status
        visitor.problems.clear()  # the browser says the status there
        visitor.check()
        visitor.phone()
        visitor.check()
        visitor.desktop()
    for name in ("500", "503"):
        visitor.page.set_content(render_to_string(f"{name}.html"))
        visitor.check()


def test_a_paused_account_is_told_so(visitor: Visitor):
    factories.user(Post.Role.VILLAGE, factories.VILLAGE, username="village")
    visitor.page.goto("/accounts/sign-in/")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        visitor.page.locator("[name=username]").fill("village")
        visitor.page.locator("[name=password]").fill("wrong")
        with visitor.page.expect_navigation():
            visitor.page.locator("[name=password]").press("Enter")
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("暂停")
    visitor.problems.clear()
    visitor.check()
    visitor.phone()
    visitor.check()


def test_the_reference_tables_are_sound_at_a_desk(visitor: Visitor):
    visitor.enter(factories.user(Post.Role.ADMIN))
    for path in ("/admin/", "/admin/accounts/division/"):
        visitor.page.goto(path)
        visitor.check()
