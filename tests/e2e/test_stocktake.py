"""Ticking a village's assets on a phone whose signal comes and goes."""

import pytest
from playwright.sync_api import expect

from accounts.models import AuditEvent
from assets.ledger import shipped
from tests.assets.making import asset, keeper
from tests.assets.stocktake import making
from tests.e2e.pages import Visitor, go


@pytest.fixture
def phone(visitor: Visitor) -> Visitor:
    shipped.install()
    by = keeper()
    for number in range(1, 4):
        asset(name=f"太阳能路灯{number}", by=by)
    making.take(by=by)
    visitor.enter(making.cadre())
    visitor.phone()
    return visitor


def test_ticks_survive_a_lost_signal_and_count_once(phone: Visitor):
    page = phone.page
    page.goto("/assets/stocktake/")
    go(page.locator("a[data-row]"))
    phone.check()
    page.get_by_label("太阳能路灯1").check()
    page.get_by_label("太阳能路灯3").check()
    page.context.set_offline(True)
    page.get_by_role("button", name="提交勾选").click()
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(False)
    phone.problems.clear()
    page.goto("/assets/stocktake/")
    go(page.locator("a[data-row]"))
    expect(page.get_by_label("太阳能路灯1")).to_be_checked()
    expect(page.get_by_label("太阳能路灯2")).not_to_be_checked()
    expect(page.locator("[data-ticked]")).to_have_text("2")
    go(page.get_by_role("button", name="提交勾选"))
    expect(page.get_by_text("已盘到 2 项资产。")).to_be_visible()
    expect(page.locator("input[name=line]")).to_have_count(1)
    expect(page.locator("[data-ticked]")).to_have_text("0")
    phone.check()
    assert AuditEvent.objects.filter(event="assets.stocktake_ticked").count() == 1
