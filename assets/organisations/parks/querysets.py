"""Reads of parks, named for the question."""

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, IntegerField, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from assets.organisations.parks.models import Park  # noqa: F401


class ParkQuerySet(models.QuerySet["Park"]):
    def for_list(self) -> Self:
        """Each with the `households` and `assets_inside` it has, and the `jobs` counted last."""
        of_park = {"park": OuterRef("pk")}
        households = _rows("Community", Sum("households")).filter(**of_park)
        inside = _rows("Inside", Count("pk")).filter(**of_park, asset__ended_on=None)
        last = apps.get_model("assets", "JobCount")._default_manager.filter(**of_park)
        return self.select_related("division__parent").annotate(
            households=Coalesce(Subquery(households, IntegerField()), 0),
            assets_inside=Coalesce(Subquery(inside, IntegerField()), 0),
            jobs=Subquery(last.values("jobs")[:1]),
            relocated_jobs=Subquery(last.values("relocated_jobs")[:1]),
        )

    def without_community(self) -> Self:
        return self.filter(communities=None)

    def without_asset(self) -> Self:
        return self.filter(inside=None)

    def without_jobs(self) -> Self:
        """Nobody ever counted them."""
        return self.filter(counts=None)


def _rows(model: str, figure: Sum | Count) -> models.QuerySet[Any, Any]:
    """One figure for each park, as a subquery."""
    rows: models.QuerySet[Any, Any] = apps.get_model("assets", model)._default_manager.order_by()
    figures: models.QuerySet[Any, Any] = rows.values("park").annotate(figure=figure)
    return figures.values("figure")
