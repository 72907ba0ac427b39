"""One person tries, drafts and hands in; another reads the difference and releases."""

from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Post
from monitoring.criteria import packs
from monitoring.criteria.models import Version
from monitoring.indicators.refresh import refresh
from tests import factories
from tests.e2e.pages import go
from tests.monitoring.criteria.test_simulation import a_household


def test_a_version_from_draft_to_release(visitor):
    for name in ("maker", "second"):
        factories.user(Post.Role.CITY, factories.CITY, username=name)
    page = visitor.page
    visitor.sign_in("maker")
    page.goto("/criteria/draft/")
    visitor.check()
    page.locator("[name=valid_from]").fill(timezone.localdate().isoformat())
    page.locator("[name=document]").fill("测试文件〔2026〕1号")
    go(page.locator("main button.btn-primary"))

    go(page.locator("#elderly-alone a"))
    page.locator("#id_rows-1-number").fill("2")
    page.locator("#id_rows-1-number").press("Tab")
    expect(page.locator("#rows")).to_contain_text("人均纯收入低于监测收入标准的 2 倍")
    page.locator("#id_rows-2-indicator").select_option("net_income")
    expect(page.locator("#id_rows-2-against")).not_to_contain_text("监测收入标准")
    page.locator("#id_rows-2-indicator").select_option("all_covered")
    expect(page.locator("#id_rows-2-against")).to_have_count(0)
    page.locator("#id_rows-2-comparison").select_option("no")
    visitor.check()
    visitor.picture("criterion-edit")
    go(page.locator("button.btn-primary[value=save]"))
    go(page.get_by_role("button", name="提交审核"))
    visitor.check()

    visitor.sign_out()
    visitor.sign_in("second")
    page.goto("/criteria/")
    page.locator("a.card-row", has_text="第 2 版").first.click()
    expect(page.locator("ins")).to_contain_text("监测收入标准的 2 倍")
    visitor.check()
    visitor.picture("version-release")
    page.locator("form[action$='/release/'] button").click()
    expect(page.locator(".notice")).to_contain_text("已发布")
    assert packs.in_force(timezone.localdate()) == Version.objects.get(number=2)


def test_a_late_answer_writes_over_nothing_chosen_since(visitor):
    factories.user(Post.Role.CITY, factories.CITY, username="maker")
    page = visitor.page
    visitor.sign_in("maker")
    page.goto("/criteria/draft/")
    page.locator("[name=valid_from]").fill(timezone.localdate().isoformat())
    page.locator("[name=document]").fill("测试文件〔2026〕1号")
    go(page.locator("main button.btn-primary"))
    go(page.locator("#elderly-alone a"))

    late = []
    page.route(page.url, lambda route: route.continue_() if late else late.append(route))
    page.locator("#id_rows-1-number").fill("2")
    with page.expect_request(page.url):
        page.locator("#id_rows-1-number").press("Tab")
    page.locator("#id_rows-2-indicator").select_option("net_income")
    [asked] = late
    asked.continue_()
    expect(page.locator("#rows")).to_contain_text("人均纯收入低于监测收入标准的 2 倍")
    expect(page.locator("#id_rows-2-indicator")).to_have_value("net_income")
    expect(page.locator("#id_rows-2-against")).to_be_visible()


def test_a_line_is_tried_by_keyboard_and_opened_to_the_villages(visitor):
    for income in ("8000", "8500", "20000"):
        a_household(factories.VILLAGE, income)
    refresh(as_of=timezone.localdate())
    factories.user(Post.Role.COUNTY, factories.PINGSHAN, username="county")
    visitor.sign_in("county")
    page = visitor.page
    page.goto("/criteria/try/")
    page.locator("[name=monitoring_line]").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("9000")
    page.keyboard.press("Enter")
    expect(page.locator(".figure-value").first).to_have_text("1")
    expect(page.locator(".figure-value").nth(1)).to_have_text("2")
    visitor.check()
    visitor.picture("try-desktop")
    page.locator("a[data-row]", has_text="平山镇").click()
    expect(page.locator("#result table").last).to_contain_text("丽水湾")
    visitor.phone()
    visitor.check()
    visitor.picture("try-phone")


def test_criteria_and_parameters_are_sound_on_phone_and_desk(visitor):
    factories.user(Post.Role.CITY, factories.CITY, username="city")
    visitor.sign_in("city")
    for name, address in {"criteria": "/criteria/", "parameters": "/criteria/parameters/"}.items():
        visitor.desktop()
        visitor.page.goto(address)
        visitor.check()
        visitor.picture(f"{name}-desktop")
        visitor.phone()
        visitor.check()
        visitor.picture(f"{name}-phone")
