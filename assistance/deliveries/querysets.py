"""Reads of deliveries and payment lists, named for the question."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from assistance.funds.querysets import NOTHING
from monitoring.registry.models import Household

if TYPE_CHECKING:
    from assistance.awards.models import Award
    from assistance.deliveries.models import Delivery, PaymentList  # noqa: F401

# Of these states there is one at most per entitlement and day.
LIVE = ("planned", "listed", "paid")


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def of_household(self, household: Household) -> Self:
        return self.filter(household=household)

    def live(self) -> Self:
        """Neither returned nor reversed."""
        return self.filter(state__in=LIVE)

    def paid(self) -> Self:
        return self.filter(state="paid")

    def told_before(self, award: "Award", said: Mapping[str, Any]) -> Self:
        """The very same, given under that award: what a second click would give again."""
        return self.paid().filter(award=award, **said)

    def without_card(self) -> Self:
        """What no bank can pay out: the household's card is not known."""
        return self.filter(household__bank_card_cipher=None)

    def households(self) -> list[int]:
        """Each once, by their ids."""
        return list(self.order_by("household").values_list("household", flat=True).distinct())

    def total(self) -> Decimal:
        total: Decimal = self.aggregate(sum=Coalesce(Sum("amount"), NOTHING))["sum"]
        return total

    def sums(self) -> dict[str, Decimal]:
        """`rows`: of all of them; `paid`: of those delivered, neither planned nor taken back."""
        delivered = Sum("amount", filter=Q(state="paid"))
        return self.aggregate(
            rows=Coalesce(Sum("amount"), NOTHING), paid=Coalesce(delivered, NOTHING)
        )

    def for_list(self) -> Self:
        return self.select_related(
            "measure", "household", "member", "division__parent", "fund", "payment_list"
        )


class PaymentListQuerySet(models.QuerySet["PaymentList"]):
    def for_list(self) -> Self:
        return self.select_related("measure", "fund", "division", "made_by", "checked_by").counted()

    def counted(self) -> Self:
        """Each with `people`, `total` (of its live rows) and `back`: how many came back."""
        rows = self.model._meta.get_field("deliveries").related_model._default_manager
        mine = rows.filter(payment_list=OuterRef("pk")).order_by().values("payment_list")
        live = Q(state__in=LIVE)
        total = mine.values(sum=Sum("amount", filter=live))
        return self.annotate(
            people=Coalesce(Subquery(mine.values(n=Count("pk", filter=live))), 0),
            total=Coalesce(Subquery(total), NOTHING),
            back=Coalesce(Subquery(mine.values(n=Count("pk", filter=Q(state="returned")))), 0),
        )
