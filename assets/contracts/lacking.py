"""What assets lack today of contracts, for the filter of their list (ledger/lacking.py)."""

from django.utils import timezone

from assets.contracts.equity.models import Investment
from assets.contracts.equity.querysets import not_invested
from assets.contracts.maintenance.models import Maintenance
from assets.contracts.maintenance.querysets import unkept
from assets.contracts.models import Contract
from assets.contracts.querysets import let_without
from assets.ledger.querysets import AssetQuerySet


def contract(assets: AssetQuerySet) -> AssetQuerySet:
    return let_without(assets, Contract.objects.all(), timezone.localdate())


def investment(assets: AssetQuerySet) -> AssetQuerySet:
    return not_invested(assets, Investment.objects.all())


def maintenance(assets: AssetQuerySet) -> AssetQuerySet:
    return unkept(assets, Maintenance.objects.all(), timezone.localdate())
