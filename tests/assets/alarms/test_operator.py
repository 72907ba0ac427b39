"""Another operator comes by a change of operation with its papers, or it is told."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from assets.alarms.models import Alarm
from assets.alarms.refresh import refresh
from assets.contracts.models import Contract
from assets.disposal import actions as disposals
from assets.ledger.models import Asset
from tests.assets import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

TODAY = timezone.localdate()
FIRST = {"starts_on": date(2024, 3, 1), "ends_on": TODAY - timedelta(days=1)}
NEXT: dict[str, Any] = {
    "number": "2", "starts_on": TODAY, "ends_on": TODAY + timedelta(days=700),
    "first_due_on": TODAY + timedelta(days=30),
}  # fmt: skip


def told(asset: Asset) -> bool:
    refresh(TODAY)
    return Alarm.objects.open().filter(asset=asset, kind="operator-changed").exists()


def first() -> Contract:
    return making.contract(making.asset(), **FIRST)


def test_who_goes_on_is_no_other_operator():
    old = first()
    making.contract(old.asset, operator=old.operator, **NEXT)
    assert not told(old.asset)


def test_another_one_without_a_decision_is_told():
    old = first()
    making.contract(old.asset, operator="别的公司", **NEXT)
    assert told(old.asset)


def test_another_one_by_a_change_of_operation_is_not():
    old = first()
    made = making.disposal(old.asset, "变更经营主体", price=None, taker="别的公司")
    making.papers(made, "appraisal", "notice")
    disposals.submit(made, by=made.by)
    making.contract(old.asset, operator="别的公司", **NEXT)
    assert not told(old.asset)


def test_the_first_operator_of_an_asset_changes_none():
    made = making.contract(making.asset(), **NEXT)
    assert not told(made.asset)
