"""Ticking a village's assets on a phone whose signal comes and goes."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import AuditEvent
from assets.ledger import shipped
from assets.ledger.actions import change_state
from assets.stocktake.differences import actions as differences
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
    phone.picture("stocktake-phone")
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


def test_the_county_approves_all_that_is_ticked_and_reads_what_stays(visitor: Visitor):
    shipped.install()
    by, town = keeper(), making.township()
    long = "王坡村股份经济合作社农产品冷链仓储加工车间（二期）及附属设施"
    rows = [asset(name=name, by=by) for name in ("太阳能路灯", long, "找不到的机井")]
    making.take(by=by)
    found = [
        making.otherwise(rows[0]),
        making.otherwise(
            rows[1], new_place="村委会东侧三百米原小学院内", new_value=Decimal("98765432.10")
        ),
        making.missing(rows[2]),
    ]
    for each in found:
        differences.check(each, by=town)
    change_state(rows[1], by=by, state="出租", since=date(2026, 1, 1), reason="新合同")
    visitor.enter(by)
    page = visitor.page
    for look in (visitor.phone, visitor.desktop):
        look()
        page.goto(f"{reverse('stock-differences:list')}?state=checked")
        visitor.check()
    page.get_by_label("勾选本页全部").check()
    expect(page.get_by_label("勾选 太阳能路灯")).to_be_checked()
    expect(page.locator("input[name=difference]")).to_have_count(2)
    go(page.get_by_role("button", name="审定所勾选的差异并更新台账"))
    expect(page.get_by_text("已处理 1 条差异。")).to_be_visible()
    expect(page.get_by_text("说明之后台账有变动")).to_be_visible()
    for look in (visitor.phone, visitor.desktop):
        look()
        visitor.check()
    go(page.get_by_role("link", name="返回列表"))
    expect(page.locator("input[name=difference]")).to_have_count(1)
