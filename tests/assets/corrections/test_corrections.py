"""What is said of an asset is corrected, and what was said before stays readable."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import AuditEvent
from assets.corrections import actions
from assets.ledger.depreciation import net_value
from assets.ledger.models import Asset, Kind
from tests import factories
from tests.assets import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

DAY = date(2025, 6, 1)


def correct(asset: Asset, **values: object) -> list[str]:
    names = actions.correct(asset, by=making.keeper(), reason="录入错误", **values)
    asset.refresh_from_db()
    return names


def test_only_what_differs_is_kept_with_what_was_said_before():
    asset, project = making.asset(), making.project(number="XM-7")
    said = {"name": "扶贫车间", "place": "村东头", "project": project}
    assert correct(asset, **said) == ["place", "project"]
    kept = {each.field: (each.before, each.after) for each in asset.corrections.all()}
    assert kept == {"place": ("", "村东头"), "project": ("", "XM-7")}
    assert AuditEvent.objects.filter(event="assets.corrected").count() == 1
    assert correct(asset, **said) == []
    assert asset.corrections.count() == 2


def test_its_worth_follows_from_the_corrected_value():
    asset = making.asset()
    asked = making.asset(original_value=Decimal("120000.00"), began_on=date(2021, 3, 1))
    correct(asset, original_value=Decimal("120000.00"), began_on=date(2021, 3, 1))
    assert net_value(asset, DAY) == net_value(asked, DAY)
    assert asset.residual_value == asked.residual_value


def test_an_asset_made_of_others_keeps_its_value():
    asset = making.asset()
    Asset.objects.filter(pk=asset.pk).update(written_off=1000)
    with pytest.raises(ValidationError, match="由其他资产"):
        correct(asset, original_value=Decimal(1))
    assert correct(asset, name="新车间") == ["name"]


def test_never_into_another_class_or_the_future_or_without_a_reason():
    asset, road = making.asset(), Kind.objects.filter(asset_class="公益性").first()
    with pytest.raises(ValidationError, match="经营性"):
        correct(asset, kind=road)
    with pytest.raises(ValidationError, match="将来"):
        correct(asset, began_on=date(2999, 1, 1))
    with pytest.raises(ValidationError, match="原因"):
        actions.correct(asset, by=making.keeper(), reason=" ", name="无")
    assert not asset.corrections.exists()


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("38.2", None), (None, "114.2"), ("114.2", "38.2"), ("0", "0")]
)
def test_half_a_position_or_one_turned_round_is_refused(latitude, longitude):
    asset = making.asset()
    with pytest.raises(ValidationError, match="纬度"):
        correct(
            asset,
            latitude=latitude and Decimal(latitude),
            longitude=longitude and Decimal(longitude),
        )
    assert asset.latitude is None


def test_only_who_keeps_it_and_not_after_its_end():
    asset = making.asset()
    with pytest.raises(PermissionDenied):
        actions.correct(
            asset, by=factories.user("village", factories.OTHER_VILLAGE), reason="错", name="x"
        )
    Asset.objects.filter(pk=asset.pk).update(ended_on=timezone.localdate())
    with pytest.raises(ValidationError, match="已终止"):
        correct(asset, name="x")


def test_where_it_stands_is_corrected_on_its_page(client):
    asset = making.asset()
    client.force_login(factories.user("village", factories.VILLAGE))
    said = {
        "name": asset.name, "kind": asset.kind_id, "place": "村东头", "original_value": "240000.00",
        "began_on": "2020-01-15", "latitude": "38.251234", "longitude": "", "reason": "补坐标",
    }  # fmt: skip
    address = f"/assets/{asset.pk}/correct/"
    assert "纬度" in client.post(address, said).content.decode()
    page = client.post(address, said | {"longitude": "114.201234"}, follow=True).content.decode()
    assert 'href="geo:38.251234,114.201234"' in page
    assert "补坐标" in page
    assert asset.corrections.count() == 3
