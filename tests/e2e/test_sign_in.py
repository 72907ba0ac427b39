"""The first page that everybody meets."""

from playwright.sync_api import expect

from accounts.models import Post
from tests import factories


def test_signing_in_with_the_keyboard_leads_home(visitor):
    factories.user(Post.Role.COUNTY, factories.PINGSHAN, username="county", full_name="王主任")
    visitor.page.goto("/")
    visitor.check()
    visitor.picture("sign-in-desktop")
    visitor.sign_in("county")
    expect(visitor.page.get_by_role("heading", level=1)).to_be_visible()
    visitor.check()


def test_a_wrong_password_says_so_and_keeps_the_name(visitor):
    factories.user(Post.Role.VILLAGE, factories.VILLAGE, username="village")
    visitor.phone()
    visitor.page.goto("/accounts/sign-in/")
    visitor.page.locator("[name=username]").fill("village")
    visitor.page.locator("[name=password]").fill("wrong")
    visitor.page.locator("[name=password]").press("Enter")
    expect(visitor.page.get_by_role("alert")).to_be_visible()
    expect(visitor.page.locator("[name=username]")).to_have_value("village")
    visitor.check()
