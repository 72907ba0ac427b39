"""An inspection at a phone: from the label's page, without a connection, handed in once."""

import pytest
from playwright.sync_api import expect

from accounts.models import Post
from assets.inspections.models import Inspection
from assets.ledger import shipped
from tests import factories
from tests.assets import making
from tests.e2e.test_visits import take_photo


@pytest.fixture
def cadre(visitor):
    shipped.install()
    visitor.enter(factories.user(Post.Role.VILLAGE, factories.VILLAGE, full_name="刘书记"))
    visitor.phone()
    return visitor


def test_without_a_connection_it_is_kept_and_handed_in_once_later(cadre):
    asset, page = making.asset(), cadre.page
    page.goto(asset.get_absolute_url())
    page.get_by_role("link", name="巡检", exact=True).click()
    expect(page.locator("form[data-ready]")).to_be_attached()
    cadre.check()
    page.context.set_offline(True)
    page.get_by_text("闲置").click()
    page.locator("[name=note]").fill("大门紧锁，已停产")
    take_photo(page)
    page.get_by_text("发现问题，需要整改").click()
    page.locator("[name=problem]").fill("屋顶漏水")
    page.locator("[name=due_on]").fill("2099-01-01")
    page.locator("[name=who]").fill("李建国")
    page.get_by_role("button", name="提交巡检").click()
    expect(page.locator("[data-offline]")).to_contain_text("联网后会自动提交")
    sent = page.evaluate("draft.id")
    page.close()
    again = cadre.page.context.new_page()
    again.context.set_offline(False)
    again.goto(f"/assets/{asset.pk}/inspect/")
    expect(again.get_by_text("大门紧锁，已停产")).to_be_visible()
    made = Inspection.objects.get()
    assert (str(made.pk), made.state, made.repair.problem) == (sent, "闲置", "屋顶漏水")
    assert made.photos.count() == 1
    cadre.problems.clear()  # the browser's own word that it was offline
