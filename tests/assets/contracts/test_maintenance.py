"""Who looks after an asset: one body at a time, with its history."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from assets.contracts.maintenance import actions
from assets.contracts.maintenance.models import Maintenance
from assets.contracts.maintenance.querysets import unkept
from assets.ledger.models import Asset
from tests import factories
from tests.assets import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]


def without() -> list[Asset]:
    return list(unkept(Asset.objects.all(), Maintenance.objects.all(), timezone.localdate()))


def test_a_new_body_takes_over_and_the_old_one_stays_as_history():
    road, _workshop = making.asset(kind="road"), making.asset()
    assert without() == [road]
    first = making.maintenance(road)
    second = making.maintenance(road, body="平山镇人民政府", starts_on=date(2023, 5, 1))
    first.refresh_from_db()
    assert first.ends_on == date(2023, 4, 30)
    assert without() == []
    with pytest.raises(ValidationError, match="已有管护"):
        making.maintenance(road, starts_on=date(2022, 1, 1))
    actions.end(second, by=making.keeper(), ends_on=date(2024, 1, 1))
    assert without() == [road]


def test_a_household_looks_after_its_own():
    home = factories.household()
    cow = making.asset(kind="household-fixed", household=home)
    with pytest.raises(ValidationError, match="自行管理"):
        making.maintenance(cow)
    assert without() == []
