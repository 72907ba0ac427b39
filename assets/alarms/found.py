"""The kinds of alarms, each a question to all assets at once. What a household was given is its own
affair (自主管理) and raises none.
"""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from assets.alarms.kinds import Kind
from assets.contracts.equity.models import Investment
from assets.contracts.maintenance.models import Maintenance
from assets.contracts.maintenance.querysets import unkept
from assets.contracts.models import SOON, Contract
from assets.contracts.querysets import let_without
from assets.files.models import AssetFile
from assets.income.receivables.models import Receivable
from assets.income.receivables.querysets import DIVIDEND, RENT, behind
from assets.inspections.models import InspectionDue
from assets.ledger.choices import AssetClass
from assets.ledger.models import Asset
from assets.ledger.querysets import AssetQuerySet
from assets.ledger.states import StateEntry
from assets.rights.models import Right
from assets.rights.querysets import untitled

LOST = (Asset.State.DAMAGED, Asset.State.SCRAPPED)
# Any of these says why it is gone.
GROUNDS = (AssetFile.Kind.APPROVAL, AssetFile.Kind.DECISION, AssetFile.Kind.APPRAISAL)


def ever() -> AssetQuerySet:
    return Asset.objects.exclude(asset_class=AssetClass.HOUSEHOLD)


def there() -> AssetQuerySet:
    return ever().current()


def of(rows: QuerySet[Any]) -> AssetQuerySet:
    """Assets that have one of these rows."""
    return there().filter(Exists(rows.filter(asset=OuterRef("pk"))))


def unpaid(agreements: QuerySet[Any], kind: str, day: date) -> AssetQuerySet:
    return of(behind(agreements, Receivable.objects.due_before(day), kind))


def lost_without_paper(day: date) -> AssetQuerySet:
    """Damaged, scrapped or ended, and no paper of that day or later says why."""
    said = StateEntry.objects.filter(asset=OuterRef("pk"), state=OuterRef("state"))
    since = Subquery(said.order_by("-since", "-pk").values("since")[:1])
    later = Q(taken_on__gte=OuterRef("lost_on")) | Q(at__date__gte=OuterRef("lost_on"))
    papers = AssetFile.objects.current().filter(later, asset=OuterRef("pk"), kind__in=GROUNDS)
    gone = ever().filter(Q(state__in=LOST) | Q(ended_on__lte=day))
    return gone.alias(lost_on=Coalesce("ended_on", since)).exclude(Exists(papers))


KINDS = (
    Kind("inspection", _("Inspection overdue"), lambda day: of(InspectionDue.objects.overdue(day))),
    Kind("idle", _("Idle"), lambda _day: there().filter(state=Asset.State.IDLE)),
    Kind("no-contract", _("Let without a contract"),
         lambda day: let_without(there(), Contract.objects.all(), day)),
    Kind("contract-ends", _("Contract ends within 90 days"),
         lambda day: of(Contract.objects.ending(day, SOON))),
    Kind("too-long", _("Contract longer than the law allows"),
         lambda day: of(Contract.objects.on(day).too_long())),
    Kind("below-appraisal", _("Rent below the appraisal"),
         lambda day: of(Contract.objects.on(day).below_appraisal())),
    Kind("rent-unpaid", _("Rent not paid"),
         lambda day: unpaid(Contract.objects.all(), RENT, day)),
    Kind("dividend-unpaid", _("Dividend not paid"),
         lambda day: unpaid(Investment.objects.all(), DIVIDEND, day)),
    Kind("principal-due", _("Principal due within 90 days or overdue"),
         lambda day: of(Investment.objects.principal_due(day, SOON))),
    Kind("no-title", _("Without a certificate"),
         lambda day: untitled(there(), Right.objects.all(), day)),
    Kind("no-maintenance", _("Without a body that looks after it"),
         lambda day: unkept(there(), Maintenance.objects.all(), day)),
    Kind("value-lost", _("Value lost without a paper"), lost_without_paper),
)  # fmt: skip
