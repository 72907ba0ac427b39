"""The access of departments, and the description of the API under our content security policy."""

from django.urls import reverse
from playwright.sync_api import expect

from tests import factories
from tests.e2e.pages import Visitor


def test_a_county_gives_access_and_copies_the_secret(visitor: Visitor):
    visitor.enter(factories.user("county", factories.PINGSHAN, full_name="王主任"))
    page = visitor.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(reverse("clients:new"))
    for name, value in {
        "name": "住院费用推送接口",
        "purpose": "每月推送个人自付医疗费用，用于因病返贫预警",
        "legal_basis": "冀防返贫办〔2026〕5号；数据共享协议平医保〔2026〕12号",
        "addresses": "10.13.1.0/24",
        "expires_on": "2099-12-31",
    }.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=department]").select_option("医保局")
    page.get_by_label("推送数据记录").check()
    page.locator("[name=feeds]").first.check()
    visitor.check()
    visitor.picture("client-form")
    page.get_by_role("button", name="开通").click()
    secret = page.locator("#secret").inner_text()
    page.locator("[data-copy='#secret']").click()
    expect(page.get_by_text("已复制")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == secret
    visitor.check()
    visitor.picture("client-secret")
    page.get_by_role("link", name="已交给本人").click()
    expect(page.get_by_text("还没有调用过")).to_be_visible()
    expect(page.get_by_text(secret)).to_have_count(0)


def test_the_description_of_the_api_is_drawn_by_our_own_server(visitor: Visitor):
    visitor.enter(factories.user("department", factories.PINGSHAN))
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.page.goto(reverse("api:docs"))
    visitor.page.locator("#operations-token-token .opblock-summary").click()
    expect(visitor.page.get_by_text("grant_type").first).to_be_visible()
    visitor.picture("api-docs")
    assert visitor.problems == []
    assert [url for url in asked if not url.startswith((visitor.site, "data:"))] == []
