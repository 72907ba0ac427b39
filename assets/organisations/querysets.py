"""Reads of organisations, and of places by the organisation they have or lack."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from accounts.models import Division
from monitoring.registry.periods import PeriodQuerySet

if TYPE_CHECKING:
    from assets.organisations.models import Officer, Organisation  # noqa: F401


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def current(self) -> Self:
        return self.filter(ends_on=None)


class OfficerQuerySet(PeriodQuerySet["Officer"]):
    """Those who serve, by duty."""


def with_organisation(
    places: QuerySet[Division], organisations: OrganisationQuerySet, officers: OfficerQuerySet
) -> QuerySet[Division]:
    """Each with `organised`: its organisation, or none, which has `serving`, its officers."""
    serving = Prefetch("officers", officers, to_attr="serving")
    now = organisations.current().prefetch_related(serving)
    organised = Prefetch("asset_organisations", now, to_attr="organised")
    return places.select_related("parent__parent").prefetch_related(organised)


def without_organisation(
    places: QuerySet[Division], organisations: OrganisationQuerySet
) -> QuerySet[Division]:
    return places.filter(~Exists(organisations.current().filter(division=OuterRef("pk"))))


def without_duty(
    places: QuerySet[Division], officers: OfficerQuerySet, duty: str
) -> QuerySet[Division]:
    """Nobody of `officers` has the duty there; a place without an organisation is one of them."""
    serving = officers.filter(organisation__ends_on=None, organisation__division=OuterRef("pk"))
    return places.filter(~Exists(serving.filter(duty=duty)))
