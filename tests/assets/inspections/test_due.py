"""When an asset is inspected next: the definition in plain Python against the one statement."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.inspections.models import Inspection, InspectionDue
from assets.inspections.refresh import refresh
from assets.ledger.models import Asset
from assistance.schemes.limits.models import LimitValue
from monitoring.registry.months import shifted
from tests import factories
from tests.assets import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

DAYS = st.dates(date(2021, 1, 1), date(2030, 1, 1))


def due(asset: Asset) -> date | None:
    found = InspectionDue.objects.filter(asset=asset).first()
    return found.due_on if found else None


def reference(asset: Asset, day: date) -> date | None:
    """Written from the rule: the maintenance's rhythm, else the county's, after the last one."""
    gone = asset.ended_on or asset.state in ("报废", "已处置")
    if gone or asset.kind.is_equity or asset.asset_class == "到户类":
        return None
    duty = asset.maintenance.on(day).first()
    last = asset.inspections.first()
    entered = max(asset.began_on, timezone.localtime(asset.at).date())
    usual = 6 if asset.county == "130131" and day >= date(2024, 1, 1) else 12
    begun = last.inspected_on if last else entered
    return shifted(begun, duty.months if duty else usual)


@settings(max_examples=40, deadline=None)
@given(
    kinds=st.lists(st.sampled_from(["workshop", "road", "equity"]), min_size=1, max_size=4),
    state=st.sampled_from(["在用", "损毁", "报废"]), months=st.none() | st.integers(1, 60),
    last=st.none() | DAYS, ended=st.booleans(), far=st.booleans(), day=DAYS,
)  # fmt: skip
def test_everybody_in_one_statement_is_each_by_the_rule(
    kinds, state, months, last, ended, far, day
):
    with transaction.atomic():
        LimitValue.objects.create(
            code="assets.inspection_months", county_id=factories.PINGSHAN, value=6,
            valid_from=date(2024, 1, 1), document="平政〔2024〕1号",
        )  # fmt: skip
        place = factories.FAR_VILLAGE if far else factories.VILLAGE
        assets = [making.asset(place, kind, state=state) for kind in kinds]
        first = assets[0]
        if months:
            making.maintenance(first, months=months)
        if last and not first.kind.is_equity:
            Inspection.objects.create(
                id=f"{first.pk:032x}", asset=first, division_id=place, inspected_on=last,
                state=state, by=first.by,
            )  # fmt: skip
        if ended:
            Asset.objects.filter(pk=first.pk).update(ended_on=date(2029, 1, 1))
            first.refresh_from_db()
        refresh(day)
        for asset in assets:
            assert due(asset) == reference(asset, day)
        assert refresh(day) == 0, "what did not differ was written"
        transaction.set_rollback(True)


def test_an_inspection_moves_its_asset_at_once_and_nobody_else():
    asset, other = making.asset(), making.asset()
    refresh(timezone.localdate())
    InspectionDue.objects.update(due_on=date(2020, 1, 1))
    made = making.inspection(asset)
    assert due(asset) == shifted(made.inspected_on, 12)
    assert due(other) == date(2020, 1, 1)


def test_what_is_due_is_listed_by_village_and_waits(client):
    asset = making.asset(name="该巡检的车间")
    refresh(timezone.localdate())
    InspectionDue.objects.update(due_on=timezone.localdate() - timedelta(days=3))
    user = factories.user("village", factories.VILLAGE)
    client.force_login(user)
    page = client.get("/assets/inspections/?until=late").content.decode()
    assert "该巡检的车间" in page
    assert "超期 3 天" in page
    assert "待巡检资产" in client.get("/").content.decode()
    making.inspection(asset, by=user)
    assert "该巡检的车间" not in client.get("/assets/inspections/?until=late").content.decode()
