"""Who is able to work, and who of them does not."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from assistance.schemes.employment.models import Work
from monitoring.registry.choices import Labour
from monitoring.registry.models import Member
from monitoring.registry.querysets import HouseholdQuerySet, MemberQuerySet

ABLE = (Labour.ORDINARY, Labour.SKILLED, Labour.WEAK)
# What the registry knows of it.
AT_WORK = Q(work_months__gt=0) | ~Q(public_post="")


def able(members: MemberQuerySet) -> MemberQuerySet:
    """Able to work, of ex-poor and monitored households."""
    return members.of_watched().filter(labour__in=ABLE).select_related("household")


def jobless(members: MemberQuerySet, since: date) -> MemberQuerySet:
    """Able, and not known to work: neither in the register since then nor by the registry."""
    known = Work.objects.filter(member=OuterRef("pk"), month__gte=since)
    return able(members).exclude(AT_WORK).exclude(Exists(known))


def relocated_without_job(households: HouseholdQuerySet, since: date) -> HouseholdQuerySet:
    """Relocated households that have somebody able to work, of whom nobody is known to."""
    members = Member.objects.active().filter(household=OuterRef("pk"))
    known = Work.objects.filter(household=OuterRef("pk"), month__gte=since)
    return (
        households.filter(Exists(members.filter(labour__in=ABLE)), relocated=True, status="active")
        .exclude(Exists(members.filter(AT_WORK)))
        .exclude(Exists(known))
    )
