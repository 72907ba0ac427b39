"""Contracts, investments and maintenance on their pages and on the page of their asset."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from assets.contracts.equity.models import Investment
from assets.contracts.maintenance.models import Maintenance
from assets.contracts.models import Contract
from tests import factories
from tests.assets import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

DAY = timedelta(days=1)


def signed_in(client, role="township", division=factories.PINGSHAN_TOWN):
    client.force_login(factories.user(role, division))
    return client


def test_a_contract_is_entered_seen_renewed_and_ended(client):
    signed_in(client)
    asset, today = making.asset(), timezone.localdate()
    said = {
        "number": "平租2026-1", "operator_kind": "合作社", "operator": "王坡种植合作社",
        "starts_on": f"{today - DAY}", "ends_on": f"{today + 40 * DAY}", "months_per_period": "3",
        "rent": "3000", "first_due_on": f"{today}", "appraised_rent": "3500", "deposit": "1000",
        "guarantee_kind": "无", "upload": making.upload("合同.jpg"),
    }  # fmt: skip
    page = client.post(f"/assets/{asset.pk}/contracts/", said, follow=True).content.decode()
    assert "王坡种植合作社" in page
    assert "租金低于评估价" in page
    assert "剩 40 天" in page
    made = Contract.objects.get()
    assert made.paper
    renewed = {
        "number": "续1", "ends_on": f"{today + 400 * DAY}", "months_per_period": "12",
        "rent": "14000", "first_due_on": f"{today + 50 * DAY}", "deposit": "0",
        "guarantee_kind": "无",
    }  # fmt: skip
    assert "王坡种植合作社" in client.get(f"/assets/contracts/{made.pk}/renew/").content.decode()
    client.post(f"/assets/contracts/{made.pk}/renew/", renewed)
    assert Contract.objects.get(renews=made).starts_on == today + 41 * DAY
    ended = {"ended_early_on": f"{today}", "end_reason": "", "state": "闲置"}
    url = made.get_absolute_url()
    assert "必填" in client.post(url, ended).content.decode()
    page = client.post(url, ended | {"end_reason": "经营困难"}, follow=True).content.decode()
    assert "已提前终止" in page
    asset.refresh_from_db()
    assert asset.state == "闲置"


def test_the_list_tells_what_ends_and_what_is_wrong(client):
    signed_in(client)
    today = timezone.localdate()
    ends = {"ends_on": today + 89 * DAY}
    making.contract(making.asset(), operator="快到期公司", **ends)
    kept = making.asset()
    making.contract(kept, operator="有接续公司", **ends)
    making.contract(kept, operator="接续公司", number="2", starts_on=today + 90 * DAY,
                    ends_on=today + 900 * DAY, first_due_on=today + 90 * DAY)  # fmt: skip
    making.contract(making.asset(), operator="超长公司", ends_on=date(2050, 1, 1),
                    appraised_rent=20000, upload=making.upload())  # fmt: skip
    shown = {
        "standing=soon": {"快到期公司"},
        "standing=to-come": {"接续公司"},
        "see_to=too-long": {"超长公司"},
        "see_to=below": {"超长公司"},
        "see_to=no-paper": {"快到期公司", "有接续公司", "接续公司"},
    }
    for query, operators in shown.items():
        rows = client.get(f"/assets/contracts/?{query}").context["rows"]
        assert {each.operator for each in rows} == operators, query


def test_what_came_back_is_entered_on_the_page_of_an_investment(client):
    signed_in(client)
    asset = making.asset(kind="equity")
    said = {
        "company": "农投公司", "number": "1", "principal": "100000", "dividend_rate": "6.5",
        "starts_on": "2024-01-01", "first_dividend_on": "2025-01-01",
        "principal_due_on": "2026-12-31",
    }  # fmt: skip
    page = client.post(f"/assets/{asset.pk}/investments/", said, follow=True).content.decode()
    assert "农投公司" in page
    url = Investment.objects.get().get_absolute_url()
    Investment.objects.update(principal_due_on=timezone.localdate() - 3 * DAY)
    for overdue in (url, asset.get_absolute_url(), "/assets/investments/?standing=overdue"):
        assert "超期 3 天" in client.get(overdue).content.decode()
    back = {"amount": "100001", "on": "2025-06-01"}
    assert "不能超过投入" in client.post(url, back).content.decode()
    page = client.post(url, back | {"amount": "100000"}, follow=True).content.decode()
    assert "已结清" in page
    assert "2025-01-01 · 6,500.00" in page


def test_who_looks_after_an_asset_is_said_on_its_page(client):
    signed_in(client, "village", factories.VILLAGE)
    road = making.asset(kind="road", name="通村路")
    assert "通村路" in client.get("/assets/?lacks=maintenance").content.decode()
    said = {
        "body": "王坡村委会", "person": "李建国", "phone": "13800000000", "cost": "财政资金",
        "months": "6", "starts_on": "2024-01-01",
    }  # fmt: skip
    page = client.post(f"/assets/{road.pk}/maintenance/", said, follow=True).content.decode()
    assert "王坡村委会" in page
    assert "通村路" not in client.get("/assets/?lacks=maintenance").content.decode()
    duty = Maintenance.objects.get()
    client.post(f"/assets/maintenance/{duty.pk}/end/", {"ends_on": "2025-01-01"})
    assert "以往管护单位" in client.get(road.get_absolute_url()).content.decode()


def test_a_let_asset_without_a_contract_is_found(client):
    signed_in(client)
    making.asset(name="无合同车间", state="出租")
    making.contract(making.asset(name="有合同车间"), ends_on=timezone.localdate())
    page = client.get("/assets/?lacks=contract").content.decode()
    assert "无合同车间" in page
    assert "有合同车间" not in page
