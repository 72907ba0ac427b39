"""What came is entered once, for a village, and never deleted."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import AuditEvent, Division
from assets.income.receipts import actions
from assets.income.receipts.models import Receipt
from tests import factories
from tests.assets import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]


def test_income_of_a_village_asset_is_the_village_s():
    found = making.receipt(making.asset(), "12000.00")
    assert found.division_id == factories.VILLAGE
    assert Receipt.objects.of_year(2026).sums()["amount"] == Decimal("12000.00")
    event = AuditEvent.objects.get(event="assets.income_received")
    assert event.division_code == factories.VILLAGE


def test_income_of_a_county_s_asset_names_a_village_of_the_county():
    asset = making.asset(factories.PINGSHAN, name="联村光伏电站")
    with pytest.raises(ValidationError, match="选择收益归属"):
        making.receipt(asset)
    far = Division.objects.get(pk=factories.FAR_VILLAGE)
    with pytest.raises(ValidationError, match="不属于"):
        making.receipt(asset, village=far)
    mine = Division.objects.get(pk=factories.OTHER_VILLAGE)
    assert making.receipt(asset, village=mine).division_id == factories.OTHER_VILLAGE
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"received_on": date(2099, 1, 1)}, "不在将来"),
        ({"amount": "0"}, "大于零"),
        ({"amount": "-5"}, "大于零"),
        ({"ends_on": date(2025, 1, 1)}, "早于"),
        ({"kwh": Decimal(5)}, "发电量"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(fields, sentence):
    with pytest.raises(ValidationError, match=sentence):
        making.receipt(making.asset(), **fields)
    assert not Receipt.objects.exists()


def test_a_household_asset_brings_in_nothing_here():
    cow = making.asset(kind="household-fixed", household=factories.household(), name="奶牛")
    with pytest.raises(ValidationError, match="归农户自己"):
        making.receipt(cow)


def test_power_of_a_month_is_settled_once_until_it_is_reversed():
    station = making.asset(kind="photovoltaic", name="村级光伏电站")
    first = making.settlement(station)
    assert (first.starts_on, first.ends_on) == (date(2026, 5, 1), date(2026, 5, 31))
    with pytest.raises(ValidationError, match="已经录入"):
        making.settlement(station)
    by = making.keeper()
    actions.reverse(first, by=by, reason="金额录错")
    again = making.settlement(station, amount=Decimal("3300.00"))
    sums = Receipt.objects.of_power().sums()
    assert sums == {"amount": again.amount, "kwh": Decimal("8600.50")}
    with pytest.raises(ValidationError, match="不是光伏电站"):
        making.settlement(making.asset())


def test_reversed_once_with_a_reason_and_kept():
    found = making.receipt(making.asset())
    by = making.keeper()
    with pytest.raises(ValidationError, match="原因"):
        actions.reverse(found, by=by, reason=" ")
    actions.reverse(found, by=by, reason="重复录入")
    with pytest.raises(ValidationError, match="已经冲销"):
        actions.reverse(found, by=by, reason="重复录入")
    found.refresh_from_db()
    assert (found.why, found.reversed_by) == ("重复录入", by)
    stranger = factories.user("village", factories.OTHER_VILLAGE)
    with pytest.raises(PermissionDenied):
        actions.reverse(found, by=stranger, reason="看错")


def test_entered_and_reversed_on_pages_with_its_slip(client):
    asset = making.asset()
    client.force_login(factories.user("village", factories.VILLAGE))
    said = {
        "kind": "租金", "starts_on": "2026-01-01", "ends_on": "2026-12-31", "amount": "2400.50",
        "received_on": timezone.localdate().isoformat(), "document": "回单88",
        "upload": making.upload(),
    }  # fmt: skip
    page = client.post(f"/assets/{asset.pk}/income/", said, follow=True).content.decode()
    assert "2,400.50" in page
    found = Receipt.objects.get()
    assert found.slip is not None
    assert client.get(found.get_absolute_url()).status_code == 200
    client.post(found.get_absolute_url(), {"reason": "录错"})
    assert "2,400.50" not in client.get("/assets/income/").content.decode()
    assert "2,400.50" in client.get("/assets/income/?reversed=on").content.decode()
