"""Reads of what is owed, named for the question."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, ExpressionWrapper, F, OuterRef, Q, Subquery, Sum, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest, Least

from assets.ledger.depreciation import MONEY
from assistance.funds.querysets import NOTHING

if TYPE_CHECKING:
    from assets.income.receivables.models import Receivable  # noqa: F401


RENT, DIVIDEND = "租金", "分红"  # Receipt.Kind


def _sum(rows: "models.QuerySet[Any]", by: str) -> Combinable:
    return Coalesce(Subquery(rows.order_by().values(by).values(sum=Sum("amount"))), NOTHING)


def _came(kind: str, agreement: str = "") -> Combinable:
    """Received for the asset, for days of the agreement, which stands behind that prefix."""
    receipts = apps.get_model("assets", "Receipt")._default_manager
    days = {
        "starts_on__gte": OuterRef(f"{agreement}starts_on"),
        "starts_on__lte": OuterRef(f"{agreement}last_day"),
    }
    live = receipts.filter(asset=OuterRef("asset"), kind=kind, reversed_at=None, **days)
    return _sum(live, "asset")


def behind(
    agreements: "models.QuerySet[Any]", due: "ReceivableQuerySet", kind: str
) -> "models.QuerySet[Any]":
    """Of which less came than what is `due` by them."""
    by = "contract" if kind == RENT else "investment"
    owed = _sum(due.filter(**{by: OuterRef("pk")}), by)
    found: models.QuerySet[Any] = agreements.alias(owed=owed, came=_came(kind))
    return found.filter(owed__gt=F("came"))


class ReceivableQuerySet(models.QuerySet["Receivable"]):
    def with_received(self) -> Self:
        """Each with `received`, and what is still `open` of it.

        What came for the days of an agreement answers its oldest amounts first.
        """
        earlier = self.model._default_manager.filter(
            Q(contract=OuterRef("contract")) | Q(investment=OuterRef("investment")),
            due_on__lt=OuterRef("due_on"),
        )
        before = _sum(earlier, "asset")
        came = Case(
            When(contract__isnull=False, then=_came(RENT, "contract__")),
            default=_came(DIVIDEND, "investment__"),
        )
        rest = ExpressionWrapper(came - before, MONEY)
        received = Least(F("amount"), Greatest(rest, NOTHING))
        return self.annotate(
            received=received, open=ExpressionWrapper(F("amount") - received, MONEY)
        )

    def due_before(self, day: date) -> Self:
        return self.filter(due_on__lt=day)

    def unpaid(self) -> Self:
        return self.with_received().filter(open__gt=0)

    def settled(self) -> Self:
        return self.with_received().filter(open=0)

    def overdue(self, day: date) -> Self:
        """Not all of it came, and the day has passed."""
        return self.unpaid().due_before(day)

    def sums(self, day: date) -> dict[str, Decimal]:
        """What is owed until the day, what came of it, and what is overdue."""
        until = Q(due_on__lte=day)
        return self.with_received().aggregate(
            owed=Coalesce(Sum("amount", filter=until), NOTHING),
            came=Coalesce(Sum("received", filter=until), NOTHING),
            overdue=Coalesce(Sum("open", filter=Q(due_on__lt=day)), NOTHING),
        )

    def for_list(self) -> Self:
        return self.with_received().select_related(
            "asset", "division__parent", "contract", "investment"
        )
