"""The first page of each level, as it is seen and used."""

import pytest
from playwright.sync_api import expect

from accounts.models import Post
from tests import factories

LEVELS = [
    (Post.Role.VILLAGE, factories.VILLAGE),
    (Post.Role.TOWNSHIP, factories.PINGSHAN_TOWN),
    (Post.Role.COUNTY, factories.PINGSHAN),
    (Post.Role.CITY, factories.CITY),
    (Post.Role.HELPER, factories.VILLAGE),
    (Post.Role.DEPARTMENT, factories.PINGSHAN),
    (Post.Role.AUDITOR, factories.PINGSHAN),
    (Post.Role.ADMIN, None),
]


@pytest.fixture
def flagged(visitor):
    """Three households that wait, in one village."""
    homes = [factories.household(head_name=name) for name in ("赵一", "钱二", "孙三")]
    for home, severity in zip(homes, ("red", "yellow", "blue"), strict=True):
        factories.flag(home, severity=severity)
    return homes


@pytest.mark.parametrize(("role", "place"), LEVELS)
def test_home_is_sound_on_phone_and_desk(visitor, flagged, role, place):
    factories.user(role, place, username="someone")
    visitor.sign_in("someone")
    visitor.check()
    visitor.picture(f"start-{role}-desktop")
    visitor.phone()
    visitor.check()
    visitor.picture(f"start-{role}-phone")


def test_a_list_is_walked_with_j_and_k(visitor, flagged):
    factories.user(Post.Role.VILLAGE, factories.VILLAGE, username="village")
    visitor.sign_in("village")
    rows = visitor.page.locator("[data-row]")
    visitor.page.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    visitor.page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    visitor.page.keyboard.press("k")
    expect(rows.nth(0)).to_be_focused()


def test_a_row_opens_beside_its_list_and_gives_the_focus_back(visitor, flagged):
    factories.user(Post.Role.TOWNSHIP, factories.PINGSHAN_TOWN, username="township")
    visitor.sign_in("township")
    visitor.page.locator("tbody tr td:nth-child(2)").first.click()
    panel = visitor.page.get_by_role("complementary", name="所选内容")
    expect(panel.get_by_role("heading", level=1)).to_have_text("预警")
    visitor.check()
    visitor.page.keyboard.press("Escape")
    expect(panel).to_have_count(0)


def test_the_map_is_shaded_anew_on_choosing(visitor, flagged):
    factories.user(Post.Role.COUNTY, factories.PINGSHAN, username="county")
    visitor.sign_in("county")
    expect(visitor.page.locator("[data-chart] svg text").first).to_contain_text("平山镇")
    visitor.page.get_by_label("颜色深浅表示").select_option("new")
    visitor.page.wait_for_url("**/?shade=new")
    expect(visitor.page.locator("[data-chart] svg text").first).to_contain_text("平山镇 3")


def test_a_phone_draws_a_chart_once_somebody_asks(visitor, flagged):
    """What draws them weighs more than the page."""
    factories.user(Post.Role.COUNTY, factories.PINGSHAN, username="county")
    visitor.phone()
    loaded: list[str] = []
    visitor.page.on("request", lambda request: loaded.append(request.url))
    visitor.sign_in("county")
    visitor.page.get_by_role("button", name="画图").first.scroll_into_view_if_needed()
    assert not [url for url in loaded if "build/charts" in url]
    visitor.page.get_by_role("button", name="画图").first.click()
    expect(visitor.page.locator("[data-chart] svg text").first).to_contain_text("平山镇")
    expect(visitor.page.get_by_role("button", name="画图")).to_have_count(0)


def test_the_language_switch_stays(visitor):
    factories.user(Post.Role.VILLAGE, factories.VILLAGE, username="village")
    visitor.sign_in("village")
    visitor.page.get_by_role("button", name="English").first.click()
    expect(visitor.page.get_by_role("heading", name="Households with flags")).to_be_visible()
    visitor.page.goto("/me/")
    expect(visitor.page.get_by_role("heading", name="My posts")).to_be_visible()
    visitor.check()
