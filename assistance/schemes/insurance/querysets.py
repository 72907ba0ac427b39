from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Sum

from monitoring.registry.quantities import ZERO

if TYPE_CHECKING:
    from assistance.schemes.insurance.models import Claim


class ClaimQuerySet(models.QuerySet["Claim"]):
    def for_list(self) -> Self:
        return self.select_related("household", "member", "division__parent")

    def promised(self, claim: "Claim") -> Decimal:
        """What other claims of that household, kind and year were approved or paid."""
        others = self.filter(household=claim.household_id, kind=claim.kind, year=claim.year)
        counting = others.filter(state__in=("approved", "paid")).exclude(pk=claim.pk)
        return counting.aggregate(sum=Sum("amount"))["sum"] or ZERO
