"""Reads of distributions, named for the question."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from assistance.funds.querysets import NOTHING
from monitoring.criteria.querysets import OWN_FIRST, of_place

if TYPE_CHECKING:
    from assets.income.distributions.models import Distribution, Payout  # noqa: F401
    from assets.income.distributions.uses import UseRule  # noqa: F401


class UseRuleQuerySet(models.QuerySet["UseRule"]):
    def in_force(self, day: date, code: str) -> Self:
        """Of each use and income the rule of that day at the place, a county's own first."""
        begun = self.filter(of_place(code), valid_from__lte=day)
        newest = begun.order_by("use_id", "income", *OWN_FIRST).distinct("use_id", "income")
        still = Q(valid_to=None) | Q(valid_to__gte=day)
        return self.filter(still, pk__in=newest.values("pk")).select_related("use__measure")

    def with_part(self, code: str) -> Self:
        """Those that say a part, of whatever day, at the place."""
        said = Q(least_percent__isnull=False) | Q(most_percent__isnull=False)
        return self.filter(of_place(code), said).select_related("use")

    def for_list(self) -> Self:
        return self.select_related("use__measure", "county", "by").order_by(
            "use__position", "income", "-valid_from", "-pk"
        )


class DistributionQuerySet(models.QuerySet["Distribution"]):
    def live(self) -> Self:
        return self.exclude(state="withdrawn")

    def decided(self) -> Self:
        """Nothing of it can change any more."""
        return self.filter(state__in=("checked", "paid"))

    def notice_over(self, day: date) -> Self:
        """Waiting for the township since then."""
        return self.filter(state="noticed", notice_until__lt=day)

    def for_list(self) -> Self:
        """Each with `reached` people and `spent` otherwise, in yuan."""
        lines = self.model._meta.get_field("lines").related_model._default_manager
        mine = lines.filter(distribution=OuterRef("pk")).order_by().values("distribution")
        paid = mine.values(sum=Sum("payouts__amount", filter=Q(payouts__delivery__state="paid")))
        spent = mine.values(sum=Sum("spent"))
        return self.select_related("division__parent").annotate(
            reached=Coalesce(Subquery(paid), NOTHING), spent=Coalesce(Subquery(spent), NOTHING)
        )


class PayoutQuerySet(models.QuerySet["Payout"]):
    def paid(self) -> Self:
        return self.filter(delivery__state="paid")

    def unpaid(self) -> Self:
        """Not given yet, or given and come back."""
        return self.exclude(delivery__state="paid")

    def total(self) -> Decimal:
        total: Decimal = self.aggregate(sum=Coalesce(Sum("amount"), NOTHING))["sum"]
        return total

    def for_list(self) -> Self:
        return self.select_related("household__division", "member", "delivery", "line__use")
