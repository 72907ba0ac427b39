"""Reads of loans, named for the question."""

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Sum
from django.db.models.functions import Coalesce

from assistance.funds.querysets import NOTHING

if TYPE_CHECKING:
    from assistance.schemes.credit.models import Loan  # noqa: F401

SOON = timedelta(days=90)


class LoanQuerySet(models.QuerySet["Loan"]):
    def running(self) -> Self:
        return self.filter(owed__gt=0)

    def settled(self) -> Self:
        return self.filter(owed=0)

    def due_soon(self, day: date) -> Self:
        """Within 90 days, the day itself included."""
        return self.running().filter(ends_on__gte=day, ends_on__lte=day + SOON)

    def overdue(self, day: date) -> Self:
        return self.running().filter(ends_on__lt=day)

    def in_period(self, first: date, last: date) -> Self:
        """Of which something may have been owed, and not overdue, in these days."""
        return self.filter(starts_on__lte=last, ends_on__gt=first)

    def sums(self) -> dict[str, Decimal]:
        """What all of these were lent and still owe."""
        return self.aggregate(
            amount=Coalesce(Sum("amount"), NOTHING), owed=Coalesce(Sum("owed"), NOTHING)
        )

    def for_list(self) -> Self:
        return self.select_related("household", "member", "division__parent")
