"""A township opens an account for a village; the cadre signs in and makes the password theirs."""

import re

from playwright.sync_api import expect

from accounts.models import Post
from tests import factories
from tests.e2e.pages import go


def test_an_account_from_opening_to_first_sign_in(visitor):
    factories.user(Post.Role.TOWNSHIP, factories.PINGSHAN_TOWN, username="township")
    visitor.sign_in("township")
    page = visitor.page
    page.goto("/accounts/new/")
    visitor.check()
    page.locator("[name=full_name]").fill("赵村长")
    page.locator("[name=username]").fill("zhao")
    page.locator("[name=role]").select_option("village")
    page.locator("[name=division]").press_sequentially("丽水湾")
    option = page.locator("#division-options option")
    expect(option).to_have_text(["平山县 平山镇 丽水湾社区居民委员会"])
    page.locator("[name=division]").fill(option.get_attribute("value"))
    visitor.picture("account-new")
    go(page.locator("main button.btn-primary"))
    password = page.locator(".figure-value").inner_text()
    visitor.check()

    visitor.sign_out()
    visitor.sign_in("zhao", password)
    expect(page).to_have_url(re.compile("/accounts/password/$"))
    visitor.check()
    page.locator("[name=old_password]").fill(password)
    page.locator("[name=new_password1]").fill("my-own-word-9")
    page.locator("[name=new_password2]").fill("my-own-word-9")
    page.locator("[name=new_password2]").press("Enter")
    expect(page.locator(".notice")).to_contain_text("密码已修改")
    visitor.check()


def test_accounts_and_audit_are_sound_on_phone_and_desk(visitor):
    factories.user(Post.Role.COUNTY, factories.PINGSHAN, username="county", full_name="李县长")
    names = ("王小二", "赵大", "钱三多")
    cadres = [factories.user("village", factories.VILLAGE, full_name=name) for name in names]
    factories.user("township", factories.PINGSHAN_TOWN, full_name="孙乡长", is_active=False)
    visitor.sign_in("county")
    pages = {
        "accounts": "/accounts/",
        "account": f"/accounts/{cadres[0].pk}/",
        "post": f"/accounts/{cadres[0].pk}/posts/new/",
        "audit": "/accounts/audit/",
    }
    for name, address in pages.items():
        visitor.desktop()
        visitor.page.goto(address)
        visitor.check()
        visitor.picture(f"{name}-desktop")
        visitor.phone()
        visitor.check()
        visitor.picture(f"{name}-phone")
