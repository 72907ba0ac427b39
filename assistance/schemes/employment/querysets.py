"""Reads of work and offers, named for the question."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from accounts.models import Division

if TYPE_CHECKING:
    from assistance.schemes.employment.models import Offer, Work  # noqa: F401


class WorkQuerySet(models.QuerySet["Work"]):
    def in_month(self, month: date) -> Self:
        return self.filter(month=month)

    def for_list(self) -> Self:
        return self.select_related("member", "household", "division__parent", "workshop")


class OfferQuerySet(models.QuerySet["Offer"]):
    def open_on(self, day: date) -> Self:
        return self.filter(until__gte=day)

    def reaching(self, place: Division) -> Self:
        """Made to people of the place: there, inside it or around it."""
        first, last = place.code_range
        inner = Q(division_id__gte=first, division_id__lte=last)
        return self.filter(inner | Q(division__in=around(place))).select_related("division")


def around(place: Division) -> set[str]:
    """The codes of the place and of the divisions that it lies in."""
    return {place.code[:digits].ljust(12, "0") for digits in Division.PREFIX.values()}
