"""The demonstration's assets are entered by the same acts, and only where there are none."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from assets.contracts.models import Contract
from assets.income.receipts.models import Receipt
from assets.ledger.models import Asset, Project
from assets.rights.models import Right
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]


def _invent(by: str) -> None:
    call_command(
        "invent_assets", "--division", factories.PINGSHAN, "--villages", "3", "--by", by,
        verbosity=0,
    )  # fmt: skip


def test_a_county_without_assets_is_given_some_of_every_kind() -> None:
    county = factories.user("county", factories.PINGSHAN)
    _invent(county.username)
    assert Asset.objects.count() == 12
    assert {asset.county for asset in Asset.objects.all()} == {factories.PINGSHAN[:6]}
    assert Right.objects.filter(kind=Right.Kind.OWNERSHIP).count() == 12
    assert Contract.objects.exists()
    assert Receipt.objects.filter(kwh__gt=0).count() == 18
    for project in Project.objects.all():
        given = sum((funding.amount for funding in project.fundings.all()), Decimal(0))
        assert given == project.contract_sum
    with pytest.raises(CommandError, match="already"):
        _invent(county.username)


def test_nobody_enters_them_outside_their_area() -> None:
    with pytest.raises(PermissionDenied):
        _invent(factories.user("township", factories.FAR_VILLAGE).username)
    assert not Asset.objects.exists()
