"""Villages with income in a year: how much came, whether its use was published, until when."""

from datetime import date
from typing import Any

from django.db.models import DateField, Exists, Min, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Cast

from accounts.models import Division
from accounts.scope import visible
from assets.income.distributions.limits import PUBLISH, until
from assets.income.publication.models import Publication
from assets.income.receipts.models import Receipt
from monitoring.lists.places import Viewer


def seen_by(user: Viewer) -> QuerySet[Division]:
    return visible(Division, user).filter(level=Division.Level.VILLAGE)


def publications_of(village: Division, year: int) -> QuerySet[Publication]:
    return Publication.objects.filter(division=village, year=year).select_related("by")


def with_income(villages: QuerySet[Division], year: int, today: date) -> Any:
    """Each with `published_on` (the first time, or None) and `until`, the last day for it."""
    came = Receipt.objects.live().of_year(year).filter(division=OuterRef("pk"))
    told = Publication.objects.filter(division=OuterRef("pk"), year=year).order_by()
    first = told.values("division").annotate(day=Min("published_on")).values("day")
    ends = Cast(Value(date(year, 12, 31)), DateField())
    return villages.filter(Exists(came)).annotate(
        published_on=Subquery(first), until=until(PUBLISH, ends, "code", today),
        year=Value(year),
    )  # fmt: skip


def for_list(villages: QuerySet[Division]) -> QuerySet[Division]:
    """Each also with `income`, of its year."""
    came = Receipt.objects.live().filter(division=OuterRef("pk")).order_by()
    of_year = came.filter(received_on__year=OuterRef("year")).values("division")
    income = of_year.annotate(sum=Sum("amount")).values("sum")
    return villages.select_related("parent").annotate(income=Subquery(income))


def unpublished(villages: Any, today: date) -> Any:
    """Of those of a year: past the last day for it."""
    return villages.filter(published_on=None, until__lt=today)
