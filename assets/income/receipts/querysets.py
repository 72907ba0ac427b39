"""Reads of what assets brought in, named for the question."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from assets.income.distributions.limits import DISTRIBUTE, until
from assistance.funds.querysets import NOTHING

if TYPE_CHECKING:
    from assets.income.receipts.models import Receipt  # noqa: F401


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def live(self) -> Self:
        """Not reversed."""
        return self.filter(reversed_at=None)

    def undistributed(self) -> Self:
        """In no distribution that the township has agreed to."""
        agreed = Q(distribution__state__in=("checked", "paid"))
        return self.live().exclude(agreed)

    def late(self, day: date) -> Self:
        """Of these, whose limit has passed."""
        return self.annotate(until=until(DISTRIBUTE, "received_on", "division", day)).filter(
            until__lt=day
        )

    def of_year(self, year: int) -> Self:
        """Received in it."""
        return self.filter(received_on__year=year)

    def of_power(self) -> Self:
        return self.filter(kind="光伏发电")

    def sums(self) -> dict[str, Decimal]:
        """`amount`: of those not reversed; `kwh`: of the power among them."""
        live = Q(reversed_at=None)
        return self.aggregate(
            amount=Coalesce(Sum("amount", filter=live), NOTHING),
            kwh=Coalesce(Sum("kwh", filter=live), NOTHING),
        )

    def for_list(self) -> Self:
        return self.select_related("asset", "division__parent", "by", "reversed_by")
