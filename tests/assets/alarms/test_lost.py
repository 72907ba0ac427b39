"""Value lost without a paper: not by what ended by its own papers, but by what was corrected."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from assets.alarms.models import Alarm
from assets.alarms.refresh import refresh
from assets.corrections.actions import correct
from assets.disposal import actions as disposals
from assets.files import actions as files
from assets.files.models import AssetFile
from assets.ledger.models import Asset
from assets.restructuring import actions as restructuring
from tests.assets import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

TODAY = timezone.localdate()


def lost() -> set[Asset]:
    refresh(TODAY)
    return {each.asset for each in Alarm.objects.open().filter(kind="value-lost")}


def older(asset: Asset) -> None:
    """Its papers came while the notice hung."""
    AssetFile.objects.filter(asset=asset).update(at=timezone.now() - timedelta(days=9))


def test_what_was_disposed_of_has_its_papers_until_one_is_withdrawn():
    asset = making.asset()
    made = making.disposal(asset)
    making.papers(made)
    older(asset)
    disposals.submit(made, by=made.by)
    disposals.approve(made, by=making.keeper())
    assert lost() == set()
    files.withdraw(made.appraisal, by=made.by, reason="错件")
    assert lost() == {asset}


def test_all_that_were_merged_have_the_paper_of_the_merger():
    old = [making.asset(), making.asset()]
    case = making.merger(*old, day=TODAY)
    older(old[0])
    restructuring.approve(case, by=making.keeper())
    assert lost() == set()
    files.withdraw(case.paper, by=case.by, reason="错件")
    assert set(old) <= lost()


def test_what_is_corrected_down_needs_a_paper_of_that_day_or_later():
    asset, by = making.asset(), making.keeper()
    approval = {"by": by, "kind": AssetFile.Kind.APPROVAL, "upload": making.upload()}
    files.attach(asset, **approval)
    older(asset)
    correct(asset, by=by, reason="登记有误", original_value=Decimal("300000.00"))
    assert lost() == set()
    correct(asset, by=by, reason="登记有误", original_value=Decimal("1.00"))
    assert lost() == {asset}
    files.attach(asset, **(approval | {"upload": making.upload()}))
    assert lost() == set()


def test_what_is_corrected_back_lost_nothing():
    asset, by = making.asset(), making.keeper()
    for value in ("1.00", "240000.00"):
        correct(asset, by=by, reason="登记有误", original_value=Decimal(value))
    assert lost() == set()
