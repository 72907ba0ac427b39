"""Reads of work and offers, and who should be offered something, named for the question."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import Division
from monitoring.registry.choices import HouseholdType, Labour
from monitoring.registry.querysets import HouseholdQuerySet, MemberQuerySet

if TYPE_CHECKING:
    from assistance.schemes.employment.models import Offer, Work  # noqa: F401

ABLE = (Labour.ORDINARY, Labour.SKILLED, Labour.WEAK)


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
        around = {place.code[:digits].ljust(12, "0") for digits in Division.PREFIX.values()}
        inner = Q(division_id__gte=first, division_id__lte=last)
        return self.filter(inner | Q(division__in=around)).select_related("division")


def able(members: MemberQuerySet) -> MemberQuerySet:
    """Able to work, of ex-poor and monitored households."""
    is_monitored = Q(household__monitored_type__isnull=False)
    meant = Q(household__household_type=HouseholdType.EX_POOR) | is_monitored
    return members.filter(
        meant, status="active", household__status="active", labour__in=ABLE
    ).select_related("household")


def jobless(members: MemberQuerySet, since: date) -> MemberQuerySet:
    """Able, and not known to work: neither in the register since then nor by the registry."""
    known = _register().filter(member=OuterRef("pk"), month__gte=since)
    by_registry = Q(work_months__gt=0) | ~Q(public_post="")
    return able(members).exclude(by_registry).exclude(Exists(known))


def relocated_without_job(households: HouseholdQuerySet, since: date) -> HouseholdQuerySet:
    """Relocated households that have somebody able to work, of whom nobody is known to."""
    members = apps.get_model("monitoring", "Member")._default_manager.filter(
        household=OuterRef("pk"), status="active"
    )
    known = _register().filter(household=OuterRef("pk"), month__gte=since)
    at_work = members.filter(Q(work_months__gt=0) | ~Q(public_post=""))
    return (
        households.filter(Exists(members.filter(labour__in=ABLE)), relocated=True, status="active")
        .exclude(Exists(at_work))
        .exclude(Exists(known))
    )


def _register() -> "models.QuerySet[Work]":
    return apps.get_model("assistance", "Work")._default_manager.all()
