"""The kinds of alarms, each a question to all assets at once. What a household was given is its own
affair (自主管理) and raises none.
"""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from assets.alarms.kinds import Kind
from assets.alarms.lost import lost_without_paper
from assets.contracts.equity.models import Investment
from assets.contracts.maintenance.models import Maintenance
from assets.contracts.maintenance.querysets import unkept
from assets.contracts.models import SOON, Contract
from assets.contracts.querysets import let_without
from assets.disposal.choices import OPERATION_WAYS
from assets.disposal.models import Disposal
from assets.income.receipts.models import Receipt
from assets.income.receivables.models import Receivable
from assets.income.receivables.querysets import DIVIDEND, RENT, behind
from assets.inspections.models import InspectionDue
from assets.ledger.choices import AssetClass
from assets.ledger.models import Asset
from assets.ledger.querysets import AssetQuerySet
from assets.rights.models import Right
from assets.rights.querysets import untitled


def ever() -> AssetQuerySet:
    return Asset.objects.exclude(asset_class=AssetClass.HOUSEHOLD)


def there() -> AssetQuerySet:
    return ever().current()


def of(rows: QuerySet[Any], among: AssetQuerySet | None = None) -> AssetQuerySet:
    """Assets that have one of these rows, among those that are there or among these."""
    assets = there() if among is None else among
    return assets.filter(Exists(rows.filter(asset=OuterRef("pk"))))


def unpaid(agreements: QuerySet[Any], kind: str, day: date) -> AssetQuerySet:
    """What is owed stays owed, whatever became of the asset."""
    return of(behind(agreements, Receivable.objects.due_before(day), kind), ever())


def another_operator(day: date) -> QuerySet[Contract]:
    """Of somebody else than the contract before, and no change of operation was carried out since
    that one began.
    """
    earlier = Contract.objects.filter(asset=OuterRef("asset"), last_day__lt=OuterRef("starts_on"))
    last = earlier.order_by("-last_day")
    changed = Contract.objects.on(day).alias(
        was=Subquery(last.values("operator")[:1]), since=Subquery(last.values("starts_on")[:1])
    )
    decided = Disposal.objects.filter(
        asset=OuterRef("asset"), state=Disposal.State.DONE, way__in=OPERATION_WAYS,
        done_on__gte=OuterRef("since"),
    )  # fmt: skip
    others = changed.filter(~Q(was=F("operator")), was__isnull=False)
    return others.exclude(Exists(decided))


KINDS = (
    Kind("inspection", _("Inspection overdue"), lambda day: of(InspectionDue.objects.overdue(day))),
    Kind("idle", _("Idle"), lambda _day: there().filter(state=Asset.State.IDLE)),
    Kind("no-contract", _("Let without a contract"),
         lambda day: let_without(there(), Contract.objects.all(), day)),
    Kind("contract-ends", _("Contract ends within 90 days"),
         lambda day: of(Contract.objects.ending(day, SOON))),
    Kind("operator-changed", _("Another operator without a decision"),
         lambda day: of(another_operator(day))),
    Kind("too-long", _("Contract longer than the law allows"),
         lambda day: of(Contract.objects.on(day).too_long())),
    Kind("below-appraisal", _("Rent below the appraisal"),
         lambda day: of(Contract.objects.on(day).below_appraisal())),
    Kind("rent-unpaid", _("Rent not paid"),
         lambda day: unpaid(Contract.objects.all(), RENT, day)),
    Kind("dividend-unpaid", _("Dividend not paid"),
         lambda day: unpaid(Investment.objects.all(), DIVIDEND, day)),
    Kind("income-waits", _("Income not distributed in time"),
         lambda day: of(Receipt.objects.undistributed().late(day), ever())),
    Kind("principal-due", _("Principal due within 90 days or overdue"),
         lambda day: of(Investment.objects.principal_due(day, SOON))),
    Kind("no-title", _("Without a certificate"),
         lambda day: untitled(there(), Right.objects.all(), day)),
    Kind("no-maintenance", _("Without a body that looks after it"),
         lambda day: unkept(there(), Maintenance.objects.all(), day)),
    Kind("value-lost", _("Value lost without a paper"),
         lambda day: lost_without_paper(ever(), day)),
)  # fmt: skip
