"""Reads of disposals and of what they require, named for the question."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from assets.income.receipts.models import Receipt
from assistance.funds.querysets import NOTHING
from monitoring.criteria.querysets import OWN_FIRST, of_place

if TYPE_CHECKING:
    from assets.disposal.models import Disposal, Requirement  # noqa: F401


class RequirementQuerySet(models.QuerySet["Requirement"]):
    def in_force(
        self, *, act: str, asset_class: str, tier: str, worth: Decimal, day: date, code: str
    ) -> "Requirement | None":
        """Of the highest value that `worth` reaches; of it the county's own before the common."""
        begun = self.filter(of_place(code), valid_from__lte=day, from_value__lte=worth)
        such = begun.filter(act=act, asset_class=asset_class, tier=tier)
        return such.order_by("-from_value", *OWN_FIRST).first()

    def for_list(self) -> Self:
        order = ("act", "asset_class", "tier", "from_value", "-valid_from", "-pk")
        return self.select_related("county", "by").order_by(*order)


class DisposalQuerySet(models.QuerySet["Disposal"]):
    def open(self) -> Self:
        return self.filter(state__in=("准备中", "待审批"))

    def waiting(self) -> Self:
        """For a decision."""
        return self.filter(state="待审批")

    def with_received(self) -> Self:
        """Each with `received`: yuan of the price that came, by the receipts of its asset."""
        proceeds = Receipt.objects.live().filter(
            asset=OuterRef("asset"), kind=Receipt.Kind.PROCEEDS
        )
        came = proceeds.order_by().values("asset").annotate(sum=Sum("amount"))
        return self.annotate(received=Coalesce(Subquery(came.values("sum")), NOTHING))

    def unpaid(self) -> Self:
        """Carried out, and the price has not come in full; a household's money is its own."""
        sold = self.with_received().filter(state="已办理", price__gt=F("received"))
        return sold.exclude(asset__asset_class="到户类")

    def for_list(self) -> Self:
        related = self.select_related("asset", "division__parent__parent", "by", "decided_by")
        return related.with_received()
